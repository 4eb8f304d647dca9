/**
 * How far two divisions of the same rows agree.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { brief, withSummary } from "../core/summary.ts";
import type { Clustering } from "./clustering.ts";
import { membershipOf } from "./hidden.ts";

/** The agreement of two clusterings. */
export interface Agreement {
  /** The number of rows. */
  readonly n: number;
  /** The adjusted Rand index: 1 is the same division, 0 what chance gives, below 0 is less than chance. */
  readonly estimate: number;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/** Below this two divisions have little in common. Source: Steinley (2004), Psychological Methods 9:386–396. */
const LITTLE = 0.65;

/**
 * The adjusted Rand index of two clusterings of the same rows: (pairs together in both − expected) / (mean of the pairs
 * together in each − expected). Two divisions that each have one cluster agree fully.
 *
 * Source: Hubert and Arabie (1985), Journal of Classification 2:193–218.
 *
 * @example The same groups in another way
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { clusterAgreement } from "./agreement.ts";
 * import { distance } from "./distance.ts";
 * import { kMedoids } from "./k_medoids.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ x: Float64Array.of(1, 2, 3, 50, 51, 60) });
 * const groups = kMedoids(distance(table, { columns: ["x"] }), { k: 2 });
 * assert.equal(clusterAgreement(groups, groups).estimate, 1);
 * ```
 *
 * @param left One division.
 * @param right Another one of the same rows, in the same order.
 * @returns The index.
 * @throws {WorkspaceError} When the numbers of rows differ.
 */
export function clusterAgreement(left: Clustering, right: Clustering): Agreement {
  const { n } = left;
  if (right.n !== n) {
    throw new WorkspaceError({
      what: `The divisions are of ${n} and ${right.n} rows`,
      mend: "Take one table",
    });
  }
  const a = membershipOf(left).labels, b = membershipOf(right).labels;
  const both = new Float64Array(left.k * right.k);
  for (let row = 0; row < n; row++) both[a[row]! * right.k + b[row]!]! += 1;
  const together = pairsIn(both), inLeft = pairsIn(left.sizes), inRight = pairsIn(right.sizes);
  const expected = inLeft * inRight / (n * (n - 1) / 2);
  const most = (inLeft + inRight) / 2;
  const estimate = most === expected ? 1 : (together - expected) / (most - expected);
  const warnings = estimate < LITTLE ? ["The divisions have little in common."] : [];
  return withSummary({
    n,
    estimate,
    assumptions: ["By chance, clusters of these sizes would be drawn at random"],
    warnings,
  }, [`Agreement (adjusted Rand) ${brief(estimate)} of ${n} rows`, ...warnings].join("\n"));
}

function pairsIn(sizes: Iterable<number>): number {
  let pairs = 0;
  for (const size of sizes) pairs += size * (size - 1) / 2;
  return pairs;
}
