/** One ATT(g, t) with its influence function: outcome regression, weighting, or both (Sant'Anna and Zhao 2020). @module */
import { WorkspaceError } from "../core/errors.ts";
import { crossProducts, invertSymmetric, standardised } from "./_symmetric.ts";

/** How covariates are used. */
export type GroupTimeEstimator = "doubly-robust" | "regression" | "weighting";

/** An estimate with its influence per unit, such that the error is √Σψ²/n. */
export interface Influence {
  readonly estimate: number;
  readonly influence: Float64Array;
}

/** Newton steps of a logit on a handful of covariates; more mean separation. */
const MOST_STEPS = 50;
/** A chance above this leaves a treated unit without comparable others (R `did`: 0.999). */
const NO_OVERLAP = 0.999;

/**
 * The effect on one group between two periods.
 *
 * @param change Y(t) − Y(base) of the units in the cell.
 * @param treated 1 for the group, 0 for the comparison.
 * @param covariates Columns with the constant first.
 */
export function cellEffect(
  change: Float64Array,
  treated: Float64Array,
  covariates: readonly Float64Array[],
  estimator: GroupTimeEstimator,
): Influence {
  const x = standardised(covariates);
  const outcome = estimator === "weighting" ? null : controlRegression(change, treated, x);
  const rest = outcome === null ? change : change.map((value, i) => value - outcome.fitted[i]!);
  const part = weightedMean(rest, treated);
  const influence = part.influence;
  if (outcome) addProjection(influence, outcome, columnMeans(treated, x), -1 / mean(treated));
  if (estimator === "regression") return { estimate: part.estimate, influence };
  const chance = logit(treated, x);
  const weight = treated.map((value, i) => (1 - value) * chance.fitted[i]! / (1 - chance.fitted[i]!));
  const other = weightedMean(rest, weight);
  const base = mean(weight);
  const slope = columnMeans(weight.map((value, i) => value * (rest[i]! - other.estimate)), x);
  for (let i = 0; i < influence.length; i++) influence[i]! -= other.influence[i]!;
  addProjection(influence, chance, slope, -1 / base);
  if (outcome) addProjection(influence, outcome, columnMeans(weight, x), 1 / base);
  return { estimate: part.estimate - other.estimate, influence };
}

/** A fit whose coefficients have influence score·x·bread. */
interface Fitted {
  readonly fitted: Float64Array;
  /** The residual that weighs the covariates in the score; 0 for units outside the fit. */
  readonly score: Float64Array;
  /** The inverse of the mean information. */
  readonly bread: Float64Array;
  readonly x: readonly Float64Array[];
}

function controlRegression(y: Float64Array, treated: Float64Array, x: readonly Float64Array[]): Fitted {
  const control = treated.map((value) => 1 - value);
  const inverse = invertSymmetric(crossProducts(x, control), x.length);
  if (inverse === null) {
    throw new WorkspaceError({
      what: "A covariate is constant in the comparison group, or follows from the other covariates",
      where: "group-time effects",
      mend: "Leave the covariate out",
    });
  }
  const right = x.map((column) => sumOf(column, (value, i) => value * control[i]! * y[i]!));
  const fitted = linear(x, times(inverse, right));
  const score = y.map((value, i) => control[i]! * (value - fitted[i]!));
  return { fitted, score, bread: inverse.map((value) => value * y.length), x };
}

function logit(treated: Float64Array, x: readonly Float64Array[]): Fitted {
  // The share treated is the answer without covariates, and near it with them.
  const share = mean(treated);
  let beta = x.map((_, j) => j === 0 ? Math.log(share / (1 - share)) : 0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const fitted = linear(x, beta).map((value) => 1 / (1 + Math.exp(-value)));
    if (fitted.some((value, i) => treated[i] === 1 && value > NO_OVERLAP)) break;
    const score = treated.map((value, i) => value - fitted[i]!);
    const inverse = invertSymmetric(crossProducts(x, fitted.map((value) => value * (1 - value))), x.length);
    if (inverse === null) break;
    const move = times(inverse, x.map((column) => sumOf(column, (value, i) => value * score[i]!)));
    beta = beta.map((value, j) => value + move[j]!);
    if (!beta.every(Number.isFinite)) break;
    if (Math.max(...move.map(Math.abs)) < 1e-11 * Math.max(1, ...beta.map(Math.abs))) {
      return { fitted, score, bread: inverse.map((value) => value * treated.length), x };
    }
  }
  throw new WorkspaceError({
    what: "The covariates tell the group and its comparison apart: there is no overlap",
    where: "group-time effects",
    mend: "Use fewer covariates, or take the estimator regression and say that it extrapolates",
  });
}

/** Adds factor · score·x·bread·slope to the influence of every unit. */
function addProjection(influence: Float64Array, fit: Fitted, slope: readonly number[], factor: number): void {
  const direction = linear(fit.x, times(fit.bread, slope));
  for (let i = 0; i < influence.length; i++) influence[i]! += factor * fit.score[i]! * direction[i]!;
}

function linear(x: readonly Float64Array[], beta: readonly number[]): Float64Array {
  const sum = new Float64Array(x[0]!.length);
  x.forEach((column, j) => {
    const slope = beta[j]!;
    for (let i = 0; i < sum.length; i++) sum[i]! += slope * column[i]!;
  });
  return sum;
}

function times(square: Float64Array, vector: readonly number[]): readonly number[] {
  const size = vector.length;
  return vector.map((_, j) => vector.reduce((sum, value, k) => sum + square[j * size + k]! * value, 0));
}

function sumOf(values: Float64Array, term: (value: number, i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += term(values[i]!, i);
  return sum;
}

function mean(values: Float64Array): number {
  return sumOf(values, (value) => value) / values.length;
}

function weightedMean(values: Float64Array, weight: Float64Array): Influence {
  const base = mean(weight);
  const estimate = sumOf(values, (value, i) => value * weight[i]!) / values.length / base;
  return { estimate, influence: values.map((value, i) => weight[i]! * (value - estimate) / base) };
}

function columnMeans(weight: Float64Array, x: readonly Float64Array[]): readonly number[] {
  return x.map((column) => sumOf(column, (value, i) => value * weight[i]!) / column.length);
}
