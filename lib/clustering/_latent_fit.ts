/**
 * What a run of latent class analysis amounts to: classes by size and measures of fit.
 *
 * @module
 */
import type { Coded } from "./_category_codes.ts";
import { type LatentParameters, type LatentRun, type Patterns, posteriorOf } from "./latent_em.ts";

/** A fitted model in numbers. */
export interface LatentFit {
  /** The share of each class, descending. */
  readonly shares: Float64Array;
  /** Probability of a cell within a class: cell × class, classes in the order of `shares`. */
  readonly probabilities: Float64Array;
  /** Probability of each class per pattern: pattern × class. */
  readonly posterior: Float64Array;
  /** The log-likelihood. */
  readonly logLikelihood: number;
  /** Free parameters. */
  readonly parameters: number;
  /** Rows (or cells of the full table less one, when fewer) minus free parameters. */
  readonly residualDf: number;
  /** Likelihood ratio against the full table; null with missing answers. */
  readonly gSquared: number | null;
  /** Pearson's chi-squared against the full table; null with missing answers. */
  readonly chiSquared: number | null;
  /** 1 − Σ −p ln p / (n ln k): 1 when every row's class is certain; null for one class. */
  readonly relativeEntropy: number | null;
}

/** Orders the classes of a run by size and measures its fit. */
export function latentFit(patterns: Patterns, items: readonly Coded[], run: LatentRun): LatentFit {
  const ordered = bySize(run.parameters), k = ordered.shares.length;
  const posterior = new Float64Array(patterns.counts.length * k);
  const logs = patterns.counts.map((_, p) =>
    posteriorOf(patterns, ordered, p, posterior.subarray(p * k, p * k + k))
  );
  const cellsPerClass = items.reduce((sum, { categories }) => sum + categories.length - 1, 0);
  const parameters = k - 1 + k * cellsPerClass;
  const cells = items.reduce((product, { categories }) => product * categories.length, 1);
  return {
    ...ordered,
    posterior,
    logLikelihood: run.logLikelihood,
    parameters,
    residualDf: Math.min(patterns.n, cells - 1) - parameters,
    relativeEntropy: k === 1 ? null : relativeEntropy(patterns, posterior, k),
    ...againstTable(patterns, items, logs),
  };
}

function bySize({ shares, probabilities }: LatentParameters): LatentParameters {
  const k = shares.length;
  const order = Array.from(shares.keys()).sort((a, b) => shares[b]! - shares[a]! || a - b);
  return {
    shares: Float64Array.from(order, (c) => shares[c]!),
    probabilities: probabilities.map((_, at) => probabilities[at - at % k + order[at % k]!]!),
  };
}

function relativeEntropy({ counts, n }: Patterns, posterior: Float64Array, k: number): number {
  let entropy = 0;
  posterior.forEach((p, at) => {
    if (p > 0) entropy -= counts[Math.floor(at / k)]! * p * Math.log(p);
  });
  return 1 - entropy / (n * Math.log(k));
}

function againstTable(
  { counts, n }: Patterns,
  items: readonly Coded[],
  logs: Float64Array,
): Pick<LatentFit, "gSquared" | "chiSquared"> {
  if (items.some(({ missing }) => missing > 0)) return { gSquared: null, chiSquared: null };
  let gSquared = 0, chiSquared = 0, met = 0;
  counts.forEach((count, p) => {
    const expected = n * Math.exp(logs[p]!);
    gSquared += 2 * count * Math.log(count / expected);
    chiSquared += (count - expected) ** 2 / expected;
    met += expected;
  });
  // Patterns that nobody has add their expected number.
  return { gSquared, chiSquared: chiSquared + Math.max(0, n - met) };
}
