/**
 * Getis and Ord's G: whether high values lie together, or low ones.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Numbers, requireAbove } from "./_check.ts";
import { brief, withSummary } from "../core/summary.ts";
import {
  deviationsOf,
  fewAreas,
  normalP,
  type PatternOptions,
  permutationP,
  type SpatialPattern,
} from "./_spatial.ts";
import { laggedSums, type SpatialWeights } from "./weights.ts";

/** The global G with its tests. */
export type GetisG = SpatialPattern;

/** Options of {@linkcode getisG}. `alike`: high values lie together; `unlike`: low ones do. */
export type GetisOptions = Omit<PatternOptions, "variance">;

/**
 * Global G = Σ w x y / Σ x y over pairs of different areas: above its expectation when high values lie together.
 *
 * Its variance is that over all reorderings of the values. Equals `spdep::globalG.test`. Source: Getis and Ord (1992), Geographical
 * Analysis 24:189–206.
 *
 * @example High values together
 * ```ts
 * import { getisG } from "./getis.ts";
 * import { neighbourWeights } from "./weights.ts";
 * import assert from "node:assert/strict";
 *
 * const line = neighbourWeights([[1], [0, 2], [1, 3], [2]], { style: "binary" });
 * const { estimate, expected, p } = getisG([1, 1, 9, 9], line);
 * assert.ok(estimate > expected && p < 0.5);
 * ```
 *
 * @param values One value above 0 an area.
 * @param weights The neighbours, in binary style.
 * @param options The alternative and the permutations.
 * @returns The statistic with its tests.
 * @throws {WorkspaceError} When weights are not binary, a value is not above 0, or values are all the same.
 */
export function getisG(values: Numbers, weights: SpatialWeights, options: GetisOptions = {}): GetisG {
  if (weights.style !== "binary") {
    throw new WorkspaceError({ what: "G needs binary weights", mend: "Make the weights with style binary" });
  }
  requireAbove("values", values);
  const { n } = deviationsOf(values, weights);
  // G is the same in any unit.
  const largest = Array.from(values).reduce((most, value) => Math.max(most, value), 0);
  const x = Float64Array.from(values, (value) => value / largest);
  const [sum, squares, cubes, fourths] = [1, 2, 3, 4].map((power) =>
    x.reduce((total, value) => total + value ** power, 0)
  ) as [number, number, number, number];
  const pairs = sum * sum - squares;
  const statistic = (list: Float64Array) => {
    const lagged = laggedSums(list, weights);
    return list.reduce((near, value, i) => near + value * lagged[i]!, 0) / pairs;
  };
  const estimate = statistic(x), expected = weights.s0 / (n * (n - 1));
  const variance = secondMoment(n, weights, { sum, squares, cubes, fourths }) / pairs ** 2 - expected ** 2;
  const alternative = options.alternative ?? "alike", z = (estimate - expected) / Math.sqrt(variance);
  if (!(variance > 0) || !Number.isFinite(z)) {
    throw new WorkspaceError({
      what: "Every reordering of the values gives nearly the same G",
      where: "values, weights",
      mend: "There is no pattern to look for: values are nearly the same, or everybody is a neighbour",
    });
  }
  const facts: GetisG = {
    ...{ n, estimate, expected, variance, z, p: normalP(z, alternative, 1) },
    permutationP: permutationP(x, statistic, {
      ...{ alternative, estimate, expected, sign: 1 },
      permutations: options.permutations ?? 999,
      seedName: options.seedName ?? "smallarea/getis",
    }),
    assumptions: ["Values have a natural zero", "The neighbours are the right ones"],
    warnings: fewAreas(n),
  };
  return withSummary(
    facts,
    `Getis–Ord G ${brief(estimate)} of ${n} areas (${brief(expected)} without pattern), z ${brief(z)}`,
  );
}

interface Moments {
  readonly sum: number;
  readonly squares: number;
  readonly cubes: number;
  readonly fourths: number;
}

/** E((Σ w x y)²) over all reorderings. Source: Getis and Ord (1992), equation 6. */
function secondMoment(n: number, { s0, s1, s2 }: SpatialWeights, moments: Moments): number {
  const { sum, squares, cubes, fourths } = moments, all = s0 * s0;
  const terms = [
    ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * all) * squares ** 2,
    -((n * n - n) * s1 - 2 * n * s2 + 6 * all) * fourths,
    -(2 * n * s1 - (n + 3) * s2 + 6 * all) * sum ** 2 * squares,
    (4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * all) * sum * cubes,
    (s1 - s2 + all) * sum ** 4,
  ];
  return terms.reduce((total, term) => total + term, 0) / (n * (n - 1) * (n - 2) * (n - 3));
}
