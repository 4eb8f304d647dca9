/** Critical values for several lines jointly, by a multiplier bootstrap of their influence functions. @module */
import { type Random, randomFor } from "../core/random.ts";

/**
 * How the multipliers are drawn: normal numbers (drawn for all clusters at once), or a sign per cluster. With few clusters in a
 * group signs have too short tails: on mpdta (20 counties) 2.73 where normal multipliers give 2.83.
 */
export type Multipliers = "rademacher" | "normal";

/** A line of which the joint behaviour with others is wanted. */
export interface DrawnLine {
  /** Influence summed by cluster. */
  readonly sums: Float64Array;
  /** The share of its variance by group of clusters; empty when the variance counts as known. */
  readonly shares: readonly number[];
}

/** How many draws of which kind. */
export interface DrawOptions {
  readonly draws: number;
  readonly seed: string;
  readonly multipliers: Multipliers;
}

/** The distribution of the largest |t| over the lines, in order of size; empty without lines that vary. */
export type LargestT = Float64Array;

/**
 * Draws the largest |Σ v ψ| / √Σψ² over the lines, each divided by a drawn error where variances are estimated in few clusters.
 *
 * The drawn error is √Σ share·χ²(df)/df over the groups of clusters, the same χ² for all lines. Lines without variation (a
 * base period) are left out.
 * Source: Callaway and Sant'Anna (2021), algorithm 1, with the analytic error in the place of the interquartile range.
 *
 * @param freedom Degrees of freedom of each group of clusters.
 */
export function largestT(
  lines: readonly DrawnLine[],
  freedom: readonly number[],
  options: DrawOptions,
): LargestT {
  const { draws, seed, multipliers } = options;
  const moving = lines.flatMap(({ sums, shares }) => {
    const line = scaled(sums);
    return line ? [{ line, shares }] : [];
  });
  if (moving.length === 0 || draws === 0) return new Float64Array(0);
  const directions = moving.map(({ line }) => line);
  const next = multipliers === "normal" ? normalDraws(directions, seed) : signDraws(directions, seed);
  const errors = errorDraws(moving.map(({ shares }) => shares), freedom, `${seed}/errors`);
  return Float64Array.from({ length: draws }, () => {
    const error = errors();
    return next().reduce((most, value, k) => Math.max(most, Math.abs(value) / error[k]!), 0);
  }).sort();
}

/** Draws of the estimated errors of all lines, as shares of the true ones. */
function errorDraws(
  shares: readonly (readonly number[])[],
  freedom: readonly number[],
  seed: string,
): () => Float64Array {
  const random = randomFor(seed), errors = new Float64Array(shares.length).fill(1);
  if (shares.every((line) => line.length === 0)) return () => errors;
  const used = freedom.map((df, group) => df >= 1 && shares.some((line) => (line[group] ?? 0) > 0));
  return () => {
    const ratio = freedom.map((df, group) => used[group] ? chiSquaredDraw(random, df) / df : 1);
    shares.forEach((line, k) => {
      errors[k] = Math.sqrt(line.reduce((sum, share, group) => sum + share * (ratio[group]! - 1), 1));
    });
    return errors;
  };
}

/** A draw of χ² with any degrees of freedom from 1: Marsaglia and Tsang (2000), ACM Trans. Math. Softw. 26(3), 363–372. */
function chiSquaredDraw(random: Random, df: number): number {
  const shape = df / 2 + 1, d = shape - 1 / 3, c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal(), v = (1 + c * z) ** 3, u = random.next();
    if (v <= 0 || !(Math.log(u) < z * z / 2 + d - d * v + d * Math.log(v))) continue;
    // One more than wanted, taken back by a power of a uniform draw: right for shapes below 1 too.
    return 2 * d * v * (1 - random.next()) ** (2 / df);
  }
}

function scaled(line: Float64Array): Float64Array | null {
  let squares = 0;
  for (const value of line) squares += value * value;
  const root = Math.sqrt(squares);
  return root > 0 ? line.map((value) => value / root) : null;
}

function signDraws(lines: readonly Float64Array[], seed: string): () => Float64Array {
  const random = randomFor(seed), clusters = lines[0]!.length, sign = new Float64Array(clusters);
  const result = new Float64Array(lines.length);
  return () => {
    for (let place = 0, bits = 0; place < clusters; place++) {
      if (place % 32 === 0) bits = random.below(2 ** 32);
      sign[place] = bits & 1 ? 1 : -1;
      bits >>>= 1;
    }
    lines.forEach((line, k) => result[k] = dot(line, sign));
    return result;
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Given ψ, normal multipliers make the lines normal with the covariance Σψψ′: so draw from that. */
function normalDraws(lines: readonly Float64Array[], seed: string): () => Float64Array {
  const random = randomFor(seed),
    root = semidefiniteRoot(lines.map((a, j) => lines.slice(0, j + 1).map((b) => dot(a, b))));
  const draw = new Float64Array(lines.length), result = new Float64Array(lines.length);
  return () => {
    for (let j = 0; j < draw.length; j++) draw[j] = random.normal();
    root.forEach((row, k) => result[k] = dot(row, draw));
    return result;
  };
}

/** L with LL′ = a matrix of which the lower triangle is given; a line that follows from earlier ones gets a 0 on the diagonal. */
function semidefiniteRoot(square: readonly (readonly number[])[]): readonly Float64Array[] {
  const lower = square.map(() => new Float64Array(square.length));
  square.forEach((row, j) => {
    for (let k = 0; k <= j; k++) {
      let rest = row[k]!;
      for (let m = 0; m < k; m++) rest -= lower[j]![m]! * lower[k]![m]!;
      const pivot = lower[k]![k]!;
      lower[j]![k] = k < j ? (pivot > 0 ? rest / pivot : 0) : rest > 1e-12 ? Math.sqrt(rest) : 0;
    }
  });
  return lower;
}

/** The value that the largest |t| exceeds in a share of 1 − level of the draws. */
export function criticalValue(draws: LargestT, level: number): number | null {
  if (draws.length === 0) return null;
  return draws[Math.min(draws.length - 1, Math.ceil(level * draws.length) - 1)]!;
}

/** (draws at least as large + 1) / (draws + 1). */
export function largestTPValue(draws: LargestT, found: number): number | null {
  if (draws.length === 0) return null;
  return (draws.filter((value) => value >= found).length + 1) / (draws.length + 1);
}
