/**
 * The embedded engine: Polars, in this process.
 *
 * @module
 */
import pl from "nodejs-polars";
import { frameOfTable, tableOfFrame } from "../core/frame.ts";
import { ScannedTable } from "../core/scan.ts";
import type { Table } from "../core/table.ts";
import { type EngineQuery, planQuery, type QueryEngine } from "./engine.ts";
import { EACH, ONES } from "./expression.ts";
import { finishQuery } from "./_groups.ts";
import { rollUp, stackAggregates } from "./roll_up.ts";

/** How the embedded engine works. */
export interface PolarsOptions {
  /**
   * About how many rows of a scanned table it holds at once, in whole files; 2,500,000 by default, which takes about
   * 1 GB. Sums are exact, so those of parts add up to those of the whole, to the last bit.
   */
  readonly rowsAtOnce?: number;
}

const ROWS_AT_ONCE = 2_500_000;

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
 * @param options How much it holds at once.
 * @returns The engine.
 */
export function polarsEngine(options: PolarsOptions = {}): QueryEngine {
  const rowsAtOnce = options.rowsAtOnce ?? ROWS_AT_ONCE;
  return {
    name: "polars",
    aggregate: (query) => new Promise((resolve) => resolve(aggregateInParts(query, rowsAtOnce))),
  };
}

function aggregateInParts(query: EngineQuery, rowsAtOnce: number): Table {
  if (!(query.table instanceof ScannedTable)) return aggregate(query, frameOfTable(query.table).lazy());
  const { files, rowCount } = query.table;
  const filesAtOnce = Math.max(1, Math.floor(files.length * rowsAtOnce / Math.max(1, rowCount)));
  const parts: Table[] = [];
  for (let from = 0; from < files.length; from += filesAtOnce) {
    parts.push(aggregate(query, scan(files.slice(from, from + filesAtOnce))));
  }
  return parts.length === 1 ? parts[0]! : rollUp(stackAggregates(parts), query.by);
}

function aggregate(query: EngineQuery, rows: pl.LazyDataFrame): Table {
  const plan = planQuery(query);
  const context = pl.SQLContext({ t: rows.withColumns(pl.lit(1).alias(ONES), eachOf(query.table)) });
  const frame = context.execute(plan.sql, { eager: false }).collectSync();
  const groups = tableOfFrame(frame, query.by);
  return finishQuery(plan, {
    groups: query.by.map((name) => [name, groups.column(name)]),
    rowCount: frame.height,
    integers: (name) => integersOf(frame.getColumn(name)),
  });
}

/** A one in every row, made of a column so that it is no constant; a column of texts is dearer to read. */
function eachOf(table: EngineQuery["table"]): pl.Expr {
  const typeOf = (name: string) =>
    table instanceof ScannedTable ? table.typeOf(name) : table.column(name).type;
  const [first] = table.columnNames;
  const seed = table.columnNames.find((name) => typeOf(name) !== "text") ?? first;
  if (seed === undefined) return pl.lit(1).alias(EACH);
  return pl.when(pl.col(seed).isNull()).then(pl.lit(1)).otherwise(pl.lit(1)).alias(EACH);
}

/** Whole numbers as they are: as doubles they would be rounded above 2⁵³. */
function integersOf(series: pl.Series): readonly bigint[] {
  const whole = series.nullCount() === 0 ? series : series.fillNull("zero");
  return Array.from(whole.cast(pl.Int64).toTypedArray() as BigInt64Array);
}

/** One lazy frame over some files; Polars reads of each the columns that the query names. */
function scan(files: readonly string[]): pl.LazyDataFrame {
  const [first, ...others] = files.map((file) => pl.scanParquet(file));
  if (!first) throw new RangeError("A scanned table has at least one file");
  return others.length === 0 ? first : pl.concat([first, ...others]);
}
