/**
 * A finding in words, for the record: it holds what people said of a finding, never its figures.
 *
 * @module
 */
import type { FindingPayload } from "../core/display.ts";
import { type Label, mapLabel } from "../core/language.ts";

/** What stands where a figure stood. */
const GAP = "…";
/** Sentences that only say the figures again. */
const AGAIN = /\s(?:Dat\sis\songeveer|That\sis\sabout|Ons\sbeste\sgetal|Our\sbest\sfigure)\s.*$/;
/** A figure within the words that stand for it: "13 keer" becomes "… keer", "62 van de 100" becomes "…". */
const FIGURE = /\d[\d.,]*(?:\s?%)?(?:\s(?:van\sde|in)\s\d[\d.,]*)?/g;

/**
 * Gives the sentence of a finding without its figures.
 *
 * @param finding The finding.
 * @returns For example "Leesplezier groeide … punten meer op scholen met de lijst".
 */
export function findingWords({ sentence, numbers }: FindingPayload): Label {
  return mapLabel((language) => {
    const figures = numbers.map(({ text }) => text[language]).sort((a, b) => b.length - a.length);
    const bare = figures.reduce(
      (text, figure) => text.replaceAll(figure, figure.replace(FIGURE, GAP)),
      sentence[language].replace(AGAIN, ""),
    );
    return bare.replace(/\s*\(…(?:\s(?:tegen|against)\s…)?\)/g, "")
      .replace(/\b(?:ongeveer|about)\s(?=…)/gi, "")
      .replace(/\s+/g, " ").trim();
  });
}
