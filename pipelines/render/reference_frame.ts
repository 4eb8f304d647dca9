/**
 * What every reference page shares: what it is made from, its head, its foot.
 *
 * @module
 */
import { formatDate } from "../../lib/core/format.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Label, Language } from "../../lib/core/language.ts";
import type { ReferenceContent } from "../../lib/core/reference.ts";
import { loadAssets, type PageAssets, plainAssets } from "./assets.ts";
import { renderFrame } from "./frame.ts";
import { hrefBetween, renderSiteNav, type SitePage } from "./site_nav.ts";
import { say } from "./ui_strings.ts";
import type { BriefingUse } from "./uses.ts";

/** An edition in the archive. */
export interface ArchivedEdition {
  /** Its id. */
  readonly editionId: string;
  /** The day it is dated with, `yyyy-mm-dd`. */
  readonly date: string;
  /** The number of its briefings; null when it does not say. */
  readonly briefings: number | null;
}

/** What is known of the reference pages before a notebook has run. */
export interface ReferenceBasis {
  /** The edition. */
  readonly editionId: string;
  /** The day it is dated with, `yyyy-mm-dd`. */
  readonly generatedFor: string;
  /** What the library says. */
  readonly content: ReferenceContent;
}

/** What the reference pages of an edition are made from. */
export interface ReferenceSite extends ReferenceBasis {
  /** Whom to ask. */
  readonly contact: Label;
  /** What each briefing of the edition uses. */
  readonly uses: readonly BriefingUse[];
  /** Earlier editions, newest first. */
  readonly earlier: readonly ArchivedEdition[];
}

/** One file of the site. */
export interface SiteFile {
  /** The path within the edition. */
  readonly path: string;
  /** Its text. */
  readonly content: string;
}

/** A reference page in one language. */
export interface ReferencePage {
  /** Its path within the edition. */
  readonly path: string;
  /** The same page in the other language. */
  readonly otherPath: string;
  /** Where it stands in the navigation. */
  readonly page: SitePage;
  /** Its language. */
  readonly language: Language;
  /** Its heading. */
  readonly title: string;
  /** What stands below the heading. */
  readonly intro: string;
  /** The content. */
  readonly main: Html;
  /**
   * `plain` pages have no typeface of their own, no script, and nothing that only a notebook knows: not whom to ask,
   * which the overview tells. Default `full`.
   */
  readonly weight?: "full" | "plain";
}

/**
 * Renders a reference page as one self-contained file.
 *
 * @param site What the pages are made from; a `full` page also tells whom to ask.
 * @param page What differs.
 * @returns The file.
 */
export function renderReferencePage(
  site: ReferenceBasis & Partial<Pick<ReferenceSite, "contact">>,
  page: ReferencePage,
): SiteFile {
  const { language, path, otherPath } = page;
  const other: Language = language === "nl" ? "en" : "nl";
  const plain = page.weight === "plain";
  const contact = plain ? undefined : site.contact;
  const assets: PageAssets = plain ? plainAssets() : loadAssets("index.js");
  const content = renderFrame({
    language,
    title: `${page.title} · ${say("referenceKicker", language, { edition: site.editionId })}`,
    header: html`
      ${renderSiteNav({ path, page: page.page, language, otherPath })}<p class="kicker">${say(
        "referenceKicker",
        language,
        { edition: site.editionId },
      )}</p>
      <h1 class="utrecht-heading-1">${page.title}</h1>
      <p class="utrecht-paragraph intro">${page.intro}</p>
    `,
    main: page.main,
    footer: html`
      <p class="utrecht-paragraph">${say("edition", language)} ${site.editionId} (${formatDate(
        site.generatedFor,
        language,
      )}).${contact === undefined ? "" : ` ${say("contact", language)}: ${contact[language]}.`}</p>
      ${plain ? html`` : html`<p class="note">${say("fontNotice", language)}</p>`}
    `,
    data: "real",
    status: "released",
    relaxations: [],
    assets,
    alternates: [
      { language, href: hrefBetween(path, path) },
      { language: other, href: hrefBetween(path, otherPath) },
    ],
  });
  return { path, content };
}

/** More briefings than this are counted, and named on request: words such as "buurt" stand in nearly all of them. */
const MOST_LISTED = 4;

/**
 * Lists the briefings that use something, as links.
 *
 * @param site What each briefing of the edition uses.
 * @param at The page that holds the links.
 * @param used Whether a briefing uses it.
 * @returns The markup; empty when no briefing does.
 */
export function renderUses(
  site: Pick<ReferenceSite, "uses">,
  at: { readonly path: string; readonly language: Language },
  used: (use: BriefingUse) => boolean,
): Html {
  const links = site.uses.filter(used).map((use, i) =>
    html`${i === 0 ? "" : ", "}<a class="utrecht-link" href="${
      hrefBetween(at.path, use.pages[at.language])
    }">${use.title[at.language]}</a>`
  );
  if (links.length === 0) return html``;
  if (links.length > MOST_LISTED) {
    const summary = say("usedInMany", at.language, { count: String(links.length) });
    return html`
      <details>
        <summary>${summary}</summary>
        <p class="note">${links}</p>
      </details>
    `;
  }
  return html`
    <p class="note">${say("usedIn", at.language)}: ${links}</p>
  `;
}

/**
 * Renders the search field of a page; script shows it and filters what carries `data-search`.
 *
 * @param label The words beside the field.
 * @param found The words that tell how many are shown, with `{shown}` and `{all}`.
 * @returns The markup.
 */
export function renderSearchField(label: string, found: string): Html {
  return html`
    <form class="search" role="search" data-search-form
      hidden><label for="zoek">${label}</label><input id="zoek" type="search" autocomplete="off" spellcheck="false">
    <p class="note" role="status" data-found="${found}"></p></form>
  `;
}

/**
 * Renders names with values.
 *
 * @param rows The pairs; those with an empty value are left out.
 * @returns The markup of a definition list.
 */
export function renderFacts(
  rows: readonly { readonly name: string; readonly value: string | Html }[],
): Html {
  const kept = rows.filter(({ value }) => value.toString().trim() !== "");
  return html`
    <dl class="facts">${kept.map(({ name, value }) =>
      html`
        <dt>${name}</dt>
        <dd>${value}</dd>
      `
    )}</dl>
  `;
}
