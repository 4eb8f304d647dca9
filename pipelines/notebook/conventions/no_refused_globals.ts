/** @module */
import type { Visited } from "../syntax.ts";
import { REFUSED_GLOBALS } from "./_refused_names.ts";
import { isTypePosition, visitAll } from "./_code_cells.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** No door to the machine, the network or other code. */
export const noRefusedGlobals: Rule = {
  id: "no-refused-globals",
  wants: "Cells use no name that reaches the machine, the network or other code",
  why:
    "A vetted notebook reads declared data through lib/sources and nothing else; the sandbox is the second lock",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const visited of visitAll(seen)) {
      const { node, cell, line } = visited;
      if (node.type === "ImportExpression" || node.type === "Import") {
        yield { cell, line, what: "Dynamic import is refused", mend: "Import statically in the setup cell" };
      }
      if (node.type === "MetaProperty" && line > 0) {
        yield {
          cell,
          line,
          what: "Meta property is refused: it has no meaning in a cell",
          mend: "Remove it",
        };
      }
      if (node.type !== "Identifier" || !isNameInUse(visited)) continue;
      const name = String(node["name"]);
      const mend = Object.hasOwn(REFUSED_GLOBALS, name) ? REFUSED_GLOBALS[name] : undefined;
      if (mend !== undefined) yield { cell, line, what: `Name is refused: ${name}`, mend };
    }
  },
};

/** A member name after a dot, or a key of an object, is no use of the global of that name. */
function isNameInUse(visited: Visited): boolean {
  const { ancestors, member } = visited;
  const parent = ancestors.at(-1);
  if (isTypePosition(visited)) return false;
  if (parent === undefined) return true;
  const computed = parent["computed"] === true;
  const isMember = /MemberExpression$/.test(parent.type) && member === "property";
  const isKey = /^(Object|Class)(Property|Method|AccessorProperty)$/.test(parent.type) && member === "key";
  const isShorthand = parent["shorthand"] === true;
  const isImported = parent.type === "ImportSpecifier" && member === "imported";
  const isLabel = member === "label";
  return computed || isShorthand || !(isMember || isKey || isImported || isLabel);
}
