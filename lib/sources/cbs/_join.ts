/**
 * Looking up rows of one table from another, by texts and numbers.
 *
 * @module
 */
import type { Table } from "../../core/table.ts";

/**
 * Finds for each row of one table the row of another with the same key; of several the last one.
 *
 * @returns Row numbers of `other`; -1 where there is none or a part of the key is missing.
 */
export function joinRows(
  table: Table,
  keys: readonly string[],
  other: Table,
  otherKeys: readonly string[],
): Float64Array {
  const joined = (from: Table, names: readonly string[]) => {
    const columns = names.map((name) => from.column(name).values);
    return (row: number) => {
      const parts = columns.map((values) => values[row] ?? null);
      return parts.some((part) => part === null || Number.isNaN(part)) ? null : parts.join("\u0000");
    };
  };
  const keyOf = joined(table, keys), otherKeyOf = joined(other, otherKeys);
  const rowOf = new Map<string, number>();
  for (let row = 0; row < other.rowCount; row++) {
    const key = otherKeyOf(row);
    if (key !== null) rowOf.set(key, row);
  }
  return Float64Array.from({ length: table.rowCount }, (_, row) => rowOf.get(keyOf(row) ?? "") ?? -1);
}
