/**
 * Weighted quantiles with Woodruff intervals.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { studentTQuantile } from "../core/stats/mod.ts";
import { type AnyDesign, confidenceInterval } from "./estimates.ts";
import { type EstimateOptions, masksOf, mean } from "./estimators.ts";

/** Options of {@linkcode quantile}. */
export interface QuantileOptions extends Pick<EstimateOptions, "empty"> {
  /** The share of the population below, between 0 and 1. */
  readonly p: number;
  /** One domain; everybody when absent. */
  readonly domain?: (row: number) => boolean;
  /** The confidence level; 0.95 unless told. */
  readonly level?: number;
}

/** A quantile with its interval. */
export interface Quantile {
  /** The quantile. */
  readonly value: number;
  /** The lower end; null when the interval for the share reaches below 0, or the design leaves no degrees of freedom. */
  readonly low: number | null;
  /** The upper end; null when the interval for the share reaches above 1, or the design leaves no degrees of freedom. */
  readonly high: number | null;
  /** The width of the interval over twice the t quantile; null where an end is. */
  readonly se: number | null;
  /** Degrees of freedom. */
  readonly df: number;
  /** The unweighted number of respondents. */
  readonly n: number;
}

/**
 * The smallest value whose weighted share reaches p, with an interval by Woodruff's method: an interval for the share
 * below the quantile, carried back to the values.
 *
 * Source: Woodruff (1952), JASA 47:635–646; R `survey::svyquantile(qrule = "math", interval.type = "mean")`.
 *
 * @example A weighted median
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { quantile } from "./quantile.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(1, 1, 5), y: Float64Array.of(1, 2, 9) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * assert.equal(quantile(design, table.numbers("y"), { p: 0.5 }).value, 9);
 * ```
 *
 * @param design The design; under replicate weights the interval for the share has the replicate standard error.
 * @param values One number a respondent.
 * @param options The share, the domain, the level.
 * @returns The quantile.
 * @throws {WorkspaceError} When p is not between 0 and 1, the domain is empty, or a value is empty and that is refused.
 */
export function quantile(design: AnyDesign, values: Float64Array, options: QuantileOptions): Quantile {
  if (!(options.p > 0 && options.p < 1)) {
    throw new WorkspaceError({
      what: "A quantile needs a share between 0 and 1",
      where: "survey quantile",
      mend: "Give for example p: 0.5 for the median",
    });
  }
  const includes = options.domain ?? (() => true);
  const domains = [{ name: "domain", includes }];
  const empty = options.empty ?? "refuse";
  const [mask = new Uint8Array()] = masksOf(design, [values], { domains, empty });
  const inside = (row: number) => mask[row] === 1;
  const curve = cumulative(values, design.weights, mask);
  const value = curve(options.p);
  const below = Float64Array.from(values, (one) => one <= value ? 1 : 0);
  const share = mean(design, below, { domains: [{ name: "below", includes: inside }] });
  const level = options.level ?? 0.95;
  const df = share.df[0]!;
  const n = share.n[0]!;
  if (df < 1) return { value, low: null, high: null, se: null, df, n };
  const interval = confidenceInterval(share, 0, level);
  const low = interval.low < 0 ? null : curve(interval.low);
  const high = interval.high > 1 ? null : curve(interval.high);
  const twoT = 2 * studentTQuantile(1 - (1 - level) / 2, df);
  return { value, low, high, se: low === null || high === null ? null : (high - low) / twoT, df, n };
}

/** The inverse of the weighted distribution function. */
function cumulative(values: Float64Array, weights: Float64Array, mask: Uint8Array): (p: number) => number {
  const rows = [...mask.keys()].filter((row) => mask[row] === 1 && weights[row]! > 0);
  if (rows.length === 0) {
    throw new WorkspaceError({ what: "The domain has no respondents", where: "survey quantile" });
  }
  rows.sort((a, b) => values[a]! - values[b]!);
  const sums = new Float64Array(rows.length);
  let sum = 0;
  rows.forEach((row, index) => sums[index] = sum += weights[row]!);
  return (p) => {
    // The first position whose cumulative weight reaches p of the total.
    let low = 0, high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! >= p * sum) high = middle;
      else low = middle + 1;
    }
    return values[rows[low]!]!;
  };
}
