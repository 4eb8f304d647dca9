/** The cells of group-time effects: groups, comparisons, and how cells are averaged with their influence. @module */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { finiteColumn, scaleOf } from "./_columns.ts";
import { cellEffect, type GroupTimeEstimator, type Influence } from "./_group_time_cell.ts";
import { type Noise, plainNoise, smallNoise, strataOf, type Stratum } from "./_group_time_noise.ts";
import type { Panel } from "./_panel.ts";

/** What decides on a cell. */
interface CellOptions {
  readonly unit: string;
  readonly comparison?: "never-treated" | "not-yet-treated";
  readonly covariates?: readonly string[];
  readonly estimator?: GroupTimeEstimator;
  readonly base?: "varying" | "universal";
  readonly interval?: "small-sample" | "plain";
}

/** A panel as the cells need it. */
export interface Work {
  readonly panel: Panel;
  readonly groups: readonly number[];
  readonly sizes: ReadonlyMap<number, number>;
  /** Outcome by unit and period. */
  readonly y: readonly Float64Array[];
  /** Covariates by name, unit and period. */
  readonly x: readonly (readonly Float64Array[])[];
  /** Cluster of each unit. */
  readonly cluster: Int32Array;
  readonly unitsAreClusters: boolean;
  /** The largest size of an outcome. */
  readonly scale: number;
  /** Clusters that start together; null for plain intervals. */
  readonly strata: readonly Stratum[] | null;
  /** Noise that was reckoned before. */
  readonly noises: WeakMap<Line, Noise>;
}

/** An estimate with its influence, and the starting groups whose change it is made of. */
export interface Line extends Influence {
  readonly of: readonly number[];
}

/** One ATT(g, t) with its influence by unit. */
export interface Cell extends Line {
  readonly group: number;
  readonly period: number;
  readonly since: number;
  readonly isBase: boolean;
}

/** Spreads a panel by unit and period and counts the groups. */
export function prepareGroups(panel: Panel, table: Table, options: CellOptions): Work {
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
  const groups = [...sizes.keys()].sort((a, b) => a - b);
  const strata = options.interval === "plain" ? null : strataOf(panel.startOfUnit, cluster, groups, x.length);
  const unitsAreClusters = cluster.length === panel.clusters &&
    cluster.every((place, unit) => place === unit);
  const frame = { panel, groups, sizes, cluster, unitsAreClusters, strata, scale: scaleOf(panel.y) };
  return { ...frame, x, y: spread(panel.y), noises: new WeakMap() };
}

/** All cells of one group. */
export function cellsOf(work: Work, group: number, options: CellOptions): readonly Cell[] {
  const { periods } = work.panel;
  const first = periods.findIndex((period) => period >= group);
  return periods.flatMap((period, place): Cell[] => {
    const universal = options.base === "universal";
    if (place === 0 && !universal) return [];
    const base = place >= first || universal ? first - 1 : place - 1;
    const frame = { group, period, since: place - first, isBase: base === place, of: [group] };
    if (frame.isBase) {
      return [{ ...frame, estimate: 0, influence: new Float64Array(work.panel.units.length) }];
    }
    return [{ ...frame, ...contrast(work, group, place, base, options) }];
  });
}

function contrast(work: Work, group: number, at: number, base: number, options: CellOptions): Influence {
  const { panel } = work, starts = panel.startOfUnit;
  const latest = panel.periods[Math.max(at, base)]!;
  const comparable = (start: number) =>
    start === Infinity || (options.comparison === "not-yet-treated" && start > latest && start !== group);
  const rows = rowsWhere(starts, (start) => start === group || comparable(start));
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

function rowsWhere(starts: Float64Array, keep: (start: number) => boolean): Int32Array {
  const rows = new Int32Array(starts.length);
  let count = 0;
  for (let unit = 0; unit < starts.length; unit++) if (keep(starts[unit]!)) rows[count++] = unit;
  return rows.subarray(0, count);
}

/** The influence summed within clusters. */
export function clusterSums(work: Work, { influence }: Influence): Float64Array {
  if (work.unitsAreClusters) return influence;
  const sums = new Float64Array(work.panel.clusters);
  for (let unit = 0; unit < influence.length; unit++) sums[work.cluster[unit]!]! += influence[unit]!;
  return sums;
}

/** The average weighted by group size, with the estimation of the sizes in its influence. */
export function averagedBySize(
  work: Work,
  cells: readonly (Line & { readonly group: number })[],
): Line {
  const n = work.panel.units.length;
  const shares = cells.map((cell) => (work.sizes.get(cell.group) ?? 0) / n);
  const total = shares.reduce((a, b) => a + b, 0);
  const estimate = cells.reduce((sum, cell, k) => sum + cell.estimate * shares[k]! / total, 0);
  const ofGroup = new Map<number, number>();
  cells.forEach((cell) =>
    ofGroup.set(cell.group, (ofGroup.get(cell.group) ?? 0) + (cell.estimate - estimate) / total)
  );
  const influence = new Float64Array(n);
  cells.forEach((cell, k) => addScaled(influence, cell.influence, shares[k]! / total));
  // Σ over cells of (1{G = g} − share)·(ATT − average)/total; the shares' part sums to zero.
  const starts = work.panel.startOfUnit;
  for (let unit = 0; unit < n; unit++) influence[unit]! += ofGroup.get(starts[unit]!) ?? 0;
  return { estimate, influence, of: groupsOf(cells) };
}

function groupsOf(lines: readonly Line[]): readonly number[] {
  return [...new Set(lines.flatMap((line) => line.of))];
}

/** The plain average. */
export function plainMean(parts: readonly Line[]): Line {
  return weightedSum(parts, parts.map(() => 1 / parts.length));
}

/** A sum with known weights. */
export function weightedSum(parts: readonly Line[], weights: readonly number[]): Line {
  const influence = new Float64Array(parts[0]!.influence.length);
  parts.forEach((part, k) => addScaled(influence, part.influence, weights[k]!));
  const estimate = parts.reduce((sum, part, k) => sum + weights[k]! * part.estimate, 0);
  return { estimate, influence, of: groupsOf(parts) };
}

/** The noise of a line; reckoned once. */
export function noiseOf(work: Work, line: Line): Noise {
  const known = work.noises.get(line);
  if (known) return known;
  const sums = clusterSums(work, line), units = work.panel.units.length;
  const noise = work.strata ? smallNoise(work.strata, sums, units, line.of) : plainNoise(sums, units);
  work.noises.set(line, noise);
  return noise;
}

function addScaled(target: Float64Array, values: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * values[i]!;
}
