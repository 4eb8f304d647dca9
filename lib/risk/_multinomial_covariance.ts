/**
 * Robust covariances of a multinomial model, by row and by cluster.
 *
 * A row scores (y − p) ⊗ x and informs by G = (diag p − pp′) ⊗ xx′. With B the inverse of the whole information, HC3 and CR3 take
 * (I − GB)⁻¹ times the score of a row or cluster: one step of the jackknife. With two outcomes these are the corrections of logistic
 * regression. HC2 and CR2 are not offered: which root of I − GB to take is not settled for several outcomes, and roots that agree
 * for linear models give different numbers here.
 *
 * @module
 */
import { CholeskyDecomposition, EigenvalueDecomposition, LuDecomposition, Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import type { ClusterCorrection } from "./_cluster.ts";
import type { MultinomialFit, MultinomialProblem } from "./_multinomial.ts";
import { type PlainCovariance, product } from "./covariance.ts";

/** Robust covariances of a multinomial model. */
export type MultinomialCorrection =
  | Exclude<PlainCovariance, "model" | "HC2">
  | Exclude<ClusterCorrection, "CR2">;

const JACKKNIFED: ReadonlySet<MultinomialCorrection> = new Set(["HC3", "CR3"]);
/** A share of the information of a coefficient beyond 1 minus this means that a row or cluster alone decides it. */
const LEAST_REST = 1e-9;

/** B Σ s̃s̃′ B over groups; `clusters` are the groups, every row its own without. */
export function multinomialCovariance(
  problem: MultinomialProblem,
  fit: MultinomialFit,
  correction: MultinomialCorrection,
  clusters: Int32Array | null,
): readonly Float64Array[] {
  const size = fit.beta.length, n = problem.codes.length;
  const scores = !JACKKNIFED.has(correction)
    ? plainScores(problem, fit, clusters)
    : clusters === null
    ? rowScores(problem, fit)
    : clusterScores(problem, fit, clusters);
  const groups = scores.length;
  const factors: Readonly<Record<MultinomialCorrection, number>> = {
    ...{ HC0: 1, HC1: n / (n - size), HC3: 1, CR0: 1, CR3: 1 },
    CR1: groups / (groups - 1),
    CR1S: groups / (groups - 1) * (n - 1) / (n - size),
  };
  const factor = factors[correction];
  const meat = Array.from({ length: size }, () => new Float64Array(size));
  for (const score of scores) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) meat[i]![j]! += factor * score[i]! * score[j]!;
    }
  }
  return product(product(fit.inverse, meat), fit.inverse);
}

/** y − p of a row, outcome by outcome. */
function restOf({ codes }: MultinomialProblem, { chances }: MultinomialFit, row: number): Float64Array {
  return Float64Array.from(chances, (chance, a) => (codes[row] === a + 1 ? 1 : 0) - chance[row]!);
}

function addScore({ columns }: MultinomialProblem, rest: Float64Array, row: number, to: Float64Array): void {
  const k = columns.length;
  rest.forEach((value, a) => columns.forEach((column, c) => to[a * k + c]! += value * column[row]!));
}

function plainScores(
  problem: MultinomialProblem,
  fit: MultinomialFit,
  clusters: Int32Array | null,
): readonly Float64Array[] {
  const scores: Float64Array[] = [];
  problem.codes.forEach((_, row) => {
    const to = scores[clusters?.[row] ?? row] ??= new Float64Array(fit.beta.length);
    addScore(problem, restOf(problem, fit, row), row, to);
  });
  return scores;
}

function decidesAlone(): WorkspaceError {
  return new WorkspaceError({
    what: "One row or cluster alone decides a coefficient",
    where: "covariance of a multinomial model",
    mend: "Merge levels, take out the term that varies there alone, or use HC1 or CR1",
  });
}

/** Scores by row: r̃ = (I − WM)⁻¹ r with W = diag p − pp′ and M the blocks x′Bx. */
function rowScores(problem: MultinomialProblem, fit: MultinomialFit): readonly Float64Array[] {
  const { columns, codes } = problem, { chances, inverse } = fit, kinds = chances.length;
  return Array.from(codes, (_, row) => {
    const x = columns.map((column) => column[row]!), p = chances.map((chance) => chance[row]!);
    const blocks = new Matrix(
      Array.from(
        { length: kinds },
        (_, a) => Array.from({ length: kinds }, (_, b) => blockOf(inverse, x, a, b)),
      ),
    );
    const weights = new Matrix(p.map((own, a) => p.map((other, b) => (a === b ? own : 0) - own * other)));
    const rest = new LuDecomposition(Matrix.sub(Matrix.eye(kinds), weights.mmul(blocks)));
    // The determinant is the product of what each direction of the row leaves to others.
    if (!(rest.determinant > LEAST_REST)) throw decidesAlone();
    const turned = rest.solve(Matrix.columnVector(Array.from(restOf(problem, fit, row)))).to1DArray();
    const score = new Float64Array(fit.beta.length);
    addScore(problem, Float64Array.from(turned), row, score);
    return score;
  });
}

/** x′ B_ab x. */
function blockOf(inverse: readonly Float64Array[], x: readonly number[], a: number, b: number): number {
  const k = x.length;
  let sum = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) sum += x[i]! * inverse[a * k + i]![b * k + j]! * x[j]!;
  }
  return sum;
}

/** A matrix that is symmetric but for rounding, made so. */
function evened(matrix: Matrix): Matrix {
  return Matrix.add(matrix, matrix.transpose()).mul(0.5);
}

/** Scores by cluster: with B = LL′ and P = L′GL, L′⁻¹ (I − P)⁻¹ L′ s, so that P tells whether a cluster decides alone. */
function clusterScores(
  problem: MultinomialProblem,
  fit: MultinomialFit,
  clusters: Int32Array,
): readonly Float64Array[] {
  const inverse = new Matrix(fit.inverse.map((row) => Array.from(row)));
  const root = new CholeskyDecomposition(evened(inverse)).lowerTriangularMatrix, across = root.transpose();
  return plainScores(problem, fit, clusters).map((score, cluster) => {
    const rows = [...clusters.keys()].filter((row) => clusters[row] === cluster);
    const part = evened(across.mmul(informationOf(problem, fit, rows)).mmul(root));
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(part, {
      assumeSymmetric: true,
    });
    const turned = eigenvectorMatrix.transpose().mmul(across).mmul(Matrix.columnVector(Array.from(score)));
    realEigenvalues.forEach((share, at) => {
      if (!(1 - share > LEAST_REST)) throw decidesAlone();
      turned.set(at, 0, turned.get(at, 0) / (1 - share));
    });
    return backSolved(root, eigenvectorMatrix.mmul(turned).to1DArray());
  });
}

/** Solves L′u = v. */
function backSolved(lower: Matrix, v: readonly number[]): Float64Array {
  const u = Float64Array.from(v), size = u.length;
  for (let i = size - 1; i >= 0; i--) {
    for (let j = i + 1; j < size; j++) u[i]! -= lower.get(j, i) * u[j]!;
    u[i]! /= lower.get(i, i);
  }
  return u;
}

function informationOf(
  { columns }: MultinomialProblem,
  { chances }: MultinomialFit,
  rows: readonly number[],
): Matrix {
  const k = columns.length, size = k * chances.length, information = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++) {
    const a = Math.floor(i / k), own = columns[i % k]!, chance = chances[a]!;
    for (let j = 0; j <= i; j++) {
      const b = Math.floor(j / k), other = columns[j % k]!, second = chances[b]!;
      let sum = 0;
      for (const row of rows) {
        sum += ((a === b ? chance[row]! : 0) - chance[row]! * second[row]!) * own[row]! * other[row]!;
      }
      information.set(i, j, sum);
      information.set(j, i, sum);
    }
  }
  return information;
}
