/**
 * Clusters resamples again in a worker. Receives a {@linkcode StabilityJob}, answers with the similarities of its resamples.
 *
 * @module
 */
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

globalThis.addEventListener("message", (event) => {
  const { shared, n, k, labels, draws } = (event as MessageEvent<StabilityJob>).data;
  const d = new Float64Array(shared) as Float64Array;
  // In a worker, the global object is a port.
  (globalThis as unknown as MessagePort).postMessage(
    draws.map((rows) => againJaccard(d, n, rows, labels, k)),
  );
});
