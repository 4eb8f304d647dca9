/**
 * Euclidean and Manhattan distance between rows of numbers.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { checkRows, Dissimilarity } from "./dissimilarity.ts";

/** Options of {@linkcode distance}. */
export interface DistanceOptions {
  /** Numeric columns without missing values. */
  readonly columns: readonly string[];
  /** √Σ(x−y)² (`euclidean`, unless told) or Σ|x−y| (`manhattan`). */
  readonly metric?: "euclidean" | "manhattan";
  /** `none` (unless told) keeps the units; `deviation` divides by the standard deviation. */
  readonly scale?: "none" | "deviation";
}

/**
 * Distance between rows of numbers, for columns in one unit or scaled. With missing values or mixed kinds: `gower`.
 *
 * @example The 3-4-5 triangle
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { distance } from "./distance.ts";
 * import assert from "node:assert/strict";
 *
 * const points = Table.from({ x: Float64Array.of(0, 3), y: Float64Array.of(0, 4) });
 * assert.equal(distance(points, { columns: ["x", "y"] }).mean, 5);
 * ```
 *
 * @param table The rows.
 * @param options Columns, metric and scale.
 * @returns The distances of all pairs.
 * @throws {WorkspaceError} When a value is missing or infinite, or a column to scale is constant.
 */
export function distance(table: Table, options: DistanceOptions): Dissimilarity {
  const n = table.rowCount;
  checkRows(n);
  if (options.columns.length === 0) throw new WorkspaceError({ what: "No columns to compare" });
  const columns = options.columns.map((name) => scaled(table.numbers(name), name, options.scale ?? "none"));
  const euclidean = (options.metric ?? "euclidean") === "euclidean";
  const matrix = new Float64Array(n * n);
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (const values of columns) {
        const gap = values[i]! - values[j]!;
        sum += euclidean ? gap * gap : Math.abs(gap);
      }
      const value = euclidean ? Math.sqrt(sum) : sum;
      matrix[i * n + j] = value;
      matrix[j * n + i] = value;
    }
  }
  return Dissimilarity.from(matrix, n);
}

function scaled(values: Float64Array, name: string, scale: "none" | "deviation"): Float64Array {
  if (!values.every(Number.isFinite)) {
    throw new WorkspaceError({
      what: "Column holds a missing or infinite value",
      where: `column ${name}`,
      mend: "Use gower, which leaves missing values out of the comparison",
    });
  }
  if (scale === "none") return values;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (squares === 0) {
    throw new WorkspaceError({
      what: "Column is constant",
      where: `column ${name}`,
      mend: "Leave it out: it tells no rows apart",
    });
  }
  const deviation = Math.sqrt(squares / (values.length - 1));
  return values.map((value) => (value - mean) / deviation);
}
