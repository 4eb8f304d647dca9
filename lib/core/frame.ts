/**
 * Between a {@linkcode Table} and a Polars frame. Kept out of `mod.ts`: a frame would show its rows in a notebook.
 *
 * @module
 */
import pl from "nodejs-polars";
import { WorkspaceError } from "./errors.ts";
import { type Column, Table } from "./table.ts";

/** Text columns that came from Polars keep their series: most are joined or counted and never read as texts. */
const seriesOfTexts = new WeakMap<Column, pl.Series>();

/**
 * Gives the Polars series of a column; one that came from Polars goes back without a copy.
 *
 * @param name The name of the series.
 * @param column The column. NaN stays NaN.
 * @returns The series, of type Float64, String or Bool.
 */
export function seriesOfColumn(name: string, column: Column): pl.Series {
  if (column.type === "number") return pl.Series(name, column.values, pl.Float64);
  if (column.type === "boolean") return pl.Series(name, [...column.values], pl.Bool);
  const held = seriesOfTexts.get(column);
  return held ? held.alias(name) : pl.Series(name, [...column.values], pl.Utf8);
}

/**
 * Tells whether the values of a text column are still in Polars, so that native work on them costs no copy.
 *
 * @param column The column.
 * @returns Whether they are.
 */
export function isNative(column: Column): boolean {
  return seriesOfTexts.has(column);
}

/**
 * Makes a column of numbers of a Polars series of numbers.
 *
 * @param series The series, of whole numbers or floats.
 * @returns The column; null is NaN.
 */
export function numberColumnOf(series: pl.Series): Column {
  return { type: "number", values: numbersOf(series) };
}

/**
 * Makes a text column of a Polars series of texts; its values become JavaScript texts when they are first asked for.
 *
 * @param series The series.
 * @returns The column.
 */
export function textColumnOf(series: pl.Series): Column {
  let values: readonly (string | null)[] | undefined;
  const column: Column = {
    type: "text",
    rowCount: series.length,
    get values(): readonly (string | null)[] {
      return values ??= series.toArray() as (string | null)[];
    },
  };
  seriesOfTexts.set(column, series);
  return column;
}

/**
 * Makes a Polars frame of a table; NaN becomes null.
 *
 * @param table The table.
 * @returns The frame, with columns of type Float64, String or Bool.
 */
export function frameOfTable(table: Table): pl.DataFrame {
  const frame = pl.DataFrame(table.columnNames.map((name) => seriesOfColumn(name, table.column(name))));
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

const NUMERIC = /^(U?Int(8|16|32|64)|Float(32|64))$/;

function columnOf(name: string, series: pl.Series): Column {
  const type: string = series.dtype.variant;
  if (NUMERIC.test(type)) return numberColumnOf(series);
  if (type === "String" || type === "Utf8") return textColumnOf(series);
  if (type === "Bool") return { type: "boolean", values: series.toArray() as (boolean | null)[] };
  if (type === "Categorical" || type === "Date") {
    return textColumnOf(series.cast(pl.Utf8));
  }
  throw new WorkspaceError({
    what: `Column has a type that a table cannot hold: ${type}`,
    where: name,
    mend: "Write it as a number, text, truth value or date",
  });
}

function numbersOf(series: pl.Series): Float64Array {
  const floats = series.cast(pl.Float64);
  const whole = floats.nullCount() === 0 ? floats : withoutNulls(floats);
  return new Float64Array(whole.toTypedArray() as Float64Array);
}

function withoutNulls(floats: pl.Series): pl.Series {
  const filled = pl.DataFrame([floats.alias("value")]).select(pl.col("value").fillNull(pl.lit(NaN)));
  return filled.getColumn("value");
}
