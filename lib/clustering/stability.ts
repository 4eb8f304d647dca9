/**
 * Whether clusters come back when other people had been in the data.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Random, randomFor } from "../core/random.ts";
import { brief, withSummary } from "../core/summary.ts";
import { partOf } from "./_k_medoids_labels.ts";
import { build, fasterPam } from "./faster_pam.ts";
import { matrixOf, membershipOf } from "./hidden.ts";
import type { Interval } from "../core/stats/mod.ts";
import type { Clustering } from "./clustering.ts";
import type { Dissimilarity } from "./dissimilarity.ts";

/** Mean Jaccard from which a cluster is stable. Source: Hennig (2007). */
export const STABLE_FROM = 0.75;
/** Mean Jaccard up to which a cluster dissolves. Source: Hennig (2007). */
export const DISSOLVED_TO = 0.6;

/** Options of {@linkcode clusterStability}. */
export interface StabilityOptions {
  /** The number of resamples; 100 unless told. */
  readonly resamples?: number;
  /** The name that seeds the resamples; `clustering/stability` unless told. */
  readonly seedName?: string;
}

/** How stable clusters are, in the order of the clusters. */
export interface Stability {
  /** The number of rows. */
  readonly n: number;
  /** The number of resamples. */
  readonly resamples: number;
  /** Mean over the clusters. */
  readonly estimate: number;
  /** Mean Jaccard similarity per cluster, 0 to 1. */
  readonly byCluster: readonly number[];
  /** From which to which Jaccard similarity the middle 95 % of the resamples go, per cluster. */
  readonly intervals: readonly Interval[];
  /** What that means per cluster. */
  readonly verdicts: readonly ("stable" | "doubtful" | "dissolved")[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Bootstrap stability: rows are drawn again and clustered again; each cluster is compared with the new cluster that
 * looks most like it by Jaccard similarity |A ∩ B| / |A ∪ B|, over the rows drawn. A row drawn twice counts once. A
 * cluster of which nobody was drawn counts as 0 in that resample.
 *
 * Source: Hennig (2007), Computational Statistics & Data Analysis 52:258–271 (R `fpc::clusterboot`).
 *
 * @example Groups far apart come back
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import { clusterStability } from "./stability.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 40 }, (_, i) => i < 20 ? i : 1000 + i);
 * const far = distance(Table.from({ x }), { columns: ["x"] });
 * const { verdicts } = clusterStability(kMedoids(far, { k: 2 }), far, { resamples: 20 });
 * assert.deepEqual(verdicts, ["stable", "stable"]);
 * ```
 *
 * @param clustering The clusters.
 * @param dissimilarity How unlike the same rows are.
 * @param options Resamples and seed.
 * @returns The stability per cluster.
 * @throws {WorkspaceError} When the rows are not the same or resamples is not a whole number from 1.
 */
export function clusterStability(
  clustering: Clustering,
  dissimilarity: Dissimilarity,
  options: StabilityOptions = {},
): Stability {
  const plan = planStability(clustering, dissimilarity, options);
  const { labels } = membershipOf(clustering), d = matrixOf(dissimilarity);
  return stabilityOf(plan, plan.draws.map((rows) => againJaccard(d, plan.n, rows, labels, plan.k)));
}

/** What is drawn before anything is computed, so that the answer does not depend on who computes it. */
export interface StabilityPlan {
  /** The number of rows. */
  readonly n: number;
  /** The number of clusters. */
  readonly k: number;
  /** The different rows of each resample, ascending. */
  readonly draws: readonly Int32Array[];
}

/** Checks the options and draws the rows of every resample. */
export function planStability(
  clustering: Clustering,
  dissimilarity: Dissimilarity,
  options: StabilityOptions,
): StabilityPlan {
  const { n } = dissimilarity, { k } = clustering, resamples = options.resamples ?? 100;
  if (clustering.n !== n) {
    throw new WorkspaceError({ what: "Clusters and dissimilarity are of different rows" });
  }
  if (!(Number.isInteger(resamples) && resamples >= 1)) {
    throw new WorkspaceError({
      what: `Cannot draw ${resamples} resamples`,
      mend: "Choose a whole number from 1",
    });
  }
  const random = randomFor(options.seedName ?? "clustering/stability");
  return { n, k, draws: Array.from({ length: resamples }, () => Int32Array.from(drawRows(n, k, random))) };
}

/** Clusters the rows of one resample again: the best Jaccard similarity of every cluster. */
export function againJaccard(
  d: Float64Array,
  n: number,
  rows: Int32Array,
  labels: Int32Array,
  k: number,
): number[] {
  return bestJaccard(Array.from(rows, (row) => labels[row]!), fasterPamOf(d, n, rows, k), k);
}

/** The stability that the similarities of all resamples amount to, added up in their order. */
export function stabilityOf(
  { n, k, draws }: StabilityPlan,
  found: readonly (readonly number[])[],
): Stability {
  const totals = new Float64Array(k), resamples = draws.length;
  for (const values of found) values.forEach((value, c) => totals[c]! += value);
  const byCluster = Array.from(totals, (total) => total / resamples);
  const verdicts = byCluster.map(verdictOf);
  const weak = verdicts.flatMap((verdict, c) => verdict === "stable" ? [] : [c + 1]);
  const warnings = weak.length > 0
    ? [`Not stable: cluster ${weak.join(", ")}. Do not build a persona on it alone.`]
    : [];
  const lines = byCluster.map((value, c) => `  cluster ${c + 1}: ${brief(value)}, ${verdicts[c]}`);
  return withSummary({
    n,
    resamples,
    estimate: byCluster.reduce((sum, value) => sum + value, 0) / k,
    byCluster,
    intervals: byCluster.map((_, c) => middleOf(found.map((values) => values[c]!))),
    verdicts,
    assumptions: ["Rows are drawn independently"],
    warnings,
  }, [`Stability (Jaccard) in ${resamples} resamples of ${n} rows`, ...lines, ...warnings].join("\n"));
}

/** The middle 95 %, by order statistics. */
function middleOf(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b), out = Math.floor(0.025 * values.length);
  return { low: sorted[out]!, high: sorted[sorted.length - 1 - out]! };
}

function verdictOf(jaccard: number): "stable" | "doubtful" | "dissolved" {
  return jaccard >= STABLE_FROM ? "stable" : jaccard <= DISSOLVED_TO ? "dissolved" : "doubtful";
}

function drawRows(n: number, k: number, random: Random): number[] {
  const drawn = new Uint8Array(n);
  let different = 0;
  // Draws on when so few different rows were drawn that k clusters cannot be made (tiny n only).
  for (let i = 0; i < n || different < k; i++) {
    const row = random.below(n);
    different += 1 - drawn[row]!;
    drawn[row] = 1;
  }
  return Array.from(drawn.keys()).filter((row) => drawn[row] === 1);
}

function fasterPamOf(d: Float64Array, n: number, rows: Int32Array, k: number): Int32Array {
  const square = { d: partOf(d, n, rows), n: rows.length };
  return fasterPam(square, build(square, k)).labels;
}

function bestJaccard(before: readonly number[], after: Int32Array, k: number): number[] {
  const both = new Float64Array(k * k), inBefore = new Float64Array(k), inAfter = new Float64Array(k);
  before.forEach((a, i) => {
    const b = after[i]!;
    both[a * k + b]! += 1;
    inBefore[a]! += 1;
    inAfter[b]! += 1;
  });
  return Array.from(inBefore, (size, a) => {
    let best = 0;
    for (let b = 0; b < k; b++) {
      const shared = both[a * k + b]!;
      if (shared > 0) best = Math.max(best, shared / (size + inAfter[b]! - shared));
    }
    return best;
  });
}
