/**
 * Tests between domains or waves: a linear trend over time, and all pairs with control for multiple comparison.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { adjustP, type Interval, studentTCdf, studentTQuantile } from "../core/stats/mod.ts";
import { contrast, type Estimates } from "./estimates.ts";

/** A linear trend over time. */
export interface LinearTrend {
  /** The change per unit of time. */
  readonly slope: number;
  /** Its standard error under the design. */
  readonly se: number;
  /** Degrees of freedom of the design. */
  readonly df: number;
  /** The interval of the slope. */
  readonly interval: Interval;
  /** The two-sided p value of "no linear trend"; 1 when nothing varies and nothing changes. */
  readonly pValue: number;
}

/** How many comparisons are guarded against together. */
export type Adjustment = "holm" | "bonferroni";

/** The difference between two estimates. */
export interface PairDifference {
  /** The name of the first estimate. */
  readonly from: string;
  /** The name of the second. */
  readonly to: string;
  /** Second minus first. */
  readonly difference: number;
  /** Its standard error under the design, covariance between the two included. */
  readonly se: number;
  /** Degrees of freedom of the design. */
  readonly df: number;
  /** The simultaneous interval: Bonferroni, so that all of them hold together at the level. */
  readonly interval: Interval;
  /** The two-sided p value of this pair alone. */
  readonly pValue: number;
  /** The p value with all pairs taken into account. */
  readonly adjustedPValue: number;
}

/**
 * The linear trend of estimates over time: slope Σ c θ with c = (t − t̄)/Σ(t − t̄)², each wave with the same weight.
 *
 * The waves are the domains of one design, so that clusters or persons that are in several waves count in the
 * covariance. The t test has the degrees of freedom of the design.
 * Source: Korn and Graubard (1999), Analysis of Health Surveys, ch. 3 and 7; R `survey::svycontrast` on `svyby`.
 *
 * @example Three waves
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { linearTrend } from "./contrasts.ts";
 * import { surveyDesign } from "./design.ts";
 * import { mean } from "./estimators.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: new Float64Array(6).fill(1), y: Float64Array.of(1, 2, 3, 4, 5, 6) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const domains = [0, 1, 2].map((wave) => ({ name: `${wave}`, includes: (row: number) => Math.floor(row / 2) === wave }));
 * const trend = linearTrend(mean(design, table.numbers("y"), { domains }), [2020, 2022, 2026]);
 * assert.equal(trend.slope.toFixed(6), (18 / 28).toFixed(6));
 * ```
 *
 * @param estimates One estimate a wave, in any order.
 * @param times The time of each wave, in the same order; not all the same.
 * @param level The confidence level; 0.95 unless told.
 * @returns The trend.
 * @throws {WorkspaceError} When times do not fit the estimates or do not differ, or the design leaves no degrees of
 *   freedom.
 */
export function linearTrend(
  estimates: Estimates,
  times: readonly number[],
  level: number = 0.95,
): LinearTrend {
  const centre = times.reduce((sum, time) => sum + time, 0) / times.length;
  const spread = times.reduce((sum, time) => sum + (time - centre) ** 2, 0);
  if (times.length !== estimates.values.length || !(spread > 0)) {
    throw problem("A trend needs a time for each estimate, and at least two different times", "linearTrend");
  }
  const found = contrast(estimates, "slope", times.map((time) => (time - centre) / spread));
  const tested = testOf(found, level);
  return {
    slope: tested.value,
    se: tested.se,
    df: tested.df,
    interval: tested.interval,
    pValue: tested.pValue,
  };
}

/**
 * All pairs of estimates, each with its difference, simultaneous interval and adjusted p value.
 *
 * Holm's step-down p values control the chance of any false finding without assumptions on dependence, as Bonferroni's
 * do, and are never larger. Intervals are Bonferroni's: level 1 − (1 − level)/number of pairs.
 * Source: Holm (1979), Scandinavian Journal of Statistics 6:65–70; R `stats::p.adjust`.
 *
 * @example Two domains are one pair
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { pairwiseDifferences } from "./contrasts.ts";
 * import { surveyDesign } from "./design.ts";
 * import { mean } from "./estimators.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: new Float64Array(4).fill(1), y: Float64Array.of(1, 3, 4, 6) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const domains = ["a", "b"].map((name, wave) => ({ name, includes: (row: number) => Math.floor(row / 2) === wave }));
 * const [pair] = pairwiseDifferences(mean(design, table.numbers("y"), { domains }), { adjust: "holm" });
 * assert.equal(pair?.difference, 3);
 * assert.equal(pair?.adjustedPValue, pair?.pValue);
 * ```
 *
 * @param estimates The estimates, at least two.
 * @param options The adjustment, without default, and the confidence level, 0.95 unless told.
 * @returns The pairs: 1–2, 1–3, …, 2–3, ….
 * @throws {WorkspaceError} When there are fewer than two estimates or no degrees of freedom.
 */
export function pairwiseDifferences(
  estimates: Estimates,
  options: { readonly adjust: Adjustment; readonly level?: number },
): readonly PairDifference[] {
  const { names } = estimates;
  const pairs = names.flatMap((_, from) =>
    names.slice(from + 1).map((_, gap) => [from, from + 1 + gap] as const)
  );
  if (pairs.length === 0) throw problem("A comparison needs at least two estimates", "pairwiseDifferences");
  const level = 1 - (1 - (options.level ?? 0.95)) / pairs.length;
  const tested = pairs.map(([from, to]) => {
    const factors = names.map((_, index) => index === to ? 1 : index === from ? -1 : 0);
    const { value, ...rest } = testOf(contrast(estimates, `${names[to]} - ${names[from]}`, factors), level);
    return { from: names[from]!, to: names[to]!, difference: value, ...rest };
  });
  const adjusted = adjustPValues(tested.map(({ pValue }) => pValue), options.adjust);
  return tested.map((pair, index) => ({ ...pair, adjustedPValue: adjusted[index]! }));
}

/**
 * P values with all comparisons taken into account.
 *
 * Bonferroni: min(1, m p). Holm: in ascending order max over earlier of min(1, (m − rank) p).
 *
 * @example Holm by hand
 * ```ts
 * import { adjustPValues } from "./contrasts.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(adjustPValues([0.01, 0.04, 0.03], "holm"), [0.03, 0.06, 0.06]);
 * ```
 *
 * @param pValues The p values.
 * @param adjust How.
 * @returns The adjusted values, in the same order.
 * @throws {WorkspaceError} When a p value is empty or lies outside 0 to 1.
 */
export function adjustPValues(pValues: readonly number[], adjust: Adjustment): readonly number[] {
  return adjustP(pValues, adjust);
}

function testOf(found: Estimates, level: number) {
  const value = found.values[0]!;
  const se = found.se[0]!;
  const df = found.dfOverall;
  if (!(df >= 1)) throw problem("The design leaves no degrees of freedom for a test", found.names[0] ?? "");
  const half = studentTQuantile(1 - (1 - level) / 2, df) * se;
  const pValue = se === 0 ? (value === 0 ? 1 : 0) : 2 * studentTCdf(-Math.abs(value / se), df);
  return { value, se, df, interval: { low: value - half, high: value + half }, pValue };
}

function problem(what: string, where: string): WorkspaceError {
  return new WorkspaceError({ what, where, mend: "Give more waves, or a design with more clusters" });
}
