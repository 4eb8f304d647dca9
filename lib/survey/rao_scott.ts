/**
 * A test of independence in a two-way table under a survey design.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { fCdf } from "../core/stats/mod.ts";
import { invertSymmetric, type Matrix, weightedCross } from "./_linear.ts";
import { type AnyDesign, evaluate } from "./estimates.ts";

/** The result of a Rao–Scott test. */
export interface RaoScott {
  /** The F statistic: Pearson's chi-squared over the sum of the design effects. */
  readonly statistic: number;
  /** Degrees of freedom of the numerator; need not be whole. */
  readonly df1: number;
  /** Degrees of freedom of the denominator. */
  readonly df2: number;
  /** The p value. */
  readonly pValue: number;
}

/**
 * The Rao–Scott test with a second-order correction for independence of two sets of codes.
 *
 * Source: Rao and Scott (1984), Annals of Statistics 12:46–60; R `survey::svychisq(statistic = "F")`.
 *
 * @example No association
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { raoScott } from "./rao_scott.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: new Float64Array(40).fill(3) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const rows = Array.from({ length: 40 }, (_, row) => row % 2 === 0 ? "a" : "b");
 * const columns = Array.from({ length: 40 }, (_, row) => row < 20 ? "x" : "y");
 * assert.ok(raoScott(design, rows, columns).pValue > 0.999);
 * ```
 *
 * @param design The design.
 * @param rows The first code of each respondent.
 * @param columns The second code of each respondent.
 * @returns The test.
 * @throws {WorkspaceError} When there are fewer than two codes on a side, codes do not fit the respondents, or shares
 *   have no variance under the design.
 */
export function raoScott(design: AnyDesign, rows: readonly string[], columns: readonly string[]): RaoScott {
  const rowCodes = [...new Set(rows)].sort();
  const columnCodes = [...new Set(columns)].sort();
  if (rows.length !== design.rowCount || columns.length !== design.rowCount) {
    throw new WorkspaceError({
      what: `A test of independence needs two codes for each of ${design.rowCount} respondents`,
      where: "raoScott",
      mend: "Give one code a respondent on each side",
    });
  }
  if (rowCodes.length < 2 || columnCodes.length < 2) {
    throw new WorkspaceError({
      what: "A test of independence needs two codes on each side",
      where: "raoScott",
      mend: "Leave the table out: with one code there is nothing to be independent of",
    });
  }
  const cells = columnCodes.flatMap((column) => rowCodes.map((row) => ({ row, column })));
  const shares = cellShares(
    design,
    cells.map(({ row, column }) =>
      Float64Array.from(rows, (code, index) => code === row && columns[index] === column ? 1 : 0)
    ),
  );
  const n = shares.n[0] ?? 0;
  const inner = interactions(rowCodes.length, columnCodes.length);
  const inverse = shares.values.map((share) => share === 0 ? 0 : 1 / share);
  const base = weightedCross(inner, inverse.map((value) => value / n));
  const scaled = inner.map((column) => column.map((value, cell) => value * inverse[cell]!));
  const delta = product(invertSymmetric(base).inverse, quadratic(scaled, shares.covariance));
  const trace = traceOf(delta);
  const df = design.degreesOfFreedom();
  if (!(trace > 0) || !(df >= 1)) {
    throw new WorkspaceError({
      what: "The shares of the table have no variance under this design, so there is no test",
      where: "raoScott",
      mend: "Give a design with more clusters, or merge codes",
    });
  }
  const df1 = trace ** 2 / traceOf(product(delta, delta));
  const df2 = df1 * df;
  const statistic = pearson(shares.values, rowCodes.length, n) / trace;
  return { statistic, df1, df2, pValue: fCdf(statistic, df1, df2, "upper") };
}

function cellShares(design: AnyDesign, flags: readonly Float64Array[]) {
  const everybody = new Uint8Array(design.rowCount).fill(1);
  const sum = (weights: Float64Array) => weights.reduce((total, weight) => total + weight, 0);
  return evaluate(design, {
    names: flags.map((_, index) => `${index}`),
    masks: flags.map(() => everybody),
    estimate: (weights) =>
      Float64Array.from(
        flags,
        (flag) => flag.reduce((part, one, row) => part + one * weights[row]!, 0) / sum(weights),
      ),
    influence: (weights, values) => {
      const size = sum(weights);
      return flags.map((flag, index) =>
        flag.map((one, row) => weights[row]! * (one - values[index]!) / size)
      );
    },
  });
}

/** Interaction columns over the cells, freed from row and column effects. */
function interactions(rows: number, columns: number): readonly Float64Array[] {
  const result: Float64Array[] = [];
  for (let b = 1; b < columns; b++) {
    for (let a = 1; a < rows; a++) {
      // Doubly centred indicator of cell (a, b): what is left after main effects in a full table.
      result.push(Float64Array.from({ length: rows * columns }, (_, cell) => {
        const inRow = cell % rows === a ? 1 : 0;
        const inColumn = Math.floor(cell / rows) === b ? 1 : 0;
        return (inRow - 1 / rows) * (inColumn - 1 / columns);
      }));
    }
  }
  return result;
}

/** C′VC for columns C. */
function quadratic(columns: readonly Float64Array[], matrix: Matrix): Matrix {
  const size = columns.length;
  const cells = new Float64Array(size * size);
  columns.forEach((left, a) =>
    columns.forEach((right, b) => {
      let sum = 0;
      for (let i = 0; i < matrix.size; i++) {
        for (let j = 0; j < matrix.size; j++) {
          sum += left[i]! * matrix.cells[i * matrix.size + j]! * right[j]!;
        }
      }
      cells[a * size + b] = sum;
    })
  );
  return { size, cells };
}

function product(left: Matrix, right: Matrix): Matrix {
  const { size } = left;
  const cells = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) {
        cells[i * size + j]! += left.cells[i * size + k]! * right.cells[k * size + j]!;
      }
    }
  }
  return { size, cells };
}

function traceOf({ size, cells }: Matrix): number {
  let sum = 0;
  for (let index = 0; index < size; index++) sum += cells[index * size + index]!;
  return sum;
}

function pearson(shares: Float64Array, rows: number, n: number): number {
  const columns = shares.length / rows;
  const rowSums = Array.from(
    { length: rows },
    (_, row) =>
      Array.from({ length: columns }, (_, column) => shares[column * rows + row]!).reduce((a, b) => a + b, 0),
  );
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    const columnSum = shares.subarray(column * rows, (column + 1) * rows).reduce((a, b) => a + b, 0);
    for (let row = 0; row < rows; row++) {
      const expected = rowSums[row]! * columnSum;
      sum += (shares[column * rows + row]! - expected) ** 2 / expected;
    }
  }
  return n * sum;
}
