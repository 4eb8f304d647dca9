/** @module */
import { isNode, type SyntaxNode } from "../syntax.ts";
import { visitAll } from "./_code_cells.ts";
import { REFUSED_CHANCE } from "./_refused_names.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** Two runs of one edition are the same. */
export const noClockOrChance: Rule = {
  id: "no-clock-or-chance",
  wants: "Cells ask neither the time nor chance without a seed",
  why: "Two runs of one edition must give the same bytes",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const { node, cell, line } of visitAll(seen)) {
      const member = memberPath(node);
      const mend = Object.hasOwn(REFUSED_CHANCE, member) ? REFUSED_CHANCE[member] : undefined;
      if (mend !== undefined) yield { cell, line, what: `Member is refused: ${member}`, mend };
      if (asksTime(node)) {
        yield { cell, line, what: "The time is asked", mend: "Take the day from the parameters cell" };
      }
    }
  },
};

function memberPath(node: SyntaxNode): string {
  if (!/MemberExpression$/.test(node.type)) return "";
  const { object, property } = node as { readonly object?: unknown; readonly property?: unknown };
  return isNode(object) && isNode(property)
    ? `${object["name"]}.${property["name"] ?? property["value"]}`
    : "";
}

/** `new Date()` and `Date()` give the present moment; with an argument they give that one. */
function asksTime(node: SyntaxNode): boolean {
  const callee = node["callee"];
  const isDate = isNode(callee) && callee.type === "Identifier" && callee["name"] === "Date";
  if (!isDate) return false;
  return node.type === "CallExpression" || (node["arguments"] as readonly unknown[]).length === 0;
}
