/**
 * Which rows of a station an analysis is about, and the numbers in them.
 *
 * @module
 */
import type { Table } from "../core/table.ts";
import type { Condition, FederatedTerm } from "./agreement.ts";

/** Reads a column as codes: texts as they are, truth values and numbers as in JSON; null for missing. */
export function codesOf(table: Table, column: string): (row: number) => string | null {
  const data = table.column(column);
  if (data.type === "text") return (row) => data.values[row] ?? null;
  if (data.type === "boolean") {
    return (row) => {
      const value = data.values[row] ?? null;
      return value === null ? null : String(value);
    };
  }
  return (row) => {
    const value = data.values[row] ?? NaN;
    return Number.isNaN(value) ? null : String(value);
  };
}

/** Reads a column as numbers: truth values as 0 and 1; NaN for missing. A text column is refused by the table. */
export function numbersOf(table: Table, column: string): (row: number) => number {
  const data = table.column(column);
  if (data.type !== "boolean") {
    const values = table.numbers(column);
    return (row) => values[row] ?? NaN;
  }
  return (row) => {
    const value = data.values[row] ?? null;
    return value === null ? NaN : Number(value);
  };
}

/** Reads a term of a regression as numbers. */
export function termValues(table: Table, term: FederatedTerm): (row: number) => number {
  if (term.code === undefined) return numbersOf(table, term.column);
  const code = codesOf(table, term.column);
  return (row) => {
    const found = code(row);
    return found === null ? NaN : Number(found === term.code);
  };
}

/** Gives the rows for which every condition holds. */
export function rowsOf(table: Table, group: readonly Condition[]): readonly number[] {
  const tests = group.map((condition) => keeps(table, condition));
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) if (tests.every((test) => test(row))) rows.push(row);
  return rows;
}

function keeps(table: Table, condition: Condition): (row: number) => boolean {
  if ("isOneOf" in condition) {
    const code = codesOf(table, condition.column);
    const wanted = new Set(condition.isOneOf);
    return (row) => wanted.has(code(row) ?? "\u0000");
  }
  const value = numbersOf(table, condition.column);
  return (row) => value(row) >= condition.from && value(row) <= condition.to;
}
