/**
 * k-medoids for more rows than pairs can be kept of: CLARA.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Random, randomFor } from "../core/random.ts";
import type { Table } from "../core/table.ts";
import { gowerSquare, gowerStretch, valuesOf, type Weighted } from "./_gower_kernel.ts";
import { pamOf } from "./_k_medoids_labels.ts";
import { Clustering } from "./clustering.ts";
import { type GowerColumn, warningsOf, weighColumns } from "./gower.ts";
import { checkK } from "./k_medoids.ts";

/** Rows a sample unless told: R's `clara` takes 40 + 2k, which is from 1990; a thousand cost 20 ms and miss less. */
export const CLARA_SAMPLE_ROWS = 1000;

/** Rows that are compared in one go: the sums of a stretch fit the processor's cache. */
const STRETCH_ROWS = 4096;

/** Options of {@linkcode clara}. */
export interface ClaraOptions {
  /** The number of clusters, 1 to n − 1. */
  readonly k: number;
  /** The columns to compare, as for `gower`. */
  readonly columns: readonly GowerColumn[];
  /** The number of samples; 5 unless told. */
  readonly samples?: number;
  /** Rows a sample; 1,000 unless told, or all rows when there are fewer. */
  readonly sampleRows?: number;
  /** The name that seeds the samples; `clustering/clara` unless told. */
  readonly seedName?: string;
}

/** The rows around given medoids. */
interface Assigned {
  readonly medoids: readonly number[];
  readonly labels: Int32Array;
  readonly loss: number;
}

/**
 * k-medoids by Gower's dissimilarity on large tables: samples are clustered by FasterPAM, every row of the table goes to
 * the nearest medoid, and the sample with the lowest mean dissimilarity over **all** rows wins. Each sample holds the best
 * medoids so far. Ranges are those of the whole table. With `sampleRows` ≥ n it is `kMedoids`. O(samples · n · k · p).
 *
 * A group of fewer than about n / `sampleRows` rows can be missed by every sample.
 * Source: Kaufman and Rousseeuw (1990), *Finding Groups in Data*, chapter 3; Schubert and Rousseeuw (2021).
 *
 * @example Two groups among many rows
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { clara } from "./clara.ts";
 * import assert from "node:assert/strict";
 *
 * const age = Float64Array.from({ length: 20_000 }, (_, i) => i % 4 === 0 ? 60 + i % 9 : 4 + i % 9);
 * const groups = clara(Table.from({ age }), { k: 2, columns: [{ name: "age", kind: "numeric" }] });
 * assert.deepEqual(groups.sizes, [15_000, 5_000]);
 * ```
 *
 * @param table The rows.
 * @param options Columns, number of clusters and samples.
 * @returns The clusters.
 * @throws {WorkspaceError} When k or the samples are impossible, a column cannot be compared, all rows of every sample are
 *   alike, or a row shares no known value with any medoid.
 */
export function clara(table: Table, options: ClaraOptions): Clustering {
  const n = table.rowCount, { k } = options;
  checkK(k, n);
  const samples = options.samples ?? 5, sampleRows = Math.min(n, options.sampleRows ?? CLARA_SAMPLE_ROWS);
  checkSamples(samples, sampleRows, k);
  const weighted = weighColumns(table, options);
  const random = randomFor(options.seedName ?? "clustering/clara");
  let best: Assigned | null = null;
  for (let s = 0; s < (sampleRows === n ? 1 : samples); s++) {
    const rows = drawRows(n, sampleRows, best?.medoids ?? [], random);
    const medoids = sampleMedoids(weighted, rows, k);
    if (medoids === null) continue;
    const assigned = assignAll(weighted, n, medoids);
    if (best === null || assigned.loss < best.loss) best = assigned;
  }
  if (best === null) {
    throw new WorkspaceError({
      what: "All rows of every sample are alike",
      mend: "Compare columns that differ between rows, or draw larger samples",
    });
  }
  return new Clustering(best, {
    method: "k-medoids on samples (CLARA)",
    objective: best.loss / n,
    assumptions: [
      "Groups are compact around a typical member",
      "The columns compared and their weights are the right ones",
      `Every group is large enough to be met in a sample of ${sampleRows} rows`,
    ],
    warnings: warningsOf(options.columns, weighted.columns),
  });
}

function checkSamples(samples: number, sampleRows: number, k: number): void {
  if (Number.isInteger(samples) && samples >= 1 && Number.isInteger(sampleRows) && sampleRows > k) return;
  throw new WorkspaceError({
    what: `Cannot draw ${samples} samples of ${sampleRows} rows for ${k} clusters`,
    mend: "Choose at least 1 sample and more rows a sample than clusters, in whole numbers",
  });
}

/** Different rows in ascending order, those of `keep` among them. */
function drawRows(n: number, count: number, keep: readonly number[], random: Random): number[] {
  if (count === n) return Array.from({ length: n }, (_, row) => row);
  const drawn = new Set(keep);
  while (drawn.size < count) drawn.add(random.below(n));
  return [...drawn].sort((a, b) => a - b);
}

/** The medoids of a sample as rows of the table; null when its rows are all alike. */
function sampleMedoids(weighted: Weighted, rows: readonly number[], k: number): number[] | null {
  const columns = weighted.columns.map((column) => {
    const values = Float64Array.from(rows, (row) => column.values[row]!);
    let missing = 0;
    for (const value of values) if (Number.isNaN(value)) missing++;
    return { ...column, values, missing };
  });
  const d = gowerSquare({ columns, weights: weighted.weights }, rows.length);
  if (d.every((value) => value === 0)) return null;
  return pamOf(d, rows.length, k).medoids.map((row) => rows[row]!);
}

function assignAll(weighted: Weighted, n: number, medoids: readonly number[]): Assigned {
  const labels = new Int32Array(n), own = medoids.map((row) => valuesOf(weighted.columns, row));
  const nearest = new Float64Array(STRETCH_ROWS);
  const sums = new Float64Array(STRETCH_ROWS), known = new Float64Array(STRETCH_ROWS);
  let loss = 0, apart = 0;
  for (let from = 0; from < n; from += STRETCH_ROWS) {
    const count = Math.min(STRETCH_ROWS, n - from);
    const stretch = { sums: sums.subarray(0, count), known: known.subarray(0, count) };
    nearest.fill(Infinity);
    own.forEach((values, cluster) => {
      gowerStretch(weighted, values, from, stretch);
      keepNearest(stretch.sums, nearest, labels.subarray(from, from + count), cluster);
    });
    for (let j = 0; j < count; j++) {
      if (nearest[j] === Infinity) apart++;
      else loss += nearest[j]!;
    }
  }
  if (apart > 0) {
    throw new WorkspaceError({
      what: `${apart} of ${n} rows have no known value in common with any medoid`,
      mend: "Leave out rows with too many missing values, or compare more columns",
    });
  }
  // A medoid stays in its own cluster, also when it coincides with another medoid.
  medoids.forEach((row, cluster) => labels[row] = cluster);
  return { medoids, labels, loss };
}

/** A dissimilarity of NaN, of rows without a known value in common, is never nearer. */
function keepNearest(sums: Float64Array, nearest: Float64Array, labels: Int32Array, cluster: number): void {
  for (let j = 0; j < sums.length; j++) {
    if (sums[j]! < nearest[j]!) {
      nearest[j] = sums[j]!;
      labels[j] = cluster;
    }
  }
}
