/**
 * Columns of texts made from whole numbers inside Polars, so that a region of millions of cells makes no JavaScript texts.
 *
 * @module
 */
import pl from "nodejs-polars";
import { textColumnOf } from "../../core/frame.ts";
import { civilDigits } from "../../core/period.ts";
import { type Column, Table } from "../../core/table.ts";

/** A number that stands for a missing text. */
export const NO_TEXT = -1;

/** Columns by name, in order. */
export type Columns = Readonly<Record<string, Column>>;

/** Makes a table of columns. */
export function tableOfColumns(columns: Columns): Table {
  return Table.fromColumns(new Map(Object.entries(columns)));
}

/** A column of numbers. */
export function numberColumn(values: Float64Array): Column {
  return { type: "number", values };
}

/** The same text in every row. */
export function sameText(text: string, rows: number): Column {
  if (rows === 0) return { type: "text", values: [] };
  return textColumnOf(
    pl.DataFrame([pl.Series("row", new Int32Array(rows), pl.Int32)])
      .select(pl.when(pl.col("row").eq(pl.lit(0))).then(pl.lit(text)).otherwise(pl.lit(null)).alias("text"))
      .getColumn("text"),
  );
}

/**
 * Writes whole numbers as digits.
 *
 * @param numbers Not negative, except {@linkcode NO_TEXT}.
 * @param absent What stands for {@linkcode NO_TEXT}; null by default.
 */
export function digitsColumn(numbers: Int32Array, absent: string | null = null): Column {
  if (numbers.length === 0) return { type: "text", values: [] };
  const number = pl.col("number");
  const frame = pl.DataFrame([pl.Series("number", numbers, pl.Int32)]);
  const digits = numbers.includes(NO_TEXT)
    ? pl.when(number.lt(pl.lit(0))).then(pl.lit(absent)).otherwise(number.cast(pl.Utf8))
    : number.cast(pl.Utf8);
  return textColumnOf(frame.select(digits.alias("text")).getColumn("text"));
}

/** Writes whole numbers as a prefix and a fixed number of digits with zeros in front. */
export function paddedColumn(numbers: Int32Array, prefix: string, width: number): Column {
  if (numbers.length === 0) return { type: "text", values: [] };
  const one = 10 ** width;
  const shifted = pl.Series("number", numbers.map((number) => number + one), pl.Int32).cast(pl.Utf8);
  const text = pl.concatString([pl.lit(prefix), pl.col("number").str.slice(1)], "").alias("text");
  return textColumnOf(pl.DataFrame([shifted]).select(text).getColumn("text"));
}

/** Writes day numbers as `yyyymmdd`. */
export function datesColumn(days: ArrayLike<number>): Column {
  return digitsColumn(Int32Array.from(days, civilDigits));
}

/**
 * Looks texts up by number.
 *
 * @param codes Places in the list of texts; {@linkcode NO_TEXT} for a missing one.
 * @param texts Lists of one length, by column name.
 * @returns The columns.
 */
export function lookedUp(
  codes: Int32Array,
  texts: Readonly<Record<string, readonly (string | null)[]>>,
): Columns {
  const names = Object.keys(texts), size = texts[names[0] ?? ""]?.length ?? 0;
  const list = pl.DataFrame([
    pl.Series("code", Int32Array.from({ length: size }, (_, code) => code), pl.Int32),
    ...names.map((name) => pl.Series(name, [...texts[name] ?? []], pl.Utf8)),
  ]);
  const joined = pl.DataFrame([pl.Series("code", codes, pl.Int32)]).withRowIndex("row")
    .join(list, { on: "code", how: "left" }).sort("row");
  return Object.fromEntries(names.map((name) => [name, textColumnOf(joined.getColumn(name))] as const));
}
