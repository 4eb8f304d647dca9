/**
 * Planning with few people: which difference and which share can be told at all, and how sure that is itself.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { chiSquaredQuantile } from "../core/stats/chi_squared.ts";
import { normalQuantile } from "../core/stats/normal.ts";
import { detectableDifference, type PowerTest } from "./power.ts";

/** The smallest difference that can be found, with what is not known about it. */
export interface DetectableRange {
  /** The best estimate. */
  readonly estimate: number;
  /** The lower end of the 95 % interval. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/**
 * Gives the smallest difference of two means that can be found, with the interval that comes from not knowing the
 * standard deviation: it was estimated from `pilotN` people. With s² (n − 1) / σ² chi-squared distributed, σ lies between
 * s √((n − 1) / χ²(0.975)) and s √((n − 1) / χ²(0.025)).
 *
 * Source: Browne (1995), Statistics in Medicine 14, 1933–1940.
 *
 * @example With a deviation of 1 from 60 people
 * ```ts
 * import { detectableRange } from "./planning.ts";
 * import assert from "node:assert/strict";
 *
 * const { estimate, low, high } = detectableRange({ deviation: 1, pilotN: 60 }, 100);
 * assert.deepEqual([estimate, low, high].map((one) => one.toFixed(3)), ["0.398", "0.337", "0.486"]);
 * ```
 *
 * @param known The standard deviation within a group, and how many people it was estimated from.
 * @param n People in each group.
 * @returns The difference and its interval.
 * @throws {WorkspaceError} When the deviation was estimated from fewer than two people, or as {@linkcode detectableDifference}.
 */
export function detectableRange(
  known: { readonly deviation: number; readonly pilotN: number },
  n: number,
): DetectableRange {
  const freedom = known.pilotN - 1;
  if (!(freedom >= 1) || !Number.isFinite(freedom)) {
    throw new WorkspaceError({
      what: "A standard deviation is estimated from two people or more",
      where: "pilotN",
      mend: "Give the number of answers that it comes from",
    });
  }
  const atDeviation = (deviation: number): number => {
    const test: PowerTest = { kind: "two-means", deviation };
    return detectableDifference(test, n);
  };
  const spread = (chance: number) =>
    known.deviation * Math.sqrt(freedom / chiSquaredQuantile(chance, freedom));
  return {
    estimate: atDeviation(known.deviation),
    low: atDeviation(spread(0.975)),
    high: atDeviation(spread(0.025)),
  };
}

/**
 * Gives the margin of a share from so many answers, as a share: z √(p (1 − p) / n), for the 95 % interval.
 *
 * Holds for a simple random sample that all answer. Source: Cochran (1977), Sampling Techniques, 3.2 and 4.4.
 *
 * @example A half of a hundred answers
 * ```ts
 * import { marginOfShare } from "./planning.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(marginOfShare(0.5, 100).toFixed(3), "0.098");
 * ```
 *
 * @param share The share that is expected, 0 to 1; a half gives the widest margin.
 * @param answers The number of answers, above 0.
 * @returns Half the width of the interval.
 * @throws {WorkspaceError} When the share is not between 0 and 1, or there are no answers.
 */
export function marginOfShare(share: number, answers: number): number {
  if (!(share >= 0 && share <= 1) || !(answers > 0) || !Number.isFinite(answers)) {
    throw new WorkspaceError({
      what: "The share is not between 0 and 1, or there are no answers",
      where: "margin of a share",
    });
  }
  return normalQuantile(0.975) * Math.sqrt(share * (1 - share) / answers);
}
