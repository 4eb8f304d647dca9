/**
 * The index of an edition: every pilot by phase, what is not in the edition and why, earlier editions, and a search
 * that works from a folder on a disk.
 *
 * @module
 */
import { formatDate } from "../../lib/core/format.ts";
import { type Html, html } from "../../lib/core/html.ts";
import { type Language, mapLabel } from "../../lib/core/language.ts";
import { loadAssets, type PageAssets } from "./assets.ts";
import { renderFrame } from "./frame.ts";
import { lowerFirst } from "./changes_section.ts";
import { feedPaths } from "./feed.ts";
import type { EditionIndex, IndexEntry } from "./edition_index.ts";
import type { Briefing } from "./model.ts";
import { renderRegionMap } from "./region_map.ts";
import { earlierIndexPath, renderSiteNav, sitePath } from "./site_nav.ts";
import { summaryOf } from "./summary.ts";
import { say, type UiKey } from "./ui_strings.ts";

const PHASES = [0, 1, 2, 3, 4, 5] as const;
const STATUS_KEY: Readonly<Record<IndexEntry["status"], UiKey>> = {
  released: "statusReleased",
  "not-vetted": "statusNotVetted",
  failed: "statusFailed",
};

/**
 * Makes the entry of a released briefing.
 *
 * @param briefing The briefing.
 * @param links Where its pages and files are, relative to the index.
 * @returns The entry.
 */
export function indexEntryOf(briefing: Briefing, links: Pick<IndexEntry, "pages" | "files">): IndexEntry {
  const { title, pilot, place, phase } = briefing.parameters;
  const { question, headlines } = summaryOf(briefing);
  const captions = briefing.blocks.flatMap((block) =>
    block.kind === "figure" || block.kind === "table"
      ? [block.payload.title]
      : block.kind === "finding"
      ? [block.payload.sentence]
      : []
  );
  const none = { nl: "", en: "" };
  const summary = question?.payload.text ?? headlines[0]?.payload.sentence ?? none;
  return { title, pilot, place, phase, summary, captions, status: "released", note: none, ...links };
}

function searchText(entry: IndexEntry, language: Language): string {
  return [entry.title, entry.pilot, entry.place, entry.summary, entry.note, ...entry.captions]
    .map((label) => label[language]).join(" · ");
}

/** The page in the reader's language, else in the other one. */
function pageOf(entry: IndexEntry, language: Language): { href: string; language: Language } | null {
  const order: readonly Language[] = language === "nl" ? ["nl", "en"] : ["en", "nl"];
  for (const each of order) {
    const href = entry.pages[each];
    if (href !== undefined) return { href, language: each };
  }
  return null;
}

function renderEntry(entry: IndexEntry, language: Language): Html {
  const page = pageOf(entry, language);
  const title = entry.title[language];
  const heading = page === null || entry.status !== "released"
    ? html`${title}`
    : html`<a class="utrecht-link" href="${page.href}" hreflang="${page.language}">${title}</a>`;
  const files = entry.files.map((file, i) =>
    html`${i === 0 ? "" : ", "}<a class="utrecht-link" href="${file.href}">${file.label[language]}</a>`
  );
  const note = entry.note[language] === ""
    ? html``
    : html`<p class="utrecht-paragraph note">${entry.note[language]}</p>`;
  const chip = entry.status === "released" ? html`` : html`
    <span class="tag">${say(STATUS_KEY[entry.status], language)}</span>
  `;
  return html`
    <article class="card ${entry.status}" data-search="${searchText(entry, language)}">
    <h3 class="utrecht-heading-3">${heading}${chip}</h3>
    <p class="sub">${entry.pilot[language]} · ${entry.place[language]}</p>
    <p class="utrecht-paragraph">${entry.summary[language]}</p>${note}
    ${files.length === 0 ? html`` : html`<p class="note">${say("alsoAs", language)}: ${files}</p>`}</article>
  `;
}

function sortedByTitle(entries: readonly IndexEntry[], language: Language): readonly IndexEntry[] {
  return [...entries].sort((a, b) => a.title[language].localeCompare(b.title[language], language));
}

function renderGroup(
  id: string,
  heading: string,
  intro: Html,
  entries: readonly IndexEntry[],
  language: Language,
) {
  if (entries.length === 0) return html``;
  return html`
    <section id="${id}" data-group
      aria-labelledby="${id}-t"><h2 class="utrecht-heading-2" id="${id}-t">${heading}</h2>
    ${intro}<div class="cards">${sortedByTitle(entries, language).map((entry) =>
      renderEntry(entry, language)
    )}</div></section>
  `;
}

function renderGroups(index: EditionIndex, language: Language): Html {
  const released = index.entries.filter((entry) => entry.status === "released");
  const others = index.entries.filter((entry) => entry.status !== "released");
  const phases = PHASES.map((phase) => {
    const number = say("phaseNumber", language, { phase: String(phase) });
    const name = index.phaseNames?.[phase]?.[language];
    const heading = name === undefined ? number : `${number}: ${name}`;
    return renderGroup(
      `fase-${phase}`,
      heading,
      html``,
      released.filter((entry) => entry.phase === phase),
      language,
    );
  });
  const intro = html`
    <p class="utrecht-paragraph">${say("notInEditionText", language)}</p>
  `;
  const none = released.length === 0
    ? html`
      <p class="utrecht-paragraph">${say("noBriefings", language)}</p>
    `
    : html``;
  return html`${none}${phases}${
    renderGroup("niet-in-editie", say("notInEdition", language), intro, others, language)
  }`;
}

function renderSearch(language: Language): Html {
  return html`
    <form class="search" role="search" data-search-form
      hidden><label for="zoek">${say(
        "search",
        language,
      )}</label><input id="zoek" type="search" autocomplete="off" spellcheck="false">
    <p class="note" role="status" data-found="${say("searchFound", language)}"></p></form>
  `;
}

function renderArchive(index: EditionIndex, language: Language): Html {
  if (index.archive.length === 0) return html``;
  const items = index.archive.map(({ editionId, date }) =>
    html`
      <li><a class="utrecht-link" href="${earlierIndexPath(
        editionId,
        language,
      )}">${editionId}</a> (${formatDate(date, language)})</li>
    `
  );
  return html`
    <section id="archief" aria-labelledby="archief-t">
      <h2 class="utrecht-heading-2" id="archief-t">${say("archive", language)}</h2>
      <ul>${items}</ul>
    </section>
  `;
}

function renderAbout(index: EditionIndex, language: Language): Html {
  const facts = index.facts.filter(({ value }) => value !== "").map(({ name, value }) =>
    html`
      <dt>${name}</dt>
      <dd><code>${value}</code></dd>
    `
  );
  return html`
    <section id="over" aria-labelledby="over-t">
      <h2 class="utrecht-heading-2" id="over-t">${say("aboutEdition", language)}</h2>
      <dl class="facts"><dt>${say("edition", language)}</dt><dd>${index.editionId}</dd>
    <dt>${say("date", language)}</dt><dd>${formatDate(index.generatedFor, language)}</dd>
    <dt>${say("contact", language)}</dt><dd>${index.contact[language]}</dd>
    ${facts}</dl>
    </section>
  `;
}

/** Where the briefing itself tells what changed. */
const CHANGES_ANCHOR = "#veranderd";

function renderChanges(index: EditionIndex, language: Language): Html {
  const { previous } = index;
  if (previous === undefined) return html``;
  const items = sortedByTitle(index.entries, language).flatMap((entry): readonly Html[] => {
    const page = pageOf(entry, language);
    if (entry.changes === undefined || page === null) return [];
    const anchor = entry.changes.told === "in-briefing" ? CHANGES_ANCHOR : "";
    return [html`
      <li><a class="utrecht-link" href="${page.href}${anchor}" hreflang="${page.language}">${entry
        .title[language]}</a>: ${lowerFirst(entry.changes.text[language])}</li>
    `];
  });
  const gone = previous.gone.length === 0 ? html`` : html`
    <p class="utrecht-paragraph">${say("indexGone", language)}: ${previous.gone.map((title) =>
      title[language]
    ).join("; ")}.</p>
  `;
  return html`
    <section id="veranderd" aria-labelledby="veranderd-t">
      <h2 class="utrecht-heading-2" id="veranderd-t">${say("indexChanges", language)}</h2>
      <p class="utrecht-paragraph">${say("indexChangesText", language, {
        edition: previous.editionId,
        date: formatDate(previous.date, language),
      })}</p>
      <ul class="utrecht-unordered-list">${items}</ul>
      ${gone}
    </section>
  `;
}

function renderMap(index: EditionIndex, language: Language): Html {
  if (index.region === undefined) return html``;
  const entries = sortedByTitle(index.entries, language).flatMap((entry) => {
    const page = entry.status === "released" ? pageOf(entry, language) : null;
    return page === null
      ? []
      : [{ title: entry.title[language], place: entry.place[language], href: page.href }];
  });
  return renderRegionMap(index.region, entries, language);
}

function renderFollow(index: EditionIndex, language: Language): Html {
  if (index.reference !== "with-pages") return html``;
  const { atom, json } = feedPaths(language);
  return html`
    <section id="volgen" aria-labelledby="volgen-t">
      <h2 class="utrecht-heading-2" id="volgen-t">${say("follow", language)}</h2>
      <p class="utrecht-paragraph">${say(
        "followText",
        language,
      )} <a class="utrecht-link" href="${atom}">Atom</a>, <a
        class="utrecht-link" href="${json}">JSON Feed</a></p>
    </section>
  `;
}

function renderOtherLanguages(index: EditionIndex, language: Language): Html {
  const others = index.alternates.filter((alternate) => alternate.language !== language).map((alternate) =>
    html`<a class="utrecht-link" href="${alternate.href}" lang="${alternate.language}" hreflang="${alternate.language}">${
      say("otherLanguage", language)
    }</a>`
  );
  if (others.length === 0) return html``;
  return html`
    <nav class="top" aria-label="${say("siteNav", language)}">${others}</nav>
  `;
}

function renderTop(index: EditionIndex, language: Language): Html {
  const nav = index.reference === "with-pages"
    ? renderSiteNav({
      path: sitePath("index", language),
      page: "index",
      language,
      otherPath: sitePath("index", language === "nl" ? "en" : "nl"),
    })
    : renderOtherLanguages(index, language);
  return html`
    ${nav}<p class="kicker">${say("editionKicker", language)}</p>
    <h1 class="utrecht-heading-1">${say("editionTitle", language, { edition: index.editionId })}</h1>
  `;
}

function feedsOf(index: EditionIndex, language: Language) {
  if (index.reference !== "with-pages") return [];
  const { atom, json } = feedPaths(language);
  const title = say("feedTitle", language);
  return [
    { title, type: "application/atom+xml", href: atom },
    { title, type: "application/feed+json", href: json },
  ];
}

/**
 * Renders the index of an edition as one self-contained HTML file.
 *
 * @param index The edition.
 * @param language The language of the page.
 * @param assets Style, script and typeface. Default the script of the index.
 * @returns The text of the file.
 */
export function renderIndex(index: EditionIndex, language: Language, assets?: PageAssets): string {
  const title = mapLabel((each) => say("editionTitle", each, { edition: index.editionId }));
  return renderFrame({
    language,
    title: title[language],
    header: renderTop(index, language),
    main: html`${renderSearch(language)}${renderGroups(index, language)}${renderMap(index, language)}${
      renderChanges(index, language)
    }${renderArchive(index, language)}`,
    footer: html`
      ${renderFollow(index, language)}${renderAbout(index, language)}<p class="note">${say(
        "fontNotice",
        language,
      )}</p>
    `,
    data: index.data,
    status: "released",
    relaxations: [],
    assets: assets ?? loadAssets("index.js"),
    alternates: index.alternates,
    feeds: feedsOf(index, language),
  });
}
