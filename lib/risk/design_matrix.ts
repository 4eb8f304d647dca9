/**
 * From a table and a formula to numbers: the model matrix, with what was left out and why.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { type ColumnData, columnData, type Fixed, productColumns } from "./_columns.ts";
import { explainDependent } from "./_collinear.ts";
import { independence, MANY_ROWS } from "./_gram.ts";
import { columnsOf, type Formula, termName } from "./formula.ts";

/** What to do with a row that misses a value: stop and say how many (unless told), or leave it out and say so. */
export type MissingPolicy = "refuse" | "dropRows";
/** What to do with a column that follows from others: stop and explain (unless told), or leave it out and say so. */
export type CollinearPolicy = "refuse" | "dropColumns";

/** Options of a design matrix. */
export interface DesignOptions {
  /** What to do with missing values; `refuse` unless told. */
  readonly missing?: MissingPolicy;
  /** What to do with columns that follow from others; `refuse` unless told. */
  readonly collinear?: CollinearPolicy;
  /** Further numeric columns that must be complete, such as person-time. */
  readonly alsoNumeric?: readonly string[];
  /** A further column that must be complete, such as the cluster. */
  readonly group?: string;
}

/** One column of the matrix. */
export interface DesignColumn {
  /** For example `age`, `race=2` or `age:race=2`; `(intercept)` for the constant. */
  readonly name: string;
  /** The term it belongs to; null for the constant. */
  readonly term: string | null;
  /** The levels by factor, for factors and interactions with them. */
  readonly levels: Readonly<Record<string, string>>;
  /** Rows in which the column is not zero. */
  readonly nonZero: number;
}

/** How many rows a column lost. */
export interface MissingCount {
  /** The column. */
  readonly column: string;
  /** Rows without a value in it. */
  readonly rows: number;
}

/** The levels of a factor. */
export interface FactorLevels {
  /** The column. */
  readonly column: string;
  /** The level that the others are compared with. */
  readonly reference: string;
  /** All levels with their rows, the reference first, then sorted. */
  readonly levels: readonly { readonly level: string; readonly n: number }[];
}

/** Relative norm under which a column counts as dependent. Source: R, stats::glm.fit (1e-11 at its default). */
const DEPENDENCE_TOLERANCE = 1e-11;

/**
 * A model matrix. Its rows may be about people: it shows its shape only.
 *
 * @example A factor gives one column per level but the reference
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { designMatrix } from "./design_matrix.ts";
 * import { factor, formula } from "./formula.ts";
 * import assert from "node:assert/strict";
 *
 * const buurt = ["a", "b", "c", "a", "b", "c"];
 * const table = Table.from({ y: Float64Array.of(1, 2, 4, 3, 2, 5), buurt });
 * const design = designMatrix(table, formula("y", [factor("buurt", { reference: "a" })]));
 * assert.deepEqual(design.columns.map(({ name }) => name), ["(intercept)", "buurt=b", "buurt=c"]);
 * assert.equal(String(design), "DesignMatrix(6 rows × 3 columns)");
 * ```
 */
export class DesignMatrix {
  readonly #values: readonly Float64Array[];
  readonly #data: ReadonlyMap<string, ColumnData>;
  readonly #rows: Int32Array;
  /** What the matrix was made from. */
  readonly formula: Formula;
  /** The columns, in order, the constant first. */
  readonly columns: readonly DesignColumn[];
  /** Rows in the matrix. */
  readonly n: number;
  /** Rows left out for a missing value. */
  readonly droppedRows: number;
  /** Which columns had missing values. */
  readonly missing: readonly MissingCount[];
  /** Columns left out because they follow from others, each with its explanation. */
  readonly droppedColumns: readonly string[];

  /** Not for callers: use {@linkcode designMatrix}. */
  constructor(parts: DesignParts) {
    this.#values = parts.values;
    this.#data = parts.data;
    this.#rows = parts.rows;
    this.formula = parts.formula;
    this.columns = parts.columns;
    this.n = parts.rows.length;
    this.droppedRows = parts.droppedRows;
    this.missing = parts.missing;
    this.droppedColumns = parts.droppedColumns;
  }

  /** The values by column. For the analysis folders; nothing that shows itself may hold them. */
  get values(): readonly Float64Array[] {
    return this.#values;
  }

  /** The rows of the table that are in. */
  get rows(): Int32Array {
    return this.#rows;
  }

  /** The levels of the factors. */
  get factors(): readonly FactorLevels[] {
    return [...this.#data].flatMap(([column, data]) => {
      if (data.levels.length === 0) return [];
      const n = data.levels.map((level, code) => ({
        level,
        n: data.values.filter((v) => v === code).length,
      }));
      return [{ column, reference: data.levels[0]!, levels: n }];
    });
  }

  /** The values of one column of the formula over the rows that are in; codes of levels for a factor. */
  dataOf(column: string): ColumnData {
    const data = this.#data.get(column);
    if (data) return data;
    throw new WorkspaceError({
      what: `Not a column of the formula: ${column}`,
      mend: `Choose one of: ${[...this.#data.keys()].join(", ")}`,
    });
  }

  /** The matrix as it would be had everybody the same value of one column, all else as it is. */
  valuesWith(fixed: Fixed): readonly Float64Array[] {
    this.dataOf(fixed.column);
    const named = new Map(
      productColumns(this.formula, this.#data, this.n, fixed).map((c) => [c.name, c.values]),
    );
    return this.columns.map(({ name }) => named.get(name)!);
  }

  /** The slopes of the matrix along one numeric column, row by row: zero in columns that it has no part in. */
  slopesAlong(column: string): readonly Float64Array[] {
    this.dataOf(column);
    const named = new Map(
      productColumns(this.formula, this.#data, this.n, { slopeOf: column }).map((c) => [c.name, c.values]),
    );
    return this.columns.map(({ name }) => named.get(name)!);
  }

  /** The shape, so that `JSON.stringify` leaks no row. */
  toJSON(): string {
    return this.toString();
  }

  /** The shape. */
  toString(): string {
    return `DesignMatrix(${this.n} rows × ${this.columns.length} columns)`;
  }

  /** The shape, for `console.log`. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toString();
  }

  /** The shape, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.toString() };
  }
}

/** What a {@linkcode DesignMatrix} is made of. */
export interface DesignParts extends
  Pick<
    DesignMatrix,
    "formula" | "columns" | "droppedRows" | "missing" | "droppedColumns" | "values" | "rows"
  > {
  /** The data by column of the formula. */
  readonly data: ReadonlyMap<string, ColumnData>;
}

/**
 * Makes the model matrix of a formula.
 *
 * @param table The rows.
 * @param formula The outcome and the terms.
 * @param options What to do with missing values and dependent columns.
 * @returns The matrix, its columns named.
 * @throws {WorkspaceError} When a value is missing or infinite, a reference level does not occur, a column is constant,
 * or columns follow from each other, unless the options allow it.
 */
export function designMatrix(table: Table, formula: Formula, options: DesignOptions = {}): DesignMatrix {
  const named = [...new Set([...formula.terms.flatMap(columnsOf), formula.outcome])];
  const numeric = [...named, ...(options.alsoNumeric ?? [])];
  const needed = options.group === undefined ? numeric : [...numeric, options.group];
  const { rows, missing } = completeRows(table, [...new Set(needed)], options.missing ?? "refuse");
  const data = new Map<string, ColumnData>();
  for (const term of formula.terms) {
    if (term.kind !== "interaction") data.set(term.column, columnData(table, term, rows));
  }
  const all = productColumns(formula, data, rows.length, null);
  const sure = rows.length >= MANY_ROWS && independence(all.map(({ values }) => values)) === "independent";
  const explained = sure ? [] : explainDependent(all, DEPENDENCE_TOLERANCE);
  if (explained.length > 0 && (options.collinear ?? "refuse") === "refuse") {
    throw new WorkspaceError({
      what: explained.map(({ text }) => text).join("; "),
      where: `model of ${formula.outcome}`,
      mend: "Take one of the terms out, merge levels, or pass collinear: dropColumns",
    });
  }
  const dropped = new Set(explained.map(({ name }) => name));
  const kept = all.filter(({ name }) => !dropped.has(name));
  requireRows(rows.length, kept.length, formula);
  return new DesignMatrix({
    formula,
    data,
    rows,
    missing,
    droppedRows: table.rowCount - rows.length,
    droppedColumns: explained.map(({ text }) => text),
    values: kept.map(({ values }) => values),
    columns: kept.map(({ name, term, levels, values }) => ({
      name,
      term: term === null ? null : termName(term),
      levels,
      nonZero: countNonZero(values),
    })),
  });
}

function countNonZero(values: Float64Array): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) if (values[row] !== 0) count++;
  return count;
}

function requireRows(n: number, columns: number, formula: Formula): void {
  if (n > columns) return;
  throw new WorkspaceError({
    what: `${n} complete rows for ${columns} coefficients`,
    where: `model of ${formula.outcome}`,
    mend: "Take terms out or merge levels: a model needs more rows than coefficients",
  });
}

/** The rows that have a value in every column. */
export function completeRows(table: Table, columns: readonly string[], policy: MissingPolicy) {
  const complete = new Uint8Array(table.rowCount).fill(1);
  const missing: MissingCount[] = [];
  for (const name of columns) {
    const column = table.column(name);
    const rows = column.type === "number"
      ? markMissing(column.values, complete)
      : markEmpty(column.values, complete);
    if (rows > 0) missing.push({ column: name, rows });
  }
  if (missing.length > 0 && policy === "refuse") {
    throw new WorkspaceError({
      what: `Values are missing: ${
        missing.map(({ column, rows }) => `${column} in ${rows} rows`).join(", ")
      }`,
      where: "design matrix",
      mend: "Impute them, or pass missing: dropRows and tell readers how many rows that leaves out",
    });
  }
  const rows = new Int32Array(table.rowCount);
  let count = 0;
  for (let row = 0; row < complete.length; row++) if (complete[row] === 1) rows[count++] = row;
  if (count === 0) {
    throw new WorkspaceError({ what: "No row has a value in every column", where: columns.join(", ") });
  }
  return { rows: rows.slice(0, count), missing };
}

function markMissing(values: Float64Array, complete: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === value) continue;
    count++;
    complete[row] = 0;
  }
  return count;
}

function markEmpty(values: readonly (string | boolean | null)[], complete: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    if (values[row] !== null) continue;
    count++;
    complete[row] = 0;
  }
  return count;
}
