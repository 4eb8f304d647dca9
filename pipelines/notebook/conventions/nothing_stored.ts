/** @module */
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** No outputs on disk. */
export const nothingStored: Rule = {
  id: "nothing-stored",
  wants: "The notebook is stored without outputs and counts",
  why: "Stored outputs may hold unprotected numbers, and they would travel with the repository",
  severity: "error",
  *check({ cells }: SeenNotebook): Generator<Breach> {
    for (const cell of cells) {
      if (cell.cell.cell_type !== "code") continue;
      const { outputs, execution_count } = cell.cell;
      if (outputs.length === 0 && execution_count === null) continue;
      const what = outputs.length > 0
        ? "Cell is stored with outputs"
        : "Cell is stored with an execution count";
      yield { cell, what, mend: "Run `deno task format`" };
    }
  },
};
