/**
 * Gower's dissimilarity for rows with columns of mixed kinds.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { gowerSquare, type Weighted } from "./_gower_kernel.ts";
import { measureColumn, type Measured } from "./_measure_column.ts";
import { checkRows, type Dissimilarity, sealDissimilarity } from "./dissimilarity.ts";

/**
 * How a column is compared. `numeric`: |x−y| / range. `log`: the same on logarithms. `ordinal`: the same on the rank of
 * the level. `nominal` and `symmetric` (two values of equal standing): 0 when equal, else 1. `asymmetric` (true is rare
 * and telling): as symmetric, but a pair that both lack it says nothing and is left out.
 */
export type GowerKind = "numeric" | "log" | "ordinal" | "nominal" | "symmetric" | "asymmetric";

/** One column of the comparison. */
export interface GowerColumn {
  /** The name of the column. */
  readonly name: string;
  /** How it is compared. */
  readonly kind: GowerKind;
  /** Its weight, 0 or more; 1 unless told. */
  readonly weight?: number;
  /** The levels of an `ordinal` text column, low to high. */
  readonly order?: readonly string[];
  /**
   * How far apart levels of an `ordinal` column are. `codes` (unless told): evenly spaced, as `daisy`. `ranks`: by mean ranks over
   * rows, so that levels with many rows between them are further apart. `between`: ranks corrected for ties, so that rows of
   * neighbouring levels differ least; no metric. Source: Podani (1999), Taxon 48:331–340, his equations 3 and 2.
   */
  readonly ties?: "codes" | "ranks" | "between";
}

/** Options of {@linkcode gower}. */
export interface GowerOptions {
  /** The columns to compare. */
  readonly columns: readonly GowerColumn[];
}

/**
 * Gower's dissimilarity: d(i,j) = Σ w δ d / Σ w δ over columns, where δ is 0 when a value is missing (or both lack an
 * asymmetric trait) and 1 otherwise. Between 0 and 1.
 *
 * Equals `daisy(metric = "gower")` of R. A constant column adds 0 and is warned of. Range scaling is sensitive to
 * outliers: cut or rank first. A row with few known values is near to many others and can become a medoid: leave it out. A nominal column weighs more than a numeric one, as it often contributes a full 1.
 * Source: Gower (1971), Biometrics 27:857–871; Kaufman and Rousseeuw (1990), chapter 1.
 *
 * @example Age and kind of household
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { gower } from "./gower.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ age: Float64Array.of(0, 5, 10), home: ["rent", "rent", "own"] });
 * const unlike = gower(table, {
 *   columns: [{ name: "age", kind: "numeric" }, { name: "home", kind: "nominal" }],
 * });
 * assert.equal(unlike.mean, (0.25 + 1 + 0.75) / 3);
 * ```
 *
 * @param table The rows.
 * @param options The columns and how to compare them.
 * @returns The dissimilarities of all pairs.
 * @throws {WorkspaceError} When a column cannot be compared as told, is all missing, or two rows share no known value.
 */
export function gower(table: Table, options: GowerOptions): Dissimilarity {
  const n = table.rowCount;
  checkRows(n);
  const weighted = weighColumns(table, options);
  return sealDissimilarity(gowerSquare(weighted, n), n, warningsOf(options.columns, weighted.columns));
}

/** The columns of the options as comparable numbers with their weights, for the functions of this folder. */
export function weighColumns(table: Table, options: GowerOptions): Weighted {
  const weights = options.columns.map(weightOf);
  if (!weights.some((weight) => weight > 0)) {
    throw new WorkspaceError({
      what: "No column with a weight above 0",
      mend: "Name the columns to compare",
    });
  }
  const columns = options.columns.map((column) => measureColumn(table.column(column.name), column));
  return { columns, weights };
}

function weightOf(column: GowerColumn): number {
  const weight = column.weight ?? 1;
  if (weight >= 0 && weight < Infinity) return weight;
  throw new WorkspaceError({ what: "Weight is not a number from 0 up", where: `column ${column.name}` });
}

/** Warns of columns that tell no rows apart. */
export function warningsOf(columns: readonly GowerColumn[], measured: readonly Measured[]): string[] {
  return columns.filter((_, k) => measured[k]?.distinct === 1)
    .map(({ name }) => `Column ${name} has one value only: it tells no rows apart.`);
}
