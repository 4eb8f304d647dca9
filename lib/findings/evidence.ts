/**
 * How strong the evidence of a difference is, judged from released values and their intervals.
 *
 * @module
 */
import type { EvidenceLevel } from "../core/display.ts";
import { normalQuantile } from "../core/stats/normal.ts";

/** A released number with its 95 % interval. */
export interface Estimate {
  /** The value; null when hidden or missing. */
  readonly value: number | null;
  /** Lower end of the 95 % interval; null when none is released. */
  readonly low: number | null;
  /** Upper end of the 95 % interval; null when none is released. */
  readonly high: number | null;
}

/**
 * Judges whether two released numbers differ.
 *
 * The interval of the difference is built from the two released intervals by the method of variance estimates
 * recovery: `low = d − √((a − lowA)² + (highB − b)²)` and `high = d + √((highA − a)² + (b − lowB)²)` for
 * `d = a − b`. The rule, from strict to lenient:
 *
 * - `none`: one of the numbers is hidden or missing;
 * - `too-few`: one has no interval, or the interval of the difference holds zero;
 * - `certain`: the interval of the difference excludes zero and the two intervals do not overlap;
 * - `probable`: the interval of the difference excludes zero, but the two intervals overlap. Overlap of intervals is
 *   not a test: two intervals may overlap while the difference is clear.
 *
 * The groups are taken as independent. `comparisons` widens the intervals for having looked at several pairs
 * (Bonferroni): the highest of ten groups differs from the lowest by chance alone more often than two chosen groups.
 *
 * Source: Zou and Donner (2008), Statistics in Medicine 27(10), 1693–1702.
 *
 * @example Clear, less clear, not clear
 * ```ts
 * import { differenceEvidence } from "./evidence.ts";
 * import assert from "node:assert/strict";
 *
 * const low = { value: 10, low: 8, high: 12 };
 * assert.equal(differenceEvidence(low, { value: 20, low: 17, high: 23 }), "certain");
 * assert.equal(differenceEvidence(low, { value: 13.5, low: 11.5, high: 15.5 }), "probable");
 * assert.equal(differenceEvidence(low, { value: 11, low: 9, high: 13 }), "too-few");
 * assert.equal(differenceEvidence(low, { value: null, low: null, high: null }), "none");
 * ```
 *
 * @param a One number.
 * @param b The other number.
 * @param comparisons How many pairs were looked at to pick this one. Default 1.
 * @returns The level of evidence.
 */
export function differenceEvidence(a: Estimate, b: Estimate, comparisons = 1): EvidenceLevel {
  if (a.value === null || b.value === null) return "none";
  if (a.low === null || a.high === null || b.low === null || b.high === null) return "too-few";
  const widen = z(0.05 / comparisons) / z(0.05);
  const difference = a.value - b.value;
  const arm = (x: number, y: number): number => widen * Math.hypot(x, y);
  const low = difference - arm(a.value - a.low, b.high - b.value);
  const high = difference + arm(a.high - a.value, b.value - b.low);
  if (low <= 0 && high >= 0) return "too-few";
  const reach = (end: number, value: number): number => value + (end - value) * widen;
  const apart = reach(a.low, a.value) > reach(b.high, b.value) ||
    reach(b.low, b.value) > reach(a.high, a.value);
  return apart ? "certain" : "probable";
}

/** Half the interval as a part of the value up to which a single number is called certain or about right. */
const LEVEL_RULES: readonly { readonly level: EvidenceLevel; readonly relativeMargin: number }[] = [
  // A relative margin of 10 % keeps "12 van de 100" within one; 50 % is the border at which statistics offices
  // commonly flag or withhold an estimate (a coefficient of variation of about 25 %).
  { level: "certain", relativeMargin: 0.1 },
  { level: "probable", relativeMargin: 0.5 },
];

/**
 * Judges how precise one released number is, from half its interval as a part of the value.
 *
 * @example A wide interval says that there are too few figures
 * ```ts
 * import { levelEvidence } from "./evidence.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(levelEvidence({ value: 20, low: 19, high: 21 }), "certain");
 * assert.equal(levelEvidence({ value: 20, low: 5, high: 45 }), "too-few");
 * ```
 *
 * @param estimate The number. Without an interval it is `probable`: nothing is known about its margin.
 * @returns The level of evidence.
 */
export function levelEvidence(estimate: Estimate): EvidenceLevel {
  const { value, low, high } = estimate;
  if (value === null) return "none";
  if (low === null || high === null) return "probable";
  const relative = (high - low) / 2 / Math.abs(value);
  return LEVEL_RULES.find((rule) => relative <= rule.relativeMargin)?.level ?? "too-few";
}

/** Two-sided critical value of the standard normal distribution. */
function z(alpha: number): number {
  return normalQuantile(1 - alpha / 2);
}
