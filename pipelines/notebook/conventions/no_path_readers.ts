/** @module */
import { isNode } from "../syntax.ts";
import { visitAll } from "./_code_cells.ts";
import { PATH_READERS } from "./_refused_names.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

const NAMES: ReadonlySet<string> = new Set(PATH_READERS);

/** No reader or writer of Polars. */
export const noPathReaders: Rule = {
  id: "no-path-readers",
  wants: "Cells call no reader or writer of Polars",
  why: "Native code opens files below the sandbox, so that what was read would not stand in the provenance",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const { node, cell, line } of visitAll(seen)) {
      if (!/MemberExpression$/.test(node.type)) continue;
      const property = node["property"];
      const name = isNode(property) ? String(property["name"] ?? property["value"] ?? "") : "";
      if (!NAMES.has(name)) continue;
      yield {
        cell,
        line,
        what: `Reader or writer of Polars is refused: ${name}`,
        mend: "Load the dataset with lib/sources, which reads the bytes and notes their hash",
      };
    }
  },
};
