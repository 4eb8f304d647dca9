/** @module */
import { briefingCells, briefingParts, ENGLISH_MARK, rawHtml } from "./_briefing_text.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** Markdown only. */
export const noRawHtml: Rule = {
  id: "no-raw-html",
  wants: "Briefing cells hold Markdown without HTML",
  why: "HTML never passes into a briefing; written there it would be lost without a word",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const cell of briefingCells(seen)) {
      for (const { line } of briefingParts(cell).flatMap(rawHtml)) {
        yield {
          cell,
          line,
          what: "Briefing text holds HTML",
          mend: `Write it in Markdown; only the line ${ENGLISH_MARK} may stay`,
          nl:
            `De briefingtekst bevat HTML. Schrijf die in Markdown; alleen de regel ${ENGLISH_MARK} mag blijven`,
        };
      }
    }
  },
};
