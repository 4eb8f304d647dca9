/**
 * Funnel limits: how far an area may be from the standard by chance alone, given its size.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { poissonCdf, poissonPmf, poissonQuantile } from "../core/stats/mod.ts";
import {
  meanOf,
  type Numbers,
  requireAbove,
  requireCounts,
  requireLengths,
  requireReckoned,
} from "./_check.ts";
import { brief, withSummary } from "../core/summary.ts";

/** Where an area lies: within the warning limits, beyond them, or beyond the alarm limits. */
export type FunnelPosition = "within" | "above warning" | "below warning" | "above alarm" | "below alarm";

/** Options of {@linkcode funnelLimits}. */
export interface FunnelOptions {
  /** The level of the warning limits; 0.95 unless told. */
  readonly warningLevel?: number;
  /** The level of the alarm limits; 0.998 unless told. */
  readonly alarmLevel?: number;
}

/** Limits for one level, per area, on the scale of observed / expected. */
export interface FunnelLimits {
  /** The lower limit per area, 0 or more. */
  readonly low: readonly number[];
  /** The upper limit per area. */
  readonly high: readonly number[];
}

/** Ratios with their limits, in the order of the areas. */
export interface Funnel {
  /** The number of areas. */
  readonly n: number;
  /** Observed / expected per area. */
  readonly estimate: readonly number[];
  /** The warning limits. */
  readonly warning: FunnelLimits;
  /** The alarm limits. */
  readonly alarm: FunnelLimits;
  /** Where each area lies. */
  readonly positions: readonly FunnelPosition[];
  /** Mean squared z of √ratios, trimmed at 10 % of areas on each side: above 1 areas differ more than by chance. */
  readonly overdispersion: number;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/** Share of areas drawn in on each side before overdispersion is measured. Source: Spiegelhalter (2005). */
const WINSORISED_SHARE = 0.1;

/**
 * Poisson funnel limits around ratio 1, interpolated between whole counts: for probability p and quantile q,
 * (q − (P(X ≤ q) − p) / P(X = q)) / E, at least 0.
 *
 * Beyond a limit is a reason to look, not a verdict: of 20 areas one lies beyond the 95 % limits by chance.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202.
 *
 * @example A large area stands out sooner
 * ```ts
 * import { funnelLimits } from "./funnel.ts";
 * import assert from "node:assert/strict";
 *
 * const { positions } = funnelLimits([3, 150, 100], [2, 100, 100]);
 * assert.deepEqual(positions, ["within", "above alarm", "within"]);
 * ```
 *
 * @param observed Events per area.
 * @param expected Expected events per area, above 0.
 * @param options The levels.
 * @returns Limits and positions.
 * @throws {WorkspaceError} When numbers cannot be or levels are not between 0 and 1 with the alarm wider.
 */
export function funnelLimits(observed: Numbers, expected: Numbers, options: FunnelOptions = {}): Funnel {
  const n = requireLengths({ observed, expected }, 1);
  requireCounts("observed", observed);
  requireAbove("expected", expected);
  const warningLevel = options.warningLevel ?? 0.95, alarmLevel = options.alarmLevel ?? 0.998;
  if (!(warningLevel > 0 && warningLevel < alarmLevel && alarmLevel < 1)) {
    throw new WorkspaceError({
      what: `Levels ${warningLevel} and ${alarmLevel} are not 0 < warning < alarm < 1`,
    });
  }
  const estimate = Array.from(observed, (count, i) => count / expected[i]!);
  const warning = limitsOf(expected, warningLevel), alarm = limitsOf(expected, alarmLevel);
  const overdispersion = overdispersionOf(observed, expected);
  requireReckoned([[overdispersion], estimate, warning.low, warning.high, alarm.low, alarm.high]);
  const facts: Funnel = {
    n,
    estimate,
    warning,
    alarm,
    positions: estimate.map((ratio, i) => positionOf(ratio, i, warning, alarm)),
    overdispersion,
    assumptions: [
      "Events are independent (Poisson)",
      "Areas differ from the standard by chance only, unless shown",
    ],
    warnings: overdispersion > 1 + 2 * Math.sqrt(2 / n)
      ? ["Areas differ more than by chance: many lie beyond the limits for reasons that were not measured."]
      : [],
  };
  const beyond = facts.positions.filter((position) => position !== "within").length;
  return withSummary(
    facts,
    `Funnel of ${n} areas: ${beyond} beyond the limits, overdispersion ${brief(overdispersion)}`,
  );
}

function limitsOf(expected: Numbers, level: number): FunnelLimits {
  const tail = (1 - level) / 2;
  const limit = (p: number) => Array.from(expected, (mean) => interpolated(p, mean) / mean);
  return { low: limit(tail), high: limit(1 - tail) };
}

function interpolated(p: number, mean: number): number {
  const q = poissonQuantile(p, mean);
  return Math.max(0, q - (poissonCdf(q, mean) - p) / poissonPmf(q, mean));
}

function positionOf(ratio: number, i: number, warning: FunnelLimits, alarm: FunnelLimits): FunnelPosition {
  if (ratio > alarm.high[i]!) return "above alarm";
  if (ratio < alarm.low[i]!) return "below alarm";
  if (ratio > warning.high[i]!) return "above warning";
  return ratio < warning.low[i]! ? "below warning" : "within";
}

function overdispersionOf(observed: Numbers, expected: Numbers): number {
  const z = Array.from(observed, (count, i) => 2 * (Math.sqrt(count) - Math.sqrt(expected[i]!))).sort((
    a,
    b,
  ) => a - b);
  const cut = Math.floor(z.length * WINSORISED_SHARE);
  const low = z[cut]!, high = z[z.length - 1 - cut]!;
  return meanOf(z.map((value) => Math.min(high, Math.max(low, value)) ** 2));
}
