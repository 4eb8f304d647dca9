/**
 * The indicator catalogue: every definition with its calculation, source and caveat, and which briefings use it.
 *
 * @module
 */
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import type { ReferenceIndicator } from "../../lib/core/reference.ts";
import {
  type ReferenceSite,
  renderFacts,
  renderReferencePage,
  renderSearchField,
  renderUses,
  type SiteFile,
} from "./reference_frame.ts";
import { sitePath } from "./site_nav.ts";
import { say } from "./ui_strings.ts";

function codeOrWords(expression: string, words: string): Html {
  return expression === "TRUE" ? html`${words}` : html`<code>${expression}</code>`;
}

function factsOf(indicator: ReferenceIndicator, language: Language): Html {
  const everyRow = say("everyRow", language);
  const { published } = indicator;
  return renderFacts([
    { name: say("unit", language), value: indicator.unit[language] },
    { name: say("numerator", language), value: codeOrWords(indicator.numerator, everyRow) },
    {
      name: say("denominator", language),
      value: indicator.denominator === "" ? "" : codeOrWords(indicator.denominator, everyRow),
    },
    { name: say("calculation", language), value: indicator.calculation[language] },
    { name: say("direction", language), value: indicator.direction[language] },
    { name: say("smallestArea", language), value: indicator.smallestArea[language] },
    { name: say("source", language), value: indicator.sources.join(", ") || say("noSource", language) },
    { name: say("certainty", language), value: indicator.certainty[language] },
    {
      name: say("breaks", language),
      value: indicator.breaks.length === 0
        ? ""
        : say("breaksText", language, { years: indicator.breaks.join(", ") }),
    },
    {
      name: say("published", language),
      value: published === null ? "" : say("publishedText", language, {
        value: published.value[language],
        year: published.year,
        source: published.source,
      }),
    },
  ]);
}

function renderIndicator(site: ReferenceSite, indicator: ReferenceIndicator, language: Language): Html {
  const anchor = `indicator-${indicator.id}`;
  const at = { path: sitePath("indicators", language), language };
  const caveat = indicator.caveat[language] === "" ? html`` : html`
    <p class="utrecht-paragraph note"><strong>${say("caveat", language)}:</strong> ${indicator
      .caveat[language]}</p>
  `;
  const words = [
    indicator.label[language],
    indicator.id,
    indicator.slug,
    indicator.definition[language],
    indicator.theme[language],
    ...indicator.sources,
  ].join(" · ");
  return html`
    <article class="entry" id="${anchor}" data-search="${words}">
    <h3 class="utrecht-heading-3"><a class="self" href="#${anchor}">${indicator
      .label[language]}</a> <span class="tag">${indicator.id}</span></h3>
    <p class="utrecht-paragraph">${indicator.definition[language]}</p>
    ${caveat}${renderUses(site, at, (use) => use.indicators.has(indicator.id))}<details><summary>${say(
      "calculationAndSource",
      language,
    )}<span class="vh">: ${indicator.label[language]}</span></summary>${factsOf(
      indicator,
      language,
    )}</details>
    </article>
  `;
}

function renderTheme(
  site: ReferenceSite,
  theme: { readonly name: string; readonly indicators: readonly ReferenceIndicator[] },
  place: { readonly index: number; readonly language: Language },
): Html {
  const id = `thema-${place.index + 1}`;
  return html`
    <section id="${id}" data-group aria-labelledby="${id}-t">
    <h2 class="utrecht-heading-2" id="${id}-t">${theme.name}</h2>
    ${theme.indicators.map((indicator) => renderIndicator(site, indicator, place.language))}</section>
  `;
}

function themesOf(indicators: readonly ReferenceIndicator[], language: Language) {
  const byTheme = new Map<string, ReferenceIndicator[]>();
  for (const indicator of indicators) {
    const name = indicator.theme[language];
    byTheme.set(name, [...byTheme.get(name) ?? [], indicator]);
  }
  return [...byTheme].map(([name, members]) => ({ name, indicators: members }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
}

/**
 * Renders the catalogue.
 *
 * @param site What the reference pages are made from.
 * @param language The language of the page.
 * @returns The file.
 */
export function renderIndicatorPage(site: ReferenceSite, language: Language): SiteFile {
  const { indicators } = site.content;
  const themes = themesOf(indicators, language);
  const contents = themes.map(({ name, indicators: members }, i) =>
    html`
      <li><a class="utrecht-link" href="#thema-${i + 1}">${name}</a> (${members.length})</li>
    `
  );
  return renderReferencePage(site, {
    path: sitePath("indicators", language),
    otherPath: sitePath("indicators", language === "nl" ? "en" : "nl"),
    page: "indicators",
    language,
    title: say("navIndicators", language),
    intro: say("indicatorsIntro", language, { count: String(indicators.length) }),
    main: html`
      ${renderSearchField(
        say("searchIndicators", language),
        say("searchIndicatorsFound", language),
      )}<nav class="toc" aria-labelledby="toc-t">
        <h2 class="utrecht-heading-2" id="toc-t">${say("contents", language)}</h2>
        <ol>${contents}</ol>
      </nav>${themes.map((theme, index) => renderTheme(site, theme, { index, language }))}
    `,
  });
}
