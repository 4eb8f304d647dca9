/** Other choices for a composite index, tried on its ranking. @module */
import { type Random, randomFor } from "../core/mod.ts";
import {
  type Aggregation,
  combine,
  type Normalisation,
  normalise,
  type OutlierTreatment,
  type PartColumn,
  ranksOf,
  shareOut,
  type Summed,
  summedFor,
} from "./_composite_steps.ts";

/** All that is chosen. */
export interface Choice {
  readonly weights: readonly number[];
  readonly normalise: Normalisation;
  readonly aggregate: Aggregation;
  readonly outliers: OutlierTreatment;
}

/** The mean absolute shift of the rank when one choice alone is made otherwise. */
export interface RankSensitivity {
  /** Other weights, by the draws. */
  readonly weights: number;
  /** The other two ways to normalise. */
  readonly normalisation: number;
  /** The other two ways to put parts together. */
  readonly aggregation: number;
  /** Outliers treated the other way. */
  readonly outliers: number;
  /** Each part left out in turn, in the order of the parts; empty with two parts. */
  readonly leftOut: readonly number[];
}

/** The index under any choice. */
export interface Ready {
  /** The normalised parts. */
  readonly partsOf: (choice: Choice) => readonly (readonly number[])[];
  /** The scores of the areas. */
  readonly scoresOf: (choice: Choice) => Float64Array;
}

/** How often other choices are tried. Enough for the 5 and 95 % ranks to hold to a rank in tens of areas. */
const TRIALS = 1_000;
const NORMALISATIONS: readonly Normalisation[] = ["z-score", "min-max", "rank"];
const AGGREGATIONS: readonly Aggregation[] = ["arithmetic", "geometric", "harmonic"];
const TREATMENTS: readonly OutlierTreatment[] = ["keep", "draw-in"];

/** Normalises every version of the parts once. */
export function readyFor(versions: Readonly<Record<OutlierTreatment, readonly PartColumn[]>>): Ready {
  const all = (columns: readonly PartColumn[]) => ({
    "z-score": columns.map((column) => normalise(column, "z-score")),
    "min-max": columns.map((column) => normalise(column, "min-max")),
    rank: columns.map((column) => normalise(column, "rank")),
  });
  const known = { keep: all(versions.keep), "draw-in": all(versions["draw-in"]) };
  const partsOf = ({ outliers, normalise }: Choice) => known[outliers][normalise];
  const summed = new Map<string, Summed>();
  const summedOf = (choice: Choice) => {
    const key = [choice.outliers, choice.normalise, choice.aggregate].join(" ");
    const found = summed.get(key) ?? summedFor(partsOf(choice), choice.aggregate);
    summed.set(key, found);
    return found;
  };
  return { partsOf, scoresOf: (choice) => combine(summedOf(choice), choice.weights) };
}

/** What trying other choices shows. */
export interface Trials {
  readonly rankRanges: readonly (readonly [number, number])[];
  readonly meanRankShift: number;
  readonly sensitivity: RankSensitivity;
}

/** Tries other choices, all at once and each alone. */
export function tryOthers({ partsOf, scoresOf }: Ready, chosen: Choice, seed: string): Trials {
  const random = randomFor(seed), ranked = (choice: Choice) => ranksOf(scoresOf(choice));
  const drawn = Array.from({ length: TRIALS }, () => drawChoice(random, chosen));
  const trials = drawn.map(ranked), ranks = ranked(chosen), parts = partsOf(chosen);
  const shift = (choices: readonly Choice[]) => shiftOf(choices.map(ranked), ranks);
  return {
    rankRanges: Array.from(
      ranks,
      (_, area) => rangeOf(new Float64Array(trials.map((trial) => trial[area]!))),
    ),
    meanRankShift: shiftOf(trials, ranks),
    sensitivity: {
      weights: shift(drawn.map(({ weights }) => ({ ...chosen, weights }))),
      normalisation: shift(others(NORMALISATIONS, "normalise", chosen)),
      aggregation: shift(others(AGGREGATIONS, "aggregate", chosen)),
      outliers: shift(others(TREATMENTS, "outliers", chosen)),
      leftOut: parts.length < 3
        ? []
        : parts.map((_, part) => shiftOf([ranksOf(without(parts, chosen, part))], ranks)),
    },
  };
}

function drawChoice(random: Random, chosen: Choice): Choice {
  const oneOf = <T>(values: readonly T[]) => values[random.below(values.length)]!;
  return {
    weights: halfway(chosen.weights, () => random.next()),
    ...{ normalise: oneOf(NORMALISATIONS), aggregate: oneOf(AGGREGATIONS), outliers: oneOf(TREATMENTS) },
  };
}

/** Weights drawn uniformly over all that sum to one, halfway to those given. */
function halfway(weights: readonly number[], drawn: (part: number) => number): readonly number[] {
  // Exponential draws over their sum are uniform over all weights that sum to one.
  const draw = shareOut(weights.map((_, part) => -Math.log(1 - drawn(part))));
  return weights.map((weight, part) => 0.5 * weight + 0.5 * draw[part]!);
}

/** The same choice from numbers between 0 and 1: first one per part, then the scale, the mean and the outliers. */
export function choiceAt(inputs: Float64Array, chosen: Choice): Choice {
  const k = chosen.weights.length;
  const oneOf = <T>(values: readonly T[], at: number) => values[Math.floor(inputs[at]! * values.length)]!;
  return {
    weights: halfway(chosen.weights, (part) => inputs[part]!),
    normalise: oneOf(NORMALISATIONS, k),
    aggregate: oneOf(AGGREGATIONS, k + 1),
    outliers: oneOf(TREATMENTS, k + 2),
  };
}

/** The choice with each other value of one member. */
function others<K extends "normalise" | "aggregate" | "outliers">(
  values: readonly Choice[K][],
  member: K,
  chosen: Choice,
): readonly Choice[] {
  return values.filter((value) => value !== chosen[member]).map((value) => ({ ...chosen, [member]: value }));
}

/** The index without one part. */
function without(
  parts: readonly (readonly number[])[],
  { weights, aggregate }: Choice,
  part: number,
): Float64Array {
  const rest = <T>(list: readonly T[]) => list.filter((_, k) => k !== part);
  return combine(summedFor(rest(parts), aggregate), shareOut(rest(weights)));
}

/** Mean absolute difference of ranks. */
export function shiftOf(trials: readonly Float64Array[], ranks: Float64Array): number {
  let total = 0;
  for (const trial of trials) {
    for (let area = 0; area < ranks.length; area++) total += Math.abs(trial[area]! - ranks[area]!);
  }
  return total / (trials.length * ranks.length);
}

function rangeOf(ranks: Float64Array): readonly [number, number] {
  const sorted = ranks.sort();
  return [sorted[Math.floor(0.05 * sorted.length)]!, sorted[Math.ceil(0.95 * sorted.length) - 1]!];
}
