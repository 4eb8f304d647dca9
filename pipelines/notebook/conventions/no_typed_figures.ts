/** @module */
import { briefingCells, briefingParts, lineInBlock, plainText } from "./_briefing_text.ts";
import { ALLOWED_NUMBERS } from "./_allowed_numbers.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

// A number with its decimals and a percent sign, in any script.
const NUMBER_REGEXP = /\p{Nd}(?:[\p{Nd}.,]*\p{Nd})?(?:\s?%)?/u;

/** A finding derives the number; prose holds none. */
export const noTypedFigures: Rule = {
  id: "no-typed-figures",
  wants: "Briefing text holds no figures, save years and the few on the allow list",
  why: "A typed number is unprotected, has no source, and is wrong after the next edition",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const cell of briefingCells(seen)) {
      for (const block of briefingParts(cell).flatMap(plainText)) {
        const rest = ALLOWED_NUMBERS.reduce((left, { pattern }) => left.replace(pattern, blank), block.text);
        const match = NUMBER_REGEXP.exec(rest);
        if (match === null) continue;
        const [found] = match;
        const line = lineInBlock(block, match.index);
        yield {
          cell,
          line,
          what: `Figure is typed into the text: ${found}`,
          mend: "Derive the sentence in a finding cell, which takes the number from a protected table",
          nl:
            `Getal in de tekst getypt: ${found}. Laat een finding-cel de zin maken uit een beschermde tabel`,
        };
      }
    }
  },
};

/** Takes letters out and leaves places and line ends as they are. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
