/**
 * Moran's I of the residuals of a linear model: whether neighbours are alike beyond what predictors explain.
 *
 * @module
 */
import { inverse, Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import type { Numbers } from "./_check.ts";
import { designOf } from "./_predictors.ts";
import { brief, withSummary } from "../core/summary.ts";
import { type Alternative, deviationsOf, fewAreas, normalP, type SpatialPattern } from "./_spatial.ts";
import { laggedSums, type SpatialWeights } from "./weights.ts";

/** Options of {@linkcode residualMoran}. */
export interface ResidualMoranOptions {
  /** `alike` (unless told), `unlike` or `either`. */
  readonly alternative?: Alternative;
}

/**
 * Moran's I of least-squares residuals, n/S₀ e'We / e'e, with the moments that take the estimation of the model into
 * account. Residuals may not be reordered freely, so there is no permutation.
 *
 * Equals `spdep::lm.morantest`. Source: Cliff and Ord (1981), pp. 202–203.
 *
 * @example Nothing left after the trend
 * ```ts
 * import { neighbourWeights } from "./weights.ts";
 * import { residualMoran } from "./residual_moran.ts";
 * import assert from "node:assert/strict";
 *
 * const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]);
 * const trend = [0, 1, 2, 3, 4, 5].map((x) => [1, x]);
 * assert.ok(residualMoran([0.1, 0.9, 2.1, 2.9, 4.1, 4.9], trend, line).estimate < 0);
 * ```
 *
 * @param values The outcome, one value an area.
 * @param predictors One row an area, with the 1 of an intercept.
 * @param weights The neighbours.
 * @param options The alternative.
 * @returns The statistic with its test.
 * @throws {WorkspaceError} When predictors are collinear, too many, or explain everything, or values are unusable.
 */
export function residualMoran(
  values: Numbers,
  predictors: readonly (readonly number[])[],
  weights: SpatialWeights,
  options: ResidualMoranOptions = {},
): SpatialPattern {
  const { n } = deviationsOf(values, weights);
  const x = designOf(predictors, n), p = x.columns;
  const q = inverse(x.transpose().mmul(x));
  const y = Matrix.columnVector(Array.from(values));
  const fitted = x.mmul(q.mmul(x.transpose().mmul(y)));
  const e = Float64Array.from(Matrix.sub(y, fitted).to1DArray());
  const squares = dot(e, e);
  if (!(squares > 1e-24 * dot(Float64Array.from(values), Float64Array.from(values)))) {
    throw new WorkspaceError({
      what: "The predictors explain every value",
      mend: "There are no residuals to look at",
    });
  }
  const estimate = n / weights.s0 * dot(e, laggedSums(e, weights)) / squares;
  const z = symmetricLag(x, weights);
  const a = q.mmul(x.transpose().mmul(z)), trace = a.trace();
  const expected = -n * trace / ((n - p) * weights.s0);
  const spread = weights.s1 + 2 * a.mmul(a).trace() - 4 * q.mmul(z.transpose().mmul(z)).trace() -
    2 * trace * trace / (n - p);
  const variance = n * n / (weights.s0 ** 2 * (n - p) * (n - p + 2)) * spread;
  const score = (estimate - expected) / Math.sqrt(variance);
  const facts: SpatialPattern = {
    n,
    estimate,
    expected,
    variance,
    z: score,
    p: normalP(score, options.alternative ?? "alike", 1),
    permutationP: null,
    assumptions: ["Residuals are normal with one variance", "The neighbours are the right ones"],
    warnings: fewAreas(n),
  };
  return withSummary(
    facts,
    `Moran's I of residuals ${brief(estimate)} of ${n} areas (${brief(expected)} without pattern)`,
  );
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** ½ (W + W') X. */
function symmetricLag(x: Matrix, weights: SpatialWeights): Matrix {
  const lagged = Matrix.zeros(x.rows, x.columns);
  for (let i = 0; i < weights.n; i++) {
    for (let at = weights.starts[i]!; at < weights.starts[i + 1]!; at++) {
      const j = weights.neighbours[at]!, half = weights.weights[at]! / 2;
      for (let k = 0; k < x.columns; k++) {
        lagged.set(i, k, lagged.get(i, k) + half * x.get(j, k));
        lagged.set(j, k, lagged.get(j, k) + half * x.get(i, k));
      }
    }
  }
  return lagged;
}
