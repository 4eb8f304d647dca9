/**
 * Proportions with intervals that stay inside 0 and 1.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Interval, kornGraubardInterval, logitInterval } from "../core/stats/mod.ts";
import type { AnyDesign, Estimates } from "./estimates.ts";
import { type EstimateOptions, masksOf, mean } from "./estimators.ts";

/** Options of {@linkcode proportion}. */
export interface ProportionOptions extends EstimateOptions {
  /** The interval: `logit` (as R's default), or `kornGraubard` for rare or common outcomes. No default. */
  readonly interval: "logit" | "kornGraubard";
  /** The confidence level; 0.95 unless told. */
  readonly level?: number;
}

/** Proportions with an interval each. */
export interface Proportions extends Estimates {
  /** The interval of each proportion; null where a logit does not exist, or no variance (an empty domain, one cluster). */
  readonly intervals: readonly (Interval | null)[];
  /** The unweighted number of respondents with the trait behind each proportion: what minimum counts are about. */
  readonly cases: Float64Array;
}

/**
 * Weighted proportions of 0/1 values, per domain, with a design-based interval.
 *
 * @example A share of four respondents
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { proportion } from "./proportion.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(1, 1, 1, 1), y: Float64Array.of(0, 1, 0, 1) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const shares = proportion(design, table.numbers("y"), { interval: "kornGraubard" });
 * assert.equal(shares.values[0], 0.5);
 * assert.ok((shares.intervals[0]?.low ?? 0) > 0);
 * ```
 *
 * @param design The design.
 * @param flags 1, 0, or NaN for unknown, one a respondent.
 * @param options The interval, domains, and what unknown means.
 * @returns The proportions.
 * @throws {WorkspaceError} When a flag is neither 0 nor 1, or is unknown and that is refused.
 */
export function proportion(design: AnyDesign, flags: Float64Array, options: ProportionOptions): Proportions {
  const strange = flags.findIndex((flag) => flag !== 0 && flag !== 1 && !Number.isNaN(flag));
  if (strange >= 0) {
    throw new WorkspaceError({
      what: "A flag is neither 0, 1 nor empty",
      where: `proportion, row ${strange + 1}`,
      mend: "Give 1 for those who have the trait and 0 for others; a mean of other numbers is `mean`",
    });
  }
  const estimates = mean(design, flags, options);
  const level = options.level ?? 0.95;
  const intervals = [...estimates.values].map((value, index) => {
    const df = estimates.df[index]!;
    const n = estimates.n[index]!;
    if (Number.isNaN(value) || df < 1 || n < 2) return null;
    const parts = { se: estimates.se[index]!, df, level };
    // Rounding may carry a share of everybody a hair past 1.
    const share = Math.min(1, Math.max(0, value));
    return options.interval === "logit"
      ? logitInterval(share, parts)
      : kornGraubardInterval(share, { ...parts, n });
  });
  const cases = masksOf(design, [flags], options).map((mask) =>
    flags.reduce(
      (count, flag, row) => count + (flag === 1 && mask[row] === 1 && design.weights[row] !== 0 ? 1 : 0),
      0,
    )
  );
  return { ...estimates, intervals, cases: Float64Array.from(cases) };
}
