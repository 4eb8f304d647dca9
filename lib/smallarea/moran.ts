/**
 * Moran's I: whether neighbouring areas are alike.
 *
 * @module
 */
import type { Numbers } from "./_check.ts";
import { brief, withSummary } from "../core/summary.ts";
import {
  deviationsOf,
  fewAreas,
  normalP,
  type PatternOptions,
  permutationP,
  type SpatialPattern,
} from "./_spatial.ts";
import type { SpatialWeights } from "./weights.ts";

/**
 * Moran's I = n/S₀ Σ w z z / Σ z², −1/(n−1) on average without pattern, higher when neighbours are alike.
 *
 * Of rates with unequal populations the smallest areas vary most: smooth first. Equals `spdep::moran.test`; permutation
 * p = (r+1)/(R+1). Source: Cliff and Ord (1981), *Spatial Processes*.
 *
 * @example High next to high
 * ```ts
 * import { moran } from "./moran.ts";
 * import { neighbourWeights } from "./weights.ts";
 * import assert from "node:assert/strict";
 *
 * const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]);
 * assert.ok(moran([1, 2, 3, 7, 8, 9], line).estimate > 0.5);
 * ```
 *
 * @param values One value an area.
 * @param weights The neighbours.
 * @param options Alternative, permutations and variance.
 * @returns The statistic with its tests.
 * @throws {WorkspaceError} With fewer than 4 areas, a constant value, or missing values.
 */
export function moran(
  values: Numbers,
  weights: SpatialWeights,
  options: PatternOptions = {},
): SpatialPattern {
  const { n, z, m2, b2 } = deviationsOf(values, weights);
  const statistic = (list: Float64Array) => crossProduct(list, weights) / (weights.s0 * m2);
  const estimate = statistic(z), expected = -1 / (n - 1);
  const variance = options.variance === "normal"
    ? normalVariance(n, weights)
    : randomVariance(n, weights, b2);
  const alternative = options.alternative ?? "alike";
  const score = (estimate - expected) / Math.sqrt(variance);
  const facts: SpatialPattern = {
    n,
    estimate,
    expected,
    variance,
    z: score,
    p: normalP(score, alternative, 1),
    permutationP: permutationP(z, statistic, {
      alternative,
      permutations: options.permutations ?? 999,
      seedName: options.seedName ?? "smallarea/moran",
      estimate,
      expected,
      sign: 1,
    }),
    assumptions: [
      "Without pattern, every value could have occurred in every area",
      "The neighbours are the right ones",
    ],
    warnings: fewAreas(n),
  };
  return withSummary(
    facts,
    `Moran's I ${brief(estimate)} of ${n} areas (${brief(expected)} without pattern), z ${brief(score)}`,
  );
}

/** Σ w z z, without making the lagged sums: the inner loop of a permutation test. */
function crossProduct(z: Float64Array, { n, starts, neighbours, weights }: SpatialWeights): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let lagged = 0;
    for (let at = starts[i]!; at < starts[i + 1]!; at++) lagged += weights[at]! * z[neighbours[at]!]!;
    sum += z[i]! * lagged;
  }
  return sum;
}

function normalVariance(n: number, { s0, s1, s2 }: SpatialWeights): number {
  return (n * n * s1 - n * s2 + 3 * s0 * s0) / (s0 * s0 * (n * n - 1)) - 1 / (n - 1) ** 2;
}

function randomVariance(n: number, { s0, s1, s2 }: SpatialWeights, b2: number): number {
  const main = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0);
  const peaked = b2 * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0);
  return (main - peaked) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0) - 1 / (n - 1) ** 2;
}
