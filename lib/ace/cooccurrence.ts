/**
 * Which categories come together.
 *
 * @module
 */
import type { AggregateCell } from "../core/aggregate.ts";
import type { AceDistribution } from "./distribution.ts";
import { aggregateFrame, countRows, type GroupOptions, keepsFloor, shareCell } from "./groups.ts";
import { categoryDimension } from "./prevalence.ts";
import type { AceScores } from "./scores.ts";

/** Options of {@linkcode cooccurrence}. */
export interface CooccurrenceOptions extends Omit<GroupOptions, "by" | "underFloor"> {
  /** `joint`: both, of all; `conditional`: the second, of those with the first. No default. */
  readonly kind: "joint" | "conditional";
}

/**
 * Shares for pairs of categories, among respondents for whom both are known.
 *
 * `joint` gives each pair once; `conditional` gives each ordered pair. A conditional base under the floor is left out
 * (the pair of codes then has no cell), because rare categories have small bases in any survey.
 *
 * @example Two categories that always come together
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { cooccurrence } from "./cooccurrence.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { scoreTable } from "./score.ts";
 * import assert from "node:assert/strict";
 *
 * const answers: Record<string, string[]> = {};
 * for (let item = 1; item <= 10; item++) answers[`q${item}`] = [item <= 2 ? "yes" : "no", "no"];
 * const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
 * const text = { nl: "voorbeeld", en: "example" };
 * const frame = { id: "ace", title: text, population: text, period: text, sources: [], floor: 1 };
 * const { cells } = cooccurrence(scores, { ...frame, kind: "conditional" });
 * assert.equal(cells.find(({ codes }) => codes.join() === "emotionalAbuse,physicalAbuse")?.value, 1);
 * ```
 *
 * @param scores The scored respondents.
 * @param options The kind, the floor and the texts.
 * @returns A table with the dimensions first and second category.
 * @throws {AceRefusal} When the respondents with both known are fewer than the floor, for a joint share.
 */
export function cooccurrence(scores: AceScores, options: CooccurrenceOptions): AceDistribution {
  const ids = scores.categoryIds;
  const cells: AggregateCell[] = [];
  ids.forEach((first, a) =>
    ids.forEach((second, b) => {
      if (options.kind === "joint" ? b > a : b !== a) addPair(cells, scores, options, [first, second]);
    })
  );
  const joint = options.kind === "joint";
  return {
    ...aggregateFrame(options),
    measure: {
      id: joint ? "ace-samen" : "ace-samen-voorwaardelijk",
      label: { nl: "Ervaringen die samengaan", en: "Experiences that come together" },
      unit: { nl: "% van de respondenten", en: "% of respondents" },
      kind: "share",
      per: 100,
      decimals: 1,
      definition: joint
        ? {
          nl: "Beide, van alle respondenten bij wie beide bekend zijn",
          en: "Both, of all respondents for whom both are known",
        }
        : { nl: "De tweede, van wie de eerste meemaakte", en: "The second, of those with the first" },
    },
    dimensions: [categoryDimension(scores, "eerste"), categoryDimension(scores, "tweede")],
    cells,
    method: { ...scores.method, grouping: options.kind },
    warnings: scores.warnings,
    leftOut: [],
  };
}

function addPair(
  cells: AggregateCell[],
  scores: AceScores,
  options: CooccurrenceOptions,
  codes: readonly [string, string],
): void {
  const first = scores.flags(codes[0]);
  const second = scores.flags(codes[1]);
  const rows = scores.rowCount;
  const joint = options.kind === "joint";
  const base = joint
    ? (row: number) => first[row]! >= 0 && second[row]! >= 0
    : (row: number) => first[row] === 1 && second[row]! >= 0;
  const n = countRows(rows, base);
  if (joint ? !keepsFloor(n, null, options) : n < Math.max(1, options.floor)) return;
  cells.push(
    shareCell({ codes, base, rows, holds: (row) => first[row] === 1 && second[row] === 1 }, options),
  );
}
