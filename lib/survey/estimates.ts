/**
 * Estimates with their covariance, and the door through which every estimator goes.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Interval, studentTQuantile } from "../core/stats/mod.ts";
import type { Matrix } from "./_linear.ts";
import { SurveyDesign } from "./design.ts";
import { replicateCovariance, type ReplicateDesign } from "./replicate.ts";
import { designCovariance } from "./variance.ts";

/** A design that variances can be worked out for: by linearisation or by replicate weights. */
export type AnyDesign = SurveyDesign | ReplicateDesign;

/** One or more statistics of weighted data. */
export interface Estimator {
  /** A name per estimate. */
  readonly names: readonly string[];
  /** The estimates under given weights. */
  readonly estimate: (weights: Float64Array) => Float64Array;
  /** The influence of each respondent on each estimate under the full weights. */
  readonly influence: (weights: Float64Array, values: Float64Array) => readonly Float64Array[];
  /** Per estimate, one byte a respondent: 1 where the respondent counts. */
  readonly masks: readonly Uint8Array[];
}

/** Estimates with their design-based covariance. */
export interface Estimates {
  /** A name per estimate. */
  readonly names: readonly string[];
  /** The estimates; NaN for an empty domain, whose `n` is then 0. */
  readonly values: Float64Array;
  /** Their covariance matrix, in row order. */
  readonly covariance: Matrix;
  /** Their standard errors; NaN where there is no estimate. */
  readonly se: Float64Array;
  /** Degrees of freedom of each estimate: clusters minus strata in its domain. */
  readonly df: Float64Array;
  /** Degrees of freedom over all domains together, for contrasts. */
  readonly dfOverall: number;
  /** The unweighted number of respondents behind each estimate. */
  readonly n: Float64Array;
}

/** Works out an estimator under a design. */
export function evaluate(design: AnyDesign, estimator: Estimator): Estimates {
  const values = estimator.estimate(design.weights);
  const covariance = design instanceof SurveyDesign
    ? designCovariance(design, estimator.influence(design.weights, values))
    : replicateCovariance(design, estimator, values);
  const { masks } = estimator;
  return finish(estimator.names, values, {
    covariance,
    df: Float64Array.from(masks, (mask) => design.degreesOfFreedom((row) => mask[row] === 1)),
    dfOverall: design.degreesOfFreedom((row) => masks.some((mask) => mask[row] === 1)),
    n: Float64Array.from(masks, (mask) => countIn(mask, design.weights)),
  });
}

function countIn(mask: Uint8Array, weights: Float64Array): number {
  let n = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row] === 1 && weights[row] !== 0) n++;
  return n;
}

/** Puts estimates together with their standard errors. */
export function finish(
  names: readonly string[],
  values: Float64Array,
  rest: Pick<Estimates, "covariance" | "df" | "dfOverall" | "n">,
): Estimates {
  const { size, cells } = rest.covariance;
  const se = Float64Array.from(values, (value, index) => {
    // What does not exist (an empty domain) has no standard error either: not one of 0.
    return Number.isNaN(value) ? NaN : Math.sqrt(Math.max(0, cells[index * size + index]!));
  });
  return { names, values, se, ...rest };
}

/**
 * A linear combination of estimates, for example a difference between two domains: Σ c θ, with variance c′Vc.
 *
 * @example The difference between two estimates
 * ```ts
 * import { contrast } from "./estimates.ts";
 * import assert from "node:assert/strict";
 *
 * const covariance = { size: 2, cells: Float64Array.of(4, 1, 1, 9) };
 * const values = Float64Array.of(10, 7);
 * const size = { df: Float64Array.of(6, 6), dfOverall: 12, n: Float64Array.of(40, 40) };
 * const estimates = { ...size, names: ["a", "b"], values, covariance, se: Float64Array.of(2, 3) };
 * const difference = contrast(estimates, "a - b", [1, -1]);
 * assert.equal(difference.values[0], 3);
 * assert.equal(difference.se[0]?.toFixed(6), Math.sqrt(4 + 9 - 2).toFixed(6));
 * ```
 *
 * @param estimates The estimates.
 * @param name The name of the combination.
 * @param coefficients One coefficient per estimate.
 * @returns The combination as one estimate.
 * @throws {WorkspaceError} When the number of coefficients differs, or an estimate that counts does not exist.
 */
export function contrast(estimates: Estimates, name: string, coefficients: readonly number[]): Estimates {
  const { size, cells } = estimates.covariance;
  if (coefficients.length !== size) {
    throw new WorkspaceError({
      what: `A contrast needs ${size} coefficients, found ${coefficients.length}`,
      where: name,
      mend: "Give one coefficient per estimate; 0 leaves it out",
    });
  }
  const absent = coefficients.findIndex((one, index) => one !== 0 && Number.isNaN(estimates.values[index]!));
  if (absent >= 0 || !coefficients.every(Number.isFinite)) {
    throw new WorkspaceError({
      what: absent >= 0
        ? `An estimate of the contrast does not exist: ${estimates.names[absent]} has no respondents`
        : "A coefficient of the contrast is no number",
      where: name,
      mend: "Leave the estimate out of the comparison",
    });
  }
  let value = 0, variance = 0;
  coefficients.forEach((first, a) => {
    if (first === 0) return;
    value += first * estimates.values[a]!;
    coefficients.forEach((second, b) => {
      if (second !== 0) variance += first * second * cells[a * size + b]!;
    });
  });
  const covariance = { size: 1, cells: Float64Array.of(variance) };
  const { dfOverall } = estimates;
  const n = coefficients.reduce((sum, factor, index) => sum + (factor === 0 ? 0 : estimates.n[index]!), 0);
  return finish([name], Float64Array.of(value), {
    covariance,
    df: Float64Array.of(dfOverall),
    dfOverall,
    n: Float64Array.of(n),
  });
}

/**
 * The 95 % interval of an estimate: value ± t · se with the degrees of freedom of the design. For proportions use
 * `proportion`, whose intervals stay inside 0 and 1.
 *
 * @param estimates The estimates.
 * @param index Which one; the first unless told.
 * @param level The confidence level; 0.95 unless told.
 * @returns The interval.
 * @throws {WorkspaceError} When there is no such estimate, or the design leaves it no degrees of freedom.
 */
export function confidenceInterval(estimates: Estimates, index: number = 0, level: number = 0.95): Interval {
  const [value = NaN, se = NaN, df = 0] = [
    estimates.values[index],
    estimates.se[index],
    estimates.df[index],
  ];
  if (Number.isNaN(value) || !(df >= 1)) {
    throw new WorkspaceError({
      what: Number.isNaN(value)
        ? "There is no such estimate, or its domain has no respondents"
        : "The design leaves no degrees of freedom for an interval",
      where: estimates.names[index] ?? `estimate ${index}`,
      mend: "Leave the estimate out, or give a design with more clusters",
    });
  }
  const half = studentTQuantile(1 - (1 - level) / 2, df) * se;
  return { low: value - half, high: value + half };
}
