/**
 * From small groups to larger ones without a second scan: counts and sums of parts add up to those of the whole.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { Table } from "../core/table.ts";
import { rememberTotals, roundTotal, totalsOfColumn } from "./_exact.ts";

/**
 * Adds the rows of an aggregate up into fewer groups.
 *
 * The result of an engine, and of this function, adds up exactly: the numbers are those of a query by the larger groups,
 * to the last bit. Of a table from elsewhere amounts are added in the order of its rows.
 *
 * @example From buurt to wijk
 * ```ts
 * import { rollUp } from "./roll_up.ts";
 * import { Table } from "../core/table.ts";
import { rememberTotals, roundTotal, totalsOfColumn } from "./_exact.ts";
 * import assert from "node:assert/strict";
 *
 * const buurten = Table.from({ wijk: ["W1", "W1", "W2"], buurt: ["B1", "B2", "B3"], "arm.n": Float64Array.of(1, 2, 4) });
 * assert.deepEqual([...rollUp(buurten, ["wijk"]).numbers("arm.n")], [3, 4]);
 * ```
 *
 * @param aggregate What {@linkcode QueryEngine.aggregate} gave: groups as texts, counts and sums as numbers.
 * @param by The columns of the larger groups, all of them columns of texts; none gives one row.
 * @returns A row per group, sorted by the groups' texts (null first). Other columns of texts fall away.
 * @throws {WorkspaceError} When a column is missing or holds no texts.
 */
export function rollUp(aggregate: Table, by: readonly string[]): Table {
  const keys = by.map((name) => aggregate.texts(name));
  const measures = aggregate.columnNames.filter((name) => aggregate.column(name).type === "number");
  if (by.some((name) => measures.includes(name))) {
    throw new WorkspaceError({ what: "A group is a number", mend: "Group by columns of texts" });
  }
  const groupOf = new Map<string, number>();
  const firstRows: number[] = [];
  const groups = Int32Array.from({ length: aggregate.rowCount }, (_, row) => {
    const key = JSON.stringify(keys.map((values) => values[row] ?? null));
    let group = groupOf.get(key);
    if (group === undefined) {
      groupOf.set(key, group = firstRows.length);
      firstRows.push(row);
    }
    return group;
  });
  const order = Array.from(firstRows.keys()).sort((a, b) =>
    compareRows(keys, firstRows[a] ?? 0, firstRows[b] ?? 0)
  );
  const texts = by.map((name, index) =>
    [name, order.map((group) => keys[index]?.[firstRows[group] ?? 0] ?? null)] as const
  );
  const totals = new Map<string, readonly bigint[]>();
  const sums = measures.map((name) => {
    const exact = totalsOfColumn(aggregate, name);
    if (exact) {
      const added = new Array<bigint>(firstRows.length).fill(0n);
      for (const [row, group] of groups.entries()) added[group]! += exact[row] ?? 0n;
      const sorted = order.map((group) => added[group] ?? 0n);
      totals.set(name, sorted);
      return [name, Float64Array.from(sorted, roundTotal)] as const;
    }
    const added = new Float64Array(firstRows.length), values = aggregate.numbers(name);
    for (const [row, group] of groups.entries()) added[group]! += values[row] ?? 0;
    return [name, Float64Array.from(order, (group) => added[group] ?? 0)] as const;
  });
  const table = Table.from(Object.fromEntries([...texts, ...sums]));
  rememberTotals(table, totals);
  return table;
}

/**
 * Puts aggregates of the same query below one another, with their totals before rounding.
 *
 * @param parts Aggregates of parts of the rows, at least one, with the same columns.
 * @returns Their rows, in order; {@linkcode rollUp} adds them up.
 */
export function stackAggregates(parts: readonly Table[]): Table {
  const names = parts[0]?.columnNames ?? [];
  const totals = new Map<string, readonly bigint[]>();
  const columns = names.map((name) => {
    const exact = parts.map((part) => totalsOfColumn(part, name));
    if (exact.every((one) => one !== null)) totals.set(name, exact.flat());
    const isNumber = parts[0]?.column(name).type === "number";
    return [
      name,
      isNumber
        ? Float64Array.from(parts.flatMap((part) => [...part.numbers(name)]))
        : parts.flatMap((part) => [...part.texts(name)]),
    ] as const;
  });
  const table = Table.from(Object.fromEntries(columns));
  rememberTotals(table, totals);
  return table;
}

function compareRows(keys: readonly (readonly (string | null)[])[], one: number, other: number): number {
  for (const values of keys) {
    const [left, right] = [values[one] ?? null, values[other] ?? null];
    if (left === right) continue;
    if (left === null || right === null) return left === null ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return 0;
}
