/**
 * Intervals for a proportion.
 *
 * The Wald interval is absent on purpose: near 0 and 1 it leaves [0, 1] and covers too seldom.
 *
 * @module
 */
import { WorkspaceError } from "../errors.ts";
import { betaQuantile } from "./beta.ts";
import { normalQuantile } from "./normal.ts";
import { studentTQuantile } from "./student_t.ts";

/** The two ends of an interval. */
export interface Interval {
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/** Options of an interval. */
export interface IntervalOptions {
  /** The confidence level; 0.95 unless told. */
  readonly level?: number;
}

/** Options of an interval from a design-based standard error. */
export interface DesignIntervalOptions extends IntervalOptions {
  /** The standard error of the proportion. */
  readonly se: number;
  /** Degrees of freedom of the design (clusters minus strata); Infinity for a normal quantile. */
  readonly df: number;
}

/** Options of the Korn–Graubard interval. */
export interface KornGraubardOptions extends DesignIntervalOptions {
  /** The unweighted number of respondents behind the proportion. */
  readonly n: number;
  /**
   * Whether the effective sample size may exceed n, as it does when the design is efficient: `none` (unless told)
   * follows Korn and Graubard and R, `sampleSize` the presentation standard of NCHS (2017), which is wider.
   */
  readonly cap?: "none" | "sampleSize";
}

/**
 * The Wilson score interval, for a simple random sample.
 *
 * (x + z²/2 ± z √(x(n−x)/n + z²/4)) / (n + z²). Exists at 0 and at n. Source: Wilson (1927), JASA 22:209–212.
 *
 * @example Eleven of fifty
 * ```ts
 * import { wilsonInterval } from "./proportion_intervals.ts";
 * import assert from "node:assert/strict";
 *
 * const { low, high } = wilsonInterval(11, 50);
 * assert.equal(low.toFixed(6), "0.127539");
 * assert.equal(high.toFixed(6), "0.352415");
 * ```
 *
 * @param x The count, from 0 to n.
 * @param n The base, above 0.
 * @param options The confidence level.
 * @returns The interval.
 * @throws {WorkspaceError} When the count is not within the base.
 */
export function wilsonInterval(x: number, n: number, options: IntervalOptions = {}): Interval {
  checkCounts(x, n);
  const z = normalQuantile(1 - alpha(options) / 2);
  const centre = x + (z * z) / 2;
  const spread = z * Math.sqrt((x * (n - x)) / n + (z * z) / 4);
  const base = n + z * z;
  return {
    low: x === 0 ? 0 : (centre - spread) / base,
    high: x === n ? 1 : (centre + spread) / base,
  };
}

/**
 * The Clopper–Pearson interval ("exact"): covers at least the level, so it is wide.
 *
 * Beta quantiles at (x, n − x + 1) and (x + 1, n − x). Real counts are allowed, as for an effective sample size.
 * Source: Clopper and Pearson (1934), Biometrika 26:404–413.
 *
 * @example None of thirty
 * ```ts
 * import { clopperPearsonInterval } from "./proportion_intervals.ts";
 * import assert from "node:assert/strict";
 *
 * const { low, high } = clopperPearsonInterval(0, 30);
 * assert.equal(low, 0);
 * assert.equal(high.toFixed(6), "0.115703");
 * ```
 *
 * @param x The count, from 0 to n.
 * @param n The base, above 0.
 * @param options The confidence level.
 * @returns The interval.
 * @throws {WorkspaceError} When the count is not within the base.
 */
export function clopperPearsonInterval(x: number, n: number, options: IntervalOptions = {}): Interval {
  checkCounts(x, n);
  const half = alpha(options) / 2;
  return {
    low: x === 0 ? 0 : betaQuantile(half, x, n - x + 1),
    high: x === n ? 1 : betaQuantile(1 - half, x + 1, n - x),
  };
}

/**
 * The logit interval of a simple random sample: ln(x/(n−x)) ± z √(1/x + 1/(n−x)), back on the share's scale.
 *
 * @example Eleven of fifty
 * ```ts
 * import { logitCountInterval } from "./proportion_intervals.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(logitCountInterval(11, 50)?.low.toFixed(6), "0.126222");
 * assert.equal(logitCountInterval(0, 50), null);
 * ```
 *
 * @param x The count, from 0 to n.
 * @param n The base, above 0.
 * @param options The confidence level.
 * @returns The interval; null at 0 and at n, where it does not exist.
 * @throws {WorkspaceError} When the count is not within the base.
 */
export function logitCountInterval(x: number, n: number, options: IntervalOptions = {}): Interval | null {
  checkCounts(x, n);
  if (x === 0 || x === n) return null;
  return onLogit(x / n, normalQuantile(1 - alpha(options) / 2) * Math.sqrt(1 / x + 1 / (n - x)));
}

/**
 * The logit interval of a survey estimate: logit(p) ± t · se / (p(1 − p)), back on the share's scale.
 *
 * Source: R `survey::svyciprop(method = "logit")`.
 *
 * @example A weighted share
 * ```ts
 * import { logitInterval } from "./proportion_intervals.ts";
 * import assert from "node:assert/strict";
 *
 * const interval = logitInterval(0.13793103448275862, { se: 0.05008660671239195, df: 4 });
 * assert.equal(interval?.low.toFixed(6), "0.047331");
 * ```
 *
 * @param p The estimated proportion.
 * @param options Standard error, degrees of freedom and level.
 * @returns The interval; null when p is 0 or 1.
 * @throws {WorkspaceError} When p is not a proportion or the standard error not finite.
 */
export function logitInterval(p: number, options: DesignIntervalOptions): Interval | null {
  checkShare(p, options);
  if (p <= 0 || p >= 1) return null;
  const t = studentTQuantile(1 - alpha(options) / 2, options.df);
  return onLogit(p, (t * options.se) / (p * (1 - p)));
}

/**
 * The Korn–Graubard interval of a survey estimate: Clopper–Pearson at an effective sample size.
 *
 * n* = p(1−p)/se² · (t_{n−1}/t_df)². For a share of 0 or 1 the standard error says nothing and n* = n.
 * Source: Korn and Graubard (1998), Survey Methodology 24:193–201; R `survey::svyciprop(method = "beta")`.
 *
 * @example A weighted share from 23 respondents in 6 clusters and 2 strata
 * ```ts
 * import { kornGraubardInterval } from "./proportion_intervals.ts";
 * import assert from "node:assert/strict";
 *
 * const options = { se: 0.05008660671239195, df: 4, n: 23 };
 * assert.equal(kornGraubardInterval(0.13793103448275862, options).low.toFixed(5), "0.03582");
 * ```
 *
 * @param p The estimated proportion.
 * @param options Standard error, degrees of freedom, unweighted n and level.
 * @returns The interval.
 * @throws {WorkspaceError} When p is not a proportion or n below 2.
 */
export function kornGraubardInterval(p: number, options: KornGraubardOptions): Interval {
  checkShare(p, options);
  if (!(options.n >= 2)) throw problem(`The interval needs at least 2 respondents, found ${options.n}`);
  const upper = 1 - alpha(options) / 2;
  const ratio = studentTQuantile(upper, options.n - 1) / studentTQuantile(upper, options.df);
  const degenerate = p <= 0 || p >= 1 || options.se === 0;
  const effective = degenerate ? options.n : (p * (1 - p)) / options.se ** 2 * ratio ** 2;
  const n = options.cap === "sampleSize" ? Math.min(options.n, effective) : effective;
  return clopperPearsonInterval(n * p, n, options);
}

function onLogit(p: number, half: number): Interval {
  const centre = Math.log(p / (1 - p));
  return { low: 1 / (1 + Math.exp(half - centre)), high: 1 / (1 + Math.exp(-half - centre)) };
}

function alpha(options: IntervalOptions): number {
  const level = options.level ?? 0.95;
  if (level > 0 && level < 1) return 1 - level;
  throw problem(`The confidence level must lie between 0 and 1, found ${level}`);
}

function checkCounts(x: number, n: number): void {
  if (n > 0 && x >= 0 && x <= n && n < Infinity) return;
  throw problem("The count must lie from 0 to the base, and the base above 0");
}

function checkShare(p: number, options: DesignIntervalOptions): void {
  if (p >= 0 && p <= 1 && options.se >= 0 && options.se < Infinity && options.df > 0) return;
  throw problem(
    "A proportion from 0 to 1, a finite standard error and degrees of freedom above 0 are needed",
  );
}

function problem(what: string): WorkspaceError {
  return new WorkspaceError({
    what,
    where: "interval of a proportion",
    mend: "Check the numbers that went in",
  });
}
