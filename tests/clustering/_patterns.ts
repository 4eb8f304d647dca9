/** Tables from response patterns with counts, and synthetic answers with known classes. */
import { parse } from "csv-parse/sync";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";

const DATA = new URL("../data/clustering/", import.meta.url);

/** A reference table of patterns as rows: items A, B, C, … of 0 and 1. */
export function patternTable(name: string): { table: Table; items: readonly string[] } {
  const lines: Record<string, string>[] = parse(Deno.readTextFileSync(new URL(name, DATA)), {
    columns: true,
  });
  const rows = lines.flatMap(({ pattern, count }) => Array.from({ length: Number(count) }, () => pattern!));
  const items = [..."ABCDEFG"].slice(0, rows[0]!.length);
  const columns = items.map((item, j) => [item, Float64Array.from(rows, (row) => Number(row[j]))] as const);
  return { table: Table.from(Object.fromEntries(columns)), items };
}

/** Answers of `n` rows in three classes to six yes-no items, with a trait `x` that raises the odds of class 3. */
export function answers(n: number, name: string): Table {
  const random = randomFor(`test/answers/${name}`);
  const chances = [[0.9, 0.9, 0.9, 0.9, 0.9, 0.9], [0.1, 0.1, 0.1, 0.8, 0.8, 0.8], [
    0.1,
    0.2,
    0.1,
    0.2,
    0.1,
    0.1,
  ]];
  const x = Float64Array.from({ length: n }, () => random.normal());
  const hidden = Array.from(x, (value) => {
    const odds = [1.6, 1.2, Math.exp(0.8 * value)], draw = random.next() * (odds[0]! + odds[1]! + odds[2]!);
    return draw < odds[0]! ? 0 : draw < odds[0]! + odds[1]! ? 1 : 2;
  });
  const items = Object.fromEntries(Array.from({ length: 6 }, (_, j) => [
    `q${j}`,
    Float64Array.from(hidden, (c) => Number(random.next() < chances[c]![j]!)),
  ]));
  return Table.from({ ...items, x, woman: Array.from(x, (_, i) => i % 2 === 0) });
}

/** The items of {@linkcode answers}. */
export const ITEMS: readonly string[] = ["q0", "q1", "q2", "q3", "q4", "q5"];
