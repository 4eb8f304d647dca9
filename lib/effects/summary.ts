/**
 * What every effect method gives back: an estimate with its interval, its n, its assumptions and its warnings.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import { withSummary } from "../core/summary.ts";
import { studentTCdf, studentTQuantile } from "../core/stats/student_t.ts";

/** A remark on a result. A `serious` one keeps a verdict from being given. */
export interface EffectWarning {
  /** A stable slug, for example `few-clusters`. */
  readonly code: string;
  /** Whether a verdict may still rest on the estimate. */
  readonly weight: "remark" | "serious";
  /** What readers see. */
  readonly text: Label;
}

/** An estimated number with its uncertainty. */
export interface EffectNumber {
  /** The estimate, in the unit of the outcome. */
  readonly estimate: number;
  /** The standard error; null when the data cannot tell. */
  readonly standardError: number | null;
  /** Lower end of the interval; null when the data cannot tell. */
  readonly low: number | null;
  /** Upper end of the interval; null when the data cannot tell. */
  readonly high: number | null;
  /** Two-sided p value of no effect; null when the data cannot tell. */
  readonly pValue: number | null;
  /** Degrees of freedom of Student's t; Infinity for the normal distribution. */
  readonly df: number;
}

/** The part that all results of this folder share. */
export interface EffectSummary extends EffectNumber {
  /** The method in words. */
  readonly method: Label;
  /** The number of units (persons, areas or points in time) behind the estimate. */
  readonly n: number;
  /** The smallest group of units in any part of the comparison: disclosure control judges on it. */
  readonly smallestN: number;
  /** What has to be true for the estimate to be the effect. */
  readonly assumptions: readonly Label[];
  /** What speaks against leaning on it. */
  readonly warnings: readonly EffectWarning[];
}

/** An object that shows a summary in a notebook and in logs. */
export interface Displayed {
  /** The summary as text; never rows. */
  toString(): string;
}

/** A standard error below this share of the estimate's scale is rounding, not certainty. */
const ROUNDING = 1e-12;

/**
 * Makes an estimate with a Student interval of 95 %.
 *
 * @example A normal interval
 * ```ts
 * import { effectNumber } from "./summary.ts";
 * import assert from "node:assert/strict";
 *
 * const effect = effectNumber(2, 1, Infinity);
 * assert.ok(Math.abs((effect.low ?? 0) - 0.04003601545994614) < 1e-12);
 * assert.equal(effectNumber(2, 0, 5).low, null);
 * ```
 *
 * @param estimate The estimate.
 * @param standardError Its standard error; zero (no variation left) gives no interval.
 * @param df Degrees of freedom; below 1 gives no interval.
 * @param scale The largest size of the outcome, against which a standard error is told from rounding. Default 0.
 * @returns The estimate with interval and p value.
 */
export function effectNumber(estimate: number, standardError: number, df: number, scale = 0): EffectNumber {
  if (
    !(standardError > ROUNDING * Math.max(Math.abs(estimate), scale)) || !(df >= 1) ||
    !Number.isFinite(standardError)
  ) {
    return { estimate, standardError: null, low: null, high: null, pValue: null, df };
  }
  const reach = studentTQuantile(0.975, df) * standardError;
  const pValue = 2 * studentTCdf(-Math.abs(estimate / standardError), df);
  return { estimate, standardError, low: estimate - reach, high: estimate + reach, pValue, df };
}

/**
 * Makes a result show its summary in notebooks and logs.
 *
 * @param result The result.
 * @returns The same members, with display functions that never show rows.
 */
export function displayed<T extends EffectSummary>(result: T): T & Displayed {
  return displayedAs(result, summaryText(result));
}

/**
 * Makes an object show a text of its own in notebooks, in logs and as JSON.
 *
 * @param result The object.
 * @param text The text; without rows.
 * @returns The same members, with display functions.
 */
export function displayedAs<T extends object>(result: T, text: string): T & Displayed {
  return withSummary(result, text) as T & Displayed;
}

function summaryText(result: EffectSummary): string {
  const ends = [result.low, result.high].map((end) => end === null ? "?" : end.toPrecision(4)).join(" to ");
  const head = `${result.method.en}: ${result.estimate.toPrecision(4)} (95% ${ends}), n = ${result.n}`;
  return [head, ...result.warnings.map((warning) => `! ${warning.text.en}`)].join("\n");
}
