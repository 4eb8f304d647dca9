/**
 * How well clusters are apart.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { normalQuantile } from "../core/stats/mod.ts";
import { brief, withSummary } from "../core/summary.ts";
import { matrixOf, membershipOf } from "./hidden.ts";
import type { Clustering } from "./clustering.ts";
import type { Dissimilarity } from "./dissimilarity.ts";

/** Below this mean silhouette there is no substantial structure. Source: Kaufman and Rousseeuw (1990), p. 88. */
export const WEAK_SILHOUETTE = 0.25;

/** Silhouettes of clusters, not of rows. */
export interface Silhouette {
  /** The number of rows. */
  readonly n: number;
  /** Mean over all rows, −1 to 1. Above 0.5 reasonable, below 0.25 no structure (Kaufman and Rousseeuw, p. 88). */
  readonly estimate: number;
  /** Lower end of the 95 % interval of the mean, by the jackknife over rows with the clusters as they are. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
  /** Mean per cluster, in the order of the clusters. */
  readonly byCluster: readonly number[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Mean silhouette (b − a) / max(a, b), with a the mean dissimilarity to the own cluster and b to the nearest other one.
 * A row alone in its cluster counts as 0. Interval: mean ± 1.96 √((n−1)/n Σ(mean without a row − their mean)²), which tells of
 * other rows in these clusters, not of other clusters. O(n²).
 *
 * Source: Rousseeuw (1987), Journal of Computational and Applied Mathematics 20:53–65; Efron and Stein (1981), Annals of
 * Statistics 9:586–596 (jackknife).
 *
 * @example Two groups far apart
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import { silhouette } from "./silhouette.ts";
 * import assert from "node:assert/strict";
 *
 * const far = distance(Table.from({ x: Float64Array.of(0, 1, 100, 101) }), { columns: ["x"] });
 * assert.ok(silhouette(kMedoids(far, { k: 2 }), far).estimate > 0.98);
 * ```
 *
 * @param clustering The clusters.
 * @param dissimilarity How unlike the same rows are.
 * @returns The silhouettes.
 * @throws {WorkspaceError} When there is one cluster only or the rows are not the same.
 */
export function silhouette(clustering: Clustering, dissimilarity: Dissimilarity): Silhouette {
  const parts = partsOf(clustering, dissimilarity), { n, sizes } = parts;
  const totals = new Float64Array(sizes.length);
  for (let row = 0; row < n; row++) totals[parts.labels[row]!]! += widthOf(parts, row, -1);
  const estimate = totals.reduce((sum, total) => sum + total, 0) / n;
  const reach = normalQuantile(0.975) * jackknifeError(parts);
  const warnings = [
    ...dissimilarity.warnings,
    ...(estimate < WEAK_SILHOUETTE
      ? [`The mean silhouette is ${brief(estimate)}: there may be no separate groups in these data.`]
      : []),
  ];
  const byCluster = sizes.map((size, cluster) => totals[cluster]! / size);
  const lines = byCluster.map((value, cluster) => `  cluster ${cluster + 1}: ${brief(value)}`);
  const low = Math.max(-1, estimate - reach), high = Math.min(1, estimate + reach);
  return withSummary(
    {
      n,
      estimate,
      low,
      high,
      byCluster,
      assumptions: ["Rows are independent", "The clusters are taken as known"],
      warnings,
    },
    [`Silhouette ${[estimate, low, high].map(brief).join("  ")} of ${n} rows`, ...lines, ...warnings].join(
      "\n",
    ),
  );
}

/** The mean silhouette alone, for comparing many clusterings. */
export function meanSilhouette(clustering: Clustering, dissimilarity: Dissimilarity): number {
  const parts = partsOf(clustering, dissimilarity);
  let total = 0;
  for (let row = 0; row < parts.n; row++) total += widthOf(parts, row, -1);
  return total / parts.n;
}

/** What the widths of all rows are made of. */
interface Parts {
  readonly n: number;
  readonly d: Float64Array;
  readonly labels: Int32Array;
  readonly sizes: readonly number[];
  /** Sum of dissimilarities to the own cluster. */
  readonly within: Float64Array;
  /** The nearest other cluster, and the mean dissimilarity to it. */
  readonly nearest: Int32Array;
  readonly between: Float64Array;
  /** Mean dissimilarity to the nearest other cluster but that one; infinite when there is none. */
  readonly beyond: Float64Array;
  /** Sum of dissimilarities to each cluster: row × cluster. */
  readonly sums: Float64Array;
}

function partsOf(clustering: Clustering, dissimilarity: Dissimilarity): Parts {
  const { n } = dissimilarity, { k, sizes } = clustering;
  if (k < 2) {
    throw new WorkspaceError({
      what: "A silhouette compares clusters, and there is one",
      mend: "Choose k from 2",
    });
  }
  if (clustering.n !== n) {
    throw new WorkspaceError({ what: "Clusters and dissimilarity are of different rows" });
  }
  const d = matrixOf(dissimilarity), { labels } = membershipOf(clustering);
  const sums = new Float64Array(n * k), within = new Float64Array(n), nearest = new Int32Array(n);
  const between = new Float64Array(n).fill(Infinity), beyond = new Float64Array(n).fill(Infinity);
  for (let i = 0; i < n; i++) {
    const own = sums.subarray(i * k, i * k + k);
    for (let j = 0; j < n; j++) own[labels[j]!]! += d[i * n + j]!;
    within[i] = own[labels[i]!]!;
    for (let c = 0; c < k; c++) {
      if (c === labels[i]) continue;
      const mean = own[c]! / sizes[c]!;
      if (mean < between[i]!) {
        beyond[i] = between[i]!;
        between[i] = mean;
        nearest[i] = c;
      } else if (mean < beyond[i]!) beyond[i] = mean;
    }
  }
  return { n, d, labels, sizes, within, nearest, between, beyond, sums };
}

/** The width of a row when another row is left out; all rows are in when that is −1. */
function widthOf(parts: Parts, row: number, out: number): number {
  const { labels, sizes } = parts, own = labels[row]!, gone = out < 0 ? -1 : labels[out]!;
  const others = sizes[own]! - 1 - Number(gone === own);
  if (others === 0) return 0;
  let sum = parts.within[row]!, between = parts.between[row]!;
  if (gone === own) sum -= parts.d[out * parts.n + row]!;
  else if (gone >= 0) between = betweenWithout(parts, row, out, gone);
  if (between === Infinity) return 0;
  const within = sum / others, larger = within > between ? within : between;
  return larger === 0 ? 0 : (between - within) / larger;
}

function betweenWithout(parts: Parts, row: number, out: number, gone: number): number {
  const rest = parts.nearest[row] === gone ? parts.beyond[row]! : parts.between[row]!;
  const left = parts.sizes[gone]! - 1;
  if (left === 0) return rest;
  const mean = (parts.sums[row * parts.sizes.length + gone]! - parts.d[out * parts.n + row]!) / left;
  return mean < rest ? mean : rest;
}

/** The standard error of the mean width by leaving out each row in turn. */
function jackknifeError(parts: Parts): number {
  const { n } = parts, means = new Float64Array(n);
  if (n < 3) return 0;
  for (let out = 0; out < n; out++) {
    let total = 0;
    for (let row = 0; row < n; row++) if (row !== out) total += widthOf(parts, row, out);
    means[out] = total / (n - 1);
  }
  const centre = means.reduce((sum, value) => sum + value, 0) / n;
  return Math.sqrt((n - 1) / n * means.reduce((sum, value) => sum + (value - centre) ** 2, 0));
}
