/**
 * The binomial distribution.
 *
 * @module
 */
import { requireCount, requireProbability } from "./_check.ts";
import { incompleteBeta } from "./incomplete_beta.ts";
import type { Tails } from "./incomplete_gamma.ts";
import { binomialKernel } from "./log_gamma.ts";

/**
 * P(X = k) of a binomial variable. Relative error about 1e-14.
 *
 * @example Two heads in four throws
 * ```ts
 * import { binomialPmf } from "./binomial.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(binomialPmf(2, 4, 0.5) - 6 / 16) < 1e-15);
 * ```
 *
 * @param k The number of successes.
 * @param n The number of trials.
 * @param p The chance of success, from 0 to 1.
 * @returns The probability; 0 outside 0…n.
 * @throws {WorkspaceError} When n is not a whole number or p not a probability.
 */
export function binomialPmf(k: number, n: number, p: number): number {
  requireCount("n", n);
  requireProbability("p", p);
  if (!Number.isInteger(k) || k < 0 || k > n) return 0;
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === n ? 1 : 0;
  return binomialKernel(k, n - k, p, 1 - p);
}

/**
 * P(X ≤ k) of a binomial variable, or P(X > k) for the upper tail. Relative error about 1e-14.
 *
 * @example At most one head in two throws
 * ```ts
 * import { binomialCdf } from "./binomial.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(binomialCdf(1, 2, 0.5) - 0.75) < 1e-15);
 * ```
 *
 * @param k The number of successes; rounded down.
 * @param n The number of trials.
 * @param p The chance of success, from 0 to 1.
 * @param tail Which tail; `lower` unless told.
 * @returns The probability.
 * @throws {WorkspaceError} When n is not a whole number or p not a probability.
 */
export function binomialCdf(k: number, n: number, p: number, tail: keyof Tails = "lower"): number {
  requireCount("n", n);
  requireProbability("p", p);
  const whole = Math.floor(k);
  if (whole < 0) return tail === "lower" ? 0 : 1;
  if (whole >= n) return tail === "lower" ? 1 : 0;
  return incompleteBeta(p, whole + 1, n - whole)[tail === "lower" ? "upper" : "lower"];
}

/**
 * The smallest k with P(X ≤ k) ≥ prob.
 *
 * @example The median of ten throws
 * ```ts
 * import { binomialQuantile } from "./binomial.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(binomialQuantile(0.5, 10, 0.5), 5);
 * ```
 *
 * @param prob The lower-tail probability, from 0 to 1.
 * @param n The number of trials.
 * @param p The chance of success, from 0 to 1.
 * @returns The count.
 * @throws {WorkspaceError} When n is not a whole number, or prob or p not a probability.
 */
export function binomialQuantile(prob: number, n: number, p: number): number {
  requireProbability("prob", prob);
  let low = 0, high = n;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialCdf(middle, n, p) >= prob) high = middle;
    else low = middle + 1;
  }
  return low;
}
