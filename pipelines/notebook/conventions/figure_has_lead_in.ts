/** @module */
import { briefingCells } from "./_briefing_text.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** Readers are told what to see before they see it. */
export const figureHasLeadIn: Rule = {
  id: "figure-has-lead-in",
  wants: "Each figure cell directly follows a briefing cell that says what to see",
  why:
    "Readers who do not read charts daily need the finding first; what the figure does not say it carries itself",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    const briefing = new Set(briefingCells(seen));
    const visible = seen.cells.filter(({ tags }) => !tags.includes("internal") && !tags.includes("draft"));
    for (const [i, cell] of visible.entries()) {
      const before = visible[i - 1];
      if (cell.main !== "figure" || (before !== undefined && briefing.has(before))) continue;
      yield {
        cell,
        what: "Figure has no text before it",
        mend: "Put a Markdown cell tagged briefing above it that says what there is to see",
        nl:
          "Figuur zonder tekst ervoor. Zet er een Markdowncel met de tag briefing boven die zegt wat er te zien is",
      };
    }
  },
};
