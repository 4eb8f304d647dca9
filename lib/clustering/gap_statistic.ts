/**
 * How many clusters, and whether there are any: the gap statistic.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Random, randomFor } from "../core/random.ts";
import { brief, withSummary } from "../core/summary.ts";
import type { Table } from "../core/table.ts";
import { gowerSquare, type Weighted } from "./_gower_kernel.ts";
import { pamOf } from "./_k_medoids_labels.ts";
import type { Measured } from "./_measure_column.ts";
import { checkRows } from "./dissimilarity.ts";
import { type GowerColumn, weighColumns } from "./gower.ts";
import { checkK } from "./k_medoids.ts";

/** Options of {@linkcode gapStatistic}. */
export interface GapOptions {
  /** The columns to compare, as for `gower`. */
  readonly columns: readonly GowerColumn[];
  /** The largest number of clusters; 8 unless told, or n − 1 when that is less. */
  readonly to?: number;
  /** Reference tables without groups; 20 unless told. */
  readonly references?: number;
  /**
   * What a table without groups is: `permuted` (unless told) shuffles each column by itself, which fits every kind of
   * column; `uniform` draws numbers evenly over their range and needs numeric columns without missing values.
   */
  readonly reference?: "permuted" | "uniform";
  /** The name that seeds the reference tables; `clustering/gap` unless told. */
  readonly seedName?: string;
}

/** One number of clusters tried. */
export interface GapCandidate {
  /** The number of clusters. */
  readonly k: number;
  /** ln W: W is Σ over clusters of the mean dissimilarity of their pairs times half their size. */
  readonly logWithin: number;
  /** The mean of ln W over the reference tables. */
  readonly expected: number;
  /** expected − ln W: higher is more structure than without groups. */
  readonly gap: number;
  /** The standard error of the gap by the reference tables: s √(1 + 1/B). */
  readonly standardError: number;
}

/** The numbers of clusters tried and the one that the gap favours. */
export interface GapChoice {
  /** The number of rows. */
  readonly n: number;
  /** The smallest k with gap(k) ≥ gap(k + 1) − standard error(k + 1); 1 says that there are no groups. */
  readonly estimate: number;
  /** Every k tried, ascending. */
  readonly candidates: readonly GapCandidate[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * The gap statistic: how much tighter k clusters are in the data than in tables without groups, for k from 1; so unlike a
 * silhouette it can answer that there is one group. Clusters by k-medoids on Gower's dissimilarity.
 *
 * Source: Tibshirani, Walther and Hastie (2001), Journal of the Royal Statistical Society B 63:411–423; W as `clusGap` of R
 * package `cluster`.
 *
 * @example Two groups on a line
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { gapStatistic } from "./gap_statistic.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 30 }, (_, i) => 100 * (i % 2) + i);
 * const choice = gapStatistic(Table.from({ x }), {
 *   columns: [{ name: "x", kind: "numeric" }], reference: "uniform", to: 5,
 * });
 * assert.equal(choice.estimate, 2);
 * ```
 *
 * @param table The rows.
 * @param options Columns, range of k and reference.
 * @returns The choice with what it rests on.
 * @throws {WorkspaceError} When options are impossible, columns cannot be compared, or all rows are alike.
 */
export function gapStatistic(table: Table, options: GapOptions): GapChoice {
  const plan = planGap(table, options);
  return gapOf(plan, plan.tables.map((weighted) => logWithin(weighted, plan.n, plan.to)));
}

/** What is drawn before anything is computed, so that the answer does not depend on who computes it. */
export interface GapPlan {
  /** The number of rows. */
  readonly n: number;
  /** The largest k tried. */
  readonly to: number;
  /** What a table without groups is. */
  readonly reference: "permuted" | "uniform";
  /** The data, then the tables without groups. */
  readonly tables: readonly Weighted[];
}

/** Checks the options and draws the tables without groups. */
export function planGap(table: Table, options: GapOptions): GapPlan {
  const n = table.rowCount, { references = 20, reference = "permuted" } = options;
  checkRows(n);
  const to = options.to ?? Math.min(8, n - 1);
  checkK(to, n);
  if (!(Number.isInteger(references) && references >= 2)) {
    throw new WorkspaceError({
      what: `Cannot make ${references} references`,
      mend: "Choose a whole number from 2",
    });
  }
  const weighted = weighColumns(table, options);
  if (reference === "permuted" && weighted.columns.length < 2) {
    throw new WorkspaceError({
      what: "One column shuffled is the same column",
      mend: 'Choose reference: "uniform", or compare more columns',
    });
  }
  const random = randomFor(options.seedName ?? "clustering/gap");
  const without = Array.from({ length: references }, (_, b) => ({
    ...weighted,
    columns: withoutGroups(weighted, reference, random.fork(`reference-${b}`), options.columns),
  }));
  return { n, to, reference, tables: [weighted, ...without] };
}

/** The choice that ln W of the data and of all tables without groups amounts to. */
export function gapOf({ n, to, reference }: GapPlan, logs: readonly (readonly number[])[]): GapChoice {
  const [found, ...simulated] = logs;
  const candidates = found!.map((value, at) => candidateOf(at + 1, value, simulated.map((log) => log[at]!)));
  const estimate = candidates.find(({ gap }, at) => {
    const next = candidates[at + 1];
    return next === undefined || gap >= next.gap - next.standardError;
  })!.k;
  const warnings = [
    ...(estimate === 1 ? ["These data are no tighter than data without groups: do not cluster them."] : []),
    ...(estimate === to && to > 1 ? ["The largest k tried is chosen: try more."] : []),
  ];
  const lines = candidates.map(({ k, gap, standardError }) =>
    `  ${k}: ${brief(gap)} ± ${brief(standardError)}`
  );
  const summary = [`The gap favours ${estimate} clusters of ${n} rows`, ...lines, ...warnings].join("\n");
  return withSummary({
    n,
    estimate,
    candidates,
    assumptions: [
      reference === "permuted"
        ? "Without groups, columns would not depend on each other"
        : "Without groups, numbers would be spread evenly over their range",
    ],
    warnings,
  }, summary);
}

function candidateOf(k: number, found: number, simulated: readonly number[]): GapCandidate {
  const count = simulated.length, expected = simulated.reduce((sum, value) => sum + value, 0) / count;
  const variance = simulated.reduce((sum, value) => sum + (value - expected) ** 2, 0) / (count - 1);
  const standardError = Math.sqrt(variance * (1 + 1 / count));
  return { k, logWithin: found, expected, gap: expected - found, standardError };
}

/** ln W of a table for k from 1 to `to`. */
export function logWithin(weighted: Weighted, n: number, to: number): number[] {
  const d = gowerSquare(weighted, n);
  return Array.from({ length: to }, (_, at) => {
    const k = at + 1, { labels } = pamOf(d, n, k);
    const sums = new Float64Array(k), sizes = new Float64Array(k);
    for (let i = 0; i < n; i++) {
      const own = labels[i]!;
      sizes[own]! += 1;
      for (let j = 0; j < i; j++) if (labels[j] === own) sums[own]! += d[i * n + j]!;
    }
    const within = sums.reduce((sum, value, c) => sum + value / sizes[c]!, 0) / 2;
    if (within === 0) {
      throw new WorkspaceError({
        what: `With ${k} clusters the rows of every cluster are all alike`,
        mend: "Choose a smaller `to`, or compare columns that differ between rows",
      });
    }
    return Math.log(within);
  });
}

function withoutGroups(
  { columns }: Weighted,
  reference: "permuted" | "uniform",
  random: Random,
  named: readonly GowerColumn[],
): Measured[] {
  return columns.map((column, k) => {
    if (reference === "permuted") return { ...column, values: shuffled(column.values, random) };
    if (column.compare !== "difference" || column.missing > 0) {
      throw new WorkspaceError({
        what: "A uniform reference needs numbers without missing values",
        where: `column ${named[k]!.name}`,
        mend: 'Choose reference: "permuted"',
      });
    }
    return { ...column, values: column.values.map(() => random.next()) };
  });
}

function shuffled(values: Float64Array, random: Random): Float64Array {
  const mixed = values.slice();
  for (let left = mixed.length; left > 1; left--) {
    const at = random.below(left), kept = mixed[at]!;
    mixed[at] = mixed[left - 1]!;
    mixed[left - 1] = kept;
  }
  return mixed;
}
