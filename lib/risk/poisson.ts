/**
 * Poisson regression for counts, and its modified form for risk ratios.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { logGamma } from "../core/stats/mod.ts";
import type { Table } from "../core/table.ts";
import { assemble, type FitOptions, prepare, type Prepared, requireTwoClasses } from "./_assemble.ts";
import { POISSON } from "./_family.ts";
import { fitGlm, type GlmFit } from "./_irls.ts";
import type { Formula } from "./formula.ts";
import type { RegressionModel } from "./model.ts";

/** Options of Poisson regression. */
export interface PoissonOptions extends FitOptions {
  /** The column with person-time, positive; every row counts the same unless told. */
  readonly personTime?: string;
}

/**
 * Fits a Poisson regression with log link: rate ratios.
 *
 * @example A rate ratio
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { fitPoisson } from "./poisson.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   meldingen: Float64Array.of(4, 6, 9, 11),
 *   jaren: Float64Array.of(2, 2, 2, 2),
 *   wijkteam: Float64Array.of(0, 0, 1, 1),
 * });
 * const [ratio] = fitPoisson(table, formula("meldingen", ["wijkteam"]), { personTime: "jaren" }).ratios;
 * assert.equal(ratio?.estimate.toFixed(6), "2.000000");
 * ```
 *
 * @param table The rows.
 * @param formula The outcome, whole numbers from 0, and the terms.
 * @param options Person-time, covariance (`model` unless told), missing values, level.
 * @returns The model.
 * @throws {SeparationError} When a group has no events at all.
 * @throws {WorkspaceError} On outcomes that are no counts, missing values, dependent columns or too few rows.
 */
export function fitPoisson(table: Table, formula: Formula, options: PoissonOptions = {}): RegressionModel {
  const prepared = prepare(table, formula, options, "model");
  const { y } = prepared;
  requireCounts(y, formula.outcome);
  const glm = fit(prepared);
  const logLikelihood = y.reduce(
    (sum, value, row) => sum + value * glm.eta[row]! - Math.exp(glm.eta[row]!) - logGamma(value + 1),
    0,
  );
  return assemble(prepared, {
    ...parts(glm),
    method: "poisson",
    fit: {
      deviance: glm.deviance,
      nullDeviance: nullDevianceOf(prepared),
      logLikelihood,
      aic: -2 * logLikelihood + 2 * prepared.design.columns.length,
      rSquared: null,
      sigma: null,
    },
  });
}

/** Refuses outcomes that are no counts, or have no events. */
export function requireCounts(y: Float64Array, outcome: string): void {
  if (y.every((value) => Number.isInteger(value) && value >= 0) && y.some((value) => value > 0)) return;
  throw new WorkspaceError({
    what: "The outcome is no count with events: it needs whole numbers from 0, not all zero",
    where: outcome,
    mend: "Use fitLinear for amounts",
  });
}

/**
 * Fits risk ratios by modified Poisson regression: a log link on a 0/1 outcome with a robust covariance.
 *
 * The log-binomial model for the same ratios often fails to converge. Fitted risks may exceed 1; the ratios stay right.
 * Source: Zou (2004), American Journal of Epidemiology 159:702–706.
 *
 * @example The crude risk ratio of a 2 × 2 table
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { fitRiskRatios } from "./poisson.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = (count: number, x: number, y: number) => Array.from({ length: count }, () => [x, y] as const);
 * const all = [...rows(30, 1, 1), ...rows(44, 1, 0), ...rows(29, 0, 1), ...rows(86, 0, 0)];
 * const table = Table.from({ rook: Float64Array.from(all, ([x]) => x), laag: Float64Array.from(all, ([, y]) => y) });
 * const [ratio] = fitRiskRatios(table, formula("laag", ["rook"])).ratios;
 * assert.equal(ratio?.estimate.toFixed(6), "1.607642");
 * assert.equal(ratio?.low.toFixed(6), "1.057812");
 * ```
 *
 * @param table The rows.
 * @param formula The outcome, 0 and 1 or truth values, and the terms.
 * @param options Covariance (`HC0` unless told; not `model`, which would be wrong here), missing values, level.
 * @returns The model; its ratios are risk ratios.
 * @throws {SeparationError} When a group has no cases at all.
 * @throws {WorkspaceError} On the covariance of the model, one class only, missing values, dependent columns or too few
 * rows.
 */
export function fitRiskRatios(table: Table, formula: Formula, options: FitOptions = {}): RegressionModel {
  if (options.covariance === "model") {
    throw new WorkspaceError({
      what: "The Poisson variance is wrong for a 0/1 outcome",
      where: "fitRiskRatios",
      mend: "Use HC0, HC1, HC2, HC3 or clusters",
    });
  }
  const prepared = prepare(table, formula, options, "HC0");
  requireTwoClasses(prepared.y, formula.outcome);
  const glm = fit(prepared);
  return assemble(prepared, {
    ...parts(glm),
    method: "modified-poisson",
    fit: {
      deviance: glm.deviance,
      nullDeviance: nullDevianceOf(prepared),
      logLikelihood: null,
      aic: null,
      rSquared: null,
      sigma: null,
    },
  });
}

function fit({ design, y, offset }: Prepared): GlmFit {
  const names = design.columns.map(({ name }) => name);
  return fitGlm({
    names,
    y,
    offset,
    family: POISSON,
    outcome: design.formula.outcome,
    columns: design.values,
  });
}

function parts(glm: GlmFit) {
  return { family: POISSON, beta: glm.beta, eta: glm.eta, qr: glm.qr, scale: 1, df: Infinity };
}

/** With the constant alone, the mean is Σy/Σt times person-time. */
function nullDevianceOf({ y, offset }: Prepared): number {
  const total = y.reduce((sum, value) => sum + value, 0);
  const time = offset.reduce((sum, value) => sum + Math.exp(value), 0);
  const rate = Math.log(total / time);
  return y.reduce((sum, value, row) => sum + POISSON.deviance(value, rate + offset[row]!), 0);
}
