/** Cleans HTML that a foreign notebook printed: text, tables and lists stay; script, style, forms and frames go. */
import { type Html, trustHtml } from "../../lib/core/html.ts";
import { cleanPictureAddress } from "./_picture.ts";
import { type Attributes, sanitizeHtml, type SanitizeOptions } from "./_sanitizer.ts";

const TAGS =
  ("p div span br hr strong b em i u s sub sup small code pre kbd samp blockquote ul ol li dl dt dd a img " +
    "table caption thead tbody tfoot tr th td details summary").split(" ");
const SPAN = /^[1-9]\d{0,2}$/;

function keep(attribs: Attributes, names: readonly string[], test: RegExp): Attributes {
  const kept: Attributes = {};
  for (const name of names) {
    const value = attribs[name];
    if (value !== undefined && test.test(value)) kept[name] = value;
  }
  return kept;
}

const OPTIONS: SanitizeOptions = {
  allowedTags: TAGS,
  allowedAttributes: {
    a: ["href", "rel"],
    img: ["src", "alt"],
    th: ["colspan", "rowspan", "scope"],
    td: ["colspan", "rowspan"],
  },
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesByTag: { img: ["data"] },
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nonTextTags: [
    "script",
    "style",
    "textarea",
    "option",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
  ],
  nestingLimit: 60,
  transformTags: {
    // Headings of an output would break into the outline of the page.
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, () => ({ tagName: "p", attribs: {} })]),
    ),
    a: (_tag, { href }) => ({
      tagName: href === undefined ? "span" : "a",
      attribs: href === undefined ? {} : { href, rel: "noopener noreferrer" },
    }),
    img: (_tag, attribs) => {
      const alt = attribs["alt"] ?? "";
      const src = cleanPictureAddress(attribs["src"] ?? "");
      return src === null
        ? { tagName: "span", attribs: {}, text: alt }
        : { tagName: "img", attribs: { src, alt } };
    },
    th: (_tag, attribs) => ({
      tagName: "th",
      attribs: {
        ...keep(attribs, ["colspan", "rowspan"], SPAN),
        ...keep(attribs, ["scope"], /^(?:row|col)$/),
      },
    }),
    td: (_tag, attribs) => ({ tagName: "td", attribs: keep(attribs, ["colspan", "rowspan"], SPAN) }),
  },
};

/** Cleans markup; null when nothing that can be seen is left. */
export function cleanForeignHtml(dirty: string): Html | null {
  // Data frames leave the corner above their row names empty: a heading without words says nothing aloud.
  const clean = sanitizeHtml(dirty, OPTIONS).trim().replace(/<th[^>]*>\s*<\/th>/g, "<td></td>");
  const seen = clean.replace(/<(?!img\b)[^>]*>/g, "").trim();
  return seen === "" ? null : trustHtml(clean, "sanitize-html");
}
