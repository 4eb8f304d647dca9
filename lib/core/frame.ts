/**
 * Between a {@linkcode Table} and a Polars frame. Kept out of `mod.ts`: a frame would show its rows in a notebook.
 *
 * @module
 */
import pl from "nodejs-polars";
import { WorkspaceError } from "./errors.ts";
import { type Column, Table } from "./table.ts";

/**
 * Makes a Polars frame of a table; NaN becomes null.
 *
 * @param table The table.
 * @returns The frame, with columns of type Float64, String or Bool.
 */
export function frameOfTable(table: Table): pl.DataFrame {
  const frame = pl.DataFrame(table.columnNames.map((name) => seriesOf(name, table.column(name))));
  const numeric = table.columnNames.filter((name) => table.column(name).type === "number");
  return numeric.length === 0 ? frame : frame.withColumns(
    ...numeric.map((name) =>
      pl.when(pl.col(name).isNan()).then(pl.lit(null)).otherwise(pl.col(name)).alias(name)
    ),
  );
}

/**
 * Makes a table of a Polars frame; null becomes NaN in a column of numbers, dates become `yyyy-mm-dd`.
 *
 * @param frame The frame.
 * @param names The columns to take, in order.
 * @returns The table.
 * @throws {WorkspaceError} When a column is of a type that a table cannot hold, such as a list.
 */
export function tableOfFrame(frame: pl.DataFrame, names: readonly string[] = frame.columns): Table {
  return Table.fromColumns(
    new Map(names.map((name) => [name, columnOf(name, frame.getColumn(name))] as const)),
  );
}

function seriesOf(name: string, column: Column): pl.Series {
  if (column.type === "number") return pl.Series(name, column.values, pl.Float64);
  if (column.type === "text") return pl.Series(name, [...column.values], pl.Utf8);
  return pl.Series(name, [...column.values], pl.Bool);
}

const NUMERIC = /^(U?Int(8|16|32|64)|Float(32|64))$/;

function columnOf(name: string, series: pl.Series): Column {
  const type: string = series.dtype.variant;
  if (NUMERIC.test(type)) return { type: "number", values: numbersOf(series) };
  if (type === "String" || type === "Utf8") {
    return { type: "text", values: series.toArray() as (string | null)[] };
  }
  if (type === "Bool") return { type: "boolean", values: series.toArray() as (boolean | null)[] };
  if (type === "Categorical" || type === "Date") {
    return { type: "text", values: series.cast(pl.Utf8).toArray() as (string | null)[] };
  }
  throw new WorkspaceError({
    what: `Column has a type that a table cannot hold: ${type}`,
    where: name,
    mend: "Write it as a number, text, truth value or date",
  });
}

function numbersOf(series: pl.Series): Float64Array {
  const floats = series.cast(pl.Float64);
  if (floats.nullCount() === 0) return new Float64Array(floats.toTypedArray() as Float64Array);
  return Float64Array.from(floats.toArray() as (number | null)[], (value) => value ?? NaN);
}
