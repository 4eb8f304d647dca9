/**
 * Reads what a PDF says of its own structure: language, tags, bookmarks. A small reader of the format: objects and their
 * dictionaries, also those inside compressed object streams. It follows references; it does not search for words.
 *
 * Source: ISO 32000-1, sections 7.3 (objects), 7.5.7 (object streams), 12.3.3 (outlines), 14.7 and 14.8 (structure, tags).
 *
 * @module
 */
import { inflateSync } from "node:zlib";

/** What a PDF says of itself. */
export interface PdfStructure {
  /** The language of the document; null when it says none. */
  readonly language: string | null;
  /** Whether the document says that it is tagged. */
  readonly tagged: "yes" | "no";
  /** Titles of the bookmarks, in the order and depth of the outline. */
  readonly bookmarks: readonly { readonly title: string; readonly depth: number }[];
  /** How often each tag occurs in the structure tree, such as `H1`, `Figure`, `TH`. */
  readonly tags: ReadonlyMap<string, number>;
  /** Alternative texts of figures. */
  readonly alternatives: readonly string[];
  /** The number of pages. */
  readonly pages: number;
  /** The title of the document. */
  readonly title: string;
}

const ROOT_DEPTH = 0;

/** Objects of a file by number: the text of each, without its stream. */
function objectsOf(bytes: Uint8Array): ReadonlyMap<number, string> {
  const text = new TextDecoder("latin1").decode(bytes);
  const objects = new Map<number, string>();
  for (const match of text.matchAll(/(?<=^|[\r\n])(\d+) 0 obj\b([^]*?)(?:\bendobj\b)/g)) {
    const [, number = "", body = ""] = match;
    const streamAt = body.indexOf("stream");
    const head = streamAt < 0 ? body : body.slice(0, streamAt);
    objects.set(Number(number), head);
    if (!/\/Type\s*\/ObjStm/.test(head)) continue;
    const start = match.index + match[0].indexOf("stream") + "stream".length;
    const from = text[start] === "\r" ? start + 2 : start + 1;
    const data = new TextDecoder("latin1").decode(inflateSync(bytes.slice(from)));
    for (const [inner, content] of innerObjects(head, data)) objects.set(inner, content);
  }
  return objects;
}

function innerObjects(head: string, data: string): readonly (readonly [number, string])[] {
  const count = Number(/\/N (\d+)/.exec(head)?.[1] ?? 0);
  const first = Number(/\/First (\d+)/.exec(head)?.[1] ?? 0);
  const numbers = data.slice(0, first).trim().split(/\s+/).map(Number);
  return Array.from({ length: count }, (_, i) => {
    const [number = 0, offset = 0] = [numbers[2 * i], numbers[2 * i + 1]];
    const end = numbers[2 * i + 3];
    return [number, data.slice(first + offset, end === undefined ? undefined : first + end)] as const;
  });
}

/** A text of the file: in brackets with escapes, or in hexadecimal; with a mark of UTF-16 or without. */
function textOf(raw: string | undefined): string {
  if (raw === undefined) return "";
  const plain = raw.startsWith("<")
    ? raw.slice(1, -1).replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16)))
    : raw.slice(1, -1).replace(
      /\\([0-7]{1,3})/g,
      (_all, octal: string) => String.fromCharCode(parseInt(octal, 8)),
    )
      .replace(
        /\\([nrtbf()\\])/g,
        (_all, sign: string) => ({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" })[sign] ?? sign,
      );
  if (!plain.startsWith("\u00fe\u00ff")) return plain;
  return plain.slice(2).replace(
    /([^])([^])/g,
    (_all, high: string, low: string) => String.fromCharCode(high.charCodeAt(0) * 256 + low.charCodeAt(0)),
  );
}

const STRING = String.raw`(\((?:\\[^]|[^\\()])*\)|<[0-9A-Fa-f]*>)`;

function stringIn(dictionary: string, key: string): string {
  return textOf(new RegExp(`/${key}\\s*${STRING}`).exec(dictionary)?.[1]);
}

function referenceIn(dictionary: string, key: string): number | null {
  const found = new RegExp(`/${key}\\s+(\\d+) 0 R`).exec(dictionary)?.[1];
  return found === undefined ? null : Number(found);
}

function bookmarksBelow(
  objects: ReadonlyMap<number, string>,
  parent: string,
  depth: number,
): PdfStructure["bookmarks"] {
  const found: { title: string; depth: number }[] = [];
  for (let at = referenceIn(parent, "First"); at !== null;) {
    const item = objects.get(at) ?? "";
    found.push({ title: stringIn(item, "Title"), depth }, ...bookmarksBelow(objects, item, depth + 1));
    at = referenceIn(item, "Next");
  }
  return found;
}

/** Everything that hangs below an element of the structure tree: the numbers that `/K` refers to. */
function childrenOf(element: string): readonly number[] {
  const kids = /\/K\s*(\[[^\]]*\]|\d+ 0 R)/.exec(element)?.[1] ?? "";
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));
}

/**
 * Reads the structure of a PDF.
 *
 * @param bytes The file.
 * @returns What it says of itself.
 */
export function readPdf(bytes: Uint8Array): PdfStructure {
  const objects = objectsOf(bytes);
  const catalog = [...objects.values()].find((one) => /\/Type\s*\/Catalog/.test(one)) ?? "";
  const follow = (key: string) => objects.get(referenceIn(catalog, key) ?? -1) ?? "";
  const tags = new Map<string, number>();
  const alternatives: string[] = [];
  const walk = (number: number): void => {
    const element = objects.get(number) ?? "";
    const tag = /\/S\s*\/([A-Za-z0-9]+)/.exec(element)?.[1];
    if (tag !== undefined) tags.set(tag, (tags.get(tag) ?? 0) + 1);
    if (tag === "Figure") alternatives.push(stringIn(element, "Alt"));
    childrenOf(element).forEach(walk);
  };
  childrenOf(follow("StructTreeRoot")).forEach(walk);
  const info = [...objects.values()].find((one) => /\/Producer/.test(one)) ?? "";
  return {
    language: stringIn(catalog, "Lang") || null,
    tagged: /\/MarkInfo\s*<<[^>]*\/Marked true/.test(catalog) ? "yes" : "no",
    bookmarks: bookmarksBelow(objects, follow("Outlines"), ROOT_DEPTH),
    tags,
    alternatives,
    pages: [...objects.values()].filter((one) => /\/Type\s*\/Page\b/.test(one)).length,
    title: stringIn(info, "Title"),
  };
}
