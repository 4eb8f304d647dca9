/**
 * The expectation–maximisation steps of latent class analysis, on response patterns with counts.
 *
 * @module
 */
import type { Random } from "../core/random.ts";

/** Rows with equal answers, counted once. */
export interface Patterns {
  /** Rows per pattern. */
  readonly counts: Float64Array;
  /** The cells (item and category in one number) that were answered, pattern after pattern. */
  readonly cells: Int32Array;
  /** Where the cells of a pattern begin; one more entry than patterns. */
  readonly starts: Int32Array;
  /** The first cell of each item; one more entry than items. */
  readonly itemStarts: Int32Array;
  /** The number of rows. */
  readonly n: number;
}

/** Parameters of a model. */
export interface LatentParameters {
  /** The share of each class. */
  readonly shares: Float64Array;
  /** Probability of a cell within a class: cell × class. */
  readonly probabilities: Float64Array;
}

/** What one pass over the patterns gives. */
export interface Pass {
  readonly logLikelihood: number;
  readonly next: LatentParameters;
}

/** Where a run ended. */
export interface LatentRun {
  /** The parameters. */
  readonly parameters: LatentParameters;
  /** The log-likelihood at them. */
  readonly logLikelihood: number;
  /** Passes over the patterns. */
  readonly passes: number;
  /** Whether the parameters stand still. */
  readonly state: "converged" | "not converged";
}

/** Below this a product of probabilities is computed by logarithms. */
const UNDERFLOW = 1e-280;
/** A run has converged when a pass changes no parameter by more than this. */
const STILL = 1e-11;

/** Class probabilities of one pattern into `into`; gives the logarithm of the pattern's probability. */
export function posteriorOf(
  patterns: Patterns,
  { shares, probabilities }: LatentParameters,
  pattern: number,
  into: Float64Array,
): number {
  const k = shares.length, from = patterns.starts[pattern]!, to = patterns.starts[pattern + 1]!;
  for (let c = 0; c < k; c++) into[c] = shares[c]!;
  for (let at = from; at < to; at++) {
    const cell = patterns.cells[at]! * k;
    for (let c = 0; c < k; c++) into[c] = into[c]! * probabilities[cell + c]!;
  }
  let total = 0;
  for (let c = 0; c < k; c++) total += into[c]!;
  if (total < UNDERFLOW) return posteriorByLogs(patterns, { shares, probabilities }, pattern, into);
  for (let c = 0; c < k; c++) into[c] = into[c]! / total;
  return Math.log(total);
}

function posteriorByLogs(
  patterns: Patterns,
  { shares, probabilities }: LatentParameters,
  pattern: number,
  into: Float64Array,
): number {
  const k = shares.length;
  let most = -Infinity;
  for (let c = 0; c < k; c++) {
    let sum = Math.log(shares[c]!);
    for (let at = patterns.starts[pattern]!; at < patterns.starts[pattern + 1]!; at++) {
      sum += Math.log(probabilities[patterns.cells[at]! * k + c]!);
    }
    into[c] = sum;
    most = Math.max(most, sum);
  }
  if (most === -Infinity) {
    into.fill(1 / k);
    return -Infinity;
  }
  let total = 0;
  for (let c = 0; c < k; c++) total += into[c] = Math.exp(into[c]! - most);
  for (let c = 0; c < k; c++) into[c] = into[c]! / total;
  return most + Math.log(total);
}

/** One expectation and maximisation; the log-likelihood is that of the parameters given. */
export function emPass(patterns: Patterns, parameters: LatentParameters): Pass {
  const { counts, cells, starts, itemStarts, n } = patterns, k = parameters.shares.length;
  const shares = new Float64Array(k), probabilities = new Float64Array(parameters.probabilities.length);
  const weight = new Float64Array(k);
  let logLikelihood = 0;
  for (let p = 0; p < counts.length; p++) {
    const count = counts[p]!;
    logLikelihood += count * posteriorOf(patterns, parameters, p, weight);
    for (let c = 0; c < k; c++) shares[c] = shares[c]! + (weight[c] = weight[c]! * count);
    for (let at = starts[p]!; at < starts[p + 1]!; at++) {
      const cell = cells[at]! * k;
      for (let c = 0; c < k; c++) probabilities[cell + c] = probabilities[cell + c]! + weight[c]!;
    }
  }
  for (let item = 0; item + 1 < itemStarts.length; item++) {
    for (let c = 0; c < k; c++) {
      normalise(probabilities, parameters, itemStarts[item]!, itemStarts[item + 1]!, c);
    }
  }
  for (let c = 0; c < k; c++) shares[c] = shares[c]! / n;
  return { logLikelihood, next: { shares, probabilities } };
}

/** Makes the probabilities of an item in a class add up to 1; an empty class keeps its old ones. */
function normalise(sums: Float64Array, before: LatentParameters, from: number, to: number, c: number): void {
  const k = before.shares.length;
  let total = 0;
  for (let cell = from; cell < to; cell++) total += sums[cell * k + c]!;
  for (let cell = from; cell < to; cell++) {
    sums[cell * k + c] = total > 0 ? sums[cell * k + c]! / total : before.probabilities[cell * k + c]!;
  }
}

/** Parameters drawn at random: equal shares, uniform numbers made into probabilities. */
export function randomParameters(patterns: Patterns, k: number, random: Random): LatentParameters {
  const { itemStarts } = patterns, cells = itemStarts.at(-1)!;
  const shares = new Float64Array(k).fill(1 / k), probabilities = new Float64Array(cells * k);
  for (let at = 0; at < probabilities.length; at++) probabilities[at] = 0.05 + random.next();
  const start = { shares, probabilities };
  for (let item = 0; item + 1 < itemStarts.length; item++) {
    for (let c = 0; c < k; c++) normalise(probabilities, start, itemStarts[item]!, itemStarts[item + 1]!, c);
  }
  return start;
}

/** A number of plain passes. */
export function shortRun(patterns: Patterns, start: LatentParameters, passes: number): LatentRun {
  let parameters = start, logLikelihood = -Infinity;
  for (let pass = 0; pass < passes; pass++) {
    const { next, logLikelihood: found } = emPass(patterns, parameters);
    parameters = next;
    logLikelihood = found;
  }
  return { parameters, logLikelihood, passes, state: "not converged" };
}

/**
 * Passes until the parameters stand still, with SQUAREM's steps between them.
 *
 * Source: Varadhan and Roland (2008), Scandinavian Journal of Statistics 35:335–353, scheme S3.
 */
export function longRun(patterns: Patterns, start: LatentParameters, mostPasses: number): LatentRun {
  let parameters = start, passes = 0;
  while (passes < mostPasses) {
    const first = emPass(patterns, parameters);
    const second = emPass(patterns, first.next);
    passes += 2;
    if (largestChange(first.next, second.next) < STILL) {
      const { logLikelihood } = emPass(patterns, second.next);
      return { parameters: second.next, logLikelihood, passes: passes + 1, state: "converged" };
    }
    const leap = emPass(patterns, extrapolate(patterns, parameters, first.next, second.next));
    passes++;
    parameters = leap.logLikelihood >= second.logLikelihood ? leap.next : second.next;
  }
  const { logLikelihood } = emPass(patterns, parameters);
  return { parameters, logLikelihood, passes: passes + 1, state: "not converged" };
}

function largestChange(before: LatentParameters, after: LatentParameters): number {
  let most = 0;
  for (const key of ["shares", "probabilities"] as const) {
    for (let at = 0; at < after[key].length; at++) {
      most = Math.max(most, Math.abs(after[key][at]! - before[key][at]!));
    }
  }
  return most;
}

/** A leap along the last two steps; what would leave (0, 1) goes half the way of the last step's value. */
function extrapolate(
  patterns: Patterns,
  zero: LatentParameters,
  one: LatentParameters,
  two: LatentParameters,
): LatentParameters {
  let step = 0, bend = 0;
  for (const key of ["shares", "probabilities"] as const) {
    for (let at = 0; at < zero[key].length; at++) {
      const r = one[key][at]! - zero[key][at]!, v = two[key][at]! - one[key][at]! - r;
      step += r * r;
      bend += v * v;
    }
  }
  const alpha = bend > 0 ? -Math.max(1, Math.sqrt(step / bend)) : -1;
  const leapt = (key: "shares" | "probabilities") =>
    two[key].map((last, at) => {
      const a = zero[key][at]!, r = one[key][at]! - a, v = last - one[key][at]! - r;
      const value = a - 2 * alpha * r + alpha * alpha * v;
      return value > 0 ? value : last / 2;
    });
  const shares = leapt("shares"), probabilities = leapt("probabilities");
  const total = shares.reduce((sum, share) => sum + share, 0);
  const { itemStarts } = patterns;
  for (let item = 0; item + 1 < itemStarts.length; item++) {
    for (let c = 0; c < shares.length; c++) {
      normalise(probabilities, two, itemStarts[item]!, itemStarts[item + 1]!, c);
    }
  }
  return { shares: shares.map((share) => share / total), probabilities };
}
