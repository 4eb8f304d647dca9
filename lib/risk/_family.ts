/**
 * The families of generalised linear models with their link.
 *
 * @module
 */

/** What a row contributes to a step of the fit, over all rows; filled by {@linkcode Family.evaluate}. */
export interface RowState {
  /** The linear predictor, offset included. */
  readonly eta: Float64Array;
  /** ∂ℓ/∂η: (y − μ)·μ′/V. With a canonical link y − μ. */
  readonly score: Float64Array;
  /** Expected −∂²ℓ/∂η²: μ′²/V. With a canonical link μ′. */
  readonly weight: Float64Array;
}

/** A family with its link. */
export interface Family {
  /** The name. */
  readonly name: "binomial" | "poisson" | "gaussian" | "negative-binomial";
  /** The mean at a linear predictor. */
  readonly mean: (eta: number) => number;
  /** dμ/dη at a linear predictor. */
  readonly slope: (eta: number) => number;
  /** d²μ/dη² at a linear predictor. */
  readonly curvature: (eta: number) => number;
  /** The deviance of one row. */
  readonly deviance: (y: number, eta: number) => number;
  /** The linear predictor to start from. */
  readonly start: (y: number) => number;
  /** Fills score and weight from the linear predictor, in one tight loop, and gives the deviance. */
  readonly evaluate: (y: Float64Array, rows: RowState) => number;
}

/** Logistic: log odds. The forms hold at any η without cancellation. */
export const BINOMIAL: Family = {
  name: "binomial",
  mean: logistic,
  slope: (eta) => logistic(eta) * logistic(-eta),
  curvature: (eta) => logistic(eta) * logistic(-eta) * (logistic(-eta) - logistic(eta)),
  deviance: (y, eta) => 2 * softplus(y === 1 ? -eta : eta),
  start: (y) => Math.log((y + 0.5) / (1.5 - y)),
  evaluate: evaluateBinomial,
};

/** Poisson: log of the mean. */
export const POISSON: Family = {
  name: "poisson",
  mean: Math.exp,
  slope: Math.exp,
  curvature: Math.exp,
  deviance: (y, eta) => 2 * ((y === 0 ? 0 : y * (Math.log(y) - eta)) - (y - Math.exp(eta))),
  start: (y) => Math.log(y + 0.1),
  evaluate: evaluatePoisson,
};

/** Linear: the mean itself. */
export const GAUSSIAN: Family = {
  name: "gaussian",
  mean: (eta) => eta,
  slope: () => 1,
  curvature: () => 0,
  deviance: (y, eta) => (y - eta) ** 2,
  start: (y) => y,
  evaluate: evaluateGaussian,
};

/** Negative binomial with variance μ + μ²/θ and log link, at a known θ. */
export function negativeBinomial(theta: number): Family {
  return {
    name: "negative-binomial",
    mean: Math.exp,
    slope: Math.exp,
    curvature: Math.exp,
    deviance: (y, eta) => negativeBinomialDeviance(y, Math.exp(eta), eta, theta),
    // As R, MASS: a sixth keeps zero counts off minus infinity.
    start: (y) => Math.log(y === 0 ? 1 / 6 : y),
    evaluate: (y, { eta, score, weight }) => {
      let deviance = 0;
      for (let row = 0; row < y.length; row++) {
        const mu = Math.exp(eta[row]!);
        const shrink = theta / (theta + mu);
        score[row] = (y[row]! - mu) * shrink;
        weight[row] = mu * shrink;
        deviance += negativeBinomialDeviance(y[row]!, mu, eta[row]!, theta);
      }
      return deviance;
    },
  };
}

function negativeBinomialDeviance(y: number, mu: number, eta: number, theta: number): number {
  const own = y === 0 ? 0 : y * (Math.log(y) - eta);
  return 2 * (own - (y + theta) * Math.log1p((y - mu) / (mu + theta)));
}

function evaluateBinomial(y: Float64Array, { eta, score, weight }: RowState): number {
  let sum = 0;
  for (let row = 0; row < y.length; row++) {
    const value = eta[row]!;
    const small = Math.exp(-Math.abs(value));
    const rest = small / (1 + small);
    const large = 1 / (1 + small);
    const had = y[row] === 1;
    // The residual of the likelier outcome is the small tail itself: no digits are lost to 1 − μ.
    score[row] = had ? (value >= 0 ? rest : large) : -(value >= 0 ? large : rest);
    weight[row] = rest * large;
    sum += Math.log1p(small) + (had === (value < 0) ? Math.abs(value) : 0);
  }
  return 2 * sum;
}

function evaluatePoisson(y: Float64Array, { eta, score, weight }: RowState): number {
  let sum = 0;
  for (let row = 0; row < y.length; row++) {
    const mu = Math.exp(eta[row]!);
    const count = y[row]!;
    score[row] = count - mu;
    weight[row] = mu;
    sum += (count === 0 ? 0 : count * (Math.log(count) - eta[row]!)) - (count - mu);
  }
  return 2 * sum;
}

function evaluateGaussian(y: Float64Array, { eta, score, weight }: RowState): number {
  let sum = 0;
  for (let row = 0; row < y.length; row++) {
    const residual = y[row]! - eta[row]!;
    score[row] = residual;
    weight[row] = 1;
    sum += residual * residual;
  }
  return sum;
}

/** 1/(1 + e^−η). */
export function logistic(eta: number): number {
  return eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
}

function softplus(eta: number): number {
  return Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
}
