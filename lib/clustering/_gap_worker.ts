/**
 * Clusters tables without groups in a worker. Receives a {@linkcode GapJob}, answers with ln W of its tables.
 *
 * @module
 */
import type { Weighted } from "./_gower_kernel.ts";
import { serveJobs } from "./_in_worker.ts";
import { logWithin } from "./gap_statistic.ts";

/** The tables of one worker. */
export interface GapJob {
  /** The number of rows. */
  readonly n: number;
  /** The largest k tried. */
  readonly to: number;
  /** The tables. */
  readonly tables: readonly Weighted[];
}

serveJobs(({ n, to, tables }: GapJob) => tables.map((weighted) => logWithin(weighted, n, to)));
