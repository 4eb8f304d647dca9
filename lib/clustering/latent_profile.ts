/**
 * What marks a latent class: shares by expected numbers, for `protect`.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { posteriorsOf } from "./hidden.ts";
import type { LatentClasses } from "./latent_model.ts";
import { type ClusterProfile, eachKnown, profileOf, type ProfileOptions } from "./profile.ts";

/**
 * Profiles latent classes on one column, as `profileClusters` does clusters. A row counts for each class by the probability
 * that it belongs there; the expected numbers are rounded to whole rows, so that each category keeps its total.
 *
 * Classes are less unlike in such a profile than they are, the more so the lower the relative entropy: with traits that
 * are not among the items, use `regressLatentClasses`. Intervals do not count in that classes are uncertain.
 *
 * @param model The classes.
 * @param table The same rows.
 * @param options The column, its categories and the texts.
 * @returns The profile, unprotected.
 * @throws {WorkspaceError} When the rows are not the same, the column is numeric or holds an unnamed category.
 */
export function profileLatentClasses(
  model: LatentClasses,
  table: Table,
  options: ProfileOptions,
): ClusterProfile {
  const { patterns, posterior } = posteriorsOf(model), { k } = model;
  if (table.rowCount !== patterns.ofRow.length) {
    throw new WorkspaceError({
      what: `Classes are of ${patterns.ofRow.length} rows and the table has ${table.rowCount}`,
    });
  }
  const expected = options.categories.map(() => new Float64Array(k));
  eachKnown(table, options, (row, category) => {
    const pattern = patterns.ofRow[row]!;
    if (pattern < 0) return;
    for (let c = 0; c < k; c++) expected[category]![c]! += posterior[pattern * k + c]!;
  });
  const rounded = expected.map(roundKeepingTotal);
  const counts = Array.from({ length: k }, (_, c) => rounded.map((numbers) => numbers[c]!));
  return profileOf(counts, table.rowCount, { ...options, noise: "none" });
}

/** Rounds numbers whose sum is whole so that their sum stays; the largest remainders go up, the first on a tie. */
export function roundKeepingTotal(numbers: Float64Array): number[] {
  const total = Math.round(numbers.reduce((sum, value) => sum + value, 0));
  const down = Array.from(numbers, Math.floor);
  const left = total - down.reduce((sum, value) => sum + value, 0);
  const byRemainder = down.map((_, at) => at)
    .sort((a, b) => (numbers[b]! - down[b]!) - (numbers[a]! - down[a]!) || a - b);
  for (const at of byRemainder.slice(0, left)) down[at]! += 1;
  return down;
}
