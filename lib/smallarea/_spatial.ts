/**
 * Parts that the tests of spatial pattern share.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { normalCdf } from "../core/stats/mod.ts";
import { meanOf, type Numbers, requireFinite, requireLengths } from "./_check.ts";
import { shufflerFor } from "./_shuffle.ts";
import type { SpatialWeights } from "./weights.ts";

/** What the alternative to "no pattern" is: neighbours alike, neighbours unlike, or either. */
export type Alternative = "alike" | "unlike" | "either";

/** Options of a test of spatial pattern. */
export interface PatternOptions {
  /** `alike` (unless told), `unlike` or `either`. */
  readonly alternative?: Alternative;
  /** Random reorderings of the values; 999 unless told, 0 for none. */
  readonly permutations?: number;
  /** The name that seeds them; `smallarea/` and the statistic unless told. */
  readonly seedName?: string;
  /** Variance under `randomisation` (unless told) of the values seen, or under a `normal` distribution. */
  readonly variance?: "randomisation" | "normal";
}

/** A statistic of spatial pattern with its tests. */
export interface SpatialPattern {
  /** The number of areas. */
  readonly n: number;
  /** The statistic. */
  readonly estimate: number;
  /** What it is on average without pattern. */
  readonly expected: number;
  /** Its variance without pattern. */
  readonly variance: number;
  /** (estimate − expected) / √variance. */
  readonly z: number;
  /** p-value by the normal distribution. */
  readonly p: number;
  /** p-value by permutation, (r + 1) / (R + 1); null without permutations. */
  readonly permutationP: number | null;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/** Checks values against weights and gives deviations from the mean with their moments. */
export function deviationsOf(values: Numbers, weights: SpatialWeights) {
  const n = requireLengths({ values }, 4);
  requireFinite("values", values);
  if (n !== weights.n) {
    throw new WorkspaceError({
      what: `${n} values and weights for ${weights.n} areas`,
      where: "values, weights",
    });
  }
  const mean = meanOf(values);
  const z = Float64Array.from(values, (value) => value - mean);
  let m2 = 0, m4 = 0;
  for (const value of z) {
    m2 += value * value;
    m4 += value ** 4;
  }
  const scale = Math.max(...Array.from(values, Math.abs));
  if (!(m2 > n * (1e-14 * scale) ** 2) || !Number.isFinite(m4) || m4 === 0) {
    throw new WorkspaceError({
      what: "All areas have the same value, or values are too large or small to compute with",
      where: "values",
      mend: "There is no pattern to look for, or rescale the values",
    });
  }
  return { n, z, m2: m2 / n, b2: n * m4 / (m2 * m2) };
}

/** p by the normal distribution; `sign` is 1 when alike means a high statistic, −1 when it means a low one. */
export function normalP(z: number, alternative: Alternative, sign: 1 | -1): number {
  if (alternative === "either") return 2 * normalCdf(Math.abs(z), "upper");
  return normalCdf(z, (alternative === "alike") === (sign === 1) ? "upper" : "lower");
}

/** p by permutation of the values over the areas. */
export function permutationP(
  values: Float64Array,
  statistic: (permuted: Float64Array) => number,
  options: Required<Pick<PatternOptions, "alternative" | "permutations" | "seedName">> & {
    readonly estimate: number;
    readonly expected: number;
    readonly sign: 1 | -1;
  },
): number | null {
  const { permutations, alternative, estimate, expected, sign } = options;
  if (!(Number.isInteger(permutations) && permutations >= 0)) {
    throw new WorkspaceError({
      what: `Cannot make ${permutations} permutations`,
      mend: "Choose a whole number from 0",
    });
  }
  if (permutations === 0) return null;
  const shuffle = shufflerFor(options.seedName), permuted = values.slice();
  const extremeness = (value: number) =>
    alternative === "either" ? Math.abs(value - expected) : (alternative === "alike" ? sign : -sign) * value;
  // Sums in another order differ in the last digits; a tie counts as extreme.
  const limit = extremeness(estimate) - 1e-12 * Math.max(1, Math.abs(estimate));
  let extreme = 0;
  for (let round = 0; round < permutations; round++) {
    shuffle(permuted);
    if (extremeness(statistic(permuted)) >= limit) extreme++;
  }
  return (extreme + 1) / (permutations + 1);
}

/** Few areas make the normal approximation poor. Source: Cliff and Ord (1981), chapter 2. */
export function fewAreas(n: number): string[] {
  return n < 20 ? ["Fewer than 20 areas: go by the permutation p-value."] : [];
}
