/** @module */
import { CELL_TAGS, isCellTag } from "../tags.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** Only tags of the closed list. */
export const tagsClosedList: Rule = {
  id: "tags-closed-list",
  wants: "Every tag is one of the closed list",
  why: "A misspelt tag would keep a figure out of the briefing, or let something in, without a word",
  severity: "error",
  *check({ cells }: SeenNotebook): Generator<Breach> {
    for (const cell of cells) {
      for (const tag of cell.tags.filter((one) => !isCellTag(one))) {
        yield { cell, what: `Tag is unknown: ${tag}`, mend: `Use one of ${CELL_TAGS.join(", ")}` };
      }
    }
  },
};
