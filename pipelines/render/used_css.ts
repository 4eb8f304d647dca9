/**
 * The part of a style sheet that a page uses. Every page carries its style inside, so what it has no element for only
 * makes it heavier.
 *
 * @module
 */

/** A declaration, a rule with what stands inside, or an at-rule with what stands inside. */
type Piece =
  | { readonly kind: "declaration"; readonly text: string }
  | { readonly kind: "rule"; readonly selectors: readonly Selector[]; readonly inside: readonly Piece[] }
  | { readonly kind: "at-rule"; readonly head: string; readonly inside: readonly Piece[] };

/** A selector with the elements, classes and ids that a page must hold, or it matches nothing. */
interface Selector {
  readonly text: string;
  readonly needs: readonly Need[];
}

/** An element (`p`), a class (`.big`) or an id (`#zoek`). */
type Need = string;

/** A style sheet, read once. */
interface Sheet {
  readonly pieces: readonly Piece[];
  /** All that its selectors name. */
  readonly needs: readonly Need[];
  /** What was written of it, by what the page holds and asks for. */
  readonly written: Map<string, string>;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", '"': '"', "'": "'" };

/** Where the text goes on after a bracket or a quoted part. */
function skipTo(text: string, from: number, closing: string): number {
  for (let i = from; i < text.length; i++) {
    const character = text[i] ?? "";
    if (character === closing) return i;
    if (character === "\\") i++;
    else if (closing !== '"' && closing !== "'" && character in CLOSING) {
      i = skipTo(text, i + 1, CLOSING[character] ?? "");
    }
  }
  return text.length;
}

/** Cuts a text at one character, but not within brackets or quotes. */
function cutAt(text: string, mark: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    if (character in CLOSING) i = skipTo(text, i + 1, CLOSING[character] ?? "");
    else if (character === mark) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** Reads pieces until the block ends; gives them and where they end. */
function readPieces(css: string, start: number): readonly [pieces: readonly Piece[], end: number] {
  const pieces: Piece[] = [];
  let from = start;
  const endDeclaration = (at: number): void => {
    const text = css.slice(from, at).trim();
    if (text !== "") pieces.push({ kind: "declaration", text });
    from = at + 1;
  };
  for (let i = start; i < css.length; i++) {
    const character = css[i] ?? "";
    if (character in CLOSING) i = skipTo(css, i + 1, CLOSING[character] ?? "");
    else if (character === ";") endDeclaration(i);
    else if (character === "}") {
      endDeclaration(i);
      return [pieces, i];
    } else if (character === "{") {
      const [inside, end] = readPieces(css, i + 1);
      pieces.push(ruleOf(css.slice(from, i).trim(), inside));
      i = end;
      from = end + 1;
    }
  }
  endDeclaration(css.length);
  return [pieces, css.length];
}

function ruleOf(head: string, inside: readonly Piece[]): Piece {
  if (head.startsWith("@")) return { kind: "at-rule", head, inside };
  return {
    kind: "rule",
    selectors: cutAt(head, ",").map((text) => ({ text, needs: needsOf(text) })),
    inside,
  };
}

/** All that a selector names; what stands in brackets is not looked at. */
function needsOf(selector: string): readonly Need[] {
  // From the inside out, for brackets within brackets.
  let plain = selector;
  for (let before = ""; before !== plain;) {
    [before, plain] = [plain, plain.replace(/\([^()]*\)|\[[^\]]*\]/g, "")];
  }
  return [...plain.replace(/::?[\w-]+/g, "").matchAll(/[.#]?-?[a-z_][\w-]*/gi)].map(([need]) => need);
}

function allNeeds(pieces: readonly Piece[]): readonly Need[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === "declaration") return [];
    const own = piece.kind === "rule" ? piece.selectors.flatMap(({ needs }) => needs) : [];
    return [...own, ...allNeeds(piece.inside)];
  });
}

const sheets = new Map<string, Sheet>();
/** Style sheets that are kept: an edition has one for each combination of parts; a preview makes new ones. */
const REMEMBERED_SHEETS = 32;

function sheetOf(css: string): Sheet {
  const known = sheets.get(css);
  if (known !== undefined) return known;
  if (sheets.size >= REMEMBERED_SHEETS) sheets.clear();
  const [pieces] = readPieces(css, 0);
  const sheet: Sheet = { pieces, needs: [...new Set(allNeeds(pieces))], written: new Map() };
  sheets.set(css, sheet);
  return sheet;
}

/** Results that are kept of a sheet: pages of one kind hold the same. */
const REMEMBERED_PAGES = 64;

function wordsIn(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].flatMap(([, words = ""]) => words.split(/\s+/)));
}

/** What of the needs of a sheet a page holds. Every word of the script counts as an element, a class and an id. */
function heldOf(
  needs: readonly Need[],
  page: { readonly body: string; readonly script: string },
): ReadonlySet<Need> {
  const scripted = wordsIn(page.script, /([\w-]+)/g);
  const tags = wordsIn(page.body, /<([a-z][\w-]*)/gi);
  const classes = wordsIn(page.body, /\sclass="([^"]*)"/g);
  const ids = wordsIn(page.body, /\sid="([^"]*)"/g);
  return new Set(needs.filter((need) => {
    const name = need.replace(/^[.#]/, "");
    if (scripted.has(name)) return true;
    return (need.startsWith(".") ? classes : need.startsWith("#") ? ids : tags).has(name);
  }));
}

function writeUsed(pieces: readonly Piece[], held: ReadonlySet<Need>): string {
  const written = pieces.map((piece) => {
    if (piece.kind === "declaration") return `${piece.text};`;
    const head = piece.kind === "at-rule"
      ? piece.head
      : piece.selectors.filter(({ needs }) => needs.every((need) => held.has(need)))
        .map(({ text }) => text).join(",");
    const content = head === "" ? "" : writeUsed(piece.inside, held);
    return content === "" ? "" : `${head}{${content}}`;
  });
  return written.join("").replaceAll(";}", "}").replace(/;$/, "");
}

/** A value that is asked for by its name. */
const ASKED = /var\((--[\w-]+)/g;

/** Sheets of paper with a name that nothing is printed on, and values that nothing asks for. */
function withoutUnasked(css: string, askedByPage: ReadonlySet<string>): string {
  const named = css.replace(
    /@page ([\w-]+)\{[^{}]*\}/g,
    (rule, name) => new RegExp(`page:${name}\\b`).test(css) ? rule : "",
  );
  const asked = wordsIn(named, ASKED).union(askedByPage);
  return named.replace(
    /([{;])(--[\w-]+):[^;{}]*(?=[;}])/g,
    (text, mark, name) => asked.has(name) ? text : mark,
  ).replace(/;{2,}/g, ";").replaceAll("{;", "{").replaceAll(";}", "}");
}

/** Names of values of one letter. */
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"].map((letter) => `--${letter}`);

/** Values that only the style sheet itself asks for get a name of one letter, in the order in which they stand. */
function withShortNames(css: string, askedByPage: ReadonlySet<string>): string {
  const names = wordsIn(css, /(?<![\w-])(--[a-z][\w-]*)/g);
  const long = [...names.difference(askedByPage)].filter((name) => name.length > (LETTERS[0] ?? "").length);
  const free = LETTERS.filter((name) => !names.has(name) && !askedByPage.has(name));
  const short = new Map(long.map((name, i) => [name, free[i] ?? name]));
  return css.replace(/(?<![\w-])--[a-z][\w-]*/g, (name) => short.get(name) ?? name);
}

/**
 * Leaves out of a style sheet what a page cannot use: rules for elements, classes and ids that neither the page nor
 * its script holds, and values that nobody asks for; values that only the style asks for get short names. What is left
 * looks the same.
 *
 * @example A page without tables needs no style for them
 * ```ts
 * import { usedCss } from "./used_css.ts";
 * import assert from "node:assert/strict";
 *
 * const css = ":root{--ink:#111;--gold:#b80}p,td{color:var(--ink)}.big{font-size:2rem}";
 * assert.equal(usedCss(css, { body: "<html><p>Hallo</p>", script: "" }), ":root{--a:#111}p{color:var(--a)}");
 * ```
 *
 * @param css A style sheet without comments.
 * @param page The elements of the page, with `html` and `body`, and its script; every word of the script counts as a
 * class, for it may set it.
 * @returns The smaller style sheet, with the rules in their order.
 */
export function usedCss(css: string, page: { readonly body: string; readonly script: string }): string {
  const { pieces, needs, written } = sheetOf(css);
  const held = heldOf(needs, page);
  const asked = wordsIn(page.body + page.script, ASKED);
  const key = [...held, ...[...asked].sort()].join(" ");
  const known = written.get(key);
  if (known !== undefined) return known;
  const used = withShortNames(withoutUnasked(writeUsed(pieces, held), asked), asked);
  if (written.size >= REMEMBERED_PAGES) written.clear();
  written.set(key, used);
  return used;
}
