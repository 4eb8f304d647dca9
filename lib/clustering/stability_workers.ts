/**
 * The stability of clusters, computed by several workers at once.
 *
 * @module
 */
import { checkWorkers, inWorker, stretchesOf } from "./_in_worker.ts";
import type { StabilityJob } from "./_stability_worker.ts";
import type { Clustering } from "./clustering.ts";
import type { Dissimilarity } from "./dissimilarity.ts";
import { matrixOf, membershipOf } from "./hidden.ts";
import { planStability, type Stability, stabilityOf, type StabilityOptions } from "./stability.ts";

/** Options of {@linkcode clusterStabilityInWorkers}. */
export interface StabilityWorkersOptions extends StabilityOptions {
  /** The number of workers; 2 unless told. Each takes a stretch of the resamples. */
  readonly workers?: number;
}

/**
 * As `clusterStability`, with the resamples spread over workers: the same answer to the last bit whatever their number, as
 * all rows are drawn first and similarities are added up in the order of the resamples. The main thread stays free. It pays
 * where processors are free and there are a thousand rows or more: a worker takes some 0.3 s to start and to warm up.
 *
 * @example The same answer
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import { clusterStability } from "./stability.ts";
 * import { clusterStabilityInWorkers } from "./stability_workers.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 40 }, (_, i) => i < 20 ? i : 100 + i);
 * const far = distance(Table.from({ x }), { columns: ["x"] });
 * const groups = kMedoids(far, { k: 3 });
 * const spread = await clusterStabilityInWorkers(groups, far, { resamples: 10 });
 * assert.deepEqual(spread, clusterStability(groups, far, { resamples: 10 }));
 * ```
 *
 * @param clustering The clusters.
 * @param dissimilarity How unlike the same rows are.
 * @param options Resamples, seed and number of workers.
 * @returns The stability per cluster.
 * @throws {WorkspaceError} As `clusterStability`, for a number of workers that is no whole number from 1, and when a worker
 *   cannot start or fails.
 */
export async function clusterStabilityInWorkers(
  clustering: Clustering,
  dissimilarity: Dissimilarity,
  options: StabilityWorkersOptions = {},
): Promise<Stability> {
  const { workers = 2 } = options;
  checkWorkers(workers);
  const plan = planStability(clustering, dissimilarity, options), { n, k, draws } = plan;
  const matrix = matrixOf(dissimilarity), shared = new SharedArrayBuffer(matrix.byteLength);
  new Float64Array(shared).set(matrix);
  const { labels } = membershipOf(clustering);
  const found = await Promise.all(
    stretchesOf(draws, workers).map((stretch) =>
      inWorker<StabilityJob, readonly (readonly number[])[]>(ROLE, { shared, n, k, labels, draws: stretch })
    ),
  );
  return stabilityOf(plan, found.flat());
}

const ROLE = {
  module: new URL("./_stability_worker.ts", import.meta.url),
  doing: "clusters were made again",
  without: "clusterStability",
};
