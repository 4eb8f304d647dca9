/**
 * What missing answers could do to a result at worst.
 *
 * @module
 */
import type { Interval } from "../core/stats/mod.ts";
import type { AnyDesign } from "./estimates.ts";
import { proportion, type ProportionOptions } from "./proportion.ts";

/** A proportion with what the unknown answers leave open. */
export interface SensitivityBounds {
  /** The share among those who are known (complete case); null when nobody is. */
  readonly known: number | null;
  /** The share when every unknown is 0. */
  readonly lowest: number;
  /** The share when every unknown is 1. */
  readonly highest: number;
  /** The weighted share that is unknown. */
  readonly unknownShare: number;
  /** The lower end of the interval at `lowest` and the upper end at `highest`: sampling and missingness together. */
  readonly outer: Interval;
  /** The unweighted number of known respondents. */
  readonly n: number;
}

/**
 * Bounds for a proportion over all ways in which unknown answers could have been given (Manski bounds).
 *
 * @example One of four is unknown
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { sensitivityBounds } from "./sensitivity.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(1, 1, 1, 1), y: Float64Array.of(0, 1, 0, NaN) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const bounds = sensitivityBounds(design, table.numbers("y"), { interval: "kornGraubard" });
 * assert.deepEqual([bounds.lowest, bounds.highest, bounds.unknownShare], [0.25, 0.5, 0.25]);
 * ```
 *
 * @param design The design.
 * @param flags 1, 0, or NaN for unknown.
 * @param options The interval and its level.
 * @returns The bounds.
 */
export function sensitivityBounds(
  design: AnyDesign,
  flags: Float64Array,
  options: Pick<ProportionOptions, "interval" | "level">,
): SensitivityBounds {
  const fill = (value: number) => flags.map((flag) => Number.isNaN(flag) ? value : flag);
  const known = proportion(design, flags, { ...options, empty: "outsideDomain" });
  const lowest = proportion(design, fill(0), options);
  const highest = proportion(design, fill(1), options);
  const unknown = proportion(design, flags.map((flag) => Number.isNaN(flag) ? 1 : 0), options);
  return {
    known: Number.isNaN(known.values[0]!) ? null : known.values[0]!,
    lowest: lowest.values[0]!,
    highest: highest.values[0]!,
    unknownShare: unknown.values[0]!,
    outer: { low: lowest.intervals[0]?.low ?? 0, high: highest.intervals[0]?.high ?? 1 },
    n: known.n[0]!,
  };
}
