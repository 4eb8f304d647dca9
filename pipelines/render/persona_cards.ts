/**
 * Persona cards: on the screen as a grid, on paper four on a sheet of A4, to be cut out.
 *
 * @module
 */
import { type Html, html } from "../../lib/core/html.ts";
import { type PageContext, placeOf, tell } from "./context.ts";
import type { BlockOf } from "./model.ts";
import { groupNotes } from "./notes.ts";
import { linkTerms } from "./terms.ts";

/** The same circumstances, other behaviour: so that nobody takes the card for what such people do. */
function renderVariants(context: PageContext, { payload: { variants = [] } }: BlockOf<"persona">): Html {
  if (variants.length === 0) return html``;
  const { language } = context;
  return html`
    <p class="label">${tell(context, "personaVariants")}</p>
    <ul>${variants.map(({ heading, text }) =>
      html`
        <li><strong>${heading[language]}:</strong> ${text[language]}</li>
      `
    )}</ul>
  `;
}

function renderPersona(context: PageContext, block: BlockOf<"persona">): Html {
  const { anchor } = placeOf(context, block);
  const { language } = context;
  const persona = block.payload;
  const lines = persona.lines.map(({ heading, text, evidence }) =>
    html`
      <dt>${heading[language]}</dt>
      <dd>${linkTerms(context.terms, text[language])}${evidence === undefined
        ? html``
        : html`<span class="quote-note">${evidence[language]}</span>`}</dd>
    `
  );
  const quote = persona.quote[language] === "" ? html`` : html`
    <blockquote
      class="utrecht-blockquote"><q>${persona.quote[language]}</q><span class="quote-note">${tell(
        context,
        "personaQuote",
      )}</span></blockquote>
  `;
  return html`
    <article class="persona" id="${anchor}" aria-labelledby="${anchor}-t">
    <h3 class="utrecht-heading-3" id="${anchor}-t">${persona.name} <span class="tag">${tell(
      context,
      "personaTag",
    )}</span></h3>
    <dl>${lines}</dl>
    ${renderVariants(context, block)}${quote}${renderBasis(context, persona.basis[language])}
    </article>
  `;
}

/** What the card rests on, with its first words strong; a text that lacks them gets them before it. */
function renderBasis(context: PageContext, text: string): Html {
  const label = tell(context, "basedOn");
  return text.startsWith(label)
    ? html`<p class="basis"><strong>${label}</strong>${text.slice(label.length)}</p>`
    : html`<p class="basis"><strong>${label}:</strong> ${text}</p>`;
}

/** Cards on a sheet of A4; the style gives each a quarter of it. */
const CARDS_ON_A_SHEET = 4;

/** An empty card for somebody whom the figures miss; on paper only, where cards leave room on their last sheet. */
function renderBlank(context: PageContext, { payload }: BlockOf<"persona">): Html {
  const { language } = context;
  const story = payload.lines.filter(({ evidence }) => evidence === undefined);
  const asked = [
    tell(context, "personaBlankName"),
    ...story.map(({ heading }) => heading[language]),
    tell(context, "personaQuote"),
    tell(context, "personaBlankBasis"),
  ];
  return html`
    <div class="blank-card"><p class="label">${tell(context, "personaBlank")}</p>${asked.map((text) =>
      html`
        <p>${text}<br><br><br></p>
      `
    )}</div>
  `;
}

function blanksFor(context: PageContext, blocks: readonly BlockOf<"persona">[]): readonly Html[] {
  const [first] = blocks;
  const last = blocks.length % CARDS_ON_A_SHEET;
  // A card alone stands below its cell, in a draft.
  if (first === undefined || last === 0 || blocks.length === 1) return [];
  return Array.from({ length: CARDS_ON_A_SHEET - last }, () => renderBlank(context, first));
}

/**
 * Renders a run of persona cards, with the note that nobody on them exists.
 *
 * @param context The page.
 * @param blocks The cards.
 * @returns The markup.
 */
export function renderPersonas(context: PageContext, blocks: readonly BlockOf<"persona">[]): Html {
  return html`
    <div class="blok">
      <p class="utrecht-paragraph">${tell(context, "personaNote")}</p>
      <div class="personas">${blocks.map((block) => renderPersona(context, block))}${blanksFor(
        context,
        blocks,
      )}</div>
      ${groupNotes(context, "persona")}
    </div>
  `;
}
