/** @module */
import { isNode, type SyntaxNode } from "../syntax.ts";
import { parsedCells, visitAll } from "./_code_cells.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

// The last three give a module other types than its own.
const SUPPRESSION_REGEXP = /@ts-(?:ignore|expect-error|nocheck)\b|@deno-types|@ts-types|^\/\s*<reference/;

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
      if (isDoubleAssertion(node)) {
        yield {
          cell,
          line,
          what: "Assertion by way of unknown is refused",
          mend: "Test the value, or mend its type",
        };
      }
      if (node.type === "TSModuleDeclaration" || node["declare"] === true) {
        yield {
          cell,
          line,
          what: "Declaration without a value is refused",
          mend: "Import what the library exports",
        };
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

/** `x as unknown as T` turns any value into any type. */
function isDoubleAssertion(node: SyntaxNode): boolean {
  const inner = node["expression"];
  return isAssertion(node) && isNode(inner) && isAssertion(inner);
}

function isAssertion({ type }: SyntaxNode): boolean {
  return type === "TSAsExpression" || type === "TSTypeAssertion";
}
