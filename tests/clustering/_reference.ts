/** Reference tables and helpers of the clustering tests. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { Table } from "../../lib/core/table.ts";

const DATA = new URL("../data/clustering/", import.meta.url);

/** Reads a reference table: numeric columns by name. */
export function reference(name: string, columns: readonly string[]): Table {
  const rows: Record<string, string>[] = parse(Deno.readTextFileSync(new URL(name, DATA)), { columns: true });
  return Table.from(
    Object.fromEntries(
      columns.map((column) => [column, Float64Array.from(rows, (row) => Number(row[column]))]),
    ),
  );
}

/** Asserts equality to as many digits as the reference prints. */
export function near(found: number, expected: number, digits = 9): void {
  const gap = Math.abs(found - expected);
  assert.ok(gap <= 0.6 * 10 ** -digits * Math.max(1, Math.abs(expected)), `${found} is not ${expected}`);
}
