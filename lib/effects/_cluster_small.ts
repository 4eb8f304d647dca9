/**
 * Cluster-robust errors for few clusters: CR2 of Bell and McCaffrey (2002) with their degrees of freedom, with the effects of units
 * taken out beforehand as in Pustejovsky and Tipton (2018).
 *
 * @module
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { crossProducts, invertSymmetric } from "./_symmetric.ts";

/** A sum of coefficients with what an interval needs. An error of 0 means that the data cannot tell. */
export interface SmallContrast {
  readonly error: number;
  readonly df: number;
}

/** A linear model: columns and residuals have the effects of units taken out, if there are any. */
export interface ClusteredModel {
  readonly columns: readonly Float64Array[];
  readonly residuals: Float64Array;
  /** The cluster of each row; all rows of a unit lie in one. */
  readonly clusters: Int32Array;
  readonly count: number;
}

/** A share of leverage this near to 1 means that a cluster alone decides on a direction: nothing tells its noise. */
const ALONE = 1e-8;
/** A sum of coefficients leans on a direction when more than this share of it lies there. */
const LEANS = 1e-7;

/** What a cluster adds, in units where X′X is 1. */
interface Part {
  readonly axes: Axes;
  /** The axes' products with the sums of x times residual. */
  readonly score: Float64Array;
}

/** Leverage of a cluster: eigenvectors in rows with their values λ. */
interface Axes {
  readonly square: Float64Array;
  readonly vectors: readonly Float64Array[];
  readonly values: readonly number[];
}

/**
 * Prepares CR2: within a cluster residuals are multiplied by (I − H)^(−1/2). All is done in as many dimensions as there are
 * columns, whatever the size of a cluster; clusters with equal columns share their eigenvectors.
 *
 * @returns The error and degrees of freedom of a weighted sum of coefficients, or null when columns depend on each other.
 */
export function smallClusters(
  model: ClusteredModel,
): ((weights: readonly number[]) => SmallContrast) | null {
  const size = model.columns.length;
  const square = crossProducts(model.columns, new Float64Array(model.residuals.length).fill(1));
  const bread = invertSymmetric(square, size);
  if (bread === null) return null;
  const root = rootOf(bread, size), parts = partsOf(model, root);
  return (weights) => contrast(parts, root.map((column) => dot(column, weights)));
}

/** Columns of a square L with LL′ = the symmetric matrix. */
function rootOf(square: Float64Array, size: number): readonly Float64Array[] {
  const { vectors, values } = axesOf(square, size);
  return vectors.map((vector, k) => vector.map((value) => value * Math.sqrt(Math.max(0, values[k]!))));
}

function axesOf(square: Float64Array, size: number): Axes {
  const rows = Array.from({ length: size }, (_, j) => [...square.subarray(j * size, (j + 1) * size)]);
  const found = new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true });
  return {
    square,
    vectors: rows.map((_, k) => Float64Array.from(found.eigenvectorMatrix.getColumn(k))),
    values: found.realEigenvalues,
  };
}

function partsOf({ columns, residuals, clusters, count }: ClusteredModel, root: readonly Float64Array[]) {
  const size = columns.length;
  const squares = Array.from({ length: count }, () => new Float64Array(size * size));
  const sums = Array.from({ length: count }, () => new Float64Array(size));
  const turned = new Float64Array(size);
  for (let row = 0; row < residuals.length; row++) {
    for (let k = 0; k < size; k++) {
      turned[k] = 0;
      for (let j = 0; j < size; j++) turned[k]! += columns[j]![row]! * root[k]![j]!;
    }
    const square = squares[clusters[row]!]!, sum = sums[clusters[row]!]!;
    for (let j = 0; j < size; j++) {
      sum[j]! += turned[j]! * residuals[row]!;
      for (let k = 0; k < size; k++) square[j * size + k]! += turned[j]! * turned[k]!;
    }
  }
  const shared = new Map<string, Axes>();
  return squares.map((square, cluster): Part => {
    const axes = sharedAxes(shared, square, size);
    return { axes, score: Float64Array.from(axes.vectors, (vector) => dot(vector, sums[cluster]!)) };
  });
}

/** Equal squares, up to rounding, have the same eigenvectors: in a panel, all clusters that start together. */
function sharedAxes(shared: Map<string, Axes>, square: Float64Array, size: number): Axes {
  let mark = 0;
  square.forEach((value, place) => mark += value * Math.cos(place + 1));
  const key = mark.toPrecision(9), known = shared.get(key);
  if (known?.square.every((value, place) => Math.abs(value - square[place]!) < 1e-13)) return known;
  const axes = axesOf(square, size);
  shared.set(key, axes);
  return axes;
}

function contrast(parts: readonly Part[], weights: readonly number[]): SmallContrast {
  const size = weights.length, length = Math.sqrt(dot(weights, weights)), pull = new Float64Array(size);
  const outer = new Float64Array(size * size);
  let variance = 0, trace = 0, squares = 0;
  for (const { axes: { vectors, values }, score } of parts) {
    let sum = 0, own = 0;
    pull.fill(0);
    for (let k = 0; k < size; k++) {
      const along = dot(vectors[k]!, weights), left = 1 - values[k]!;
      if (left < ALONE) {
        if (Math.abs(along) > LEANS * length) return { error: 0, df: 0 };
        continue;
      }
      const factor = along / Math.sqrt(left);
      sum += factor * score[k]!;
      own += values[k]! * factor * factor;
      for (let j = 0; j < size; j++) pull[j]! += vectors[k]![j]! * values[k]! * factor;
    }
    const back = dot(pull, pull);
    variance += sum * sum;
    trace += own - back;
    squares += own * own - 2 * own * back;
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) outer[j * size + k]! += pull[j]! * pull[k]!;
    }
  }
  squares += dot(outer, outer);
  return { error: Math.sqrt(variance), df: squares > 0 ? trace * trace / squares : 0 };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
