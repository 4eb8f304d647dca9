/**
 * Newton's method for a logistic regression of which only totals are known, as a path: where to ask, and the model at the end.
 *
 * The path is wholly decided by the totals. So a station that sees the totals can tell where the method asks next, and
 * refuses any other coefficients: nobody can choose them so that the sums speak of a few rows.
 *
 * @module
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { normalQuantile } from "../core/stats/mod.ts";
import type { FederatedTerm } from "./agreement.ts";
import { FederationError } from "./errors.ts";

/** A coefficient. */
export interface FederatedCoefficient {
  /** The term: `constant`, the column, or `column=code`. */
  readonly name: string;
  /** The estimate; of logistic regression a log odds ratio. */
  readonly estimate: number;
  /** Its standard error. */
  readonly se: number;
  /** Lower end of the 95 % interval. */
  readonly low: number;
  /** Upper end of the 95 % interval. */
  readonly high: number;
}

/** A regression over all stations. */
export interface FederatedModel {
  /** The coefficients, constant first. */
  readonly coefficients: readonly FederatedCoefficient[];
  /** Rows in it. */
  readonly n: number;
  /** Rows minus coefficients, for the disclosure rules on models. */
  readonly residualDof: number;
  /** How often the stations were asked. */
  readonly rounds: number;
  /** The log-likelihood of a logistic model; null for a linear one. */
  readonly logLikelihood: number | null;
  /** The share of spread explained by a linear model; null for a logistic one. */
  readonly rSquared: number | null;
}

/** Newton's steps: the last one is smaller than the tolerance, so the coefficients hold to about its square. */
const NEWTON = { toleranceRelative: 1e-8, mostSteps: 25, mostHalvings: 10 } as const;
/** 95 %. */
export const UPPER_TAIL: number = 0.975;

interface Point {
  readonly beta: readonly number[];
  readonly logLikelihood: number;
  readonly gradient: readonly number[];
  readonly hessian: Matrix;
  readonly n: number;
}

/** A path: yields coefficients, takes the totals of a `logistic` analysis there, returns the model. */
export type NewtonPath = Generator<readonly number[], FederatedModel, readonly number[]>;

/**
 * Goes from noughts to the estimate.
 *
 * @example Where the method asks next
 * ```ts
 * import { newtonPath } from "./newton.ts";
 * import assert from "node:assert/strict";
 *
 * const path = newtonPath([]);
 * assert.deepEqual(path.next().value, [0]);
 * // Of 64 rows 48 have it, at chance one half: gradient 48 - 32, Hessian 64 / 4.
 * assert.deepEqual(path.next([64 * Math.log(0.5), 16, 16, 64, 48]).value, [1]);
 * ```
 *
 * @param terms The terms besides the constant.
 * @returns The path. It throws a `FederationError` where no finite estimate exists.
 */
export function* newtonPath(terms: readonly FederatedTerm[]): NewtonPath {
  const rounds = { asked: 0 };
  let point = yield* pointAt(new Array<number>(terms.length + 1).fill(0), rounds);
  for (let step = 0; step < NEWTON.mostSteps; step++) {
    const change = decompose(point.hessian).solve(Matrix.columnVector([...point.gradient])).to1DArray();
    const size = Math.max(...change.map((c, i) => Math.abs(c) / (1 + Math.abs(point.beta[i] ?? 0))));
    const next = yield* uphill(point, change, rounds);
    if (size < NEWTON.toleranceRelative) return modelOf(next, terms, rounds.asked);
    point = next;
  }
  throw new FederationError({
    what: "The logistic regression found no finite estimate",
    mend: "A term may tell the outcome wholly: leave it out or take a coarser one",
  });
}

/** The coefficients at which the method asks after these totals; null when it asks no more. */
export function nextOnPath(
  terms: readonly FederatedTerm[],
  totals: readonly (readonly number[])[],
): readonly number[] | null {
  const path = newtonPath(terms);
  let at = path.next();
  for (const each of totals) at = at.done === true ? at : path.next(each);
  return at.done === true ? null : at.value;
}

type Part<Result> = Generator<readonly number[], Result, readonly number[]>;

function* pointAt(beta: readonly number[], rounds: { asked: number }): Part<Point> {
  rounds.asked += 1;
  const totals = yield beta;
  const size = beta.length;
  const hessianEnd = 1 + size + size * (size + 1) / 2;
  return {
    beta,
    logLikelihood: totals[0] ?? NaN,
    gradient: totals.slice(1, 1 + size),
    hessian: symmetric(totals.slice(1 + size, hessianEnd), size),
    n: totals[hessianEnd] ?? 0,
  };
}

/** Goes along a Newton step, halved until the likelihood is no lower. */
function* uphill(from: Point, change: readonly number[], rounds: { asked: number }): Part<Point> {
  // Rounding in the likelihood of n rows is no reason to halve.
  const slack = 1e-9 * (1 + Math.abs(from.logLikelihood));
  let part = 1;
  let next = yield* pointAt(from.beta.map((b, i) => b + (change[i] ?? 0)), rounds);
  for (let halving = 0; halving < NEWTON.mostHalvings; halving++) {
    if (next.logLikelihood >= from.logLikelihood - slack) return next;
    part /= 2;
    next = yield* pointAt(from.beta.map((b, i) => b + part * (change[i] ?? 0)), rounds);
  }
  return next;
}

function modelOf(point: Point, terms: readonly FederatedTerm[], rounds: number): FederatedModel {
  const inverse = decompose(point.hessian).solve(Matrix.eye(point.beta.length));
  const se = point.beta.map((_, i) => Math.sqrt(inverse.get(i, i)));
  return {
    coefficients: coefficientsOf(terms, point.beta, se, normalQuantile(UPPER_TAIL)),
    ...{ n: point.n, residualDof: point.n - point.beta.length, rounds },
    ...{ logLikelihood: point.logLikelihood, rSquared: null },
  };
}

/** Names the estimates, and gives each its interval. */
export function coefficientsOf(
  terms: readonly FederatedTerm[],
  beta: readonly number[],
  se: readonly number[],
  quantile: number,
): readonly FederatedCoefficient[] {
  const names = [
    "constant",
    ...terms.map(({ column, code }) => code === undefined ? column : `${column}=${code}`),
  ];
  return names.map((name, i) => {
    const estimate = beta[i] ?? NaN;
    const own = se[i] ?? NaN;
    return { name, estimate, se: own, low: estimate - quantile * own, high: estimate + quantile * own };
  });
}

/** A symmetric matrix from its upper triangle, by rows. */
export function symmetric(triangle: readonly number[], size: number): Matrix {
  const matrix = Matrix.zeros(size, size);
  let at = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      matrix.set(i, j, triangle[at] ?? NaN);
      matrix.set(j, i, triangle[at] ?? NaN);
      at += 1;
    }
  }
  return matrix;
}

/** The Cholesky decomposition, or an error that names what to mend. */
export function decompose(matrix: Matrix): CholeskyDecomposition {
  const cholesky = new CholeskyDecomposition(matrix);
  if (cholesky.isPositiveDefinite()) return cholesky;
  throw new FederationError({
    what: "Terms depend on each other, or one tells the outcome wholly",
    mend: "Leave one of them out",
  });
}
