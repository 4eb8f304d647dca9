/**
 * Least squares by QR, refined with residuals in doubled precision so that hard data (Longley) keep their digits.
 *
 * @module
 */
import { applyQ, applyTransposed, backSolve, forwardSolve, type Qr } from "./_qr.ts";

/** Splits a double into two halves of 26 bits. Source: Dekker (1971), 2²⁷ + 1 for IEEE doubles. */
const SPLITTER = 134217729;
/** Refinement steps; three reach the last digit where the columns are independent to 1e-11. */
const REFINEMENTS = 3;

/** A sum kept as a double and the part that did not fit in it. */
class DoubledSum {
  #high = 0;
  #low = 0;

  add(value: number): void {
    const sum = this.#high + value;
    const rest = sum - this.#high;
    this.#low += (this.#high - (sum - rest)) + (value - rest);
    this.#high = sum;
  }

  addProduct(a: number, b: number): void {
    const product = a * b;
    const [aHigh, aLow] = split(a);
    const [bHigh, bLow] = split(b);
    this.add(product);
    this.#low += ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
  }

  get value(): number {
    return this.#high + this.#low;
  }
}

function split(value: number): readonly [number, number] {
  const scaled = SPLITTER * value;
  const high = scaled - (scaled - value);
  return [high, value - high];
}

/** Coefficients and residuals of y on the columns, refined on the augmented system (Björck 1967). */
export function leastSquares(columns: readonly Float64Array[], y: Float64Array, qr: Qr) {
  const k = columns.length;
  let beta = backSolve(qr, applyTransposed(qr, y));
  let residuals = residualsOf(columns, y, beta, new Float64Array(y.length));
  for (let step = 0; step < REFINEMENTS; step++) {
    const f = residualsOf(columns, y, beta, residuals);
    const g = columns.map((column) => -dotDoubled(column, residuals));
    const d = applyTransposed(qr, f);
    const h = forwardSolve(qr, Float64Array.from(g));
    const head = Float64Array.from(h, (value, index) => d[index]! - value);
    const change = backSolve(qr, head);
    for (let index = 0; index < k; index++) d[index] = h[index]!;
    const correction = applyQ(qr, d);
    beta = beta.map((value, index) => value + change[index]!);
    residuals = residuals.map((value, row) => value + correction[row]!);
  }
  return { beta, residuals };
}

/** y − r − Xb in doubled precision. */
function residualsOf(
  columns: readonly Float64Array[],
  y: Float64Array,
  beta: Float64Array,
  r: Float64Array,
): Float64Array {
  return y.map((value, row) => {
    const sum = new DoubledSum();
    sum.add(value);
    sum.add(-r[row]!);
    columns.forEach((column, index) => sum.addProduct(-column[row]!, beta[index]!));
    return sum.value;
  });
}

function dotDoubled(a: Float64Array, b: Float64Array): number {
  const sum = new DoubledSum();
  for (let row = 0; row < a.length; row++) sum.addProduct(a[row]!, b[row]!);
  return sum.value;
}
