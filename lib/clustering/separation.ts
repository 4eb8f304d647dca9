/**
 * Two more measures of how well clusters are apart: Calinski–Harabasz and Dunn.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { brief, withSummary } from "../core/summary.ts";
import { matrixOf, membershipOf } from "./hidden.ts";
import type { Clustering } from "./clustering.ts";
import type { Dissimilarity } from "./dissimilarity.ts";

/** Measures of separation; higher is better, for comparing numbers of clusters on the same rows. */
export interface Separation {
  /** The number of rows. */
  readonly n: number;
  /** Variance between over variance within clusters. Has its meaning with Euclidean distance only. */
  readonly calinskiHarabasz: number;
  /** The smallest dissimilarity between clusters over the largest within one; one stray row decides it. */
  readonly dunn: number;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Calinski–Harabasz (B/(k−1)) / (W/(n−k)), with W = Σ over clusters of Σ d²/2n and B the rest; and Dunn's index. Neither estimates
 * a quantity of a population, so neither has an interval: they only compare divisions of the same rows.
 *
 * Source: Caliński and Harabasz (1974), Communications in Statistics 3:1–27; Dunn (1974), Journal of Cybernetics 4:95–104.
 *
 * @example Two pairs
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import { clusterSeparation } from "./separation.ts";
 * import assert from "node:assert/strict";
 *
 * const pairs = distance(Table.from({ x: Float64Array.of(0, 2, 10, 12) }), { columns: ["x"] });
 * const { calinskiHarabasz, dunn } = clusterSeparation(kMedoids(pairs, { k: 2 }), pairs);
 * assert.deepEqual([calinskiHarabasz, dunn], [50, 4]);
 * ```
 *
 * @param clustering The clusters.
 * @param dissimilarity How unlike the same rows are.
 * @returns The measures.
 * @throws {WorkspaceError} With one cluster, other rows, or clusters without any spread.
 */
export function clusterSeparation(clustering: Clustering, dissimilarity: Dissimilarity): Separation {
  const { n } = dissimilarity, { k, sizes } = clustering;
  if (k < 2) {
    throw new WorkspaceError({
      what: "Separation compares clusters, and there is one",
      mend: "Choose k from 2",
    });
  }
  if (clustering.n !== n) {
    throw new WorkspaceError({ what: "Clusters and dissimilarity are of different rows" });
  }
  const d = matrixOf(dissimilarity), { labels } = membershipOf(clustering);
  let within = 0, total = 0, diameter = 0, gap = Infinity;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const value = d[i * n + j]!;
      total += value * value / n;
      if (labels[i] === labels[j]) {
        within += value * value / sizes[labels[i]!]!;
        diameter = Math.max(diameter, value);
      } else {
        gap = Math.min(gap, value);
      }
    }
  }
  if (diameter === 0) {
    throw new WorkspaceError({ what: "The rows of every cluster are all alike", mend: "Choose a smaller k" });
  }
  const calinskiHarabasz = (total - within) / (k - 1) / (within / (n - k)), dunn = gap / diameter;
  return withSummary(
    {
      n,
      calinskiHarabasz,
      dunn,
      assumptions: ["Calinski–Harabasz: the dissimilarities are Euclidean distances", "Dunn: no stray rows"],
      warnings: dissimilarity.warnings,
    },
    [
      `Separation of ${k} clusters of ${n} rows: Calinski–Harabasz ${brief(calinskiHarabasz)}, Dunn ${
        brief(dunn)
      }`,
      ...dissimilarity.warnings,
    ].join("\n"),
  );
}
