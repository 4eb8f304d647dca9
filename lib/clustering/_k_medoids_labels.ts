/**
 * k-medoids of some rows of a matrix.
 *
 * @module
 */
import { build, fasterPam, type Partition } from "./faster_pam.ts";

/** The square matrix of some rows. */
export function partOf(d: Float64Array, n: number, rows: ArrayLike<number>): Float64Array {
  const m = rows.length, part = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    const from = rows[i]! * n;
    for (let j = 0; j < m; j++) part[i * m + j] = d[from + rows[j]!]!;
  }
  return part;
}

/** BUILD and both kinds of swaps, and eager swaps from more starts; the lowest loss, of equal ones the first. */
export function pamOf(
  d: Float64Array,
  n: number,
  k: number,
  moreStarts: readonly (readonly number[])[] = [],
): Partition {
  const square = { d, n }, built = build(square, k), slow = fasterPam(square, built, "best");
  return [built, ...moreStarts].map((start) => fasterPam(square, start, "eager", slow.medoids))
    .reduce((kept, next) => next.loss < kept.loss ? next : kept, slow);
}
