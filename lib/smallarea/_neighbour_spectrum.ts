/**
 * The eigenvalues of a matrix of neighbours, with which (I − ρW)⁻¹ and its determinant cost little for every ρ.
 *
 * Rows that add up to 1 make W = D⁻¹B unsymmetric, but D^½ W D^−½ = D^−½ B D^−½ is symmetric and has the same eigenvalues.
 *
 * @module
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import type { SpatialWeights } from "./weights.ts";

/** Beyond this many areas the eigenvalues take minutes. */
const MOST_AREAS = 1_000;

/** What is known of W. */
export interface Spectrum {
  /** The eigenvalues. */
  readonly values: readonly number[];
  /** The eigenvectors of the symmetric form, by column. */
  readonly vectors: Matrix;
  /** Per area the root of its number of neighbours with row weights, 1 with binary ones. */
  readonly roots: Float64Array;
}

/** The spectrum; refuses neighbours that are not each other's, and too many areas. */
export function spectrumOf({ n, style, starts, neighbours }: SpatialWeights): Spectrum {
  if (n > MOST_AREAS) {
    throw new WorkspaceError({
      what: `${n} areas, and at most ${MOST_AREAS} can be reckoned with`,
      where: "spatialLag",
      mend: "Use larger areas, or Moran's I of the residuals, which has no such limit",
    });
  }
  const roots = Float64Array.from(
    { length: n },
    (_, area) => style === "row" ? Math.sqrt(starts[area + 1]! - starts[area]!) : 1,
  );
  const symmetric = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let at = starts[i]!; at < starts[i + 1]!; at++) {
      const j = neighbours[at]!;
      symmetric.set(i, j, 1 / (roots[i]! * roots[j]!));
    }
  }
  if (!symmetric.isSymmetric()) {
    throw new WorkspaceError({
      what: "An area has a neighbour that does not have it as a neighbour",
      where: "weights",
      mend: "Let neighbours be mutual, as areas that share a boundary are",
    });
  }
  const found = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  return { values: found.realEigenvalues, vectors: found.eigenvectorMatrix, roots };
}

/** f(W) times a column, for a function of the eigenvalues. */
export function applied(
  spectrum: Spectrum,
  f: (value: number) => number,
  column: Float64Array,
): Float64Array {
  const { values, vectors, roots } = spectrum;
  const turned = vectors.transpose().mmul(
    Matrix.columnVector(Array.from(column, (value, area) => value * roots[area]!)),
  );
  values.forEach((value, at) => turned.set(at, 0, turned.get(at, 0) * f(value)));
  return Float64Array.from(vectors.mmul(turned).to1DArray(), (value, area) => value / roots[area]!);
}

/** The sum of the squares of all cells of f(W). */
export function squaredNorm(spectrum: Spectrum, f: (value: number) => number): number {
  const { values, vectors, roots } = spectrum;
  const scaled = vectors.clone();
  values.forEach((value, at) => scaled.mulColumn(at, f(value)));
  const cells = scaled.mmul(vectors.transpose());
  let sum = 0;
  for (let i = 0; i < roots.length; i++) {
    for (let j = 0; j < roots.length; j++) sum += (cells.get(i, j) * roots[j]! / roots[i]!) ** 2;
  }
  return sum;
}
