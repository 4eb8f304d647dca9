/**
 * From the boundaries of one year to those of a later one: changes in sequence become one concordance.
 *
 * Counts are carried, never shares: carry numerator and denominator and divide afterwards. Nothing is carried back in
 * time: what was added together cannot be taken apart.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { carryCounts, codeAtLevel, type ConcordanceLine } from "../../core/region.ts";
import { type BoundaryChange, MUNICIPAL_CHANGES } from "./changes.ts";

/** Which boundaries to which. */
export interface CarryOptions {
  /** The year of boundaries of the counts. */
  readonly from: number;
  /** The year of boundaries that is asked; not before `from`. */
  readonly to: number;
  /** The changes; those of Dutch municipalities by default. */
  readonly changes?: readonly BoundaryChange[];
}

/**
 * Makes one concordance of all changes between two years.
 *
 * @example Two changes in sequence
 * ```ts
 * import { concordanceBetween } from "./concordance.ts";
 * import assert from "node:assert/strict";
 *
 * const changes = [
 *   { year: 2021, from: "GM9951", to: "GM9952", weight: 0.25 },
 *   { year: 2021, from: "GM9951", to: "GM9953", weight: 0.75 },
 *   { year: 2023, from: "GM9952", to: "GM9953", weight: 1 },
 * ];
 * assert.deepEqual(concordanceBetween({ from: 2020, to: 2023, changes }), [
 *   { from: "GM9951", to: "GM9953", weight: 1 },
 *   { from: "GM9952", to: "GM9953", weight: 1 },
 * ]);
 * ```
 *
 * @param options The years and the changes.
 * @returns The lines, by old code and new code. An area that did not change has none.
 * @throws {WorkspaceError} When `to` lies before `from`, or a share on the way is not known or does not sum to 1.
 */
export function concordanceBetween(options: CarryOptions): readonly ConcordanceLine[] {
  const { from, to, changes = MUNICIPAL_CHANGES } = options;
  if (!(from <= to)) {
    throw new WorkspaceError({
      what: `Counts are not carried back, from the boundaries of ${from} to those of ${to}`,
      mend: "Carry the older counts to the newer boundaries",
    });
  }
  const steps = changes.filter(({ year }) => year > from && year <= to);
  const codes = [...new Set(steps.map((change) => change.from))].sort();
  const years = [...new Set(steps.map(({ year }) => year))].sort((a, b) => a - b);
  return codes.flatMap((code) => {
    let shares: ReadonlyMap<string, number> = new Map([[code, 1]]);
    for (const year of years) shares = carryCounts(shares, linesOf(steps, year, shares));
    return [...shares].filter(([next]) => shares.size > 1 || next !== code)
      .map(([next, weight]) => ({ from: code, to: next, weight }));
  });
}

function linesOf(
  steps: readonly BoundaryChange[],
  year: number,
  needed: ReadonlyMap<string, number>,
): readonly ConcordanceLine[] {
  return steps.filter((step) => step.year === year && needed.has(step.from)).map(({ from, to, weight }) => {
    if (weight !== null) return { from, to, weight };
    throw new WorkspaceError({
      what: `Area was split in ${year}, and the shares are not known`,
      where: from,
      mend: "Give counts of its parts to splitByParts, or a file of changes with weights",
    });
  });
}

/**
 * Carries counts from the boundaries of one year to those of a later one. The total stays the same.
 *
 * An area that counts were given for and that was split with unknown shares is refused; a split of an area without
 * counts is no obstacle.
 *
 * @example A merger of municipalities
 * ```ts
 * import { carryBetween } from "./concordance.ts";
 * import assert from "node:assert/strict";
 *
 * const carried = carryBetween(new Map([["GM0370", 10], ["GM0439", 90]]), { from: 2021, to: 2022 });
 * assert.deepEqual([...carried], [["GM0439", 100]]);
 * ```
 *
 * @param counts Counts by code, in the boundaries of `from`.
 * @param options The years and the changes.
 * @returns Counts by code in the boundaries of `to`, sorted by code.
 * @throws {WorkspaceError} As {@linkcode concordanceBetween}.
 */
export function carryBetween(
  counts: ReadonlyMap<string, number>,
  options: CarryOptions,
): ReadonlyMap<string, number> {
  const changes = options.changes ?? MUNICIPAL_CHANGES;
  const reached = new Set(counts.keys());
  // What a counted area becomes may change again later.
  for (const { from, to } of [...changes].sort((a, b) => a.year - b.year)) {
    if (reached.has(from)) reached.add(to);
  }
  const own = changes.filter(({ from }) => reached.has(from));
  return carryCounts(counts, concordanceBetween({ ...options, changes: own }));
}

/**
 * Finds the shares of a split from counts of the parts: how many of the old area's inhabitants live in parts that now
 * belong to each new area. The shares hold for what was counted, such as inhabitants, and roughly for anything else.
 *
 * @example A municipality is divided over two
 * ```ts
 * import { splitByParts } from "./concordance.ts";
 * import assert from "node:assert/strict";
 *
 * const parts = [{ to: "GM9952", count: 30 }, { to: "GM9953", count: 50 }, { to: "GM9953", count: 20 }];
 * assert.deepEqual(splitByParts("GM9951", 2021, parts), [
 *   { year: 2021, from: "GM9951", to: "GM9952", weight: 0.3 },
 *   { year: 2021, from: "GM9951", to: "GM9953", weight: 0.7 },
 * ]);
 * ```
 *
 * @param from The old area.
 * @param year The first year of the new boundaries.
 * @param parts The parts of the old area: where each belongs now, and its count.
 * @returns Changes with weights, by new code. They stand in for lines of that area whose weight is null.
 * @throws {WorkspaceError} When a count is negative or all are 0.
 */
export function splitByParts(
  from: string,
  year: number,
  parts: readonly { readonly to: string; readonly count: number }[],
): readonly BoundaryChange[] {
  const counts = new Map<string, number>();
  for (const { to, count } of parts) counts.set(to, (counts.get(to) ?? 0) + count);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  if (!parts.every(({ count }) => count >= 0) || !(total > 0)) {
    throw new WorkspaceError({
      what: "Shares of a split do not follow from these counts",
      where: from,
      mend: "Give counts of at least 0, not all 0",
    });
  }
  return [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([to, count]) => ({ year, from, to, weight: count / total }));
}

/**
 * Adds counts of buurten or wijken up to a larger level. Codes of one year only: a code holds its own municipality.
 *
 * @param counts Counts by code of a buurt or wijk.
 * @param level The level that is asked.
 * @returns Counts by code of that level, sorted.
 * @throws {WorkspaceError} When a code is of a larger level.
 */
export function rollUp(
  counts: ReadonlyMap<string, number>,
  level: "wijk" | "gemeente",
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [code, count] of counts) {
    const above = codeAtLevel(code, level);
    sums.set(above, (sums.get(above) ?? 0) + count);
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
