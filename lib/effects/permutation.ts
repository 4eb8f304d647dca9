/**
 * Permutation test of a difference of means, exact when all divisions can be counted.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { type Random, randomFor } from "../core/random.ts";
import { type Displayed, displayed, type EffectSummary, type EffectWarning } from "./summary.ts";
import { ASSUMPTIONS } from "./_words.ts";

/** Options of {@linkcode permutationTest}. */
export interface PermutationOptions {
  /** Up to so many divisions all are counted. Default 200,000. */
  readonly mostExact?: number;
  /** Draws when there are more. Default 9,999. */
  readonly draws?: number;
  /** The name that the draws are seeded with. Default `effects/permutation`. */
  readonly seed?: string;
}

/** The result of {@linkcode permutationTest}: the difference of two means. */
export interface PermutationResult extends EffectSummary {
  /** Two-sided p value: the share of divisions with a difference at least as far from zero. */
  readonly pValue: number;
  /** The smallest p value that these group sizes can give. */
  readonly smallestPValue: number;
  /** Whether all divisions were counted. */
  readonly kind: "exact" | "sampled";
  /** Divisions looked at. */
  readonly divisions: number;
}

/** Differences that differ by less than this share of the scale are the same: sums in another order round differently. */
const TIE = 1e-10;

/**
 * Tests whether two groups differ by dividing their values over the groups in all possible ways.
 *
 * Sampled divisions give p = (hits + 1) / (draws + 1), so that p is never 0. The 95 % interval holds every shift that is not
 * refused at 2.5 % on either side when it is first taken off the group; with too few divisions for that it has no ends.
 * Source: Fisher (1935), The design of experiments; Phipson and Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9(1), 39; interval:
 * Garthwaite (1996), Biometrics 52:1387–1393.
 *
 * @example Three against three
 * ```ts
 * import { permutationTest } from "./permutation.ts";
 * import assert from "node:assert/strict";
 *
 * const test = permutationTest(Float64Array.of(4, 5, 6), Float64Array.of(1, 2, 3));
 * assert.equal(test.pValue, 0.1);
 * assert.equal(test.divisions, 20);
 * ```
 *
 * @param group Values of the group.
 * @param comparison Values of the comparison group.
 * @param options How many divisions.
 * @returns The difference and its p value.
 * @throws {WorkspaceError} When a group is empty or a value is not finite.
 */
export function permutationTest(
  group: Float64Array,
  comparison: Float64Array,
  options: PermutationOptions = {},
): PermutationResult & Displayed {
  const { mostExact = 200_000, draws = 9_999, seed = "effects/permutation" } = options;
  const values = Float64Array.of(...group, ...comparison);
  if (group.length === 0 || comparison.length === 0 || !values.every(Number.isFinite)) {
    throw new WorkspaceError({
      what: "A group is empty or holds a value that is missing or infinite",
      where: "permutation test",
      mend: "Leave out persons without a value, and test only when both groups have some",
    });
  }
  const total = values.reduce((sum, value) => sum + value, 0);
  const sum = group.reduce((a, b) => a + b, 0);
  const size = group.length, rest = comparison.length;
  const differenceOf = (part: number) => part / size - (total - part) / rest;
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const border = Math.abs(differenceOf(sum)) - TIE * scale;
  const count = choose(values.length, size), exact = count <= mostExact;
  const observed = differenceOf(sum);
  const shifts = new Float64Array(exact ? count : draws);
  let hits = 0, same = 0, looked = 0;
  const look: Look = (part, kept) => {
    const difference = differenceOf(part);
    if (Math.abs(difference) >= border) hits++;
    // Of the group's own people `kept` stay in it: a shift of 1 taken off them all moves the difference by this much.
    const moved = kept / size - (size - kept) / rest;
    if (kept === size) same++;
    else shifts[looked++] = (observed - difference) / (1 - moved);
  };
  if (exact) lookAtAll(values, size, look);
  else lookAtSome(values, size, look, randomFor(seed), draws);
  // The division that was seen counts as one of those drawn.
  const all = exact ? count : draws + 1;
  const { low, high } = endsOf(shifts.subarray(0, looked).sort(), exact ? same : same + 1, all);
  const smallestPValue = Math.max((size === rest ? 2 : 1) / count, exact ? 0 : 1 / (draws + 1));
  return displayed({
    method: { nl: "Permutatietoets van een verschil", en: "Permutation test of a difference" },
    ...{ estimate: observed, low, high, standardError: null, df: Infinity },
    pValue: (exact ? hits : hits + 1) / all,
    ...{ n: values.length, smallestN: Math.min(size, rest), smallestPValue },
    ...{ kind: exact ? "exact" as const : "sampled" as const, divisions: exact ? count : draws },
    assumptions: [ASSUMPTIONS.exchangeable, SHIFT],
    warnings: low === null ? [TOO_FEW] : [],
  });
}

/** The same for everybody: what the interval rests on, and the p value does not. */
const SHIFT: Label = {
  nl: "Voor het interval: de aanpak verschuift de waarde van iedereen evenveel",
  en: "For the interval: the approach shifts everybody's value by the same amount",
};
const TOO_FEW: EffectWarning = {
  code: "too-few-divisions",
  weight: "serious",
  text: {
    nl:
      "De groepen zijn te klein voor een interval van 95%: geen enkele verdeling is daarvoor zeldzaam genoeg.",
    en: "The groups are too small for an interval of 95%: no division is rare enough for that.",
  },
};

/** A division: the sum of its group, and how many of the group's own people are in it. */
type Look = (sum: number, kept: number) => void;

/** Chance that is refused on either side. */
const TAIL = 0.025;

/**
 * With a shift δ taken off, divisions whose value of `shifts` is at most δ differ at least as much as seen: δ is not refused
 * while they, with those that are always as extreme, are more than 2.5 %.
 */
function endsOf(
  shifts: Float64Array,
  always: number,
  all: number,
): { low: number | null; high: number | null } {
  const least = Math.floor(TAIL * all - always) + 1;
  if (least < 1 || least > shifts.length) return { low: null, high: null };
  return { low: shifts[least - 1]!, high: shifts[shifts.length - least]! };
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) result = result * (n - i + 1) / i;
  return Math.round(result);
}

/** The group's own people come first in `values`. */
function lookAtAll(values: Float64Array, size: number, look: Look): void {
  function take(from: number, left: number, sum: number, kept: number): void {
    if (left === 0) return look(sum, kept);
    for (let next = from; next <= values.length - left; next++) {
      take(next + 1, left - 1, sum + values[next]!, kept + (next < size ? 1 : 0));
    }
  }
  take(0, size, 0, 0);
}

function lookAtSome(values: Float64Array, size: number, look: Look, random: Random, draws: number): void {
  const places = Int32Array.from(values, (_, place) => place);
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0, kept = 0;
    for (let place = 0; place < size; place++) {
      const other = place + random.below(places.length - place);
      const chosen = places[other]!;
      places[other] = places[place]!;
      places[place] = chosen;
      sum += values[chosen]!;
      if (chosen < size) kept++;
    }
    look(sum, kept);
  }
}
