/** Intervals of a series that count that its autocorrelation is estimated. @module */
import { randomFor } from "../core/random.ts";
import { studentTCdf } from "../core/stats/student_t.ts";
import type { Node } from "./_autocorrelation_weights.ts";
import { type Fit, neweyWestAgain } from "./_least_squares.ts";
import type { EffectNumber } from "./summary.ts";

/** The share on either side of an interval of 95 %. */
const TAIL = 0.025;
/** An end is found when its tail differs by less than this: some ten digits of the end. */
const CLOSE = 1e-12;
/** False position takes some ten rounds. */
const MOST_ROUNDS = 100;

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
  const size = direction.length;
  const parts = nodes.map(({ weight, shift, covariance }): Part => {
    let variance = 0;
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) variance += direction[j]! * covariance[j * size + k]! * direction[k]!;
    }
    const moved = direction.reduce((sum, value, j) => sum + value * shift[j]!, 0);
    return { weight, centre: centre + moved, spread: Math.sqrt(variance) };
  });
  const below = (value: number) => tailOf(parts, (part) => (value - part.centre) / part.spread, number.df);
  const above = (value: number) => tailOf(parts, (part) => (part.centre - value) / part.spread, number.df);
  return {
    ...number,
    low: edgeOf(below, number.estimate, -number.standardError),
    high: edgeOf(above, number.estimate, number.standardError),
    pValue: Math.min(1, 2 * Math.min(below(0), above(0))),
  };
}

function tailOf(parts: readonly Part[], at: (part: Part) => number, df: number): number {
  return parts.reduce((sum, part) => sum + part.weight * studentTCdf(at(part), df), 0);
}

/** Where the tail is `TAIL`, looked for from `from` in steps that double; then by false position (Illinois). */
function edgeOf(tail: (value: number) => number, from: number, step: number): number {
  let inside = from, over = tail(from) - TAIL, reach = step;
  let outside = from + reach, under = tail(outside) - TAIL;
  while (under > 0 && Number.isFinite(reach)) {
    [inside, over] = [outside, under];
    reach *= 2;
    outside = from + reach;
    under = tail(outside) - TAIL;
  }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = (inside * under - outside * over) / (under - over);
    const found = tail(next) - TAIL;
    if (Math.abs(found) < CLOSE || next === inside || next === outside) return next;
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
  const random = randomFor(SEED), error = new Float64Array(fit.residuals.length);
  const found = fit.columns.map(() => new Float64Array(DRAWS));
  spreadOver(nodes).forEach((rho, draw) => {
    error[0] = random.normal() / Math.sqrt(1 - rho * rho);
    for (let t = 1; t < error.length; t++) error[t] = rho * error[t - 1]! + random.normal();
    const { coefficients, variances } = neweyWestAgain(fit, error, lag, adjustment);
    variances.forEach((variance, place) => {
      found[place]![draw] = variance > 0 ? Math.abs(coefficients[place]!) / Math.sqrt(variance) : 0;
    });
  });
  return found.map((draws) => draws.sort());
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
