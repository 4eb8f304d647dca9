/**
 * How well clusters are apart.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { matrixOf, membershipOf } from "./hidden.ts";
import type { Clustering } from "./clustering.ts";
import type { Dissimilarity } from "./dissimilarity.ts";

/** Silhouettes of clusters, not of rows. */
export interface Silhouette {
  /** The number of rows. */
  readonly n: number;
  /** Mean over all rows, −1 to 1. Above 0.5 reasonable, below 0.25 no structure (Kaufman and Rousseeuw, p. 88). */
  readonly estimate: number;
  /** Mean per cluster, in the order of the clusters. */
  readonly byCluster: readonly number[];
}

/**
 * Mean silhouette (b − a) / max(a, b), with a the mean dissimilarity to the own cluster and b to the nearest other one.
 * A row alone in its cluster counts as 0. O(n²).
 *
 * Source: Rousseeuw (1987), Journal of Computational and Applied Mathematics 20:53–65.
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
  const { n } = dissimilarity;
  if (clustering.k < 2) {
    throw new WorkspaceError({
      what: "A silhouette compares clusters, and there is one",
      mend: "Choose k from 2",
    });
  }
  if (clustering.n !== n) {
    throw new WorkspaceError({ what: "Clusters and dissimilarity are of different rows" });
  }
  const d = matrixOf(dissimilarity), { labels } = membershipOf(clustering);
  const sums = new Float64Array(clustering.k), totals = new Float64Array(clustering.k);
  for (let i = 0; i < n; i++) {
    sums.fill(0);
    for (let j = 0; j < n; j++) sums[labels[j]!]! += d[i * n + j]!;
    totals[labels[i]!]! += widthOf(labels[i]!, sums, clustering.sizes);
  }
  return {
    n,
    estimate: totals.reduce((sum, total) => sum + total, 0) / n,
    byCluster: clustering.sizes.map((size, cluster) => totals[cluster]! / size),
  };
}

function widthOf(own: number, sums: Float64Array, sizes: readonly number[]): number {
  const size = sizes[own]!;
  if (size === 1) return 0;
  const within = sums[own]! / (size - 1);
  let between = Infinity;
  for (let c = 0; c < sizes.length; c++) {
    if (c !== own) between = Math.min(between, sums[c]! / sizes[c]!);
  }
  const larger = Math.max(within, between);
  return larger === 0 ? 0 : (between - within) / larger;
}
