/**
 * Group results: how scores are distributed, ready for disclosure control.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension, Measure } from "../core/aggregate.ts";
import type { Grouping } from "./grouping.ts";
import {
  aggregateFrame,
  cellCodes,
  countedShare,
  type GroupOptions,
  keepsFloor,
  shareCell,
  splitDimensions,
  splitOf,
} from "./groups.ts";
import type { Caution } from "./instrument.ts";
import type { AceScores, ScoreMethod } from "./scores.ts";

/** Options of {@linkcode distribute}. */
export interface DistributeOptions extends GroupOptions {
  /** The named grouping of scores. */
  readonly grouping: Grouping;
  /** Which count; the main one unless told. */
  readonly part?: string;
}

/** A group result with how it was made. It is an aggregate table, so `protect` takes it as it is. */
export interface AceDistribution extends AggregateTable {
  /** How scores were made. */
  readonly method: ScoreMethod & { readonly grouping: string };
  /** What a reader has to know. */
  readonly warnings: readonly Caution[];
  /** Codes of the dimension that were left out because they are under the floor. */
  readonly leftOut: readonly string[];
}

/**
 * The distribution of scores over named groups, for all respondents or by a dimension.
 *
 * Value of a cell: share of the respondents with a known group, with a 95 % interval, Wilson's unless told; under a survey design the
 * weighted share with a design-based interval. `n` and numerator stay unweighted counts: protection judges on them.
 *
 * @example Three respondents are too few
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distribute } from "./distribution.ts";
 * import { GROUPINGS } from "./grouping.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { AceRefusal } from "./refusal.ts";
 * import { scoreTable } from "./score.ts";
 * import assert from "node:assert/strict";
 *
 * const answers: Record<string, string[]> = {};
 * for (let item = 1; item <= 10; item++) answers[`q${item}`] = ["yes", "no", "no"];
 * const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
 * const text = { nl: "voorbeeld", en: "example" };
 * const options = { id: "ace", title: text, population: text, period: text, sources: [], grouping: GROUPINGS.cdc4 };
 * assert.throws(() => distribute(scores, { ...options, floor: 10 }), AceRefusal);
 * assert.equal(distribute(scores, { ...options, floor: 3 }).cells.length, 4);
 * ```
 *
 * @param scores The scored respondents.
 * @param options Grouping, floor, dimension and texts.
 * @returns The distribution.
 * @throws {AceRefusal} When a group is under the floor and `underFloor` is `refuse`.
 * @throws {WorkspaceError} When the dimension does not fit the respondents.
 */
export function distribute(scores: AceScores, options: DistributeOptions): AceDistribution {
  const groups = scores.groups(options.grouping, options.part);
  const { codes, ofRow } = splitOf(scores.rowCount, options.by);
  const sizes = options.grouping.groups.length;
  const counts = countPairs(groups, ofRow, [codes.length, sizes]);
  const cells: AggregateCell[] = [];
  const leftOut: string[] = [];
  codes.forEach((split, part) => {
    const own = counts.subarray(part * sizes, (part + 1) * sizes);
    const n = own.reduce((sum, count) => sum + count, 0);
    if (!keepsFloor(n, split, options)) return leftOut.push(split ?? "all");
    options.grouping.groups.forEach(({ code }, index) => {
      const question = {
        codes: cellCodes(split, code),
        rows: groups.length,
        base: (row: number) => groups[row]! >= 0 && ofRow[row] === part,
        holds: (row: number) => groups[row] === index,
      };
      cells.push(
        options.survey
          ? shareCell(question, options)
          : countedShare(question.codes, [own[index]!, n], options),
      );
    });
  });
  return {
    ...aggregateFrame(options),
    measure: shareMeasure(scores, options.part),
    dimensions: [...splitDimensions(options.by, leftOut), groupDimension(options.grouping)],
    cells,
    method: { ...scores.method, grouping: options.grouping.id },
    warnings: scores.warnings,
    leftOut,
  };
}

/** Counts of (split, group) pairs in one pass; unknown positions do not count. */
function countPairs(
  groups: Int8Array,
  ofRow: Int32Array,
  [splits, sizes]: readonly [number, number],
): Float64Array {
  const counts = new Float64Array(splits * sizes);
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row]!;
    const split = ofRow[row]!;
    if (group >= 0 && split >= 0) counts[split * sizes + group]!++;
  }
  return counts;
}

/** The groups of a grouping as a dimension. */
export function groupDimension(grouping: Grouping): Dimension {
  return {
    name: "ace-groep",
    label: { nl: "Aantal ervaringen", en: "Number of experiences" },
    kind: "ordinal",
    codes: grouping.groups.map(({ code, label }) => ({ code, label })),
  };
}

/** The measure of a distribution; where a rule has several counts it says which one, so that no part passes for the score. */
export function shareMeasure(scores: AceScores, part: string | undefined): Measure {
  const { rule, missing } = scores.method;
  const { parts } = scores.rule;
  const count = parts.length > 1 ? parts.find(({ id }) => id === part) ?? parts[0] : undefined;
  const which = (language: "nl" | "en") => count ? `: ${count.label[language]}` : "";
  return {
    id: "ace-verdeling",
    label: {
      nl: `Verdeling van het aantal ervaringen${which("nl")}`,
      en: `Distribution of the number of experiences${which("en")}`,
    },
    unit: { nl: "% van de respondenten", en: "% of respondents" },
    kind: "share",
    per: 100,
    decimals: 1,
    definition: {
      nl:
        `${scores.rule.label.nl}; regel ${rule}, ontbrekende antwoorden: ${missing}; respondenten zonder bekende groep tellen niet mee`,
      en:
        `${scores.rule.label.en}; rule ${rule}, missing answers: ${missing}; respondents without a known group are left out`,
    },
  };
}
