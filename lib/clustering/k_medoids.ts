/**
 * k-medoids by FasterPAM.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { randomFor } from "../core/random.ts";
import { pamOf } from "./_k_medoids_labels.ts";
import type { Partition, Square } from "./faster_pam.ts";
import { matrixOf } from "./hidden.ts";
import { Clustering } from "./clustering.ts";
import type { Dissimilarity } from "./dissimilarity.ts";

/** Options of {@linkcode kMedoids}. */
export interface KMedoidsOptions {
  /** The number of clusters, 1 to n − 1. */
  readonly k: number;
  /** Random starts besides the deterministic BUILD; the lowest loss wins. 0 unless told. */
  readonly randomStarts?: number;
  /** The name that seeds the random starts; `clustering/k-medoids` unless told. */
  readonly seedName?: string;
}

/**
 * Divides rows into k clusters, each around its most central row, so that the sum of dissimilarities to the own medoid
 * is (locally) the lowest: BUILD, then PAM's best swaps and FasterPAM's eager ones, of which the lower loss is kept; never
 * worse than `pam` of R. O(n²) a pass; ties go to the first row.
 *
 * Not for pictures of one person: a medoid is somebody, so it is not shown. Finds groups also where there are none:
 * look at `silhouette` and `clusterStability` first.
 * Source: Kaufman and Rousseeuw (1990); Schubert and Rousseeuw (2021), Information Systems 101:101804.
 *
 * @example Two groups on a line
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ x: Float64Array.of(1, 2, 3, 50, 51) });
 * const groups = kMedoids(distance(table, { columns: ["x"] }), { k: 2 });
 * assert.deepEqual(groups.sizes, [3, 2]);
 * assert.equal(groups.objective, 3 / 5);
 * ```
 *
 * @param dissimilarity How unlike the rows are.
 * @param options The number of clusters and the starts.
 * @returns The clusters.
 * @throws {WorkspaceError} When k is not from 1 to n − 1, or all rows are alike.
 */
export function kMedoids(dissimilarity: Dissimilarity, options: KMedoidsOptions): Clustering {
  const { n } = dissimilarity;
  const square = { d: matrixOf(dissimilarity), n };
  checkK(options.k, n);
  if (dissimilarity.mean === 0) {
    throw new WorkspaceError({
      what: "All rows are alike",
      mend: "Compare columns that differ between rows",
    });
  }
  const best = pamOf(square.d, n, options.k, randomStarts(n, options));
  return new Clustering(best, {
    method: "k-medoids (FasterPAM)",
    objective: best.loss / n,
    assumptions: [
      "Groups are compact around a typical member",
      "The columns compared and their weights are the right ones",
    ],
    warnings: [...dissimilarity.warnings, ...tieWarnings(square, best)],
  });
}

/** Refuses an impossible number of clusters. */
export function checkK(k: number, n: number): void {
  if (Number.isInteger(k) && k >= 1 && k < n) return;
  throw new WorkspaceError({
    what: `Cannot make ${k} clusters of ${n} rows`,
    mend: "Choose a whole number of clusters from 1 to one less than the rows",
  });
}

function randomStarts(n: number, { k, randomStarts = 0, seedName }: KMedoidsOptions): number[][] {
  const random = randomFor(seedName ?? "clustering/k-medoids");
  return Array.from({ length: randomStarts }, () => {
    const chosen = new Set<number>();
    while (chosen.size < k) chosen.add(random.below(n));
    return [...chosen];
  });
}

function tieWarnings({ d, n }: Square, { medoids }: Partition): string[] {
  const alike = medoids.some((a, i) => medoids.some((b, j) => i < j && d[a * n + b] === 0));
  return alike
    ? ["There are fewer different rows than clusters: some clusters are alike. Choose a smaller k."]
    : [];
}
