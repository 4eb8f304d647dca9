/**
 * Two shares beside each other: Fisher's exact test, and the interval of their difference.
 *
 * @module
 */
import { logGamma } from "./log_gamma.ts";
import { type Interval, wilsonInterval } from "./proportion_intervals.ts";

/** How many of a group have something. */
export interface Share {
  /** Those who have it, from 0 to `of`. */
  readonly yes: number;
  /** The size of the group, above 0. */
  readonly of: number;
}

/** Tables whose probability exceeds that of the observed one by less than this share are as likely (as in R). */
const AS_LIKELY = 1 + 1e-7;

/**
 * The two-sided p value of Fisher's exact test: the probability of all tables with the same margins that are no more likely than
 * the observed one.
 *
 * Source: R `fisher.test`.
 *
 * @example The lady tasting tea
 * ```ts
 * import { fisherExactP } from "./two_shares.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(fisherExactP({ yes: 3, of: 4 }, { yes: 1, of: 4 }) - 34 / 70) < 1e-12);
 * ```
 *
 * @param one The one group.
 * @param other The other.
 * @returns The p value.
 */
export function fisherExactP(one: Share, other: Share): number {
  const yes = one.yes + other.yes;
  const lowest = Math.max(0, yes - other.of), highest = Math.min(one.of, yes);
  const logs = Array.from(
    { length: highest - lowest + 1 },
    (_, i) => logChoose(one.of, lowest + i) + logChoose(other.of, yes - lowest - i),
  );
  const top = logs.reduce((most, value) => Math.max(most, value), -Infinity);
  const weights = logs.map((value) => Math.exp(value - top));
  const observed = Math.exp(logChoose(one.of, one.yes) + logChoose(other.of, other.yes) - top) * AS_LIKELY;
  const all = weights.reduce((a, b) => a + b, 0);
  return Math.min(1, weights.filter((weight) => weight <= observed).reduce((a, b) => a + b, 0) / all);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/**
 * The 95 % interval of a difference of two shares by Newcombe's hybrid score method: each end is as far off as the Wilson intervals
 * of both shares together say. It keeps within −1 to 1 and holds with small groups.
 *
 * Source: Newcombe (1998), Statistics in Medicine 17:873–890, method 10.
 *
 * @example The published example
 * ```ts
 * import { newcombeInterval } from "./two_shares.ts";
 * import assert from "node:assert/strict";
 *
 * const { low, high } = newcombeInterval({ yes: 56, of: 70 }, { yes: 48, of: 80 });
 * assert.deepEqual([low.toFixed(4), high.toFixed(4)], ["0.0524", "0.3339"]);
 * ```
 *
 * @param one The one group.
 * @param other The other.
 * @returns The interval of the share of the one minus that of the other.
 * @throws {WorkspaceError} When a count is not within its group.
 */
export function newcombeInterval(one: Share, other: Share): Interval {
  const [a, b] = [one.yes / one.of, other.yes / other.of];
  const [inner, outer] = [wilsonInterval(one.yes, one.of), wilsonInterval(other.yes, other.of)];
  return {
    low: a - b - Math.hypot(a - inner.low, outer.high - b),
    high: a - b + Math.hypot(inner.high - a, b - outer.low),
  };
}
