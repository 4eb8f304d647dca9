/**
 * Which inputs of a computation its output rests on: shares of the variance (Sobol).
 *
 * @module
 */
import type { Random } from "../random.ts";

/** What is computed, and over what. */
export interface SobolProblem {
  /** The output for inputs drawn from 0 up to 1, all independent. */
  readonly output: (inputs: Float64Array) => number;
  /** The inputs, in groups that are judged as one: for each group the places of its inputs. */
  readonly groups: readonly (readonly number[])[];
  /** The number of draws of each of the two base samples; the output is computed (groups + 2) times as often. */
  readonly draws: number;
  /** Where the draws come from. */
  readonly random: Random;
}

/** A share of the variance with its interval. */
export interface SobolShare {
  /** The share, as estimated: chance may put it a little under 0 or above 1. */
  readonly estimate: number;
  /** Lower end of its 95 % bootstrap interval. */
  readonly low: number;
  /** Upper end of that interval. */
  readonly high: number;
}

/** What one group of inputs accounts for. */
export interface SobolGroup {
  /** Of the variance, what the group accounts for by itself: Var(E(Y|group))/Var(Y). */
  readonly first: SobolShare;
  /** What it accounts for with all that it does together with others: 1 − Var(E(Y|others))/Var(Y). */
  readonly total: SobolShare;
}

/** The indices. */
export interface SobolIndices {
  /** The mean of the output. */
  readonly mean: number;
  /** Its variance; 0 when nothing makes a difference, and then every share is 0. */
  readonly variance: number;
  /** One per group. */
  readonly groups: readonly SobolGroup[];
}

/** Resamples of the draws for the intervals. */
const RESAMPLES = 200;

/**
 * First-order and total Sobol indices by Saltelli's design: two samples A and B, and for every group A with the inputs of that
 * group taken from B.
 *
 * First order: mean of f(B)(f(A_B) − f(A)) over the variance; total: mean of (f(A) − f(A_B))² over twice the variance (Jansen).
 * Source: Saltelli and others (2010), Computer Physics Communications 181:259–270, table 2 (b) and (f).
 *
 * @example A sum of two, of which one varies twice as much
 * ```ts
 * import { randomFor } from "../random.ts";
 * import { sobolIndices } from "./sobol_indices.ts";
 * import assert from "node:assert/strict";
 *
 * const { groups } = sobolIndices({
 *   output: ([a, b]) => 2 * a! + b!,
 *   groups: [[0], [1]],
 *   draws: 4_000,
 *   random: randomFor("example"),
 * });
 * // Variances 4 and 1 of 5, and nothing that they do only together.
 * assert.ok(Math.abs(groups[0]!.first.estimate - 0.8) < 0.05 && Math.abs(groups[1]!.total.estimate - 0.2) < 0.05);
 * ```
 *
 * @param problem The computation and its inputs.
 * @returns The indices, in the order of the groups.
 */
export function sobolIndices({ output, groups, draws, random }: SobolProblem): SobolIndices {
  const size = Math.max(0, ...groups.flat()) + 1;
  const draw = () =>
    Array.from({ length: draws }, () => Float64Array.from({ length: size }, () => random.next()));
  const [a, b] = [draw(), draw()], ofA = Float64Array.from(a, output), ofB = Float64Array.from(b, output);
  const ofMixed = groups.map((group) =>
    Float64Array.from(a, (inputs, at) => {
      const mixed = inputs.slice();
      for (const place of group) mixed[place] = b[at]![place]!;
      return output(mixed);
    })
  );
  const every = Uint32Array.from({ length: draws }, (_, at) => at);
  const { mean, variance } = spreadOf(ofA, ofB, every);
  const resampled = Array.from({ length: RESAMPLES }, () => every.map(() => random.below(draws)));
  const spreads = resampled.map((rows) => spreadOf(ofA, ofB, rows));
  const share = (of: (rows: Uint32Array, mean: number) => number): SobolShare => {
    const over = (part: number, whole: number) => whole > 0 ? part / whole : 0;
    const again = Float64Array.from(
      resampled,
      (rows, k) => over(of(rows, spreads[k]!.mean), spreads[k]!.variance),
    )
      .sort();
    const end = (chance: number) => again[Math.round(chance * (RESAMPLES - 1))]!;
    return { estimate: over(of(every, mean), variance), low: end(0.025), high: end(0.975) };
  };
  return {
    mean,
    variance,
    groups: ofMixed.map((mixed) => ({
      // Around the mean: the product of two outputs far from 0 would be mostly noise.
      first: share((rows, centre) => meanOver(rows, (at) => (ofB[at]! - centre) * (mixed[at]! - ofA[at]!))),
      total: share((rows) => meanOver(rows, (at) => (ofA[at]! - mixed[at]!) ** 2 / 2)),
    })),
  };
}

function meanOver(rows: Uint32Array, of: (at: number) => number): number {
  let sum = 0;
  for (const at of rows) sum += of(at);
  return sum / rows.length;
}

/** Mean and variance of both samples together. */
function spreadOf(ofA: Float64Array, ofB: Float64Array, rows: Uint32Array) {
  const mean = meanOver(rows, (at) => (ofA[at]! + ofB[at]!) / 2);
  return { mean, variance: meanOver(rows, (at) => ((ofA[at]! - mean) ** 2 + (ofB[at]! - mean) ** 2) / 2) };
}
