/**
 * The families of generalised linear models with their canonical link.
 *
 * @module
 */

/** A family with its canonical link: variance and slope of the mean are then the same function. */
export interface Family {
  /** The name. */
  readonly name: "binomial" | "poisson" | "gaussian";
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
}

/** Logistic: log odds. The forms hold at any η without cancellation. */
export const BINOMIAL: Family = {
  name: "binomial",
  mean: logistic,
  slope: (eta) => logistic(eta) * logistic(-eta),
  curvature: (eta) => logistic(eta) * logistic(-eta) * (logistic(-eta) - logistic(eta)),
  deviance: (y, eta) => 2 * softplus(y === 1 ? -eta : eta),
  start: (y) => Math.log((y + 0.5) / (1.5 - y)),
};

/** Poisson: log of the mean. */
export const POISSON: Family = {
  name: "poisson",
  mean: Math.exp,
  slope: Math.exp,
  curvature: Math.exp,
  deviance: (y, eta) => 2 * ((y === 0 ? 0 : y * (Math.log(y) - eta)) - (y - Math.exp(eta))),
  start: (y) => Math.log(y + 0.1),
};

/** Linear: the mean itself. */
export const GAUSSIAN: Family = {
  name: "gaussian",
  mean: (eta) => eta,
  slope: () => 1,
  curvature: () => 0,
  deviance: (y, eta) => (y - eta) ** 2,
  start: (y) => y,
};

/** 1/(1 + e^−η). */
export function logistic(eta: number): number {
  return eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
}

function softplus(eta: number): number {
  return Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
}
