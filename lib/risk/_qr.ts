/**
 * Householder QR for tall matrices held by column. Own code, because the QR of ml-matrix neither finds which columns
 * depend on earlier ones nor works without a copy by rows; the method is that of LINPACK dqrdc2, as in R.
 *
 * @module
 */

/** An upper triangle R with R′R = X′X. */
export interface Triangle {
  /** By column, R above the diagonal. */
  readonly columns: readonly Float64Array[];
  /** The diagonal of R. */
  readonly diagonal: Float64Array;
}

/** The factor R of X = QR, with what is needed to apply Q′: reflections in the columns from the diagonal on. */
export interface Qr extends Triangle {
  /** Rows. */
  readonly n: number;
  /** Columns that depend linearly on earlier ones, in order; they take no part in the factor. */
  readonly dependent: readonly number[];
  /** The columns that do take part, in order. */
  readonly kept: readonly number[];
}

/** Factorises; a column whose remaining norm falls under `tolerance` times its own is dependent on earlier ones. */
export function factorise(source: readonly Float64Array[], tolerance: number): Qr {
  const columns: Float64Array[] = [];
  const diagonal: number[] = [];
  const dependent: number[] = [];
  const kept: number[] = [];
  const n = source[0]?.length ?? 0;
  source.forEach((original, index) => {
    const column = original.slice();
    const before = norm(column, 0);
    for (let k = 0; k < columns.length; k++) reflect(columns[k]!, k, column);
    const position = columns.length;
    const after = norm(column, position);
    if (!(after > tolerance * before) || position >= n) {
      dependent.push(index);
      return;
    }
    diagonal.push(makeReflection(column, position, after));
    columns.push(column);
    kept.push(index);
  });
  return { n, columns, diagonal: Float64Array.from(diagonal), dependent, kept };
}

/** Turns the tail of a column into a Householder vector v with reflection I − vv′/v₀; gives the diagonal of R. */
function makeReflection(column: Float64Array, position: number, length: number): number {
  // A zero counts as positive, as in LINPACK, so that bases built on it (splines) have the signs of R's.
  const sign = column[position]! >= 0 ? 1 : -1;
  for (let row = position; row < column.length; row++) column[row] = column[row]! / (sign * length);
  column[position] = column[position]! + 1;
  return -sign * length;
}

function reflect(vector: Float64Array, position: number, target: Float64Array): void {
  let dot = 0;
  for (let row = position; row < target.length; row++) dot += vector[row]! * target[row]!;
  const factor = -dot / vector[position]!;
  for (let row = position; row < target.length; row++) target[row] = target[row]! + factor * vector[row]!;
}

/** Sums of squares outside these bounds may have lost digits to overflow or underflow. */
const SAFE_SQUARES = { least: 1e-200, most: 1e200 };

/** The norm of a column from a row on, safe against overflow. */
function norm(column: Float64Array, from: number): number {
  let plain = 0;
  for (let row = from; row < column.length; row++) plain += column[row]! * column[row]!;
  if (plain > SAFE_SQUARES.least && plain < SAFE_SQUARES.most) return Math.sqrt(plain);
  let largest = 0;
  for (let row = from; row < column.length; row++) largest = Math.max(largest, Math.abs(column[row]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let row = from; row < column.length; row++) sum += (column[row]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** Q′y. */
export function applyTransposed(qr: Qr, y: Float64Array): Float64Array {
  const result = y.slice();
  qr.columns.forEach((column, k) => reflect(column, k, result));
  return result;
}

/** Qy. */
export function applyQ(qr: Qr, y: Float64Array): Float64Array {
  const result = y.slice();
  for (let k = qr.columns.length - 1; k >= 0; k--) reflect(qr.columns[k]!, k, result);
  return result;
}

/** The entry of R. */
export function entryOfR(qr: Triangle, row: number, column: number): number {
  return row === column ? qr.diagonal[row]! : qr.columns[column]![row]!;
}

/** Solves Rb = c for the leading part of c. */
export function backSolve(qr: Triangle, c: Float64Array, size = qr.diagonal.length): Float64Array {
  const b = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let value = c[row]!;
    for (let column = row + 1; column < size; column++) value -= entryOfR(qr, row, column) * b[column]!;
    b[row] = value / qr.diagonal[row]!;
  }
  return b;
}

/** Solves R′b = c. */
export function forwardSolve(qr: Triangle, c: Float64Array): Float64Array {
  const size = qr.diagonal.length;
  const b = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let value = c[row]!;
    for (let column = 0; column < row; column++) value -= entryOfR(qr, column, row) * b[column]!;
    b[row] = value / qr.diagonal[row]!;
  }
  return b;
}

/** (X′X)⁻¹ = R⁻¹R⁻ᵀ, by rows. */
export function inverseGram(qr: Triangle): Float64Array[] {
  const size = qr.diagonal.length;
  return Array.from({ length: size }, (_, index) => {
    const unit = new Float64Array(size);
    unit[index] = 1;
    return backSolve(qr, forwardSolve(qr, unit));
  });
}
