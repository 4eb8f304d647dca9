/**
 * Chances that fit a published margin exactly while they keep their gradient.
 *
 * @module
 */
import { logistic } from "./world.ts";

/**
 * Gives the score above which a share of the members lies.
 *
 * @param scores The scores of those who can be marked.
 * @param count How many may lie above; rounded down, at most all.
 * @returns The threshold; infinity when nobody may.
 */
export function thresholdFor(scores: readonly number[] | Float64Array, count: number): number {
  const wanted = Math.min(Math.floor(count), scores.length);
  if (wanted < 1) return Infinity;
  const sorted = Float64Array.from(scores).sort();
  return sorted[sorted.length - wanted] ?? Infinity;
}

/**
 * Finds the intercept with which logistic chances have a given mean, by bisection.
 *
 * @param logOdds The log-odds without intercept.
 * @param meanChance The mean chance wanted, between 0 and 1.
 * @returns The intercept.
 */
export function interceptFor(logOdds: readonly number[] | Float64Array, meanChance: number): number {
  let low = -20, high = 20;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    let sum = 0;
    for (const value of logOdds) sum += logistic(middle + value);
    if (sum / logOdds.length < meanChance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
