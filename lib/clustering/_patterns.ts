/**
 * Rows as response patterns with counts.
 *
 * @module
 */
import type { Coded } from "./_category_codes.ts";
import type { Patterns } from "./latent_em.ts";

/** Patterns and which rows have them. */
export interface RowPatterns extends Patterns {
  /** Pattern per row; −1 for a row without any answer. */
  readonly ofRow: Int32Array;
}

/** Compresses rows: those with equal answers are one pattern. A row without any answer has none. */
export function compressRows(items: readonly Coded[], rowCount: number): RowPatterns {
  const itemStarts = new Int32Array(items.length + 1);
  items.forEach(({ categories }, item) => itemStarts[item + 1] = itemStarts[item]! + categories.length);
  const found = new Map<string, number>(), counts: number[] = [], cells: number[] = [], starts = [0];
  const ofRow = new Int32Array(rowCount).fill(-1);
  for (let row = 0; row < rowCount; row++) {
    let key = "", answers = 0;
    for (const { codes } of items) {
      const code = codes[row]!;
      // One character a code: codes stay far below the surrogates.
      key += String.fromCharCode(code + 1);
      if (code >= 0) answers++;
    }
    if (answers === 0) continue;
    let pattern = found.get(key);
    if (pattern === undefined) {
      pattern = counts.length;
      found.set(key, pattern);
      counts.push(0);
      items.forEach(({ codes }, item) => {
        if (codes[row]! >= 0) cells.push(itemStarts[item]! + codes[row]!);
      });
      starts.push(cells.length);
    }
    counts[pattern]!++;
    ofRow[row] = pattern;
  }
  return {
    counts: Float64Array.from(counts),
    cells: Int32Array.from(cells),
    starts: Int32Array.from(starts),
    itemStarts,
    n: counts.reduce((sum, count) => sum + count, 0),
    ofRow,
  };
}
