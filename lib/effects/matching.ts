/**
 * Matching in pairs: nearest neighbours by turns, or the best pairs together.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { bestPairs } from "./_assignment.ts";
import { type DistanceOptions, type Distances, distancesOf } from "./_distances.ts";
import {
  type MatchColumns,
  type MatchData,
  type MatchedEffect,
  matchedEffect,
  readMatchData,
} from "./_matched_effect.ts";
import { type Displayed, displayed } from "./summary.ts";

/** Columns and choices of {@linkcode matchNearest}. */
export interface MatchOptions extends MatchColumns, DistanceOptions {
  /** Whether a person who did not take part may be the partner of several. Default `never`. */
  readonly reuse?: "never" | "allowed";
  /** Who chooses first: the largest score, the smallest, or the order of rows (always so for `mahalanobis`). Default `largest`. */
  readonly order?: "largest" | "smallest" | "rows";
}

/** The result of {@linkcode matchNearest} and {@linkcode matchOptimal}. The effect is that on those matched. */
export interface MatchResult extends MatchedEffect {
  /** The number of pairs. */
  readonly pairs: number;
  /** The sum of the distances within pairs. */
  readonly totalDistance: number;
}

/**
 * Pairs everyone who took part with the nearest one who did not, by turns.
 *
 * Greedy pairing depends on the order: the largest score first, ties by row, unless told. The error is that of the
 * difference of means with pairs as clusters (Abadie and Spiess 2022); with `reuse` every row is its own cluster. No trait
 * from after the start may be among the covariates.
 * Source: Stuart (2010), Statistical Science 25(1), 1–21; the balance of R `MatchIt`'s vignette. MatchIt 4.5.1 to 4.5.3
 * themselves pair otherwise: they measure gaps in whole numbers, so that they miss nearer partners and leave calipers (issue 163 of
 * that project).
 *
 * @example Three pairs of six
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { matchNearest } from "./matching.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   score: Float64Array.of(9, 8, 7, 5, 4, 6, 3, 2),
 *   deelname: Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0),
 *   leeftijd: Float64Array.of(20, 24, 28, 21, 23, 29, 35, 33),
 * });
 * const result = matchNearest(table, { outcome: "score", treated: "deelname", covariates: ["leeftijd"] });
 * assert.equal(result.pairs, 3);
 * assert.equal(result.estimate.toFixed(6), "3.000000");
 * ```
 *
 * @param table One row a person or area.
 * @param options The columns and choices.
 * @returns The effect on those matched, with the balance.
 * @throws {WorkspaceError} When a group is empty, the traits separate the groups, or fewer than two pairs are found.
 */
export function matchNearest(table: Table, options: MatchOptions): MatchResult & Displayed {
  const data = readMatchData(table, options);
  const distances = distancesOf(table, data, options.covariates, options);
  const pairs = greedyPairs(data, distances, options);
  return pairedEffect(data, options, distances, pairs, {
    nl: "Koppeling aan de meest gelijkende",
    en: "Nearest-neighbour matching",
  });
}

/**
 * Pairs those who took part with those who did not so that the sum of distances is least: as many pairs as possible first.
 *
 * An assignment problem, solved by HiGHS; the answer does not depend on the order of rows (but for equal distances).
 * Source: Rosenbaum (1989), JASA 84(408), 1024–1032; R `optmatch::pairmatch`.
 *
 * @example What greedy search misses
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { matchOptimal } from "./matching.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   score: Float64Array.of(9, 8, 7, 5, 4, 6, 3, 2),
 *   deelname: Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0),
 *   leeftijd: Float64Array.of(20, 24, 28, 21, 23, 29, 35, 33),
 * });
 * const columns = { outcome: "score", treated: "deelname", covariates: ["leeftijd"] };
 * assert.equal((await matchOptimal(table, columns)).pairs, 3);
 * ```
 *
 * @param table One row a person or area.
 * @param options The columns and choices.
 * @returns The effect on those matched, with the balance.
 * @throws {WorkspaceError} When a group is empty, the traits separate the groups, fewer than two pairs are possible, or there
 *   are too many possible pairs.
 */
export async function matchOptimal(
  table: Table,
  options: MatchColumns & DistanceOptions,
): Promise<MatchResult & Displayed> {
  const data = readMatchData(table, options);
  const distances = distancesOf(table, data, options.covariates, options);
  const pairs = await bestPairs(rowsOf(data, 1), rowsOf(data, 0), distances);
  return pairedEffect(data, options, distances, pairs, { nl: "Beste koppeling", en: "Optimal matching" });
}

type Pair = readonly [number, number];

function rowsOf(data: MatchData, side: number): readonly number[] {
  return [...data.treated.keys()].filter((row) => data.treated[row] === side);
}

function greedyPairs(data: MatchData, distances: Distances, options: MatchOptions): readonly Pair[] {
  const { score } = distances, sign = options.order === "smallest" ? -1 : 1;
  const order = rowsOf(data, 1).slice();
  if (score && options.order !== "rows") order.sort((a, b) => sign * (score[b]! - score[a]!) || a - b);
  const others = rowsOf(data, 0), used = new Uint8Array(data.y.length);
  return order.flatMap((row) => {
    let best = -1, gap = Infinity;
    for (const other of others) {
      if (used[other] === 1) continue;
      const apart = distances.between(row, other);
      if (apart < gap) [best, gap] = [other, apart];
    }
    if (best < 0) return [];
    if (options.reuse !== "allowed") used[best] = 1;
    return [[row, best] as const];
  });
}

function pairedEffect(
  data: MatchData,
  options: MatchOptions,
  distances: Distances,
  pairs: readonly Pair[],
  method: { readonly nl: string; readonly en: string },
): MatchResult & Displayed {
  if (pairs.length < 2) {
    throw new WorkspaceError({
      what: `Only ${pairs.length} pairs were found`,
      where: "matching",
      mend: "Widen the caliper, or add people who did not take part",
    });
  }
  const weights = new Float64Array(data.y.length), cluster = new Int32Array(data.y.length);
  const shared = options.reuse === "allowed";
  pairs.forEach(([row, other], place) => {
    weights[row] = 1;
    weights[other]! += 1;
    cluster[row] = cluster[other] = place;
  });
  const kept = [...weights.keys()].filter((row) => weights[row]! > 0);
  if (shared) kept.forEach((row, place) => cluster[row] = place);
  const effect = matchedEffect(data, options.covariates, {
    ...{ weights, cluster, clusters: shared ? kept.length : pairs.length, method },
    extra: distances.score ? [{ name: "distance", values: distances.score }] : [],
  });
  const totalDistance = pairs.reduce((sum, [row, other]) => sum + distances.between(row, other), 0);
  return displayed({ ...effect, pairs: pairs.length, totalDistance });
}
