/**
 * Rows that belong to no group: a noise class.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { pamOf } from "./_k_medoids_labels.ts";
import { Clustering } from "./clustering.ts";
import type { Dissimilarity } from "./dissimilarity.ts";
import { matrixOf } from "./hidden.ts";
import { checkK } from "./k_medoids.ts";
import { centreOf } from "./merge_small.ts";

/** Options of {@linkcode kMedoidsWithNoise}. */
export interface NoiseOptions {
  /** The number of groups besides the noise class, 1 to n − 2. */
  readonly k: number;
  /** From this dissimilarity to every medoid a row belongs nowhere; above 0. */
  readonly noiseFrom: number;
}

/**
 * k-medoids with a noise class: a row that is `noiseFrom` or more away from every medoid costs `noiseFrom` and belongs to
 * no group, so that strays do not pull groups towards them. Lowest Σ min(dissimilarity to the medoid, noiseFrom).
 *
 * The noise class is the last cluster. Its rows have little in common: never make a persona of it. Like every class it has
 * to reach the floor before it is shown (`mergeSmallClusters`).
 * Source: Davé (1991), Pattern Recognition Letters 12:657–664, with medoids and crisp membership.
 *
 * @example Two strays
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoidsWithNoise } from "./noise.ts";
 * import assert from "node:assert/strict";
 *
 * const unlike = distance(Table.from({ x: Float64Array.of(1, 2, 3, 50, 51, 52, 400, 900) }), { columns: ["x"] });
 * const groups = kMedoidsWithNoise(unlike, { k: 2, noiseFrom: 20 });
 * assert.deepEqual(groups.sizes, [3, 3, 2]);
 * assert.equal(groups.noise, "last");
 * ```
 *
 * @param dissimilarity How unlike the rows are.
 * @param options The number of groups and where noise begins.
 * @returns The groups, and the noise class last when any row is in it.
 * @throws {WorkspaceError} When k is impossible, `noiseFrom` is not above 0, or all rows are alike.
 */
export function kMedoidsWithNoise(dissimilarity: Dissimilarity, options: NoiseOptions): Clustering {
  const { n } = dissimilarity, { k, noiseFrom } = options;
  checkK(k, n - 1);
  if (!(noiseFrom > 0 && noiseFrom < Infinity)) {
    throw new WorkspaceError({
      what: `Noise cannot begin at ${noiseFrom}`,
      mend: "Choose a dissimilarity above 0",
    });
  }
  if (dissimilarity.mean === 0) {
    throw new WorkspaceError({
      what: "All rows are alike",
      mend: "Compare columns that differ between rows",
    });
  }
  // The least over medoids and the cut-off can change places: k-medoids of the cut dissimilarities is the same problem.
  const full = matrixOf(dissimilarity), d = full.map((value) => value < noiseFrom ? value : noiseFrom);
  const best = pamOf(d, n, k);
  const outside: number[] = [];
  const labels = best.labels.map((label, row) => {
    if (full[best.medoids[label]! * n + row]! < noiseFrom) return label;
    outside.push(row);
    return k;
  });
  return new Clustering({
    labels,
    medoids: outside.length > 0 ? [...best.medoids, centreOf(d, n, outside).row] : best.medoids,
  }, {
    method: "k-medoids with a noise class",
    objective: best.loss / n,
    noise: outside.length > 0 ? "last" : "none",
    assumptions: [
      "Groups are compact around a typical member",
      `A row that is ${noiseFrom.toPrecision(3)} or more away from every group belongs to none`,
    ],
    warnings: [
      ...dissimilarity.warnings,
      ...(outside.length > n / 4
        ? ["More than a quarter of the rows belong nowhere: noise begins too near."]
        : []),
    ],
  });
}
