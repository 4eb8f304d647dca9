/**
 * Local G of Getis and Ord: where high values lie together, and where low ones.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { adjustP, normalCdf } from "../core/stats/mod.ts";
import type { Numbers } from "./_check.ts";
import { withSummary } from "../core/summary.ts";
import { deviationsOf } from "./_spatial.ts";
import { laggedSums, type SpatialWeights } from "./weights.ts";

/** Options of {@linkcode localGetis}. */
export interface LocalGetisOptions {
  /** Whether an area counts among its own neighbours: `without` gives Gi (unless told), `with` gives Gi*. */
  readonly self?: "with" | "without";
}

/** Local statistics in the order of the areas. */
export interface LocalGetis {
  /** The number of areas. */
  readonly n: number;
  /** The standardised statistic: above 0 among high values, below 0 among low ones. */
  readonly z: readonly number[];
  /** Two-sided p-values, adjusted for the number of areas by Benjamini and Hochberg. */
  readonly adjustedP: readonly number[];
  /** `high` or `low` where the adjusted p is below 0.05, otherwise `none`. */
  readonly kind: readonly ("high" | "low" | "none")[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/** The level at which an area is named high or low. */
const LEVEL = 0.05;

/**
 * Gi = (Σ w x − W x̄) / (s √(((n−1) Σw² − W²)/(n−2))), with W = Σw and mean and deviation over the other areas; Gi* takes the area
 * itself among its neighbours (weight 1, or the same share as the others in row style), with n and n−1 for n−1 and n−2.
 *
 * Equals `spdep::localG`. Source: Ord and Getis (1995), Geographical Analysis 27:286–306.
 *
 * @example The high end of a line
 * ```ts
 * import { localGetis } from "./local_getis.ts";
 * import { neighbourWeights } from "./weights.ts";
 * import assert from "node:assert/strict";
 *
 * const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]], { style: "binary" });
 * const { z } = localGetis([1, 2, 1, 7, 8, 9], line, { self: "with" });
 * assert.ok(z[4]! > 1.5 && z[1]! < -1.5);
 * ```
 *
 * @param values One value an area.
 * @param weights The neighbours.
 * @param options Whether the area itself counts.
 * @returns The statistics.
 * @throws {WorkspaceError} With fewer than 4 areas, a constant value, missing values, or an area next to all others.
 */
export function localGetis(
  values: Numbers,
  weights: SpatialWeights,
  options: LocalGetisOptions = {},
): LocalGetis {
  const { n } = deviationsOf(values, weights), x = Float64Array.from(values);
  const lagged = laggedSums(x, weights), own = options.self === "with";
  let sum = 0, squares = 0;
  for (const value of x) {
    sum += value;
    squares += value * value;
  }
  const z = Array.from(x, (value, i) => {
    const near = nearOf(weights, i, own), count = own ? n : n - 1;
    const mean = (own ? sum : sum - value) / count;
    const variance = (own ? squares : squares - value * value) / count - mean * mean;
    const room = (count * near.squares - near.sum * near.sum) / (count - 1);
    if (!(room > 1e-12) || !(variance > 1e-14 * squares / n)) {
      throw new WorkspaceError({
        what: "An area has all others as neighbours, or all others have the same value",
        where: `area ${i}, numbered from 0`,
        mend: "Take fewer neighbours, or leave the area out",
      });
    }
    return (near.scale * lagged[i]! + near.self * value - near.sum * mean) / Math.sqrt(variance * room);
  });
  const adjustedP = adjustP(z.map((score) => 2 * normalCdf(Math.abs(score), "upper")), "benjamini-hochberg");
  const kind = z.map((score, i) => adjustedP[i]! >= LEVEL ? "none" : score > 0 ? "high" : "low");
  const facts: LocalGetis = {
    ...{ n, z, adjustedP, kind },
    assumptions: [
      "Without pattern, every value could have occurred in every area",
      "The neighbours are the right ones",
    ],
    warnings: [],
  };
  const [high, low] = ["high", "low"].map((word) => kind.filter((one) => one === word).length);
  return withSummary(facts, `Local G of ${n} areas: ${high} among high values, ${low} among low ones`);
}

/** The sum and the sum of squares of the weights of an area; in row style all are rescaled when it joins its neighbours. */
function nearOf(weights: SpatialWeights, i: number, own: boolean) {
  let sum = 0, squares = 0;
  const from = weights.starts[i]!, to = weights.starts[i + 1]!;
  for (let at = from; at < to; at++) {
    sum += weights.weights[at]!;
    squares += weights.weights[at]! ** 2;
  }
  if (!own) return { sum, squares, scale: 1, self: 0 };
  if (weights.style === "binary") return { sum: sum + 1, squares: squares + 1, scale: 1, self: 1 };
  const share = 1 / (to - from + 1);
  return { sum: 1, squares: share, scale: (to - from) * share, self: share };
}
