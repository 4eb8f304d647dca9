/** @module */
import { briefingCells, briefingParts, ENGLISH_MARK } from "./_briefing_text.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** Dutch first, English after the mark. */
export const briefingInTwoLanguages: Rule = {
  id: "briefing-in-two-languages",
  wants: `Briefing cells hold Dutch text and, after a line ${ENGLISH_MARK}, the same in English`,
  why: "Editions appear in both languages",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    const cells = briefingCells(seen);
    if (cells.length === 0) {
      yield {
        cell: null,
        what: "The notebook has no briefing text",
        mend: "Tag the Markdown cells that readers get with briefing",
        nl: "Het notebook heeft geen briefingtekst. Geef Markdowncellen voor de lezer de tag briefing",
      };
    }
    for (const cell of cells) {
      const [dutch, english] = briefingParts(cell);
      if ((dutch?.markdown ?? "").trim() === "") {
        yield {
          cell,
          what: "Dutch text is missing",
          mend: `Write it above the line ${ENGLISH_MARK}`,
          nl: `De Nederlandse tekst ontbreekt. Schrijf die boven de regel ${ENGLISH_MARK}`,
        };
      }
      if ((english?.markdown ?? "").trim() === "") {
        yield {
          cell,
          what: "English text is missing",
          mend: `Write it below a line ${ENGLISH_MARK}`,
          nl: `De Engelse tekst ontbreekt. Schrijf die onder een regel ${ENGLISH_MARK}`,
        };
      }
    }
  },
};
