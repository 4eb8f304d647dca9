/**
 * What the largest values of a group can be at most, when only their number, sum and sum of squares are known.
 *
 * @module
 */

/** How many of the largest values rules on dominance look at. */
const LARGEST = 3;

/**
 * Bounds the largest absolute values: the k largest of n values add up to at most `k·|m| + √(k·max(n − k, n·[k > 1])·V)`,
 * with mean m and variance V (division by n). The second term leaves room for the largest having different signs.
 *
 * @example Of 10 values of 2 on average, none is above 8
 * ```ts
 * import { largestAtMost } from "./largest.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(largestAtMost(10, 20, 80)[0], 8);
 * ```
 *
 * Source: Samuelson (1968), "How deviant can you be?", JASA 63; the sums follow from Cauchy and Schwarz.
 *
 * @param n How many values.
 * @param sum Their sum.
 * @param squares The sum of their squares.
 * @returns At most three numbers, descending: the first k together are at least the k largest absolute values.
 */
export function largestAtMost(n: number, sum: number, squares: number): readonly number[] {
  if (n === 0) return [];
  const mean = Math.abs(sum / n);
  const variance = Math.max(0, squares / n - mean * mean);
  const togetherAtMost = (k: number): number => k * mean + Math.sqrt(k * (k === 1 ? n - 1 : n) * variance);
  return Array.from(
    { length: Math.min(n, LARGEST) },
    (_, i) => togetherAtMost(i + 1) - (i === 0 ? 0 : togetherAtMost(i)),
  );
}
