/** The steps of a composite index on columns of numbers: outliers, normalising, putting together, ranking. @module */

/** How parts become comparable: standard deviations from the mean, 0 to 1 between extremes, or the rank as a share. */
export type Normalisation = "z-score" | "min-max" | "rank";

/** How normalised parts are put together. */
export type Aggregation = "arithmetic" | "geometric" | "harmonic";

/** Whether values far from the others are drawn in first. */
export type OutlierTreatment = "keep" | "draw-in";

/** One part: its values with risk upwards, and what counts as 0 and as 1. */
export interface PartColumn {
  readonly values: readonly number[];
  /** The ends for `min-max`; absent when they are the extremes of the values. */
  readonly ends?: readonly [number, number];
}

/** The shape of a part. */
export interface PartShape {
  /** G₁. */
  readonly skewness: number;
  /** G₂, 0 for a normal distribution. */
  readonly kurtosis: number;
}

/** A part has outliers beyond both of these. Source: OECD and JRC (2008); as R `COINr`, with the skewness and kurtosis of SAS. */
const OUTLIERS = { skewness: 2, kurtosis: 3.5 } as const;
/** After so many values drawn in it is the scale that is skewed, not a few values (R `COINr`). */
const MOST_DRAWN_IN = 5;

/** Skewness G₁ and excess kurtosis G₂ as SAS, SPSS and Excel give them; 0 where too few or equal values leave none. */
export function shapeOf(values: readonly number[]): PartShape {
  const n = values.length, mean = sumOf(values) / n;
  const spread = Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / (n - 1));
  if (n < 4 || !(spread > 1e-14 * largestOf(values))) return { skewness: 0, kurtosis: 0 };
  const power = (exponent: number) => sumOf(values.map((value) => ((value - mean) / spread) ** exponent));
  const tail = 3 * (n - 1) ** 2 / ((n - 2) * (n - 3));
  return {
    skewness: n / ((n - 1) * (n - 2)) * power(3),
    kurtosis: n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * power(4) - tail,
  };
}

/**
 * Draws the farthest values in to the next one, until the part has no outliers; a part that needs more than five keeps its values
 * and is put on a logarithmic scale from its least value.
 */
export function drawIn(
  values: readonly number[],
): {
  readonly values: readonly number[];
  readonly drawn: number;
  readonly how: "none" | "drawn-in" | "logarithm";
} {
  let now = values;
  for (let drawn = 0; drawn <= MOST_DRAWN_IN; drawn++) {
    const { skewness, kurtosis } = shapeOf(now);
    if (Math.abs(skewness) <= OUTLIERS.skewness || kurtosis <= OUTLIERS.kurtosis) {
      return { values: now, drawn, how: drawn > 0 ? "drawn-in" : "none" };
    }
    const edge = skewness > 0 ? Math.max(...now) : Math.min(...now);
    const rest = now.filter((value) => value !== edge);
    const next = skewness > 0 ? Math.max(...rest) : Math.min(...rest);
    now = now.map((value) => value === edge ? next : value);
  }
  const low = Math.min(...values), room = Math.max(...values) - low;
  // A hundredth of the range keeps the least value on the scale (R `COINr`, log_CT).
  return { values: values.map((value) => Math.log((value - low) / room + 0.01)), drawn: 0, how: "logarithm" };
}

/** Makes a part comparable with the others. */
export function normalise({ values, ends }: PartColumn, how: Normalisation): readonly number[] {
  if (how === "rank") {
    return Array.from(ranksOf(values), (rank) => 1 - (rank - 1) / Math.max(1, values.length - 1));
  }
  const low = Math.min(...values), high = Math.max(...values);
  if (how === "min-max" && ends !== undefined) {
    return values.map((value) => Math.min(1, Math.max(0, (value - ends[0]) / (ends[1] - ends[0]))));
  }
  // A part that is the same everywhere tells the areas apart in no way.
  if (low === high) return values.map(() => 0);
  if (how === "min-max") return values.map((value) => (value - low) / (high - low));
  const mean = sumOf(values) / values.length;
  const spread = Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
  return values.map((value) => (value - mean) / spread);
}

/** Σwx, Πx^w or 1/Σ(w/x), with weights that sum to one. */
export function meanOf(values: readonly number[], weights: readonly number[], how: Aggregation): number {
  if (how === "arithmetic") return sumOf(values.map((value, k) => weights[k]! * value));
  if (how === "geometric") return Math.exp(sumOf(values.map((value, k) => weights[k]! * Math.log(value))));
  return 1 / sumOf(values.map((value, k) => weights[k]! / value));
}

/** Best and worst on the scale of means that need numbers above 0 (OECD and JRC 2008: 1 to 100). */
const SCALE = { worst: 1, best: 100 } as const;

/** Parts in the form in which a mean is their weighted sum. */
export interface Summed {
  readonly how: Aggregation;
  readonly columns: readonly Float64Array[];
}

/**
 * Prepares normalised parts for a mean. The geometric and harmonic mean are taken of how good an area is, from 1 to 100, and
 * turned back: so that one part that is very bad can't be made up for by the others.
 */
export function summedFor(columns: readonly (readonly number[])[], how: Aggregation): Summed {
  if (how === "arithmetic") return { how, columns: columns.map((column) => Float64Array.from(column)) };
  const term = how === "geometric" ? Math.log : (good: number) => 1 / good;
  return { how, columns: columns.map((column) => Float64Array.from(goodness(column), term)) };
}

/** The index of every area. */
export function combine({ how, columns }: Summed, weights: readonly number[]): Float64Array {
  const sums = new Float64Array(columns[0]!.length);
  columns.forEach((column, part) => {
    const weight = weights[part]!;
    for (let area = 0; area < sums.length; area++) sums[area]! += weight * column[area]!;
  });
  if (how === "arithmetic") return sums;
  const turned = SCALE.worst + SCALE.best;
  return sums.map((sum) => turned - (how === "geometric" ? Math.exp(sum) : 1 / sum));
}

function goodness(column: readonly number[]): readonly number[] {
  // Shares between agreed ends stay what they are; other columns are spread from the worst to the best area.
  const within = column.every((value) => value >= 0 && value <= 1);
  const low = within ? 0 : Math.min(...column), high = within ? 1 : Math.max(...column);
  return column.map((value) => SCALE.best - (value - low) / (high - low) * (SCALE.best - SCALE.worst));
}

/** Scores that differ by less than this share of their range differ by rounding. */
const EQUAL = 1e-12;

/** 1 for the highest; equal scores share the better rank. */
export function ranksOf(scores: ArrayLike<number>): Float64Array {
  const n = scores.length, sorted = new Float64Array(scores).sort(), ranks = new Float64Array(n);
  const room = EQUAL * (sorted[n - 1]! - sorted[0]!);
  for (let area = 0; area < n; area++) {
    const score = scores[area]! + room;
    let low = 0, high = n;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! > score) high = middle;
      else low = middle + 1;
    }
    ranks[area] = n - low + 1;
  }
  return ranks;
}

/** Weights divided by their sum. */
export function shareOut(weights: readonly number[]): readonly number[] {
  const sum = sumOf(weights);
  return weights.map((weight) => weight / sum);
}

/** The sum. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function largestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
