/**
 * The beta distribution.
 *
 * @module
 */
import { requirePositive, requireProbability } from "./_check.ts";
import { solveQuantile } from "./_quantile.ts";
import { incompleteBeta } from "./incomplete_beta.ts";
import type { Tails } from "./incomplete_gamma.ts";
import { binomialKernel } from "./log_gamma.ts";

/**
 * The density of a beta variable.
 *
 * @example A uniform variable
 * ```ts
 * import { betaPdf } from "./beta.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(betaPdf(0.3, 1, 1) - 1) < 1e-15);
 * ```
 *
 * @param x The point.
 * @param a The first shape, above 0.
 * @param b The second shape, above 0.
 * @returns The density; 0 outside [0, 1].
 * @throws {WorkspaceError} When a shape is not above 0.
 */
export function betaPdf(x: number, a: number, b: number): number {
  requirePositive("shape a", a);
  requirePositive("shape b", b);
  if (x < 0 || x > 1) return 0;
  if (x === 0) return a < 1 ? Infinity : a === 1 ? b : 0;
  if (x === 1) return b < 1 ? Infinity : b === 1 ? a : 0;
  return binomialKernel(a, b, x, 1 - x) * a * b / ((a + b) * x * (1 - x));
}

/**
 * P(X ≤ x) of a beta variable, or P(X > x) for the upper tail. Relative error about 1e-14.
 *
 * @example A uniform variable
 * ```ts
 * import { betaCdf } from "./beta.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(betaCdf(0.3, 1, 1, "upper") - 0.7) < 1e-15);
 * ```
 *
 * @param x The point.
 * @param a The first shape, above 0.
 * @param b The second shape, above 0.
 * @param tail Which tail; `lower` unless told.
 * @returns The probability.
 * @throws {WorkspaceError} When a shape is not above 0.
 */
export function betaCdf(x: number, a: number, b: number, tail: keyof Tails = "lower"): number {
  return incompleteBeta(x, a, b)[tail];
}

/**
 * The quantile of a beta variable. Relative error about 1e-14, also near 0.
 *
 * @example The median of a symmetric beta
 * ```ts
 * import { betaQuantile } from "./beta.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(betaQuantile(0.5, 3, 3) - 0.5) < 1e-15);
 * ```
 *
 * @param p The lower-tail probability, from 0 to 1.
 * @param a The first shape, above 0.
 * @param b The second shape, above 0.
 * @returns The point.
 * @throws {WorkspaceError} When p is not a probability or a shape not above 0.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  const u = betaLogOdds(p, 1 - p, a, b);
  return 1 / (1 + Math.exp(-u));
}

/**
 * ln(x / (1 − x)) at the quantile x of a beta variable: keeps the digits of both x and 1 − x. From both tails of the
 * probability (`p` + `q` = 1), so that neither is lost.
 */
export function betaLogOdds(p: number, q: number, a: number, b: number): number {
  requireProbability("p", p);
  requirePositive("shape a", a);
  requirePositive("shape b", b);
  if (p === 0) return -Infinity;
  if (q === 0) return Infinity;
  const share = (u: number) => 1 / (1 + Math.exp(-u));
  return solveQuantile(p, q, {
    tails: (u) => incompleteBeta(share(u), a, b, share(-u)),
    density: (u) => binomialKernel(a, b, share(u), share(-u)) * a * b / (a + b),
    start: Math.log(a / b),
  });
}
