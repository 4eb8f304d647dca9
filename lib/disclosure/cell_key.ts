/**
 * Noise by cell key: the same group gets the same noise in every table.
 *
 * Not additive, and undone by means that are published beside the noisy counts: publish `amount / noisy count` instead.
 *
 * Source: Hundepool et al. (2012), section 5.4.3; Marley and Leaver (2011).
 *
 * @module
 */

/** One step of the noise of a count: up to this key, this change. */
export interface NoiseStep {
  /** The change. */
  readonly change: number;
  /** The upper bound of the key, above the previous step's and at most 1. */
  readonly upTo: number;
}

/** Noise per count; the last entry is for its count and all above. */
export interface NoiseTable {
  /** Steps per count, from 0; each ends at 1. */
  readonly steps: readonly (readonly NoiseStep[])[];
}

/**
 * The cell key of a group: the fractional part of the sum of its members' record keys.
 *
 * @example Keys of three records
 * ```ts
 * import { cellKey } from "./cell_key.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(cellKey([0.9, 0.3, 0.6]) - 0.8) < 1e-9);
 * ```
 *
 * @param recordKeys A key in [0, 1) per record, drawn once and kept with the record.
 * @returns The cell key in [0, 1).
 */
export function cellKey(recordKeys: readonly number[]): number {
  // Whole millionths add up exactly, in any order; fractions would not.
  const millionths = recordKeys.reduce((sum, key) => sum + Math.round(key * 1e9), 0);
  return (millionths % 1e9) / 1e9;
}

/**
 * Adds the noise of a cell key to a count.
 *
 * @example The worked example of the handbook: three records, key 0.8
 * ```ts
 * import { perturb } from "./cell_key.ts";
 * import assert from "node:assert/strict";
 *
 * const noise = {
 *   steps: [
 *     [{ change: 0, upTo: 1 }],
 *     [{ change: -1, upTo: 0.5 }, { change: 1, upTo: 1 }],
 *     [{ change: 0, upTo: 0.8 }, { change: 1, upTo: 1 }],
 *     [{ change: -1, upTo: 0.3 }, { change: 0, upTo: 0.7 }, { change: 1, upTo: 1 }],
 *   ],
 * };
 * assert.equal(perturb(3, 0.8, noise), 4);
 * ```
 *
 * @param count The true count.
 * @param key The cell key.
 * @param noise The noise table; lookup is `previous < key <= upTo`, and key 0 belongs to the first step.
 * @returns The noisy count, at least 0.
 */
export function perturb(count: number, key: number, noise: NoiseTable): number {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError("Cannot perturb: a count is a whole number from 0");
  }
  const steps = noise.steps[Math.min(count, noise.steps.length - 1)] ?? [];
  const step = steps.find(({ upTo }) => key <= upTo);
  if (!step) throw new RangeError("Cannot perturb: the noise table does not cover this key");
  return Math.max(0, count + step.change);
}
