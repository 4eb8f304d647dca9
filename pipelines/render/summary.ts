/**
 * "Op één pagina": the question, three findings, one doubt and one gap. What somebody reads who reads nothing else.
 *
 * @module
 */
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import { type PageContext, placeOf, tell } from "./context.ts";
import { renderSentence } from "./finding.ts";
import type { BlockOf, Briefing } from "./model.ts";
import { summaryNotes } from "./notes.ts";
import { linkTerms } from "./terms.ts";

/** The blocks that the summary is made from. */
export interface SummaryParts {
  /** The pilot's question. */
  readonly question: BlockOf<"question"> | undefined;
  /** At most three findings. */
  readonly headlines: readonly BlockOf<"finding">[];
  /** The one doubt. */
  readonly uncertainty: BlockOf<"finding"> | undefined;
  /** The block whose first item is the gap. */
  readonly limits: BlockOf<"limits"> | undefined;
}

/** Reference §7.1: more than three findings is no summary. */
const HEADLINES = 3;

function isKind<K extends "finding" | "question" | "limits">(kind: K) {
  return (block: Briefing["blocks"][number]): block is BlockOf<K> => block.kind === kind;
}

/**
 * Chooses what stands in the summary: the first of each, in the order of the notebook.
 *
 * @param briefing The briefing.
 * @returns The parts.
 */
export function summaryOf(briefing: Briefing): SummaryParts {
  const findings = briefing.blocks.filter(isKind("finding"));
  return {
    question: briefing.blocks.filter(isKind("question")).find((block) => block.payload.role === "main"),
    headlines: findings.filter((block) => block.payload.role === "headline").slice(0, HEADLINES),
    uncertainty: findings.find((block) => block.payload.role === "uncertainty"),
    limits: briefing.blocks.find(isKind("limits")),
  };
}

/**
 * Counts the words of the summary; the page pattern allows 150.
 *
 * @param briefing The briefing.
 * @param language The language.
 * @returns The number of words, headings left out.
 */
export function countSummaryWords(briefing: Briefing, language: Language): number {
  const { question, headlines, uncertainty, limits } = summaryOf(briefing);
  const texts = [
    question?.payload.text[language],
    ...headlines.map((block) => block.payload.sentence[language]),
    uncertainty?.payload.sentence[language],
    limits?.payload.items[0]?.[language],
  ];
  return texts.join(" ").split(/\s+/).filter((word) => word !== "").length;
}

function renderPart(className: string, heading: string, body: Html): Html {
  return html`
    <div class="${className}"><h3 class="utrecht-heading-3 label">${heading}</h3>
    ${body}</div>
  `;
}

function renderFindingLine(context: PageContext, block: BlockOf<"finding">): Html {
  return renderSentence(block.payload, placeOf(context, block).anchor, context);
}

/**
 * Renders the summary.
 *
 * @param context The page.
 * @returns The markup of its section.
 */
export function renderSummary(context: PageContext): Html {
  const { question, headlines, uncertainty, limits } = summaryOf(context.briefing);
  const gap = limits?.payload.items[0];
  const parts: Html[] = [];
  if (question !== undefined) {
    const text = question.payload.text[context.language];
    parts.push(
      renderPart(
        "question",
        tell(context, "mainQuestion"),
        html`<p class="lead">${linkTerms(context.terms, text)}</p>`,
      ),
    );
  }
  if (headlines.length > 0) {
    const items = headlines.map((block) =>
      html`
        <li>${renderFindingLine(context, block)}</li>
      `
    );
    parts.push(renderPart("headlines", tell(context, "headlines"), html`<ol>${items}</ol>`));
  }
  if (uncertainty !== undefined) {
    const line = renderFindingLine(context, uncertainty);
    parts.push(
      renderPart("doubt", tell(context, "uncertainty"), html`<p class="utrecht-paragraph">${line}</p>`),
    );
  }
  if (gap !== undefined) {
    const text = html`<p class="utrecht-paragraph">${linkTerms(context.terms, gap[context.language])}</p>`;
    parts.push(renderPart("gap", tell(context, "gap"), text));
  }
  return html`
    <section class="summary" id="kort" aria-labelledby="kort-t">
      <h2 class="utrecht-heading-2" id="kort-t">${tell(context, "onePage")}</h2>
      <div class="blok parts">${parts}${summaryNotes(context)}</div>
    </section>
  `;
}
