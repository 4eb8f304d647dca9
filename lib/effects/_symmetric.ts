/** Small symmetric systems: columns put on one scale, cross products in plain loops, inverse by Cholesky. @module */

/** A pivot below this share of its diagonal means that a column follows from the others (R's qr: 1e-7 of a length). */
const DEPENDENT = 1e-11;

/**
 * Columns with mean 0 and standard deviation 1, the first (the constant) as it is: the same model, better conditioned.
 * A constant column becomes zeros, which {@linkcode invertSymmetric} refuses.
 */
export function standardised(columns: readonly Float64Array[]): readonly Float64Array[] {
  return columns.map((column, j) => {
    if (j === 0) return column;
    let sum = 0, squares = 0;
    for (const value of column) sum += value;
    const mean = sum / column.length;
    for (const value of column) squares += (value - mean) ** 2;
    const deviation = Math.sqrt(squares / column.length);
    const flat = !(deviation > 1e-14 * Math.abs(mean));
    return column.map((value) => flat ? 0 : (value - mean) / deviation);
  });
}

/** Σ w x x′ as a full square in rows. */
export function crossProducts(columns: readonly Float64Array[], weight: Float64Array): Float64Array {
  const size = columns.length, square = new Float64Array(size * size);
  columns.forEach((a, j) => {
    for (let k = 0; k <= j; k++) {
      const b = columns[k]!;
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]! * weight[i]!;
      square[j * size + k] = square[k * size + j] = sum;
    }
  });
  return square;
}

/** The lower triangle L with LL′ = the square; null when it is not clearly positive definite. */
export function choleskyOf(square: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let k = 0; k <= j; k++) {
      let rest = square[j * size + k]!;
      for (let m = 0; m < k; m++) rest -= lower[j * size + m]! * lower[k * size + m]!;
      if (k < j) lower[j * size + k] = rest / lower[k * size + k]!;
      else if (!(rest > DEPENDENT * square[j * size + j]!)) return null;
      else lower[j * size + j] = Math.sqrt(rest);
    }
  }
  return lower;
}

/** The inverse; null when a column follows from the others. */
export function invertSymmetric(square: Float64Array, size: number): Float64Array | null {
  const lower = choleskyOf(square, size);
  return lower === null ? null : inverseOf(lower, size);
}

/** The inverse of LL′. */
export function inverseOf(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size), x = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    x.fill(0);
    for (let j = column; j < size; j++) {
      let rest = j === column ? 1 : 0;
      for (let m = column; m < j; m++) rest -= lower[j * size + m]! * x[m]!;
      x[j] = rest / lower[j * size + j]!;
    }
    for (let j = size - 1; j >= 0; j--) {
      let rest = x[j]!;
      for (let m = j + 1; m < size; m++) rest -= lower[m * size + j]! * x[m]!;
      x[j] = rest / lower[j * size + j]!;
      inverse[j * size + column] = x[j]!;
    }
  }
  return inverse;
}
