/** @module */
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** The kernel tells no place of a syntax error, so it is found here. */
export const codeCanBeParsed: Rule = {
  id: "code-can-be-parsed",
  wants: "Every cell of code is TypeScript that can be parsed",
  why: "The kernel fails on it without saying where",
  severity: "error",
  from: "draft",
  *check({ cells }: SeenNotebook): Generator<Breach> {
    for (const cell of cells) {
      if (cell.code === null || cell.code.ok) continue;
      const { line, message } = cell.code.problem;
      yield { cell, line, what: `Syntax error: ${message}`, mend: "Mend the line" };
    }
  },
};
