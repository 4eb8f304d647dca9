/**
 * Fisher's exact test for two shares in small groups.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { logGamma } from "../core/stats/log_gamma.ts";

/** Tables whose probability exceeds that of the observed one by less than this share are as likely (as in R). */
const AS_LIKELY = 1 + 1e-7;
/** With more people than this all tables are no longer counted. */
const MOST = 1_000_000;

/**
 * The two-sided p value of Fisher's exact test: the probability of all tables with the same margins that are no more
 * likely than the observed one.
 *
 * Source: R `fisher.test`.
 *
 * @example The lady tasting tea
 * ```ts
 * import { fisherExact } from "./fisher_exact.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(fisherExact({ yes: 3, of: 4 }, { yes: 1, of: 4 }) - 34 / 70) < 1e-12);
 * ```
 *
 * @param group How many of the group say yes.
 * @param comparison How many of the comparison group say yes.
 * @returns The p value.
 * @throws {WorkspaceError} When a count is not a whole number from 0 to the size of its group, or there are over a million.
 */
export function fisherExact(
  group: { readonly yes: number; readonly of: number },
  comparison: { readonly yes: number; readonly of: number },
): number {
  for (const { yes, of } of [group, comparison]) {
    if (!Number.isInteger(yes) || !Number.isInteger(of) || yes < 0 || yes > of || of < 1) {
      throw new WorkspaceError({
        what: "A count is not a whole number from 0 to the size of its group",
        where: "Fisher's exact test",
      });
    }
  }
  if (group.of + comparison.of > MOST) {
    throw new WorkspaceError({
      what: `More than ${MOST} people are too many to count all tables`,
      where: "Fisher's exact test",
      mend: "Take an interval of the difference of two shares: with so many it is exact enough",
    });
  }
  const yes = group.yes + comparison.yes;
  const lowest = Math.max(0, yes - comparison.of), highest = Math.min(group.of, yes);
  const logs = Array.from(
    { length: highest - lowest + 1 },
    (_, i) => logChoose(group.of, lowest + i) + logChoose(comparison.of, yes - lowest - i),
  );
  const top = Math.max(...logs);
  const weights = logs.map((value) => Math.exp(value - top));
  const observed = (weights[group.yes - lowest] ?? 0) * AS_LIKELY;
  const all = weights.reduce((a, b) => a + b, 0);
  return Math.min(1, weights.filter((weight) => weight <= observed).reduce((a, b) => a + b, 0) / all);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
