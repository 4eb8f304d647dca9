/**
 * The gamma distribution.
 *
 * @module
 */
import { requirePositive, requireProbability } from "./_check.ts";
import { solveQuantile } from "./_quantile.ts";
import { incompleteGamma, type Tails } from "./incomplete_gamma.ts";
import { poissonKernel } from "./log_gamma.ts";

/**
 * The density of a gamma variable.
 *
 * @example An exponential variable
 * ```ts
 * import { gammaPdf } from "./gamma.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(gammaPdf(2, 1) - Math.exp(-2)) < 1e-16);
 * ```
 *
 * @param x The point.
 * @param shape The shape, above 0.
 * @param rate The rate (1 / scale), above 0; 1 unless told.
 * @returns The density.
 * @throws {WorkspaceError} When shape or rate is not above 0.
 */
export function gammaPdf(x: number, shape: number, rate: number = 1): number {
  requirePositive("shape", shape);
  requirePositive("rate", rate);
  if (x < 0) return 0;
  if (x === 0) return shape < 1 ? Infinity : shape === 1 ? rate : 0;
  return poissonKernel(shape, x * rate) * shape / x;
}

/**
 * P(X ≤ x) of a gamma variable, or P(X > x) for the upper tail. Relative error about 1e-14.
 *
 * @example The upper tail of an exponential variable
 * ```ts
 * import { gammaCdf } from "./gamma.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(gammaCdf(3, 1, 2, "upper") - Math.exp(-6)) < 1e-16);
 * ```
 *
 * @param x The point.
 * @param shape The shape, above 0.
 * @param rate The rate (1 / scale), above 0; 1 unless told.
 * @param tail Which tail; `lower` unless told.
 * @returns The probability.
 * @throws {WorkspaceError} When shape or rate is not above 0.
 */
export function gammaCdf(x: number, shape: number, rate: number = 1, tail: keyof Tails = "lower"): number {
  requirePositive("rate", rate);
  return incompleteGamma(shape, x * rate)[tail];
}

/**
 * The quantile of a gamma variable. Relative error about 1e-14.
 *
 * @example The median of an exponential variable
 * ```ts
 * import { gammaQuantile } from "./gamma.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(gammaQuantile(0.5, 1) - Math.LN2) < 1e-15);
 * ```
 *
 * @param p The lower-tail probability, from 0 to 1.
 * @param shape The shape, above 0.
 * @param rate The rate (1 / scale), above 0; 1 unless told.
 * @returns The point; 0 at 0 and +∞ at 1.
 * @throws {WorkspaceError} When p is not a probability, or shape or rate not above 0.
 */
export function gammaQuantile(p: number, shape: number, rate: number = 1): number {
  requireProbability("p", p);
  requirePositive("shape", shape);
  requirePositive("rate", rate);
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const u = solveQuantile(p, 1 - p, {
    tails: (u) => incompleteGamma(shape, Math.exp(u)),
    density: (u) => poissonKernel(shape, Math.exp(u)) * shape,
    start: Math.log(shape),
  });
  return Math.exp(u) / rate;
}
