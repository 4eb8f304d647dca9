/**
 * Whether a model serves groups alike: calibration and errors by group, when a threshold would be drawn.
 *
 * It judges the model, and with it the threshold; it says of no person on which side they fall.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import type { Label } from "../core/language.ts";
import { chiSquaredCdf, type Interval, wilsonInterval } from "../core/stats/mod.ts";
import type { Table } from "../core/table.ts";
import { predictOn, requireRisks } from "./_predict.ts";
import { brief, withSummary } from "../core/summary.ts";
import type { MissingPolicy } from "./design_matrix.ts";
import type { RegressionModel } from "./model.ts";

/** Options of a comparison of groups. */
export interface FairnessOptions {
  /** The column that tells the group; it need not be in the model. */
  readonly by: string;
  /** Predicted risk from which help would be offered, between 0 and 1. */
  readonly threshold: number;
  /** Rows behind each figure at least; 10 unless told, and not fewer. Figures on fewer are null. */
  readonly floor?: number;
  /** What to do with rows that miss a value; `refuse` unless told. */
  readonly missing?: MissingPolicy;
}

/** A share with its base. */
export interface FairnessRate extends Interval {
  /** The share, with its 95 % Wilson interval. */
  readonly share: number;
  /** The counted part. */
  readonly count: number;
  /** The base. */
  readonly of: number;
}

/** How the model serves one group. A figure on fewer rows than the floor is null. */
export interface GroupFairness {
  /** The group. */
  readonly group: string;
  /** Rows in it. */
  readonly n: number;
  /** Share with the outcome. */
  readonly observed: FairnessRate | null;
  /** Mean predicted risk. */
  readonly predicted: number | null;
  /** Expected over observed cases: above 1 the model overstates in this group; null without cases. */
  readonly expectedOverObserved: number | null;
  /** Of those without the outcome, the share at or above the threshold. */
  readonly falsePositives: FairnessRate | null;
  /** Of those with the outcome, the share under the threshold. */
  readonly falseNegatives: FairnessRate | null;
  /** Of those at or above the threshold, the share with the outcome (positive predictive value). */
  readonly predictiveValue: FairnessRate | null;
}

/** A comparison of groups. */
export interface Fairness {
  /** The column that tells the group. */
  readonly by: string;
  /** The threshold. */
  readonly threshold: number;
  /** The floor that was used. */
  readonly floor: number;
  /** Rows judged on. */
  readonly n: number;
  /** One per group, sorted. */
  readonly groups: readonly GroupFairness[];
  /** p-value of the χ² test that all groups have the same share with the outcome. */
  readonly equalBaseRatesP: number;
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found. */
  readonly warnings: readonly Label[];
}

/** Source: the usual minimum count of output checking. */
const LEAST_FLOOR = 10;
/** Base rates count as different below this p-value. */
const DIFFERENT = 0.05;

/**
 * Compares groups: observed and predicted risk, false positives, false negatives and predictive value at a threshold.
 *
 * Where base rates differ and the model is not perfect, a calibrated model cannot have equal false-positive and equal
 * false-negative rates too: the result warns, so that nobody promises all three.
 * Source: Chouldechova (2017), Big Data 5:153–163; Kleinberg, Mullainathan & Raghavan (2017), ITCS.
 *
 * @example A model that overstates in one group
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { fairnessByGroup } from "./fairness.ts";
 * import { formula } from "./formula.ts";
 * import { fitLogistic } from "./logistic.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 200 }, (_, row) => row % 2);
 * const table = Table.from({
 *   x,
 *   y: x.map((value, row) => (row % 8 < (row < 100 ? 2 : 4) + 2 * value ? 1 : 0)),
 *   groep: Array.from(x, (_, row) => (row < 100 ? "a" : "b")),
 * });
 * const { groups } = fairnessByGroup(fitLogistic(table, formula("y", ["x"])), table, { by: "groep", threshold: 0.5 });
 * assert.ok(groups[0]!.expectedOverObserved! > 1 && groups[1]!.expectedOverObserved! < 1);
 * ```
 *
 * @param model A logistic or Firth model.
 * @param table Rows to judge on: best rows that the model has not seen.
 * @param options The groups and the threshold.
 * @returns Figures by group; `fairnessTables` takes them to `protect`.
 * @throws {WorkspaceError} When the model has no risks, a value is missing, there is one group only, or the threshold or
 * the floor is out of range.
 */
export function fairnessByGroup(model: RegressionModel, table: Table, options: FairnessOptions): Fairness {
  requireRisks(model);
  const { by, threshold, floor = LEAST_FLOOR, missing = "refuse" } = options;
  if (!(threshold > 0 && threshold < 1) || !(floor >= LEAST_FLOOR)) {
    throw new WorkspaceError({
      what: `Threshold ${threshold} or floor ${floor} out of range`,
      where: "fairnessByGroup",
      mend: `Use a threshold between 0 and 1 and a floor from ${LEAST_FLOOR}`,
    });
  }
  const { y, risks, rows } = predictOn(model, table, missing);
  const members = groupsOf(table, by, rows, missing);
  const groups = [...members].map(([group, own]) => judgeGroup(group, own, { y, risks, threshold, floor }));
  const p = equalSharesP(groups.map(({ group }) => members.get(group)!), y);
  const n = groups.reduce((sum, one) => sum + one.n, 0);
  const lines = groups.map(({ group, expectedOverObserved }) =>
    `  ${group}: expected / observed ${
      expectedOverObserved === null ? "not told" : brief(expectedOverObserved)
    }`
  );
  return withSummary(
    {
      by,
      threshold,
      floor,
      n,
      groups,
      equalBaseRatesP: p,
      assumptions: ASSUMPTIONS,
      warnings: warningsOf(groups, p, floor),
    },
    [
      `${model.formula.outcome} by ${by} at a threshold of ${brief(threshold)}, n = ${formatNumber(n, "en")}`,
      ...lines,
    ]
      .join("\n"),
  );
}

const ASSUMPTIONS: readonly Label[] = [
  {
    nl:
      "De uitkomst is in elke groep even goed gemeten: wie minder in beeld is, lijkt minder risico te lopen",
    en: "The outcome is measured as well in every group: who is seen less seems to be at less risk",
  },
  { nl: "Rijen zijn onafhankelijk van elkaar", en: "Rows are independent of each other" },
];

function groupsOf(
  table: Table,
  by: string,
  rows: Int32Array,
  missing: MissingPolicy,
): ReadonlyMap<string, readonly number[]> {
  const { values } = table.column(by);
  const members = new Map<string, number[]>();
  let unknown = 0;
  rows.forEach((row, index) => {
    const value = values[row];
    if (value === null || Number.isNaN(value)) {
      unknown++;
      return;
    }
    const key = String(value);
    const own = members.get(key);
    if (own === undefined) members.set(key, [index]);
    else own.push(index);
  });
  if ((unknown > 0 && missing === "refuse") || members.size < 2) {
    throw new WorkspaceError({
      what: members.size < 2 ? "Fewer than two groups to compare" : `${unknown} rows have no group`,
      where: by,
      mend: "Choose a column with two or more groups; leave rows without a group out and say so",
    });
  }
  return new Map([...members].sort(([a], [b]) => a < b ? -1 : 1));
}

interface Judged {
  readonly y: Float64Array;
  readonly risks: Float64Array;
  readonly threshold: number;
  readonly floor: number;
}

function judgeGroup(group: string, rows: readonly number[], judged: Judged): GroupFairness {
  const { y, risks, threshold, floor } = judged;
  let cases = 0, expected = 0, hits = 0, alarms = 0;
  for (const row of rows) {
    cases += y[row]!;
    expected += risks[row]!;
    if (risks[row]! < threshold) continue;
    if (y[row] === 1) hits++;
    else alarms++;
  }
  const n = rows.length;
  const rate = (count: number, of: number): FairnessRate | null =>
    of < floor ? null : { share: count / of, count, of, ...wilsonInterval(count, of) };
  return {
    group,
    n,
    observed: rate(cases, n),
    predicted: n < floor ? null : expected / n,
    expectedOverObserved: n < floor || cases === 0 ? null : expected / cases,
    falsePositives: rate(alarms, n - cases),
    falseNegatives: rate(cases - hits, cases),
    predictiveValue: rate(hits, hits + alarms),
  };
}

/** χ² of homogeneity over the groups. */
function equalSharesP(groups: readonly (readonly number[])[], y: Float64Array): number {
  const counts = groups.map((rows) => rows.reduce((sum, row) => sum + y[row]!, 0));
  const n = groups.reduce((sum, rows) => sum + rows.length, 0);
  const share = counts.reduce((sum, count) => sum + count, 0) / n;
  if (share === 0 || share === 1) return 1;
  const chiSquared = counts.reduce(
    (sum, count, index) => {
      const size = groups[index]!.length;
      return sum + (count - size * share) ** 2 / (size * share * (1 - share));
    },
    0,
  );
  return chiSquaredCdf(chiSquared, groups.length - 1, "upper");
}

function warningsOf(groups: readonly GroupFairness[], p: number, floor: number): readonly Label[] {
  const small = groups.filter(({ n }) => n < floor).map(({ group }) => group).join(", ");
  return [
    ...(p >= DIFFERENT ? [] : [{
      nl:
        "De groepen verschillen in hoe vaak de uitkomst voorkomt. Een model dat in elke groep klopt, kan dan niet ook " +
        "in elke groep even vaak ten onrechte waarschuwen én even vaak missen: kies wat het zwaarst weegt",
      en:
        "Groups differ in how often the outcome occurs. A model that is calibrated in each cannot then also have equal " +
        "false-positive and equal false-negative rates: choose what weighs most",
    }]),
    ...(small === "" ? [] : [{
      nl: `Te klein om iets over te zeggen (minder dan ${floor}): ${small}`,
      en: `Too small to say anything of (fewer than ${floor}): ${small}`,
    }]),
  ];
}
