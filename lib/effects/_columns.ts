/** Columns of a table as the methods need them: complete numbers, keys of units, zeros and ones. @module */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";

/** A column of finite numbers. */
export function finiteColumn(table: Table, name: string): Float64Array {
  const values = table.numbers(name);
  const bad = values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  if (bad > 0) {
    throw new WorkspaceError({
      what: `${bad} of ${values.length} values are missing or infinite`,
      where: name,
      mend: "Filter these rows first and say in the briefing how many were left out",
    });
  }
  return values;
}

/** A column as keys, one text a row. */
export function keyColumn(table: Table, name: string): readonly string[] {
  const column = table.column(name);
  const values: readonly unknown[] = column.type === "number" ? [...column.values] : column.values;
  if (values.some((value) => value === null || Number.isNaN(value))) {
    throw new WorkspaceError({
      what: "A key is missing",
      where: name,
      mend: "Filter rows without a key first",
    });
  }
  return values.map(String);
}

/** A column of truth values, or of the numbers 0 and 1, as zeros and ones. */
export function indicatorColumn(table: Table, name: string): Float64Array {
  const column = table.column(name);
  if (column.type === "boolean" && column.values.every((value) => value !== null)) {
    return Float64Array.from(column.values, (value) => value ? 1 : 0);
  }
  if (column.type === "number" && column.values.every((value) => value === 0 || value === 1)) {
    return column.values;
  }
  throw new WorkspaceError({
    what: "Column is not a complete yes or no",
    where: name,
    mend: "Give truth values, or the numbers 0 and 1, without missing values",
  });
}

/** Numbers 0, 1, … for keys in sorted order, so that the order of rows cannot matter. */
export function indexKeys(
  keys: readonly string[],
): { readonly index: Int32Array; readonly names: readonly string[] } {
  const names = [...new Set(keys)].sort();
  const places = new Map(names.map((name, place) => [name, place]));
  return { index: Int32Array.from(keys, (key) => places.get(key) ?? 0), names };
}

/** The largest size of a value: standard errors far below it are rounding. */
export function scaleOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The power of two at or below a size, 1 for 0: dividing by it is exact, and squares neither overflow nor vanish. */
export function unitOf(scale: number): number {
  return scale > 0 && Number.isFinite(scale) ? 2 ** Math.floor(Math.log2(scale)) : 1;
}
