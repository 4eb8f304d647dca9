/**
 * Negative binomial regression: counts that vary more than Poisson allows.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { assemble, prepare, type Prepared } from "./_assemble.ts";
import { negativeBinomial, POISSON } from "./_family.ts";
import { fitGlm, type GlmFit } from "./_irls.ts";
import {
  type CountsAndMeans,
  exceedances,
  negativeBinomialLogLikelihood,
  thetaAt,
  thetaError,
} from "./_theta.ts";
import type { Formula } from "./formula.ts";
import type { RegressionModel } from "./model.ts";
import { type PoissonOptions, requireCounts } from "./poisson.ts";

/** Rounds of means and θ in turn; they hardly depend on each other, so that five to fifteen are enough. */
const MAX_ROUNDS = 200;
/** Relative change of θ at which the rounds end. */
const THETA_TOLERANCE = 1e-12;

/**
 * Fits a negative binomial regression (NB2) with log link by maximum likelihood: rate ratios where counts vary more than
 * Poisson allows, so that Poisson intervals would be too narrow.
 *
 * Variance μ + μ²/θ; coefficients at a given θ and θ at given means are found in turn until neither moves. Standard
 * errors are those at the estimated θ, as in `glm.nb` of R's MASS (θ and coefficients are uncorrelated in large samples).
 * Source: Venables & Ripley (2002), Modern Applied Statistics with S, 7.4; Lawless (1987), Canadian J Statistics 15.
 *
 * @example Counts that vary more than Poisson
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { fitNegativeBinomial } from "./negative_binomial.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   meldingen: Float64Array.of(0, 1, 9, 2, 0, 4, 20, 2, 3, 1, 15, 7),
 *   wijkteam: Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1),
 * });
 * const model = fitNegativeBinomial(table, formula("meldingen", ["wijkteam"]));
 * assert.equal(model.ratios[0]?.estimate.toFixed(6), "3.000000");
 * assert.ok(model.fit.theta !== undefined && model.fit.theta.estimate < 2);
 * ```
 *
 * @param table The rows.
 * @param formula The outcome, whole numbers from 0, and the terms.
 * @param options Person-time, covariance (`model` unless told), missing values, level.
 * @returns The model; `fit.theta` tells the spread.
 * @throws {SeparationError} When a group has no events at all.
 * @throws {WorkspaceError} When the counts vary no more than Poisson, on outcomes that are no counts, missing values,
 * dependent columns or too few rows.
 */
export function fitNegativeBinomial(
  table: Table,
  formula: Formula,
  options: PoissonOptions = {},
): RegressionModel {
  const prepared = prepare(table, formula, options, "model");
  const { y, design } = prepared;
  requireCounts(y, formula.outcome);
  const { glm, theta } = maximise(prepared);
  const data = { y, means: glm.eta.map(Math.exp), above: exceedances(y) };
  const logLikelihood = negativeBinomialLogLikelihood(data, theta);
  return assemble(prepared, {
    method: "negative-binomial",
    family: negativeBinomial(theta),
    beta: glm.beta,
    eta: glm.eta,
    qr: glm.qr,
    scale: 1,
    df: Infinity,
    fit: {
      deviance: glm.deviance,
      nullDeviance: null,
      logLikelihood,
      // θ is a parameter too.
      aic: -2 * logLikelihood + 2 * (design.columns.length + 1),
      rSquared: null,
      sigma: null,
      theta: { estimate: theta, se: thetaError(data, theta) },
    },
  });
}

function maximise({ design, y, offset }: Prepared): { readonly glm: GlmFit; readonly theta: number } {
  const names = design.columns.map(({ name }) => name);
  const problem = { names, y, offset, columns: design.values, outcome: design.formula.outcome };
  const above = exceedances(y);
  let glm = fitGlm({ ...problem, family: POISSON });
  let theta = 1;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const data: CountsAndMeans = { y, means: glm.eta.map(Math.exp), above };
    const next = thetaAt(data, theta);
    if (next === null) throw noMoreThanPoisson(problem.outcome);
    const settled = round > 0 && Math.abs(next - theta) <= THETA_TOLERANCE * theta;
    theta = next;
    glm = fitGlm({ ...problem, family: negativeBinomial(theta) }, glm.beta);
    if (settled) return { glm, theta };
  }
  throw new WorkspaceError({
    what: `Means and spread do not settle in ${MAX_ROUNDS} rounds`,
    where: `model of ${problem.outcome}`,
    mend: "Take terms out, or use fitPoisson with a robust covariance",
  });
}

function noMoreThanPoisson(outcome: string): WorkspaceError {
  return new WorkspaceError({
    what: "The counts vary no more than Poisson: the spread θ has no finite value",
    where: `model of ${outcome}`,
    mend: "Use fitPoisson",
  });
}
