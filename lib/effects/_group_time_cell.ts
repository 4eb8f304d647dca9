/** One ATT(g, t) with its influence function: outcome regression, weighting, or both (Sant'Anna and Zhao 2020). @module */
import { inverse, Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import { leastSquares } from "./_least_squares.ts";

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
  const n = change.length;
  const outcome = estimator === "weighting" ? null : controlRegression(change, treated, covariates);
  const rest = outcome === null ? change : change.map((value, i) => value - outcome.fitted[i]!);
  const part = weightedMean(rest, treated);
  let influence: Float64Array = part.influence;
  if (outcome) {
    influence = minus(influence, project(outcome.influence, columnMeans(treated, covariates)), mean(treated));
  }
  if (estimator === "regression") return { estimate: part.estimate, influence };
  const chance = logit(treated, covariates);
  const weight = treated.map((value, i) => (1 - value) * chance.fitted[i]! / (1 - chance.fitted[i]!));
  const other = weightedMean(rest, weight);
  const base = mean(weight);
  const slope = columnMeans(weight.map((value, i) => value * (rest[i]! - other.estimate)), covariates);
  const byChance = project(chance.influence, slope);
  const byOutcome = outcome
    ? project(outcome.influence, columnMeans(weight, covariates))
    : new Float64Array(n);
  return {
    estimate: part.estimate - other.estimate,
    influence: influence.map((value, i) =>
      value - other.influence[i]! - (byChance[i]! - byOutcome[i]!) / base
    ),
  };
}

interface Fitted {
  readonly fitted: Float64Array;
  /** Influence of each unit on each coefficient. */
  readonly influence: readonly Float64Array[];
}

function controlRegression(y: Float64Array, treated: Float64Array, x: readonly Float64Array[]): Fitted {
  const rows = [...treated.keys()].filter((row) => treated[row] === 0);
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
  const fit = leastSquares(x.map(pick), pick(y), x.map((_, j) => j === 0 ? "constant" : `covariate ${j}`));
  const fitted = y.map((_, i) => x.reduce((sum, column, j) => sum + column[i]! * fit.coefficients[j]!, 0));
  const scores = x.map((column) =>
    column.map((value, i) => (1 - treated[i]!) * (y[i]! - fitted[i]!) * value)
  );
  return { fitted, influence: rotate(scores, fit.bread.clone().mul(y.length)) };
}

function logit(treated: Float64Array, x: readonly Float64Array[]): Fitted {
  let beta = x.map(() => 0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const fitted = treated.map((_, i) =>
      1 / (1 + Math.exp(-x.reduce((sum, c, j) => sum + c[i]! * beta[j]!, 0)))
    );
    const scores = x.map((column) => column.map((value, i) => (treated[i]! - fitted[i]!) * value));
    const information = new Matrix(
      x.map((a) =>
        x.map((b) => a.reduce((sum, value, i) => sum + value * b[i]! * fitted[i]! * (1 - fitted[i]!), 0))
      ),
    );
    if (fitted.some((value, i) => treated[i] === 1 && value > NO_OVERLAP)) break;
    const bread = inverse(information);
    const move = bread.mmul(Matrix.columnVector(scores.map((score) => score.reduce((a, b) => a + b, 0))))
      .getColumn(0);
    beta = beta.map((value, j) => value + move[j]!);
    if (!beta.every(Number.isFinite)) break;
    if (Math.max(...move.map(Math.abs)) < 1e-11 * Math.max(1, ...beta.map(Math.abs))) {
      return { fitted, influence: rotate(scores, bread.mul(treated.length)) };
    }
  }
  throw new WorkspaceError({
    what: "The covariates tell the group and its comparison apart: there is no overlap",
    where: "group-time effects",
    mend: "Use fewer covariates, or take the estimator regression and say that it extrapolates",
  });
}

function rotate(scores: readonly Float64Array[], by: Matrix): readonly Float64Array[] {
  return scores.map((_, j) =>
    scores[0]!.map((_, i) => scores.reduce((sum, score, k) => sum + score[i]! * by.get(k, j), 0))
  );
}

function mean(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function weightedMean(values: Float64Array, weight: Float64Array): Influence {
  const base = mean(weight);
  const estimate = mean(values.map((value, i) => value * weight[i]!)) / base;
  return { estimate, influence: values.map((value, i) => weight[i]! * (value - estimate) / base) };
}

function columnMeans(weight: Float64Array, x: readonly Float64Array[]): readonly number[] {
  return x.map((column) => mean(column.map((value, i) => value * weight[i]!)));
}

function project(influence: readonly Float64Array[], slope: readonly number[]): Float64Array {
  return influence[0]!.map((_, i) => influence.reduce((sum, column, j) => sum + column[i]! * slope[j]!, 0));
}

function minus(a: Float64Array, b: Float64Array, base: number): Float64Array {
  return a.map((value, i) => value - b[i]! / base);
}
