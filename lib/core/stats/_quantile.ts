/** One root finder for all quantiles. @module */
import type { Tails } from "./incomplete_gamma.ts";

/** A distribution on an unbounded scale u: its two tails, and its density with respect to u. */
export interface UnboundedDistribution {
  /** Both tails at u. */
  readonly tails: (u: number) => Tails;
  /** The density with respect to u. */
  readonly density: (u: number) => number;
  /** Where the search starts. */
  readonly start: number;
}

/** exp(±740) is the range of normal doubles, so no quantile on a log scale lies outside it. */
const LIMIT = 740;

/**
 * Solves P(u) = p by Newton on the logarithm of the smaller tail, kept inside a bracket.
 *
 * On a log scale the target is nearly linear in the tail, so probabilities down to 1e-300 need few steps.
 */
export function solveQuantile(p: number, q: number, distribution: UnboundedDistribution): number {
  const side = p <= q ? "lower" : "upper";
  const target = Math.log(side === "lower" ? p : q);
  const sign = side === "lower" ? 1 : -1;
  let low = -LIMIT, high = LIMIT;
  let u = Math.min(LIMIT, Math.max(-LIMIT, distribution.start));
  for (let step = 0; step < 200; step++) {
    const tail = distribution.tails(u)[side];
    const gap = sign * (Math.log(tail) - target);
    if (gap === 0) return u;
    if (gap < 0) low = u;
    else high = u;
    const slope = distribution.density(u) / tail;
    let next = u - gap / slope;
    if (!(next > low && next < high)) next = (low + high) / 2;
    // The last rounding of u: further steps only jitter.
    if (Math.abs(next - u) <= 2e-16 * Math.max(1, Math.abs(u))) return next;
    u = next;
  }
  return u;
}
