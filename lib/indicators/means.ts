/**
 * Means of a numeric column by one or two dimensions, for disclosure control.
 *
 * @module
 */
import type { AggregateTable, Dimension } from "../core/aggregate.ts";
import { studentTQuantile } from "../core/stats/mod.ts";
import type { Table } from "../core/table.ts";
import { requireReckoned } from "./_figures.ts";

/** What the means are of. */
export interface MeanOptions extends Omit<AggregateTable, "cells" | "dimensions"> {
  /** The column with the numbers; rows without one do not count. */
  readonly value: string;
  /** The dimensions; each is named for the column that holds its codes, as texts or as whole numbers. */
  readonly by: readonly Dimension[];
}

/**
 * Makes a table of means with 95 % intervals `mean ± t(n − 1)·s/√n`, and the three largest contributions of a cell for the
 * rules on dominance. A row whose code is not listed does not count.
 *
 * @example A mean per grade
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { meanTable } from "./means.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "x", en: "x" };
 * const measure = { id: "score", label: text, unit: text, kind: "mean", per: 1, decimals: 0, definition: text } as const;
 * const { cells } = meanTable(Table.from({ groep: Float64Array.of(3, 3, 4), score: Float64Array.of(1, 3, 9) }), {
 *   id: "x", title: text, entity: "person", population: text, period: text, sources: [], measure, value: "score",
 *   by: [{ name: "groep", label: text, kind: "ordinal", codes: [{ code: "3", label: text }] }],
 * });
 * assert.deepEqual(cells.map(({ n, value }) => [n, value]), [[2, 2]]);
 * ```
 *
 * @param table The rows.
 * @param options The numbers, the dimensions and what the table is about.
 * @returns A table for `protect`: a cell for every combination of codes; no interval where all numbers are the same.
 * @throws {WorkspaceError} When a number is infinite, or too large to reckon with.
 */
export function meanTable(table: Table, options: MeanOptions): AggregateTable {
  const { value, by, ...about } = options;
  const values = table.numbers(value);
  const codeAt = by.map(({ name }) => {
    const { values: codes } = table.column(name);
    return (row: number) => String(codes[row] ?? "");
  });
  const held = new Map<string, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const number = values[row] ?? NaN;
    if (Number.isNaN(number)) continue;
    const key = codeAt.map((code) => code(row)).join("\n");
    const numbers = held.get(key) ?? [];
    numbers.push(number);
    held.set(key, numbers);
  }
  const cells = combinations(by).map((codes) => ({ codes, ...meanOf(held.get(codes.join("\n")) ?? []) }));
  requireReckoned(cells.flatMap(({ value, low }) => [value, low]), about.id);
  return { ...about, dimensions: by, cells };
}

function combinations(by: readonly Dimension[]): readonly (readonly string[])[] {
  return by.reduce<readonly (readonly string[])[]>(
    (made, { codes }) => made.flatMap((start) => codes.map(({ code }) => [...start, code])),
    [[]],
  );
}

/** A standard error below this share of the mean is rounding. */
const ROUNDING = 1e-12;
/** How many of the largest contributions rules on dominance look at. */
const LARGEST = 3;

function meanOf(numbers: readonly number[]) {
  const n = numbers.length;
  const sum = numbers.reduce((total, number) => total + number, 0);
  const mean = n > 0 ? sum / n : null;
  const squares = numbers.reduce((total, number) => total + (number - (mean ?? 0)) ** 2, 0);
  // Numbers that are all the same tell nothing about others.
  const spread = n > 1 ? Math.sqrt(squares / (n - 1) / n) : 0;
  const reach = spread > ROUNDING * Math.abs(mean ?? 0) ? studentTQuantile(0.975, n - 1) * spread : null;
  const interval = mean === null || reach === null
    ? { low: null, high: null }
    : { low: mean - reach, high: mean + reach };
  const largest = numbers.map(Math.abs).sort((a, b) => b - a).slice(0, LARGEST);
  return {
    n,
    numerator: n > 0 ? sum : null,
    denominator: n > 0 ? n : null,
    value: mean,
    ...interval,
    largest,
  };
}
