/**
 * The variance between areas: the root of a score in one unknown.
 *
 * @module
 */
import { inverse, Matrix, SingularValueDecomposition } from "ml-matrix";
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
  const variance = rootOf((a) => scoreOf(at(a), method, a), psi);
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
  };
}

function solveAt(direct: Numbers, psi: Numbers, x: Matrix, variance: number) {
  const m = x.rows, p = x.columns;
  const one = Matrix.zeros(p, p), two = Matrix.zeros(p, p), right = Matrix.zeros(p, 1);
  let sum1 = 0, sum2 = 0;
  for (let i = 0; i < m; i++) {
    const w = 1 / (variance + psi[i]!);
    sum1 += w;
    sum2 += w * w;
    for (let k = 0; k < p; k++) {
      const value = x.get(i, k);
      right.set(k, 0, right.get(k, 0) + w * value * direct[i]!);
      for (let l = 0; l < p; l++) {
        one.set(k, l, one.get(k, l) + w * value * x.get(i, l));
        two.set(k, l, two.get(k, l) + w * w * value * x.get(i, l));
      }
    }
  }
  const q = inverse(one), beta = q.mmul(right), fitted = x.mmul(beta);
  let residual1 = 0, residual2 = 0;
  for (let i = 0; i < m; i++) {
    const w = 1 / (variance + psi[i]!), residual = direct[i]! - fitted.get(i, 0);
    residual1 += w * residual * residual;
    residual2 += (w * residual) ** 2;
  }
  return { m, p, q, beta, sum1, sum2, traceQ2: q.mmul(two).trace(), residual1, residual2 };
}

/** Twice the slope of the log likelihood; the adjusted one is of A · likelihood (Li and Lahiri 2010). */
function scoreOf(state: ReturnType<typeof solveAt>, method: AreaMethod, variance: number): number {
  const { m, p, sum1, traceQ2, residual1, residual2 } = state;
  if (method === "moment") return residual1 - (m - p);
  if (method === "adjusted-ml") return residual2 - sum1 + 2 / variance;
  return residual2 - (method === "ml" ? sum1 : sum1 - traceQ2);
}

/** The root of a score that is below 0 for large A; 0 when it is so from the start. Bisection to the last digit. */
function rootOf(score: (variance: number) => number, psi: Numbers): number {
  if (score(0) <= 0) return 0;
  let low = 0, high = Math.max(...psi);
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
