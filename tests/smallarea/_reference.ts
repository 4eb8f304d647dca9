/** Reference tables and helpers of the small-area tests. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { neighbourWeights, type SpatialWeights } from "../../lib/smallarea/mod.ts";

const DATA = new URL("../data/smallarea/", import.meta.url);

function textOf(name: string): string {
  return Deno.readTextFileSync(new URL(name, DATA));
}

/** One numeric column of a reference table. */
export function column(file: string, name: string, delimiter = ","): Float64Array {
  const rows: Record<string, string>[] = parse(textOf(file), { columns: true, delimiter });
  const values = Float64Array.from(rows, (row) => Number(row[name]));
  assert.ok(values.length > 0 && values.every(Number.isFinite), `${file} has no numbers in ${name}`);
  return values;
}

/** The neighbours of Columbus. */
export function columbusWeights(style: "row" | "binary"): SpatialWeights {
  const lists = textOf("columbus_nb.txt").trim().split("\n").map((line) =>
    (line.split(":")[1] ?? "").trim().split(/\s+/).map((area) => Number(area) - 1)
  );
  return neighbourWeights(lists, { style });
}

/** Asserts equality to as many significant digits as the reference prints. */
export function near(found: number | undefined, expected: number, digits = 10): void {
  const gap = Math.abs((found ?? NaN) - expected);
  assert.ok(gap <= 0.6 * 10 ** (1 - digits) * Math.abs(expected), `${found} is not ${expected}`);
}
