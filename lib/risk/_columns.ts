/**
 * The columns of a design matrix from the columns of a table.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { BooleanValues, Column, Table } from "../core/table.ts";
import { type Curve, curveColumns, curveOf } from "./_spline.ts";
import type { Formula, SimpleTerm, SplineTerm, Term } from "./formula.ts";

/** A column over the rows that are in: numbers, or codes of levels for a factor. */
export interface ColumnData {
  /** Numbers or codes. */
  readonly values: Float64Array;
  /** The levels by code, the reference first; empty for a numeric column. */
  readonly levels: readonly string[];
  /** The placed knots of a spline; absent for other terms. */
  readonly curve?: Curve;
}

/** One column set to the same value for everybody: a number, or the code of a level. */
export interface Fixed {
  /** The column. */
  readonly column: string;
  /** The number or code. */
  readonly value: number;
}

/** The slope along one column instead of the value. */
export interface Slope {
  /** The column. */
  readonly slopeOf: string;
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
  if (term.kind === "spline") {
    const values = numericValues(column, term.column, rows);
    return { values, levels: [], curve: curveOf(term, values) };
  }
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

/**
 * The columns of a formula, the constant first; with one table column set to the same value for all, or with the slopes
 * of all columns along one table column.
 */
export function productColumns(
  formula: Formula,
  data: ReadonlyMap<string, ColumnData>,
  n: number,
  change: Fixed | Slope | null,
): readonly BuiltColumn[] {
  const along = change !== null && "slopeOf" in change ? change.slopeOf : null;
  const constant = new Float64Array(n).fill(along === null ? 1 : 0);
  return [
    { name: "(intercept)", term: null, levels: {}, values: constant },
    ...formula.terms.flatMap((term) => {
      const parts = term.kind === "interaction" ? term.parts : [term];
      const bends = along === null || parts.some(({ column }) => column === along);
      return parts.map((part) => simpleColumns(part, data.get(part.column)!, n, change))
        .reduce((left, right) => right.flatMap((b) => left.map((a) => multiply(a, b))))
        .map((column) => ({ ...column, term, values: bends ? column.values : new Float64Array(n) }));
    }),
  ];
}

type Part = Omit<BuiltColumn, "term">;

function simpleColumns(
  term: SimpleTerm,
  data: ColumnData,
  n: number,
  change: Fixed | Slope | null,
): readonly Part[] {
  const slope = change !== null && "slopeOf" in change && change.slopeOf === term.column;
  const fixed = change !== null && "value" in change && change.column === term.column ? change.value : null;
  const values = fixed === null ? data.values : new Float64Array(n).fill(fixed);
  if (term.kind === "spline") return splineColumns(term, data.curve!, values, slope ? 1 : 0);
  if (term.kind === "numeric") {
    return [{ name: term.column, levels: {}, values: slope ? new Float64Array(n).fill(1) : values }];
  }
  return data.levels.slice(1).map((level, index) => ({
    name: `${term.column}=${level}`,
    levels: { [term.column]: level },
    values: indicator(values, index + 1),
  }));
}

function splineColumns(
  term: SplineTerm,
  curve: Curve,
  values: Float64Array,
  derivative: 0 | 1,
): readonly Part[] {
  const short = term.basis === "natural" ? "ns" : "bs";
  return curveColumns(curve, values, derivative, term.column).map((column, index) => ({
    name: `${short}(${term.column})${index + 1}`,
    levels: {},
    values: column,
  }));
}

function indicator(codes: Float64Array, wanted: number): Float64Array {
  const result = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) if (codes[row] === wanted) result[row] = 1;
  return result;
}

function multiply(a: Part, b: Part): Part {
  return {
    name: `${a.name}:${b.name}`,
    levels: { ...a.levels, ...b.levels },
    values: a.values.map((value, row) => value * b.values[row]!),
  };
}
