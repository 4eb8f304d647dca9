/**
 * The embedded engine: Polars, in this process.
 *
 * @module
 */
import pl from "nodejs-polars";
import { frameOfTable, tableOfFrame } from "../core/frame.ts";
import { ScannedTable } from "../core/scan.ts";
import type { Table } from "../core/table.ts";
import { type EngineQuery, type QueryEngine, sqlOfQuery } from "./engine.ts";
import { ONES } from "./expression.ts";
import { sortGroups } from "./_groups.ts";

/**
 * Makes the embedded engine.
 *
 * @example Children below four per wijk
 * ```ts
 * import { polarsEngine } from "./polars_engine.ts";
 * import { Table } from "../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ wijk: ["WK990101", "WK990101"], leeftijd: Float64Array.of(3, 5) });
 * const result = await polarsEngine().aggregate({
 *   table,
 *   by: ["wijk"],
 *   measures: [{ id: "jong", base: "TRUE", numerator: "leeftijd < 4", combine: "count" }],
 * });
 * assert.deepEqual([...result.numbers("jong.numerator"), ...result.numbers("jong.n")], [1, 2]);
 * ```
 *
 * @returns The engine.
 */
export function polarsEngine(): QueryEngine {
  return {
    name: "polars",
    aggregate: (query) => new Promise((resolve) => resolve(aggregate(query))),
  };
}

function aggregate(query: EngineQuery): Table {
  const sql = sqlOfQuery(query);
  const rows = query.table instanceof ScannedTable ? scan(query.table) : frameOfTable(query.table).lazy();
  const context = pl.SQLContext({ t: rows.withColumn(pl.lit(1).alias(ONES)) });
  return sortGroups(tableOfFrame(context.execute(sql, { eager: false }).collectSync()), query);
}

/** One lazy frame over all files; Polars reads of each the columns that the query names. */
function scan(table: ScannedTable): pl.LazyDataFrame {
  const [first, ...others] = table.files.map((file) => pl.scanParquet(file));
  if (!first) throw new RangeError("A scanned table has at least one file");
  return others.length === 0 ? first : pl.concat([first, ...others]);
}
