/**
 * The variance between areas: the highest maximum of a likelihood in one unknown, or the root of a moment.
 *
 * @module
 */
import { inverse, LuDecomposition, Matrix, SingularValueDecomposition } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import type { Numbers } from "./_check.ts";

/** How the variance between areas is found. `adjusted-ml` never gives 0. */
export type AreaMethod = "reml" | "ml" | "moment" | "adjusted-ml";

/** The fitted model. */
export interface AreaFit {
  /** A. */
  readonly variance: number;
  /** β. */
  readonly coefficients: readonly number[];
  /** (X'V⁻¹X)⁻¹. */
  readonly covariance: readonly (readonly number[])[];
  /** Large-sample variance of A. */
  readonly varianceOfVariance: number;
  /** Large-sample bias of A, 0 for REML. */
  readonly bias: number;
  /** The likelihood over all A, for intervals. */
  readonly scan: AreaScan;
}

/** The best prediction of every area at one A, with its variance g₁ + g₂. */
export interface AreaMoment {
  /** The prediction per area. */
  readonly estimate: Float64Array;
  /** Its variance when A is right. */
  readonly variance: Float64Array;
}

/** The REML likelihood over A. */
export interface AreaScan {
  /** An A under which nothing changes. */
  readonly least: number;
  /** An A above which there is next to no likelihood. */
  readonly most: number;
  /** Twice the log-likelihood, up to a constant. */
  readonly likelihood: (a: number) => number;
  /** Predictions. */
  readonly momentAt: (a: number) => AreaMoment;
}

/** Finds A and β. */
export function fitAreaVariance(
  direct: Numbers,
  psi: Numbers,
  rows: readonly (readonly number[])[],
  method: AreaMethod,
): AreaFit {
  const x = new Matrix(rows.map((row) => [...row]));
  if (new SingularValueDecomposition(x).rank < x.columns) {
    throw new WorkspaceError({
      what: "Predictors are collinear",
      where: "predictors",
      mend: "Leave out a predictor that follows from the others",
    });
  }
  const at = (variance: number) => solveAt(direct, psi, x, variance);
  const variance = method === "moment"
    ? rootOf((a) => scoreOf(at(a), method, a), 0, Math.max(...psi))
    : highestMaximum(at, method, psi);
  const { beta, q, sum1, sum2, traceQ2 } = at(variance);
  const m = direct.length;
  const bias = {
    reml: 0,
    ml: -traceQ2 / sum2,
    "adjusted-ml": (2 / variance - traceQ2) / sum2,
    moment: 2 * (m * sum2 - sum1 * sum1) / sum1 ** 3,
  };
  return {
    variance,
    coefficients: beta.to1DArray(),
    covariance: q.to2DArray(),
    varianceOfVariance: method === "moment" ? 2 * m / (sum1 * sum1) : 2 / sum2,
    bias: bias[method],
    scan: scanOf(at, { direct, psi, rows }),
  };
}

interface AreaNumbers {
  readonly direct: Numbers;
  readonly psi: Numbers;
  readonly rows: readonly (readonly number[])[];
}

/** Twice the log-likelihood may fall by this before the rest is left out: e^−20 is 2e-9. */
const LEFT_OUT = 40;

function scanOf(at: (a: number) => AreaState, { direct, psi, rows }: AreaNumbers): AreaScan {
  const likelihood = (a: number) => likelihoodOf(at(a), "reml", a);
  const least = SCAN.least * Math.min(...psi);
  let most = Math.max(...psi), top = Math.max(likelihood(0), likelihood(most));
  // The tail falls as a power of A: with few areas, slowly.
  for (
    let now = likelihood(most);
    now > top - LEFT_OUT && most < 1e9 * Math.max(...psi);
    now = likelihood(most)
  ) {
    top = Math.max(top, now);
    most *= 2;
  }
  return { least, most, likelihood, momentAt: (a) => momentAt(at(a), a, { direct, psi, rows }) };
}

function momentAt({ beta, q }: AreaState, a: number, { direct, psi, rows }: AreaNumbers): AreaMoment {
  const b = beta.to1DArray(), cells = q.to2DArray();
  const estimate = new Float64Array(direct.length), variance = new Float64Array(direct.length);
  rows.forEach((row, i) => {
    const rest = psi[i]! / (a + psi[i]!);
    let fitted = 0, spread = 0;
    row.forEach((value, k) => {
      fitted += value * b[k]!;
      row.forEach((other, l) => spread += value * other * cells[k]![l]!);
    });
    estimate[i] = direct[i]! - rest * (direct[i]! - fitted);
    variance[i] = a * rest + rest * rest * spread;
  });
  return { estimate, variance };
}

/** Weighted least squares at one A, with the sums that scores are made of. The loops are where the time goes: no objects. */
function solveAt(direct: Numbers, psi: Numbers, x: Matrix, variance: number) {
  const m = x.rows, p = x.columns, flat = x.to1DArray();
  const one = new Float64Array(p * p), two = new Float64Array(p * p), right = new Float64Array(p);
  let sum1 = 0, sum2 = 0;
  for (let i = 0, from = 0; i < m; i++, from += p) {
    const w = 1 / (variance + psi[i]!);
    sum1 += w;
    sum2 += w * w;
    for (let k = 0; k < p; k++) {
      const weighted = w * flat[from + k]!;
      right[k] = right[k]! + weighted * direct[i]!;
      for (let l = 0; l <= k; l++) {
        const product = weighted * flat[from + l]!;
        one[k * p + l] = one[k * p + l]! + product;
        two[k * p + l] = two[k * p + l]! + w * product;
      }
    }
  }
  const information = mirrored(one, p), q = inverse(information), beta = q.mmul(Matrix.columnVector(right));
  const b = beta.to1DArray();
  let residual1 = 0, residual2 = 0, logTotals = 0;
  for (let i = 0, from = 0; i < m; i++, from += p) {
    let residual = direct[i]!;
    for (let k = 0; k < p; k++) residual -= flat[from + k]! * b[k]!;
    const w = 1 / (variance + psi[i]!);
    residual1 += w * residual * residual;
    residual2 += (w * residual) ** 2;
    logTotals -= Math.log(w);
  }
  // The diagonal and not the determinant, which leaves the range of numbers with many predictors.
  const logDeterminant = new LuDecomposition(information).upperTriangularMatrix.diagonal()
    .reduce((sum, value) => sum + Math.log(Math.abs(value)), 0);
  const traceQ2 = q.mmul(mirrored(two, p)).trace();
  return { logTotals, logDeterminant, m, p, q, beta, sum1, sum2, traceQ2, residual1, residual2 };
}

/** A symmetric matrix of its lower triangle. */
function mirrored(lower: Float64Array, p: number): Matrix {
  return new Matrix(
    Array.from(
      { length: p },
      (_, k) => Array.from({ length: p }, (_, l) => lower[Math.max(k, l) * p + Math.min(k, l)]!),
    ),
  );
}

type AreaState = ReturnType<typeof solveAt>;

/** Twice the slope of the log likelihood; the adjusted one is of A · likelihood (Li and Lahiri 2010). */
function scoreOf(state: AreaState, method: AreaMethod, variance: number): number {
  const { m, p, sum1, traceQ2, residual1, residual2 } = state;
  if (method === "moment") return residual1 - (m - p);
  if (method === "adjusted-ml") return residual2 - sum1 + 2 / variance;
  return residual2 - (method === "ml" ? sum1 : sum1 - traceQ2);
}

/** Steps of the scan for maxima, and its least and largest A as shares of the least and largest ψ. */
const SCAN = { steps: 48, least: 1e-3, most: 1e3 };

/**
 * The A of the highest likelihood. Where sampling variances are very unlike, a likelihood can have several maxima, one of
 * them at 0: a single search ends in any of these. Every stretch of a scan over which the score turns from above 0 to below
 * holds one.
 */
function highestMaximum(at: (a: number) => AreaState, method: AreaMethod, psi: Numbers): number {
  const low = SCAN.least * Math.min(...psi), ratio = SCAN.most * Math.max(...psi) / low;
  const edges = [
    0,
    ...Array.from({ length: SCAN.steps + 1 }, (_, step) => low * ratio ** (step / SCAN.steps)),
  ];
  const score = (a: number) => scoreOf(at(a), method, a);
  const states = edges.map((a) => at(a)),
    scores = states.map((state, e) => scoreOf(state, method, edges[e]!));
  const starts = edges.flatMap((_, e) => scores[e]! > 0 && !(scores[e + 1]! > 0) ? [e] : []);
  const maxima = starts.map((e) => rootOf(score, edges[e]!, edges[e + 1] ?? 2 * edges[e]!));
  if (method !== "adjusted-ml" && scores[0]! <= 0) maxima.unshift(0);
  const heights = maxima.map((a) => likelihoodOf(at(a), method, a));
  return maxima[heights.indexOf(Math.max(...heights))]!;
}

/** Twice the log likelihood, up to a constant. */
function likelihoodOf(
  { logTotals, logDeterminant, residual1 }: AreaState,
  method: AreaMethod,
  a: number,
): number {
  const plain = -logTotals - residual1;
  return method === "reml"
    ? plain - logDeterminant
    : method === "adjusted-ml"
    ? plain + 2 * Math.log(a)
    : plain;
}

/** The root of a score that is above 0 at `from` and below 0 for large A; 0 when it is so from 0 on. Bisection to the last digit. */
function rootOf(score: (variance: number) => number, from: number, to: number): number {
  if (from === 0 && score(0) <= 0) return 0;
  let low = from, high = to;
  while (score(high) > 0) {
    low = high;
    high *= 2;
    if (!Number.isFinite(high)) {
      throw new WorkspaceError({ what: "The variance between areas was not found" });
    }
  }
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (score(middle) > 0) low = middle;
    else high = middle;
  }
}
