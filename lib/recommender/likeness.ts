/**
 * How alike two books are by what the catalogue says of them: the start for a book that too few readers have borrowed.
 *
 * @module
 */
import { type Book, READING_LEVELS } from "./collection.ts";

/** How much each trait of a book counts. */
export interface LikenessWeights {
  /** For the same age band. */
  readonly ageBand: number;
  /** For the same genre. */
  readonly genre: number;
  /** For the same language. */
  readonly language: number;
  /** For the same reading level; less by a share of this for every level further away. */
  readonly level: number;
}

/**
 * The default weights. A child has to be able to read the book (age, language) before its subject counts, and the
 * subject counts before one level more or less. A choice of the design group's librarians, not an estimate.
 */
export const LIKENESS_WEIGHTS: LikenessWeights = { ageBand: 4, genre: 2, language: 3, level: 1 };

/** From this many levels apart, levels count as not alike: half the ladder of {@linkcode READING_LEVELS}. */
const LEVELS_APART = READING_LEVELS.length / 2;

/**
 * Computes how alike two books are: the sum of the weights of the traits that they share, divided by the sum of all
 * weights. Reading levels `d` steps apart count for `1 - d / 6`, and for nothing from six steps; a level that is not
 * on the ladder counts for nothing.
 *
 * @example The same book but for its genre
 * ```ts
 * import { likeness } from "./likeness.ts";
 * import assert from "node:assert/strict";
 *
 * const book = { title: "T1", name: "De vos", ageBand: "5-8", genre: "dieren", level: "M3", language: "nl", branches: [] };
 * assert.equal(likeness(book, book), 1);
 * assert.equal(likeness(book, { ...book, genre: "sport" }), 0.8);
 * ```
 *
 * @param a A book.
 * @param b Another book.
 * @param weights How much each trait counts. Default {@linkcode LIKENESS_WEIGHTS}.
 * @returns A number from 0 to 1.
 */
export function likeness(a: Book, b: Book, weights: LikenessWeights = LIKENESS_WEIGHTS): number {
  const shared = (a.ageBand === b.ageBand ? weights.ageBand : 0) +
    (a.genre === b.genre ? weights.genre : 0) +
    (a.language === b.language ? weights.language : 0) +
    weights.level * levelLikeness(a.level, b.level);
  return shared / (weights.ageBand + weights.genre + weights.language + weights.level);
}

function levelLikeness(a: string, b: string): number {
  const [from, to] = [READING_LEVELS.indexOf(a), READING_LEVELS.indexOf(b)];
  if (from < 0 || to < 0) return 0;
  return Math.max(0, 1 - Math.abs(from - to) / LEVELS_APART);
}
