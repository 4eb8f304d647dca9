/**
 * The quick look at columns that are still in Polars: either Polars does what the schema asks, or the slow way has to
 * read them cell by cell. A property test holds that both ways give the same table and the same problems.
 *
 * @module
 */
import pl from "nodejs-polars";
import { isNative, numberColumnOf, seriesOfColumn, textColumnOf } from "../core/frame.ts";
import type { Column, Table } from "../core/table.ts";
import type { ColumnSchema } from "./schema.ts";

/** White space at an end (a byte order mark counts in JavaScript), an empty text, or the marks of a wrong encoding. */
const SUSPECT = String.raw`^$|^[\s\x{FEFF}]|[\s\x{FEFF}]$|\x{FFFD}|Ã[\x{80}-\x{BF}]`;
/** Digits only, so few that every such number is exact. */
const DIGITS = "^[0-9]{1,15}$";
/** Beyond so many different texts, reading each once is no longer the quick way. */
const MOST_DISTINCT = 20_000;

/** Reads a text by a schema; gives the value that the schema makes of it, or undefined when a rule is broken. */
export type ReadDistinct = (text: string) => string | number | boolean | null | undefined;

/**
 * Accepts a text column that is still in Polars.
 *
 * @param column The column.
 * @param schema What it has to be.
 * @param read Reads one text by the schema.
 * @returns The accepted column; null when something may be wrong, or when the column is not in Polars.
 */
export function acceptNative(column: Column, schema: ColumnSchema, read: ReadDistinct): Column | null {
  if (!isNative(column)) return null;
  const series = withoutCodes(seriesOfColumn("value", column), schema.missing ?? []);
  if (schema.presence === "required" && series.nullCount() > 0) return null;
  switch (schema.type) {
    case "key":
    case "text":
      if (schema.codes) return distinctPass(series, read) ? textColumnOf(series) : null;
      return everyText(series, pl.col("value").str.contains(SUSPECT).not()) ? textColumnOf(series) : null;
    case "code":
    case "date":
      return distinctPass(series, read) ? textColumnOf(series) : null;
    case "integer":
      return integersOf(series, schema);
    default:
      return null;
  }
}

function withoutCodes(series: pl.Series, missing: readonly string[]): pl.Series {
  if (missing.length === 0) return series;
  const value = pl.col("value");
  const isMissing = missing.map((code) => value.eq(pl.lit(code))).reduce((any, one) => any.or(one));
  return pl.DataFrame([series]).select(pl.when(isMissing).then(pl.lit(null)).otherwise(value).alias("value"))
    .getColumn("value");
}

function everyText(series: pl.Series, holds: pl.Expr): boolean {
  return pl.DataFrame([series]).select(holds.all().alias("held")).getColumn("held").toArray()[0] !== false;
}

function distinctPass(series: pl.Series, read: ReadDistinct): boolean {
  const distinct = series.unique();
  if (distinct.length > MOST_DISTINCT) return false;
  return (distinct.toArray() as (string | null)[]).every((text) => text === null || read(text) === text);
}

function integersOf(series: pl.Series, schema: ColumnSchema): Column | null {
  if (!everyText(series, pl.col("value").str.contains(DIGITS))) return null;
  const column = numberColumnOf(series.cast(pl.Float64));
  const [low, high] = schema.range ?? [-Infinity, Infinity];
  if (column.type !== "number" || typeof low === "string" || typeof high === "string") return null;
  for (const value of column.values) if (value < low || value > high) return null;
  return column;
}

/**
 * Tells whether no key occurs twice, as far as Polars can tell quickly.
 *
 * @param table The table.
 * @param key The columns of the key.
 * @returns `true` when surely none does; `false` when one may, or when a column is not native.
 */
export function hasDistinctKeys(table: Table, key: readonly string[]): boolean {
  const columns = key.map((name) => table.column(name));
  if (!columns.every(isNative)) return false;
  const series = columns.map((column, index) => seriesOfColumn(String(index), column));
  // One column that never repeats is enough, and most keys have one.
  if (series.some((one) => one.nullCount() === 0 && one.nUnique() === one.length)) return true;
  const keys = pl.DataFrame(series).dropNulls();
  return keys.nUnique() === keys.height;
}
