/**
 * Getis and Ord's G: whether high values lie together, or low ones.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Numbers, requireAbove } from "./_check.ts";
import { brief, withSummary } from "../core/summary.ts";
import { deviationsOf } from "./_spatial.ts";
import { laggedSums, type SpatialWeights } from "./weights.ts";

/** The global G. */
export interface GetisG {
  /** The number of areas. */
  readonly n: number;
  /** The statistic. */
  readonly estimate: number;
  /** What it is on average without pattern: S₀ / (n (n − 1)). */
  readonly expected: number;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Global G = Σ w x y / Σ x y over pairs of different areas: above its expectation when high values lie together.
 *
 * Equals the estimate of `spdep::globalG.test`. Source: Getis and Ord (1992), Geographical Analysis 24:189–206.
 *
 * @example High values together
 * ```ts
 * import { getisG } from "./getis.ts";
 * import { neighbourWeights } from "./weights.ts";
 * import assert from "node:assert/strict";
 *
 * const line = neighbourWeights([[1], [0, 2], [1, 3], [2]], { style: "binary" });
 * const { estimate, expected } = getisG([1, 1, 9, 9], line);
 * assert.ok(estimate > expected);
 * ```
 *
 * @param values One value above 0 an area.
 * @param weights The neighbours, in binary style.
 * @returns The statistic.
 * @throws {WorkspaceError} When weights are not binary, a value is not above 0, or values are all the same.
 */
export function getisG(values: Numbers, weights: SpatialWeights): GetisG {
  if (weights.style !== "binary") {
    throw new WorkspaceError({ what: "G needs binary weights", mend: "Make the weights with style binary" });
  }
  requireAbove("values", values);
  const { n } = deviationsOf(values, weights);
  const x = Float64Array.from(values), lagged = laggedSums(x, weights);
  let near = 0, sum = 0, squares = 0;
  x.forEach((value, i) => {
    near += value * lagged[i]!;
    sum += value;
    squares += value * value;
  });
  const facts: GetisG = {
    n,
    estimate: near / (sum * sum - squares),
    expected: weights.s0 / (n * (n - 1)),
    assumptions: ["Values have a natural zero", "The neighbours are the right ones"],
    warnings: [],
  };
  return withSummary(
    facts,
    `Getis–Ord G ${brief(facts.estimate)} of ${n} areas (${brief(facts.expected)} without pattern)`,
  );
}
