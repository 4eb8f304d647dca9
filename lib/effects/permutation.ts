/**
 * Permutation test of a difference of means, exact when all divisions can be counted.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { randomFor } from "../core/random.ts";

/** Options of {@linkcode permutationTest}. */
export interface PermutationOptions {
  /** Up to so many divisions all are counted. Default 200,000. */
  readonly mostExact?: number;
  /** Draws when there are more. Default 9,999. */
  readonly draws?: number;
  /** The name that the draws are seeded with. Default `effects/permutation`. */
  readonly seed?: string;
}

/** The result of {@linkcode permutationTest}. */
export interface PermutationResult {
  /** Mean of the group minus mean of the comparison group. */
  readonly difference: number;
  /** Two-sided p value: the share of divisions with a difference at least as far from zero. */
  readonly pValue: number;
  /** The smallest p value that these group sizes can give. */
  readonly smallestPValue: number;
  /** Whether all divisions were counted. */
  readonly kind: "exact" | "sampled";
  /** Divisions looked at. */
  readonly divisions: number;
}

/** Differences that differ by less than this share of the scale are the same: sums in another order round differently. */
const TIE = 1e-10;

/**
 * Tests whether two groups differ by dividing their values over the groups in all possible ways.
 *
 * Sampled divisions give p = (hits + 1) / (draws + 1), so that p is never 0.
 * Source: Fisher (1935), The design of experiments; Phipson and Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9(1), 39.
 *
 * @example Three against three
 * ```ts
 * import { permutationTest } from "./permutation.ts";
 * import assert from "node:assert/strict";
 *
 * const test = permutationTest(Float64Array.of(4, 5, 6), Float64Array.of(1, 2, 3));
 * assert.equal(test.pValue, 0.1);
 * assert.equal(test.divisions, 20);
 * ```
 *
 * @param group Values of the group.
 * @param comparison Values of the comparison group.
 * @param options How many divisions.
 * @returns The difference and its p value.
 * @throws {WorkspaceError} When a group is empty or a value is not finite.
 */
export function permutationTest(
  group: Float64Array,
  comparison: Float64Array,
  options: PermutationOptions = {},
): PermutationResult {
  const { mostExact = 200_000, draws = 9_999, seed = "effects/permutation" } = options;
  const values = Float64Array.of(...group, ...comparison);
  if (group.length === 0 || comparison.length === 0 || !values.every(Number.isFinite)) {
    throw new WorkspaceError({
      what: "A group is empty or holds a value that is missing or infinite",
      where: "permutation test",
      mend: "Leave out persons without a value, and test only when both groups have some",
    });
  }
  const total = values.reduce((sum, value) => sum + value, 0);
  const sum = group.reduce((a, b) => a + b, 0);
  const size = group.length, rest = comparison.length;
  const differenceOf = (part: number) => part / size - (total - part) / rest;
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const border = Math.abs(differenceOf(sum)) - TIE * scale;
  const hit = (part: number) => Math.abs(differenceOf(part)) >= border;
  const count = choose(values.length, size);
  const exact = count <= mostExact;
  const hits = exact ? countExact(values, size, hit) : countSampled(values, size, hit, draws, seed);
  return {
    difference: differenceOf(sum),
    pValue: exact ? hits / count : (hits + 1) / (draws + 1),
    smallestPValue: Math.max((size === rest ? 2 : 1) / count, exact ? 0 : 1 / (draws + 1)),
    kind: exact ? "exact" : "sampled",
    divisions: exact ? count : draws,
  };
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) result = result * (n - i + 1) / i;
  return Math.round(result);
}

function countExact(values: Float64Array, size: number, hit: (sum: number) => boolean): number {
  let hits = 0;
  function take(from: number, left: number, sum: number): void {
    if (left === 0) {
      if (hit(sum)) hits++;
      return;
    }
    for (let next = from; next <= values.length - left; next++) take(next + 1, left - 1, sum + values[next]!);
  }
  take(0, size, 0);
  return hits;
}

function countSampled(
  values: Float64Array,
  size: number,
  hit: (sum: number) => boolean,
  draws: number,
  seed: string,
): number {
  const random = randomFor(seed), work = values.slice();
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    for (let place = 0; place < size; place++) {
      const other = place + random.below(work.length - place);
      const value = work[other]!;
      work[other] = work[place]!;
      work[place] = value;
      sum += value;
    }
    if (hit(sum)) hits++;
  }
  return hits;
}
