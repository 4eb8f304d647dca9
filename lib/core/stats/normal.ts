/**
 * The standard normal distribution.
 *
 * @module
 */
import { requireProbability } from "./_check.ts";
import type { Tails } from "./incomplete_gamma.ts";

// Coefficients stand with the highest power first.
const SQRT_TWO_PI = 2.506628274631000502415765284811;
// Cody's rational approximations. Source: Cody, W.J. (1969), Mathematics of Computation 23:631–637.
const CENTRE_NUM = [
  0.065682337918207449113,
  2.2352520354606839287,
  161.02823106855587881,
  1067.6894854603709582,
  18154.981253343561249,
];
const CENTRE_DEN = [
  1,
  47.20258190468824187,
  976.09855173777669322,
  10260.932208618978205,
  45507.789335026729956,
];
const MIDDLE_NUM = [
  1.0765576773720192317e-8,
  0.39894151208813466764,
  8.8831497943883759412,
  93.506656132177855979,
  597.27027639480026226,
  2494.5375852903726711,
  6848.1904505362823326,
  11602.651437647350124,
  9842.7148383839780218,
];
const MIDDLE_DEN = [
  1,
  22.266688044328115691,
  235.38790178262499861,
  1519.377599407554805,
  6485.558298266760755,
  18615.571640885098091,
  34900.952721145977266,
  38912.003286093271411,
  19685.429676859990727,
];
// Wichura's AS 241. Source: Applied Statistics 37 (1988):477–484.
const Q_CENTRE_NUM = [
  2.5090809287301226727e3,
  3.3430575583588128105e4,
  6.7265770927008700853e4,
  4.5921953931549871457e4,
  1.3731693765509461125e4,
  1.9715909503065514427e3,
  1.3314166789178437745e2,
  3.387132872796366608,
];
const Q_CENTRE_DEN = [
  5.226495278852854561e3,
  2.8729085735721942674e4,
  3.930789580009271061e4,
  2.1213794301586595867e4,
  5.3941960214247511077e3,
  6.871870074920579083e2,
  4.2313330701600911252e1,
  1,
];
const Q_TAIL_NUM = [
  7.7454501427834140764e-4,
  2.27238449892691845833e-2,
  2.4178072517745061177e-1,
  1.27045825245236838258,
  3.64784832476320460504,
  5.7694972214606914055,
  4.6303378461565452959,
  1.42343711074968357734,
];
const Q_TAIL_DEN = [
  1.05075007164441684324e-9,
  5.475938084995344946e-4,
  1.51986665636164571966e-2,
  1.4810397642748007459e-1,
  6.8976733498510000455e-1,
  1.6763848301838038494,
  2.05319162663775882187,
  1,
];
const Q_FAR_NUM = [
  2.01033439929228813265e-7,
  2.71155556874348757815e-5,
  1.2426609473880784386e-3,
  2.6532189526576123093e-2,
  2.9656057182850489123e-1,
  1.7848265399172913358,
  5.4637849111641143699,
  6.6579046435011037772,
];
const Q_FAR_DEN = [
  2.04426310338993978564e-15,
  1.4215117583164458887e-7,
  1.8463183175100546818e-5,
  7.868691311456132591e-4,
  1.48753612908506148525e-2,
  1.3692988092273580531e-1,
  5.9983220655588793769e-1,
  1,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/**
 * The density of the standard normal distribution.
 *
 * @example At the mean
 * ```ts
 * import { normalPdf } from "./normal.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(normalPdf(0) - 0.3989422804014327) < 1e-15);
 * ```
 *
 * @param x The point.
 * @returns The density.
 */
export function normalPdf(x: number): number {
  return Math.exp(-0.5 * x * x) / SQRT_TWO_PI;
}

/** exp(−x²/2) with the square split, so that its rounding does not show in the far tail. */
function gaussian(x: number): number {
  const rough = Math.trunc(x * 16) / 16;
  return Math.exp(-0.5 * rough * rough) * Math.exp(-0.5 * (x - rough) * (x + rough));
}

/** Both tails of the standard normal distribution at x. */
function normalTails(x: number): Tails {
  if (Number.isNaN(x)) return { lower: NaN, upper: NaN };
  const y = Math.abs(x);
  if (y <= 0.67448975) {
    const shift = x * polynomial(CENTRE_NUM, x * x) / polynomial(CENTRE_DEN, x * x);
    return { lower: 0.5 + shift, upper: 0.5 - shift };
  }
  const small = y === Infinity ? 0 : gaussian(y) * (y <= Math.sqrt(32) ? middle(y) : far(y));
  return x < 0 ? { lower: small, upper: 1 - small } : { lower: 1 - small, upper: small };
}

function middle(y: number): number {
  return polynomial(MIDDLE_NUM, y) / polynomial(MIDDLE_DEN, y);
}

/** Mills' ratio over √2π by Laplace's continued fraction; from y = √32 up, forty terms are far more than needed. */
function far(y: number): number {
  let tail = y;
  for (let k = 40; k >= 1; k--) tail = y + k / tail;
  return 1 / (tail * SQRT_TWO_PI);
}

/**
 * P(Z ≤ x) for a standard normal Z, or P(Z > x) for the upper tail. Relative error about 1e-15 in either tail.
 *
 * @example Two-sided p value of 1.96
 * ```ts
 * import { normalCdf } from "./normal.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(2 * normalCdf(1.959963984540054, "upper") - 0.05) < 1e-15);
 * ```
 *
 * @param x The point.
 * @param tail Which tail; `lower` unless told.
 * @returns The probability.
 */
export function normalCdf(x: number, tail: keyof Tails = "lower"): number {
  return normalTails(x)[tail];
}

/**
 * The quantile of the standard normal distribution (AS 241). Relative error about 1e-15.
 *
 * @example The familiar 1.96
 * ```ts
 * import { normalQuantile } from "./normal.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(normalQuantile(0.975) - 1.959963984540054) < 1e-14);
 * ```
 *
 * @param p The lower-tail probability, from 0 to 1.
 * @returns The point; −∞ at 0 and +∞ at 1.
 * @throws {WorkspaceError} When p is not a probability.
 */
export function normalQuantile(p: number): number {
  requireProbability("p", p);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return q * polynomial(Q_CENTRE_NUM, r) / polynomial(Q_CENTRE_DEN, r);
  }
  const tail = q < 0 ? p : 1 - p;
  if (tail === 0) return q < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-Math.log(tail));
  const z = r <= 5
    ? polynomial(Q_TAIL_NUM, r - 1.6) / polynomial(Q_TAIL_DEN, r - 1.6)
    : polynomial(Q_FAR_NUM, r - 5) / polynomial(Q_FAR_DEN, r - 5);
  return q < 0 ? -z : z;
}
