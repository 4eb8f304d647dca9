/** Data and closeness for the tests of effects. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { Table } from "../../lib/core/table.ts";

/** A data file as a table; columns of numbers become numbers. */
export function readTable(file: string): Table {
  const text = Deno.readTextFileSync(new URL(`../data/effects/${file}`, import.meta.url));
  const rows: Record<string, string>[] = parse(text, { columns: true, skip_empty_lines: true });
  const columns: Record<string, Float64Array | string[]> = {};
  for (const name of Object.keys(rows[0] ?? {})) {
    const values = rows.map((row) => row[name] ?? "");
    columns[name] = values.every((value) => value !== "" && !Number.isNaN(Number(value)))
      ? Float64Array.from(values, Number)
      : values;
  }
  return Table.from(columns);
}

/** Asserts agreement to so many digits after the point of the wanted text, one unit in the last place. */
export function digits(found: number | null | undefined, wanted: string): void {
  const decimals = wanted.split(".")[1]?.length ?? 0;
  const gap = Math.abs((found ?? NaN) - Number(wanted));
  assert.ok(gap <= 0.6 * 10 ** -decimals + 1e-13, `${found} is not ${wanted}`);
}

/** The job programme of LaLonde with its groups as numbers; see `tests/data/effects/README.md`. */
export function readLalonde(): Table {
  const table = readTable("lalonde.csv"), race = table.texts("race");
  const isRace = (name: string) => Float64Array.from(race, (value) => value === name ? 1 : 0);
  return table.withColumns({
    black: race.map((value) => value === "black"),
    white: isRace("white"),
    hispanic: isRace("hispan"),
  });
}

/** Traits of lalonde that are known before the programme. */
export const LALONDE_TRAITS: readonly string[] = [
  ...["age", "educ", "hispanic", "white", "married", "nodegree", "re74", "re75"],
];
