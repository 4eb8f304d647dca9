/**
 * The glossary of an edition.
 *
 * @module
 */
import type { GlossaryTerm } from "../../lib/core/glossary.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import {
  type ReferenceSite,
  renderReferencePage,
  renderSearchField,
  renderUses,
  type SiteFile,
} from "./reference_frame.ts";
import { sitePath } from "./site_nav.ts";
import { termAnchor } from "./terms.ts";
import { say } from "./ui_strings.ts";

function renderTerm(site: ReferenceSite, term: GlossaryTerm, language: Language): Html {
  const other: Language = language === "nl" ? "en" : "nl";
  const anchor = termAnchor(term.id);
  const words = [term.term.nl, term.term.en, ...term.forms[language], term.meaning[language]].join(" · ");
  const [before = "", after = ""] = say("inOtherLanguage", language).split("{term}");
  const translation = term.term[other] === term.term[language] ? html`` : html`
    <p class="note">${before}<span lang="${other}">${term.term[other]}</span>${after}</p>
  `;
  const source = term.source === undefined ? html`` : html`
    <p class="note">${say("source", language)}: ${term.source}</p>
  `;
  return html`
    <article class="entry term-entry" id="${anchor}" data-search="${words}">
    <h2 class="utrecht-heading-3"><a class="self" href="#${anchor}">${term.term[language]}</a></h2>
    <p class="utrecht-paragraph">${term.meaning[language]}</p>
    ${translation}${source}${renderUses(
      site,
      { path: sitePath("glossary", language), language },
      (use) => use.terms.has(term.id),
    )}</article>
  `;
}

/**
 * Renders the glossary, sorted as the language sorts.
 *
 * @param site What the reference pages are made from.
 * @param language The language of the page.
 * @returns The file.
 */
export function renderGlossaryPage(site: ReferenceSite, language: Language): SiteFile {
  const terms = site.content.glossary.toSorted((a, b) =>
    a.term[language].localeCompare(b.term[language], language)
  );
  return renderReferencePage(site, {
    path: sitePath("glossary", language),
    otherPath: sitePath("glossary", language === "nl" ? "en" : "nl"),
    page: "glossary",
    language,
    title: say("navGlossary", language),
    intro: say("glossaryIntro", language),
    main: html`${
      renderSearchField(say("searchGlossary", language), say("searchGlossaryFound", language))
    }<div class="entries">${terms.map((term) => renderTerm(site, term, language))}</div>`,
  });
}
