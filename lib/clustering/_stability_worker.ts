/**
 * Clusters resamples again in a worker. Receives a {@linkcode StabilityJob}, answers with the similarities of its resamples.
 *
 * @module
 */
import { serveJobs } from "./_in_worker.ts";
import { againJaccard } from "./stability.ts";

/** The matrix and the resamples of one worker. */
export interface StabilityJob {
  /** The square matrix, shared and not copied. */
  readonly shared: SharedArrayBuffer;
  /** The number of rows. */
  readonly n: number;
  /** The number of clusters. */
  readonly k: number;
  /** Cluster per row. */
  readonly labels: Int32Array;
  /** The rows of each resample. */
  readonly draws: readonly Int32Array[];
}

serveJobs(({ shared, n, k, labels, draws }: StabilityJob) => {
  const d = new Float64Array(shared) as Float64Array;
  return draws.map((rows) => againJaccard(d, n, rows, labels, k));
});
