/**
 * How rows weigh in the columns of a regression: whether sums over all rows speak of a few of them.
 *
 * @module
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** How rows weigh. */
export interface DesignWeight {
  /** The largest leverage: how much of some combination of columns one row holds, 0 to 1. */
  readonly largestLeverage: number;
  /** Whether fewer rows than so many hold what a column adds to the others, as ones of a 0/1 column would. */
  isCarriedByFewer(rows: number): boolean;
}

/** A column whose part outside the others is smaller than this, of 1, is one of them again at this station. */
const SAME = 1e-9;

/**
 * Weighs the rows in columns.
 *
 * Leverage is the diagonal of X(X'X)⁻¹X'. A column of X(X'X)⁻¹ is, up to scale, what a column of X adds to the others; of
 * a 0/1 column beside a constant, fewer ones than `rows` hold more than (rows − 1)/rows of its squares.
 * Source: Belsley, Kuh and Welsch (1980), Regression Diagnostics, 2.1 (leverage; recalled).
 *
 * @param columns The columns, the constant first.
 * @returns How rows weigh.
 */
export function weighDesign(columns: readonly (readonly number[])[]): DesignWeight {
  const own = independentColumns(columns);
  if (own.length === 0) return { largestLeverage: 0, isCarriedByFewer: () => false };
  const x = new Matrix(own.map((column) => [...column])).transpose();
  const gram = new CholeskyDecomposition(x.transpose().mmul(x));
  const added = gram.solve(x.transpose());
  let largestLeverage = 0;
  for (let row = 0; row < x.rows; row++) {
    let leverage = 0;
    for (let i = 0; i < own.length; i++) leverage += x.get(row, i) * added.get(i, row);
    largestLeverage = Math.max(largestLeverage, leverage);
  }
  // The constant adds what all rows share: nobody's own.
  const parts = added.to2DArray().slice(1).map((values) =>
    values.map((value) => value * value).sort((a, b) => b - a)
  );
  const sum = (list: readonly number[]) => list.reduce((total, square) => total + square, 0);
  return {
    largestLeverage,
    isCarriedByFewer: (rows) =>
      // Rounding makes 9 of 10 ones a little more than nine tenths.
      parts.some((squares) => sum(squares.slice(0, rows - 1)) > ((rows - 1) / rows + SAME) * sum(squares)),
  };
}

/** Columns of length 1, without those that the ones before make up. */
function independentColumns(columns: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const kept: (readonly number[])[] = [];
  const basis: (readonly number[])[] = [];
  for (const column of columns) {
    const unit = scaled(column);
    if (unit === null) continue;
    // Twice: once leaves rounding where columns are nearly the same.
    const rest = without(without(unit, basis), basis);
    const direction = norm(rest) < SAME ? null : scaled(rest);
    if (direction === null) continue;
    kept.push(unit);
    basis.push(direction);
  }
  return kept;
}

function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function scaled(values: readonly number[]): readonly number[] | null {
  const length = norm(values);
  return length > 0 ? values.map((value) => value / length) : null;
}

function without(values: readonly number[], basis: readonly (readonly number[])[]): readonly number[] {
  return basis.reduce((rest, direction) => {
    const share = rest.reduce((sum, value, i) => sum + value * (direction[i] ?? 0), 0);
    return rest.map((value, i) => value - share * (direction[i] ?? 0));
  }, values);
}
