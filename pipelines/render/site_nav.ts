/**
 * The pages of an edition around its briefings: where they lie and how they refer to each other.
 *
 * @module
 */
import { posix } from "node:path";
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import { say, type UiKey } from "./ui_strings.ts";

/** A page that stands in the navigation. */
export type SitePage = "index" | "indicators" | "glossary" | "methods" | "policies" | "archive";

/** Folder of the reference pages within an edition. */
const FOLDER = "naslag";

const STEMS: Readonly<Record<SitePage, string>> = {
  index: "index",
  indicators: `${FOLDER}/indicatoren`,
  glossary: `${FOLDER}/begrippen`,
  methods: `${FOLDER}/methoden`,
  policies: `${FOLDER}/bescherming`,
  archive: `${FOLDER}/edities`,
};
const NAV: readonly { readonly page: SitePage; readonly key: UiKey }[] = [
  { page: "index", key: "navIndex" },
  { page: "indicators", key: "navIndicators" },
  { page: "glossary", key: "navGlossary" },
  { page: "methods", key: "navMethods" },
  { page: "policies", key: "navPolicies" },
  { page: "archive", key: "navArchive" },
];

function withLanguage(stem: string, language: Language): string {
  return `${stem}${language === "nl" ? "" : `.${language}`}.html`;
}

/**
 * Gives the path of a page within the edition. Dutch pages have the plain name.
 *
 * @example The glossary in both languages
 * ```ts
 * import { sitePath } from "./site_nav.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(sitePath("glossary", "nl"), "naslag/begrippen.html");
 * assert.equal(sitePath("glossary", "en"), "naslag/begrippen.en.html");
 * ```
 *
 * @param page The page.
 * @param language Its language.
 * @returns The path, with `/`.
 */
export function sitePath(page: SitePage, language: Language): string {
  return withLanguage(STEMS[page], language);
}

/**
 * Gives the path of the index of an earlier edition, which stands beside this one.
 *
 * @param editionId The earlier edition.
 * @param language The language of its index.
 * @returns The path from the folder of this edition, with `/`.
 */
export function earlierIndexPath(editionId: string, language: Language): string {
  return `../${encodeURIComponent(editionId)}/${sitePath("index", language)}`;
}

/**
 * Gives the path of the page of a method within the edition.
 *
 * @param methodId The slug of the method.
 * @param language The language of the page.
 * @returns The path, with `/`.
 */
export function methodPath(methodId: string, language: Language): string {
  return withLanguage(`${FOLDER}/methode-${methodId}`, language);
}

/**
 * Gives the address of one file of the edition as seen from another.
 *
 * @example From a reference page to a briefing
 * ```ts
 * import { hrefBetween } from "./site_nav.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(hrefBetween("naslag/begrippen.html", "ace/briefing.html"), "../ace/briefing.html");
 * ```
 *
 * @param from The path of the page that holds the link.
 * @param to The path of the file that it leads to.
 * @returns The relative address.
 */
export function hrefBetween(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to);
}

/**
 * Renders the navigation between the pages of the edition, with the same page in the other language at its end.
 *
 * @param at The path of the page, its place in the navigation, its language, and the page in the other language.
 * @returns The markup.
 */
export function renderSiteNav(at: {
  readonly path: string;
  readonly page: SitePage | null;
  readonly language: Language;
  readonly otherPath: string;
}): Html {
  const { language } = at;
  const links = NAV.map(({ page, key }) => {
    const current = page === at.page
      ? html`
        aria-current="page"
      `
      : html``;
    return html`<li><a class="utrecht-link" href="${
      hrefBetween(at.path, sitePath(page, language))
    }"${current}>${say(key, language)}</a></li>`;
  });
  const other: Language = language === "nl" ? "en" : "nl";
  return html`
    <nav class="top site" aria-label="${say("siteNav", language)}">
      <ul>${links}</ul>
      <a class="utrecht-link" href="${hrefBetween(
        at.path,
        at.otherPath,
      )}" lang="${other}" hreflang="${other}">${say("otherLanguage", language)}</a>
    </nav>
  `;
}
