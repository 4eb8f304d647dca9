/** Critical values for several lines jointly, by a multiplier bootstrap of their influence functions. @module */
import { randomFor } from "../core/random.ts";

/**
 * How the multipliers are drawn: normal numbers (drawn for all clusters at once), or a sign per cluster. With few clusters in a
 * group signs have too short tails: on mpdta (20 counties) 2.73 where normal multipliers give 2.83.
 */
export type Multipliers = "rademacher" | "normal";

/** Lines of which the joint behaviour is wanted: influence summed by cluster, such that the error is √Σψ²/n. */
export type ClusterSums = readonly Float64Array[];

/** The distribution of the largest |t| over the lines, in order of size; empty without lines that vary. */
export type LargestT = Float64Array;

/**
 * Draws the largest |Σ v ψ| / √Σψ² over the lines.
 *
 * Lines without variation (a base period) are left out.
 * Source: Callaway and Sant'Anna (2021), algorithm 1, with the analytic error in the place of the interquartile range.
 */
export function largestT(
  sums: ClusterSums,
  draws: number,
  seed: string,
  multipliers: Multipliers,
): LargestT {
  const lines = sums.map(scaled).filter((line) => line !== null);
  if (lines.length === 0 || draws === 0) return new Float64Array(0);
  const result = multipliers === "normal" ? drawNormal(lines, draws, seed) : drawSigns(lines, draws, seed);
  return result.sort();
}

function scaled(line: Float64Array): Float64Array | null {
  let squares = 0;
  for (const value of line) squares += value * value;
  const root = Math.sqrt(squares);
  return root > 0 ? line.map((value) => value / root) : null;
}

function drawSigns(lines: readonly Float64Array[], draws: number, seed: string): Float64Array {
  const random = randomFor(seed), clusters = lines[0]!.length, sign = new Float64Array(clusters);
  return Float64Array.from({ length: draws }, () => {
    for (let place = 0, bits = 0; place < clusters; place++) {
      if (place % 32 === 0) bits = random.below(2 ** 32);
      sign[place] = bits & 1 ? 1 : -1;
      bits >>>= 1;
    }
    return lines.reduce((most, line) => Math.max(most, Math.abs(dot(line, sign))), 0);
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Given ψ, normal multipliers make the lines normal with the covariance Σψψ′: so draw from that. */
function drawNormal(lines: readonly Float64Array[], draws: number, seed: string): Float64Array {
  const random = randomFor(seed), root = semidefiniteRoot(lines.map((a) => lines.map((b) => dot(a, b))));
  const draw = new Float64Array(lines.length);
  return Float64Array.from({ length: draws }, () => {
    for (let j = 0; j < draw.length; j++) draw[j] = random.normal();
    return root.reduce((most, row) => Math.max(most, Math.abs(dot(row, draw))), 0);
  });
}

/** A lower triangle L with LL′ = the correlation matrix; a line that follows from earlier ones gets a 0 on the diagonal. */
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
