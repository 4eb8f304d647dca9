/** The published data and a comparison of digits. */
import { parse } from "csv-parse/sync";
import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";

/** A data file as a table: a column is numeric when every value is a number. */
export function readTable(file: string): Table {
  const path = new URL(`../data/risk/${file}`, import.meta.url);
  const rows: Record<string, string>[] = parse(Deno.readTextFileSync(path), { columns: true });
  const columns: Record<string, Float64Array | string[]> = {};
  for (const name of Object.keys(rows[0] ?? {})) {
    const texts = rows.map((row) => row[name] ?? "");
    columns[name] = texts.every((text) => text !== "" && !Number.isNaN(Number(text)))
      ? Float64Array.from(texts, Number)
      : texts;
  }
  return Table.from(columns);
}

/** Asserts agreement to a relative error, 1e-8 unless told. */
export function close(
  found: number | null | undefined,
  wanted: number,
  what: string,
  tolerance = 1e-8,
): void {
  const gap = Math.abs((found ?? NaN) - wanted) / Math.abs(wanted);
  assert.ok(gap <= tolerance, `${what}: ${found} is not ${wanted} (relative error ${gap})`);
}

/** A table of outcome and one two-valued term from the four counts. */
export function twoByTwo(a: number, b: number, c: number, d: number): Table {
  const fill = (values: readonly number[]) =>
    Float64Array.from(
      [a, b, c, d].flatMap((count, cell) => Array.from({ length: count }, () => values[cell]!)),
    );
  return Table.from({ x: fill([1, 1, 0, 0]), y: fill([1, 0, 1, 0]) });
}

/** A numeric table several times over: the estimates stay, errors shrink by the root of the number of copies. */
export function repeated(table: Table, copies: number): Table {
  const columns = table.columnNames.map((name) => {
    const values = table.numbers(name);
    const all = new Float64Array(values.length * copies);
    for (let copy = 0; copy < copies; copy++) all.set(values, copy * values.length);
    return [name, all] as const;
  });
  return Table.from(Object.fromEntries(columns));
}
