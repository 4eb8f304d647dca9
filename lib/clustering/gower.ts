/**
 * Gower's dissimilarity for rows with columns of mixed kinds.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { measureColumn, type Measured } from "./_measure_column.ts";
import { checkRows, Dissimilarity, TILE } from "./dissimilarity.ts";

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
 * outliers: cut or rank first. A nominal column weighs more than a numeric one, as it often contributes a full 1.
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
  const weights = options.columns.map(weightOf);
  if (!weights.some((weight) => weight > 0)) {
    throw new WorkspaceError({
      what: "No column with a weight above 0",
      mend: "Name the columns to compare",
    });
  }
  const measured = options.columns.map((column) => measureColumn(table.column(column.name), column));
  const matrix = new Float64Array(n * n);
  const base = new Float64Array(n);
  let apart = 0;
  for (let i = 1; i < n; i++) {
    const row = matrix.subarray(i * n, i * n + i);
    base.fill(0);
    measured.forEach((column, k) => addColumn(row, base, column, weights[k] ?? 1, i));
    for (let j = 0; j < i; j++) {
      const known = base[j] ?? 0;
      if (known === 0) apart++;
      row[j] = (row[j] ?? 0) / known;
    }
  }
  if (apart > 0) {
    throw new WorkspaceError({
      what: `${apart} of ${n * (n - 1) / 2} pairs of rows have no known value in common`,
      mend: "Leave out rows with too many missing values, or compare more columns",
    });
  }
  mirror(matrix, n);
  return Dissimilarity.from(matrix, n, warningsOf(options.columns, measured));
}

function weightOf(column: GowerColumn): number {
  const weight = column.weight ?? 1;
  if (weight >= 0 && weight < Infinity) return weight;
  throw new WorkspaceError({ what: "Weight is not a number from 0 up", where: `column ${column.name}` });
}

/** Adds a column to the sums of row i; one plain loop a kind, as this is where the time goes. */
function addColumn(row: Float64Array, base: Float64Array, column: Measured, weight: number, i: number): void {
  const own = column.values[i] ?? NaN;
  if (Number.isNaN(own) || weight === 0) return;
  if (column.compare === "difference") addDifferences(row, base, column.values, own, weight);
  else if (column.compare === "match") addMismatches(row, base, column.values, own, weight);
  else addPresences(row, base, column.values, own, weight);
}

function addDifferences(
  row: Float64Array,
  base: Float64Array,
  values: Float64Array,
  own: number,
  weight: number,
): void {
  for (let j = 0; j < row.length; j++) {
    const gap = weight * Math.abs(own - values[j]!);
    // Only NaN, a missing value, is unlike itself.
    row[j] = row[j]! + (gap === gap ? gap : 0);
    base[j] = base[j]! + (gap === gap ? weight : 0);
  }
}

function addMismatches(
  row: Float64Array,
  base: Float64Array,
  values: Float64Array,
  own: number,
  weight: number,
): void {
  for (let j = 0; j < row.length; j++) {
    const other = values[j]!, known = other === other ? weight : 0;
    row[j] = row[j]! + (own === other ? 0 : known);
    base[j] = base[j]! + known;
  }
}

function addPresences(
  row: Float64Array,
  base: Float64Array,
  values: Float64Array,
  own: number,
  weight: number,
): void {
  for (let j = 0; j < row.length; j++) {
    const other = values[j]!, told = other === other && own + other > 0 ? weight : 0;
    row[j] = row[j]! + (own === other ? 0 : told);
    base[j] = base[j]! + told;
  }
}

/** Copies the lower triangle to the upper one, in tiles that fit the processor's cache. */
function mirror(matrix: Float64Array, n: number): void {
  for (let top = 0; top < n; top += TILE) {
    for (let left = 0; left <= top; left += TILE) {
      for (let i = top; i < Math.min(n, top + TILE); i++) {
        for (let j = left; j < Math.min(i, left + TILE); j++) matrix[j * n + i] = matrix[i * n + j]!;
      }
    }
  }
}

function warningsOf(columns: readonly GowerColumn[], measured: readonly Measured[]): string[] {
  return columns.filter((_, k) => measured[k]?.distinct === 1)
    .map(({ name }) => `Column ${name} has one value only: it tells no rows apart.`);
}
