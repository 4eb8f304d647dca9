/**
 * Local Moran's I: which areas lie among areas like them.
 *
 * @module
 */
import type { Numbers } from "./_check.ts";
import { withSummary } from "../core/summary.ts";
import { deviationsOf } from "./_spatial.ts";
import { adjustP, normalCdf } from "../core/stats/mod.ts";
import { laggedSums, type SpatialWeights } from "./weights.ts";

/** Options of {@linkcode localMoran}. */
export interface LocalMoranOptions {
  /** `conditional` (unless told) on the area's own value, as spdep from 1.2; `total` as before. */
  readonly moments?: "conditional" | "total";
}

/** Local statistics in the order of the areas. */
export interface LocalMoran {
  /** The number of areas. */
  readonly n: number;
  /** I per area: above 0 when it is like its neighbours. Their mean is the global I for row weights. */
  readonly estimate: readonly number[];
  /** What each is on average without pattern. */
  readonly expected: readonly number[];
  /** Its variance without pattern. */
  readonly variance: readonly number[];
  /** (estimate − expected) / √variance; 0 where the variance is 0. */
  readonly z: readonly number[];
  /** Two-sided p-values, adjusted for the number of areas by Benjamini and Hochberg. */
  readonly adjustedP: readonly number[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Local Moran I = z/m₂ Σ w z, with m₂ = Σz²/n.
 *
 * Equals `spdep::localmoran`. Source: Anselin (1995), Geographical Analysis 27:93–115; Sokal et al. (1998), ibid.
 * 30:331–354 for the conditional moments.
 *
 * @example The mean of local values is the global one
 * ```ts
 * import { localMoran } from "./local_moran.ts";
 * import { moran } from "./moran.ts";
 * import { neighbourWeights } from "./weights.ts";
 * import assert from "node:assert/strict";
 *
 * const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]), values = [1, 2, 3, 7, 8, 9];
 * const mean = localMoran(values, line).estimate.reduce((sum, value) => sum + value, 0) / 6;
 * assert.ok(Math.abs(mean - moran(values, line).estimate) < 1e-14);
 * ```
 *
 * @param values One value an area.
 * @param weights The neighbours.
 * @param options The moments.
 * @returns The statistics.
 * @throws {WorkspaceError} With fewer than 4 areas, a constant value, or missing values.
 */
export function localMoran(
  values: Numbers,
  weights: SpatialWeights,
  options: LocalMoranOptions = {},
): LocalMoran {
  const { n, z, m2, b2 } = deviationsOf(values, weights);
  const lagged = laggedSums(z, weights);
  const moments = Array.from(z, (own, i) => {
    const { sum, squares } = rowSums(weights, i);
    return options.moments === "total"
      ? totalMoments(n, b2, sum, squares)
      : ownMoments(n, m2, own, sum, squares);
  });
  const estimate = Array.from(z, (own, i) => own / m2 * lagged[i]!);
  const scores = estimate.map((value, i) => {
    const { expected, variance } = moments[i]!;
    return variance > 0 ? (value - expected) / Math.sqrt(variance) : 0;
  });
  const facts: LocalMoran = {
    n,
    estimate,
    expected: moments.map(({ expected }) => expected),
    variance: moments.map(({ variance }) => variance),
    z: scores,
    adjustedP: adjustP(scores.map((score) => 2 * normalCdf(Math.abs(score), "upper")), "benjamini-hochberg"),
    assumptions: [
      "Without pattern, every value could have occurred in every area",
      "The neighbours are the right ones",
    ],
    warnings: [],
  };
  const clear = facts.adjustedP.filter((p) => p < 0.05).length;
  return withSummary(facts, `Local Moran of ${n} areas: ${clear} with an adjusted p below 0.05`);
}

function rowSums(weights: SpatialWeights, i: number) {
  let sum = 0, squares = 0;
  for (let at = weights.starts[i]!; at < weights.starts[i + 1]!; at++) {
    sum += weights.weights[at]!;
    squares += weights.weights[at]! ** 2;
  }
  return { sum, squares };
}

function ownMoments(n: number, m2: number, own: number, sum: number, squares: number) {
  return {
    expected: -(own * own * sum) / ((n - 1) * m2),
    variance: (own / m2) ** 2 * (n / (n - 2)) * (squares - sum * sum / (n - 1)) * (m2 - own * own / (n - 1)),
  };
}

function totalMoments(n: number, b2: number, sum: number, squares: number) {
  const expected = -sum / (n - 1);
  const variance = squares * (n - b2) / (n - 1) + (sum * sum - squares) * (2 * b2 - n) / ((n - 1) * (n - 2)) -
    expected * expected;
  return { expected, variance };
}
