/**
 * Outputs of any notebook, for drafts: everything is shown or named, nothing runs, nothing is fetched.
 *
 * @module
 */
import { PROGRAMME_MIME } from "../../lib/core/display.ts";
import type { Json } from "../../lib/core/hash.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import type { ErrorOutput, MimeBundle, Output } from "../notebook/nbformat.ts";
import { cleanForeignHtml } from "./_foreign_html.ts";
import { pictureAddress } from "./_picture.ts";
import { plainTerminalText } from "./_foreign_text.ts";
import { renderDataResource } from "./foreign_table.ts";
import { isVegaMime, renderVega, type VegaDrawer } from "./foreign_vega.ts";
import { renderMarkdown } from "./markdown.ts";
import { say } from "./ui_strings.ts";

/** How foreign outputs are rendered. */
export interface ForeignOptions {
  /** The reader's language. */
  readonly language: Language;
  /** A name for the place, unique in the page, of letters, digits and hyphens: used in ids and texts. */
  readonly place: string;
  /** Draws Vega specs; kept for a whole page. Default one for each spec. */
  readonly vega?: VegaDrawer;
}

/** Longer text is cut, with a line that says so: a log of a million lines is no briefing. */
export const MAXIMUM_TEXT = 40_000;
/** Larger HTML, drawings and JSON are replaced by a line that names them. */
export const MAXIMUM_MARKUP = 400_000;
/** Larger pictures (characters of base64) are replaced by a line that names them. */
const MAXIMUM_PICTURE = 4_000_000;

type Renderer = (data: Json, options: ForeignOptions, mime: string) => Html | null | Promise<Html | null>;

function note(text: string): Html {
  return html`
    <p class="utrecht-paragraph note placeholder">${text}</p>
  `;
}

function tooLarge(mime: string, options: ForeignOptions): Html {
  return note(say("foreignTooLarge", options.language, { mime }));
}

function renderText(text: string, options: ForeignOptions): Html {
  const plain = plainTerminalText(text);
  if (plain.trim() === "") return html``;
  if (plain.length <= MAXIMUM_TEXT) {
    return html`
      <pre class="output">${plain}</pre>
    `;
  }
  const left = String(plain.length - MAXIMUM_TEXT);
  return html`<pre class="output">${plain.slice(0, MAXIMUM_TEXT)}</pre>
${note(say("foreignCut", options.language, { count: left }))}`;
}

function asText(data: Json): string | null {
  if (typeof data === "string") return data;
  return Array.isArray(data) && data.every((part) => typeof part === "string") ? data.join("") : null;
}

function textual(render: (text: string, options: ForeignOptions, mime: string) => Html | null): Renderer {
  return (data, options, mime) => {
    const text = asText(data);
    if (text === null) return null;
    return text.length > MAXIMUM_MARKUP ? tooLarge(mime, options) : render(text, options, mime);
  };
}

function renderPicture(data: Json, options: ForeignOptions, mime: string): Html | null {
  const text = asText(data) ?? "";
  if (text.length > MAXIMUM_PICTURE) return tooLarge(mime, options);
  const address = pictureAddress(mime, text);
  if (address === null) return null;
  const alt = say("foreignPicture", options.language, { place: options.place });
  return html`
    <p class="output"><img src="${address}" alt="${alt}"></p>
  `;
}

function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** A drawing inside `img` runs no script and loads nothing; browsers promise that of images. */
function renderDrawing(text: string, options: ForeignOptions): Html | null {
  if (!/<svg[\s>]/i.test(text)) return null;
  const alt = say("foreignPicture", options.language, { place: options.place });
  const named = /xmlns=/.test(text) ? text : text.replace(/<svg/i, '<svg xmlns="http://www.w3.org/2000/svg"');
  return html`
    <p class="output"><img class="drawing" src="data:image/svg+xml;base64,${base64Of(
      named,
    )}" alt="${alt}"></p>
  `;
}

function renderJson(data: Json, options: ForeignOptions, mime: string): Html {
  const text = typeof data === "string" ? data : JSON.stringify(data, null, 2);
  if (text.length > MAXIMUM_MARKUP) return tooLarge(mime, options);
  return html`
    <details class="output"><summary>JSON</summary>${renderText(text, options)}</details>
  `;
}

function renderForeignMarkdown(text: string, options: ForeignOptions): Html {
  const body = renderMarkdown(text, { language: options.language, images: "embedded", headings: "flatten" });
  return html`
    <div class="output">${body}</div>
  `;
}

/** Richest first: the first that gives something is shown. */
const RENDERERS: readonly (readonly [RegExp, Renderer])[] = [
  [/^application\/vnd\.vega(lite)?\b/, (data, options) => renderVega(data, options)],
  [/^application\/vnd\.dataresource\+json$/, (data, options) => renderDataResource(data, options)],
  [/^image\/svg\+xml$/, textual(renderDrawing)],
  [/^image\/(?:png|jpeg|gif)$/, renderPicture],
  [/^application\/vnd\.plotly\b/, (_data, { language }) => note(say("foreignPlotly", language))],
  [/^text\/markdown$/, textual(renderForeignMarkdown)],
  [
    /^text\/html$/,
    textual((text) => {
      const clean = cleanForeignHtml(text);
      return clean === null ? null : html`
        <div class="output scroll foreign">${clean}</div>
      `;
    }),
  ],
  [
    /^application\/json$/,
    (data, options, mime) => isVegaMime(data) ? renderVega(data, options) : renderJson(data, options, mime),
  ],
  [/^text\/(?:latex|plain|csv|x-[\w-]+|javascript)$/, textual((text, options) => renderText(text, options))],
];

async function renderBundle(bundle: MimeBundle, options: ForeignOptions): Promise<Html> {
  const mimes = Object.keys(bundle).sort();
  for (const [pattern, render] of RENDERERS) {
    for (const mime of mimes.filter((each) => pattern.test(each))) {
      const shown = await render(bundle[mime] ?? null, options, mime);
      if (shown !== null) return shown;
    }
  }
  const key = mimes.includes(PROGRAMME_MIME) ? "foreignUnsealed" : "foreignUnknown";
  return note(say(key, options.language, { mime: mimes.join(", ") || "?" }));
}

function renderError(output: ErrorOutput, options: ForeignOptions): Html {
  const traceback = output.traceback.join("\n");
  const text = traceback.trim() === "" ? `${output.ename}: ${output.evalue}` : traceback;
  return html`
    <div class="output error"><p class="utrecht-paragraph"><strong>${say(
      "foreignError",
      options.language,
    )}: ${plainTerminalText(output.ename)}</strong></p>
    ${renderText(text, options)}</div>
  `;
}

/**
 * Renders one output of a foreign notebook.
 *
 * Of a bundle with several forms the richest that can be shown without running anything is taken: Vega, data frame,
 * drawing, picture, Markdown, HTML, JSON, text. A form that nobody knows becomes a line that names it.
 *
 * @example A picture form that nobody knows is named
 * ```ts
 * import { renderOutput } from "./foreign.ts";
 * import assert from "node:assert/strict";
 *
 * const output = {
 *   output_type: "display_data",
 *   data: { "application/x-odd": "…" },
 *   metadata: {},
 * } as const;
 * const shown = await renderOutput(output, { language: "en", place: "cell-1" });
 * assert.match(shown.toString(), /application&#47;x-odd|application\/x-odd/);
 * ```
 *
 * @param output The output.
 * @param options Language and place.
 * @returns The markup.
 */
export async function renderOutput(output: Output, options: ForeignOptions): Promise<Html> {
  switch (output.output_type) {
    case "stream": {
      const shown = renderText(output.text, options);
      if (output.name === "stdout") return shown;
      return html`
        <div class="stderr">${shown}</div>
      `;
    }
    case "error":
      return renderError(output, options);
    default:
      return await renderBundle(output.data, options);
  }
}
