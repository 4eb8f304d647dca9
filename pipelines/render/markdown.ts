/**
 * Authors' Markdown to markup that is safe in a briefing. Two guards, one behind the other: markdown-it with raw HTML
 * off, and sanitize-html with an allow-list over what comes out. No script, event handler, `javascript:` address or
 * remote image passes either.
 *
 * @module
 */
import MarkdownIt from "markdown-it";
import { escapeHtml, type Html, html, trustHtml } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import type { MimeBundle } from "../notebook/nbformat.ts";
import { type Attributes, sanitizeHtml, type SanitizeOptions, type Transformed } from "./_sanitizer.ts";
import { cleanPictureAddress, pictureAddress } from "./_picture.ts";
import { termAnchor, type TermLinker, type TermSpan } from "./terms.ts";
import { say } from "./ui_strings.ts";

/** Whether pictures inside the file (PNG and JPEG as `data:`) may show. Remote pictures never do. */
export type ImagePolicy = "none" | "embedded";

/** How Markdown is rendered. */
export interface MarkdownOptions {
  /** The language of the page, for the words that stand in for a picture. */
  readonly language: Language;
  /** `none` in briefings, `embedded` in drafts. */
  readonly images: ImagePolicy;
  /** Levels to add to every heading; the result stays from 2 to 6. Default 0. */
  readonly headingShift?: number;
  /** `flatten` makes paragraphs of headings, for outputs, which are no part of the outline. Default `keep`. */
  readonly headings?: "keep" | "flatten";
  /** Pictures attached to the cell, reached as `attachment:name`. Only with `embedded`. */
  readonly attachments?: Readonly<Record<string, MimeBundle>>;
  /** Links terms of the glossary in running text. Default none. */
  readonly terms?: TermLinker | null;
}

/** A stretch of prose below one heading of level 2, or before the first. */
export interface ProsePart {
  /** The heading's text, plain; null before the first heading of level 2. */
  readonly heading: string | null;
  /** The markup after the heading. */
  readonly body: Html;
}

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: false });
// An address that starts otherwise is shown as text. `data:` pictures are looked at by the sanitiser.
parser.validateLink = (address: string) =>
  /^(?:https?:|mailto:|#|attachment:|data:image\/(?:png|jpeg);base64,)/i.test(address.trim());
parser.renderer.rules.table_open = () => '<div class="scroll"><table class="utrecht-table">\n';
parser.renderer.rules.table_close = () => "</table></div>\n";

/** A text that was cut at its terms; `markTerms` makes these. */
const TERM_TEXT = "term_text";
parser.renderer.rules[TERM_TEXT] = (tokens, index) =>
  ((tokens[index]?.meta?.["spans"] ?? []) as readonly TermSpan[]).map(({ text, termId }) =>
    termId === null
      ? escapeHtml(text)
      : `<a class="term" href="#${termAnchor(termId)}">${escapeHtml(text)}</a>`
  ).join("");

const TAGS = [
  ..."p h2 h3 h4 h5 h6 ul ol li strong em s code pre blockquote hr br a img".split(" "),
  ..."table thead tbody tr th td div span".split(" "),
];
const NON_TEXT = ["script", "style", "textarea", "option", "noscript", "template", "iframe", "object", "svg"];
const CLASS_OF: Readonly<Record<string, string>> = {
  p: "utrecht-paragraph",
  ul: "utrecht-unordered-list",
  ol: "utrecht-ordered-list",
  blockquote: "utrecht-blockquote",
  code: "utrecht-code",
  hr: "utrecht-separator",
};

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // A name with a loose percent sign is taken as it is.
  }
}

function sourceOf(source: string, options: MarkdownOptions): string | null {
  if (options.images === "none") return null;
  const attached = /^attachment:(.+)$/.exec(source);
  if (attached === null) return cleanPictureAddress(source);
  const bundle = options.attachments?.[decodedName(attached[1] ?? "")] ?? {};
  for (const mime of ["image/png", "image/jpeg"]) {
    const data = bundle[mime];
    if (typeof data === "string") return pictureAddress(mime, data);
  }
  return null;
}

function transformImage(attribs: Attributes, options: MarkdownOptions): Transformed {
  const alt = attribs["alt"] ?? "";
  const src = sourceOf(attribs["src"] ?? "", options);
  if (src !== null) return { tagName: "img", attribs: { src, alt } };
  const words = say("imageLeftOut", options.language);
  return {
    tagName: "span",
    attribs: { class: "left-out" },
    text: alt === "" ? `[${words}]` : `[${words}: ${alt}]`,
  };
}

function transformLink(attribs: Attributes): Transformed {
  const href = attribs["href"];
  if (href === undefined) return { tagName: "span", attribs: {} };
  const rel: Attributes = href.startsWith("#") ? {} : { rel: "noopener noreferrer" };
  // Authors cannot write classes: this one comes from `markTerms`.
  const name = attribs["class"] === "term" ? "term" : "utrecht-link";
  return { tagName: "a", attribs: { href, class: name, ...rel } };
}

function transformHeading(tagName: string, shift: number): Transformed {
  const level = Math.min(6, Math.max(2, Number(tagName[1]) + shift));
  return { tagName: `h${level}`, attribs: { class: `utrecht-heading-${level}` } };
}

function withClass(tagName: string): Transformed {
  const name = CLASS_OF[tagName];
  return { tagName, attribs: name === undefined ? {} : { class: name } };
}

function sanitizeOptions(options: MarkdownOptions): SanitizeOptions {
  const shift = options.headingShift ?? 0;
  const heading = options.headings === "flatten"
    ? (): Transformed => ({ tagName: "p", attribs: { class: "label" } })
    : (tag: string): Transformed => transformHeading(tag, shift);
  const headings = Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, heading]));
  const classes = Object.fromEntries(Object.keys(CLASS_OF).map((tag) => [tag, withClass]));
  return {
    allowedTags: TAGS,
    allowedAttributes: {
      "*": ["class"],
      a: ["href", "rel", "class"],
      img: ["src", "alt"],
      ol: ["class", "start"],
    },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
    disallowedTagsMode: "discard",
    nonTextTags: NON_TEXT,
    nestingLimit: 60,
    transformTags: {
      ...headings,
      ...classes,
      a: (_tag, attribs) => transformLink(attribs),
      img: (_tag, attribs) => transformImage(attribs, options),
      ol: (tag, attribs) => {
        const start = attribs["start"];
        const kept: Attributes = start !== undefined && /^\d{1,6}$/.test(start) ? { start } : {};
        return { tagName: tag, attribs: { class: "utrecht-ordered-list", ...kept } };
      },
    },
  };
}

/**
 * Renders Markdown to safe markup.
 *
 * @example Raw HTML is text, a script address is no link
 * ```ts
 * import { renderMarkdown } from "./markdown.ts";
 * import assert from "node:assert/strict";
 *
 * const page = renderMarkdown("<b>x</b> [y](javascript:alert(1))", { language: "nl", images: "none" });
 * assert.equal(
 *   page.toString().trim(),
 *   '<p class="utrecht-paragraph">&lt;b&gt;x&lt;/b&gt; [y](javascript:alert(1))</p>',
 * );
 * ```
 *
 * @param source The Markdown.
 * @param options Language, pictures, heading levels.
 * @returns The markup; headings are of level 2 to 6.
 */
export function renderMarkdown(source: string, options: MarkdownOptions): Html {
  return trustHtml(sanitizeHtml(parser.render(source), sanitizeOptions(options)), "sanitize-html");
}

/**
 * Counts headings of level 1, by which a page decides how far to shift.
 *
 * @param source The Markdown.
 * @returns The number of headings of level 1.
 */
export function countTopHeadings(source: string): number {
  return parser.parse(source, {}).filter((token) => token.type === "heading_open" && token.tag === "h1")
    .length;
}

/** A heading token's words, without marks. */
function plainText(tokens: ReturnType<typeof parser.parse>, index: number): string {
  const inline = tokens[index + 1]?.children ?? [];
  return inline.filter((token) => token.type === "text" || token.type === "code_inline")
    .map((token) => token.content).join("").trim();
}

/** Cuts running text at its terms: not in headings, in links or in code. */
function markTerms(tokens: ReturnType<typeof parser.parse>, terms: TermLinker): void {
  tokens.forEach((token, i) => {
    if (token.type !== "inline" || tokens[i - 1]?.type === "heading_open") return;
    let links = 0;
    for (const child of token.children ?? []) {
      if (child.type === "link_open") links++;
      else if (child.type === "link_close") links--;
      else if (child.type === "text" && links === 0) {
        child.meta = { spans: terms.split(child.content) };
        child.type = TERM_TEXT;
      }
    }
  });
}

/**
 * Splits prose at its headings of level 2 (after shifting), so that each becomes a section of the page.
 *
 * @param source The Markdown.
 * @param options As for {@linkcode renderMarkdown}.
 * @returns The parts in order; a first part without heading only when something stands before the first heading.
 */
export function renderProseParts(source: string, options: MarkdownOptions): readonly ProsePart[] {
  const shift = options.headingShift ?? 0;
  const tokens = parser.parse(source, {});
  const cuts = tokens.flatMap((token, i) =>
    token.type === "heading_open" && token.level === 0 && Math.max(2, Number(token.tag[1]) + shift) === 2
      ? [i]
      : []
  );
  const render = (from: number, to: number): Html => {
    const slice = tokens.slice(from, to);
    if (options.terms) markTerms(slice, options.terms);
    const dirty = parser.renderer.render(slice, parser.options, {});
    return trustHtml(sanitizeHtml(dirty, sanitizeOptions(options)), "sanitize-html");
  };
  const parts: ProsePart[] = [];
  const first = cuts[0] ?? tokens.length;
  if (first > 0) parts.push({ heading: null, body: render(0, first) });
  cuts.forEach((cut, i) => {
    const heading = plainText(tokens, cut);
    options.terms?.startSection();
    const body = render(cut + 3, cuts[i + 1] ?? tokens.length);
    parts.push(heading === "" ? { heading: null, body } : { heading, body });
  });
  return parts.length === 0 ? [{ heading: null, body: html`` }] : parts;
}
