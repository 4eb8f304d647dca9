/**
 * Pooling over multiple imputations.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { isUsable } from "./_checks.ts";
import { type Interval, studentTQuantile } from "../core/stats/mod.ts";

/** A pooled estimate. */
export interface PooledEstimate extends Interval {
  /** The mean of the estimates. */
  readonly value: number;
  /** The total standard error: within plus between imputations. */
  readonly se: number;
  /** Degrees of freedom; Infinity when imputations do not differ. */
  readonly df: number;
  /** The share of the variance that comes from what is missing, 0 to 1. */
  readonly missingShare: number;
}

/**
 * Pools estimates of one quantity over imputations by Rubin's rules: T = W + (1 + 1/m) B.
 *
 * Source: Rubin (1987), Multiple Imputation for Nonresponse in Surveys; Barnard and Rubin (1999) for small samples.
 *
 * @example Three imputations
 * ```ts
 * import { poolRubin } from "./rubin.ts";
 * import assert from "node:assert/strict";
 *
 * const pooled = poolRubin([{ value: 0.2, se: 0.02 }, { value: 0.22, se: 0.02 }, { value: 0.24, se: 0.02 }]);
 * assert.equal(pooled.value.toFixed(4), "0.2200");
 * assert.equal(pooled.se.toFixed(6), Math.sqrt(0.0004 + (4 / 3) * 0.0004).toFixed(6));
 * ```
 *
 * @param estimates One estimate with its standard error per imputation, at least two.
 * @param completeDf Degrees of freedom had the data been complete; Infinity unless told.
 * @returns The pooled estimate with its 95 % interval.
 * @throws {WorkspaceError} When there are fewer than two, or one is empty, infinite or extreme.
 */
export function poolRubin(
  estimates: readonly { readonly value: number; readonly se: number }[],
  completeDf: number = Infinity,
): PooledEstimate {
  const m = estimates.length;
  if (m < 2) {
    throw new WorkspaceError({
      what: `Pooling needs at least 2 imputations, found ${m}`,
      where: "poolRubin",
      mend: "Give the result of every imputed data set",
    });
  }
  const wrong = estimates.findIndex((one) => !isUsable(one.value) || !isUsable(one.se) || one.se < 0);
  if (wrong >= 0 || !(completeDf > 0)) {
    throw new WorkspaceError({
      what: wrong >= 0
        ? "An estimate or its standard error is empty, infinite, negative or extreme"
        : "Degrees of freedom must be above 0",
      where: wrong >= 0 ? `poolRubin, imputation ${wrong + 1}` : "poolRubin",
      mend: "Check whether the analysis of each imputation gave a result",
    });
  }
  const value = estimates.reduce((sum, one) => sum + one.value, 0) / m;
  const within = estimates.reduce((sum, one) => sum + one.se ** 2, 0) / m;
  const between = estimates.reduce((sum, one) => sum + (one.value - value) ** 2, 0) / (m - 1);
  const total = within + (1 + 1 / m) * between;
  const missingShare = total === 0 ? 0 : ((1 + 1 / m) * between) / total;
  const df = pooledDf(m, missingShare, completeDf);
  const se = Math.sqrt(total);
  const half = studentTQuantile(0.975, df) * se;
  return { value, se, df, missingShare, low: value - half, high: value + half };
}

function pooledDf(m: number, share: number, completeDf: number): number {
  const old = share === 0 ? Infinity : (m - 1) / share ** 2;
  if (completeDf === Infinity) return old;
  const observed = ((completeDf + 1) / (completeDf + 3)) * completeDf * (1 - share);
  return old === Infinity ? observed : (old * observed) / (old + observed);
}
