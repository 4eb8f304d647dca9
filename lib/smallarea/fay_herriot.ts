/**
 * The Fay–Herriot model: direct estimates of areas combined with what predicts them.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { normalQuantile } from "../core/stats/mod.ts";
import { levelOf, type Numbers, requireAbove, requireFinite, requireLengths } from "./_check.ts";
import { type AreaFit, type AreaMethod, fitAreaVariance } from "./_area_variance.ts";
import { brief, withSummary } from "./_result.ts";

/** Estimates by area, all in the same order. */
export interface AreaData {
  /** The direct estimate per area. */
  readonly direct: Numbers;
  /** Its sampling variance, above 0, taken as known. */
  readonly variances: Numbers;
  /** Predictors: one row an area, with the 1 of an intercept when one is wanted. */
  readonly predictors: readonly (readonly number[])[];
}

/** Options of {@linkcode fayHerriot}. */
export interface FayHerriotOptions {
  /**
   * How the variance between areas is found: `reml` (unless told), `ml`, Fay and Herriot's `moment`, or
   * `adjusted-ml`, which is above 0 where the others say that areas do not differ.
   */
  readonly method?: AreaMethod;
  /** The level of the intervals; 0.95 unless told. */
  readonly level?: number;
}

/** Estimates by area, direct and combined. */
export interface FayHerriot {
  /** The number of areas. */
  readonly n: number;
  /** Variance between areas, beside what the predictors explain. */
  readonly variance: number;
  /** Coefficients of the predictors. */
  readonly coefficients: readonly number[];
  /** The direct estimate per area, to show next to the combined one. */
  readonly direct: readonly number[];
  /** The combined estimate (EBLUP) per area. */
  readonly estimate: readonly number[];
  /** Weight of the direct estimate per area, 0 to 1. */
  readonly weight: readonly number[];
  /** Mean squared error of the combined estimate per area. */
  readonly meanSquaredError: readonly number[];
  /** estimate − z √MSE per area. */
  readonly low: readonly number[];
  /** estimate + z √MSE per area. */
  readonly high: readonly number[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * y = x'β + v + e, var v = A, var e = ψ known. The estimate is γy + (1 − γ)x'β with γ = A/(A + ψ), β by weighted least
 * squares; MSE = g₁ + g₂ + 2g₃, less the bias of A for `ml`, `adjusted-ml` and `moment`.
 *
 * Converged to the last digit, where `sae::eblupFH` stops at 1e-4. With A = 0 every area gets its prediction only, which
 * is warned of. Sampling variances of small areas are themselves unsteady: smooth them first.
 * Source: Fay and Herriot (1979), JASA 74:269–277; Prasad and Rao (1990), JASA 85:163–171; Datta and Lahiri (2000),
 * Statistica Sinica 10:613–627; Datta, Rao and Smith (2005), Biometrika 92:183–196; Li and Lahiri (2010), Journal of
 * Multivariate Analysis 101:882–892.
 *
 * @example A precise area keeps its own figure
 * ```ts
 * import { fayHerriot } from "./fay_herriot.ts";
 * import assert from "node:assert/strict";
 *
 * const fit = fayHerriot({
 *   direct: [1, 2, 4, 9, 3],
 *   variances: [0.01, 4, 1, 1, 1],
 *   predictors: [[1], [1], [1], [1], [1]],
 * });
 * assert.ok(fit.weight[0]! > 0.99 && fit.weight[1]! < 0.9);
 * ```
 *
 * @param data Direct estimates, variances and predictors.
 * @param options Method and level.
 * @returns The estimates, in the order of the areas.
 * @throws {WorkspaceError} When there are too few areas, predictors are collinear, or a number cannot be.
 */
export function fayHerriot(data: AreaData, options: FayHerriotOptions = {}): FayHerriot {
  const { direct, variances, predictors } = data;
  const n = requireLengths({ direct, variances, predictors: predictors.map((row) => row.length) }, 3);
  requireFinite("direct", direct);
  requireAbove("variances", variances);
  checkPredictors(predictors, n);
  const z = normalQuantile(1 - (1 - levelOf(options.level)) / 2);
  const fit = fitAreaVariance(direct, variances, predictors, options.method ?? "reml");
  const parts = Array.from(direct, (own, i) => combine(own, variances[i]!, predictors[i]!, fit));
  const facts: FayHerriot = {
    n,
    variance: fit.variance,
    coefficients: fit.coefficients,
    direct: Array.from(direct),
    estimate: parts.map(({ estimate }) => estimate),
    weight: parts.map(({ weight }) => weight),
    meanSquaredError: parts.map(({ mse }) => mse),
    low: parts.map(({ estimate, mse }) => estimate - z * Math.sqrt(Math.max(0, mse))),
    high: parts.map(({ estimate, mse }) => estimate + z * Math.sqrt(Math.max(0, mse))),
    assumptions: [
      "Sampling variances are known",
      "What predictors leave unexplained is normal and independent",
    ],
    warnings: fit.variance === 0
      ? ["No variance between areas was found: every area gets its prediction, and intervals are too narrow."]
      : [],
  };
  return withSummary(
    facts,
    `Fay–Herriot estimates of ${n} areas: variance between areas ${brief(fit.variance)}`,
  );
}

function checkPredictors(predictors: readonly (readonly number[])[], n: number): void {
  const p = predictors[0]?.length ?? 0;
  if (p === 0 || predictors.some((row) => row.length !== p)) {
    throw new WorkspaceError({
      what: "Rows of predictors are empty or of different lengths",
      where: "predictors",
    });
  }
  predictors.forEach((row) => requireFinite("predictors", row));
  if (n < p + 2) {
    throw new WorkspaceError({
      what: `${n} areas are too few for ${p} predictors`,
      mend: "Use fewer predictors",
    });
  }
}

function combine(own: number, psi: number, row: readonly number[], fit: AreaFit) {
  const total = fit.variance + psi, weight = fit.variance / total, rest = psi / total;
  const predicted = row.reduce((sum, value, k) => sum + value * fit.coefficients[k]!, 0);
  const spread = row.reduce(
    (sum, a, k) => sum + a * row.reduce((inner, b, l) => inner + b * fit.covariance[k]![l]!, 0),
    0,
  );
  const g1 = fit.variance * rest,
    g2 = rest * rest * spread,
    g3 = rest * rest / total * fit.varianceOfVariance;
  return {
    weight,
    estimate: weight * own + rest * predicted,
    mse: g1 + g2 + 2 * g3 - fit.bias * rest * rest,
  };
}
