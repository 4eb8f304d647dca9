/**
 * Writes `lib/charts/_font_widths.ts`: the advance widths of the briefing's font, so that charts can measure text
 * without a browser and without reading a file.
 *
 * Run: `deno run -A -q tools/fonts/make_widths.ts` (again only when the font package changes).
 * Source: npm package `@fontsource/source-sans-3` 5.3.1 (OFL-1.1), tables `cmap`, `head`, `hhea` and `hmtx` of the
 * WOFF files; formats by the OpenType specification 1.9 and the W3C recommendation WOFF 1.0.
 *
 * @module
 */
import { inflateSync } from "node:zlib";

const PACKAGE = "@fontsource/source-sans-3";
const VERSION = "5.3.1";
const SUBSETS = ["latin", "latin-ext"] as const;
const WEIGHTS = [400, 700] as const;
const OUTPUT = new URL("../../lib/charts/_font_widths.ts", import.meta.url);

/** One OpenType table by its tag. */
type Tables = ReadonlyMap<string, DataView>;

/** Unpacks the tables of a WOFF 1.0 file. */
function unpackWoff(bytes: Uint8Array): Tables {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x774f4646) throw new TypeError("Cannot read font: it is not a WOFF 1.0 file");
  const tables = new Map<string, DataView>();
  for (let i = 0; i < view.getUint16(12); i++) {
    const entry = 44 + i * 20;
    const tag = String.fromCharCode(...bytes.subarray(entry, entry + 4));
    const [offset, packed, length] = [4, 8, 12].map((at) => view.getUint32(entry + at)) as [
      number,
      number,
      number,
    ];
    const raw = bytes.subarray(offset, offset + packed);
    const data = packed < length ? new Uint8Array(inflateSync(raw)) : raw;
    tables.set(tag, new DataView(data.buffer, data.byteOffset, data.byteLength));
  }
  return tables;
}

/** Reads a format 4 character map: code point to glyph. */
function readCharacterMap(cmap: DataView): ReadonlyMap<number, number> {
  for (let i = 0; i < cmap.getUint16(2); i++) {
    const at = cmap.getUint32(8 + i * 8);
    if (cmap.getUint16(at) === 4) return readFormat4(cmap, at);
  }
  throw new TypeError("Cannot read font: it has no format 4 character map");
}

function readFormat4(cmap: DataView, at: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  const bytes = cmap.getUint16(at + 6);
  for (let segment = 0; segment < bytes; segment += 2) {
    const end = cmap.getUint16(at + 14 + segment);
    const start = cmap.getUint16(at + 16 + bytes + segment);
    const delta = cmap.getInt16(at + 16 + bytes * 2 + segment);
    const rangeAt = at + 16 + bytes * 3 + segment;
    const range = cmap.getUint16(rangeAt);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const found = range === 0 ? code : cmap.getUint16(rangeAt + range + (code - start) * 2);
      if (found !== 0) glyphs.set(code, (found + delta) & 0xffff);
    }
  }
  return glyphs;
}

/** Reads advance widths in thousandths of the font size, by code point. */
function readWidths(tables: Tables): ReadonlyMap<number, number> {
  const table = (tag: string): DataView => {
    const view = tables.get(tag);
    if (view) return view;
    throw new TypeError(`Cannot read font: table ${tag} is missing`);
  };
  const unitsPerEm = table("head").getUint16(18);
  const metricCount = table("hhea").getUint16(34);
  const hmtx = table("hmtx");
  return new Map(
    [...readCharacterMap(table("cmap"))].map(([code, glyph]) => {
      const advance = hmtx.getUint16(Math.min(glyph, metricCount - 1) * 4);
      return [code, Math.round((advance * 1000) / unitsPerEm)] as const;
    }),
  );
}

/** Finds the folder of the font package in Deno's package cache. */
async function findFontFolder(): Promise<string> {
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const cache = String(JSON.parse(new TextDecoder().decode(info.stdout)).npmCache);
  for await (const registry of Deno.readDir(cache)) {
    const folder = `${cache}/${registry.name}/${PACKAGE}/${VERSION}/files`;
    if (await Deno.stat(folder).then((found) => found.isDirectory, () => false)) return folder;
  }
  throw new TypeError(`Cannot find ${PACKAGE} ${VERSION} in Deno's cache. Run: deno cache npm:${PACKAGE}`);
}

/** Packs widths as runs of neighbouring code points: `start:width,width,…` joined by `;`. */
function packRuns(widths: ReadonlyMap<number, number>): string {
  const codes = [...widths.keys()].sort((a, b) => a - b);
  const runs: string[] = [];
  let run: number[] = [];
  codes.forEach((code, i) => {
    run.push(widths.get(code) ?? 0);
    if (codes[i + 1] !== code + 1) {
      runs.push(
        `${(code - run.length + 1).toString(36)}:${run.map((width) => width.toString(36)).join(",")}`,
      );
      run = [];
    }
  });
  return runs.join(";");
}

const folder = await findFontFolder();
const lines: string[] = [];
for (const weight of WEIGHTS) {
  const widths = new Map<number, number>();
  for (const subset of SUBSETS) {
    const file = `${folder}/source-sans-3-${subset}-${weight}-normal.woff`;
    for (const [code, width] of readWidths(unpackWoff(await Deno.readFile(file)))) {
      if (!widths.has(code)) widths.set(code, width);
    }
  }
  lines.push(`  ${weight}:\n    "${packRuns(widths)}",`);
}
await Deno.writeTextFile(
  OUTPUT,
  `// Written by tools/fonts/make_widths.ts from ${PACKAGE} ${VERSION} (OFL-1.1). Do not edit by hand.
// deno-fmt-ignore-file

/** Advance widths in thousandths of the font size, by weight: runs \`start:width,…\` in base 36, joined by \`;\`. */
export const FONT_WIDTH_RUNS: Readonly<Record<400 | 700, string>> = {
${lines.join("\n")}
};
`,
);
