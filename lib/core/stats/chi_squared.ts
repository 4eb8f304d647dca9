/**
 * The chi-squared distribution.
 *
 * @module
 */
import { gammaCdf, gammaPdf, gammaQuantile } from "./gamma.ts";
import type { Tails } from "./incomplete_gamma.ts";

/**
 * The density of a chi-squared variable.
 *
 * @example Two degrees of freedom
 * ```ts
 * import { chiSquaredPdf } from "./chi_squared.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(chiSquaredPdf(2, 2) - Math.exp(-1) / 2) < 1e-15);
 * ```
 *
 * @param x The point.
 * @param df Degrees of freedom, above 0; need not be whole.
 * @returns The density.
 * @throws {WorkspaceError} When df is not above 0.
 */
export function chiSquaredPdf(x: number, df: number): number {
  return gammaPdf(x / 2, df / 2) / 2;
}

/**
 * P(X ≤ x) of a chi-squared variable, or P(X > x) for the upper tail.
 *
 * @example The p value of a test
 * ```ts
 * import { chiSquaredCdf } from "./chi_squared.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(chiSquaredCdf(3.841458820694124, 1, "upper") - 0.05) < 1e-14);
 * ```
 *
 * @param x The point.
 * @param df Degrees of freedom, above 0; need not be whole.
 * @param tail Which tail; `lower` unless told.
 * @returns The probability.
 * @throws {WorkspaceError} When df is not above 0.
 */
export function chiSquaredCdf(x: number, df: number, tail: keyof Tails = "lower"): number {
  return gammaCdf(x / 2, df / 2, 1, tail);
}

/**
 * The quantile of a chi-squared variable.
 *
 * @example The 5 % critical value
 * ```ts
 * import { chiSquaredQuantile } from "./chi_squared.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(chiSquaredQuantile(0.95, 1) - 3.841458820694124) < 1e-13);
 * ```
 *
 * @param p The lower-tail probability, from 0 to 1.
 * @param df Degrees of freedom, above 0; need not be whole.
 * @returns The point.
 * @throws {WorkspaceError} When p is not a probability or df not above 0.
 */
export function chiSquaredQuantile(p: number, df: number): number {
  return 2 * gammaQuantile(p, df / 2);
}
