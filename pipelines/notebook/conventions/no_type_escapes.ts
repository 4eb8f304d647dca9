/** @module */
import { parsedCells, visitAll } from "./_code_cells.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

const SUPPRESSION_REGEXP = /@ts-(?:ignore|expect-error|nocheck)\b/;

/** The compiler's refusal stands. */
export const noTypeEscapes: Rule = {
  id: "no-type-escapes",
  wants: "Cells use neither `any` nor comments that silence the compiler",
  why: "The compiler is what keeps an unprotected table out of a chart",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const { node, cell, line } of visitAll(seen)) {
      if (node.type === "TSAnyKeyword") {
        yield { cell, line, what: "Type any is refused", mend: "Name the type, or use unknown and test it" };
      }
    }
    for (const { seen: cell, comments } of parsedCells(seen)) {
      for (const { text, line } of comments.filter((comment) => SUPPRESSION_REGEXP.test(comment.text))) {
        const found = SUPPRESSION_REGEXP.exec(text)?.[0] ?? "";
        yield { cell, line, what: `Comment silences the compiler: ${found}`, mend: "Mend the type error" };
      }
    }
  },
};
