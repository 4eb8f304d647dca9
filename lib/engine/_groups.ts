/**
 * One order and one type of groups for every engine.
 *
 * @module
 */
import { Table } from "../core/table.ts";
import type { EngineQuery } from "./engine.ts";

/** Writes groups as text and sorts the rows by them, null first; sums of no rows become 0. */
export function sortGroups(table: Table, query: EngineQuery): Table {
  const groups = query.by.map((name) => textsOf(table, name));
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  rows.sort((a, b) => {
    for (const group of groups) {
      const [left, right] = [group[a] ?? null, group[b] ?? null];
      if (left === right) continue;
      if (left === null || right === null) return left === null ? -1 : 1;
      return left < right ? -1 : 1;
    }
    return 0;
  });
  const columns: Record<string, Float64Array | (string | null)[]> = {};
  for (const [index, name] of query.by.entries()) {
    columns[name] = rows.map((row) => groups[index]?.[row] ?? null);
  }
  for (const name of table.columnNames.filter((candidate) => !query.by.includes(candidate))) {
    const values = table.numbers(name);
    columns[name] = Float64Array.from(rows, (row) => {
      const value = values[row] ?? 0;
      return Number.isNaN(value) ? 0 : value;
    });
  }
  return Table.from(columns);
}

function textsOf(table: Table, name: string): readonly (string | null)[] {
  const column = table.column(name);
  if (column.type === "number") return Array.from(column.values, (v) => Number.isNaN(v) ? null : String(v));
  if (column.type === "boolean") return column.values.map((value) => value === null ? null : String(value));
  return column.values;
}
