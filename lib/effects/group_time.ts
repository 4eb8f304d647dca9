/**
 * Difference-in-differences with several starting moments: an effect per group and period, and their averages.
 *
 * @module
 */
import { Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import { chiSquaredCdf } from "../core/stats/chi_squared.ts";
import type { Table } from "../core/table.ts";
import { finiteColumn } from "./_columns.ts";
import { cellEffect, type GroupTimeEstimator, type Influence } from "./_group_time_cell.ts";
import { waldStatistic } from "./_least_squares.ts";
import { type Panel, type PanelOptions, readPanel } from "./_panel.ts";
import { ASSUMPTIONS, clusterWarnings } from "./_words.ts";
import { preTrendWarnings } from "./event_study.ts";
import { type Displayed, displayed, type EffectNumber, effectNumber, type EffectSummary } from "./summary.ts";
import { panelCounts, requireClusters } from "./two_way.ts";

/** Columns and choices of {@linkcode groupTimeEffects}. */
export interface GroupTimeOptions extends Omit<PanelOptions, "counted"> {
  /** With whom starters are compared. Default `never-treated`. */
  readonly comparison?: "never-treated" | "not-yet-treated";
  /** Columns that are held equal, read in the base period. Default none. */
  readonly covariates?: readonly string[];
  /** How covariates are used. Default `doubly-robust`. */
  readonly estimator?: GroupTimeEstimator;
  /** The base of periods before the start: the period before each, or the last one before the start. Default `varying`. */
  readonly base?: "varying" | "universal";
}

/** The effect on one group in one period. */
export interface GroupTimeCell extends EffectNumber {
  /** The first period with the approach. */
  readonly group: number;
  /** The period. */
  readonly period: number;
  /** Whether the cell tests the assumption or tells the effect. */
  readonly part: "before" | "after";
  /** Units of the group. */
  readonly n: number;
}

/** An average of cells under one number: periods since the start, a group or a period. */
export interface GroupTimeAverage extends EffectNumber {
  /** Periods since the start, first period of the group, or calendar period. */
  readonly at: number;
}

/** The averages of one kind. */
export interface GroupTimeAverages {
  /** The average over all of `lines` that hold effects. */
  readonly overall: EffectNumber;
  /** An average per number, in order. */
  readonly lines: readonly GroupTimeAverage[];
}

/** The result of {@linkcode groupTimeEffects}; its estimate is the average over all cells after a start. */
export interface GroupTimeResult extends EffectSummary {
  /** A cell per group and period. */
  readonly cells: readonly GroupTimeCell[];
  /** By periods since the start, weighted by group size; `overall` averages 0 and later. */
  readonly dynamic: GroupTimeAverages;
  /** By group; `overall` is weighted by group size. */
  readonly byGroup: GroupTimeAverages;
  /** By calendar period; `overall` averages them. */
  readonly calendar: GroupTimeAverages;
  /** Wald test that all cells before the start are zero; null when there are none. */
  readonly preTest: { readonly statistic: number; readonly df: number; readonly pValue: number } | null;
}

/**
 * Estimates ATT(g, t) of Callaway and Sant'Anna and its averages.
 *
 * Each group is compared with units that never start (or have not yet), from the last period before its start. Errors
 * come from influence functions, with the estimation of group sizes in them, summed within clusters; normal intervals
 * per line, not for all lines jointly.
 * Source: Callaway and Sant'Anna (2021), Journal of Econometrics 225(2), 200–230; Sant'Anna and Zhao (2020), idem 219(1),
 * 101–122; R `did`.
 *
 * @example Six areas, three start in 2022
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { groupTimeEffects } from "./group_time.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = ["a", "b", "c", "d", "e", "f"].flatMap((wijk, i) =>
 *   [2020, 2021, 2022].map((jaar, t) => ({ wijk, jaar, y: i + t + (i < 3 && t === 2 ? 4 : 0) + ((i * 7 + t * 3) % 4) / 10 }))
 * );
 * const table = Table.from({
 *   y: Float64Array.from(rows, (row) => row.y),
 *   wijk: rows.map((row) => row.wijk),
 *   jaar: Float64Array.from(rows, (row) => row.jaar),
 *   start: Float64Array.from(rows, (row) => row.wijk < "d" ? 2022 : 0),
 * });
 * const result = groupTimeEffects(table, { outcome: "y", unit: "wijk", period: "jaar", firstTreated: "start" });
 * assert.deepEqual(result.cells.map((cell) => cell.part), ["before", "after"]);
 * assert.ok(Math.abs(result.estimate - 4) < 0.3);
 * ```
 *
 * @param table One row a unit and period; every unit in every period.
 * @param options The columns and choices.
 * @returns Cells, averages and the pre-test.
 * @throws {WorkspaceError} When a unit lacks a period, no group starts after the first period, a cell has no comparison, or
 *   the covariates leave no overlap.
 */
export function groupTimeEffects(table: Table, options: GroupTimeOptions): GroupTimeResult & Displayed {
  const panel = readPanel(table, options);
  requireClusters(panel.clusters, options.cluster ?? options.unit);
  const work = prepare(panel, table, options);
  const cells = work.groups.flatMap((group) => cellsOf(work, group, options));
  const effects = cells.filter((cell) => cell.period >= cell.group);
  if (effects.length === 0) {
    throw new WorkspaceError({
      what: "No unit starts after the first period and within the panel",
      where: options.firstTreated,
    });
  }
  const before = cells.filter((cell) => cell.period < cell.group && !cell.isBase);
  const preTest = testBefore(work, before);
  const number = (influence: Influence) =>
    effectNumber(influence.estimate, errorOf(work, influence), Infinity);
  const { n, smallestN } = panelCounts(panel);
  return displayed({
    ...number(weighted(work, effects)),
    ...{ n, smallestN, preTest },
    method: { nl: "Effect per startgroep en periode", en: "Group-time effects" },
    assumptions: [ASSUMPTIONS.parallel, ASSUMPTIONS.anticipation, ASSUMPTIONS.spillover],
    warnings: [...clusterWarnings(panel.clusters, panel.treatedClusters), ...preTrendWarnings(preTest)],
    cells: cells.map((cell): GroupTimeCell => ({
      ...number(cell),
      ...{ group: cell.group, period: cell.period, part: cell.period < cell.group ? "before" : "after" },
      n: work.sizes.get(cell.group) ?? 0,
    })),
    dynamic: byKey(work, cells, (cell) => cell.since, number, (at) => at >= 0),
    byGroup: byKey(work, effects, (cell) => cell.group, number, () => true, "sizes"),
    calendar: byKey(work, effects, (cell) => cell.period, number, () => true),
  });
}

interface Work {
  readonly panel: Panel;
  readonly groups: readonly number[];
  readonly sizes: ReadonlyMap<number, number>;
  /** Outcome by unit and period. */
  readonly y: readonly Float64Array[];
  /** Covariates by name, unit and period. */
  readonly x: readonly (readonly Float64Array[])[];
  /** Cluster of each unit. */
  readonly cluster: Int32Array;
}

interface Cell extends Influence {
  readonly group: number;
  readonly period: number;
  readonly since: number;
  readonly isBase: boolean;
}

function prepare(panel: Panel, table: Table, options: GroupTimeOptions): Work {
  const units = panel.units.length;
  if (panel.y.length !== units * panel.periods.length) {
    throw new WorkspaceError({
      what: "Not every unit has a row in every period",
      where: options.unit,
      mend: "Keep units with all periods, and say how many were left out",
    });
  }
  const spread = (values: Float64Array) => {
    const matrix = panel.periods.map(() => new Float64Array(units));
    values.forEach((value, row) => matrix[panel.periodIndex[row]!]![panel.unit[row]!] = value);
    return matrix;
  };
  const cluster = new Int32Array(units);
  panel.unit.forEach((unit, row) => cluster[unit] = panel.cluster[row]!);
  const sizes = new Map<number, number>();
  // Units that start in or before the first period have no period to compare with and are left out, as in R did.
  for (const start of panel.startOfUnit) {
    if (start > panel.periods[0]! && start <= panel.periods.at(-1)!) {
      sizes.set(start, (sizes.get(start) ?? 0) + 1);
    }
  }
  const x = (options.covariates ?? []).map((name) => spread(finiteColumn(table, name)));
  return { panel, groups: [...sizes.keys()].sort((a, b) => a - b), sizes, y: spread(panel.y), x, cluster };
}

function cellsOf(work: Work, group: number, options: GroupTimeOptions): readonly Cell[] {
  const { periods } = work.panel;
  const first = periods.findIndex((period) => period >= group);
  return periods.flatMap((period, place): Cell[] => {
    const universal = options.base === "universal";
    if (place === 0 && !universal) return [];
    const base = place >= first || universal ? first - 1 : place - 1;
    const frame = { group, period, since: place - first, isBase: base === place };
    if (frame.isBase) {
      return [{ ...frame, estimate: 0, influence: new Float64Array(work.panel.units.length) }];
    }
    return [{ ...frame, ...contrast(work, group, place, base, options) }];
  });
}

function contrast(work: Work, group: number, at: number, base: number, options: GroupTimeOptions): Influence {
  const { panel } = work, starts = panel.startOfUnit;
  const latest = panel.periods[Math.max(at, base)]!;
  const comparable = (start: number) =>
    start === Infinity || (options.comparison === "not-yet-treated" && start > latest && start !== group);
  const rows = [...starts.keys()].filter((unit) => starts[unit] === group || comparable(starts[unit]!));
  const treated = Float64Array.from(rows, (unit) => starts[unit] === group ? 1 : 0);
  if (!treated.includes(0)) {
    throw new WorkspaceError({
      what: "A group has nobody to be compared with",
      where: `group ${group}, period ${panel.periods[at]}`,
      mend: "Add units that never start, or compare with not-yet-treated and drop the last periods",
    });
  }
  const change = Float64Array.from(rows, (unit) => work.y[at]![unit]! - work.y[base]![unit]!);
  const early = Math.min(at, base);
  const covariates = [
    treated.map(() => 1),
    ...work.x.map((x) => Float64Array.from(rows, (unit) => x[early]![unit]!)),
  ];
  const effect = cellEffect(change, treated, covariates, options.estimator ?? "doubly-robust");
  const influence = new Float64Array(starts.length);
  rows.forEach((unit, i) => influence[unit] = effect.influence[i]! * starts.length / rows.length);
  return { estimate: effect.estimate, influence };
}

/** √Σψ²/n, with ψ summed within clusters. */
function errorOf(work: Work, { influence }: Influence): number {
  const sums = new Float64Array(work.panel.clusters);
  influence.forEach((value, unit) => sums[work.cluster[unit]!]! += value);
  return Math.sqrt(sums.reduce((sum, value) => sum + value * value, 0)) / influence.length;
}

/** The average weighted by group size, with the estimation of the sizes in its influence. */
function weighted(work: Work, cells: readonly (Influence & { readonly group: number })[]): Influence {
  const n = work.panel.units.length;
  const shares = cells.map((cell) => (work.sizes.get(cell.group) ?? 0) / n);
  const total = shares.reduce((a, b) => a + b, 0);
  const estimate = cells.reduce((sum, cell, k) => sum + cell.estimate * shares[k]! / total, 0);
  const ofGroup = new Map<number, number>();
  cells.forEach((cell) =>
    ofGroup.set(cell.group, (ofGroup.get(cell.group) ?? 0) + (cell.estimate - estimate) / total)
  );
  const influence = new Float64Array(n);
  cells.forEach((cell, k) =>
    cell.influence.forEach((value, unit) => influence[unit]! += value * shares[k]! / total)
  );
  // Σ over cells of (1{G = g} − share)·(ATT − average)/total; the shares' part sums to zero.
  work.panel.startOfUnit.forEach((start, unit) => influence[unit]! += ofGroup.get(start) ?? 0);
  return { estimate, influence };
}

function plainMean(parts: readonly Influence[]): Influence {
  const influence = new Float64Array(parts[0]!.influence.length);
  for (const part of parts) part.influence.forEach((value, unit) => influence[unit]! += value / parts.length);
  return { estimate: parts.reduce((sum, part) => sum + part.estimate, 0) / parts.length, influence };
}

function byKey(
  work: Work,
  cells: readonly Cell[],
  keyOf: (cell: Cell) => number,
  number: (influence: Influence) => EffectNumber,
  counts: (at: number) => boolean,
  weights: "equal" | "sizes" = "equal",
): GroupTimeAverages {
  const keys = [...new Set(cells.map(keyOf))].sort((a, b) => a - b);
  const lines = keys.map((at) => {
    const part = cells.filter((cell) => keyOf(cell) === at);
    return { at, group: at, ...(weights === "sizes" ? plainMean(part) : weighted(work, part)) };
  });
  const counted = lines.filter((line) => counts(line.at));
  const overall = weights === "sizes" ? weighted(work, counted) : plainMean(counted);
  return { overall: number(overall), lines: lines.map((line) => ({ at: line.at, ...number(line) })) };
}

function testBefore(work: Work, cells: readonly Cell[]): GroupTimeResult["preTest"] {
  if (cells.length === 0) return null;
  const n = work.panel.units.length;
  const sums = cells.map(({ influence }) => {
    const sum = new Float64Array(work.panel.clusters);
    influence.forEach((value, unit) => sum[work.cluster[unit]!]! += value);
    return sum;
  });
  const covariance = new Matrix(
    sums.map((a) => sums.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (n * n))),
  );
  const statistic = waldStatistic(cells.map((cell) => cell.estimate), covariance);
  if (statistic === null) return null;
  return { statistic, df: cells.length, pValue: chiSquaredCdf(statistic, cells.length, "upper") };
}
