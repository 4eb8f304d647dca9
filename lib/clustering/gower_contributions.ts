/**
 * Which columns Gower's dissimilarity rests on.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { brief, withSummary } from "../core/summary.ts";
import type { Table } from "../core/table.ts";
import { gowerStretch, valuesOf } from "./_gower_kernel.ts";
import { checkRows } from "./dissimilarity.ts";
import { type GowerOptions, warningsOf, weighColumns } from "./gower.ts";

/** What one column adds. */
export interface GowerContribution {
  /** The name of the column. */
  readonly name: string;
  /** Mean over all pairs of w δ d / Σ w δ: the contributions of all columns add up to the mean dissimilarity. */
  readonly mean: number;
  /** Its part of the mean dissimilarity, 0 to 1. */
  readonly share: number;
}

/** What each column adds. */
export interface GowerContributions {
  /** The number of rows. */
  readonly n: number;
  /** The mean dissimilarity over all pairs. */
  readonly estimate: number;
  /** The columns in the order of the options. */
  readonly columns: readonly GowerContribution[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/** From this part on one of three or more columns decides what alike means. */
const DOMINATES = 0.5;

/**
 * How much each column adds to Gower's dissimilarity, on the mean over all pairs. A column of kinds often adds a full 1 and so
 * outweighs numbers: give it a lower weight where that is not meant. O(n² p), without keeping a matrix.
 *
 * @example Kinds outweigh numbers
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { gowerContributions } from "./gower_contributions.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ age: Float64Array.of(0, 5, 10), home: ["rent", "rent", "own"] });
 * const { columns } = gowerContributions(table, {
 *   columns: [{ name: "age", kind: "numeric" }, { name: "home", kind: "nominal" }],
 * });
 * assert.deepEqual(columns.map(({ share }) => share), [0.5, 0.5]);
 * ```
 *
 * @param table The rows.
 * @param options The columns and how to compare them, as for `gower`.
 * @returns What each column adds.
 * @throws {WorkspaceError} As `gower`, and when all rows are alike.
 */
export function gowerContributions(table: Table, options: GowerOptions): GowerContributions {
  const n = table.rowCount;
  checkRows(n);
  const weighted = weighColumns(table, options), { weights } = weighted;
  const singles = weighted.columns.map((column, k) => ({ columns: [column], weights: [weights[k]!] }));
  const totals = new Float64Array(singles.length), known = new Float64Array(n), base = new Float64Array(n);
  const rows = singles.map(() => new Float64Array(n));
  for (let i = 1; i < n; i++) {
    base.fill(0, 0, i);
    singles.forEach((single, k) => {
      if (weights[k] === 0) return;
      const sums = rows[k]!.subarray(0, i);
      gowerStretch(single, valuesOf(single.columns, i), 0, { sums, known: known.subarray(0, i) });
      for (let j = 0; j < i; j++) if (sums[j] === sums[j]) base[j]! += weights[k]!;
    });
    rows.forEach((sums, k) => {
      for (let j = 0; j < i; j++) if (sums[j] === sums[j]) totals[k]! += weights[k]! * sums[j]! / base[j]!;
    });
  }
  return resultOf(options, totals, { n, warnings: warningsOf(options.columns, weighted.columns) });
}

function resultOf(
  { columns: named }: GowerOptions,
  totals: Float64Array,
  { n, warnings }: { readonly n: number; readonly warnings: readonly string[] },
): GowerContributions {
  const pairs = n * (n - 1) / 2, estimate = totals.reduce((sum, value) => sum + value, 0) / pairs;
  if (estimate === 0) {
    throw new WorkspaceError({
      what: "All rows are alike",
      mend: "Compare columns that differ between rows",
    });
  }
  const columns = named.map(({ name }, k) => {
    const mean = totals[k]! / pairs;
    return { name, mean, share: mean / estimate };
  });
  const strong = columns.filter(({ share }) => columns.length > 2 && share > DOMINATES);
  const said = [
    ...warnings,
    ...strong.map(({ name, share }) =>
      `Column ${name} makes up ${
        Math.round(100 * share)
      } % of all dissimilarity: give it a lower weight unless that is meant.`
    ),
  ];
  const lines = columns.map(({ name, share }) => `  ${name}: ${brief(100 * share)} %`);
  return withSummary(
    { n, estimate, columns, assumptions: ["All pairs of rows count the same"], warnings: said },
    [`Dissimilarity of ${n} rows (mean ${brief(estimate)}) by column`, ...lines, ...said].join("\n"),
  );
}
