/**
 * A linear model in which what happens in an area also rests on what happens in its neighbours.
 *
 * @module
 */
import { inverse, Matrix, solve } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import { chiSquaredCdf, chiSquaredQuantile, normalQuantile } from "../core/stats/mod.ts";
import { brief, withSummary } from "../core/summary.ts";
import { levelOf, type Numbers } from "./_check.ts";
import { applied, type Spectrum, spectrumOf, squaredNorm } from "./_neighbour_spectrum.ts";
import { designOf } from "./_predictors.ts";
import { deviationsOf, fewAreas } from "./_spatial.ts";
import { laggedSums, type SpatialWeights } from "./weights.ts";

/** Options of {@linkcode spatialLag}. */
export interface SpatialLagOptions {
  /** Level of the intervals; 0.95 unless told. */
  readonly level?: number;
}

/** What one predictor does. */
export interface LagCoefficient {
  /** β: what it does before neighbours pass it on. */
  readonly estimate: number;
  /** Its standard error. */
  readonly se: number;
  /** Lower end of its interval. */
  readonly low: number;
  /** Upper end of its interval. */
  readonly high: number;
  /** Mean effect of one unit in an area on that area itself, with what comes back through the neighbours. */
  readonly direct: number;
  /** Mean effect on an area of one unit in every area, with its interval by the delta method. */
  readonly total: { readonly estimate: number; readonly low: number; readonly high: number };
}

/** The model. */
export interface SpatialLag {
  /** The number of areas. */
  readonly n: number;
  /** ρ: how much of the (weighted) sum of the neighbours is passed on. */
  readonly estimate: number;
  /** Its standard error. */
  readonly se: number;
  /** Lower end of its profile-likelihood interval. */
  readonly low: number;
  /** Upper end of that interval. */
  readonly high: number;
  /** One per column of the predictors. */
  readonly coefficients: readonly LagCoefficient[];
  /** The variance of what is left. */
  readonly variance: number;
  /** The log-likelihood. */
  readonly logLikelihood: number;
  /** Twice what the log-likelihood gains on ρ = 0, and its p-value on one degree of freedom. */
  readonly likelihoodRatio: { readonly statistic: number; readonly p: number };
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Fits y = ρWy + Xβ + ε by maximum likelihood.
 *
 * The log-likelihood of ρ is Σ ln(1 − ρωᵢ) − n/2 ln(e′e/n) with ω the eigenvalues of W and e the residuals of y − ρWy on X; its
 * top is searched between the reciprocals of the least and the largest eigenvalue. Errors from the information matrix.
 * ρ also takes up predictors that are left out and alike between neighbours: it proves no influence of one area on another.
 *
 * Equals `spatialreg::lagsarlm` of R. Source: Ord (1975), Journal of the American Statistical Association 70:120–126; effects:
 * LeSage and Pace (2009), Introduction to Spatial Econometrics, 2.7.
 *
 * @example Values that the neighbours pass on
 * ```ts
 * import { neighbourWeights } from "./weights.ts";
 * import { spatialLag } from "./spatial_lag.ts";
 * import assert from "node:assert/strict";
 *
 * const ring = neighbourWeights(Array.from({ length: 12 }, (_, i) => [(i + 11) % 12, (i + 1) % 12]));
 * const values = [5, 6, 8, 9, 8, 6, 4, 3, 1, 0, 2, 3];
 * const fit = spatialLag(values, values.map(() => [1]), ring);
 * assert.ok(fit.low > 0 && fit.low < fit.estimate && fit.estimate < fit.high && fit.high < 1);
 * ```
 *
 * @param values The outcome, one value an area.
 * @param predictors One row an area, with the 1 of an intercept.
 * @param weights The neighbours, each other's; at most 1,000 areas.
 * @param options The level.
 * @returns ρ, the coefficients and what they add up to over neighbours.
 * @throws {WorkspaceError} When predictors are collinear, too many, or explain everything, neighbours are not mutual, or values are
 *   unusable.
 */
export function spatialLag(
  values: Numbers,
  predictors: readonly (readonly number[])[],
  weights: SpatialWeights,
  options: SpatialLagOptions = {},
): SpatialLag {
  const level = levelOf(options.level);
  const { n, m2 } = deviationsOf(values, weights);
  // In deviations of the outcome, so that no square leaves the range of numbers.
  const unit = Math.sqrt(m2), y = Float64Array.from(values, (value) => value / unit);
  const x = designOf(predictors, n), spectrum = spectrumOf(weights);
  const [plain, lagged] = [y, laggedSums(y, weights)].map((column) => regress(x, column));
  const curve = curveOf(spectrum, plain!.rest, lagged!.rest);
  const rho = topOf(curve);
  const beta = plain!.beta.map((value, k) => value - rho * lagged!.beta[k]!);
  const variance = curve.squaresAt(rho) / n;
  const covariance = covarianceOf({ x, spectrum, weights, beta, rho, variance });
  const logLikelihood = curve.at(rho) - n / 2 * (Math.log(2 * Math.PI / n) + 1) - n * Math.log(unit);
  const statistic = Math.max(0, 2 * (curve.at(rho) - curve.at(0)));
  const [low, high] = profileEnds(curve, rho, chiSquaredQuantile(level, 1) / 2);
  const facts: SpatialLag = {
    ...{ n, estimate: rho, se: Math.sqrt(covariance[1]![1]!), low, high },
    coefficients: coefficientsOf({ spectrum, weights, beta, rho, covariance, level }).map((one) =>
      inUnits(one, unit)
    ),
    variance: variance * unit * unit,
    logLikelihood,
    likelihoodRatio: { statistic, p: chiSquaredCdf(statistic, 1, "upper") },
    assumptions: ASSUMPTIONS,
    warnings: fewAreas(n).map(() => "Fewer than 20 areas: errors and intervals are rough."),
  };
  return withSummary(
    facts,
    `Spatial lag of ${n} areas: rho ${brief(rho)} (${brief(low)} to ${brief(high)})`,
  );
}

const ASSUMPTIONS: readonly string[] = [
  "What is left is normal, with one variance, and independent between areas",
  "The neighbours are the right ones, and influence runs through them alone",
  "No predictor that is alike between neighbours was left out: rho would take it up",
];

interface Regressed {
  readonly beta: readonly number[];
  readonly rest: Float64Array;
}

function regress(x: Matrix, column: Float64Array): Regressed {
  const y = Matrix.columnVector(Array.from(column)), beta = solve(x, y);
  return { beta: beta.to1DArray(), rest: Float64Array.from(Matrix.sub(y, x.mmul(beta)).to1DArray()) };
}

/** The log-likelihood of ρ, up to what does not depend on it. */
interface Curve {
  readonly ends: readonly [number, number];
  readonly at: (rho: number) => number;
  readonly slope: (rho: number) => number;
  readonly squaresAt: (rho: number) => number;
}

/** Residuals below this share of the outcome are rounding. */
const ROUNDING = 1e-24;

function curveOf({ values }: Spectrum, e0: Float64Array, e1: Float64Array): Curve {
  const n = e0.length, a = dot(e0, e0), b = dot(e0, e1), c = dot(e1, e1);
  const squaresAt = (rho: number) => a - 2 * rho * b + rho * rho * c;
  // The outcome has variance 1 here; the least over all ρ is that of e0 on e1.
  if (!(a > ROUNDING * n) || !(a - (c > 0 ? b * b / c : 0) > ROUNDING * n)) {
    throw new WorkspaceError({
      what: "The predictors and the neighbours explain every value",
      where: "spatialLag",
      mend: "There is nothing left to judge them by",
    });
  }
  return {
    ends: [1 / Math.min(...values), 1 / Math.max(...values)],
    squaresAt,
    at: (rho) =>
      values.reduce((sum, value) => sum + Math.log1p(-rho * value), 0) - n / 2 * Math.log(squaresAt(rho)),
    slope: (rho) =>
      n * (b - rho * c) / squaresAt(rho) - values.reduce((sum, value) => sum + value / (1 - rho * value), 0),
  };
}

/** Places at which the curve is looked at before its top is searched: it may have two. */
const PLACES = 400;

function topOf({ ends: [least, most], at, slope }: Curve): number {
  const place = (index: number) => least + (most - least) * index / PLACES;
  let best = 1;
  for (let index = 2; index < PLACES; index++) if (at(place(index)) > at(place(best))) best = index;
  // Outside the places looked at the curve falls to −∞.
  return crossing(slope, place(best - 1), place(best + 1), 1);
}

/** Where f goes through 0 between two places; `sign` is that of f at the first. */
function crossing(f: (rho: number) => number, from: number, to: number, sign: 1 | -1): number {
  let [low, high] = [from, to];
  for (let round = 0; round < 200; round++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (sign * f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Where the curve lies `drop` below its top. */
function profileEnds({ ends: [least, most], at }: Curve, rho: number, drop: number): [number, number] {
  const limit = at(rho) - drop, over = (place: number) => at(place) - limit;
  return [crossing(over, least, rho, -1), crossing(over, rho, most, 1)];
}

interface Fitted {
  readonly spectrum: Spectrum;
  readonly weights: SpatialWeights;
  readonly beta: readonly number[];
  readonly rho: number;
}

/** The inverse information of σ², ρ and β. Source: Ord (1975). */
function covarianceOf(
  { x, spectrum, weights, beta, rho, variance }: Fitted & { readonly x: Matrix; readonly variance: number },
): readonly (readonly number[])[] {
  const passed = (value: number) => 1 / (1 - rho * value), moved = (value: number) => value * passed(value);
  const mean = Float64Array.from(x.mmul(Matrix.columnVector([...beta])).to1DArray());
  const spread = laggedSums(applied(spectrum, passed, mean), weights);
  const traces = spectrum.values.map(moved), trace = traces.reduce((a, b) => a + b, 0);
  const size = beta.length + 2, information = Matrix.zeros(size, size);
  const put = (i: number, j: number, value: number) => {
    information.set(i, j, value);
    information.set(j, i, value);
  };
  put(0, 0, weights.n / (2 * variance * variance));
  put(0, 1, trace / variance);
  const twice = traces.reduce((sum, value) => sum + value * value, 0) + squaredNorm(spectrum, moved);
  put(1, 1, twice + dot(spread, spread) / variance);
  const cross = x.transpose().mmul(x);
  beta.forEach((_, k) => {
    put(1, k + 2, dot(Float64Array.from(x.getColumn(k)), spread) / variance);
    beta.forEach((_, l) => put(k + 2, l + 2, cross.get(k, l) / variance));
  });
  // Inverted with ones on the diagonal: predictors may be in any unit.
  const units = information.diagonal().map((value) => 1 / Math.sqrt(value));
  const scaled = inverse(Matrix.diag(units).mmul(information).mmul(Matrix.diag(units)));
  return scaled.to2DArray().map((row, i) => row.map((value, j) => value * units[i]! * units[j]!));
}

function coefficientsOf(
  { spectrum, weights, beta, rho, covariance, level }: Fitted & {
    readonly covariance: readonly (readonly number[])[];
    readonly level: number;
  },
): readonly LagCoefficient[] {
  const reach = normalQuantile((1 + level) / 2), passed = (value: number) => 1 / (1 - rho * value);
  const around = (estimate: number, se: number) => ({
    ...{ estimate, low: estimate - reach * se, high: estimate + reach * se },
  });
  const own = spectrum.values.reduce((sum, value) => sum + passed(value), 0) / weights.n;
  // 1′(I − ρW)⁻¹1 / n and its slope in ρ.
  const ones = applied(spectrum, passed, new Float64Array(weights.n).fill(1));
  const all = meanOf(ones), slope = meanOf(applied(spectrum, passed, laggedSums(ones, weights)));
  return beta.map((estimate, k) => {
    const se = Math.sqrt(covariance[k + 2]![k + 2]!);
    const totalSe = Math.sqrt(
      (all * se) ** 2 + 2 * all * estimate * slope * covariance[1]![k + 2]! +
        (estimate * slope) ** 2 * covariance[1]![1]!,
    );
    return { ...around(estimate, se), se, direct: estimate * own, total: around(estimate * all, totalSe) };
  });
}

function inUnits({ estimate, se, low, high, direct, total }: LagCoefficient, unit: number): LagCoefficient {
  return {
    ...{
      estimate: estimate * unit,
      se: se * unit,
      low: low * unit,
      high: high * unit,
      direct: direct * unit,
    },
    total: { estimate: total.estimate * unit, low: total.low * unit, high: total.high * unit },
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
