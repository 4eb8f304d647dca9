/**
 * How many clusters: silhouettes next to each other.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { brief, withSummary } from "../core/summary.ts";
import type { Dissimilarity } from "./dissimilarity.ts";
import { checkK, kMedoids } from "./k_medoids.ts";
import { meanSilhouette, WEAK_SILHOUETTE } from "./silhouette.ts";

/** Options of {@linkcode chooseK}. */
export interface ChooseKOptions {
  /** The smallest number of clusters; 2 unless told. */
  readonly from?: number;
  /** The largest number of clusters; 8 unless told, or n − 1 when that is less. */
  readonly to?: number;
}

/** One number of clusters tried. */
export interface KCandidate {
  /** The number of clusters. */
  readonly k: number;
  /** Mean silhouette. */
  readonly silhouette: number;
  /** Mean dissimilarity to the own medoid. */
  readonly objective: number;
  /** Rows in the smallest cluster. */
  readonly smallest: number;
}

/** The numbers of clusters tried and the one that silhouettes favour. */
export interface KChoice {
  /** The number of rows. */
  readonly n: number;
  /** The k with the highest mean silhouette; the smallest such k on a tie. */
  readonly estimate: number;
  /** Every k tried, ascending. */
  readonly candidates: readonly KCandidate[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Tries numbers of clusters and names the one with the highest mean silhouette.
 *
 * A silhouette cannot say that there is one group only: a value below {@linkcode WEAK_SILHOUETTE} is warned of. The
 * choice remains with the analyst: a division that professionals recognise may be worth more than a second decimal.
 *
 * @example Three groups on a line
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { chooseK } from "./choose_k.ts";
 * import { distance } from "./distance.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ x: Float64Array.of(1, 2, 3, 50, 51, 52, 90, 91, 92) });
 * assert.equal(chooseK(distance(table, { columns: ["x"] }), { to: 5 }).estimate, 3);
 * ```
 *
 * @param dissimilarity How unlike the rows are.
 * @param options The range of k.
 * @returns The choice with what it rests on.
 * @throws {WorkspaceError} When the range is empty or impossible for the number of rows.
 */
export function chooseK(dissimilarity: Dissimilarity, options: ChooseKOptions = {}): KChoice {
  const { n } = dissimilarity;
  const from = options.from ?? 2, to = options.to ?? Math.min(8, n - 1);
  checkK(from, n);
  checkK(to, n);
  if (from < 2 || from > to) {
    throw new WorkspaceError({
      what: `Cannot try k from ${from} to ${to}`,
      mend: "Start at 2 or more, end higher",
    });
  }
  const candidates: KCandidate[] = [];
  for (let k = from; k <= to; k++) {
    const clustering = kMedoids(dissimilarity, { k });
    candidates.push({
      k,
      silhouette: meanSilhouette(clustering, dissimilarity),
      objective: clustering.objective,
      smallest: clustering.sizes[k - 1] ?? 0,
    });
  }
  const best = candidates.reduce((kept, next) => next.silhouette > kept.silhouette ? next : kept);
  const warnings = [...dissimilarity.warnings];
  if (best.silhouette < WEAK_SILHOUETTE) {
    warnings.push(
      `The best mean silhouette is ${
        best.silhouette.toFixed(2)
      }: there may be no separate groups in these data.`,
    );
  }
  const lines = candidates.map(({ k, silhouette }) => `  ${k}: ${brief(silhouette)}`);
  return withSummary(
    { n, estimate: best.k, candidates, assumptions: ["There are at least two groups"], warnings },
    [`Silhouettes favour ${best.k} clusters of ${n} rows`, ...lines, ...warnings].join("\n"),
  );
}
