/**
 * Rows about people, held in columns. A table shows its shape and never its rows.
 *
 * @module
 */
import { WorkspaceError } from "./errors.ts";

/** Numbers with NaN for a missing value. */
export type NumberValues = Float64Array;
/** Texts with null for a missing value. */
export type TextValues = readonly (string | null)[];
/** Truth values with null for a missing value. */
export type BooleanValues = readonly (boolean | null)[];

/** One column of a {@linkcode Table}. */
export type Column =
  | { readonly type: "number"; readonly values: NumberValues }
  | {
    readonly type: "text";
    readonly values: TextValues;
    /** The number of rows, where `values` is made only when it is asked for; otherwise the length of `values`. */
    readonly rowCount?: number;
  }
  | { readonly type: "boolean"; readonly values: BooleanValues };

/**
 * An immutable table of named columns of equal length.
 *
 * Rows may be about people, so display, inspection and JSON all give the shape only; a function that needs the
 * values asks for a column by name.
 *
 * @example The shape is all that shows
 * ```ts
 * import { Table } from "./table.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ leeftijd: Float64Array.of(3, 5), wijk: ["WK990101", "WK990102"] });
 * assert.equal(table.rowCount, 2);
 * assert.equal(JSON.stringify(table), '"Table(2 rows × 2 columns: leeftijd number, wijk text)"');
 * ```
 */
export class Table {
  readonly #columns: ReadonlyMap<string, Column>;
  /** The number of rows. */
  readonly rowCount: number;

  private constructor(columns: ReadonlyMap<string, Column>, rowCount: number) {
    this.#columns = columns;
    this.rowCount = rowCount;
  }

  /**
   * Makes a table from arrays: Float64Array for numbers, otherwise texts or truth values.
   *
   * @param columns The values by column name, all of one length.
   * @returns The table.
   * @throws {WorkspaceError} When lengths differ or a column mixes types.
   */
  static from(columns: Readonly<Record<string, NumberValues | TextValues | BooleanValues>>): Table {
    const built = new Map<string, Column>();
    for (const [name, values] of Object.entries(columns)) built.set(name, columnOf(name, values));
    return Table.fromColumns(built);
  }

  /**
   * Makes a table from typed columns.
   *
   * @param columns The columns by name.
   * @returns The table.
   * @throws {WorkspaceError} When lengths differ.
   */
  static fromColumns(columns: ReadonlyMap<string, Column>): Table {
    const lengths = new Set([...columns.values()].map(columnLength));
    if (lengths.size > 1) {
      throw new WorkspaceError({
        what: `Columns have ${lengths.size} different lengths`,
        where: [...columns.keys()].join(", "),
        mend: "Give every column one value per row",
      });
    }
    return new Table(new Map(columns), [...lengths][0] ?? 0);
  }

  /** The column names, in order. */
  get columnNames(): readonly string[] {
    return [...this.#columns.keys()];
  }

  /** Whether a column of this name exists. */
  has(name: string): boolean {
    return this.#columns.has(name);
  }

  /** Gives a column by name. */
  column(name: string): Column {
    const column = this.#columns.get(name);
    if (column) return column;
    throw new WorkspaceError({
      what: `Column is missing: ${name}`,
      mend: `Choose one of: ${this.columnNames.join(", ")}`,
    });
  }

  /** Gives the values of a numeric column. */
  numbers(name: string): NumberValues {
    const column = this.column(name);
    if (column.type === "number") return column.values;
    throw wrongType(name, "number", column.type);
  }

  /** Gives the values of a text column. */
  texts(name: string): TextValues {
    const column = this.column(name);
    if (column.type === "text") return column.values;
    throw wrongType(name, "text", column.type);
  }

  /** Gives the values of a column of truth values. */
  booleans(name: string): BooleanValues {
    const column = this.column(name);
    if (column.type === "boolean") return column.values;
    throw wrongType(name, "boolean", column.type);
  }

  /** Gives a table with columns added or replaced. */
  withColumns(columns: Readonly<Record<string, NumberValues | TextValues | BooleanValues>>): Table {
    const next = new Map(this.#columns);
    for (const [name, values] of Object.entries(columns)) next.set(name, columnOf(name, values));
    return Table.fromColumns(next);
  }

  /** Gives a table with only the named columns, in that order. */
  select(names: readonly string[]): Table {
    return Table.fromColumns(new Map(names.map((name) => [name, this.column(name)] as const)));
  }

  /** Gives the rows for which `keep` is true, by row index. */
  filter(keep: (row: number) => boolean): Table {
    const rows: number[] = [];
    for (let row = 0; row < this.rowCount; row++) if (keep(row)) rows.push(row);
    return Table.fromColumns(
      new Map([...this.#columns].map(([name, column]) => [name, pickRows(column, rows)] as const)),
    );
  }

  #shape(): string {
    const columns = [...this.#columns].map(([name, column]) => `${name} ${column.type}`).join(", ");
    return `Table(${this.rowCount} rows × ${this.#columns.size} columns${columns ? `: ${columns}` : ""})`;
  }

  /** The shape, so that `JSON.stringify` leaks no row. */
  toJSON(): string {
    return this.#shape();
  }

  /** The shape, for string contexts. */
  toString(): string {
    return this.#shape();
  }

  /** The shape, for `console.log` under Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.#shape();
  }

  /** The shape, for `console.log` under Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.#shape();
  }

  /** The shape, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.#shape() };
  }
}

/**
 * Gives the number of rows of a column without making its values.
 *
 * @param column The column.
 * @returns The number of rows.
 */
export function columnLength(column: Column): number {
  return column.type === "text" ? column.rowCount ?? column.values.length : column.values.length;
}

function columnOf(name: string, values: NumberValues | TextValues | BooleanValues): Column {
  if (values instanceof Float64Array) return { type: "number", values };
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  if (kinds.size === 0) return { type: "text", values: values as TextValues };
  if (kinds.size === 1 && kinds.has("string")) return { type: "text", values: values as TextValues };
  if (kinds.size === 1 && kinds.has("boolean")) return { type: "boolean", values: values as BooleanValues };
  throw new WorkspaceError({
    what: `Column mixes types: ${[...kinds].sort().join(", ")}`,
    where: name,
    mend: "Give numbers as a Float64Array, other columns as texts or as truth values",
  });
}

function pickRows(column: Column, rows: readonly number[]): Column {
  if (column.type === "number") {
    return { type: "number", values: Float64Array.from(rows, (row) => column.values[row] ?? NaN) };
  }
  if (column.type === "text") return { type: "text", values: rows.map((row) => column.values[row] ?? null) };
  return { type: "boolean", values: rows.map((row) => column.values[row] ?? null) };
}

function wrongType(name: string, wanted: string, found: string): WorkspaceError {
  return new WorkspaceError({ what: `Column is of type ${found}, not ${wanted}`, where: name });
}
