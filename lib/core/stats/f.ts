/**
 * The F distribution.
 *
 * @module
 */
import { requirePositive } from "./_check.ts";
import { betaLogOdds, betaPdf } from "./beta.ts";
import { incompleteBeta } from "./incomplete_beta.ts";
import type { Tails } from "./incomplete_gamma.ts";

/**
 * The density of an F variable.
 *
 * @example Two and two degrees of freedom: 1 / (1 + x)²
 * ```ts
 * import { fPdf } from "./f.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(fPdf(1, 2, 2) - 0.25) < 1e-15);
 * ```
 *
 * @param x The point.
 * @param df1 Degrees of freedom of the numerator, above 0.
 * @param df2 Degrees of freedom of the denominator, above 0.
 * @returns The density.
 * @throws {WorkspaceError} When degrees of freedom are not above 0.
 */
export function fPdf(x: number, df1: number, df2: number): number {
  requirePositive("df1", df1);
  requirePositive("df2", df2);
  if (x < 0) return 0;
  if (x === 0) return df1 < 2 ? Infinity : df1 === 2 ? 1 : 0;
  const total = df2 + df1 * x;
  return betaPdf((df1 * x) / total, df1 / 2, df2 / 2) * (df1 * df2) / (total * total);
}

/**
 * P(X ≤ x) of an F variable, or P(X > x) for the upper tail. Relative error about 1e-14.
 *
 * @example Two and two degrees of freedom: x / (1 + x)
 * ```ts
 * import { fCdf } from "./f.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(fCdf(3, 2, 2) - 0.75) < 1e-15);
 * ```
 *
 * @param x The point.
 * @param df1 Degrees of freedom of the numerator, above 0.
 * @param df2 Degrees of freedom of the denominator, above 0.
 * @param tail Which tail; `lower` unless told.
 * @returns The probability.
 * @throws {WorkspaceError} When degrees of freedom are not above 0.
 */
export function fCdf(x: number, df1: number, df2: number, tail: keyof Tails = "lower"): number {
  requirePositive("df1", df1);
  requirePositive("df2", df2);
  if (x <= 0) return tail === "lower" ? 0 : 1;
  if (x === Infinity) return tail === "lower" ? 1 : 0;
  const total = df2 + df1 * x;
  return incompleteBeta((df1 * x) / total, df1 / 2, df2 / 2, df2 / total)[tail];
}

/**
 * The quantile of an F variable. Relative error about 1e-14.
 *
 * @example Two and two degrees of freedom
 * ```ts
 * import { fQuantile } from "./f.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(fQuantile(0.75, 2, 2) - 3) < 1e-13);
 * ```
 *
 * @param p The lower-tail probability, from 0 to 1.
 * @param df1 Degrees of freedom of the numerator, above 0.
 * @param df2 Degrees of freedom of the denominator, above 0.
 * @returns The point.
 * @throws {WorkspaceError} When p is not a probability or degrees of freedom are not above 0.
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  return (df2 / df1) * Math.exp(betaLogOdds(p, 1 - p, df1 / 2, df2 / 2));
}
