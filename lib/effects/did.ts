/**
 * Difference-in-differences of two groups in two periods.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { finiteColumn, indexKeys, indicatorColumn, keyColumn, scaleOf } from "./_columns.ts";
import { smallClusters } from "./_cluster_small.ts";
import { clusterCovariance, type Fit, leastSquares } from "./_least_squares.ts";
import { ASSUMPTIONS, clusterWarnings } from "./_words.ts";
import { type Displayed, displayed, effectNumber, type EffectSummary } from "./summary.ts";

/** Columns of {@linkcode differenceInDifferences}. */
export interface DidOptions {
  /** The outcome: numbers without missing values. */
  readonly outcome: string;
  /** Whether the row is of the group with the approach. */
  readonly treated: string;
  /** Whether the row is of the period after the start. */
  readonly after: string;
  /** The unit that is followed, or the area or school within which rows hang together. */
  readonly cluster: string;
  /**
   * `small-sample` takes errors and degrees of freedom that are right with few clusters too: CR2 of Bell and McCaffrey.
   * `plain` takes the factor G/(G−1) · (n−1)/(n−4) and Student's t with G−1. Default `small-sample`.
   */
  readonly interval?: "small-sample" | "plain";
}

/** One of the four cells of a 2×2. */
export interface DidCell {
  /** Whether the cell is of the group with the approach. */
  readonly group: "treated" | "comparison";
  /** Before or after the start. */
  readonly moment: "before" | "after";
  /** The number of rows. */
  readonly n: number;
  /** The mean of the outcome. */
  readonly mean: number;
}

/** The result of {@linkcode differenceInDifferences}. */
export interface DidResult extends EffectSummary {
  /** The four cells that the estimate is made of. */
  readonly cells: readonly DidCell[];
  /** The number of clusters. */
  readonly clusters: number;
}

/** A cell of fewer rows is no group. */
const SMALLEST_CELL = 1;

/**
 * Estimates (treated after − treated before) − (comparison after − comparison before).
 *
 * The same as the interaction in a linear model of group, period and group × period. The standard error is cluster-robust
 * (CR2) with the degrees of freedom of Bell and McCaffrey, so that the interval covers with few clusters too; `plain` gives
 * the factor G/(G−1) · (n−1)/(n−4) with G−1. When one group is one cluster, nothing tells its noise: no interval then.
 * Source: Angrist and Pischke (2009), Mostly Harmless Econometrics, chapter 5; Bell and McCaffrey (2002), Survey Methodology
 * 28(2), 169–181; Zeileis, Köll and Graham (2020); R `clubSandwich`.
 *
 * @example Four areas, two moments
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { differenceInDifferences } from "./did.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   score: Float64Array.of(10, 15, 11, 17, 9, 10, 12, 14),
 *   aanpak: Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0),
 *   na: Float64Array.of(0, 1, 0, 1, 0, 1, 0, 1),
 *   wijk: ["a", "a", "b", "b", "c", "c", "d", "d"],
 * });
 * const effect = differenceInDifferences(table, { outcome: "score", treated: "aanpak", after: "na", cluster: "wijk" });
 * assert.equal(effect.estimate.toFixed(6), "4.000000");
 * ```
 *
 * @param table One row a unit and period.
 * @param options The columns.
 * @returns The estimate, the four cells, and what to keep in mind.
 * @throws {WorkspaceError} When a cell is empty, a value is missing, or there is one cluster only.
 */
export function differenceInDifferences(table: Table, options: DidOptions): DidResult & Displayed {
  const y = finiteColumn(table, options.outcome);
  const treated = indicatorColumn(table, options.treated), after = indicatorColumn(table, options.after);
  const { index, names } = indexKeys(keyColumn(table, options.cluster));
  const cells = cellsOf(y, treated, after);
  if (names.length < 2) {
    throw new WorkspaceError({
      what: "There is one cluster only",
      where: options.cluster,
      mend: "Cluster on smaller units",
    });
  }
  const both = treated.map((value, row) => value * after[row]!);
  const columns = [treated.map(() => 1), treated, after, both];
  const fit = leastSquares(columns, y, ["constant", options.treated, options.after, "group × period"]);
  const small = options.interval === "plain"
    ? null
    : smallClusters({ columns, residuals: fit.residuals, clusters: index, count: names.length });
  const { error, df } = y.length <= 4
    ? { error: 0, df: 0 }
    : small?.([0, 0, 0, 1]) ?? plainError(fit, index, names.length);
  const number = effectNumber(fit.coefficients[3]!, error, df, scaleOf(y));
  const treatedClusters = new Set([...index].filter((_, row) => treated[row] === 1)).size;
  return displayed({
    ...number,
    method: { nl: "Verschil van verschillen (2×2)", en: "Difference-in-differences (2×2)" },
    n: names.length,
    smallestN: Math.min(...cells.map((cell) => cell.n)),
    assumptions: [ASSUMPTIONS.parallel, ASSUMPTIONS.anticipation, ASSUMPTIONS.spillover],
    warnings: clusterWarnings(names.length, treatedClusters, options.interval),
    cells,
    clusters: names.length,
  });
}

function plainError(fit: Fit, index: Int32Array, clusters: number) {
  const variance = clusterCovariance(fit, index, clusters, 4).get(3, 3);
  return { error: Math.sqrt(Math.max(0, variance)), df: clusters - 1 };
}

function cellsOf(y: Float64Array, treated: Float64Array, after: Float64Array): readonly DidCell[] {
  const kinds = [["treated", "before"], ["treated", "after"], ["comparison", "before"], [
    "comparison",
    "after",
  ]] as const;
  return kinds.map(([group, moment]) => {
    const values = y.filter((_, row) =>
      (treated[row] === 1) === (group === "treated") && (after[row] === 1) === (moment === "after")
    );
    if (values.length < SMALLEST_CELL) {
      throw new WorkspaceError({
        what: `There are no rows of the ${group} group ${moment} the start`,
        where: "difference-in-differences",
        mend: "Both groups need rows before and after the start",
      });
    }
    return {
      group,
      moment,
      n: values.length,
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    };
  });
}
