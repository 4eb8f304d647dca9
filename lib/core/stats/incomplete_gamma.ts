/**
 * The regularised incomplete gamma function.
 *
 * @module
 */
import { requirePositive } from "./_check.ts";
import { poissonKernel } from "./log_gamma.ts";

/** Both tails of a distribution function; the smaller one is computed directly, so neither loses digits. */
export interface Tails {
  /** P(X ≤ x). */
  readonly lower: number;
  /** P(X > x). */
  readonly upper: number;
}

/** The smallest number that Lentz's method may divide by. */
const TINY = 1e-300;
const EPSILON = 1e-17;
/** Terms grow with √a; a million covers shapes up to about 1e10. */
const MAX_TERMS = 1_000_000;

/**
 * P(a, x) = γ(a, x)/Γ(a) and its complement Q(a, x).
 *
 * Series for x below a + 1, Lentz's continued fraction above it; the leading factor is a saddle-point density, so
 * large shapes keep their digits. Relative error about 1e-14 in the smaller tail.
 * Source: Abramowitz and Stegun 6.5.29 and 6.5.31.
 *
 * @example The exponential distribution is the case a = 1
 * ```ts
 * import { incompleteGamma } from "./incomplete_gamma.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(incompleteGamma(1, 2).upper - Math.exp(-2)) < 1e-16);
 * ```
 *
 * @param a The shape, above 0.
 * @param x The point; below 0 counts as 0.
 * @returns Both tails.
 * @throws {WorkspaceError} When the shape is not above 0.
 */
export function incompleteGamma(a: number, x: number): Tails {
  requirePositive("shape", a);
  if (Number.isNaN(x)) return { lower: NaN, upper: NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  if (x < a + 1) {
    const lower = Math.min(1, poissonKernel(a, x) * lowerSeries(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, poissonKernel(a, x) * a * upperFraction(a, x));
  return { lower: 1 - upper, upper };
}

function lowerSeries(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < MAX_TERMS; k++) {
    term *= x / (a + k);
    sum += term;
    if (term < sum * EPSILON) break;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < MAX_TERMS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < TINY) d = TINY;
    c = b + an / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  return h;
}
