/**
 * The gamma distribution of risks between areas, fitted to observed and expected counts.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { logGamma } from "../core/stats/mod.ts";
import type { Numbers } from "./_check.ts";

/** A gamma distribution. */
export interface GammaPrior {
  /** ν. */
  readonly shape: number;
  /** α. */
  readonly rate: number;
}

/** Above this shape the risks' coefficient of variation is below 0.1 %: areas do not differ. */
const SHAPE_OF_NO_DIFFERENCE = 1e6;
/** Below this shape nearly all areas would have no risk at all. */
const SMALLEST_SHAPE = 1e-6;
const MAX_ROUNDS = 50_000;

/** Log likelihood of negative binomial counts. */
export function logLikelihood(observed: Numbers, expected: Numbers, { shape, rate }: GammaPrior): number {
  let sum = 0;
  for (let i = 0; i < observed.length; i++) {
    const count = observed[i]!, base = expected[i]!;
    sum += logGamma(count + shape) - logGamma(shape) - logGamma(count + 1) -
      shape * Math.log1p(base / rate) + count * (Math.log(base) - Math.log(base + rate));
  }
  return sum;
}

/**
 * Maximum likelihood; null when the likelihood rises to a distribution without spread.
 *
 * The best mean μ for a given ν is the root of a falling function, so that ν remains as one unknown, found by bisection.
 */
export function fitLikelihood(observed: Numbers, expected: Numbers): GammaPrior | null {
  const slope = (logShape: number) => {
    const shape = Math.exp(logShape);
    return shapeScore(observed, expected, shape, bestMean(observed, expected, shape));
  };
  if (slope(Math.log(SHAPE_OF_NO_DIFFERENCE)) >= 0) return null;
  const shape = Math.exp(bisect(slope, Math.log(SMALLEST_SHAPE), Math.log(SHAPE_OF_NO_DIFFERENCE)));
  return { shape, rate: shape / bestMean(observed, expected, shape) };
}

/** The mean risk with the highest likelihood for a shape: Σ (O − μE) / (ν + μE) = 0. */
function bestMean(observed: Numbers, expected: Numbers, shape: number): number {
  const risks = Array.from(observed, (count, i) => count / expected[i]!);
  const slope = (mean: number) => {
    let sum = 0;
    for (let i = 0; i < observed.length; i++) {
      const events = mean * expected[i]!;
      sum += (observed[i]! - events) / (shape + events);
    }
    return sum;
  };
  return bisect(slope, Math.min(...risks), Math.max(...risks));
}

/** Up to so many terms are summed one by one. */
const MOST_TERMS = 200;
/** Above this argument five terms of the series of ψ hold 15 digits. Source: Abramowitz and Stegun (1964), 6.3.18. */
const LARGE = 12;

/** ψ(ν + O) − ψ(ν) for a whole O: a sum of O terms, or for many events the gap of two series, without cancellation. */
function digammaGap(shape: number, count: number): number {
  const terms = count <= MOST_TERMS ? count : Math.max(0, Math.ceil(LARGE - shape));
  let sum = 0;
  for (let k = 0; k < terms; k++) sum += 1 / (shape + k);
  if (terms === count) return sum;
  const from = shape + terms;
  return sum + Math.log1p((count - terms) / from) + tail(shape + count) - tail(from);
}

/** ψ(x) − ln x. */
function tail(x: number): number {
  const y = 1 / (x * x);
  return -0.5 / x - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y / 132))));
}

/** Derivative of the log likelihood to ν at a fixed mean. */
function shapeScore(observed: Numbers, expected: Numbers, shape: number, mean: number): number {
  let sum = 0;
  for (let i = 0; i < observed.length; i++) {
    const events = mean * expected[i]!;
    sum += digammaGap(shape, observed[i]!) - Math.log1p(events / shape) +
      (events - observed[i]!) / (shape + events);
  }
  return sum;
}

/** Where a function goes from above 0 to 0 or below, to the last digit. */
function bisect(slope: (at: number) => number, from: number, to: number): number {
  let low = from, high = to;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
}

/** ν/α = mean of the shrunken risks, ν/α² = Σ(1 + α/E)(θ − mean)²/(n − 1), repeated until nothing moves. */
export function fitMoments(observed: Numbers, expected: Numbers): GammaPrior | null {
  const n = observed.length;
  let prior = startOf(observed, expected);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const risks = Array.from(observed, (count, i) => (count + prior.shape) / (expected[i]! + prior.rate));
    const mean = risks.reduce((sum, risk) => sum + risk, 0) / n;
    const variance = risks.reduce((sum, risk, i) =>
      sum + (1 + prior.rate / expected[i]!) * (risk - mean) ** 2, 0) /
      (n - 1);
    const rate = mean / variance;
    const next = { shape: mean * rate, rate };
    if (!(next.shape < SHAPE_OF_NO_DIFFERENCE)) return null;
    const moved = Math.abs(next.shape / prior.shape - 1) + Math.abs(next.rate / prior.rate - 1);
    prior = next;
    if (moved < 1e-14) return prior;
  }
  throw notConverged();
}

function startOf(observed: Numbers, expected: Numbers): GammaPrior {
  const risks = Array.from(observed, (count, i) => count / expected[i]!);
  const mean = risks.reduce((sum, risk) => sum + risk, 0) / risks.length;
  const variance = risks.reduce((sum, risk) => sum + (risk - mean) ** 2, 0) / (risks.length - 1);
  const rate = variance > 0 ? Math.min(mean / variance, 1e3) : 1e3;
  return { shape: mean * rate, rate };
}

function notConverged(): WorkspaceError {
  return new WorkspaceError({
    what: "The distribution of risks between areas was not found",
    mend: "Use marshallRates, which needs no iteration",
  });
}
