/**
 * A briefing as one HTML file per language: complete without script, without network, on paper and on a phone.
 *
 * @module
 */
import { formatDate } from "../../lib/core/format.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import { loadAssets, type PageAssets } from "./assets.ts";
import { renderDefinitions } from "./cards.ts";
import { contextOf, type PageContext, tell } from "./context.ts";
import { renderFrame } from "./frame.ts";
import type { GlossaryTerm } from "../../lib/core/glossary.ts";
import type { Briefing } from "./model.ts";
import { assetsFor } from "./page_assets.ts";
import { renderProvenance } from "./provenance_section.ts";
import { type Section, sectionsOf } from "./sections.ts";
import { renderSummary } from "./summary.ts";
import { TermLinker } from "./terms.ts";
import { textsBeside } from "./uses.ts";

/** Where a page stands among others. */
export interface PageOptions {
  /** The same briefing in other languages, as addresses relative to this page. Default none. */
  readonly alternates?: readonly { readonly language: Language; readonly href: string }[];
  /** The index of the edition, relative to this page. Default none. */
  readonly indexHref?: string;
  /** More sections, placed before the provenance; `compare.ts` makes one. Default none. */
  readonly extraSections?: readonly Section[];
  /** The glossary of the edition: its terms, and its page relative to this one. Default none. */
  readonly glossary?: { readonly terms: readonly GlossaryTerm[]; readonly href: string };
  /** Style, script and typeface. Default {@linkcode loadAssets}. */
  readonly assets?: PageAssets;
}

function renderHeader(context: PageContext, options: PageOptions): Html {
  const { language } = context;
  const { parameters, facts } = context.briefing;
  const other = (options.alternates ?? []).filter((alternate) => alternate.language !== language).map((
    alternate,
  ) =>
    html`<a class="utrecht-link" href="${alternate.href}" lang="${alternate.language}" hreflang="${alternate.language}">${
      tell(context, "otherLanguage")
    }</a>`
  );
  const index = options.indexHref === undefined
    ? html``
    : html`<a class="utrecht-link" href="${options.indexHref}">${tell(context, "toIndex")}</a>`;
  return html`
    <nav class="top"
      aria-label="${tell(
        context,
        "siteNav",
      )}">${index}${other}<button type="button" class="utrecht-button" data-deck="toggle" hidden>${tell(
        context,
        "deckStart",
      )}</button></nav>
    <p class="kicker">${parameters.pilot[language]}</p>
    <h1 class="utrecht-heading-1">${parameters.title[language]}</h1>
    <dl class="meta">
      <div>
        <dt>${tell(context, "place")}</dt>
        <dd>${parameters.place[language]}</dd>
      </div>
      <div>
        <dt>${tell(context, "reader")}</dt>
        <dd>${parameters.reader[language]}</dd>
      </div>
      <div>
        <dt>${tell(context, "phase")}</dt>
        <dd>${parameters.phase}</dd>
      </div>
      <div>
        <dt>${tell(context, "edition")}</dt>
        <dd>${facts.editionId} (${formatDate(facts.generatedFor, language)})</dd>
      </div>
    </dl>
  `;
}

function renderSection(section: Section): Html {
  return html`
    <section id="${section.id}" aria-labelledby="${section.id}-t">
    <h2 class="utrecht-heading-2" id="${section.id}-t">${section.heading}</h2>
    ${section.body}</section>
  `;
}

function renderContents(context: PageContext, entries: readonly { id: string; heading: string }[]): Html {
  const items = entries.map(({ id, heading }) =>
    html`
      <li><a class="utrecht-link" href="#${id}">${heading}</a></li>
    `
  );
  return html`
    <nav class="toc" aria-labelledby="toc-t">
      <h2 class="utrecht-heading-2" id="toc-t">${tell(context, "contents")}</h2>
      <ol>${items}</ol>
    </nav>
  `;
}

function renderFooter(context: PageContext): Html {
  const { language, briefing } = context;
  return html`
    <section id="toegankelijkheid" aria-labelledby="toegankelijkheid-t">
      <h2 class="utrecht-heading-2" id="toegankelijkheid-t">${tell(context, "accessibility")}</h2>
      <p class="utrecht-paragraph">${tell(context, "accessibilityText")} ${tell(
        context,
        "contact",
      )}: ${briefing
        .parameters.contact[language]}.</p>
    </section>
    <section id="colofon" aria-labelledby="colofon-t">
      <h2 class="utrecht-heading-2" id="colofon-t">${tell(context, "colophon")}</h2>
      <p class="utrecht-paragraph">${tell(context, "licence")}: ${briefing.facts.licence[language]}. ${tell(
        context,
        "fontNotice",
      )}</p>
      <p class="utrecht-paragraph up"><a class="utrecht-link" href="#inhoud">${tell(
        context,
        "backToTop",
      )}</a></p>
    </section>
    <div class="deck-bar" role="group" aria-label="${tell(context, "deckBar")}"
      hidden><button type="button" data-deck="previous">${tell(
        context,
        "deckPrevious",
      )}</button><span data-deck="count" role="status"></span><button type="button" data-deck="next">${tell(
        context,
        "deckNext",
      )}</button><button type="button" data-deck="notes" aria-pressed="false">${tell(
        context,
        "deckNotes",
      )}</button><button type="button" data-deck="stop">${tell(context, "deckStop")}</button></div>
  `;
}

/**
 * Renders a briefing as one self-contained HTML file. The same briefing gives the same bytes.
 *
 * @example A page in each language
 * ```ts
 * import { renderBriefing } from "./page.ts";
 * import { sampleBriefing } from "../../tests/data/render/sample.ts";
 * import assert from "node:assert/strict";
 *
 * assert.match(renderBriefing(sampleBriefing(), "nl"), /<html lang="nl"/);
 * assert.match(renderBriefing(sampleBriefing(), "en"), /<html lang="en"/);
 * ```
 *
 * @param briefing The briefing.
 * @param language The language of the page.
 * @param options Where the page stands among others.
 * @returns The text of the file.
 * @throws {SvgRefused} When a drawing holds something that drawings may not hold.
 */
export function renderBriefing(briefing: Briefing, language: Language, options: PageOptions = {}): string {
  const { glossary } = options;
  const context = contextOf(
    briefing,
    language,
    glossary === undefined ? null : new TermLinker(glossary.terms, language),
  );
  // In the order of the page, so that a term is linked where it first stands.
  const summary = renderSummary(context);
  const sections: Section[] = [...sectionsOf(context)];
  context.terms?.mention(textsBeside(briefing, language));
  const definitions = renderDefinitions(context, glossary?.href ?? null);
  if (definitions !== null) {
    sections.push({ id: "begrippen", heading: tell(context, "definitions"), body: [definitions] });
  }
  sections.push(...options.extraSections ?? []);
  const entries = [
    { id: "kort", heading: tell(context, "onePage") },
    ...sections,
    { id: "herkomst", heading: tell(context, "provenance") },
  ];
  return renderFrame({
    language,
    title: `${briefing.parameters.title[language]} · ${briefing.parameters.place[language]}`,
    header: renderHeader(context, options),
    main: html`${summary}${renderContents(context, entries)}${sections.map(renderSection)}${
      renderProvenance(context)
    }`,
    footer: renderFooter(context),
    data: briefing.facts.data,
    status: briefing.facts.status,
    relaxations: briefing.facts.relaxations,
    assets: assetsFor(briefing.blocks, options.assets ?? loadAssets()),
    alternates: options.alternates ?? [],
  });
}
