/**
 * Sums that are exact, whatever the order of adding: so every engine, on any number of threads, gives the same number.
 *
 * Floating-point addition rounds at every step, and engines add in different orders. So an amount is cut into four
 * whole numbers of 32 bits on the grid of 2⁻⁶⁴, the engine adds those as whole numbers, and the total is rounded once.
 * Cutting multiplies by powers of two, floors and subtracts what is representable: no step of it rounds.
 *
 * Source: the idea of a fixed-point accumulator, Kulisch, "Computer Arithmetic and Validity" (2013), ch. 8.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";

/** Amounts from here on cannot be cut: a whole number of the engines ends at 2⁶³. No amount of a register comes near. */
const LARGEST_AMOUNT = "9.0e18";
/** 2⁻³², 2³² and 2⁶⁴: exact as doubles; with a point, because Polars reads no exponent without one. */
const DOWN = "2.3283064365386963e-10", UP = "4294967296.0e0", UP_TWICE = "18446744073709551616.0e0";
/** Bits of one part. */
const PART_BITS = 32n;
/** Units of the grid in 1. */
const GRID = 2 ** 64;
/** The parts of an amount, the highest first, and how many rows have an amount that is too large. */
const PARTS = ["p0", "p1", "p2", "p3"] as const;
const REFUSED = "refused";

/** How an amount is summed in SQL: three layers around the rows. */
export interface ExactSum {
  /** First layer: the amount of each row. */
  readonly amount: string;
  /** Second layer: the amount where it can be cut. */
  readonly kept: string;
  /** Third layer: the sums, by the name of their column. */
  readonly sums: Readonly<Record<string, string>>;
}

/**
 * Writes the exact sum of an amount.
 *
 * @param name The name of the sum, of which all its columns are made.
 * @param amount SQL of a number per row, null for none.
 * @returns SQL for each layer.
 */
export function exactSumSql(name: string, amount: string): ExactSum {
  const raw = `"${name} amount"`, kept = `"${name} kept"`;
  const [top, whole, below, lowest] = [
    `FLOOR(${kept} * ${DOWN})`,
    `FLOOR(${kept})`,
    `FLOOR(${kept} * ${UP})`,
    `FLOOR(${kept} * ${UP_TWICE})`,
  ];
  const cut = [
    top,
    `${whole} - ${top} * ${UP}`,
    `${below} - ${whole} * ${UP}`,
    `${lowest} - ${below} * ${UP}`,
  ];
  return {
    amount: `${amount} AS ${raw}`,
    kept: `CASE WHEN ABS(${raw}) < ${LARGEST_AMOUNT} THEN ${raw} ELSE NULL END AS ${kept}`,
    sums: Object.fromEntries([
      ...PARTS.map((part, at) => [`${name} ${part}`, `SUM(CAST(${cut[at]} AS BIGINT))`]),
      [
        `${name} ${REFUSED}`,
        `SUM(CASE WHEN ${raw} IS NOT NULL AND ${kept} IS NULL THEN 1 ELSE 0 END)`,
      ],
    ]),
  };
}

/**
 * Puts the parts of a sum together.
 *
 * @param name The name of the sum.
 * @param read Gives a column of the third layer as whole numbers, 0 where there were no rows.
 * @returns Totals in units of 2⁻⁶⁴, a group each.
 * @throws {WorkspaceError} When an amount was too large or not finite.
 */
export function exactTotals(name: string, read: (column: string) => readonly bigint[]): readonly bigint[] {
  if (read(`${name} ${REFUSED}`).some((rows) => rows > 0n)) {
    throw new WorkspaceError({
      what:
        "An amount is infinite, no number, or 9,000,000,000,000,000,000 or larger, and cannot be summed exactly",
      mend: "Leave such rows out with the base, or divide the amount in the definition",
    });
  }
  const [top, whole, below, lowest] = PARTS.map((part) => read(`${name} ${part}`));
  return (top ?? []).map((value, row) =>
    (((value << PART_BITS) + (whole?.[row] ?? 0n) << PART_BITS) + (below?.[row] ?? 0n) << PART_BITS) +
    (lowest?.[row] ?? 0n)
  );
}

/** Rounds a total in units of 2⁻⁶⁴ to the nearest double, once. */
export function roundTotal(total: bigint): number {
  // Number() rounds a whole number to the nearest double; dividing by a power of two is exact.
  return Number(total) / GRID;
}

/** The totals before rounding of the tables that engines made, by column: adding rounded numbers up would round twice. */
const remembered = new WeakMap<Table, ReadonlyMap<string, readonly bigint[]>>();

/** Remembers the totals of a table's columns, in the order of its rows. */
export function rememberTotals(table: Table, totals: ReadonlyMap<string, readonly bigint[]>): void {
  remembered.set(table, totals);
}

/** Gives the totals of a column; null when they were not remembered. */
export function totalsOfColumn(table: Table, column: string): readonly bigint[] | null {
  return remembered.get(table)?.get(column) ?? null;
}
