/**
 * What unknown answers leave open: the lowest and highest share of each group.
 *
 * @module
 */
import type { AggregateCell, Dimension } from "../core/aggregate.ts";
import {
  type AceDistribution,
  type DistributeOptions,
  groupDimension,
  shareMeasure,
} from "./distribution.ts";
import { groupIndex } from "./grouping.ts";
import {
  aggregateFrame,
  cellCodes,
  countRows,
  keepsFloor,
  respondentGroups,
  shareCell,
  splitDimensions,
} from "./groups.ts";
import type { AceScores } from "./scores.ts";

const EDGES: Dimension = {
  name: "grens",
  label: { nl: "Grens", en: "Bound" },
  kind: "ordinal",
  codes: [
    { code: "laagst", label: { nl: "laagst mogelijk", en: "lowest possible" } },
    { code: "hoogst", label: { nl: "hoogst mogelijk", en: "highest possible" } },
  ],
};

/**
 * The lowest and the highest share of every group over all ways in which the unknown answers could have been given.
 *
 * The base is all respondents, whether their score is known or not. Lowest counts those who are in the group for
 * certain, highest those who may be. Holds under every missing rule; the rule of the scores does not matter.
 *
 * @example An unknown answer opens the bounds
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distributeBounds } from "./bounds.ts";
 * import { GROUPINGS } from "./grouping.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { scoreTable } from "./score.ts";
 * import assert from "node:assert/strict";
 *
 * const answers: Record<string, (string | null)[]> = {};
 * for (let item = 1; item <= 10; item++) answers[`q${item}`] = ["no", item === 1 ? null : "no"];
 * const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "bounds" } });
 * const text = { nl: "voorbeeld", en: "example" };
 * const frame = { id: "ace", title: text, population: text, period: text, sources: [], floor: 2 };
 * const { cells } = distributeBounds(scores, { ...frame, grouping: GROUPINGS.any });
 * assert.deepEqual(cells.map(({ value }) => value), [0.5, 1, 0, 0.5]);
 * ```
 *
 * @param scores The scored respondents.
 * @param options As for `distribute`.
 * @returns A table with the dimensions split (if any), group and bound.
 * @throws {AceRefusal} When a group is under the floor and `underFloor` is `refuse`.
 */
export function distributeBounds(scores: AceScores, options: DistributeOptions): AceDistribution {
  const { grouping, part } = options;
  const least = Int8Array.from(scores.lower(part), (value) => groupIndex(grouping, value));
  const most = Int8Array.from(scores.upper(part), (value) => groupIndex(grouping, value));
  const cells: AggregateCell[] = [];
  const leftOut: string[] = [];
  for (const { code, includes } of respondentGroups(scores.rowCount, options.by)) {
    if (!keepsFloor(countRows(scores.rowCount, includes), code, options)) {
      leftOut.push(code ?? "all");
      continue;
    }
    grouping.groups.forEach((group, index) => {
      const question = { base: includes, rows: scores.rowCount };
      const certain = (row: number) => least[row] === index && most[row] === index;
      const possible = (row: number) => least[row]! <= index && most[row]! >= index;
      cells.push(
        shareCell({ ...question, codes: cellCodes(code, group.code, "laagst"), holds: certain }, options),
      );
      cells.push(
        shareCell({ ...question, codes: cellCodes(code, group.code, "hoogst"), holds: possible }, options),
      );
    });
  }
  return {
    ...aggregateFrame(options),
    measure: { ...shareMeasure(scores, part), id: "ace-verdeling-grenzen" },
    dimensions: [...splitDimensions(options.by, leftOut), groupDimension(grouping), EDGES],
    cells,
    method: { ...scores.method, missing: "bounds", grouping: grouping.id },
    warnings: scores.warnings,
    leftOut,
  };
}
