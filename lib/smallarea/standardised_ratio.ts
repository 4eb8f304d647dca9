/**
 * Indirect standardisation: what was observed against what the standard's rates lead one to expect.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { chiSquaredQuantile, normalQuantile } from "../core/stats/mod.ts";
import {
  levelOf,
  type Numbers,
  requireAbove,
  requireCounts,
  requireLengths,
  requireReckoned,
} from "./_check.ts";
import { brief, withSummary } from "../core/summary.ts";

/** Options of {@linkcode standardisedRatio}. */
export interface RatioOptions {
  /** The confidence level; 0.95 unless told. */
  readonly level?: number;
  /** `exact` Poisson limits (unless told), or `log-normal`: ratio × exp(± z/√observed), from 1 event up. */
  readonly interval?: "exact" | "log-normal";
}

/** A standardised ratio, 1 when as much as expected. */
export interface StandardisedRatio {
  /** Events observed. */
  readonly n: number;
  /** Events expected. */
  readonly expected: number;
  /** Observed / expected. */
  readonly estimate: number;
  /** Lower end of the interval. */
  readonly low: number;
  /** Upper end of the interval. */
  readonly high: number;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/** What is needed for expected numbers, by stratum, all in the same order. */
export interface ExpectedData {
  /** Persons of the area per stratum, 0 or more. */
  readonly populations: Numbers;
  /** Events in the standard population per stratum. */
  readonly standardCounts: Numbers;
  /** Persons of the standard population per stratum, above 0. */
  readonly standardPopulations: Numbers;
}

/**
 * The events that an area would have at the standard's rates: Σ population × standard count / standard population.
 *
 * @example At one in a hundred
 * ```ts
 * import { expectedEvents } from "./standardised_ratio.ts";
 * import assert from "node:assert/strict";
 *
 * const standard = { standardCounts: [10], standardPopulations: [1000] };
 * assert.equal(expectedEvents({ populations: [200], ...standard }), 2);
 * ```
 *
 * @param data Populations and the standard by stratum.
 * @returns The expected number.
 * @throws {WorkspaceError} When lists differ in length or a number cannot be.
 */
export function expectedEvents(data: ExpectedData): number {
  const { populations, standardCounts, standardPopulations } = data;
  requireLengths({ populations, standardCounts, standardPopulations }, 1);
  requireCounts("standardCounts", standardCounts);
  requireAbove("standardPopulations", standardPopulations);
  if (Array.from(populations).some((value) => !(value >= 0 && value < Infinity))) {
    throw new WorkspaceError({ what: "A population is missing, negative or infinite", where: "populations" });
  }
  let sum = 0;
  for (let i = 0; i < populations.length; i++) {
    sum += populations[i]! * standardCounts[i]! / standardPopulations[i]!;
  }
  requireReckoned([[sum]]);
  return sum;
}

/**
 * Observed / expected (SMR, SIR) with exact Poisson limits χ²(2O)/2E and χ²(2O+2)/2E. With nothing observed low is 0.
 *
 * Ratios of two areas are not comparable with each other: each has its own age structure. Source: Ulm (1990), American
 * Journal of Epidemiology 131:373–375; log-normal limits as `epitools::ageadjust.indirect`.
 *
 * @example Nine where 1.4 were expected
 * ```ts
 * import { standardisedRatio } from "./standardised_ratio.ts";
 * import assert from "node:assert/strict";
 *
 * const ratio = standardisedRatio(9, 1.4);
 * assert.equal(ratio.estimate.toFixed(2), "6.43");
 * assert.equal(ratio.low.toFixed(2), "2.94");
 * ```
 *
 * @param observed Events observed, a whole number.
 * @param expected Events expected, above 0.
 * @param options Level and kind of interval.
 * @returns The ratio.
 * @throws {WorkspaceError} When observed is no count, expected not above 0, or log-normal is asked of 0 events.
 */
export function standardisedRatio(
  observed: number,
  expected: number,
  options: RatioOptions = {},
): StandardisedRatio {
  requireCounts("observed", [observed]);
  requireAbove("expected", [expected]);
  const tail = (1 - levelOf(options.level)) / 2;
  const estimate = observed / expected;
  const [low, high] = options.interval === "log-normal"
    ? logNormal(observed, estimate, tail)
    : exact(observed, expected, tail);
  requireReckoned([[estimate, low, high]]);
  const facts: StandardisedRatio = {
    n: observed,
    expected,
    estimate,
    low,
    high,
    assumptions: ["Events are independent (Poisson)", "The expected number is known without error"],
    warnings: expected < 1 ? ["Fewer than 1 event expected: the ratio says little."] : [],
  };
  return withSummary(facts, `Standardised ratio ${brief(estimate)} (${brief(low)} to ${brief(high)})`);
}

function exact(observed: number, expected: number, tail: number): [number, number] {
  const low = observed === 0 ? 0 : chiSquaredQuantile(tail, 2 * observed) / 2 / expected;
  return [low, chiSquaredQuantile(1 - tail, 2 * observed + 2) / 2 / expected];
}

function logNormal(observed: number, ratio: number, tail: number): [number, number] {
  if (observed === 0) {
    throw new WorkspaceError({
      what: "A log-normal interval needs at least one event",
      mend: "Use the exact interval",
    });
  }
  const factor = Math.exp(normalQuantile(1 - tail) / Math.sqrt(observed));
  return [ratio / factor, ratio * factor];
}
