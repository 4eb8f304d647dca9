/** Intervals of a series that count that its autocorrelation is estimated. @module */
import { randomFor } from "../core/random.ts";
import { normalQuantile } from "../core/stats/normal.ts";
import { studentTCdf } from "../core/stats/student_t.ts";
import type { Node } from "./_autocorrelation_weights.ts";
import { type Fit, neweyWestAgain } from "./_least_squares.ts";
import { studentTSum } from "./_student_sum.ts";
import type { EffectNumber } from "./summary.ts";

/** The share on either side of an interval of 95 %. */
const TAIL = 0.025;
/** An end is found when its tail differs by less than this: some ten digits of the end. */
const CLOSE = 1e-12;
/** False position takes some five rounds. */
const MOST_ROUNDS = 100;
/** Autocorrelations believed less than this move no tail by more than 1e-16. */
const NEGLIGIBLE = 1e-18;
/** Scores of tails that are 0 or 1 to the last bit: beyond any that a number can tell from them. */
const FAR_SCORE = 40;

/** A mixture of Student's t distributions. */
interface Part {
  readonly weight: number;
  readonly centre: number;
  readonly spread: number;
}

/**
 * The ends between which a coefficient lies with 95 %, whatever the autocorrelation: quantiles of t distributions mixed by how
 * likely each autocorrelation is.
 *
 * @param number The estimate with its plain error and degrees of freedom, which are kept.
 * @param centre The coefficient by least squares.
 * @param direction The coefficient as a sum of coefficients in the basis of the nodes.
 */
export function mixedNumber(
  number: EffectNumber,
  centre: number,
  direction: readonly number[],
  nodes: readonly Node[],
): EffectNumber {
  if (number.standardError === null || nodes.length === 0) return number;
  const all = partsOf(centre, direction, nodes), parts = all.filter(({ weight }) => weight > NEGLIGIBLE);
  // The ends need decimals, a p value of a far tail digits.
  const share = (value: number, side: 1 | -1) => tailOf(parts, value, side, (t) => studentTSum(t, number.df));
  const exact = (side: 1 | -1) => tailOf(all, 0, side, (t) => studentTCdf(t, number.df));
  const middle = parts.reduce((sum, part) => sum + part.weight * part.centre, 0);
  const spread = Math.sqrt(
    parts.reduce((sum, part) => sum + part.weight * (part.spread ** 2 + (part.centre - middle) ** 2), 0),
  );
  return {
    ...number,
    low: edgeOf((value) => share(value, 1), middle, -spread),
    high: edgeOf((value) => share(value, -1), middle, spread),
    pValue: Math.min(1, 2 * Math.min(exact(1), exact(-1))),
  };
}

function partsOf(centre: number, direction: readonly number[], nodes: readonly Node[]): readonly Part[] {
  const size = direction.length;
  return nodes.map(({ weight, shift, covariance }): Part => {
    let variance = 0;
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) variance += direction[j]! * covariance[j * size + k]! * direction[k]!;
    }
    const moved = direction.reduce((sum, value, j) => sum + value * shift[j]!, 0);
    return { weight, centre: centre + moved, spread: Math.sqrt(variance) };
  });
}

/** The share of the mixture below a value, or for side −1 above it. */
function tailOf(parts: readonly Part[], value: number, side: 1 | -1, cdf: (t: number) => number): number {
  return parts.reduce(
    (sum, { weight, centre, spread }) => sum + weight * cdf(side * (value - centre) / spread),
    0,
  );
}

/**
 * Where the tail is `TAIL`: looked for from the middle in steps that double, then by false position (Illinois) on the
 * quantiles of the normal distribution, along which a tail runs nearly straight.
 */
function edgeOf(tail: (value: number) => number, from: number, step: number): number {
  const wanted = normalQuantile(TAIL);
  const scoreOf = (share: number) =>
    Math.max(-FAR_SCORE, Math.min(FAR_SCORE, normalQuantile(Math.min(1, share)))) - wanted;
  let inside = from, over = scoreOf(tail(from)), reach = 2 * step;
  let outside = from + reach, under = scoreOf(tail(outside));
  while (under > 0 && Number.isFinite(reach)) {
    [inside, over] = [outside, under];
    reach *= 2;
    outside = from + reach;
    under = scoreOf(tail(outside));
  }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = (inside * under - outside * over) / (under - over), share = tail(next);
    if (Math.abs(share - TAIL) < CLOSE || next === inside || next === outside) return next;
    const found = scoreOf(share);
    if (found > 0) {
      [inside, over] = [next, found];
      under /= 2;
    } else {
      [outside, under] = [next, found];
      over /= 2;
    }
  }
  return (inside + outside) / 2;
}

/** Draws behind a critical value: its chance is then sure to half a percent. */
const DRAWS = 1_999;
/** The draws are the same for every series, so that equal series get equal intervals. */
const SEED = "effects/interrupted-series";

/**
 * |t| of Newey–West for each coefficient in series that the model could have made: the same times, no change, and an
 * autocorrelation drawn from the nodes. In order of size.
 */
export function drawNeweyWest(
  fit: Fit,
  lag: number,
  nodes: readonly Node[],
  adjustment: "adjusted" | "plain",
): readonly Float64Array[] {
  const length = fit.residuals.length, next = noiseOf(length), error = new Float64Array(length);
  const again = neweyWestAgain(fit, lag, adjustment);
  const found = fit.columns.map(() => new Float64Array(DRAWS));
  spreadOver(nodes).forEach((rho, draw) => {
    const noise = next();
    error[0] = noise[0]! / Math.sqrt(1 - rho * rho);
    for (let t = 1; t < length; t++) error[t] = rho * error[t - 1]! + noise[t]!;
    const { coefficients, variances } = again(error);
    variances.forEach((variance, place) => {
      found[place]![draw] = variance > 0 ? Math.abs(coefficients[place]!) / Math.sqrt(variance) : 0;
    });
  });
  return found.map((draws) => draws.sort());
}

/** The noise of series up to this length is kept, 4 MB at most: a report draws for many series of one length. */
const KEPT_POINTS = 260;
let kept = new Float64Array(0);

/** What is new at each point of the next draw: the same numbers for every series of a length. */
function noiseOf(length: number): () => Float64Array {
  const random = randomFor(SEED);
  if (length > KEPT_POINTS) {
    const row = new Float64Array(length);
    return () => row.map(() => random.normal());
  }
  if (kept.length !== DRAWS * length) {
    kept = Float64Array.from({ length: DRAWS * length }, () => random.normal());
  }
  let draw = 0;
  return () => kept.subarray(draw * length, ++draw * length);
}

/** An autocorrelation a draw, in even steps of the summed weights. */
function spreadOver(nodes: readonly Node[]): Float64Array {
  let place = 0, sum = nodes[0]!.weight;
  return Float64Array.from({ length: DRAWS }, (_, draw) => {
    while (place < nodes.length - 1 && sum < (draw + 0.5) / DRAWS) sum += nodes[++place]!.weight;
    return nodes[place]!.rho;
  });
}

/** The interval and p value by drawn |t| in the place of Student's t. */
export function drawnNumber(number: EffectNumber, draws: Float64Array): EffectNumber {
  const { estimate, standardError } = number;
  if (standardError === null) return number;
  const reach = draws[Math.ceil((1 - 2 * TAIL) * (draws.length + 1)) - 1]! * standardError;
  const found = Math.abs(estimate / standardError);
  const atLeast = draws.filter((draw) => draw >= found).length;
  return {
    ...number,
    low: estimate - reach,
    high: estimate + reach,
    pValue: (atLeast + 1) / (draws.length + 1),
  };
}
