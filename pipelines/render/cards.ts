/**
 * What a design session works with beside persona cards: questions, limits and method notes.
 *
 * @module
 */
import { type Html, html } from "../../lib/core/html.ts";
import { type PageContext, placeOf, tell } from "./context.ts";
import type { BlockOf } from "./model.ts";
import { groupNotes } from "./notes.ts";
import { linkTerms, termAnchor } from "./terms.ts";

function renderQuestion(context: PageContext, block: BlockOf<"question">): Html {
  const { anchor } = placeOf(context, block);
  const links = block.payload.basedOn.flatMap((id) => context.places.get(id) ?? []).map((place, i) =>
    html`${
      i === 0 ? "" : ", "
    }<a class="utrecht-link" href="#${place.anchor}">${place.name.toLowerCase()}</a>`
  );
  const cells = (block.payload.cells ?? []).map((cell) =>
    html`<span class="basis">${cell[context.language]}</span>`
  );
  const basis = links.length === 0
    ? html`${cells}`
    : html`<span class="basis">${tell(context, "basedOn")}: ${links}</span>${cells}`;
  return html`
    <li id="${anchor}" class="${block.payload.role}"><span class="q">${linkTerms(
      context.terms,
      block.payload.text[context.language],
    )}</span>${basis}</li>
  `;
}

/**
 * Renders a run of questions for the session.
 *
 * @param context The page.
 * @param blocks The questions.
 * @returns The markup.
 */
export function renderQuestions(context: PageContext, blocks: readonly BlockOf<"question">[]): Html {
  return html`
    <div class="blok">
      <ol class="questions">${blocks.map((block) => renderQuestion(context, block))}</ol>
      ${groupNotes(context, "question")}
    </div>
  `;
}

/**
 * Renders what the briefing does not tell.
 *
 * @param context The page.
 * @param blocks The limits.
 * @returns The markup.
 */
export function renderLimits(context: PageContext, blocks: readonly BlockOf<"limits">[]): Html {
  return html`${
    blocks.map((block) =>
      html`
        <div class="blok" id="${placeOf(context, block).anchor}">
          <ul class="utrecht-unordered-list limits">${block.payload.items.map((item) =>
            html`
              <li>${linkTerms(context.terms, item[context.language])}</li>
            `
          )}</ul>
          ${groupNotes(context, "limits")}
        </div>
      `
    )
  }`;
}

/**
 * Renders method notes.
 *
 * @param context The page.
 * @param blocks The notes.
 * @returns The markup.
 */
export function renderMethods(context: PageContext, blocks: readonly BlockOf<"method">[]): Html {
  const { language } = context;
  return html`${
    blocks.map((block) =>
      html`
        <div class="blok" id="${placeOf(context, block).anchor}"><h3 class="utrecht-heading-3">${block.payload
          .title[language]}</h3>
        ${block.payload.paragraphs.map((text) =>
          html`
            <p class="utrecht-paragraph">${linkTerms(context.terms, text[language])}</p>
          `
        )}</div>
      `
    )
  }`;
}

interface ExplainedTerm {
  readonly term: string;
  readonly meaning: string;
  readonly anchor: string | null;
}

/** Terms that the method notes define; the glossary's meaning of a term gives way to the briefing's own. */
function explainedTerms(context: PageContext): readonly ExplainedTerm[] {
  const { language } = context;
  const own = new Map<string, ExplainedTerm>();
  for (const block of context.briefing.blocks) {
    if (block.kind !== "method") continue;
    for (const { term, meaning } of block.payload.definitions) {
      own.set(term[language].toLowerCase(), {
        term: term[language],
        meaning: meaning[language],
        anchor: null,
      });
    }
  }
  for (const { id, term, forms, meaning } of context.terms?.used ?? []) {
    const spellings = [term[language], ...forms[language]].map((each) => each.toLowerCase());
    const found = spellings.find((each) => own.has(each)) ?? spellings[0] ?? id;
    const known = own.get(found);
    const anchor = termAnchor(id);
    if (known !== undefined && known.anchor === null) own.set(found, { ...known, anchor });
    else own.set(anchor, { term: term[language], meaning: meaning[language], anchor });
  }
  return [...own.values()].sort((a, b) => a.term.localeCompare(b.term, language));
}

/**
 * Renders the terms that the method notes define and the glossary's terms that the page uses, sorted as the language
 * sorts. Call it after all that links terms.
 *
 * @param context The page.
 * @param glossaryHref The glossary of the edition, relative to the page; null when there is none.
 * @returns The markup; null when there is no term.
 */
export function renderDefinitions(context: PageContext, glossaryHref: string | null = null): Html | null {
  const terms = explainedTerms(context);
  if (terms.length === 0) return null;
  const rows = terms.map(({ term, meaning, anchor }) =>
    html`
      <dt ${anchor === null ? html`` : html`id="${anchor}"`}>${term}</dt>
      <dd>${meaning}</dd>
    `
  );
  const more = glossaryHref === null ? html`` : html`
    <p class="utrecht-paragraph more-terms"><a class="utrecht-link" href="${glossaryHref}">${tell(
      context,
      "allTerms",
    )}</a></p>
  `;
  return html`
    <dl class="facts terms">${rows}</dl>
    ${more}
  `;
}
