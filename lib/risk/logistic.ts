/**
 * Logistic regression.
 *
 * @module
 */
import type { Table } from "../core/table.ts";
import { assemble, type FitOptions, prepare, requireTwoClasses } from "./_assemble.ts";
import { BINOMIAL } from "./_family.ts";
import { fitGlm } from "./_irls.ts";
import type { Formula } from "./formula.ts";
import type { RegressionModel } from "./model.ts";

/**
 * Fits a logistic regression by maximum likelihood: iteratively reweighted least squares, each step by QR, past the
 * convergence of R, so that standard errors belong to the final coefficients.
 *
 * @example An odds ratio of a 2 × 2 table
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { fitLogistic } from "./logistic.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = (count: number, x: number, y: number) => Array.from({ length: count }, () => [x, y] as const);
 * const all = [...rows(30, 1, 1), ...rows(44, 1, 0), ...rows(29, 0, 1), ...rows(86, 0, 0)];
 * const table = Table.from({ rook: Float64Array.from(all, ([x]) => x), laag: Float64Array.from(all, ([, y]) => y) });
 * const [ratio] = fitLogistic(table, formula("laag", ["rook"])).ratios;
 * assert.equal(ratio?.estimate.toFixed(6), ((30 * 86) / (44 * 29)).toFixed(6));
 * ```
 *
 * @param table The rows.
 * @param formula The outcome, 0 and 1 or truth values, and the terms.
 * @param options Covariance (`model` unless told), missing values, level.
 * @returns The model.
 * @throws {SeparationError} When no finite estimate exists; use `fitFirth`.
 * @throws {WorkspaceError} On one class only, missing values, dependent columns or too few rows.
 */
export function fitLogistic(table: Table, formula: Formula, options: FitOptions = {}): RegressionModel {
  const prepared = prepare(table, formula, options, "model");
  const { design, y, offset } = prepared;
  requireTwoClasses(y, formula.outcome);
  const names = design.columns.map(({ name }) => name);
  const problem = { names, y, offset, family: BINOMIAL, outcome: formula.outcome };
  const glm = fitGlm({ ...problem, columns: design.values });
  const cases = y.reduce((sum, value) => sum + value, 0);
  const base = cases / y.length;
  const nullDeviance = -2 * (cases * Math.log(base) + (y.length - cases) * Math.log1p(-base));
  return assemble(prepared, {
    method: "logistic",
    family: BINOMIAL,
    beta: glm.beta,
    eta: glm.eta,
    qr: glm.qr,
    scale: 1,
    df: Infinity,
    fit: {
      deviance: glm.deviance,
      nullDeviance,
      logLikelihood: -glm.deviance / 2,
      aic: glm.deviance + 2 * names.length,
      rSquared: null,
      sigma: null,
    },
  });
}
