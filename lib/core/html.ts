/**
 * Html can be made only by the escaping template tag.
 *
 * @module
 */

const MAKE = Symbol("make");

/** Markup that is safe to place in a page. Only {@linkcode html} and {@linkcode joinHtml} make it. */
export class Html {
  readonly #text: string;

  /** Not for callers: use the `html` tag. */
  constructor(token: symbol, text: string) {
    if (token !== MAKE) throw new TypeError("Cannot construct Html: use the html template tag");
    this.#text = text;
  }

  /** The markup. */
  toString(): string {
    return this.#text;
  }
}

/** What may stand in an `html` template: text is escaped, Html is kept, lists are joined, nothing is nothing. */
export type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[];

/**
 * Escapes text for use in markup, in content and in quoted attribute values alike.
 *
 * @param text Any text.
 * @returns The text with the five special characters replaced.
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function renderPart(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Html) return part.toString();
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return escapeHtml(String(part));
  return part.map(renderPart).join("");
}

/**
 * Template tag that escapes every value it is given, unless the value is Html already.
 *
 * @example Hostile text stays text
 * ```ts
 * import { html } from "./html.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(html`<p>${"<script>"}</p>`.toString(), "<p>&#60;script&#62;</p>");
 * ```
 *
 * @param strings The literal parts, taken as they are.
 * @param parts The values, escaped.
 * @returns The markup.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  let text = strings[0] ?? "";
  parts.forEach((part, i) => text += renderPart(part) + (strings[i + 1] ?? ""));
  return new Html(MAKE, text);
}

/**
 * Vouches for markup that another component has cleaned. The one door around escaping: every use says in
 * `cleanedBy` which sanitiser or writer made the text safe, so that a reviewer can find and check it.
 *
 * @param text The cleaned markup.
 * @param cleanedBy The function or library that made it safe.
 * @returns The markup.
 */
export function trustHtml(text: string, cleanedBy: string): Html {
  if (cleanedBy === "") throw new TypeError("Cannot trust markup: cleanedBy is empty");
  return new Html(MAKE, text);
}

/**
 * Joins pieces of markup.
 *
 * @param parts The pieces; strings are escaped.
 * @param separator Text between them; escaped.
 * @returns The joined markup.
 */
export function joinHtml(parts: readonly HtmlPart[], separator = ""): Html {
  return new Html(MAKE, parts.map(renderPart).join(escapeHtml(separator)));
}
