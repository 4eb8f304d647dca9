/**
 * One order and one type of groups for every engine, and the sums of the plan as numbers.
 *
 * @module
 */
import { type Column, Table } from "../core/table.ts";
import type { QueryPlan } from "./engine.ts";
import { exactTotals, rememberTotals, roundTotal } from "./_exact.ts";

/** What an engine found: a row per group. */
export interface Found {
  /** The columns of the groups, in the order asked. */
  readonly groups: readonly (readonly [name: string, column: Column])[];
  /** The number of groups. */
  readonly rowCount: number;
  /** Gives a column of sums as whole numbers; 0 where no rows were summed. */
  readonly integers: (column: string) => readonly bigint[];
}

/** Writes groups as text, sorts the rows by them, null first, and puts the sums together. */
export function finishQuery(plan: QueryPlan, found: Found): Table {
  const groups = found.groups.map(([, column]) => textsOf(column));
  const rows = Array.from({ length: found.rowCount }, (_, row) => row);
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
  for (const [index, [name]] of found.groups.entries()) {
    columns[name] = rows.map((row) => groups[index]?.[row] ?? null);
  }
  // Measures share sums: each is put together once.
  const numbers = new Map<string, Float64Array>(), exact = new Map<string, readonly bigint[]>();
  const totals = new Map<string, readonly bigint[]>();
  for (const { name, sum } of plan.columns) {
    let values = numbers.get(sum.name);
    if (!values) {
      const read = sum.kind === "count" ? found.integers(sum.name) : exactTotals(sum.name, found.integers);
      const sorted = rows.map((row) => read[row] ?? 0n);
      values = Float64Array.from(sorted, sum.kind === "count" ? Number : roundTotal);
      numbers.set(sum.name, values);
      if (sum.kind === "amount") exact.set(sum.name, sorted);
    }
    columns[name] = values;
    const own = exact.get(sum.name);
    if (own) totals.set(name, own);
  }
  const table = Table.from(columns);
  rememberTotals(table, totals);
  return table;
}

function textsOf(column: Column): readonly (string | null)[] {
  if (column.type === "number") return Array.from(column.values, (v) => Number.isNaN(v) ? null : String(v));
  if (column.type === "boolean") return column.values.map((value) => value === null ? null : String(value));
  return column.values;
}
