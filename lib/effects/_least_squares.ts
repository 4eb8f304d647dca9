/** Least squares by Householder QR, with cluster and autocorrelation robust covariances. @module */
import { inverse, Matrix, QrDecomposition } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";

/** A fit of a linear model. */
export interface Fit {
  /** One coefficient a column. */
  readonly coefficients: readonly number[];
  /** y − Xβ. */
  readonly residuals: Float64Array;
  /** (X′X)⁻¹. */
  readonly bread: Matrix;
  /** The columns of X. */
  readonly columns: readonly Float64Array[];
}

/** A column whose part outside the others is below this share of its length counts as dependent (R's qr: 1e-7). */
const DEPENDENT = 1e-9;

/** Fits y on the columns. */
export function leastSquares(
  columns: readonly Float64Array[],
  y: Float64Array,
  names: readonly string[],
): Fit {
  const rows = y.length, size = columns.length;
  if (rows < size) {
    throw new WorkspaceError({
      what: `${rows} rows are too few for ${size} coefficients`,
      where: "linear model",
    });
  }
  const design = new Matrix(rows, size);
  columns.forEach((column, j) => column.forEach((value, i) => design.set(i, j, value)));
  const qr = new QrDecomposition(design);
  const upper = qr.upperTriangularMatrix;
  columns.forEach((column, j) => {
    if (!(Math.abs(upper.get(j, j)) > DEPENDENT * lengthOf(column))) {
      throw new WorkspaceError({
        what: "A term has no variation of its own: it is constant or follows from the other terms",
        where: names[j] ?? `column ${j + 1}`,
        mend: "Leave the term out, or take a period and a comparison group in which it varies",
      });
    }
  });
  const solution = qr.solve(Matrix.columnVector(Array.from(y)));
  const coefficients = solution.getColumn(0);
  const residuals = y.map((value, i) =>
    value - columns.reduce((sum, column, j) => sum + column[i]! * coefficients[j]!, 0)
  );
  const root = inverse(upper);
  return { coefficients, residuals, bread: root.mmul(root.transpose()), columns };
}

/**
 * Orthonormal columns Q that span those of a fit, and the rows of R⁻¹: a coefficient is `back` times coefficients of Q.
 */
export function orthonormalBasis(
  { columns }: Fit,
): { readonly basis: readonly Float64Array[]; readonly back: readonly (readonly number[])[] } {
  const design = new Matrix(columns[0]!.length, columns.length);
  columns.forEach((column, j) => column.forEach((value, i) => design.set(i, j, value)));
  const qr = new QrDecomposition(design), q = qr.orthogonalMatrix;
  return {
    basis: columns.map((_, j) => Float64Array.from(q.getColumn(j))),
    back: inverse(qr.upperTriangularMatrix).to2DArray(),
  };
}

/** The root of the sum of squares. */
function lengthOf(column: Float64Array): number {
  return Math.sqrt(column.reduce((sum, value) => sum + value * value, 0));
}

/** Σ s s′ over clusters, with the scores x·e summed within a cluster. */
function clusterMeat(fit: Fit, clusters: Int32Array, count: number): Matrix {
  const size = fit.columns.length;
  const sums = Array.from({ length: count }, () => new Float64Array(size));
  fit.residuals.forEach((residual, row) => {
    const sum = sums[clusters[row]!]!;
    fit.columns.forEach((column, j) => sum[j]! += column[row]! * residual);
  });
  const meat = Matrix.zeros(size, size);
  for (const sum of sums) addOuter(meat, sum, sum, 1);
  return meat;
}

function addOuter(target: Matrix, a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) target.set(i, j, target.get(i, j) + factor * a[i]! * b[j]!);
  }
}

/**
 * Cluster-robust covariance with the factor G/(G−1) · (n−1)/(n−k) (CR1, called HC1 by sandwich, `vce(cluster)` by Stata).
 *
 * @param parameters The number k, counting the fixed effects that are not nested in clusters.
 */
export function clusterCovariance(fit: Fit, clusters: Int32Array, count: number, parameters: number): Matrix {
  const n = fit.residuals.length;
  const factor = count / (count - 1) * (n - 1) / (n - parameters);
  return fit.bread.mmul(clusterMeat(fit, clusters, count)).mmul(fit.bread).mul(factor);
}

/** Newey–West covariance with Bartlett weights; `adjusted` multiplies by n/(n−k). Rows are in order of time. */
export function neweyWestCovariance(fit: Fit, lag: number, adjusted: "adjusted" | "plain"): Matrix {
  const n = fit.residuals.length, size = fit.columns.length;
  const scores = Array.from(
    fit.residuals,
    (residual, row) => Float64Array.from(fit.columns, (column) => column[row]! * residual),
  );
  const meat = Matrix.zeros(size, size);
  for (let shift = 0; shift <= Math.min(lag, n - 1); shift++) {
    const weight = 1 - shift / (lag + 1);
    for (let row = shift; row < n; row++) {
      addOuter(meat, scores[row]!, scores[row - shift]!, weight);
      if (shift > 0) addOuter(meat, scores[row - shift]!, scores[row]!, weight);
    }
  }
  const factor = adjusted === "adjusted" ? n / (n - size) : 1;
  return fit.bread.mmul(meat).mmul(fit.bread).mul(factor);
}

/**
 * Coefficients of least squares on other outcomes with the same columns, and their Newey–West variances.
 *
 * A coefficient is a sum of outcomes with fixed weights, (X′X)⁻¹X′, which are made once for all outcomes.
 */
export function neweyWestAgain(
  { columns, bread }: Fit,
  lag: number,
  adjusted: "adjusted" | "plain",
): (outcome: Float64Array) => {
  readonly coefficients: readonly number[];
  readonly variances: readonly number[];
} {
  const n = columns[0]!.length, size = columns.length, factor = adjusted === "adjusted" ? n / (n - size) : 1;
  const weights = columns.map((_, place) => {
    const sum = new Float64Array(n);
    columns.forEach((column, j) => {
      const share = bread.get(place, j);
      for (let row = 0; row < n; row++) sum[row]! += share * column[row]!;
    });
    return sum;
  });
  const rest = new Float64Array(n), score = new Float64Array(n);
  return (outcome) => {
    const coefficients = weights.map((weight) => productOf(weight, outcome));
    rest.set(outcome);
    columns.forEach((column, j) => {
      const coefficient = coefficients[j]!;
      for (let row = 0; row < n; row++) rest[row]! -= column[row]! * coefficient;
    });
    const variances = weights.map((weight) => {
      for (let row = 0; row < n; row++) score[row] = weight[row]! * rest[row]!;
      return factor * bartlettSum(score, lag);
    });
    return { coefficients, variances };
  };
}

/** Σ of products at each distance up to the lag with Bartlett's weights, both ways: the mean square of sums over lag + 1 points. */
function bartlettSum(score: Float64Array, lag: number): number {
  const n = score.length, width = lag + 1;
  let window = 0, total = 0;
  for (let row = 0; row < n + lag; row++) {
    if (row < n) window += score[row]!;
    if (row >= width) window -= score[row - width]!;
    total += window * window;
  }
  return total / width;
}

function productOf(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += a[row]! * b[row]!;
  return sum;
}

/** θ′V⁻¹θ, or null when V cannot be inverted. */
export function waldStatistic(theta: readonly number[], covariance: Matrix): number | null {
  const qr = new QrDecomposition(covariance);
  const upper = qr.upperTriangularMatrix;
  const largest = Math.max(...theta.map((_, i) => Math.abs(covariance.get(i, i))));
  if (!theta.every((_, i) => Math.abs(upper.get(i, i)) > 1e-10 * largest)) return null;
  const solved = qr.solve(Matrix.columnVector([...theta])).getColumn(0);
  return theta.reduce((sum, value, i) => sum + value * (solved[i] ?? 0), 0);
}
