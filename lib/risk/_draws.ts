/**
 * Draws of regression coefficients from their posterior, for imputation.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { logistic } from "./_family.ts";
import { predictor } from "./_irls.ts";
import { applyTransposed, backSolve, factorise, type Triangle } from "./_qr.ts";

/** Coefficients as estimated and as drawn, over the columns that are not dependent on others. */
export interface LinearDraw {
  readonly kept: readonly number[];
  readonly estimate: Float64Array;
  readonly draw: Float64Array;
  /** The drawn residual standard deviation. */
  readonly sigma: number;
}

/** Relative norm under which a predictor counts as dependent on others and is left out. */
const DEPENDENT = 1e-9;
/** Standard deviation of the weak prior of a slope per standard deviation of its predictor: keeps separated fits finite. */
const PRIOR_DEVIATION = 10;
const MAX_STEPS = 50;
const AT_REST = 1e-10;

/** A draw of a linear regression: σ² from SSE/χ², β from N(β̂, σ²(X′X)⁻¹). Source: Rubin (1987), p. 167. */
export function drawLinear(columns: readonly Float64Array[], y: Float64Array, random: Random): LinearDraw {
  const qr = factorise(columns, DEPENDENT);
  const size = qr.kept.length;
  const rotated = applyTransposed(qr, y);
  const estimate = backSolve(qr, rotated, size);
  let rest = 0;
  for (let row = size; row < y.length; row++) rest += rotated[row]! ** 2;
  const sigma = Math.sqrt(rest / chiSquaredDraw(Math.max(y.length - size, 1), random));
  return { kept: qr.kept, estimate, draw: moved(estimate, qr, sigma, random), sigma };
}

/** β + σR⁻¹z. */
function moved(beta: Float64Array, factor: Triangle, sigma: number, random: Random): Float64Array {
  const noise = backSolve(factor, beta.map(() => random.normal()), beta.length);
  return beta.map((value, index) => value + sigma * noise[index]!);
}

/** A χ² draw as twice a gamma draw. Source: Marsaglia & Tsang (2000), ACM Trans. Math. Software 26. */
function chiSquaredDraw(df: number, random: Random): number {
  // Below shape 1 the method needs a power; one squared normal is the same for df = 1.
  if (df === 1) return random.normal() ** 2;
  const d = df / 2 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - random.next();
    if (Math.log(u) < x * x / 2 + d - d * v + d * Math.log(v)) return 2 * d * v;
  }
}

/** A draw of the coefficients of a logistic regression with a weak prior: normal around the posterior mode. */
export function drawLogistic(columns: readonly Float64Array[], y: Float64Array, random: Random): LinearDraw {
  const { kept } = factorise(columns, DEPENDENT);
  const used = kept.map((index) => columns[index]!);
  const prior = used.map((column) => spreadOf(column) / PRIOR_DEVIATION);
  let beta = new Float64Array(used.length);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { factor, gap } = newton(used, y, beta, prior);
    beta = beta.map((value, index) => value + gap[index]!);
    if (Math.max(...gap.map((value, index) => Math.abs(value) * (prior[index]! || 1))) < AT_REST) {
      return { kept, estimate: beta, draw: moved(beta, factor, 1, random), sigma: 1 };
    }
  }
  throw new WorkspaceError({
    what: "The model behind an imputation does not settle",
    mend: "Take predictors out, or bring them to a common scale",
  });
}

/** A Newton step as a least-squares step with the prior as further rows. */
function newton(
  columns: readonly Float64Array[],
  y: Float64Array,
  beta: Float64Array,
  prior: readonly number[],
) {
  const n = y.length;
  const k = columns.length;
  const eta = predictor(columns, beta, new Float64Array(n));
  const target = new Float64Array(n + k);
  const weighted = columns.map(() => new Float64Array(n + k));
  for (let row = 0; row < n; row++) {
    const root = Math.max(Math.sqrt(logistic(eta[row]!) * logistic(-eta[row]!)), 1e-100);
    target[row] = (y[row] === 1 ? logistic(-eta[row]!) : -logistic(eta[row]!)) / root;
    for (let index = 0; index < k; index++) weighted[index]![row] = columns[index]![row]! * root;
  }
  for (let index = 0; index < k; index++) {
    weighted[index]![n + index] = prior[index]!;
    target[n + index] = -prior[index]! * beta[index]!;
  }
  const factor = factorise(weighted, 0);
  const gap = backSolve(factor, applyTransposed(factor, target), k);
  // A long step of a nearly separated fit overshoots: no linear predictor moves by more than five.
  const longest = Math.max(
    ...gap.map((value, index) => Math.abs(value) * (prior[index]! * PRIOR_DEVIATION || 1)),
  );
  return { factor, gap: longest > 5 ? gap.map((value) => 5 * value / longest) : gap };
}

function spreadOf(column: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < column.length; row++) sum += column[row]!;
  const mean = sum / column.length;
  let squares = 0;
  for (let row = 0; row < column.length; row++) squares += (column[row]! - mean) ** 2;
  return Math.sqrt(squares / column.length);
}
