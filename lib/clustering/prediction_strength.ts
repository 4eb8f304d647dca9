/**
 * How many clusters can be found again in other rows: prediction strength.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { randomFor } from "../core/random.ts";
import { brief, withSummary } from "../core/summary.ts";
import { pamOf, partOf } from "./_k_medoids_labels.ts";
import type { Dissimilarity } from "./dissimilarity.ts";
import { matrixOf } from "./hidden.ts";
import { checkK } from "./k_medoids.ts";

/** From this prediction strength clusters are found again. Source: Tibshirani and Walther (2005): 0.8 to 0.9. */
export const FOUND_AGAIN_FROM = 0.8;

/** Options of {@linkcode predictionStrength}. */
export interface PredictionOptions {
  /** The largest number of clusters; 8 unless told, or a quarter of the rows when that is less. */
  readonly to?: number;
  /** Random halvings; 50 unless told. */
  readonly splits?: number;
  /** The name that seeds the halvings; `clustering/prediction-strength` unless told. */
  readonly seedName?: string;
}

/** One number of clusters tried. */
export interface PredictionCandidate {
  /** The number of clusters. */
  readonly k: number;
  /** Mean over halvings and both directions of the strength of the worst cluster, 0 to 1. */
  readonly strength: number;
  /** Standard error of that mean over the halvings drawn; 0 with one halving. */
  readonly standardError: number;
}

/** The numbers of clusters tried and the largest that is found again. */
export interface PredictionChoice {
  /** The number of rows. */
  readonly n: number;
  /** The largest k with a strength from 0.8; 1 says that no division is found again. */
  readonly estimate: number;
  /** Every k tried, ascending from 2. */
  readonly candidates: readonly PredictionCandidate[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Prediction strength: rows are halved at random, each half is clustered by itself, and the rows of one half go to the
 * nearest medoid of the other. The strength of a cluster is the share of its pairs that these medoids keep together; of k
 * clusters it is that of the worst. A cluster of one row counts as fully kept.
 *
 * Source: Tibshirani and Walther (2005), Journal of Computational and Graphical Statistics 14:511–528 (R
 * `fpc::prediction.strength`).
 *
 * @example Two groups far apart
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { predictionStrength } from "./prediction_strength.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 60 }, (_, i) => i % 2 === 0 ? Math.sqrt(i) : 1000 + Math.sqrt(i));
 * const far = distance(Table.from({ x }), { columns: ["x"] });
 * assert.equal(predictionStrength(far, { to: 4 }).candidates[0]?.strength, 1);
 * ```
 *
 * @param dissimilarity How unlike the rows are.
 * @param options Range of k, halvings and seed.
 * @returns The choice with what it rests on.
 * @throws {WorkspaceError} When there are fewer than 8 rows or an option is impossible.
 */
export function predictionStrength(
  dissimilarity: Dissimilarity,
  options: PredictionOptions = {},
): PredictionChoice {
  const { n } = dissimilarity, { splits = 50 } = options, half = Math.floor(n / 2);
  const to = options.to ?? Math.min(8, Math.floor(n / 4));
  checkK(to, half);
  if (to < 2 || !(Number.isInteger(splits) && splits >= 1)) {
    throw new WorkspaceError({
      what: `Cannot try 2 to ${to} clusters of ${n} rows in ${splits} halvings`,
      mend: "Use at least 8 rows, try 2 or more clusters, and halve at least once",
    });
  }
  const d = matrixOf(dissimilarity), found: number[][] = Array.from({ length: to + 1 }, () => []);
  const random = randomFor(options.seedName ?? "clustering/prediction-strength");
  for (let s = 0; s < splits; s++) {
    const order = Array.from({ length: n }, (_, row) => row);
    for (let left = n; left > 1; left--) {
      const at = random.below(left), kept = order[at]!;
      order[at] = order[left - 1]!;
      order[left - 1] = kept;
    }
    const halves = [order.slice(0, half), order.slice(half)] as const;
    for (let k = 2; k <= to; k++) found[k]!.push(strengthOf(d, n, halves, k));
  }
  const candidates = Array.from({ length: to - 1 }, (_, at) => candidateOf(at + 2, found[at + 2]!));
  const estimate = candidates.findLast(({ strength }) => strength >= FOUND_AGAIN_FROM)?.k ?? 1;
  const warnings = [
    ...dissimilarity.warnings,
    ...(estimate === 1 ? ["No division is found again in other rows: there may be no separate groups."] : []),
  ];
  const lines = candidates.map(({ k, strength, standardError }) =>
    `  ${k}: ${brief(strength)} ± ${brief(standardError)}`
  );
  return withSummary(
    {
      n,
      estimate,
      candidates,
      assumptions: ["Rows are independent", "Groups are large enough to be met in both halves"],
      warnings,
    },
    [`Up to ${estimate} clusters of ${n} rows are found again in other rows`, ...lines, ...warnings].join(
      "\n",
    ),
  );
}

function candidateOf(k: number, strengths: readonly number[]): PredictionCandidate {
  const splits = strengths.length, strength = strengths.reduce((sum, value) => sum + value, 0) / splits;
  const squares = strengths.reduce((sum, value) => sum + (value - strength) ** 2, 0);
  return { k, strength, standardError: splits === 1 ? 0 : Math.sqrt(squares / (splits - 1) / splits) };
}

/** The mean over both directions of the strength of the worst cluster. */
export function strengthOf(
  d: Float64Array,
  n: number,
  halves: readonly [readonly number[], readonly number[]],
  k: number,
): number {
  const found = halves.map((rows) => pamOf(partOf(d, n, rows), rows.length, k));
  const directed = [0, 1].map((test) => {
    const medoids = found[1 - test]!.medoids.map((at) => halves[1 - test]![at]!);
    const rows = halves[test]!, own = found[test]!.labels;
    // How the rows of each cluster are spread over the other half's medoids.
    const spread = new Float64Array(k * k), sizes = new Float64Array(k);
    rows.forEach((row, at) => {
      spread[own[at]! * k + nearestOf(d, n, row, medoids)]! += 1;
      sizes[own[at]!]! += 1;
    });
    return Math.min(...Array.from(sizes, (size, c) => {
      if (size < 2) return 1;
      let kept = 0;
      for (let other = 0; other < k; other++) {
        const count = spread[c * k + other]!;
        kept += count * (count - 1);
      }
      return kept / (size * (size - 1));
    }));
  });
  return (directed[0]! + directed[1]!) / 2;
}

function nearestOf(d: Float64Array, n: number, row: number, medoids: readonly number[]): number {
  let best = 0;
  for (let c = 1; c < medoids.length; c++) {
    if (d[row * n + medoids[c]!]! < d[row * n + medoids[best]!]!) best = c;
  }
  return best;
}
