/**
 * Whether any characteristic is associated with a 0/1 outcome at all, before a tree looks for rules.
 *
 * @module
 */
import { chiSquaredCdf } from "../core/stats/mod.ts";
import type { SplitColumn } from "./tree.ts";

/** The clearest association of one characteristic. */
export interface SegmentSignal {
  /** The characteristic; null when none differs between rows. */
  readonly column: string | null;
  /** Its p-value, adjusted for the number of characteristics that were looked at (Šidák). */
  readonly p: number;
}

/**
 * The least p of all columns, 1 − (1 − p)^m adjusted for their number.
 *
 * A number is tested by (n − 1) r² on one degree of freedom, categories by (n − 1)/n times Pearson's χ²: both are the squared
 * distance of what is seen from what reshuffling gives. Source: Strasser & Weber (1999); Hothorn, Hornik & Zeileis (2006), Journal
 * of Computational and Graphical Statistics 15:651–674, the stop of R's `partykit::ctree`.
 *
 * @example One column that tells nothing and one that tells all
 * ```ts
 * import { signalOf } from "./segment_signal.ts";
 * import assert from "node:assert/strict";
 *
 * const y = Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1);
 * const flat = { name: "flat", kind: "number" as const, values: y.map(() => 1), levels: 0 };
 * assert.equal(signalOf([flat], y).p, 1);
 * assert.equal(signalOf([flat, { ...flat, name: "same", values: y }], y).column, "same");
 * ```
 *
 * @param columns The characteristics.
 * @param y The outcome, 0 or 1.
 * @returns The clearest; p is 1 when nothing differs.
 */
export function signalOf(columns: readonly SplitColumn[], y: Float64Array): SegmentSignal {
  const tried = columns.map((column) => ({ column: column.name, p: pOf(column, y) }));
  const clearest = tried.reduce((best, one) => one.p < best.p ? one : best, {
    column: null as string | null,
    p: 1,
  });
  // As −expm1(m log1p(−p)): a p of 1e-20 stays what it is.
  return {
    column: clearest.column,
    p: clearest.p === 1 ? 1 : -Math.expm1(tried.length * Math.log1p(-clearest.p)),
  };
}

function pOf({ kind, values, levels }: SplitColumn, y: Float64Array): number {
  const { statistic, df } = kind === "number" ? correlated(values, y) : crossed(values, y, levels);
  return df < 1 || !(statistic > 0) ? 1 : chiSquaredCdf(statistic, df, "upper");
}

function correlated(values: Float64Array, y: Float64Array) {
  const n = y.length, meanOf = (list: Float64Array) => list.reduce((a, b) => a + b, 0) / n;
  // Divided by the largest, so that no square leaves the range of numbers.
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const x = values.map((value) => value / largest), meanX = meanOf(x), meanY = meanOf(y);
  let xx = 0, yy = 0, xy = 0;
  for (let row = 0; row < n; row++) {
    const dx = x[row]! - meanX, dy = y[row]! - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const varies = values.some((value) => value !== values[0]) && xx > 0 && yy > 0;
  return { statistic: varies ? (n - 1) * (xy / xx) * (xy / yy) : 0, df: varies ? 1 : 0 };
}

function crossed(codes: Float64Array, y: Float64Array, levels: number) {
  const sizes = new Float64Array(levels), had = new Float64Array(levels), n = y.length;
  codes.forEach((code, row) => {
    sizes[code]!++;
    had[code]! += y[row]!;
  });
  const mean = had.reduce((a, b) => a + b, 0) / n;
  const present = [...sizes.keys()].filter((code) => sizes[code]! > 0);
  const square = present.reduce(
    (sum, code) => sum + (had[code]! - sizes[code]! * mean) ** 2 / sizes[code]!,
    0,
  );
  const spread = mean * (1 - mean);
  return { statistic: spread > 0 ? (n - 1) / n * square / spread : 0, df: present.length - 1 };
}
