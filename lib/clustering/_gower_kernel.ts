/**
 * Gower's dissimilarity of one row to a stretch of rows: the loops where the time goes.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Measured } from "./_measure_column.ts";

/** Columns with their weights. */
export interface Weighted {
  /** The columns as comparable numbers. */
  readonly columns: readonly Measured[];
  /** A weight a column. */
  readonly weights: readonly number[];
}

/** Arrays that are used again for every row. */
export interface Stretch {
  /** The answer: dissimilarity per row of the stretch; NaN where no value is known in both. */
  readonly sums: Float64Array;
  /** Weight of the values known in both, above the weight that all pairs share. */
  readonly known: Float64Array;
}

/**
 * Fills `stretch.sums` with the dissimilarity between `own` (one number a column) and the rows `from`, `from + 1`, ….
 *
 * @param weighted The columns.
 * @param own The values of the row to compare with.
 * @param from The first row of the stretch.
 * @param stretch Arrays of the stretch's length.
 */
export function gowerStretch(
  { columns, weights }: Weighted,
  own: Float64Array,
  from: number,
  stretch: Stretch,
): void {
  const { sums, known } = stretch, to = from + sums.length;
  let shared = 0, open = 0;
  sums.fill(0);
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k]!, weight = weights[k]!, value = own[k]!;
    // Only NaN, a missing value, is unlike itself.
    if (weight === 0 || value !== value) continue;
    const values = column.values.subarray(from, to);
    if (column.compare !== "presence" && column.missing === 0) {
      shared += weight;
      if (column.compare === "difference") addGaps(sums, values, value, weight);
      else if (column.compare === "match") addUnequal(sums, values, unlikeOf(column, value, weight));
      else addBetween(sums, null, values, lookupOf(column, value, weight));
      continue;
    }
    if (open++ === 0) known.fill(0);
    if (column.compare === "difference") addDifferences(sums, known, values, value, weight);
    else if (column.compare === "match") addMismatches(sums, known, values, value, weight);
    else if (column.compare === "between") addBetween(sums, known, values, lookupOf(column, value, weight));
    else addPresences(sums, known, values, value, weight);
  }
  if (open === 0) { for (let j = 0; j < sums.length; j++) sums[j] = sums[j]! / shared; }
  else for (let j = 0; j < sums.length; j++) sums[j] = sums[j]! / (shared + known[j]!);
}

function addGaps(sums: Float64Array, values: Float64Array, own: number, weight: number): void {
  for (let j = 0; j < values.length; j++) sums[j] = sums[j]! + weight * Math.abs(own - values[j]!);
}

/** Looks up what each level adds: comparing takes ten times as long where a processor cannot guess the answer. */
function addUnequal(sums: Float64Array, values: Float64Array, unlike: Float64Array): void {
  for (let j = 0; j < values.length; j++) sums[j] = sums[j]! + unlike[values[j]!]!;
}

/** What each level adds beside a row of level `own`: the weight, or nothing when it is the same. */
function unlikeOf({ levels }: Measured, own: number, weight: number): Float64Array {
  const unlike = new Float64Array(levels!).fill(weight);
  unlike[own] = 0;
  return unlike;
}

function addDifferences(
  sums: Float64Array,
  known: Float64Array,
  values: Float64Array,
  own: number,
  weight: number,
): void {
  for (let j = 0; j < values.length; j++) {
    const gap = weight * Math.abs(own - values[j]!);
    sums[j] = sums[j]! + (gap === gap ? gap : 0);
    known[j] = known[j]! + (gap === gap ? weight : 0);
  }
}

function addMismatches(
  sums: Float64Array,
  known: Float64Array,
  values: Float64Array,
  own: number,
  weight: number,
): void {
  for (let j = 0; j < values.length; j++) {
    const other = values[j]!, told = other === other ? weight : 0;
    sums[j] = sums[j]! + (own === other ? 0 : told);
    known[j] = known[j]! + told;
  }
}

function addPresences(
  sums: Float64Array,
  known: Float64Array,
  values: Float64Array,
  own: number,
  weight: number,
): void {
  for (let j = 0; j < values.length; j++) {
    const other = values[j]!, told = other === other && own + other > 0 ? weight : 0;
    sums[j] = sums[j]! + (own === other ? 0 : told);
    known[j] = known[j]! + told;
  }
}

/** The row of a lookup that belongs to a level, with the weight of the column. */
interface LookupRow {
  readonly row: Float64Array;
  readonly weight: number;
}

function lookupOf({ lookup }: Measured, own: number, weight: number): LookupRow {
  const size = Math.sqrt(lookup!.length);
  return { row: lookup!.subarray(own * size, own * size + size), weight };
}

function addBetween(
  sums: Float64Array,
  known: Float64Array | null,
  values: Float64Array,
  { row, weight }: LookupRow,
): void {
  for (let j = 0; j < values.length; j++) {
    const other = values[j]!;
    if (other !== other) continue;
    sums[j] = sums[j]! + weight * row[other]!;
    if (known !== null) known[j] = known[j]! + weight;
  }
}

/** The values of one row, a number a column. */
export function valuesOf(columns: readonly Measured[], row: number): Float64Array {
  return Float64Array.from(columns, ({ values }) => values[row] ?? NaN);
}

/** The lower triangle of all dissimilarities of the columns' rows, mirrored. */
export function gowerSquare(weighted: Weighted, n: number): Float64Array {
  const matrix = new Float64Array(n * n), known = new Float64Array(n);
  let apart = 0;
  for (let i = 1; i < n; i++) {
    const sums = matrix.subarray(i * n, i * n + i);
    gowerStretch(weighted, valuesOf(weighted.columns, i), 0, { sums, known: known.subarray(0, i) });
    for (let j = 0; j < i; j++) if (sums[j] !== sums[j]) apart++;
  }
  if (apart > 0) throw apartError(apart, n);
  mirror(matrix, n);
  return matrix;
}

function apartError(apart: number, n: number): WorkspaceError {
  return new WorkspaceError({
    what: `${apart} of ${n * (n - 1) / 2} pairs of rows have no known value in common`,
    mend: "Leave out rows with too many missing values, or compare more columns",
  });
}

/** Side of the squares in which a matrix is mirrored: 64 × 64 numbers and their mirror fit the processor's cache. */
const TILE = 64;

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
