/**
 * The numbers of three-step latent class regression: assignment errors, weights, Newton's steps and a sandwich.
 *
 * @module
 */
import { inverse, Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";

/** What is maximised. */
export interface StepThree {
  /** Row by row: intercept and covariates. */
  readonly x: readonly Float64Array[];
  /** Row by row, a number a class: weights (BCH), or probability of the assigned class given the class (ML). */
  readonly weights: readonly Float64Array[];
  /** Which of the two corrections. */
  readonly correction: "bch" | "ml";
}

/** The fit: coefficients (class 2, 3, … against class 1) and their covariance. */
export interface StepThreeFit {
  /** Class by class from the second: intercept and covariates. */
  readonly coefficients: readonly Float64Array[];
  /** Robust covariance, in the order of the coefficients. */
  readonly covariance: Matrix;
  /** The (pseudo) log-likelihood. */
  readonly logLikelihood: number;
}

const MOST_STEPS = 100, MOST_HALVINGS = 40, FLAT = 1e-9;

/** Maximises by Newton's method with halving. */
export function fitStepThree(problem: StepThree, k: number): StepThreeFit {
  const p = problem.x[0]!.length, size = (k - 1) * p;
  let beta = new Float64Array(size), at = evaluate(problem, beta, k);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (at.gradient.every((g) => Math.abs(g) < FLAT * problem.x.length)) {
      return finish(at, beta, p);
    }
    const direction = directionOf(at);
    let scale = 1, next: Evaluation | null = null, moved = beta;
    for (let halving = 0; halving < MOST_HALVINGS; halving++, scale /= 2) {
      moved = beta.map((value, j) => value + scale * direction[j]!);
      next = evaluate(problem, moved, k);
      if (next.logLikelihood >= at.logLikelihood - 1e-12 * Math.abs(at.logLikelihood)) break;
      next = null;
    }
    if (next === null) break;
    beta = moved;
    at = next;
  }
  throw new WorkspaceError({
    what: "The regression of classes did not come to rest",
    mend:
      "A covariate may tell a class apart fully, or a class is too small: take fewer covariates or fewer classes",
  });
}

interface Evaluation {
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  /** Minus the second derivatives. */
  readonly information: Matrix;
  /** As `information`, but always positive definite; for a step where the former is not. */
  readonly bound: Matrix;
  /** Gradients' outer products, row by row. */
  readonly outer: Matrix;
}

function evaluate({ x, weights, correction }: StepThree, beta: Float64Array, k: number): Evaluation {
  const p = x[0]!.length, size = (k - 1) * p;
  const gradient = new Float64Array(size), score = new Float64Array(size);
  const information = Matrix.zeros(size, size),
    bound = Matrix.zeros(size, size),
    outer = Matrix.zeros(size, size);
  const prior = new Float64Array(k), own = new Float64Array(k);
  let logLikelihood = 0;
  x.forEach((row, i) => {
    const logTotal = priors(row, beta, prior);
    logLikelihood += correction === "bch"
      ? bchPart(row, beta, weights[i]!, own, logTotal)
      : mlPart(weights[i]!, prior, own);
    for (let a = 1; a < k; a++) {
      for (let u = 0; u < p; u++) score[(a - 1) * p + u] = (own[a]! - prior[a]!) * row[u]!;
      for (let b = 1; b <= a; b++) {
        const fixed = (a === b ? prior[a]! : 0) - prior[a]! * prior[b]!;
        const posterior = correction === "bch" ? 0 : (a === b ? own[a]! : 0) - own[a]! * own[b]!;
        addProducts(bound, row, a - 1, b - 1, fixed);
        addProducts(information, row, a - 1, b - 1, fixed - posterior);
      }
    }
    for (let u = 0; u < size; u++) {
      gradient[u]! += score[u]!;
      for (let v = 0; v <= u; v++) outer.set(u, v, outer.get(u, v) + score[u]! * score[v]!);
    }
  });
  for (const matrix of [information, bound, outer]) mirror(matrix);
  return { logLikelihood, gradient, information, bound, outer };
}

/** Class probabilities of a row into `prior`; gives the logarithm of their denominator. */
function priors(row: Float64Array, beta: Float64Array, prior: Float64Array): number {
  const k = prior.length, p = row.length;
  let most = 0;
  for (let c = 0; c < k; c++) {
    let eta = 0;
    if (c > 0) { for (let u = 0; u < p; u++) eta += beta[(c - 1) * p + u]! * row[u]!; }
    prior[c] = eta;
    most = Math.max(most, eta);
  }
  let total = 0;
  for (let c = 0; c < k; c++) total += prior[c] = Math.exp(prior[c]! - most);
  for (let c = 0; c < k; c++) prior[c] = prior[c]! / total;
  return most + Math.log(total);
}

/** Σ weight × ln prior; the weights of a row add up to 1, some may be negative. */
function bchPart(
  row: Float64Array,
  beta: Float64Array,
  weights: Float64Array,
  own: Float64Array,
  logTotal: number,
): number {
  let sum = -logTotal;
  for (let c = 0; c < own.length; c++) {
    own[c] = weights[c]!;
    if (c === 0) continue;
    for (let u = 0; u < row.length; u++) sum += weights[c]! * beta[(c - 1) * row.length + u]! * row[u]!;
  }
  return sum;
}

/** ln Σ prior × probability of the assigned class, with the posterior in `own`. */
function mlPart(weights: Float64Array, prior: Float64Array, own: Float64Array): number {
  let total = 0;
  for (let c = 0; c < own.length; c++) total += own[c] = prior[c]! * weights[c]!;
  for (let c = 0; c < own.length; c++) own[c] = own[c]! / total;
  return Math.log(total);
}

function addProducts(into: Matrix, row: Float64Array, a: number, b: number, by: number): void {
  const p = row.length;
  for (let u = 0; u < p; u++) {
    for (let v = 0; v < p; v++) {
      into.set(a * p + u, b * p + v, into.get(a * p + u, b * p + v) + by * row[u]! * row[v]!);
    }
  }
}

function mirror(matrix: Matrix): void {
  for (let u = 0; u < matrix.rows; u++) for (let v = 0; v < u; v++) matrix.set(v, u, matrix.get(u, v));
}

/** Newton's direction; by the bound where the curvature is not that of a maximum. */
function directionOf({ information, bound, gradient }: Evaluation): Float64Array {
  const column = Matrix.columnVector(Array.from(gradient));
  for (const curvature of [information, bound]) {
    const direction = Float64Array.from(invertOrSay(curvature).mmul(column).to1DArray());
    if (direction.reduce((sum, value, j) => sum + value * gradient[j]!, 0) > 0) return direction;
  }
  return gradient.slice();
}

function finish(
  { information, outer, logLikelihood }: Evaluation,
  beta: Float64Array,
  p: number,
): StepThreeFit {
  const bread = invertOrSay(information);
  const coefficients = Array.from({ length: beta.length / p }, (_, c) => beta.slice(c * p, c * p + p));
  return { coefficients, covariance: bread.mmul(outer).mmul(bread), logLikelihood };
}

function invertOrSay(matrix: Matrix): Matrix {
  try {
    const found = inverse(matrix);
    if (found.to1DArray().every(Number.isFinite)) return found;
  } catch {
    // A singular matrix is told of below, as is one that overflows.
  }
  throw new WorkspaceError({
    what: "The covariates depend on each other, or a class is fully told apart by them",
    mend: "Leave out constant or repeated covariates, or take fewer",
  });
}
