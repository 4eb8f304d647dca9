/**
 * Clusters under the floor join the cluster they are most like.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { matrixOf, membershipOf } from "./hidden.ts";
import { Clustering } from "./clustering.ts";
import type { Dissimilarity } from "./dissimilarity.ts";

/** Options of {@linkcode mergeSmallClusters}. */
export interface MergeOptions {
  /** The smallest size that may remain, in rows. */
  readonly floor: number;
}

/**
 * Merges the smallest cluster into the one it is most like, by mean dissimilarity over all pairs (average linkage),
 * until every cluster has at least `floor` rows. A tie goes to the larger cluster. A noise class takes nobody in, and stays
 * the last one unless it is under the floor itself.
 *
 * A cluster under the disclosure floor cannot be described; hiding it would leave it derivable from the total.
 *
 * @example One stray joins the nearest group
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import { mergeSmallClusters } from "./merge_small.ts";
 * import assert from "node:assert/strict";
 *
 * const unlike = distance(Table.from({ x: Float64Array.of(1, 2, 3, 50, 51, 60) }), { columns: ["x"] });
 * const merged = mergeSmallClusters(kMedoids(unlike, { k: 3 }), unlike, { floor: 2 });
 * assert.deepEqual(merged.sizes, [3, 3]);
 * ```
 *
 * @param clustering The clusters.
 * @param dissimilarity How unlike the same rows are.
 * @param options The floor.
 * @returns Clusters at or above the floor; the same object when nothing was merged.
 * @throws {WorkspaceError} When there are fewer rows than the floor, or the rows are not the same.
 */
export function mergeSmallClusters(
  clustering: Clustering,
  dissimilarity: Dissimilarity,
  options: MergeOptions,
): Clustering {
  const { floor } = options, { n } = dissimilarity;
  if (clustering.n !== n) {
    throw new WorkspaceError({ what: "Clusters and dissimilarity are of different rows" });
  }
  if (!(floor >= 1 && floor <= n)) {
    throw new WorkspaceError({
      what: `Cannot reach clusters of ${floor} rows with ${n} rows`,
      mend: "Choose a floor from 1 to the number of rows; with too few rows, do not cluster",
    });
  }
  const d = matrixOf(dissimilarity);
  const groups: number[][] = clustering.sizes.map(() => []);
  membershipOf(clustering).labels.forEach((label, row) => groups[label]?.push(row));
  const last = clustering.noise === "last" && groups.length > 1 ? groups.at(-1)! : [];
  const outside = last.length >= floor ? groups.pop()! : null;
  groups.sort((a, b) => b.length - a.length);
  while (groups.length > 1 && groups.at(-1)!.length < floor) {
    const small = groups.pop() ?? [];
    const joined = groups.map((group) => meanBetween(d, n, small, group));
    groups[joined.indexOf(Math.min(...joined))]?.push(...small);
    groups.sort((a, b) => b.length - a.length);
  }
  // A single group under the floor cannot stand beside a noise class either.
  const alone = outside !== null && groups[0]!.length < floor;
  if (alone) groups[0]!.push(...outside);
  else if (outside !== null) groups.push(outside);
  if (groups.length === clustering.k) return clustering;
  return fromGroups(groups, clustering, { d, n, noise: outside === null || alone ? "none" : "last" });
}

function meanBetween(d: Float64Array, n: number, left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (const i of left) for (const j of right) sum += d[i * n + j]!;
  return sum / (left.length * right.length);
}

function fromGroups(
  groups: readonly (readonly number[])[],
  before: Clustering,
  { d, n, noise }: { readonly d: Float64Array; readonly n: number; readonly noise: "none" | "last" },
): Clustering {
  const labels = new Int32Array(n);
  let loss = 0;
  const medoids = groups.map((group, cluster) => {
    for (const row of group) labels[row] = cluster;
    const central = centreOf(d, n, group);
    loss += central.loss;
    return central.row;
  });
  const merged = before.k - groups.length;
  return new Clustering({ labels, medoids }, {
    method: `${before.method}, ${merged} small clusters merged`,
    objective: loss / n,
    noise,
    assumptions: before.assumptions,
    warnings: groups.length === 1
      ? [...before.warnings, "Only one group remains: these data do not carry groups of the size asked for."]
      : before.warnings,
  });
}

/** The most central row of a group and the sum of dissimilarities to it; the first row on a tie. */
export function centreOf(
  d: Float64Array,
  n: number,
  group: readonly number[],
): { row: number; loss: number } {
  let best = { row: group[0] ?? 0, loss: Infinity };
  for (const i of group) {
    let loss = 0;
    for (const j of group) loss += d[i * n + j]!;
    if (loss < best.loss) best = { row: i, loss };
  }
  return best;
}
