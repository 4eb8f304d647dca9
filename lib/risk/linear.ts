/**
 * Linear regression.
 *
 * @module
 */
import type { Table } from "../core/table.ts";
import { assemble, type FitOptions, prepare } from "./_assemble.ts";
import { GAUSSIAN } from "./_family.ts";
import { leastSquares } from "./_least_squares.ts";
import { factorise } from "./_qr.ts";
import type { Formula } from "./formula.ts";
import type { RegressionModel } from "./model.ts";

/**
 * Fits a linear regression by least squares.
 *
 * Coefficients by Householder QR with refinement in doubled precision: Longley to 13 digits and more. Covariance of the
 * model s²(X′X)⁻¹ unless told, s² = RSS/(n−k); intervals by Student's t with n−k degrees of freedom, with clusters G−1.
 * Source: NIST Statistical Reference Datasets (the test).
 *
 * @example A slope
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { fitLinear } from "./linear.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ y: Float64Array.of(2, 4, 7, 8, 9), x: Float64Array.of(1, 2, 3, 4, 5) });
 * const model = fitLinear(table, formula("y", ["x"]));
 * assert.equal(model.coefficient("x").estimate.toFixed(6), "1.800000");
 * assert.equal(model.fit.rSquared?.toFixed(4), "0.9529");
 * ```
 *
 * @param table The rows.
 * @param formula The outcome, a numeric column, and the terms.
 * @param options Covariance (`model` unless told), missing values, level.
 * @returns The model.
 * @throws {WorkspaceError} On missing values, dependent columns or too few rows.
 */
export function fitLinear(table: Table, formula: Formula, options: FitOptions = {}): RegressionModel {
  const prepared = prepare(table, formula, options, "model");
  const { design, y } = prepared;
  const qr = factorise(design.values, 0);
  const { beta, residuals } = leastSquares(design.values, y, qr);
  const n = design.n;
  const k = design.columns.length;
  const rss = sumOfSquares(residuals);
  const mean = y.reduce((sum, value) => sum + value, 0) / n;
  const total = sumOfSquares(y.map((value) => value - mean));
  const logLikelihood = rss > 0 ? -n / 2 * (Math.log(2 * Math.PI * rss / n) + 1) : null;
  return assemble(prepared, {
    method: "linear",
    family: GAUSSIAN,
    beta,
    eta: y.map((value, row) => value - residuals[row]!),
    qr,
    scale: rss / (n - k),
    df: n - k,
    fit: {
      deviance: rss,
      nullDeviance: total,
      logLikelihood,
      aic: logLikelihood === null ? null : -2 * logLikelihood + 2 * (k + 1),
      rSquared: total > 0 ? 1 - rss / total : null,
      sigma: Math.sqrt(rss / (n - k)),
    },
  });
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
