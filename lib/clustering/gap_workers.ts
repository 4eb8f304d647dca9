/**
 * The gap statistic, computed by several workers at once.
 *
 * @module
 */
import type { Table } from "../core/table.ts";
import type { GapJob } from "./_gap_worker.ts";
import { checkWorkers, inWorker, stretchesOf } from "./_in_worker.ts";
import { type GapChoice, gapOf, type GapOptions, planGap } from "./gap_statistic.ts";

/** Options of {@linkcode gapStatisticInWorkers}. */
export interface GapWorkersOptions extends GapOptions {
  /** The number of workers; 2 unless told. Each takes a stretch of the tables. */
  readonly workers?: number;
}

/**
 * As `gapStatistic`, with the tables without groups spread over workers: the same answer to the last bit whatever their number,
 * as all tables are drawn first. The main thread stays free. It pays where processors are free and there are some five hundred
 * rows or more.
 *
 * @example The same answer
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { gapStatistic } from "./gap_statistic.ts";
 * import { gapStatisticInWorkers } from "./gap_workers.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 30 }, (_, i) => 100 * (i % 2) + i);
 * const options = { columns: [{ name: "x", kind: "numeric" }], reference: "uniform", to: 3 } as const;
 * const table = Table.from({ x });
 * assert.deepEqual(await gapStatisticInWorkers(table, options), gapStatistic(table, options));
 * ```
 *
 * @param table The rows.
 * @param options Columns, range of k, reference and number of workers.
 * @returns The choice with what it rests on.
 * @throws {WorkspaceError} As `gapStatistic`, for a number of workers that is no whole number from 1, and when a worker cannot
 *   start or fails.
 */
export async function gapStatisticInWorkers(table: Table, options: GapWorkersOptions): Promise<GapChoice> {
  const { workers = 2 } = options;
  checkWorkers(workers);
  const plan = planGap(table, options), { n, to } = plan;
  const found = await Promise.all(
    stretchesOf(plan.tables, workers).map((tables) =>
      inWorker<GapJob, readonly (readonly number[])[]>(ROLE, { n, to, tables })
    ),
  );
  return gapOf(plan, found.flat());
}

const ROLE = {
  module: new URL("./_gap_worker.ts", import.meta.url),
  doing: "tables without groups were clustered",
  without: "gapStatistic",
};
