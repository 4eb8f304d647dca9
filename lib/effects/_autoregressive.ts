/** Linear models with AR(1) errors: Prais–Winsten by iteration, and restricted maximum likelihood. @module */
import { WorkspaceError } from "../core/errors.ts";
import { restrictedLikelihood } from "./_autocorrelation_weights.ts";
import { type Fit, leastSquares, orthonormalBasis } from "./_least_squares.ts";

/** A fit of a series. */
export interface SeriesFit {
  readonly coefficients: readonly number[];
  readonly variances: readonly number[];
  readonly rho: number;
}

/** Iterations stop when rho moves less than this. */
const CONVERGED = 1e-12;
/** Prais–Winsten converges in tens of steps, or not at all. */
const MOST_STEPS = 500;
/** The likelihood is searched between minus and plus this autocorrelation. */
const EDGE = 0.9999;
/** Halvings of a step of the grid, to the last bits. */
const HALVINGS = 55;

/** Fits with AR(1) errors. */
export function autoregressiveFit(
  columns: readonly Float64Array[],
  y: Float64Array,
  names: readonly string[],
  method: "prais-winsten" | "reml-ar1",
): SeriesFit {
  const rho = method === "prais-winsten" ? praisWinsten(columns, y, names) : restricted(columns, y, names);
  const fit = leastSquares(columns.map((column) => whiten(column, rho)), whiten(y, rho), names);
  const sigma2 = squares(fit.residuals) / (y.length - columns.length);
  return {
    coefficients: fit.coefficients,
    variances: fit.bread.diagonal().map((value) => value * sigma2),
    rho,
  };
}

/** √(1−ρ²)·v₁, then v_t − ρ v_(t−1). */
function whiten(values: Float64Array, rho: number): Float64Array {
  return values.map((value, t) => t === 0 ? Math.sqrt(1 - rho * rho) * value : value - rho * values[t - 1]!);
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function praisWinsten(columns: readonly Float64Array[], y: Float64Array, names: readonly string[]): number {
  let rho = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const fit: Fit = leastSquares(columns.map((column) => whiten(column, rho)), whiten(y, rho), names);
    const raw = y.map((value, t) =>
      value - columns.reduce((sum, column, j) => sum + column[t]! * fit.coefficients[j]!, 0)
    );
    const cross = raw.reduce((sum, value, t) => t > 0 ? sum + value * raw[t - 1]! : sum, 0);
    const base = squares(raw.subarray(0, raw.length - 1));
    const next = base > 0 ? cross / base : 0;
    if (Math.abs(next) >= 1) break;
    if (Math.abs(next - rho) < CONVERGED) return next;
    rho = next;
  }
  throw new WorkspaceError({
    what: "The autocorrelation does not settle between −1 and 1",
    where: "Prais–Winsten",
    mend: "The series has no stable line: add covariates, or model its differences",
  });
}

/** The ρ with the greatest restricted likelihood: a grid to find the hill, bisection of the slope to its top. */
function restricted(columns: readonly Float64Array[], y: Float64Array, names: readonly string[]): number {
  const flat = leastSquares(columns, y, names);
  if (!(squares(flat.residuals) > 1e-24 * squares(y))) return 0;
  const { value, slope } = restrictedLikelihood(orthonormalBasis(flat).basis, flat.residuals);
  const grid = Array.from({ length: 41 }, (_, i) => -0.98 + i * 0.049), values = grid.map(value);
  const best = grid[values.indexOf(Math.max(...values))]!;
  let low = Math.max(-EDGE, best - 0.049), high = Math.min(EDGE, best + 0.049);
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
