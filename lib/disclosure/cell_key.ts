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

/**
 * Makes noise without bias that never gives a negative count: each change from `-d` to `d` is as likely, where `d` is
 * the largest deviation, or the count itself where that is smaller. An empty group stays empty.
 *
 * @example Of a count of one it makes 0, 1 or 2
 * ```ts
 * import { perturb, symmetricNoise } from "./cell_key.ts";
 * import assert from "node:assert/strict";
 *
 * const noise = symmetricNoise(10);
 * assert.deepEqual([0.1, 0.5, 0.9].map((key) => perturb(1, key, noise)), [0, 1, 2]);
 * ```
 *
 * @param maxDeviation The largest change, a whole number from 1.
 * @returns The noise table.
 */
export function symmetricNoise(maxDeviation: number): NoiseTable {
  if (!Number.isInteger(maxDeviation) || maxDeviation < 1) {
    throw new RangeError("Cannot make noise: the largest deviation is a whole number from 1");
  }
  return {
    steps: Array.from({ length: maxDeviation + 1 }, (_, count) => {
      const many = 2 * count + 1;
      return Array.from({ length: many }, (_, k): NoiseStep => ({ change: k - count, upTo: (k + 1) / many }));
    }),
  };
}

/**
 * Gives the true counts that a noisy count can stand for, to somebody who knows the noise table and no key.
 *
 * @example What a published 0 stands for
 * ```ts
 * import { rangeBehind, symmetricNoise } from "./cell_key.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(rangeBehind(0, symmetricNoise(10)), { low: 0, high: 10 });
 * ```
 *
 * @param published The noisy count.
 * @param noise The noise table.
 * @returns The smallest and the largest count; `low` above `high` when none gives this number.
 */
export function rangeBehind(
  published: number,
  noise: NoiseTable,
): { readonly low: number; readonly high: number } {
  const last = noise.steps.length - 1;
  const most = Math.max(0, ...noise.steps.flat().map(({ change }) => Math.abs(change)));
  let low = Infinity, high = -Infinity;
  for (let count = 0; count <= published + most; count++) {
    const steps = noise.steps[Math.min(count, last)] ?? [];
    if (!steps.some(({ change }) => Math.max(0, count + change) === published)) continue;
    low = Math.min(low, count);
    high = Math.max(high, count);
  }
  return { low, high };
}
