/**
 * The columns of a design matrix from the columns of a table.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { BooleanValues, Column, Table } from "../core/table.ts";
import type { Formula, SimpleTerm, Term } from "./formula.ts";

/** A column over the rows that are in: numbers, or codes of levels for a factor. */
export interface ColumnData {
  /** Numbers or codes. */
  readonly values: Float64Array;
  /** The levels by code, the reference first; empty for a numeric column. */
  readonly levels: readonly string[];
}

/** One column set to the same value for everybody: a number, or the code of a level. */
export interface Fixed {
  /** The column. */
  readonly column: string;
  /** The number or code. */
  readonly value: number;
}

/** A column of the matrix with what it stands for. */
export interface BuiltColumn {
  readonly name: string;
  readonly term: Term | null;
  readonly levels: Readonly<Record<string, string>>;
  readonly values: Float64Array;
}

/** Larger numbers overflow, or underflow in a variance: 1e100 squared is 1e200 of at most 1.8e308. */
const LARGEST = 1e100;

/** Reads one column of the formula over the rows that are in. */
export function columnData(table: Table, term: SimpleTerm, rows: Int32Array): ColumnData {
  const column = table.column(term.column);
  if (term.kind === "numeric") return { values: numericValues(column, term.column, rows), levels: [] };
  const texts = Array.from(rows, (row) => String(column.values[row]));
  const found = [...new Set(texts)].sort();
  if (!found.includes(term.reference)) {
    throw new WorkspaceError({
      what: `The reference level does not occur: ${term.reference}`,
      where: term.column,
      mend: "Choose a level that occurs in the complete rows",
    });
  }
  if (found.length > rows.length / 2 && found.length > 2) {
    throw new WorkspaceError({
      what: `A factor with ${found.length} levels on ${rows.length} rows is no grouping`,
      where: term.column,
      mend: "Use it as a number, or group it",
    });
  }
  const levels = [term.reference, ...found.filter((level) => level !== term.reference)];
  const codes = new Map(levels.map((level, code) => [level, code]));
  return { values: Float64Array.from(texts, (text) => codes.get(text)!), levels };
}

/** The numbers of a column over some rows; truth values as 0 and 1. */
export function numericValues(column: Column, name: string, rows: Int32Array): Float64Array {
  if (column.type === "text") {
    throw new WorkspaceError({
      what: "A text column is no number",
      where: name,
      mend: `Use factor("${name}", { reference: … })`,
    });
  }
  const values = column.type === "number" ? picked(column.values, rows) : flags(column.values, rows);
  const worst = worstOf(values);
  if (worst === "large") {
    throw new WorkspaceError({
      what: "A number is too large to square",
      where: name,
      mend: "Bring the column to another unit, such as thousands",
    });
  }
  if (worst === "fine") return values;
  throw new WorkspaceError({
    what: "A number is infinite",
    where: name,
    mend: "Mend or leave out these rows",
  });
}

/** The values of some rows; the array itself where all rows are in, since nobody writes to it. */
function picked(values: Float64Array, rows: Int32Array): Float64Array {
  if (rows.length === values.length) return values;
  const result = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) result[index] = values[rows[index]!]!;
  return result;
}

function flags(values: BooleanValues, rows: Int32Array): Float64Array {
  const result = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) result[index] = values[rows[index]!] === true ? 1 : 0;
  return result;
}

function worstOf(values: Float64Array): "fine" | "large" | "infinite" {
  let worst: "fine" | "infinite" = "fine";
  for (let row = 0; row < values.length; row++) {
    const size = Math.abs(values[row]!);
    if (size <= LARGEST) continue;
    if (size < Infinity) return "large";
    worst = "infinite";
  }
  return worst;
}

/** The columns of a formula, the constant first, with at most one table column set to the same value for all. */
export function productColumns(
  formula: Formula,
  data: ReadonlyMap<string, ColumnData>,
  n: number,
  fixed: Fixed | null,
): readonly BuiltColumn[] {
  const intercept = { name: "(intercept)", term: null, levels: {}, values: new Float64Array(n).fill(1) };
  return [
    intercept,
    ...formula.terms.flatMap((term) => {
      const parts = term.kind === "interaction" ? term.parts : [term];
      return parts.map((part) => simpleColumns(part, data.get(part.column)!, n, fixed))
        .reduce((left, right) => right.flatMap((b) => left.map((a) => multiply(a, b))))
        .map((column) => ({ ...column, term }));
    }),
  ];
}

type Part = Omit<BuiltColumn, "term">;

function simpleColumns(term: SimpleTerm, data: ColumnData, n: number, fixed: Fixed | null): readonly Part[] {
  const constant = fixed?.column === term.column ? fixed.value : null;
  const values = constant === null ? data.values : new Float64Array(n).fill(constant);
  if (term.kind === "numeric") return [{ name: term.column, levels: {}, values }];
  return data.levels.slice(1).map((level, index) => ({
    name: `${term.column}=${level}`,
    levels: { [term.column]: level },
    values: values.map((code) => code === index + 1 ? 1 : 0),
  }));
}

function multiply(a: Part, b: Part): Part {
  return {
    name: `${a.name}:${b.name}`,
    levels: { ...a.levels, ...b.levels },
    values: a.values.map((value, row) => value * b.values[row]!),
  };
}
