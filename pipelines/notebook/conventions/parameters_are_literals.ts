/** @module */
import { WorkspaceError } from "../../../lib/core/errors.ts";
import { parametersOfCode } from "../parameters.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** One cell of parameters, each `const name = literal`. */
export const parametersAreLiterals: Rule = {
  id: "parameters-are-literals",
  wants: "Exactly one cell is tagged parameters, and each of its statements is `const name = literal`",
  why: "Parameters are set from the command line by replacing literals",
  severity: "error",
  *check({ cells }: SeenNotebook): Generator<Breach> {
    const found = cells.filter(({ cell, tags }) => cell.cell_type === "code" && tags.includes("parameters"));
    if (found.length === 0) {
      yield { cell: null, what: "No cell is tagged parameters", mend: "Add one; it may be empty" };
    }
    for (const cell of found.slice(1)) {
      yield { cell, what: "A second cell is tagged parameters", mend: "Move its constants to the first one" };
    }
    for (const cell of found) {
      if (cell.code?.ok !== true) continue;
      try {
        parametersOfCode(cell.cell.source, cell.cell.id);
      } catch (error) {
        if (!(error instanceof WorkspaceError)) throw error;
        const line = /line (\d+)/.exec(error.where)?.[1];
        yield {
          cell,
          ...(line === undefined ? {} : { line: Number(line) }),
          what: error.what,
          mend: error.mend,
        };
      }
    }
  },
};
