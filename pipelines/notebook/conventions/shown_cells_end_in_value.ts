/** @module */
import { isNode, type SyntaxNode } from "../syntax.ts";
import { TAG_RULES } from "../tags.ts";
import { lastStatement, parsedCells } from "./_code_cells.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** Expressions that can only stand last to be shown. A call may be there for its effect. */
const SHOWN_REGEXP =
  /^(Identifier|MemberExpression|OptionalMemberExpression|ObjectExpression|ArrayExpression|TemplateLiteral|StringLiteral|NumericLiteral|BinaryExpression|ConditionalExpression)$/;

/** Cells that promise a programme object show one, and from `protect` on no other cell shows anything. */
export const shownCellsEndInValue: Rule = {
  id: "shown-cells-end-in-value",
  wants:
    "Figure, table, finding, persona, question and method cells end in the object they show; from protect on no " +
    "other cell shows a value",
  why: "The runner expects exactly one programme object of such a cell and drops all else",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const { seen: cell, statements } of parsedCells(seen)) {
      if (cell.main === null) continue;
      const last = lastStatement(statements);
      const promises = TAG_RULES[cell.main].shows === "programme";
      const place = last === undefined ? {} : { line: last.loc.start.line };
      if (promises && last?.type !== "ExpressionStatement") {
        yield {
          cell,
          ...place,
          what: `Cell tagged ${cell.main} does not end in an expression`,
          mend: "Let its last line be the object that it shows",
        };
      } else if (!promises && cell.index >= seen.protectedFrom && showsValue(last)) {
        yield {
          cell,
          ...place,
          what: `Cell tagged ${cell.main} shows a value after protect`,
          mend: "Remove the last line, or give the cell the tag of what it shows",
        };
      }
    }
  },
};

function showsValue(last: SyntaxNode | undefined): boolean {
  const expression = last?.type === "ExpressionStatement" ? last["expression"] : undefined;
  return isNode(expression) && SHOWN_REGEXP.test(expression.type);
}
