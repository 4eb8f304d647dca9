/** Small dense linear algebra: symmetric systems of a handful of unknowns. @module */

/** A square matrix in row order. */
export interface Matrix {
  /** The number of rows and columns. */
  readonly size: number;
  /** The cells in row order. */
  readonly cells: Float64Array;
}

/** A pivot below this share of its own start counts as dependent on earlier columns (R's qr uses 1e-7 on norms). */
const DEPENDENT = 1e-10;

/** X′WX for columns X and weights. */
export function weightedCross(columns: readonly Float64Array[], weights: Float64Array): Matrix {
  const size = columns.length;
  const cells = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      const value = weightedDot(columns[a]!, columns[b]!, weights);
      cells[a * size + b] = value;
      cells[b * size + a] = value;
    }
  }
  return { size, cells };
}

/** Σ w a b. */
function weightedDot(a: Float64Array, b: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (weight !== 0) sum += weight * a[row]! * b[row]!;
  }
  return sum;
}

/**
 * The inverse of a symmetric positive matrix by Gauss–Jordan on the diagonal; rows and columns that depend on earlier
 * ones become 0, and their positions are returned.
 */
export function invertSymmetric(
  matrix: Matrix,
): { readonly inverse: Matrix; readonly dependent: readonly number[] } {
  const { size } = matrix;
  const work = matrix.cells.slice();
  const start = Float64Array.from({ length: size }, (_, i) => work[i * size + i]!);
  const dependent: number[] = [];
  for (let pivot = 0; pivot < size; pivot++) {
    const value = work[pivot * size + pivot]!;
    if (!(value > DEPENDENT * start[pivot]!) || !(value > 0)) {
      dependent.push(pivot);
      continue;
    }
    sweep(work, size, pivot, value);
  }
  for (const index of dependent) {
    for (let other = 0; other < size; other++) {
      work[index * size + other] = 0;
      work[other * size + index] = 0;
    }
  }
  return { inverse: { size, cells: work.map((cell) => -cell) }, dependent };
}

/** The sweep operator: after sweeping all pivots, the matrix is minus its inverse. */
function sweep(work: Float64Array, size: number, pivot: number, value: number): void {
  for (let row = 0; row < size; row++) {
    if (row === pivot) continue;
    const factor = work[row * size + pivot]! / value;
    if (factor === 0) continue;
    for (let column = 0; column < size; column++) {
      if (column !== pivot) work[row * size + column]! -= factor * work[pivot * size + column]!;
    }
  }
  for (let other = 0; other < size; other++) {
    if (other === pivot) continue;
    work[pivot * size + other]! /= value;
    work[other * size + pivot]! /= value;
  }
  work[pivot * size + pivot] = -1 / value;
}

/** A matrix times a vector. */
export function multiply(matrix: Matrix, vector: Float64Array): Float64Array {
  const { size, cells } = matrix;
  const result = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += cells[row * size + column]! * vector[column]!;
    result[row] = sum;
  }
  return result;
}
