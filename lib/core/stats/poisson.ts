/**
 * The Poisson distribution.
 *
 * @module
 */
import { requirePositive, requireProbability } from "./_check.ts";
import { incompleteGamma, type Tails } from "./incomplete_gamma.ts";
import { poissonKernel } from "./log_gamma.ts";

/**
 * P(X = k) of a Poisson variable. Relative error about 1e-14.
 *
 * @example No event when one is expected
 * ```ts
 * import { poissonPmf } from "./poisson.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(poissonPmf(0, 1) - Math.exp(-1)) < 1e-16);
 * ```
 *
 * @param k The number of events.
 * @param mean The expected number, above 0.
 * @returns The probability; 0 for what is not a whole number from 0.
 * @throws {WorkspaceError} When the mean is not above 0.
 */
export function poissonPmf(k: number, mean: number): number {
  requirePositive("mean", mean);
  return Number.isInteger(k) && k >= 0 ? poissonKernel(k, mean) : 0;
}

/**
 * P(X ≤ k) of a Poisson variable, or P(X > k) for the upper tail. Relative error about 1e-14.
 *
 * @example At least one event when one is expected
 * ```ts
 * import { poissonCdf } from "./poisson.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(poissonCdf(0, 1, "upper") - (1 - Math.exp(-1))) < 1e-15);
 * ```
 *
 * @param k The number of events; rounded down.
 * @param mean The expected number, above 0.
 * @param tail Which tail; `lower` unless told.
 * @returns The probability.
 * @throws {WorkspaceError} When the mean is not above 0.
 */
export function poissonCdf(k: number, mean: number, tail: keyof Tails = "lower"): number {
  requirePositive("mean", mean);
  const whole = Math.floor(k);
  if (whole < 0) return tail === "lower" ? 0 : 1;
  return incompleteGamma(whole + 1, mean)[tail === "lower" ? "upper" : "lower"];
}

/**
 * The smallest k with P(X ≤ k) ≥ prob.
 *
 * @example The median of a Poisson variable with mean 10
 * ```ts
 * import { poissonQuantile } from "./poisson.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(poissonQuantile(0.5, 10), 10);
 * ```
 *
 * @param prob The lower-tail probability, from 0 to below 1.
 * @param mean The expected number, above 0.
 * @returns The count; Infinity at 1.
 * @throws {WorkspaceError} When prob is not a probability or the mean not above 0.
 */
export function poissonQuantile(prob: number, mean: number): number {
  requireProbability("prob", prob);
  requirePositive("mean", mean);
  if (prob === 1) return Infinity;
  let high = Math.ceil(mean) + 1;
  while (poissonCdf(high, mean) < prob) high *= 2;
  let low = 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (poissonCdf(middle, mean) >= prob) high = middle;
    else low = middle + 1;
  }
  return low;
}
