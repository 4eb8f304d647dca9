/**
 * P values with all comparisons taken into account.
 *
 * @module
 */
import { WorkspaceError } from "../errors.ts";

/** How p values are adjusted for their number. */
export type PAdjustment = "none" | "bonferroni" | "holm" | "benjamini-hochberg";

/**
 * Adjusts p values for having looked more than once. Null stays null and does not count.
 *
 * Bonferroni: min(1, m p). Holm: in ascending order max over earlier of min(1, (m − rank) p). Benjamini–Hochberg: in descending order
 * min over later of min(1, m p / rank). As R's `p.adjust`.
 * Source: Holm (1979), Scandinavian Journal of Statistics 6; Benjamini and Hochberg (1995), JRSS B 57.
 *
 * @example Holm by hand
 * ```ts
 * import { adjustP } from "./adjust_p.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(adjustP([0.01, 0.04, null, 0.03], "holm"), [0.03, 0.06, null, 0.06]);
 * ```
 *
 * @param values The p values.
 * @param how The adjustment.
 * @returns The adjusted values, in the same order.
 * @throws {WorkspaceError} When a value is no p value: not from 0 to 1.
 */
export function adjustP<T extends number | null>(
  values: readonly T[],
  how: PAdjustment,
): readonly (T | number)[] {
  if (!values.every((value) => value === null || (value >= 0 && value <= 1))) {
    throw new WorkspaceError({
      what: "A p value lies outside 0 to 1",
      where: "adjustPValues",
      mend: "Leave out comparisons that do not exist, or give null for them",
    });
  }
  const order = [...values.keys()].filter((index) => values[index] !== null)
    .sort((a, b) => Number(values[a]) - Number(values[b]) || a - b);
  const count = order.length, adjusted: (T | number)[] = [...values];
  if (how === "none") return adjusted;
  let running = how === "benjamini-hochberg" ? 1 : 0;
  for (let step = 0; step < count; step++) {
    const rank = how === "benjamini-hochberg" ? count - 1 - step : step;
    const index = order[rank]!, raw = Number(values[index]);
    if (how === "bonferroni") running = Math.min(1, raw * count);
    else if (how === "holm") running = Math.max(running, Math.min(1, raw * (count - rank)));
    else running = Math.min(running, Math.min(1, raw * count / (rank + 1)));
    adjusted[index] = running;
  }
  return adjusted;
}
