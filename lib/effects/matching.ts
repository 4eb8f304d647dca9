/**
 * Nearest-neighbour matching and weighting on the chance of taking part, with a balance table.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { finiteColumn, indicatorColumn, scaleOf } from "./_columns.ts";
import { clusterCovariance, leastSquares } from "./_least_squares.ts";
import { propensity } from "./_propensity.ts";
import { ASSUMPTIONS } from "./_words.ts";
import {
  type Displayed,
  displayed,
  effectNumber,
  type EffectSummary,
  type EffectWarning,
} from "./summary.ts";

/** Columns and choices of {@linkcode matchNearest}. */
export interface MatchOptions {
  /** The outcome, after the start. */
  readonly outcome: string;
  /** Whether the row took part. */
  readonly treated: string;
  /** Traits from before the start, as numbers; a factor as a column of 0 and 1 for all levels but one. */
  readonly covariates: readonly string[];
  /** What distance is: the chance of taking part, or its log odds. Default `chance`. */
  readonly distance?: "chance" | "log-odds";
  /** The largest distance of a pair, in standard deviations of the distance. Default none; 0.2 by Austin (2011). */
  readonly caliper?: number;
}

/** How alike the groups are in one trait. */
export interface BalanceLine {
  /** The column, or `distance`. */
  readonly covariate: string;
  /** Standardised difference before: difference of means over the standard deviation of those who took part. */
  readonly before: number;
  /** The same after matching. */
  readonly after: number;
}

/** The result of {@linkcode matchNearest}. The effect is that on those who took part and were matched. */
export interface MatchResult extends EffectSummary {
  /** The number of pairs. */
  readonly pairs: number;
  /** Those who took part and found no partner within the caliper. */
  readonly unmatched: number;
  /** A line per trait, and the distance first. */
  readonly balance: readonly BalanceLine[];
}

/** A standardised difference beyond this is out of balance (domain guideline; Austin 2009). */
const OUT_OF_BALANCE = 0.1;

/**
 * Pairs everyone who took part with the nearest one who did not, each used once, the largest chances first.
 *
 * The error is that of the difference of means with pairs as clusters (Abadie and Spiess 2022). Greedy pairing depends on
 * the order: it goes from the largest chance down, ties by row. No trait from after the start may be among the covariates.
 * Source: Stuart (2010), Statistical Science 25(1), 1–21. R `MatchIt` 4.5.1
 * forms other pairs from the same chances (lalonde: 770 against 894 here).
 *
 * @example Three pairs of six
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { matchNearest } from "./matching.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   score: Float64Array.of(9, 8, 7, 5, 4, 6, 3, 2),
 *   deelname: Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0),
 *   leeftijd: Float64Array.of(20, 24, 28, 21, 23, 29, 35, 33),
 * });
 * const result = matchNearest(table, { outcome: "score", treated: "deelname", covariates: ["leeftijd"] });
 * assert.equal(result.pairs, 3);
 * assert.equal(result.estimate.toFixed(6), "3.000000");
 * ```
 *
 * @param table One row a person or area.
 * @param options The columns and choices.
 * @returns The effect on those matched, with the balance.
 * @throws {WorkspaceError} When a group is empty, the traits separate the groups, or fewer than two pairs are found.
 */
export function matchNearest(table: Table, options: MatchOptions): MatchResult & Displayed {
  const y = finiteColumn(table, options.outcome), treated = indicatorColumn(table, options.treated);
  const covariates = options.covariates.map((name) => finiteColumn(table, name));
  const chance = propensity(treated, covariates, options.covariates);
  const distance = options.distance === "log-odds" ? chance.map((p) => Math.log(p / (1 - p))) : chance;
  const reach = options.caliper === undefined ? Infinity : options.caliper * deviationOf(distance);
  const pairs = pairsOf(distance, treated, reach);
  if (pairs.length < 2) {
    throw new WorkspaceError({
      what: `Only ${pairs.length} pairs were found`,
      where: "matching",
      mend: "Widen the caliper, or add people who did not take part",
    });
  }
  const rows = pairs.flat();
  const took = Float64Array.from(rows, (row) => treated[row]!);
  const fit = leastSquares([took.map(() => 1), took], Float64Array.from(rows, (row) => y[row]!), [
    "constant",
    options.treated,
  ]);
  const cluster = Int32Array.from(rows, (_, place) => Math.floor(place / 2));
  const variance = clusterCovariance(fit, cluster, pairs.length, 2).get(1, 1);
  const traits = [distance, ...covariates];
  const balance = ["distance", ...options.covariates].map((covariate, k) =>
    balanceOf(covariate, traits[k]!, treated, pairs)
  );
  const number = treated.reduce((sum, value) => sum + value, 0);
  return displayed({
    ...effectNumber(fit.coefficients[1]!, Math.sqrt(Math.max(0, variance)), pairs.length - 1, scaleOf(y)),
    method: { nl: "Koppeling aan de meest gelijkende", en: "Nearest-neighbour matching" },
    ...{
      n: rows.length,
      smallestN: pairs.length,
      pairs: pairs.length,
      unmatched: number - pairs.length,
      balance,
    },
    assumptions: [ASSUMPTIONS.selection, ASSUMPTIONS.spillover],
    warnings: matchWarnings(balance, number - pairs.length),
  });
}

function pairsOf(
  distance: Float64Array,
  treated: Float64Array,
  reach: number,
): readonly (readonly [number, number])[] {
  const order = [...treated.keys()].filter((row) => treated[row] === 1)
    .sort((a, b) => distance[b]! - distance[a]! || a - b);
  const free = new Set([...treated.keys()].filter((row) => treated[row] === 0));
  return order.flatMap((row) => {
    let best = -1, gap = Infinity;
    for (const other of free) {
      const apart = Math.abs(distance[row]! - distance[other]!);
      if (apart < gap && apart <= reach) [best, gap] = [other, apart];
    }
    free.delete(best);
    return best < 0 ? [] : [[row, best] as const];
  });
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

function balanceOf(
  covariate: string,
  values: Float64Array,
  treated: Float64Array,
  pairs: readonly (readonly [number, number])[],
): BalanceLine {
  const group = values.filter((_, row) => treated[row] === 1),
    others = values.filter((_, row) => treated[row] === 0);
  const mean = (list: Float64Array) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const deviation = group.length > 1 ? deviationOf(group) : 0;
  const scaled = (difference: number) =>
    deviation > 0 ? difference / deviation : difference === 0 ? 0 : Infinity;
  const within = pairs.reduce((sum, [a, b]) => sum + values[a]! - values[b]!, 0) / pairs.length;
  return { covariate, before: scaled(mean(group) - mean(others)), after: scaled(within) };
}

function matchWarnings(balance: readonly BalanceLine[], unmatched: number): readonly EffectWarning[] {
  const out = balance.filter((line) => Math.abs(line.after) > OUT_OF_BALANCE).map((line) => line.covariate)
    .join(", ");
  const warnings: EffectWarning[] = [];
  if (out !== "") {
    warnings.push({
      code: "out-of-balance",
      weight: "serious",
      text: {
        nl: `De groepen verschillen na koppeling nog in: ${out}.`,
        en: `The groups still differ after matching in: ${out}.`,
      },
    });
  }
  if (unmatched > 0) {
    warnings.push({
      code: "unmatched",
      weight: "remark",
      text: {
        nl: `${unmatched} deelnemers vonden geen gelijke: het cijfer gaat niet over hen.`,
        en: `${unmatched} participants found no match: the figure is not about them.`,
      },
    });
  }
  return warnings;
}
