/** From weights per row to an effect with its balance table: shared by all ways of matching. @module */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import type { Table } from "../core/table.ts";
import { type BalanceLine, balanceOf, balanceWarnings, effectiveComparison } from "./_balance.ts";
import { finiteColumn, indicatorColumn, scaleOf } from "./_columns.ts";
import { clusterCovariance, leastSquares } from "./_least_squares.ts";
import { ASSUMPTIONS } from "./_words.ts";
import { effectNumber, type EffectSummary } from "./summary.ts";

/** The columns that matching and weighting need. */
export interface MatchColumns {
  /** The outcome, after the start. */
  readonly outcome: string;
  /** Whether the row took part. */
  readonly treated: string;
  /** Traits from before the start, as numbers; a factor as a column of 0 and 1 for all levels but one. */
  readonly covariates: readonly string[];
}

/** What all ways of matching report. */
export interface MatchedEffect extends EffectSummary {
  /** Those who took part and are in the comparison. */
  readonly matched: number;
  /** Those who took part and found nobody. */
  readonly unmatched: number;
  /** (Σw)²/Σw² of those who did not take part. */
  readonly effectiveComparison: number;
  /** A line per trait; the distance first where there is one. */
  readonly balance: readonly BalanceLine[];
}

/** The data of a comparison. */
export interface MatchData {
  readonly y: Float64Array;
  readonly treated: Float64Array;
  readonly covariates: readonly Float64Array[];
}

/** Reads the columns; refuses an empty group. */
export function readMatchData(table: Table, columns: MatchColumns): MatchData {
  const y = finiteColumn(table, columns.outcome), treated = indicatorColumn(table, columns.treated);
  if (!treated.includes(0) || !treated.includes(1)) {
    throw new WorkspaceError({ what: "One of the groups is empty", where: columns.treated });
  }
  return { y, treated, covariates: columns.covariates.map((name) => finiteColumn(table, name)) };
}

/** How the rows are weighed, and what hangs together. */
export interface MatchDesign {
  /** 0 for rows left out. */
  readonly weights: Float64Array;
  /** The pair or stratum of each row, from 0; rows left out do not count. */
  readonly cluster: Int32Array;
  readonly clusters: number;
  readonly method: Label;
  /** Lines in the balance table beside the covariates. */
  readonly extra?: readonly { readonly name: string; readonly values: Float64Array }[];
}

/** The weighted difference of means with errors clustered by pair or stratum, and the balance. */
export function matchedEffect(data: MatchData, names: readonly string[], design: MatchDesign): MatchedEffect {
  const { weights, cluster, clusters } = design;
  const rows = Int32Array.from([...weights.keys()].filter((row) => weights[row]! > 0));
  const root = Float64Array.from(rows, (row) => Math.sqrt(weights[row]!));
  const took = root.map((value, i) => value * data.treated[rows[i]!]!);
  const fit = leastSquares([root, took], root.map((value, i) => value * data.y[rows[i]!]!), [
    "constant",
    "treated",
  ]);
  const variance = clusters > 1 && rows.length > 2
    ? clusterCovariance(fit, Int32Array.from(rows, (row) => cluster[row]!), clusters, 2).get(1, 1)
    : 0;
  const traits = [...design.extra ?? [], ...names.map((name, j) => ({ name, values: data.covariates[j]! }))];
  const balance = traits.map(({ name, values }) => balanceOf(name, values, data.treated, weights));
  const matched = rows.reduce((sum, row) => sum + data.treated[row]!, 0);
  const unmatched = data.treated.reduce((sum, value) => sum + value, 0) - matched;
  return {
    ...effectNumber(fit.coefficients[1]!, Math.sqrt(Math.max(0, variance)), clusters - 1, scaleOf(data.y)),
    method: design.method,
    ...{ n: rows.length, smallestN: Math.min(matched, rows.length - matched), matched, unmatched, balance },
    effectiveComparison: effectiveComparison(data.treated, weights),
    assumptions: [ASSUMPTIONS.selection, ASSUMPTIONS.spillover],
    warnings: balanceWarnings(balance, unmatched),
  };
}
