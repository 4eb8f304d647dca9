/**
 * A table that stays on disk as Parquet: engines scan it and never hold it whole.
 *
 * @module
 */
import { WorkspaceError } from "./errors.ts";
import type { Column } from "./table.ts";

/** The type of a column of a scanned table. */
export type ColumnKind = Column["type"];

/**
 * Parquet files with the same columns, read as one table of which an engine takes the columns that it needs.
 *
 * Shows its shape only. `lib/sources` makes it, because it alone decides which files may be read.
 */
export class ScannedTable {
  readonly #columns: ReadonlyMap<string, ColumnKind>;
  /** The files, in order. */
  readonly files: readonly string[];
  /** The number of rows of all files. */
  readonly rowCount: number;

  /**
   * Makes a scanned table.
   *
   * @param plan `files`: absolute paths, at least one; `columns`: types by name; `rowCount`: of all files.
   * @throws {WorkspaceError} When there is no file.
   */
  constructor(
    plan: {
      readonly files: readonly string[];
      readonly columns: ReadonlyMap<string, ColumnKind>;
      readonly rowCount: number;
    },
  ) {
    if (plan.files.length === 0) {
      throw new WorkspaceError({ what: "No file to scan", mend: "Give at least one Parquet file" });
    }
    this.files = [...plan.files];
    this.#columns = new Map(plan.columns);
    this.rowCount = plan.rowCount;
  }

  /** The column names, in order. */
  get columnNames(): readonly string[] {
    return [...this.#columns.keys()];
  }

  /** Whether a column of this name exists. */
  has(name: string): boolean {
    return this.#columns.has(name);
  }

  /** Gives the type of a column. */
  typeOf(name: string): ColumnKind {
    const type = this.#columns.get(name);
    if (type) return type;
    throw new WorkspaceError({
      what: `Column is missing: ${name}`,
      mend: `Choose one of: ${this.columnNames.join(", ")}`,
    });
  }

  /** The shape, so that `JSON.stringify` leaks neither rows nor paths. */
  toJSON(): string {
    return `ScannedTable(${this.rowCount} rows × ${this.#columns.size} columns in ${this.files.length} files)`;
  }

  /** The shape, for string contexts. */
  toString(): string {
    return this.toJSON();
  }

  /** The shape, for `console.log` under Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toJSON();
  }

  /** The shape, for `console.log` under Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toJSON();
  }

  /** The shape, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.toJSON() };
  }
}
