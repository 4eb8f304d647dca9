/**
 * The quick look at columns that are still in Polars: either nothing in them can be wrong or changed by the schema, or
 * the slow way has to read them cell by cell. So both ways give the same table and the same problems.
 *
 * @module
 */
import pl from "nodejs-polars";
import { isNative, seriesOfColumn } from "../core/frame.ts";
import type { Column, Table } from "../core/table.ts";
import type { ColumnSchema } from "./schema.ts";

/** White space at an end (a byte order mark counts in JavaScript), an empty text, or the marks of a wrong encoding. */
const SUSPECT = String.raw`^$|^[\s\x{FEFF}]|[\s\x{FEFF}]$|\x{FFFD}|Ã[\x{80}-\x{BF}]`;
/** Beyond so many different texts, reading each once is no longer the quick way. */
const MOST_DISTINCT = 20_000;
const FREE_TEXT: ReadonlySet<ColumnSchema["type"]> = new Set(["key", "text"]);

/** Reads a column's cell; gives the value that the schema makes of it, or undefined when a rule is broken. */
export type ReadDistinct = (text: string) => string | number | boolean | null | undefined;

/**
 * Tells whether a native text column passes its schema as it is.
 *
 * @param column The column.
 * @param schema What it has to be.
 * @param read Reads one text by the schema.
 * @returns `true` when it does; `false` when it may not, or when the column is not native.
 */
export function passesAsItIs(column: Column, schema: ColumnSchema, read: ReadDistinct): boolean {
  if (!isNative(column)) return false;
  const series = seriesOfColumn("value", column);
  if (schema.presence === "required" && series.nullCount() > 0) return false;
  if (FREE_TEXT.has(schema.type) && !schema.codes) return !hasSuspects(series, schema.missing ?? []);
  if (schema.type !== "code" && schema.type !== "date") return false;
  const distinct = series.unique();
  if (distinct.length > MOST_DISTINCT) return false;
  return (distinct.toArray() as (string | null)[]).every((text) => text === null || read(text) === text);
}

function hasSuspects(series: pl.Series, missing: readonly string[]): boolean {
  const value = pl.col("value");
  const suspect = missing.reduce((any, code) => any.or(value.eq(pl.lit(code))), value.str.contains(SUSPECT));
  const found = pl.DataFrame([series]).select(suspect.any().alias("found")).getColumn("found").toArray()[0];
  return found === true;
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
  const keys = pl.DataFrame(columns.map((column, index) => seriesOfColumn(String(index), column)))
    .dropNulls();
  return keys.nUnique() === keys.height;
}
