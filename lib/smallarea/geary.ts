/**
 * Geary's C: how much neighbouring areas differ.
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
 * Geary's C = (n−1) Σ w (x−y)² / (2 S₀ Σ z²), 1 on average without pattern, lower when neighbours are alike.
 *
 * Equals `spdep::geary.test`. Source: Geary (1954), The Incorporated Statistician 5:115–145; Cliff and Ord (1981).
 *
 * @example High next to high
 * ```ts
 * import { geary } from "./geary.ts";
 * import { neighbourWeights } from "./weights.ts";
 * import assert from "node:assert/strict";
 *
 * const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]);
 * assert.ok(geary([1, 2, 3, 7, 8, 9], line).estimate < 0.5);
 * ```
 *
 * @param values One value an area.
 * @param weights The neighbours.
 * @param options Alternative, permutations and variance.
 * @returns The statistic with its tests; z below 0 when neighbours are alike.
 * @throws {WorkspaceError} With fewer than 4 areas, a constant value, or missing values.
 */
export function geary(
  values: Numbers,
  weights: SpatialWeights,
  options: PatternOptions = {},
): SpatialPattern {
  const { n, z, m2, b2 } = deviationsOf(values, weights);
  const statistic = (list: Float64Array) => (n - 1) * squaredGaps(list, weights) / (2 * weights.s0 * n * m2);
  const estimate = statistic(z);
  const variance = options.variance === "normal"
    ? normalVariance(n, weights)
    : randomVariance(n, weights, b2);
  const alternative = options.alternative ?? "alike";
  const score = (estimate - 1) / Math.sqrt(variance);
  const facts: SpatialPattern = {
    n,
    estimate,
    expected: 1,
    variance,
    z: score,
    p: normalP(score, alternative, -1),
    permutationP: permutationP(z, statistic, {
      alternative,
      permutations: options.permutations ?? 999,
      seedName: options.seedName ?? "smallarea/geary",
      estimate,
      expected: 1,
      sign: -1,
    }),
    assumptions: [
      "Without pattern, every value could have occurred in every area",
      "The neighbours are the right ones",
    ],
    warnings: fewAreas(n),
  };
  return withSummary(
    facts,
    `Geary's C ${brief(estimate)} of ${n} areas (1 without pattern), z ${brief(score)}`,
  );
}

function squaredGaps(values: Float64Array, weights: SpatialWeights): number {
  let sum = 0;
  for (let i = 0; i < weights.n; i++) {
    for (let at = weights.starts[i]!; at < weights.starts[i + 1]!; at++) {
      sum += weights.weights[at]! * (values[i]! - values[weights.neighbours[at]!]!) ** 2;
    }
  }
  return sum;
}

function normalVariance(n: number, { s0, s1, s2 }: SpatialWeights): number {
  return ((2 * s1 + s2) * (n - 1) - 4 * s0 * s0) / (2 * (n + 1) * s0 * s0);
}

function randomVariance(n: number, { s0, s1, s2 }: SpatialWeights, b2: number): number {
  const pairs = (n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * b2);
  const rows = (n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * b2) / 4;
  const total = s0 * s0 * (n * n - 3 - (n - 1) ** 2 * b2);
  return (pairs - rows + total) / (n * (n - 2) * (n - 3) * s0 * s0);
}
