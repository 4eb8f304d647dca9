/**
 * Direct standardisation: the rate that an area would have with the age structure of the standard population.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { chiSquaredQuantile } from "../core/stats/mod.ts";
import {
  levelOf,
  type Numbers,
  requireAbove,
  requireCounts,
  requireFinite,
  requireLengths,
  requireReckoned,
} from "./_check.ts";
import { brief, withSummary } from "../core/summary.ts";

/** Fewer events than this make a standardised rate too unsteady to show. Source: APHO Technical Briefing 3 (2008). */
export const FEW_EVENTS = 10;

/** Counts by stratum (mostly age groups), all in the same order. */
export interface DirectData {
  /** Events per stratum. */
  readonly counts: Numbers;
  /** Persons (or person-years) per stratum, above 0. */
  readonly populations: Numbers;
  /** Standard population per stratum, or its shares: scaled to 1. */
  readonly standard: Numbers;
}

/** Options of an interval. */
export interface LevelOptions {
  /** The confidence level; 0.95 unless told. */
  readonly level?: number;
}

/** A standardised rate, per person: multiply by 100,000 to show it. */
export interface StandardisedRate {
  /** The number of events. */
  readonly n: number;
  /** The standardised rate. */
  readonly estimate: number;
  /** Lower end of the gamma interval. */
  readonly low: number;
  /** Upper end of the gamma interval. */
  readonly high: number;
  /** The crude rate, to show next to it. */
  readonly crude: number;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Directly standardised rate Σ w d/p with the gamma interval of Fay and Feuer: with v = Σ w² d/p² and m = max w/p, low is
 * v/(2x) χ²(2x²/v) and high (v+m²)/(2(x+m)) χ²(2(x+m)²/(v+m²)). Without events low is 0.
 *
 * Equals `epitools::ageadjust.direct`. Source: Fay and Feuer (1997), Statistics in Medicine 16:791–801.
 *
 * @example Two age groups
 * ```ts
 * import { standardiseDirectly } from "./direct_standardisation.ts";
 * import assert from "node:assert/strict";
 *
 * const rate = standardiseDirectly({ counts: [10, 40], populations: [1000, 1000], standard: [3, 1] });
 * assert.equal(rate.estimate, 0.0175);
 * assert.equal(rate.crude, 0.025);
 * ```
 *
 * @param data Counts, populations and standard by stratum.
 * @param options The level.
 * @returns The rate.
 * @throws {WorkspaceError} When lists differ in length, a count is not whole or a population not above 0.
 */
export function standardiseDirectly(data: DirectData, options: LevelOptions = {}): StandardisedRate {
  const { counts, populations, standard } = data;
  requireLengths({ counts, populations, standard }, 1);
  requireCounts("counts", counts);
  requireAbove("populations", populations);
  requireFinite("standard", standard);
  const total = Array.from(standard).reduce((sum, value) => sum + value, 0);
  if (!(total > 0) || Array.from(standard).some((value) => value < 0)) {
    throw new WorkspaceError({ what: "The standard population is negative or empty", where: "standard" });
  }
  const tail = (1 - levelOf(options.level)) / 2;
  let x = 0, v = 0, m = 0, n = 0, persons = 0;
  for (let i = 0; i < counts.length; i++) {
    const weight = standard[i]! / total / populations[i]!;
    x += weight * counts[i]!;
    v += weight * weight * counts[i]!;
    m = Math.max(m, weight);
    n += counts[i]!;
    persons += populations[i]!;
  }
  const low = v > 0 ? v / (2 * x) * chiSquaredQuantile(tail, 2 * x * x / v) : 0;
  const high = (v + m * m) / (2 * (x + m)) * chiSquaredQuantile(1 - tail, 2 * (x + m) ** 2 / (v + m * m));
  requireReckoned([[x, low, high, n / persons]]);
  const facts: StandardisedRate = {
    n,
    estimate: x,
    low,
    high,
    crude: n / persons,
    assumptions: [
      "Events are independent (Poisson) within strata",
      "The open top stratum is the same in the standard",
    ],
    warnings: n < FEW_EVENTS ? [`Fewer than ${FEW_EVENTS} events: the standardised rate is unsteady.`] : [],
  };
  return withSummary(
    facts,
    `Standardised rate ${brief(x)} (${brief(low)} to ${brief(high)}), crude ${brief(facts.crude)}`,
  );
}
