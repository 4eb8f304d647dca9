/**
 * The logarithm of the gamma function and the saddle-point parts on which the densities rest.
 *
 * @module
 */
import { requirePositive } from "./_check.ts";

const HALF_LOG_TWO_PI = 0.918938533204672741780329736406;
const EULER_GAMMA = 0.577215664901532860606512090082;
// ζ(k) − 1 for k = 2…40; Σ (ζ(k)−1)(−z)^k/k converges like 4^−k for |z| ≤ 1/2.
const ZETA_MINUS_ONE = Array.from({ length: 39 }, (_, index) => zetaMinusOne(index + 2));

function zetaMinusOne(k: number): number {
  let sum = 0;
  const last = 30;
  for (let n = last; n >= 2; n--) sum += n ** -k;
  // Euler–Maclaurin for the terms after `last`.
  return sum + last ** (1 - k) / (k - 1) - 0.5 * last ** -k + (k / 12) * last ** (-k - 1) -
    (k * (k + 1) * (k + 2) / 720) * last ** (-k - 3) +
    (k * (k + 1) * (k + 2) * (k + 3) * (k + 4) / 30240) * last ** (-k - 5);
}

/** lnΓ(2 + z) for |z| ≤ 1/2, without cancellation near the zeros of lnΓ. */
function logGammaNearTwo(z: number): number {
  let sum = 0;
  for (let index = ZETA_MINUS_ONE.length - 1; index >= 0; index--) {
    const k = index + 2;
    sum = ((k % 2 === 0 ? 1 : -1) * (ZETA_MINUS_ONE[index] ?? 0)) / k + z * sum;
  }
  return z * (1 - EULER_GAMMA) + z * z * sum;
}

/** 1/(12x) − 1/(360x³) + …: the correction to Stirling's formula, for x ≥ 10. */
function stirlingSeries(x: number): number {
  const r = 1 / (x * x);
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 -
                        r * (1 / 156 - r * (3617 / 122400)))))))) / x;
}

/**
 * lnΓ(x) for x > 0. Relative error about 1e-15, also near the zeros at 1 and 2.
 *
 * Method: Stirling's series from 10 up, the zeta series around 2, the recurrence Γ(x+1) = xΓ(x) in between.
 *
 * @example Factorials
 * ```ts
 * import { logGamma } from "./log_gamma.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(logGamma(6) - Math.log(120)) < 1e-14);
 * ```
 *
 * @param x The argument, above 0.
 * @returns lnΓ(x).
 * @throws {WorkspaceError} When x is not above 0.
 */
export function logGamma(x: number): number {
  requirePositive("x", x);
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  if (x < 1.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  let factor = 1;
  let z = x;
  while (z > 2.5) {
    z -= 1;
    factor *= z;
  }
  return logGammaNearTwo(z - 2) + Math.log(factor);
}

/** The error of Stirling's formula at ½, 1, 1½ … 9½: the shapes of t, F and chi-squared ask for little else. */
const HALF_STEPS = Array.from({ length: 20 }, (_, twice) => stirlingErrorBelowTen(twice / 2));

function stirlingErrorBelowTen(x: number): number {
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}

/** lnΓ(x+1) − (x+½)ln x + x − ½ln 2π: the error of Stirling's formula. */
function stirlingError(x: number): number {
  if (x >= 10) return stirlingSeries(x);
  return (x >= 0.5 ? HALF_STEPS[2 * x] : undefined) ?? stirlingErrorBelowTen(x);
}

/**
 * x ln(x/m) + m − x without cancellation when x is near m.
 *
 * Source: Loader, C. (2000), "Fast and accurate computation of binomial probabilities".
 */
function deviancePart(x: number, m: number): number {
  if (x === 0) return m;
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
  return sum;
}

/** x^a e^−x / Γ(a+1), a Poisson density for any real a ≥ 0. */
export function poissonKernel(a: number, x: number): number {
  if (x === 0) return a === 0 ? 1 : 0;
  if (a === 0) return Math.exp(-x);
  return Math.exp(-stirlingError(a) - deviancePart(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** Γ(a+b+1)/(Γ(a+1)Γ(b+1)) x^a y^b with x + y = 1, a binomial density for any real a, b ≥ 0. */
export function binomialKernel(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  if (a === 0) return b === 0 ? 1 : Math.exp(x < 0.1 ? b * Math.log1p(-x) : b * Math.log(y));
  if (b === 0) return Math.exp(y < 0.1 ? a * Math.log1p(-y) : a * Math.log(x));
  if (x === 0 || y === 0) return 0;
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviancePart(a, n * x) -
    deviancePart(b, n * y);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a * b));
}
