/**
 * The spread θ of a negative binomial at known means.
 *
 * Differences of the log-gamma function and its derivatives over whole steps are finite sums, Σ_k 1/(θ + k), so no
 * special function and no loss of digits.
 *
 * @module
 */

/** θ with its standard error. */
export interface Theta {
  /** The estimate: the variance is μ + μ²/θ; a large θ is nearly Poisson. */
  readonly estimate: number;
  /** Its standard error, from the observed information at known means, as R's MASS. */
  readonly se: number;
}

/** How many counts exceed 0, 1, 2, …: what every sum over steps needs. */
export function exceedances(y: Float64Array): Float64Array {
  let largest = 0;
  for (let row = 0; row < y.length; row++) if (y[row]! > largest) largest = y[row]!;
  const above = new Float64Array(largest);
  for (let row = 0; row < y.length; row++) if (y[row]! > 0) above[y[row]! - 1]!++;
  for (let k = largest - 2; k >= 0; k--) above[k] = above[k]! + above[k + 1]!;
  return above;
}

/** What θ is judged on. */
export interface CountsAndMeans {
  readonly y: Float64Array;
  readonly means: Float64Array;
  readonly above: Float64Array;
}

/** Beyond this a negative binomial cannot be told from Poisson. */
const LARGEST_THETA = 1e7;
const MAX_STEPS = 200;
/** Relative change of θ that is noise. */
const AT_REST = 1e-14;

/** The θ at which the likelihood at known means is largest; null when that is at infinity, where it is Poisson. */
export function thetaAt(data: CountsAndMeans, start: number): number | null {
  let low = 1e-8;
  let high = LARGEST_THETA;
  if (slopeAt(data, high).slope >= 0) return null;
  let theta = Math.min(Math.max(start, 2 * low), high / 2);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { slope, information } = slopeAt(data, theta);
    if (slope > 0) low = theta;
    else high = theta;
    // Newton in log θ, kept inside the bracket.
    const bend = information * theta * theta - slope * theta;
    const newton = bend > 0 ? theta * Math.exp(slope * theta / bend) : Infinity;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    if (Math.abs(next - theta) <= AT_REST * theta) return next;
    theta = next;
  }
  return theta;
}

/** The standard error of θ at known means. */
export function thetaError(data: CountsAndMeans, theta: number): number {
  return 1 / Math.sqrt(slopeAt(data, theta).information);
}

/** ∂ℓ/∂θ and −∂²ℓ/∂θ². */
function slopeAt({ y, means, above }: CountsAndMeans, theta: number) {
  let slope = 0;
  let information = 0;
  for (let k = 0; k < above.length; k++) {
    slope += above[k]! / (theta + k);
    information += above[k]! / (theta + k) ** 2;
  }
  for (let row = 0; row < y.length; row++) {
    const mu = means[row]!;
    const total = theta + mu;
    // −log(1 + μ/θ) + 1 − (y + θ)/(θ + μ)
    slope += (mu - y[row]!) / total - Math.log1p(mu / theta);
    information += -1 / theta + 2 / total - (y[row]! + theta) / (total * total);
  }
  return { slope, information };
}

/** The log-likelihood. */
export function negativeBinomialLogLikelihood({ y, means, above }: CountsAndMeans, theta: number): number {
  let sum = 0;
  for (let k = 0; k < above.length; k++) sum += above[k]! * (Math.log(theta + k) - Math.log(k + 1));
  for (let row = 0; row < y.length; row++) {
    const mu = means[row]!;
    sum += (y[row] === 0 ? 0 : y[row]! * Math.log(mu / (theta + mu))) - theta * Math.log1p(mu / theta);
  }
  return sum;
}
