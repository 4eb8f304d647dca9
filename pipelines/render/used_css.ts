/**
 * The part of a style sheet that a page uses. Every page carries its style inside, so what it has no element for only
 * makes it heavier.
 *
 * @module
 */

/** A declaration, or a rule with what stands inside. */
type Piece =
  | { readonly kind: "declaration"; readonly text: string }
  | { readonly kind: "rule"; readonly head: string; readonly inside: readonly Piece[] };

/** What a page holds that a selector can name. */
interface Holds {
  readonly tags: ReadonlySet<string>;
  /** Names of classes, and every word of the script: it may set any of them. */
  readonly classes: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
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
      pieces.push({ kind: "rule", head: css.slice(from, i).trim(), inside });
      i = end;
      from = end + 1;
    }
  }
  endDeclaration(css.length);
  return [pieces, css.length];
}

const parsed = new Map<string, readonly Piece[]>();
/** Style sheets that are kept cut into pieces: an edition has one for each combination of parts; a preview makes new ones. */
const REMEMBERED_SHEETS = 32;

function piecesOf(css: string): readonly Piece[] {
  const known = parsed.get(css);
  if (known !== undefined) return known;
  if (parsed.size >= REMEMBERED_SHEETS) parsed.clear();
  const [pieces] = readPieces(css, 0);
  parsed.set(css, pieces);
  return pieces;
}

function wordsIn(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].flatMap(([, words = ""]) => words.split(/\s+/)));
}

function holdsOf(body: string, script: string): Holds {
  const scripted = wordsIn(script, /([\w-]+)/g);
  return {
    tags: wordsIn(body, /<([a-z][\w-]*)/gi).union(scripted),
    classes: wordsIn(body, /\sclass="([^"]*)"/g).union(scripted),
    ids: wordsIn(body, /\sid="([^"]*)"/g).union(scripted),
  };
}

/** Whether every element that a selector names can occur; what stands in brackets is not looked at. */
function canMatch(selector: string, holds: Holds): boolean {
  // From the inside out, for brackets within brackets.
  let plain = selector;
  for (let before = ""; before !== plain;) {
    [before, plain] = [plain, plain.replace(/\([^()]*\)|\[[^\]]*\]/g, "")];
  }
  plain = plain.replace(/::?[\w-]+/g, "");
  return [...plain.matchAll(/([.#]?)(-?[a-z_][\w-]*)/gi)].every(([, mark, name = ""]) => {
    if (mark === ".") return holds.classes.has(name);
    return mark === "#" ? holds.ids.has(name) : holds.tags.has(name);
  });
}

function writeUsed(pieces: readonly Piece[], holds: Holds): string {
  const written = pieces.map((piece) => {
    if (piece.kind === "declaration") return `${piece.text};`;
    const { head, inside } = piece;
    const kept = head.startsWith("@")
      ? head
      : cutAt(head, ",").filter((selector) => canMatch(selector, holds)).join(",");
    const content = kept === "" ? "" : writeUsed(inside, holds);
    return content === "" ? "" : `${kept}{${content}}`;
  });
  return written.join("").replaceAll(";}", "}").replace(/;$/, "");
}

/** Sheets of paper with a name that nothing is printed on, and values that nothing asks for. */
function withoutUnasked(css: string, page: string): string {
  const named = css.replace(
    /@page ([\w-]+)\{[^{}]*\}/g,
    (rule, name) => new RegExp(`page:${name}\\b`).test(css) ? rule : "",
  );
  const asked = wordsIn(named + page, /var\((--[\w-]+)/g);
  return named.replace(
    /([{;])(--[\w-]+):[^;{}]*(?=[;}])/g,
    (text, mark, name) => asked.has(name) ? text : mark,
  ).replace(/;{2,}/g, ";").replaceAll("{;", "{").replaceAll(";}", "}");
}

/**
 * Leaves out of a style sheet what a page cannot use: rules for elements, classes and ids that neither the page nor
 * its script holds, and values that nobody asks for. What is left looks the same.
 *
 * @example A page without tables needs no style for them
 * ```ts
 * import { usedCss } from "./used_css.ts";
 * import assert from "node:assert/strict";
 *
 * const css = ":root{--ink:#111;--gold:#b80}p,td{color:var(--ink)}.big{font-size:2rem}";
 * assert.equal(usedCss(css, { body: "<html><p>Hallo</p>", script: "" }), ":root{--ink:#111}p{color:var(--ink)}");
 * ```
 *
 * @param css A style sheet without comments.
 * @param page The elements of the page, with `html` and `body`, and its script; every word of the script counts as a
 * class, for it may set it.
 * @returns The smaller style sheet, with the rules in their order.
 */
export function usedCss(css: string, page: { readonly body: string; readonly script: string }): string {
  const used = writeUsed(piecesOf(css), holdsOf(page.body, page.script));
  return withoutUnasked(used, page.body + page.script);
}
