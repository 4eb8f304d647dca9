/** Distances between those who took part and those who did not. @module */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { keyColumn } from "./_columns.ts";
import type { MatchData } from "./_matched_effect.ts";
import { propensity } from "./_propensity.ts";
import { choleskyOf, crossProducts } from "./_symmetric.ts";

/** What distance is: the chance of taking part, its log odds, or the traits themselves on their joint scale. */
export type MatchDistance = "chance" | "log-odds" | "mahalanobis";

/** What decides who may be paired. */
export interface DistanceOptions {
  /** Default `chance`. */
  readonly distance?: MatchDistance;
  /**
   * The largest distance of a pair, in standard deviations of the distance over all rows; for `mahalanobis` in its own
   * unit. Default none; 0.2 on log odds by Austin (2011).
   */
  readonly caliper?: number;
  /** Columns that must be equal within a pair. Default none. */
  readonly exact?: readonly string[];
}

/** A measure of distance. */
export interface Distances {
  /** The distance of two rows; Infinity when they may not be paired. */
  between(a: number, b: number): number;
  /** The one number per row that is compared; null for Mahalanobis. */
  readonly score: Float64Array | null;
}

/** Makes the distance. */
export function distancesOf(
  table: Table,
  data: MatchData,
  names: readonly string[],
  options: DistanceOptions,
): Distances {
  const kind = options.distance ?? "chance";
  if (options.caliper !== undefined && !(options.caliper > 0)) {
    throw new WorkspaceError({ what: "The caliper is not above 0", where: "caliper" });
  }
  const keys = (options.exact ?? []).map((name) => keyColumn(table, name));
  const equal = (a: number, b: number) => keys.every((key) => key[a] === key[b]);
  if (kind === "mahalanobis") {
    const rows = whitened(data, names), reach = options.caliper ?? Infinity;
    return {
      score: null,
      between: (a, b) => {
        if (!equal(a, b)) return Infinity;
        let sum = 0;
        for (const column of rows) sum += (column[a]! - column[b]!) ** 2;
        const apart = Math.sqrt(sum);
        return apart <= reach ? apart : Infinity;
      },
    };
  }
  const chance = propensity(data.treated, data.covariates, names);
  const score = kind === "log-odds" ? chance.map((p) => Math.log(p / (1 - p))) : chance;
  const reach = options.caliper === undefined ? Infinity : options.caliper * deviationOf(score);
  return {
    score,
    between: (a, b) => {
      const apart = Math.abs(score[a]! - score[b]!);
      return apart <= reach && equal(a, b) ? apart : Infinity;
    },
  };
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Columns in which plain distance is Mahalanobis distance, by the covariance within the groups (R `MatchIt`). */
function whitened(data: MatchData, names: readonly string[]): readonly Float64Array[] {
  const centred = data.covariates.map((column) => {
    const means = [0, 1].map((side) => {
      let sum = 0, count = 0;
      column.forEach((value, row) => {
        if (data.treated[row] !== side) return;
        sum += value;
        count++;
      });
      return sum / count;
    });
    return column.map((value, row) => value - means[data.treated[row]!]!);
  });
  const free = data.y.length - 2;
  const covariance = crossProducts(centred, data.y.map(() => 1 / free));
  const lower = free > 0 ? choleskyOf(covariance, centred.length) : null;
  if (lower === null || centred.length === 0) {
    throw new WorkspaceError({
      what: "A trait is constant within the groups or follows from the other traits",
      where: names.join(", "),
      mend: "Leave the trait out; a factor needs a column for all levels but one",
    });
  }
  const size = centred.length, rows = data.covariates.map((column) => column.slice());
  // Solves L z = x for every row at once.
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++) {
      const factor = lower[j * size + k]!;
      for (let row = 0; row < rows[j]!.length; row++) rows[j]![row]! -= factor * rows[k]![row]!;
    }
    for (let row = 0; row < rows[j]!.length; row++) rows[j]![row]! /= lower[j * size + j]!;
  }
  return rows;
}
