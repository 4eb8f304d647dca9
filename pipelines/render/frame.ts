/**
 * The frame of every page of an edition: head, policy, banners, skip link, header, main, footer.
 *
 * @module
 */
import { type Html, html, trustHtml } from "../../lib/core/html.ts";
import type { Label, Language } from "../../lib/core/language.ts";
import { cspHash, type PageAssets } from "./assets.ts";
import { say } from "./ui_strings.ts";
import { usedCss } from "./used_css.ts";

/** What differs between pages. */
export interface FrameParts {
  /** The language of the page. */
  readonly language: Language;
  /** The title of the window. */
  readonly title: string;
  /** What stands in `header`: the heading of level 1 and what belongs to it. */
  readonly header: Html;
  /** What stands in `main`. */
  readonly main: Html;
  /** What stands in `footer`. */
  readonly footer: Html;
  /** Whether the page shows made-up numbers. */
  readonly data: "synthetic" | "real";
  /** Whether the page is a draft. */
  readonly status: "released" | "draft";
  /** What was relaxed for a draft. */
  readonly relaxations: readonly Label[];
  /** Style, script and typeface. */
  readonly assets: PageAssets;
  /** Pages of the same content in other languages, as addresses relative to the page. */
  readonly alternates: readonly { readonly language: Language; readonly href: string }[];
  /** Feeds that tell of new content, as addresses relative to the page. Default none. */
  readonly feeds?: readonly { readonly title: string; readonly type: string; readonly href: string }[];
}

const policies = new Map<string, string>();
/** Pages of an edition share a handful of styles; a preview makes new ones with every change. */
const REMEMBERED_POLICIES = 32;

function policyOf(assets: PageAssets): string {
  const key = `${assets.style}\n${assets.script}`;
  const known = policies.get(key);
  if (known !== undefined) return known;
  if (policies.size >= REMEMBERED_POLICIES) policies.clear();
  const made = makePolicy(assets);
  policies.set(key, made);
  return made;
}

function makePolicy(assets: PageAssets): string {
  return [
    "default-src 'none'",
    `style-src ${cspHash(assets.style)}`,
    `script-src ${cspHash(assets.script)}`,
    "font-src data:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Style and script come from `reports/templates`, not from content; they may not end their own element. */
function asset(tag: "style" | "script", text: string): Html {
  if (/<\/(?:style|script)|<!--/i.test(text)) {
    throw new TypeError(`Cannot inline the ${tag}: it would end early`);
  }
  return trustHtml(`<${tag}>${text}</${tag}>`, "reports/templates");
}

function renderBanners(parts: FrameParts): Html {
  const { language } = parts;
  const synthetic = parts.data === "synthetic"
    ? html`
      <p class="banner synthetic"><strong>${say(
        "syntheticShort",
        language,
      )}.</strong> <span class="more">${say("synthetic", language)}</span></p>
    `
    : html``;
  if (parts.status === "released") return synthetic;
  const relaxed = parts.relaxations.length === 0 ? html`` : html`
    ${say("draftRelaxed", language)} ${parts.relaxations.map((label) => label[language]).join("; ")}.
  `;
  return html`
    ${synthetic}<p
      class="banner draft"><strong>${say("draft", language)}.</strong> <span class="more">${say(
        "draftText",
        language,
      )}</span>${relaxed}</p>
  `;
}

/** What stands at the foot of every sheet of paper: the banner is on the first only. */
function paperMarks(parts: FrameParts): string {
  const marks = [
    ...(parts.data === "synthetic" ? [say("syntheticShort", parts.language)] : []),
    ...(parts.status === "draft" ? [say("draft", parts.language)] : []),
  ];
  if (marks.length === 0) return "";
  const text = JSON.stringify(marks.join(" · "));
  return `@page{@bottom-left{content:${text}}}`;
}

/** All that stands in `body` before the script. */
function renderBody(parts: FrameParts): Html {
  const { language } = parts;
  const mark = parts.status === "draft" ? say("draft", language) : null;
  return html`
    <body class="utrecht-document" ${mark === null ? html`` : html`
      data-mark="${mark}"
    `}>
      <a class="skip-link utrecht-skip-link" href="#inhoud">${say("skipToContent", language)}</a>
      <header class="page-header">
    ${renderBanners(parts)}${parts.header}</header>
      <main id="inhoud" tabindex="-1">
    ${parts.main}</main>
      <footer class="page-footer">
    ${parts.footer}</footer>
  `;
}

/**
 * Renders a whole page as one file that needs no other.
 *
 * @param parts What differs between pages.
 * @returns The text of the file.
 */
export function renderFrame(parts: FrameParts): string {
  const { language } = parts;
  const body = renderBody(parts);
  const { script } = parts.assets;
  const style = usedCss(parts.assets.style, { body: `<html class="${parts.status}">${body}`, script });
  const assets = { style: style + paperMarks(parts), script };
  const alternates = parts.alternates.map((alternate) =>
    html`
      <link rel="alternate" hreflang="${alternate.language}" href="${alternate.href}">
    `
  );
  const feeds = (parts.feeds ?? []).map((feed) =>
    html`
      <link rel="alternate" type="${feed.type}" title="${feed.title}" href="${feed.href}">
    `
  );
  return html`
    <!DOCTYPE html>
    <html lang="${language}" class="${parts.status}">
      <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policyOf(assets)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="format-detection" content="telephone=no">
    <title>${parts.title}</title>
    ${alternates}${feeds}${asset("style", assets.style)}
      </head>
      ${body}
    ${asset("script", assets.script)}
      </body>
    </html>
  `.toString().trim() + "\n";
}
