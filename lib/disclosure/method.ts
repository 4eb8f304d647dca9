/**
 * How `protect` makes a table safe: by hiding cells, or by changing counts.
 *
 * @module
 */
import type { NoiseTable } from "./cell_key.ts";

/** Cells are hidden, the cheapest set that withstands every attack. For every kind of table. */
export interface SuppressionMethod {
  /** The method. */
  readonly kind: "suppression";
}

/** Counts become multiples of a base such that all totals still add up. For tables of counts only. */
export interface RoundingMethod {
  /** The method. */
  readonly kind: "controlled-rounding";
  /** The base. Default the smallest of 5, 10, 15, 20, 25, 50 and 100 that withstands every attack. */
  readonly base?: number;
}

/** Counts get noise that depends on who is counted: the same group has the same noise everywhere. Counts only. */
export interface CellKeyMethod {
  /** The method. */
  readonly kind: "cell-key";
  /** The noise per count. */
  readonly noise: NoiseTable;
  /** Gives the cell key of a cell, from its members' record keys: see `cellKey`. */
  readonly keyOf: (codes: readonly string[], tableId: string) => number;
}

/** A method that changes counts and hides nothing. */
export type ChangingMethod = RoundingMethod | CellKeyMethod;

/** A method of protection. */
export type ProtectionMethod = SuppressionMethod | ChangingMethod;
