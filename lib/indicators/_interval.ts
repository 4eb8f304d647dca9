/**
 * The 95 % interval of a cell from sums that one scan carries.
 *
 * @module
 */
import type { IntervalMethod } from "../core/mod.ts";
import { gammaQuantile, type Interval, studentTQuantile, wilsonInterval } from "../core/stats/mod.ts";

/** Sums over the rows of the base, with x the numerator and y the denominator of a row (1 when none is defined). */
export interface Spread {
  /** Σx². */
  readonly squares: number;
  /** Σxy. */
  readonly products: number;
  /** Σy². */
  readonly denominatorSquares: number;
}

/** What the scan gives for one cell. */
export interface Sums extends Spread {
  /** Rows in the base. */
  readonly n: number;
  /** Σx, or what was counted. */
  readonly numerator: number;
  /** Σy, or the rows in the base. */
  readonly denominator: number;
}

/** The lower-tail probabilities of the ends of a 95 % interval. */
const TAIL = { low: 0.025, high: 0.975 } as const;
/** A sum of squares of residuals below this share of its terms is rounding: the rows are all the same. */
const ROUNDING = 1e-12;

/** Gives the interval of a cell, before `per`; null when there is none, as on an empty base. */
export function intervalOf(method: IntervalMethod | null, sums: Sums): Interval | null {
  if (method === null || !(sums.denominator > 0)) return null;
  if (method === "wilson") return wilsonInterval(sums.numerator, sums.denominator);
  return method === "poisson-exact" ? poissonInterval(sums) : ratioInterval(sums);
}

/** `G(0.025; x) / y` to `G(0.975; x + 1) / y`. Source: Garwood (1936), Biometrika 28:437–442. */
function poissonInterval({ numerator, denominator }: Sums): Interval {
  return {
    low: numerator === 0 ? 0 : gammaQuantile(TAIL.low, numerator, denominator),
    high: gammaQuantile(TAIL.high, numerator + 1, denominator),
  };
}

/**
 * r ± t(n−1) √(n/(n−1) Σ(x − ry)²) / Σy, with r = Σx/Σy. With y = 1 this is the t interval of a mean.
 * Source: Cochran (1977), Sampling Techniques, 3rd ed., §2.11 and §6.4.
 */
function ratioInterval(sums: Sums): Interval | null {
  const { n, numerator, denominator, squares, products, denominatorSquares } = sums;
  if (n < 2) return null;
  const ratio = numerator / denominator;
  const residual = squares - 2 * ratio * products + ratio * ratio * denominatorSquares;
  if (!(residual > ROUNDING * (squares + ratio * ratio * denominatorSquares))) return null;
  const arm = studentTQuantile(TAIL.high, n - 1) * Math.sqrt((n / (n - 1)) * residual) / denominator;
  return { low: ratio - arm, high: ratio + arm };
}
