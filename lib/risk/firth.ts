/**
 * Firth's logistic regression, for rare outcomes and separated groups.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { assemble, type FitOptions, prepare, requireTwoClasses } from "./_assemble.ts";
import { BINOMIAL } from "./_family.ts";
import { predictor, weightedQr } from "./_irls.ts";
import { factorise, inverseGram, type Qr } from "./_qr.ts";
import { leverages } from "./covariance.ts";
import type { Formula } from "./formula.ts";
import type { RegressionModel } from "./model.ts";

/** Largest score left at which iterating stops. */
const SCORE_TOLERANCE = 1e-10;
const MAX_ITERATIONS = 400;
/** No coefficient moves more than this in a step. Source: R logistf, `maxstep`. */
const MAX_STEP = 5;

/**
 * Fits a logistic regression with Firth's penalty: finite estimates where maximum likelihood has none, and less bias
 * with few events.
 *
 * Maximises ℓ(β) + ½ log det(X′WX) by the modified score X′(y − μ + h(½ − μ)). With one two-valued term this is adding
 * ½ to each cell of the 2 × 2 table. Standard errors from the inverse information X′WX; with few events or separation the
 * Wald interval is too symmetric: take `profileInterval`.
 * Source: Firth (1993), Biometrika 80:27–38; Heinze & Schemper (2002), Statistics in Medicine 21:2409–2419.
 *
 * @example A cell of zero
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { fitFirth } from "./firth.ts";
 * import { formula } from "./formula.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = (count: number, x: number, y: number) => Array.from({ length: count }, () => [x, y] as const);
 * const all = [...rows(12, 1, 1), ...rows(20, 0, 1), ...rows(18, 0, 0)];
 * const table = Table.from({ x: Float64Array.from(all, ([x]) => x), y: Float64Array.from(all, ([, y]) => y) });
 * const [ratio] = fitFirth(table, formula("y", ["x"])).ratios;
 * assert.equal(ratio?.estimate.toFixed(4), ((12.5 * 18.5) / (0.5 * 20.5)).toFixed(4));
 * ```
 *
 * @param table The rows.
 * @param formula The outcome, 0 and 1 or truth values, and the terms.
 * @param options Covariance (`model` unless told), missing values, level.
 * @returns The model.
 * @throws {WorkspaceError} On one class only, missing values, dependent columns or too few rows.
 */
export function fitFirth(table: Table, formula: Formula, options: FitOptions = {}): RegressionModel {
  const prepared = prepare(table, formula, options, "model");
  requireTwoClasses(prepared.y, formula.outcome);
  const { design, y, offset } = prepared;
  const problem = { columns: design.values, y, offset, outcome: formula.outcome };
  const state = maximise(problem, new Float64Array(design.columns.length), -1);
  const deviance = prepared.y.reduce((sum, y, row) => sum + BINOMIAL.deviance(y, state.eta[row]!), 0);
  return assemble(prepared, {
    method: "firth",
    family: BINOMIAL,
    beta: state.beta,
    eta: state.eta,
    qr: state.qr,
    scale: 1,
    df: Infinity,
    fit: {
      deviance,
      nullDeviance: null,
      logLikelihood: state.penalised,
      aic: null,
      rSquared: null,
      sigma: null,
    },
  });
}

/** What a penalised fit starts from. */
export interface FirthProblem {
  readonly columns: readonly Float64Array[];
  readonly y: Float64Array;
  readonly offset: Float64Array;
  readonly outcome: string;
}

/** A coefficient that stays where it is. */
export interface Held {
  readonly index: number;
  readonly value: number;
}

/**
 * The largest penalised log-likelihood with one coefficient held, the penalty that of all columns. Source: Heinze & Schemper
 * (2002), as R logistf.
 */
export function penalisedWith(
  problem: FirthProblem,
  held: Held,
  start: Float64Array | null,
): { readonly beta: Float64Array; readonly penalised: number } {
  const beta = start?.slice() ?? new Float64Array(problem.columns.length);
  beta[held.index] = held.value;
  return maximise(problem, beta, held.index);
}

interface State {
  readonly beta: Float64Array;
  readonly eta: Float64Array;
  readonly qr: Qr;
  /** ℓ + ½ log det(X′WX). */
  readonly penalised: number;
}

function stateAt({ columns, y, offset, outcome }: FirthProblem, beta: Float64Array): State {
  const eta = predictor(columns, beta, offset);
  const weights = eta.map(BINOMIAL.slope);
  const qr = weightedQr({ columns, outcome }, weights);
  const logLikelihood = y.reduce((sum, value, row) => sum - BINOMIAL.deviance(value, eta[row]!) / 2, 0);
  const halfLogDet = qr.diagonal.reduce((sum, value) => sum + Math.log(Math.abs(value)), 0);
  return { beta, eta, qr, penalised: logLikelihood + halfLogDet };
}

/** Climbs from some coefficients; that of the column `held`, if any, stays. */
function maximise(problem: FirthProblem, start: Float64Array, held: number): State {
  const { columns, y } = problem, free = columns.map((_, index) => index).filter((index) => index !== held);
  let state = stateAt(problem, start);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const inverse = inverseGram(state.qr);
    const weights = state.eta.map(BINOMIAL.slope);
    const leverage = leverages(columns, weights, inverse);
    const residuals = y.map((value, row) => {
      const mu = BINOMIAL.mean(state.eta[row]!);
      return value - mu + leverage[row]! * (0.5 - mu);
    });
    const score = free.map((index) => columns[index]!.reduce((sum, x, row) => sum + x * residuals[row]!, 0));
    // The information of the augmented data, w(1 + h): with w alone steps overshoot without end in tiny groups.
    const root = weights.map((weight, row) => Math.sqrt(weight * (1 + leverage[row]!)));
    const augmented = inverseGram(
      factorise(free.map((index) => columns[index]!.map((value, row) => value * root[row]!)), 0),
    );
    const step = augmented.map((row) => row.reduce((sum, value, index) => sum + value * score[index]!, 0));
    // In units of standard errors, so that the rule does not depend on the units of the columns.
    const size = Math.sqrt(Math.max(0, step.reduce((sum, value, index) => sum + value * score[index]!, 0)));
    if (size < SCORE_TOLERANCE) return state;
    const whole = new Float64Array(columns.length);
    free.forEach((index, at) => whole[index] = step[at]!);
    state = climb(problem, state, whole);
  }
  throw new WorkspaceError({
    what: `The penalised estimates do not settle in ${MAX_ITERATIONS} steps`,
    where: `model of ${problem.outcome}`,
    mend: "Take terms out or bring columns to a common scale",
  });
}

function climb(problem: FirthProblem, state: State, step: Float64Array): State {
  const moves = problem.columns.map((column, index) => Math.abs(step[index]!) * largestOf(column));
  const shrink = Math.min(1, MAX_STEP / Math.max(...moves));
  const full = step.map((value) => value * shrink);
  let next = stateAt(problem, state.beta.map((value, index) => value + full[index]!));
  const slack = 1e-12 * Math.abs(state.penalised);
  for (let halving = 1; halving < 20 && !(next.penalised >= state.penalised - slack); halving++) {
    next = stateAt(problem, state.beta.map((value, index) => value + full[index]! / 2 ** halving));
  }
  return next;
}

function largestOf(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
