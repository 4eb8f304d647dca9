/**
 * Maximum likelihood of the multinomial logit, by Newton's method with the full Hessian.
 *
 * @module
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import { crossProduct } from "./covariance.ts";
import { predictor } from "./_irls.ts";
import { SeparationError } from "./separation.ts";

/** What is fitted. */
export interface MultinomialProblem {
  readonly columns: readonly Float64Array[];
  readonly names: readonly string[];
  /** The code of the outcome by row; 0 is the reference. */
  readonly codes: Int32Array;
  /** Number of outcomes. */
  readonly outcomes: number;
  readonly outcome: string;
}

/** What was found. */
export interface MultinomialFit {
  /** The coefficients, outcome by outcome, without the reference. */
  readonly beta: Float64Array;
  readonly logLikelihood: number;
  /** Inverse information. */
  readonly inverse: readonly Float64Array[];
  /** Chances by outcome without the reference, by row. */
  readonly chances: readonly Float64Array[];
}

/** Relative change of the log-likelihood at which iterating stops, after which one more step is made. */
const TOLERANCE = 1e-12;
const MAX_ITERATIONS = 60;
/** As for other models: a settled fit moves no linear predictor by this much; a separated one by 1. */
const STILL_MOVING = 1e-3;

interface Point {
  readonly beta: Float64Array;
  readonly chances: readonly Float64Array[];
  readonly logLikelihood: number;
}

/** Fits; throws where no finite estimate exists. */
export function fitMultinomialLogit(problem: MultinomialProblem): MultinomialFit {
  const size = problem.columns.length * (problem.outcomes - 1);
  let point = pointAt(problem, new Float64Array(size));
  let settledBefore = false;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const inverse = inverseInformation(problem, point.chances);
    const score = scoreOf(problem, point.chances);
    const step = inverse.map((row) => row.reduce((sum, value, index) => sum + value * score[index]!, 0));
    const next = climb(problem, point, step);
    const gain = Math.abs(next.logLikelihood - point.logLikelihood);
    const settled = gain <= TOLERANCE * (Math.abs(next.logLikelihood) + 0.1);
    if (settled) requireRest(problem, step);
    point = next;
    if (settled && settledBefore) return { ...point, inverse: inverseInformation(problem, point.chances) };
    settledBefore = settled;
  }
  throw new WorkspaceError({
    what: `The estimates do not settle in ${MAX_ITERATIONS} steps`,
    where: `model of ${problem.outcome}`,
    mend: "Bring columns to a common scale, merge rare outcomes or levels",
  });
}

function pointAt({ columns, codes, outcomes }: MultinomialProblem, beta: Float64Array): Point {
  const n = codes.length;
  const k = columns.length;
  const zero = new Float64Array(n);
  const etas = Array.from(
    { length: outcomes - 1 },
    (_, a) => predictor(columns, beta.subarray(a * k, (a + 1) * k), zero),
  );
  let logLikelihood = 0;
  for (let row = 0; row < n; row++) {
    let largest = 0;
    for (const eta of etas) largest = Math.max(largest, eta[row]!);
    let total = Math.exp(-largest);
    for (const eta of etas) total += Math.exp(eta[row]! - largest);
    const log = largest + Math.log(total);
    const code = codes[row]!;
    logLikelihood += (code === 0 ? 0 : etas[code - 1]![row]!) - log;
    for (const eta of etas) eta[row] = Math.exp(eta[row]! - log);
  }
  return { beta, chances: etas, logLikelihood };
}

function scoreOf({ columns, codes }: MultinomialProblem, chances: readonly Float64Array[]): Float64Array {
  return Float64Array.from(chances.flatMap((chance, a) => {
    const residual = chance.map((value, row) => (codes[row] === a + 1 ? 1 : 0) - value);
    return columns.map((column) => {
      let sum = 0;
      for (let row = 0; row < column.length; row++) sum += column[row]! * residual[row]!;
      return sum;
    });
  }));
}

function inverseInformation(
  { columns, outcome }: MultinomialProblem,
  chances: readonly Float64Array[],
): Float64Array[] {
  const k = columns.length;
  const size = k * chances.length;
  const information = Matrix.zeros(size, size);
  chances.forEach((a, i) =>
    chances.slice(0, i + 1).forEach((b, j) => {
      const weights = a.map((value, row) => i === j ? value * (1 - value) : -value * b[row]!);
      crossProduct(columns, weights).forEach((cells, p) =>
        cells.forEach((cell, q) => {
          information.set(i * k + p, j * k + q, cell);
          information.set(j * k + q, i * k + p, cell);
        })
      );
    })
  );
  // Scaled to ones on the diagonal, so that units of columns cost no digits.
  const scale = Array.from({ length: size }, (_, index) => 1 / Math.sqrt(information.get(index, index)));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) information.set(i, j, information.get(i, j) * (scale[i]! * scale[j]!));
  }
  const cholesky = new CholeskyDecomposition(information);
  if (!cholesky.isPositiveDefinite() || scale.some((value) => !Number.isFinite(value))) {
    throw new WorkspaceError({
      what: "The terms cannot be told apart within the outcomes",
      where: `model of ${outcome}`,
      mend: "Merge rare outcomes or levels, or take a term out",
    });
  }
  const inverse = cholesky.solve(Matrix.eye(size));
  return Array.from(
    { length: size },
    (_, i) => Float64Array.from({ length: size }, (_, j) => inverse.get(i, j) * scale[i]! * scale[j]!),
  );
}

function climb(problem: MultinomialProblem, point: Point, step: readonly number[]): Point {
  let next = pointAt(problem, point.beta.map((value, index) => value + step[index]!));
  const slack = 1e-12 * (Math.abs(point.logLikelihood) + 1);
  for (let halving = 1; halving < 30 && !(next.logLikelihood >= point.logLikelihood - slack); halving++) {
    next = pointAt(problem, point.beta.map((value, index) => value + step[index]! / 2 ** halving));
  }
  return next;
}

/** A likelihood that has settled while coefficients still run is that of separated outcomes. */
function requireRest({ columns, names, outcome }: MultinomialProblem, step: readonly number[]): void {
  const moves = step.map((value, index) => Math.abs(value) * spread(columns[index % columns.length]!));
  const largest = Math.max(...moves);
  if (largest <= STILL_MOVING) return;
  const running = names.filter((_, column) =>
    moves.some((move, index) => index % columns.length === column && move > largest / 20)
  );
  throw new SeparationError("quasi", running, outcome);
}

function spread(column: Float64Array): number {
  let low = Infinity, high = -Infinity;
  for (let row = 0; row < column.length; row++) {
    low = Math.min(low, column[row]!);
    high = Math.max(high, column[row]!);
  }
  return high - low;
}
