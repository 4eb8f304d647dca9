/** Reads the designs and the values that generate.R wrote. */
import { parse } from "csv-parse/sync";
import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";

/** A value of R `survey`. */
export interface Reference {
  readonly value: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
}

function read(file: string): Record<string, string>[] {
  const path = new URL(`../data/survey/${file}`, import.meta.url);
  return parse(Deno.readTextFileSync(path), { columns: true, skip_empty_lines: true });
}

function numberOf(text: string | undefined): number {
  return text === undefined || text === "NA" || text === "" ? NaN : Number(text);
}

/** A data file as a table: a column is numeric when every value is a number or NA. */
export function readTable(file: string): Table {
  const rows = read(file);
  const columns: Record<string, Float64Array | (string | null)[]> = {};
  for (const name of Object.keys(rows[0] ?? {})) {
    const texts = rows.map((row) => row[name] ?? "");
    const numeric = texts.every((text) => text === "NA" || (text !== "" && !Number.isNaN(Number(text))));
    columns[name] = numeric
      ? Float64Array.from(texts, numberOf)
      : texts.map((text) => text === "NA" ? null : text);
  }
  return Table.from(columns);
}

const references = new Map(
  read("expected.csv").map((row): [string, Reference] => [row.key ?? "", {
    value: numberOf(row.value),
    se: numberOf(row.se),
    low: numberOf(row.low),
    high: numberOf(row.high),
  }]),
);

/** The value of R for a key of generate.R. */
export function reference(key: string): Reference {
  const found = references.get(key);
  if (found) return found;
  throw new Error(`generate.R has no ${key}`);
}

/** All keys of one design. */
export function keysOf(prefix: string): readonly string[] {
  return [...references.keys()].filter((key) => key.startsWith(`${prefix}/`));
}

/** Asserts that two numbers agree to a relative tolerance (absolute below 1). */
export function close(
  found: number | null | undefined,
  wanted: number,
  tolerance: number,
  what: string,
): void {
  const gap = Math.abs((found ?? NaN) - wanted) / Math.max(1, Math.abs(wanted));
  assert.ok(gap <= tolerance, `${what}: ${found} is not ${wanted} (gap ${gap})`);
}

/** Estimates must agree to 1e-8, standard errors to 1e-6: the line. */
export function agrees(
  found: { readonly value: number | undefined; readonly se: number | null | undefined },
  key: string,
): void {
  const wanted = reference(key);
  close(found.value, wanted.value, 1e-8, key);
  close(found.se, wanted.se, 1e-6, `${key} se`);
}
