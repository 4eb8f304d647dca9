/**
 * The Fay–Herriot model: direct estimates of areas combined with what predicts them.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { normalQuantile } from "../core/stats/mod.ts";
import {
  levelOf,
  type Numbers,
  requireAbove,
  requireFinite,
  requireLengths,
  requireReckoned,
} from "./_check.ts";
import { type Ends, posteriorEnds } from "./_area_posterior.ts";
import { type AreaFit, type AreaMethod, fitAreaVariance } from "./_area_variance.ts";
import { brief, withSummary } from "../core/summary.ts";

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
  /**
   * How intervals are made: `posterior` (unless told) counts in that the variance between areas is not known; `mse` is
   * estimate ± z √MSE, which covers too little where areas hardly differ.
   */
  readonly interval?: AreaInterval;
  /** The level of the intervals; 0.95 unless told. */
  readonly level?: number;
}

/** How an interval is made. */
export type AreaInterval = "posterior" | "mse";

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
  /** Lower end of the interval per area. */
  readonly low: readonly number[];
  /** Upper end. */
  readonly high: readonly number[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * y = x'β + v + e, var v = A, var e = ψ known. The estimate is γy + (1 − γ)x'β with γ = A/(A + ψ), β by weighted least
 * squares; MSE = g₁ + g₂ + 2g₃, less the bias of A for `ml`, `adjusted-ml` and `moment`, but never less than g₁ + g₂.
 *
 * Intervals are quantiles of the posterior of an area with a flat prior on A, by an integral over A; with the usual
 * estimate ± z √MSE, 92 % held in 60 areas with A at a quarter of ψ, where the posterior holds 96 %. From A at a quarter of ψ
 * (60 areas) or a half (20 areas) it holds 94 to 97 %. Below that it holds up to 99 %, and a warning says so: data do not tell
 * such an A from a larger one, and what holds 95 % at the one holds too little at the other (adjusted likelihoods of Yoshimori
 * and Lahiri and the bootstrap of Chatterjee, Lahiri and Li hold as much there: tests/bench/RESULTS.md).
 *
 * Converged to the last digit, where `sae::eblupFH` stops at 1e-4. With A = 0 every area gets its prediction only, which
 * is warned of. Sampling variances of small areas are themselves unsteady: smooth them first.
 * Source: Fay and Herriot (1979), JASA 74:269–277; Prasad and Rao (1990), JASA 85:163–171; Datta and Lahiri (2000),
 * Statistica Sinica 10:613–627; Datta, Rao and Smith (2005), Biometrika 92:183–196; Li and Lahiri (2010), Journal of
 * Multivariate Analysis 101:882–892; Morris and Tang (2011), Statistical Science 26:271–287, on the flat prior.
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
  const level = levelOf(options.level);
  const units = unitsOf(variances, predictors);
  const scaled = {
    direct: Array.from(direct, (value) => value / units.direct),
    variances: Array.from(variances, (value) => value / units.direct / units.direct),
    predictors: predictors.map((row) => row.map((value, k) => value / units.predictors[k]!)),
  };
  requireAbove("variances, beside each other", scaled.variances);
  const fit = fitAreaVariance(scaled.direct, scaled.variances, scaled.predictors, options.method ?? "reml");
  const parts = scaled.direct.map((own, i) => combine(own, scaled.variances[i]!, scaled.predictors[i]!, fit));
  const { ends, warnings } = endsOf(parts, fit, { interval: options.interval ?? "posterior", level });
  const facts: FayHerriot = {
    n,
    variance: fit.variance * units.direct * units.direct,
    coefficients: fit.coefficients.map((value, k) => value * units.direct / units.predictors[k]!),
    direct: Array.from(direct),
    estimate: parts.map(({ estimate }) => estimate * units.direct),
    weight: parts.map(({ weight }) => weight),
    meanSquaredError: parts.map(({ mse }) => mse * units.direct * units.direct),
    low: ends.map(({ low }) => low * units.direct),
    high: ends.map(({ high }) => high * units.direct),
    assumptions: [
      "Sampling variances are known",
      "What predictors leave unexplained is normal and independent",
    ],
    warnings: [
      ...(fit.variance === 0 ? ["No variance between areas was found: every area gets its prediction."] : []),
      ...warnings,
    ],
  };
  requireReckoned([[facts.variance], facts.coefficients, facts.estimate, facts.meanSquaredError]);
  requireReckoned([facts.low, facts.high]);
  return withSummary(
    facts,
    `Fay–Herriot estimates of ${n} areas: variance between areas ${brief(facts.variance)}`,
  );
}

/** Units near those of the data, as powers of two: these change no digit, and squares stay within numbers. */
function unitsOf(variances: Numbers, predictors: AreaData["predictors"]) {
  const logs = Array.from(variances, Math.log2).sort((a, b) => a - b);
  const largest = (predictors[0] ?? []).map((_, k) =>
    predictors.reduce((most, row) => Math.max(most, Math.abs(row[k]!)), 0)
  );
  return {
    direct: 2 ** Math.round(logs[logs.length >> 1]! / 2),
    predictors: largest.map((value) => value > 0 ? 2 ** Math.round(Math.log2(value)) : 1),
  };
}

/**
 * Twice the log-likelihood that A has to gain over 0 before areas are sure to differ: on the border of what A can be, 5 % of areas
 * that do not differ gain more. Source: Self and Liang (1987), JASA 82:605–610.
 */
const SURE_GAIN = normalQuantile(0.95) ** 2;

/** Whether the data leave open that predictors explain all there is between areas. */
function hardlyDiffer({ scan, variance }: AreaFit): boolean {
  return variance === 0 || scan.likelihood(variance) - scan.likelihood(0) < SURE_GAIN;
}

/** Areas beyond the predictors that a flat prior on A needs: with fewer its posterior has no end. */
const LEAST_BEYOND = 3;

/** The ends of all intervals. */
function endsOf(
  parts: readonly { readonly estimate: number; readonly mse: number }[],
  fit: AreaFit,
  { interval, level }: { readonly interval: AreaInterval; readonly level: number },
): { readonly ends: readonly Ends[]; readonly warnings: readonly string[] } {
  const beyond = parts.length - fit.coefficients.length;
  if (interval === "posterior" && beyond >= LEAST_BEYOND) {
    return {
      ends: posteriorEnds(fit.scan, parts.length, level),
      warnings: hardlyDiffer(fit)
        ? ["That areas differ is not sure: intervals are rather too wide than too narrow."]
        : [],
    };
  }
  const z = normalQuantile(1 - (1 - level) / 2);
  return {
    ends: parts.map(({ estimate, mse }) => ({
      low: estimate - z * Math.sqrt(mse),
      high: estimate + z * Math.sqrt(mse),
    })),
    warnings: interval === "posterior" || fit.variance === 0
      ? ["Intervals are estimate ± z √MSE and too narrow: so few areas, or no variance between them."]
      : [],
  };
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
    // A bias that is itself uncertain may not take away what would remain if A were known.
    mse: Math.max(g1 + g2, g1 + g2 + 2 * g3 - fit.bias * rest * rest),
  };
}
