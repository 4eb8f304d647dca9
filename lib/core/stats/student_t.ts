/**
 * Student's t distribution.
 *
 * @module
 */
import { requirePositive, requireProbability } from "./_check.ts";
import { betaLogOdds, betaPdf } from "./beta.ts";
import { incompleteBeta } from "./incomplete_beta.ts";
import type { Tails } from "./incomplete_gamma.ts";
import { normalCdf, normalPdf, normalQuantile } from "./normal.ts";

/**
 * The density of Student's t.
 *
 * @example The Cauchy distribution is t with one degree of freedom
 * ```ts
 * import { studentTPdf } from "./student_t.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(studentTPdf(1, 1) - 1 / (2 * Math.PI)) < 1e-15);
 * ```
 *
 * @param t The point.
 * @param df Degrees of freedom, above 0; Infinity gives the normal distribution.
 * @returns The density.
 * @throws {WorkspaceError} When df is not above 0.
 */
export function studentTPdf(t: number, df: number): number {
  requirePositive("df", df, "infinite");
  if (df === Infinity) return normalPdf(t);
  if (t === 0) return studentTPdf(1e-9, df);
  const x = df / (df + t * t);
  const y = (t * t) / (df + t * t);
  // dP(|T| > t)/dt through the beta variable x: |dx/dt| = 2 x y / t.
  return y < 0.5
    ? betaPdf(y, 0.5, df / 2) * x * y / Math.abs(t)
    : betaPdf(x, df / 2, 0.5) * x * y / Math.abs(t);
}

/**
 * P(T ≤ t) of Student's t, or P(T > t) for the upper tail. Relative error about 1e-14 in either tail.
 *
 * @example The p value of a two-sided test
 * ```ts
 * import { studentTCdf } from "./student_t.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(2 * studentTCdf(2.2281388519862739, 10, "upper") - 0.05) < 1e-14);
 * ```
 *
 * @param t The point.
 * @param df Degrees of freedom, above 0; Infinity gives the normal distribution.
 * @param tail Which tail; `lower` unless told.
 * @returns The probability.
 * @throws {WorkspaceError} When df is not above 0.
 */
export function studentTCdf(t: number, df: number, tail: keyof Tails = "lower"): number {
  requirePositive("df", df, "infinite");
  if (df === Infinity) return normalCdf(t, tail);
  if (Number.isNaN(t)) return NaN;
  const square = t * t;
  const beyond = square === Infinity
    ? 0
    : incompleteBeta(df / (df + square), df / 2, 0.5, square / (df + square)).lower / 2;
  return (t < 0) === (tail === "lower") ? beyond : 1 - beyond;
}

/**
 * The quantile of Student's t. Relative error about 1e-14.
 *
 * @example The critical value with 10 degrees of freedom
 * ```ts
 * import { studentTQuantile } from "./student_t.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(studentTQuantile(0.975, 10) - 2.2281388519862739) < 1e-13);
 * ```
 *
 * @param p The lower-tail probability, from 0 to 1.
 * @param df Degrees of freedom, above 0; Infinity gives the normal distribution.
 * @returns The point.
 * @throws {WorkspaceError} When p is not a probability or df not above 0.
 */
export function studentTQuantile(p: number, df: number): number {
  requireProbability("p", p);
  requirePositive("df", df, "infinite");
  if (df === Infinity) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = p < 0.5 ? p : 1 - p;
  if (tail === 0) return p < 0.5 ? -Infinity : Infinity;
  const logOdds = betaLogOdds(2 * tail, 1 - 2 * tail, df / 2, 0.5);
  const t = Math.sqrt(df) * Math.exp(-logOdds / 2);
  return p < 0.5 ? -t : t;
}
