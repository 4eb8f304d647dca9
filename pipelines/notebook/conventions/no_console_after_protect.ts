/** @module */
import { isNode } from "../syntax.ts";
import { visitAll } from "./_code_cells.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** Text that a cell writes never reaches a briefing. */
export const noConsoleAfterProtect: Rule = {
  id: "no-console-after-protect",
  wants: "From protect on cells write nothing to the console; before it, as little as possible",
  why: "Written text is not protected, and the executed notebook is kept with the edition",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const { node, cell, line } of visitAll(seen)) {
      const object = /MemberExpression$/.test(node.type) ? node["object"] : undefined;
      if (!isNode(object) || object["name"] !== "console") continue;
      yield {
        cell,
        line,
        severity: cell.index >= seen.protectedFrom ? "error" : "warning",
        what: "Cell writes to the console",
        mend: "Remove it, or show a finding that is derived from a protected table",
      };
    }
  },
};
