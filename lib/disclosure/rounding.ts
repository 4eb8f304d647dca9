/**
 * Rounding instead of hiding: controlled rounding, rounding of small counts, and noise by cell key.
 *
 * Rounding every number on its own is not protection: four parts of 7 that are all published as 5 beside a total of
 * 30 can only be 7. The functions here keep sums true, or have to be attacked with `attackRounded` before use.
 *
 * @module
 */
import { loadSolver, type ProgramRow, solveIntegerProgram } from "./_solver.ts";
import { attack, type Interval } from "./audit.ts";
import { DisclosureError } from "./errors.ts";
import { type LinearSystem, SystemBuilder } from "./system.ts";

/** Numbers that add up: `total = sum of parts`, by index. */
export interface Additive {
  /** The true counts, whole numbers from 0. */
  readonly values: readonly number[];
  /** The sums. */
  readonly sums: readonly { readonly total: number; readonly parts: readonly number[] }[];
}

/** Options of {@linkcode roundControlled}. */
export interface ControlledOptions {
  /** The base, 2 or more: published numbers are multiples of it. */
  readonly base: number;
  /** How many steps a number may lie beyond its nearest multiples, when sums do not fit otherwise. Default 4. */
  readonly maxSteps?: number;
}

/** Rounded numbers. */
export interface Rounded {
  /** The published numbers; all sums hold. */
  readonly values: readonly number[];
  /** Steps beyond the nearest multiples that were needed: 0 for zero-restricted rounding. */
  readonly steps: number;
  /** The summed absolute change. */
  readonly change: number;
}

/**
 * Rounds counts to multiples of a base such that all sums still hold and the total change is smallest.
 *
 * A multiple of the base stays as it is; every other number goes to the multiple below or above. Where no such choice
 * adds up, numbers may go one step further, and so on.
 *
 * Source: Hundepool et al. (2012), section 5.4.2 (controlled rounding).
 *
 * @example Three parts and their total
 * ```ts
 * import { roundControlled } from "./rounding.ts";
 * import assert from "node:assert/strict";
 *
 * const { values } = await roundControlled(
 *   { values: [7, 7, 7, 21], sums: [{ total: 3, parts: [0, 1, 2] }] },
 *   { base: 5 },
 * );
 * assert.equal(values[0]! + values[1]! + values[2]!, values[3]);
 * assert.ok(values.every((value) => value % 5 === 0));
 * ```
 *
 * @param numbers Counts and sums.
 * @param options The base.
 * @returns The rounded numbers.
 * @throws {DisclosureError} When no additive rounding within the steps exists.
 * @throws {SolverError} When the optimum was not proved.
 */
export async function roundControlled(numbers: Additive, options: ControlledOptions): Promise<Rounded> {
  const { base, maxSteps = 4 } = options;
  checkCounts(numbers.values, base);
  for (let steps = 0; steps <= maxSteps; steps++) {
    const ranges = numbers.values.map((value) => {
      const below = Math.floor(value / base);
      const above = Math.ceil(value / base);
      return { low: Math.max(0, below - steps), high: above + steps };
    });
    const multiples = await fit(numbers, ranges, base);
    if (multiples === null) continue;
    const values = multiples.map((multiple) => multiple * base);
    return { values, steps, change: distance(values, numbers.values) };
  }
  throw new DisclosureError({
    what: `No rounding to multiples of ${base} adds up within ${maxSteps} steps`,
    mend: "Check that the sums hold before rounding, or allow more steps",
  });
}

function checkCounts(values: readonly number[], base: number): void {
  if (!Number.isInteger(base) || base < 2) {
    throw new RangeError("Cannot round: the base is a whole number from 2");
  }
  if (values.some((value) => !Number.isInteger(value) || value < 0)) {
    throw new RangeError("Cannot round: counts are whole numbers from 0");
  }
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0);
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Finds multiples within ranges that add up, nearest to the truth; null when none add up. */
async function fit(
  { values, sums }: Additive,
  ranges: readonly Range[],
  base: number,
): Promise<readonly number[] | null> {
  const n = values.length;
  // Columns: the multiples, then the distance of each to the truth, which two rows bound from below.
  const rows: ProgramRow[] = sums.map(({ total, parts }) => ({
    terms: [[total, -1], ...parts.map((part) => [part, 1] as const)],
    lower: 0,
    upper: 0,
  }));
  values.forEach((value, i) => {
    rows.push({ terms: [[n + i, 1], [i, -base]], lower: -value, upper: Infinity });
    rows.push({ terms: [[n + i, 1], [i, base]], lower: value, upper: Infinity });
  });
  const solution = solveIntegerProgram(await loadSolver(), {
    costs: [...values.map(() => 0), ...values.map(() => 1)],
    lower: [...ranges.map(({ low }) => low), ...values.map(() => 0)],
    upper: [...ranges.map(({ high }) => high), ...values.map(() => Infinity)],
    integers: n,
    rows,
  });
  return solution === null ? null : solution.slice(0, n).map((x) => Math.round(x));
}

/**
 * Rounds only small counts, such that no count of 1 to `base - 1` remains among the inner cells and totals are the sums
 * of what is published. Totals move as little as possible.
 *
 * Source: Langsrud and Heldal (2018), An algorithm for small count rounding of tabular data. Solved exactly here.
 *
 * @param numbers Counts and sums; cells that are a total of nothing are inner cells.
 * @param options The base.
 * @returns The rounded numbers; `steps` is 0.
 * @throws {SolverError} When the optimum was not proved.
 */
export async function roundSmallCounts(
  numbers: Additive,
  { base }: { readonly base: number },
): Promise<Rounded> {
  checkCounts(numbers.values, base);
  const totals = new Set(numbers.sums.map(({ total }) => total));
  const inner = numbers.values.map((_, i) => i).filter((i) => !totals.has(i));
  const small = inner.filter((i) => numbers.values[i]! > 0 && numbers.values[i]! < base);
  const choice = await chooseUp(numbers, small, base);
  const values = numbers.values.map((value, i) => {
    const at = small.indexOf(i);
    return at < 0 ? value : choice[at]! * base;
  });
  for (const { total, parts } of inOrder(numbers, totals)) {
    values[total] = parts.reduce((sum, part) => sum + values[part]!, 0);
  }
  return { values, steps: 0, change: distance(values, numbers.values) };
}

/** Sums in an order in which parts are known before their total. */
function inOrder({ sums }: Additive, totals: ReadonlySet<number>): Additive["sums"] {
  const done: Additive["sums"][number][] = [];
  const known = new Set<number>();
  for (let left = [...sums]; left.length > 0;) {
    const ready = left.filter(({ parts }) => parts.every((part) => !totals.has(part) || known.has(part)));
    if (ready.length === 0) throw new RangeError("Cannot round: a total is part of itself");
    for (const sum of ready) known.add(sum.total);
    done.push(...ready);
    left = left.filter((sum) => !ready.includes(sum));
  }
  return done;
}

/** Chooses for each small count 0 or the base: first the largest change of a total smallest, then the sum of changes. */
async function chooseUp(
  numbers: Additive,
  small: readonly number[],
  base: number,
): Promise<readonly number[]> {
  const leaves = leavesOf(numbers);
  const index = new Map(small.map((i, k) => [i, k]));
  const touched = [...leaves].filter(([, parts]) => parts.some((part) => index.has(part)));
  const s = small.length, t = touched.length, worst = s + t;
  const rows: ProgramRow[] = [];
  touched.forEach(([, parts], k) => {
    const own = parts.filter((part) => index.has(part));
    const truth = own.reduce((sum, part) => sum + numbers.values[part]!, 0);
    const terms = own.map((part) => [index.get(part)!, base] as const);
    rows.push({
      terms: [[s + k, 1], ...terms.map(([c, x]) => [c, -x] as const)],
      lower: -truth,
      upper: Infinity,
    });
    rows.push({ terms: [[s + k, 1], ...terms], lower: truth, upper: Infinity });
    rows.push({ terms: [[worst, 1], [s + k, -1]], lower: 0, upper: Infinity });
  });
  const weight = 1 + numbers.values.reduce((sum, value) => sum + value, 0);
  const solution = solveIntegerProgram(await loadSolver(), {
    costs: [...small.map(() => 0), ...touched.map(() => 1), weight],
    lower: new Array(s + t + 1).fill(0),
    upper: [...small.map(() => 1), ...touched.map(() => Infinity), Infinity],
    integers: s,
    rows,
  });
  if (solution === null) throw new DisclosureError({ what: "No rounding of small counts was found" });
  return solution.slice(0, s).map((x) => Math.round(x));
}

/** The inner cells below each cell, the cell itself for inner cells. */
function leavesOf({ values, sums }: Additive): ReadonlyMap<number, readonly number[]> {
  const parts = new Map(sums.map((sum) => [sum.total, sum.parts]));
  const below = (i: number): readonly number[] => parts.get(i)?.flatMap(below) ?? [i];
  return new Map(values.map((_, i) => [i, below(i)]));
}

/**
 * Computes what an attacker knows of numbers that were rounded.
 *
 * @param numbers The true numbers and their sums.
 * @param published The published numbers.
 * @param reach How far a true number may lie below and above its published one.
 * @returns The interval per number, in whole numbers.
 * @throws {SolverError} When an optimum was not proved.
 */
export function attackRounded(
  numbers: Additive,
  published: readonly number[],
  reach: { readonly below: number; readonly above: number },
): Promise<readonly Interval[]> {
  const system = roundedSystem(numbers, published, reach);
  return attack(system, system.items.map(() => false), numbers.values.map((_, i) => i), {
    arithmetic: "integer",
  });
}

function roundedSystem(
  numbers: Additive,
  published: readonly number[],
  { below, above }: { readonly below: number; readonly above: number },
): LinearSystem {
  const builder = new SystemBuilder();
  numbers.values.forEach((value, i) => {
    builder.addQuantity(`${i}`, {
      value,
      shownLower: Math.max(0, published[i]! - below),
      shownUpper: published[i]! + above,
      item: builder.addItem(`${i}`, 1, "shown"),
    });
  });
  numbers.sums.forEach(({ total, parts }, k) => builder.addSum(`sum ${k}`, `${total}`, parts.map(String)));
  return builder.build();
}
