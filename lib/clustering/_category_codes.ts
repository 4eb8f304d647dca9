/**
 * Columns of categories as whole numbers from 0.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";

/** A column of categories. */
export interface Coded {
  /** The name of the column. */
  readonly name: string;
  /** Code per row; −1 for a missing value. */
  readonly codes: Int32Array;
  /** The categories as texts, in the order of their codes: sorted, so that the order of rows does not matter. */
  readonly categories: readonly string[];
  /** The number of missing values. */
  readonly missing: number;
}

/** Most categories that a column may have: more is a name or an amount, not a category. */
const MOST_CATEGORIES = 10_000;

/** Codes a text, truth or numeric column by its values. */
export function codeColumn(table: Table, name: string): Coded {
  const column = table.column(name);
  const values = column.values as ArrayLike<string | number | boolean | null>;
  const found = new Set<string | number | boolean>();
  let missing = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? null;
    if (value === null || Number.isNaN(value)) missing++;
    else found.add(value);
    if (found.size > MOST_CATEGORIES) {
      throw problem(
        name,
        `Column has more than ${MOST_CATEGORIES} different values`,
        "Cut it into classes first",
      );
    }
  }
  if (found.size === 0) throw problem(name, "Every value of the column is missing", "Leave the column out");
  if (found.has(Infinity) || found.has(-Infinity)) {
    throw problem(name, "Column holds an infinite value", "Correct it or mark it as missing");
  }
  const sorted = [...found].sort((a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1
  );
  const code = new Map(sorted.map((value, index) => [value, index]));
  const codes = Int32Array.from(values, (value) => value === null ? -1 : code.get(value) ?? -1);
  return { name, codes, categories: sorted.map(String), missing };
}

function problem(name: string, what: string, mend: string): WorkspaceError {
  return new WorkspaceError({ what, where: `column ${name}`, mend });
}
