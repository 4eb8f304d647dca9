/** Widths of words in the page's typeface, from the `hmtx` table of its WOFF files. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import fontMetadata from "@fontsource/source-sans-3/metadata.json" with { type: "json" };

/** Advance widths by character code, in parts of the em. */
interface Metrics {
  readonly advances: ReadonlyMap<number, number>;
  readonly fallback: number;
}

const require = createRequire(import.meta.url);

/** Unpacks one table of a WOFF 1 file. Source: W3C, WOFF File Format 1.0. */
function tableOf(file: DataView, tag: string): DataView {
  const count = file.getUint16(12);
  for (let i = 0; i < count; i++) {
    const at = 44 + i * 20;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((k) => file.getUint8(at + k)));
    if (name !== tag) continue;
    const [offset, packed, size] = [file.getUint32(at + 4), file.getUint32(at + 8), file.getUint32(at + 12)];
    const bytes = new Uint8Array(file.buffer, file.byteOffset + offset, packed);
    const plain = packed === size ? bytes.slice() : new Uint8Array(inflateSync(bytes));
    return new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  }
  throw new Error(`The typeface has no table ${tag}`);
}

/** Reads the character map of format 4. Source: OpenType specification, cmap. */
function glyphsOf(cmap: DataView): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  const tables = cmap.getUint16(2);
  for (let i = 0; i < tables; i++) {
    const at = cmap.getUint32(4 + i * 8 + 4);
    if (cmap.getUint16(at) !== 4) continue;
    const segments = cmap.getUint16(at + 6) / 2;
    const [ends, starts] = [at + 14, at + 16 + segments * 2];
    for (let s = 0; s < segments; s++) {
      const [end, start] = [cmap.getUint16(ends + s * 2), cmap.getUint16(starts + s * 2)];
      const delta = cmap.getUint16(starts + (segments + s) * 2);
      const rangeAt = starts + (2 * segments + s) * 2;
      const range = cmap.getUint16(rangeAt);
      for (let code = start; code <= end && code < 0xffff; code++) {
        const raw = range === 0 ? code : cmap.getUint16(rangeAt + range + (code - start) * 2);
        if (raw !== 0) glyphs.set(code, (raw + delta) & 0xffff);
      }
    }
  }
  return glyphs;
}

function load(weight: 400 | 700): Metrics {
  const path = require.resolve(
    `@fontsource/${fontMetadata.id}/files/${fontMetadata.id}-latin-${weight}-normal.woff`,
  );
  const bytes = readFileSync(path);
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unitsPerEm = tableOf(file, "head").getUint16(18);
  const measured = tableOf(file, "hhea").getUint16(34);
  const hmtx = tableOf(file, "hmtx");
  const advance = (glyph: number): number => hmtx.getUint16(Math.min(glyph, measured - 1) * 4) / unitsPerEm;
  const advances = new Map<number, number>();
  for (const [code, glyph] of glyphsOf(tableOf(file, "cmap"))) advances.set(code, advance(glyph));
  return { advances, fallback: advances.get("n".charCodeAt(0)) ?? 0.5 };
}

const loaded = new Map<400 | 700, Metrics>();

/** Measures text in pixels; kerning is left out (an error of at most 2 %), unknown characters count as an n. */
export function textWidthPx(text: string, fontSizePx: number, weight: 400 | 700 = 400): number {
  const metrics = loaded.get(weight) ?? load(weight);
  loaded.set(weight, metrics);
  let em = 0;
  for (const character of text) em += metrics.advances.get(character.codePointAt(0) ?? 0) ?? metrics.fallback;
  return em * fontSizePx;
}
