/**
 * Regression under a survey design: linear and logistic.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { invertSymmetric, multiply, weightedCross } from "./_linear.ts";
import { type AnyDesign, type Estimates, evaluate } from "./estimates.ts";
import { masksOf } from "./estimators.ts";

/** A regression model. */
export interface RegressionModel {
  /** The outcome; 0 and 1 for a logistic model. */
  readonly outcome: Float64Array;
  /** The terms by name, without the intercept, which is always there. */
  readonly terms: Readonly<Record<string, Float64Array>>;
  /** `linear`, or `logistic` for log odds. */
  readonly family: "linear" | "logistic";
  /** One domain; everybody when absent. */
  readonly domain?: (row: number) => boolean;
  /** What an empty value means: an error (unless told), or that the respondent is outside the domain. */
  readonly empty?: "refuse" | "outsideDomain";
}

const MAX_STEPS = 50;
/** Relative change of the deviance at which iteration ends; one more step follows, so that the bread belongs to it. */
const CONVERGED = 1e-12;
/** A linear predictor this large means that the outcome is fully predicted and no finite estimate exists. */
const SEPARATED = 30;

/**
 * Fits a linear or logistic regression with weights, and standard errors from the design (Binder's sandwich).
 *
 * @example A slope
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { regress } from "./regression.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ x: Float64Array.of(0, 1, 2, 3), y: Float64Array.of(1, 3, 5, 7), w: Float64Array.of(1, 2, 1, 2) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const fit = regress(design, { outcome: table.numbers("y"), terms: { x: table.numbers("x") }, family: "linear" });
 * assert.deepEqual([...fit.values].map((value) => Math.round(value * 1e9) / 1e9), [1, 2]);
 * ```
 *
 * @param design The design.
 * @param model Outcome, terms and family.
 * @returns The coefficients: `(intercept)` first. Degrees of freedom are those of the design minus the terms.
 * @throws {WorkspaceError} When terms depend on each other, the outcome is fully predicted, a value is empty, infinite or
 *   extreme, or the outcome of a logistic model lies outside 0 to 1.
 */
export function regress(design: AnyDesign, model: RegressionModel): Estimates {
  const names = ["(intercept)", ...Object.keys(model.terms)];
  const columns = [new Float64Array(design.rowCount).fill(1), ...Object.values(model.terms)];
  const domains = [{ name: "domain", includes: model.domain ?? (() => true) }];
  const [mask = new Uint8Array()] = masksOf(design, [model.outcome, ...columns], {
    domains,
    empty: model.empty ?? "refuse",
  });
  if (model.family === "logistic") refuseNoShare(model.outcome, mask);
  const clean = columns.map((column) => column.map((value, row) => mask[row] === 1 ? value : 0));
  const outcome = model.outcome.map((value, row) => mask[row] === 1 ? value : 0);
  const inside = (weights: Float64Array) => weights.map((weight, row) => mask[row] === 1 ? weight : 0);
  const fitOne = (weights: Float64Array) => fit(clean, outcome, inside(weights), model.family);
  const estimates = evaluate(design, {
    names,
    masks: names.map(() => mask),
    estimate: (weights) => fitOne(weights),
    influence: (weights, values) =>
      influences(clean, outcome, inside(weights), { family: model.family, values }),
  });
  const lost = names.length - 1;
  return { ...estimates, df: estimates.df.map((df) => df - lost), dfOverall: estimates.dfOverall - lost };
}

function refuseNoShare(outcome: Float64Array, mask: Uint8Array): void {
  const row = outcome.findIndex((value, index) => mask[index] === 1 && !(value >= 0 && value <= 1));
  if (row < 0) return;
  throw new WorkspaceError({
    what: "The outcome of a logistic model lies outside 0 to 1",
    where: `survey regression, row ${row + 1}`,
    mend: 'Give 0 and 1, or use the family "linear"',
  });
}

interface Fitted {
  readonly family: RegressionModel["family"];
  readonly values: Float64Array;
}

function fit(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array,
  family: RegressionModel["family"],
): Float64Array {
  let values: Float64Array = new Float64Array(columns.length);
  let previous = Infinity;
  for (let step = 0; step < MAX_STEPS; step++) {
    const { working, score, deviance } = scoreOf(columns, outcome, weights, { family, values });
    const change = solve(columns, working, score);
    values = values.map((value, index) => value + change[index]!);
    if (family === "linear") return values;
    if (Math.abs(deviance - previous) <= CONVERGED * (Math.abs(deviance) + 0.1)) {
      refuseSeparation(columns, weights, values);
      return values;
    }
    previous = deviance;
  }
  throw separation();
}

function refuseSeparation(
  columns: readonly Float64Array[],
  weights: Float64Array,
  values: Float64Array,
): void {
  for (let row = 0; row < weights.length; row++) {
    if (weights[row] !== 0 && Math.abs(predictor(columns, values, row)) > SEPARATED) throw separation();
  }
}

function separation(): WorkspaceError {
  return new WorkspaceError({
    what: "The outcome is fully predicted by the terms, so no finite log odds exist",
    where: "survey regression",
    mend: "Leave out or merge the term with an empty group",
  });
}

function predictor(columns: readonly Float64Array[], values: Float64Array, row: number): number {
  let eta = 0;
  for (let index = 0; index < columns.length; index++) eta += values[index]! * columns[index]![row]!;
  return eta;
}

interface Scored {
  readonly working: Float64Array;
  readonly score: Float64Array;
  readonly deviance: number;
}

function scoreOf(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array,
  { family, values }: Fitted,
): Scored {
  const working = new Float64Array(weights.length);
  const score = new Float64Array(columns.length);
  let deviance = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    const eta = predictor(columns, values, row);
    const mu = family === "linear" ? eta : 1 / (1 + Math.exp(-eta));
    const residual = outcome[row]! - mu;
    working[row] = family === "linear" ? weight : weight * mu * (1 - mu);
    deviance += weight * (family === "linear" ? residual * residual : logLoss(eta, outcome[row]!));
    for (let index = 0; index < columns.length; index++) {
      score[index]! += weight * residual * columns[index]![row]!;
    }
  }
  return { working, score, deviance };
}

/** −2 ln likelihood of one answer, without overflow. */
function logLoss(eta: number, outcome: number): number {
  return 2 * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))) - outcome * eta);
}

function solve(columns: readonly Float64Array[], working: Float64Array, score: Float64Array): Float64Array {
  return multiply(bread(columns, working), score);
}

function bread(columns: readonly Float64Array[], working: Float64Array) {
  const { inverse, dependent } = invertSymmetric(weightedCross(columns, working));
  if (dependent.length === 0) return inverse;
  throw new WorkspaceError({
    what: `Term ${dependent[0]} depends on the terms before it, or the domain has too few respondents`,
    where: "survey regression",
    mend: "Leave the term out, or merge groups",
  });
}

function influences(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array,
  fitted: Fitted,
): readonly Float64Array[] {
  const { working } = scoreOf(columns, outcome, weights, fitted);
  const inverse = bread(columns, working);
  const result = columns.map(() => new Float64Array(weights.length));
  const point = new Float64Array(columns.length);
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    const eta = predictor(columns, fitted.values, row);
    const mu = fitted.family === "linear" ? eta : 1 / (1 + Math.exp(-eta));
    for (let index = 0; index < columns.length; index++) {
      point[index] = weight * (outcome[row]! - mu) * columns[index]![row]!;
    }
    const moved = multiply(inverse, point);
    for (let index = 0; index < columns.length; index++) result[index]![row] = moved[index]!;
  }
  return result;
}
