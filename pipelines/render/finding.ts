/**
 * Findings: sentences in which every number can be opened to where it comes from. The opening works without script.
 *
 * @module
 */
import type { FindingPayload, NumberRef } from "../../lib/core/display.ts";
import { type Html, html, type HtmlPart } from "../../lib/core/html.ts";
import { type PageContext, placeOf, tell } from "./context.ts";
import type { BlockOf } from "./model.ts";
import { linkTerms } from "./terms.ts";

/**
 * Renders a finding's sentence with its numbers as links to their explanation.
 *
 * Numbers are looked for in order, each after the one before, so that the second `12%` of a sentence is the second
 * number. A number whose text does not occur stays without link; its explanation is there all the same.
 *
 * @param finding The finding.
 * @param anchor The id of the finding's element.
 * @param context The page: its language, and its glossary.
 * @returns The markup, inline.
 */
export function renderSentence(finding: FindingPayload, anchor: string, context: PageContext): Html {
  const { language, terms } = context;
  const sentence = finding.sentence[language];
  const parts: HtmlPart[] = [];
  let at = 0;
  finding.numbers.forEach((number, i) => {
    const text = number.text[language];
    const found = text === "" ? -1 : sentence.indexOf(text, at);
    if (found < 0) return;
    parts.push(
      linkTerms(terms, sentence.slice(at, found)),
      html`<a class="num" href="#${anchor}-n${i + 1}">${text}</a>`,
    );
    at = found + text.length;
  });
  return html`${parts}${linkTerms(terms, sentence.slice(at))}`;
}

function renderNumber(
  context: PageContext,
  number: NumberRef,
  place: { readonly id: string; readonly cellId: string },
): Html {
  const { language } = context;
  const rows = [
    [tell(context, "definition"), number.definition[language]],
    [tell(context, "scope"), number.scope[language]],
    [tell(context, "nBand"), number.nBand[language]],
    [tell(context, "protection"), number.protection[language]],
    [tell(context, "source"), number.source[language]],
  ].map(([term, text]) =>
    html`
      <dt>${term}</dt>
      <dd>${text}</dd>
    `
  );
  return html`
    <details class="number" id="${place.id}">
      <summary>${tell(context, "numberFrom", { number: number.text[language] })}</summary>
      <dl class="facts">${rows}<dt>${tell(context, "cell")}</dt><dd><code>${place.cellId}</code></dd></dl>
    </details>
  `;
}

/**
 * Renders one finding: its sentence, how sure it is, and its numbers explained.
 *
 * @param context The page.
 * @param block The block.
 * @returns The markup.
 */
export function renderFinding(context: PageContext, block: BlockOf<"finding">): Html {
  const { anchor } = placeOf(context, block);
  const { language } = context;
  const finding = block.payload;
  const numbers = finding.numbers.map((number, i) =>
    renderNumber(context, number, { id: `${anchor}-n${i + 1}`, cellId: block.cellId })
  );
  return html`
    <div class="finding ${finding.role}" id="${anchor}">
    <p class="utrecht-paragraph sentence">${renderSentence(finding, anchor, context)}</p>
    <p class="evidence ${finding.evidence}">${finding.evidencePhrase[language]}</p>
    ${numbers}</div>
  `;
}
