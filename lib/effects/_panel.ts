/** Panels: units × periods, with the fixed effects of both taken out by alternating means. @module */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { finiteColumn, indexKeys, keyColumn } from "./_columns.ts";

/** Columns of a panel in which units start at different moments, or never. */
export interface PanelOptions {
  /** The outcome: numbers without missing values. */
  readonly outcome: string;
  /** The unit that is followed, for example the area. */
  readonly unit: string;
  /** The period as a number, for example the year. */
  readonly period: string;
  /** The first period with the approach; 0 or missing for units that never had it. */
  readonly firstTreated: string;
  /** What rows hang together within. Default: the unit. */
  readonly cluster?: string;
  /**
   * What the factor (n−1)/(n−k) counts: `nested` leaves out the units' effects, which lie within clusters (Stata `xtreg`,
   * R `fixest`); `all` counts them (R `sandwich` on `lm` with dummies). Default `nested`.
   */
  readonly counted?: "nested" | "all";
  /**
   * `small-sample` takes errors and degrees of freedom that are right with few clusters too: CR2 of Bell and McCaffrey.
   * `plain` takes the factor G/(G−1) · (n−1)/(n−k) and Student's t with G−1, as Stata and R `fixest` print: too narrow with
   * few clusters, or few of them with the approach. Default `small-sample`.
   */
  readonly interval?: "small-sample" | "plain";
}

/** The number of coefficients that the small-sample factor counts. */
export function countedParameters(panel: Panel, options: PanelOptions, terms: number): number {
  const units = options.counted === "all" ? panel.units.length - 1 : 0;
  return terms + panel.periods.length + units;
}

/** A panel as arrays, in the order of the rows. */
export interface Panel {
  readonly y: Float64Array;
  readonly unit: Int32Array;
  readonly units: readonly string[];
  readonly period: Float64Array;
  readonly periods: readonly number[];
  readonly periodIndex: Int32Array;
  /** Infinity for units that never start. */
  readonly start: Float64Array;
  /** The start of each unit. */
  readonly startOfUnit: Float64Array;
  readonly cluster: Int32Array;
  readonly clusters: number;
  /** Clusters with at least one unit that starts. */
  readonly treatedClusters: number;
}

/** Reads and checks a panel. */
export function readPanel(table: Table, options: PanelOptions): Panel {
  const y = finiteColumn(table, options.outcome), period = finiteColumn(table, options.period);
  const { index: unit, names: units } = indexKeys(keyColumn(table, options.unit));
  const start = table.numbers(options.firstTreated).map((value) =>
    Number.isNaN(value) || value === 0 ? Infinity : value
  );
  const startOfUnit = startsOf(unit, units.length, start, options.firstTreated);
  const periods = [...new Set(period)].sort((a, b) => a - b);
  const place = new Map(periods.map((value, index) => [value, index]));
  const periodIndex = Int32Array.from(period, (value) => place.get(value)!);
  if (hasDouble(unit, periodIndex, units.length, periods.length)) {
    throw new WorkspaceError({
      what: "A unit has more than one row in a period",
      where: `${options.unit}, ${options.period}`,
      mend: "Aggregate to one row a unit and period",
    });
  }
  const clusterName = options.cluster ?? options.unit;
  const grouped = clusterName === options.unit
    ? { index: unit, names: units }
    : indexKeys(keyColumn(table, clusterName));
  const treated = new Uint8Array(grouped.names.length);
  grouped.index.forEach((cluster, row) => treated[cluster]! |= start[row] === Infinity ? 0 : 1);
  return {
    ...{ y, unit, units, period, periods, start, startOfUnit, cluster: grouped.index },
    periodIndex,
    clusters: grouped.names.length,
    treatedClusters: treated.reduce((sum, value) => sum + value, 0),
  };
}

function hasDouble(unit: Int32Array, period: Int32Array, units: number, periods: number): boolean {
  if (units * periods > 64 * unit.length + 1024) {
    return new Set(Float64Array.from(unit, (value, row) => value * periods + period[row]!)).size <
      unit.length;
  }
  const seen = new Uint8Array(units * periods);
  return unit.some((value, row) => seen[value * periods + period[row]!]!++ > 0);
}

function startsOf(unit: Int32Array, count: number, start: Float64Array, where: string): Float64Array {
  const starts = new Float64Array(count).fill(NaN);
  start.forEach((value, row) => {
    const known = starts[unit[row]!]!;
    if (!Number.isNaN(known) && known !== value) {
      throw new WorkspaceError({
        what: "A unit has more than one first period with the approach",
        where,
        mend: "Give each unit the same first period in all its rows",
      });
    }
    starts[unit[row]!] = value;
  });
  return starts;
}

/** Sweeps stop when no mean is larger than this share of the column's scale. */
const CONVERGED = 1e-14;
/** A balanced panel needs one sweep; this many mean that the panel falls apart in unconnected pieces. */
const MOST_SWEEPS = 5000;

/** A column minus the means of its unit and its period: exact for balanced panels, by alternation for others. */
export function withinPanel(panel: Panel, column: Float64Array): Float64Array {
  const work = column.slice();
  const scale = work.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    const moved = Math.max(
      takeMeans(work, panel.unit, panel.units.length),
      takeMeans(work, panel.periodIndex, panel.periods.length),
    );
    if (moved <= CONVERGED * scale) return work;
  }
  throw new WorkspaceError({
    what: "Unit and period effects cannot be separated",
    where: "panel",
    mend: "Take units that share periods",
  });
}

/** A column minus the mean of its unit. */
export function withinUnits(panel: Panel, column: Float64Array): Float64Array {
  const work = column.slice();
  takeMeans(work, panel.unit, panel.units.length);
  return work;
}

/** Whether all rows of a unit lie in one cluster. */
export function unitsLieInClusters({ unit, units, cluster }: Panel): boolean {
  const known = new Int32Array(units.length).fill(-1);
  return unit.every((place, row) => {
    if (known[place] === -1) known[place] = cluster[row]!;
    return known[place] === cluster[row];
  });
}

function takeMeans(work: Float64Array, group: Int32Array, count: number): number {
  const sums = new Float64Array(count), sizes = new Float64Array(count);
  work.forEach((value, row) => {
    sums[group[row]!]! += value;
    sizes[group[row]!]! += 1;
  });
  const means = sums.map((sum, place) => sum / Math.max(1, sizes[place]!));
  for (let row = 0; row < work.length; row++) work[row]! -= means[group[row]!]!;
  return means.reduce((most, mean) => Math.max(most, Math.abs(mean)), 0);
}
