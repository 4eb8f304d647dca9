/**
 * The regularised incomplete beta function.
 *
 * @module
 */
import { requirePositive } from "./_check.ts";
import type { Tails } from "./incomplete_gamma.ts";
import { binomialKernel } from "./log_gamma.ts";

const TINY = 1e-300;
const MAX_TERMS = 1_000_000;

/**
 * I_x(a, b) and its complement, by a continued fraction (Lentz's method) with a saddle-point leading factor.
 *
 * Relative error about 1e-14 in the smaller tail. Give `y` = 1 − x yourself where x is near 1, so that no digits are
 * lost. Source: DiDonato and Morris (1992), Algorithm 708, ACM TOMS
 * 18:360–373; Loader (2000) for the leading factor.
 *
 * @example A uniform variable
 * ```ts
 * import { incompleteBeta } from "./incomplete_beta.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(incompleteBeta(0.25, 1, 1).lower - 0.25) < 1e-15);
 * ```
 *
 * @param x The point, from 0 to 1.
 * @param a The first shape, above 0.
 * @param b The second shape, above 0.
 * @param y 1 − x.
 * @returns Both tails.
 * @throws {WorkspaceError} When a shape is not above 0.
 */
export function incompleteBeta(x: number, a: number, b: number, y: number = 1 - x): Tails {
  requirePositive("shape a", a);
  requirePositive("shape b", b);
  if (Number.isNaN(x)) return { lower: NaN, upper: NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  const lead = (binomialKernel(a, b, x, y) * a * b) / (a + b);
  // a·y − b·x is above 0 left of the mean; the fraction converges fast on that side.
  const distance = a * y - b * x;
  if (distance >= 0) {
    const lower = Math.min(1, lead * fraction(x, y, a, b, distance));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, lead * fraction(y, x, b, a, -distance));
  return { lower: 1 - upper, upper };
}

/** The contracted fraction of DiDonato and Morris: it takes a·y − b·x, so nothing cancels near the mean. */
function fraction(x: number, y: number, a: number, b: number, distance: number): number {
  let beta = (a / (a + 1)) * (distance + 1);
  let h = beta;
  let c = beta;
  let d = 0;
  for (let n = 1; n < MAX_TERMS; n++) {
    const step = a + 2 * n - 1;
    const alpha = ((a + n - 1) / step) * ((a + b + n - 1) / step) * n * (b - n) * x * x;
    beta = n + (n * (b - n) * x) / step + ((a + n) / (step + 2)) * (distance + 1 + n * (1 + y));
    d = 1 / guard(beta + alpha * d);
    c = guard(beta + alpha / c);
    const delta = c * d;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  return 1 / h;
}

function guard(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
