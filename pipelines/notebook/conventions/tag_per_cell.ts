/** @module */
import { CELL_TAGS, TAG_RULES } from "../tags.ts";
import type { Breach, Rule, SeenCell, SeenNotebook } from "./rule.ts";

/** Each cell of code has one tag; tags stand on the type of cell that they are for. */
export const tagPerCell: Rule = {
  id: "tag-per-cell",
  wants: "Every cell of code has exactly one tag, and tags stand on the right type of cell",
  why: "The tag says what the cell may show and in which phase it stands",
  severity: "error",
  *check({ cells }: SeenNotebook): Generator<Breach> {
    for (const cell of cells) yield* checkCell(cell);
  },
};

function* checkCell(cell: SeenCell): Generator<Breach> {
  const known = CELL_TAGS.filter((tag) => cell.tags.includes(tag));
  const type = cell.cell.cell_type;
  if (type === "code" && known.length !== 1) {
    const found = known.length === 0
      ? "Cell has no tag"
      : `Cell has ${known.length} tags: ${known.join(", ")}`;
    yield {
      cell,
      what: found,
      mend: "Give it the one tag that says what it does; `internal` keeps it out of the briefing",
    };
  }
  for (const tag of known) {
    const wanted = TAG_RULES[tag].cellType;
    if (wanted !== "any" && wanted !== type) {
      yield { cell, what: `Tag ${tag} stands on a ${type} cell`, mend: `Use it on ${wanted} cells only` };
    }
  }
}
