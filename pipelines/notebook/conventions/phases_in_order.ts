/** @module */
import { TAG_RULES } from "../tags.ts";
import type { Breach, Rule, SeenCell, SeenNotebook } from "./rule.ts";

/** Phases follow each other. */
export const phasesInOrder: Rule = {
  id: "phases-in-order",
  wants: "Cells stand in the order parameters and setup, load, analyse, protect, then what is shown",
  why:
    "Nothing unprotected is at hand any more where figures are made, and a reviewer can read top to bottom",
  severity: "error",
  *check({ cells }: SeenNotebook): Generator<Breach> {
    let latest: { readonly phase: number; readonly cell: SeenCell } | null = null;
    for (const cell of cells) {
      const phase = cell.main === null ? null : TAG_RULES[cell.main].phase;
      if (phase === null) continue;
      if (latest !== null && phase < latest.phase) {
        yield {
          cell,
          what: `Cell tagged ${cell.main} comes after cell ${latest.cell.cell.id} tagged ${latest.cell.main}`,
          mend: `Move it above that cell`,
        };
      } else latest = { phase, cell };
    }
  },
};
