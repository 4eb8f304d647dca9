/**
 * How far two divisions of the same rows agree.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { normalQuantile } from "../core/stats/mod.ts";
import { brief, withSummary } from "../core/summary.ts";
import type { Clustering } from "./clustering.ts";
import { membershipOf } from "./hidden.ts";

/** The agreement of two clusterings. */
export interface Agreement {
  /** The number of rows. */
  readonly n: number;
  /** The adjusted Rand index: 1 is the same division, 0 what chance gives, below 0 is less than chance. */
  readonly estimate: number;
  /** Lower end of the 95 % interval, by the jackknife over rows with both divisions as they are. */
  readonly low: number;
  /** Upper end, at most 1. */
  readonly high: number;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/** Below this two divisions have little in common. Source: Steinley (2004), Psychological Methods 9:386–396. */
const LITTLE = 0.65;

/**
 * The adjusted Rand index of two clusterings of the same rows: (pairs together in both − expected) / (mean of the pairs
 * together in each − expected). Two divisions that each have one cluster agree fully. Interval: estimate ± 1.96 √((n−1)/n Σ(index
 * without a row − their mean)²), which tells of other rows in these divisions, not of other divisions.
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
  const counts = { n, both, left: Float64Array.from(left.sizes), right: Float64Array.from(right.sizes) };
  const estimate = indexOf(counts), reach = normalQuantile(0.975) * jackknifeError(counts);
  const low = Math.max(-1, estimate - reach), high = Math.min(1, estimate + reach);
  const warnings = estimate < LITTLE ? ["The divisions have little in common."] : [];
  return withSummary(
    {
      ...{ n, estimate, low, high },
      assumptions: ["By chance, clusters of these sizes would be drawn at random", "Rows are independent"],
      warnings,
    },
    [`Agreement (adjusted Rand) ${[estimate, low, high].map(brief).join("  ")} of ${n} rows`, ...warnings]
      .join("\n"),
  );
}

/** Rows by both divisions, and by each. */
interface Counts {
  readonly n: number;
  readonly both: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
}

function indexOf({ n, both, left, right }: Counts): number {
  const together = pairsIn(both), inLeft = pairsIn(left), inRight = pairsIn(right);
  const expected = inLeft * inRight / (n * (n - 1) / 2), most = (inLeft + inRight) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** Rows in one cell of the two divisions have the same index without them, so there is one a cell. */
function jackknifeError(counts: Counts): number {
  const { n, both, left, right } = counts;
  if (n < 3) return 0;
  const without = Array.from(both, (rows, cell) => {
    if (rows === 0) return { rows, value: 0 };
    const less = (list: Float64Array, at: number) => list.map((count, k) => k === at ? count - 1 : count);
    const [row, column] = [Math.floor(cell / right.length), cell % right.length];
    const value = indexOf({
      ...{ n: n - 1, both: less(both, cell), left: less(left, row), right: less(right, column) },
    });
    return { rows, value };
  });
  const mean = without.reduce((sum, { rows, value }) => sum + rows * value, 0) / n;
  const squares = without.reduce((sum, { rows, value }) => sum + rows * (value - mean) ** 2, 0);
  return Math.sqrt((n - 1) / n * squares);
}

function pairsIn(sizes: Iterable<number>): number {
  let pairs = 0;
  for (const size of sizes) pairs += size * (size - 1) / 2;
  return pairs;
}
