/**
 * How unlike rows are: one number for every two rows.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { keepMatrix } from "./hidden.ts";

/** Most rows of which all pairs are kept: 8 bytes × 12,000² is 1.2 GB. */
export const MAX_ROWS = 12_000;

/** Side of the squares in which a matrix is walked: 64 × 64 numbers and their mirror fit the processor's cache. */
export const TILE = 64;

/** The constructor of {@linkcode Dissimilarity}, for this file. */
let sealed: (matrix: Float64Array, n: number, warnings: readonly string[]) => Dissimilarity;

/**
 * Dissimilarities between all pairs of rows. Shows its size and summary, never a pair.
 *
 * Made by {@linkcode gower}, {@linkcode distance} or {@linkcode Dissimilarity.from}.
 *
 * @example From a matrix
 * ```ts
 * import { Dissimilarity } from "./dissimilarity.ts";
 * import assert from "node:assert/strict";
 *
 * const pair = Dissimilarity.from(Float64Array.of(0, 2, 2, 0), 2);
 * assert.equal(pair.mean, 2);
 * ```
 */
export class Dissimilarity {
  /** The number of rows. */
  readonly n: number;
  /** Mean over all pairs. */
  readonly mean: number;
  /** What the reader of the result should know. */
  readonly warnings: readonly string[];

  static {
    sealed = (matrix, n, warnings) => new Dissimilarity(matrix, n, warnings);
  }

  private constructor(matrix: Float64Array, n: number, warnings: readonly string[]) {
    this.n = n;
    this.warnings = warnings;
    let sum = 0;
    // An index, as iterating over 25 million numbers takes ten times as long.
    for (let at = 0; at < matrix.length; at++) sum += matrix[at]!;
    this.mean = sum / (n * (n - 1));
    keepMatrix(this, matrix);
  }

  /**
   * Makes one from a square matrix.
   *
   * @param matrix Row by row, symmetric, 0 on the diagonal, nothing negative or missing.
   * @param n The number of rows, 2 to {@linkcode MAX_ROWS}.
   * @param warnings What to tell the reader.
   * @returns The dissimilarities.
   * @throws {WorkspaceError} When the matrix is none of dissimilarities.
   */
  static from(matrix: Float64Array, n: number, warnings: readonly string[] = []): Dissimilarity {
    checkRows(n);
    if (matrix.length !== n * n) throw broken(`Matrix has ${matrix.length} numbers, not ${n} × ${n}`);
    for (let top = 0; top < n; top += TILE) {
      for (let left = 0; left <= top; left += TILE) checkTile(matrix, n, top, left);
    }
    return new Dissimilarity(matrix, n, warnings);
  }

  #text(): string {
    return `Dissimilarity(${this.n} rows, mean ${this.mean.toPrecision(4)})`;
  }

  /** The summary, so that `JSON.stringify` leaks no pair. */
  toJSON(): string {
    return this.#text();
  }

  /** The summary, for `console.log`. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.#text();
  }

  /** The summary, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": [this.#text(), ...this.warnings].join("\n") };
  }
}

/**
 * Dissimilarities of a matrix that this folder made itself and that needs no check: symmetric, 0 on the diagonal, and every
 * number known and from 0 up. Checking 25 million numbers takes a fifth as long as making them.
 */
export function sealDissimilarity(
  matrix: Float64Array,
  n: number,
  warnings: readonly string[],
): Dissimilarity {
  return sealed(matrix, n, warnings);
}

/** Refuses too few and too many rows. */
export function checkRows(n: number): void {
  if (n < 2) {
    throw new WorkspaceError({ what: `Only ${n} rows`, mend: "Dissimilarity needs at least 2 rows" });
  }
  if (n > MAX_ROWS) {
    throw new WorkspaceError({
      what: `Too many rows to keep all pairs: ${n}, at most ${MAX_ROWS}`,
      mend: "Draw a sample of the rows first",
    });
  }
}

function checkTile(matrix: Float64Array, n: number, top: number, left: number): void {
  for (let i = top; i < Math.min(n, top + TILE); i++) {
    if (matrix[i * n + i] !== 0) throw broken("A row is unlike itself: the diagonal is not 0");
    for (let j = left; j < Math.min(i, left + TILE); j++) {
      const value = matrix[i * n + j]!;
      if (!(value >= 0 && value < Infinity)) throw broken("A dissimilarity is missing, negative or infinite");
      if (value !== matrix[j * n + i]!) throw broken("The matrix is not symmetric");
    }
  }
}

function broken(what: string): WorkspaceError {
  return new WorkspaceError({ what, mend: "Make dissimilarities with gower or distance" });
}
