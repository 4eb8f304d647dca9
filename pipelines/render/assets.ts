/**
 * The files that go into every page: style, script and typeface. Read once; a page refers to nothing outside itself.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
// Not used as such: the import makes Deno fetch the package, so that its files can be resolved below.
import fontMetadata from "@fontsource/source-sans-3/metadata.json" with { type: "json" };

/** What a page frame needs. */
export interface PageAssets {
  /** The style sheet, with the typeface inside. */
  readonly style: string;
  /** The script. */
  readonly script: string;
}

const TEMPLATES = new URL("../../reports/templates/", import.meta.url);
const require = createRequire(import.meta.url);

/** Weights inlined: running text and headings. Each is about 21 kB as base64. */
const WEIGHTS = [400, 700] as const;

function fontFace(weight: number): string {
  const name = `${fontMetadata.id}-latin-${weight}-normal.woff2`;
  const bytes = readFileSync(require.resolve(`@fontsource/${fontMetadata.id}/files/${name}`));
  return `@font-face{font-family:"Source Sans 3";font-weight:${weight};font-display:block;` +
    `src:url(data:font/woff2;base64,${bytes.toString("base64")}) format("woff2")}`;
}

function fontFaces(): string {
  return WEIGHTS.map(fontFace).join("");
}

/**
 * Makes a style sheet smaller without changing it: comments, the white space around marks and noughts before a
 * point go. Sides that follow the direction of writing get their short names: all our languages run from left to right.
 *
 * @param css A style sheet without strings that hold braces or comments.
 * @returns The smaller style sheet.
 */
export function squeezeCss(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s+/g, " ").replace(/ ?([{};,>]) ?/g, "$1")
    .replace(/: /g, ":").replaceAll(";}", "}").replace(/& (?=[.:\w])/g, "").replace(/(?<=[(,])\+ /g, "+")
    .replace(
      /(?<![\d.])0\.(?=\d)/g,
      ".",
    )
    .replace(
      /\b(margin|padding|border)-inline-(start|end)\b/g,
      (_name, side, end) => `${side}-${end === "start" ? "left" : "right"}`,
    ).trim();
}

/** White space that a line of script can do without; in quotes and in patterns it may mean something. */
const SPARE = / ?(=>|===|=|&&|\|\||[<>?:,{};]) ?/g;

function squeezeLine(line: string): string {
  return /["'`/]/.test(line) ? line : line.replace(SPARE, "$1");
}

/**
 * Makes a script smaller without changing it: lines that hold only a comment go, and so does what stands before and
 * behind a line, and white space around signs in lines without quotes.
 *
 * @param script A script without block comments, and without texts of more than one line.
 * @returns The smaller script.
 */
export function squeezeScript(script: string): string {
  return script.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("//"))
    .map(squeezeLine).join("\n");
}

/** The scripts in `reports/templates/`: one for briefings, one for the index of an edition. */
export type PageScript = "page.js" | "index.js";

const cache = new Map<string, string>();

function remember(name: string, make: () => string): string {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const made = make();
  cache.set(name, made);
  return made;
}

/** Reads a file of `reports/templates/`. */
function readTemplate(name: string): string {
  return readFileSync(new URL(name, TEMPLATES), "utf8");
}

const STYLES: Readonly<Record<PageScript, readonly string[]>> = {
  "page.js": ["briefing.css"],
  "index.js": ["briefing.css", "index.css"],
};

function readStyle(name: string): string {
  return squeezeCss(readTemplate(name));
}

/**
 * Loads the style, a script and the typeface.
 *
 * @param script The script. Default that of briefings.
 * @param freshness `cached` reads the files once per process; `fresh` reads them again, and those of cards, sheets, maps and
 * books when they are asked for, for a preview that watches.
 * @returns The assets.
 */
export function loadAssets(
  script: PageScript = "page.js",
  freshness: "cached" | "fresh" = "cached",
): PageAssets {
  if (freshness === "fresh") cache.clear();
  return {
    style: remember(
      `style of ${script}`,
      () => fontFaces() + STYLES[script].map(readStyle).join(""),
    ),
    script: remember(script, () => squeezeScript(readTemplate(script))),
  };
}

/**
 * Gives assets without typeface and script, for pages of which an edition has many: method pages. They show in the
 * reader's own sans-serif, and an edition stays small.
 *
 * @returns The assets.
 */
export function plainAssets(): PageAssets {
  const style = remember("style of plain pages", () => STYLES["index.js"].map(readStyle).join(""));
  return { style, script: "" };
}

/**
 * Gives the style of persona cards, which only pages that have them take.
 *
 * @returns The style sheet.
 */
export function personaStyle(): string {
  return remember("style of personas", () => readStyle("personas.css"));
}

/**
 * Gives the style of worksheets, which only pages that have them take.
 *
 * @returns The style sheet.
 */
export function sheetStyle(): string {
  return remember("style of sheets", () => readStyle("sheets.css"));
}

/** A part of a page that has a style and a script of its own, below the same name in `reports/templates/`. */
function partAssets(name: string): PageAssets {
  return {
    style: remember(`style of ${name}`, () => readStyle(`${name}.css`)),
    script: remember(`script of ${name}`, () => `\n${squeezeScript(readTemplate(`${name}.js`))}`),
  };
}

/**
 * Gives style and script of the list of areas, which only pages with a map take.
 *
 * @returns What comes after the style and the script of the page.
 */
export function mapAssets(): PageAssets {
  return partAssets("maps");
}

/**
 * Gives style and script of lists of books, which only pages with one take.
 *
 * @returns What comes after the style and the script of the page.
 */
export function bookAssets(): PageAssets {
  return partAssets("books");
}

/**
 * The hash with which a Content-Security-Policy allows one inline style or script.
 *
 * @example The hash of nothing
 * ```ts
 * import { cspHash } from "./assets.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(cspHash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
 * ```
 *
 * @param text The exact text between the tags.
 * @returns The source expression, in quotes.
 */
export function cspHash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
