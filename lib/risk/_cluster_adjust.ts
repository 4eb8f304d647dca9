/**
 * CR2 for one cluster: residuals adjusted so that their expected spread is that of the working model.
 *
 * @module
 */
import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import type { CovarianceInput } from "./_covariance_input.ts";
import { inverseRootTerms } from "./inverse_root.ts";
import { forwardSolve } from "./_qr.ts";

/**
 * A cluster after adjustment. With Z = √W X R⁻¹, V the variance of the outcome by row and F = A V^−½ Z, where A is Pustejovsky
 * and Tipton's V^½ (V (I − ZZ′) V)^−½ V^½: for equal V that is (I − ZZ′)^−½, for unequal V it is not.
 */
export interface AdjustedCluster {
  /** F′e: the score on the scale of R. */
  readonly score: Matrix;
  /** F′VF. */
  readonly spread: Matrix;
  /** Z′V^½F. */
  readonly cross: Matrix;
  /** F′V^½1: how what all rows of the cluster share enters the score. */
  readonly shared: Matrix;
  /** Z′1: how it enters the coefficients. */
  readonly sums: Matrix;
}

/** Numbers row by row. */
interface Rows {
  readonly values: Float64Array;
  readonly n: number;
  readonly k: number;
}

/** An eigenvalue of I − ZZ′ below this is 0: the cluster alone decides a coefficient. */
const LEAST_REST = 1e-9;
/** Variances within a cluster that differ by less than this share are equal. */
const EQUAL = 1e-13;
/** A row with a smaller share than this of the information of the heaviest row of its cluster has none. */
const NO_INFORMATION = 1e-14;

/** The adjusted cluster of some rows. O(20 n k²) with unequal variances, O(n k²) with equal ones. */
export function adjustCluster(input: CovarianceInput, rows: readonly number[]): AdjustedCluster {
  const { weights, residuals, variances } = input;
  const heaviest = rows.reduce((kept, row) => Math.max(kept, weights[row]!), 0);
  const used = rows.filter((row) => weights[row]! > NO_INFORMATION * heaviest);
  const z = scaledRows(input, used);
  const v = Float64Array.from(used, (row) => variances === null ? 1 : variances[row]!);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(weightedGram(z, null), {
    assumeSymmetric: true,
  });
  const block: Block = { rest: realEigenvalues.map((value) => 1 - value), vectors: eigenvectorMatrix };
  const f = adjusted(z, v, block);
  const error = Float64Array.from(used, (row, at) => residuals[row]! * Math.sqrt(v[at]! / weights[row]!));
  const score = Matrix.zeros(z.k, 1);
  for (let row = 0; row < z.n; row++) {
    for (let j = 0; j < z.k; j++) {
      score.set(j, 0, score.get(j, 0) + f.values[row * z.k + j]! * error[row]!);
    }
  }
  // Rows without information have no leverage: their score stays as it is.
  for (const row of rows) if (!(weights[row]! > NO_INFORMATION * heaviest)) score.add(plainScore(input, row));
  const roots = v.map(Math.sqrt);
  return {
    score,
    spread: weightedGram(f, v),
    cross: crossOf(z, f, roots),
    shared: columnSums(f, roots),
    sums: columnSums(z, null),
  };
}

function plainScore({ columns, residuals, qr }: CovarianceInput, row: number): Matrix {
  const own = Float64Array.from(columns, (column) => column[row]! * residuals[row]!);
  return Matrix.columnVector(Array.from(forwardSolve(qr, own)));
}

/** Z, row by row. */
function scaledRows({ columns, weights, qr }: CovarianceInput, rows: readonly number[]): Rows {
  const k = columns.length, values = new Float64Array(rows.length * k);
  rows.forEach((row, at) => {
    const root = Math.sqrt(weights[row]!);
    values.set(forwardSolve(qr, Float64Array.from(columns, (column) => root * column[row]!)), at * k);
  });
  return { values, n: rows.length, k };
}

/** I − Z′Z by eigenvalues and eigenvectors; those of I − ZZ′ are the same beside ones. */
interface Block {
  readonly rest: readonly number[];
  readonly vectors: Matrix;
}

function adjusted(z: Rows, v: Float64Array, block: Block): Rows {
  let least = Infinity, most = 0;
  for (const value of v) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most - least <= EQUAL * most ? equalVariances(z, most, block) : unequalVariances(z, v, most, block);
}

/** F = V^−½ Z (I − Z′Z)^−½. The generalised inverse where a cluster alone decides a coefficient, as in clubSandwich. */
function equalVariances(z: Rows, variance: number, { rest, vectors }: Block): Rows {
  const powers = rest.map((value) => value < LEAST_REST ? 0 : 1 / Math.sqrt(value * variance));
  return timesBlock(z, vectors.mmul(Matrix.diag(powers)).mmul(vectors.transpose()));
}

/** F = V^½ (V (I − ZZ′) V)^−½ Z by a sum of solutions with shifts, each on k × k blocks (Woodbury). */
function unequalVariances(z: Rows, variances: Float64Array, most: number, block: Block): Rows {
  const { n, k } = z, v = variances.map((value) => value / most);
  const least = v.reduce((kept, value) => Math.min(kept, value), 1);
  const open = block.rest.filter((value) => value >= LEAST_REST);
  const decided = decidedDirections(z, v, block);
  const right = without(z, decided);
  const sum: Rows = { values: new Float64Array(n * k), n, k };
  for (const { weight, shift } of inverseRootTerms(least ** 2 * Math.min(1, ...open), 1)) {
    const d = v.map((value) => 1 / (value * value + shift));
    // (D − YY′)⁻¹Z = D⁻¹Z + D⁻¹Y (I − Y′D⁻¹Y)⁻¹ Y′D⁻¹Z with Y = VZ.
    const small = Matrix.eye(k).sub(weightedGram(z, d.map((value, row) => value * v[row]! ** 2)));
    const solution = inverse(small).mmul(crossOf(z, right, d.map((value, row) => value * v[row]!)));
    const reached = timesBlock(z, solution);
    for (let row = 0; row < n; row++) {
      const factor = weight * d[row]!;
      for (let j = row * k; j < row * k + k; j++) {
        sum.values[j] = sum.values[j]! + factor * (right.values[j]! + v[row]! * reached.values[j]!);
      }
    }
  }
  const clean = without(sum, decided);
  clean.values.forEach((value, at) => clean.values[at] = value * Math.sqrt(v[Math.floor(at / k)]! / most));
  return clean;
}

/** An orthonormal basis of what V (I − ZZ′) V leaves nothing of: V⁻¹Zq for the coefficients that the cluster decides. */
function decidedDirections(z: Rows, v: Float64Array, { rest, vectors }: Block): readonly Float64Array[] {
  const basis: Float64Array[] = [];
  rest.forEach((value, index) => {
    if (value >= LEAST_REST) return;
    const direction = Float64Array.from({ length: z.n }, (_, row) => {
      let sum = 0;
      for (let j = 0; j < z.k; j++) sum += z.values[row * z.k + j]! * vectors.get(j, index);
      return sum / v[row]!;
    });
    for (const other of [...basis, ...basis]) subtract(direction, other);
    const size = norm(direction);
    if (size > 0) basis.push(direction.map((entry) => entry / size));
  });
  return basis;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}

function subtract(vector: Float64Array, unit: Float64Array): void {
  const along = vector.reduce((sum, value, row) => sum + value * unit[row]!, 0);
  unit.forEach((value, row) => vector[row] = vector[row]! - along * value);
}

/** The columns of a matrix without their part along the directions. */
function without(rows: Rows, directions: readonly Float64Array[]): Rows {
  const values = rows.values.slice(), { n, k } = rows;
  for (const unit of directions) {
    for (let j = 0; j < k; j++) {
      let along = 0;
      for (let row = 0; row < n; row++) along += values[row * k + j]! * unit[row]!;
      for (let row = 0; row < n; row++) values[row * k + j] = values[row * k + j]! - along * unit[row]!;
    }
  }
  return { values, n, k };
}

/** A′DA; without D, A′A. */
function weightedGram(a: Rows, d: Float64Array | null): Matrix {
  return crossOf(a, a, d);
}

/** A′DB. */
function crossOf(a: Rows, b: Rows, d: Float64Array | null): Matrix {
  const { n, k } = a, cells = new Float64Array(k * k);
  for (let row = 0; row < n; row++) {
    const factor = d === null ? 1 : d[row]!, from = row * k;
    for (let i = 0; i < k; i++) {
      const own = factor * a.values[from + i]!;
      for (let j = 0; j < k; j++) cells[i * k + j] = cells[i * k + j]! + own * b.values[from + j]!;
    }
  }
  return new Matrix(Array.from({ length: k }, (_, i) => Array.from(cells.subarray(i * k, i * k + k))));
}

/** A′d; without d, A′1. */
function columnSums({ values, n, k }: Rows, d: Float64Array | null): Matrix {
  const sums = new Float64Array(k);
  for (let row = 0; row < n; row++) {
    const factor = d === null ? 1 : d[row]!;
    for (let j = 0; j < k; j++) sums[j] = sums[j]! + factor * values[row * k + j]!;
  }
  return Matrix.columnVector(Array.from(sums));
}

/** A times a k × k block. */
function timesBlock({ values, n, k }: Rows, block: Matrix): Rows {
  const product = new Float64Array(n * k), flat = Float64Array.from(block.to1DArray());
  for (let row = 0; row < n; row++) {
    for (let i = 0; i < k; i++) {
      const own = values[row * k + i]!;
      for (let j = 0; j < k; j++) product[row * k + j] = product[row * k + j]! + own * flat[i * k + j]!;
    }
  }
  return { values: product, n, k };
}
