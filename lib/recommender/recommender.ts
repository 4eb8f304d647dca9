/**
 * What to read next, from what readers borrowed: books that the same readers borrow belong together.
 *
 * The model is about books. It keeps no reader, no loan, and nothing of a book or a pair of books that too few readers
 * stand behind.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { eachCoLoanRow, readersPerBook, type Shelf, shelvesOf } from "./_loans.ts";
import { type Book, readCollection } from "./collection.ts";
import { likeness, LIKENESS_WEIGHTS, type LikenessWeights } from "./likeness.ts";

/** How a model is fitted. */
export interface RecommenderOptions {
  /** A book counts in the loans from this many readers. Default 10, at least {@linkcode LOWEST_FLOOR}. */
  readonly minimumReaders?: number;
  /** Two books belong together from this many shared readers. Default 10, at least {@linkcode LOWEST_FLOOR}. */
  readonly minimumTogether?: number;
  /** How sure many shared readers make: with this many, similarity counts for half. In readers. Default 10. */
  readonly shrinkage?: number;
  /** How shared readers become similarity. Default `cosine`. */
  readonly similarity?: "cosine" | "jaccard";
  /** How much traits count for a book without loans. Default {@linkcode LIKENESS_WEIGHTS}. */
  readonly weights?: LikenessWeights;
}

/** Below this no floor may be set, whatever a notebook asks: fewer readers can be recognised by those who know them. */
export const LOWEST_FLOOR = 5;

/** A book that readers of another one borrow, too. */
export interface Neighbour {
  /** Its place in the list of books. */
  readonly place: number;
  /** The similarity, above 0 and at most 1. */
  readonly similarity: number;
}

const TOKEN: unique symbol = Symbol("recommender");

/** A fitted model. Shows how many books it knows, never a count of readers. */
export class Recommender {
  readonly #neighbours: readonly (readonly Neighbour[])[];
  readonly #popularity: Int32Array;
  readonly #likeness = new Map<number, Float64Array>();
  /** The books, in the order of their title numbers. */
  readonly books: readonly Book[];
  /** How it was fitted. */
  readonly options: Required<RecommenderOptions>;

  /** For this folder only: use {@linkcode fitRecommender}. */
  constructor(token: typeof TOKEN, parts: RecommenderParts) {
    if (token !== TOKEN) throw new TypeError("Cannot make a recommender: use fitRecommender");
    this.books = parts.books;
    this.options = parts.options;
    this.#neighbours = parts.neighbours;
    this.#popularity = parts.popularity;
  }

  /** The books that belong with a book by its loans, most similar first; empty below the floors. */
  neighboursOf(place: number): readonly Neighbour[] {
    return this.#neighbours[place] ?? [];
  }

  /** Readers of a book; 0 below the floor. Stays in the analysis: a page shows order only. */
  popularityOf(place: number): number {
    return this.#popularity[place] ?? 0;
  }

  /** How alike each book is to one book; made when it is first asked for. */
  likenessTo(place: number): Float64Array {
    const known = this.#likeness.get(place);
    if (known !== undefined) return known;
    const book = this.books[place];
    if (book === undefined) throw new RangeError(`There is no book at ${place}`);
    const made = Float64Array.from(this.books, (other) => likeness(book, other, this.options.weights));
    this.#likeness.set(place, made);
    return made;
  }

  /** What may be said of the model without protection: how many books it knows. */
  toString(): string {
    return `Recommender(${this.books.length} books)`;
  }

  /** The shape, so that `JSON.stringify` leaks no count. */
  toJSON(): string {
    return this.toString();
  }

  /** The shape, for `console.log`. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toString();
  }

  /** The shape, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.toString() };
  }
}

interface RecommenderParts {
  readonly books: readonly Book[];
  readonly options: Required<RecommenderOptions>;
  readonly neighbours: readonly (readonly Neighbour[])[];
  readonly popularity: Int32Array;
}

/**
 * Fits an item–item model with shrinkage.
 *
 * With `n(a)` the readers of book `a` and `c(a, b)` the readers of both, `similarity(a, b) = s · c / (c + λ)`, where `λ` is
 * the shrinkage and `s` is `c / √(n(a) n(b))` (cosine) or `c / (n(a) + n(b) − c)` (Jaccard). Books with fewer than
 * `minimumReaders` readers, and pairs with fewer than `minimumTogether` shared readers, are dropped before.
 *
 * Time grows with the sum of the squared numbers of books per reader; memory with the number of books.
 * Source: Sarwar, Karypis, Konstan and Riedl (2001), "Item-based collaborative filtering recommendation algorithms";
 * shrinkage: Bell and Koren (2007), "Scalable collaborative filtering with jointly derived neighborhood interpolation
 * weights".
 *
 * @example Two books that the same twelve readers borrowed
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { fitRecommender } from "./recommender.ts";
 * import assert from "node:assert/strict";
 *
 * const readers = Array.from({ length: 12 }, (_, i) => `L${i}`);
 * const loans = Table.from({
 *   lener: [...readers, ...readers], titel: [...readers.map(() => "T1"), ...readers.map(() => "T2")],
 *   datum: [...readers, ...readers].map(() => "20230101"),
 * });
 * const two = (text: string) => [text, text];
 * const collection = Table.from({
 *   titel: ["T1", "T2"], naam: ["De vos", "De uil"], leeftijdsband: two("5-8"), genre: two("dieren"),
 *   leesniveau: two("M3"), taal: two("nl"), vestiging: two("school"),
 * });
 * const model = fitRecommender(loans, collection, { shrinkage: 4 });
 * assert.deepEqual(model.neighboursOf(0), [{ place: 1, similarity: 12 / 16 }]);
 * ```
 *
 * @param loans A row per loan: `lener` (a pseudonym), `titel`, `datum`. Titles outside the collection are left out.
 * @param collection The books, see {@linkcode readCollection}.
 * @param options Floors, shrinkage, similarity and weights.
 * @returns The model.
 * @throws {WorkspaceError} When a floor is too low, the shrinkage is negative, or a loan has no reader.
 */
export function fitRecommender(
  loans: Table,
  collection: Table,
  options: RecommenderOptions = {},
): Recommender {
  const books = readCollection(collection);
  return fitShelves(shelvesOf(loans, books), books, options);
}

/** Fits from shelves: for the test on held-out loans, which fits on a part of them. */
export function fitShelves(
  shelves: readonly Shelf[],
  books: readonly Book[],
  options: RecommenderOptions,
): Recommender {
  const chosen = checkedOptions(options);
  const readers = readersPerBook(shelves, books.length);
  const popularity = readers.map((count) => count >= chosen.minimumReaders ? count : 0);
  const neighbours: Neighbour[][] = Array.from({ length: books.length }, () => []);
  eachCoLoanRow(shelves, books.length, (place, together) => {
    if (popularity[place] === 0) return;
    together.forEach((count, other) => {
      if (other === place || popularity[other] === 0 || count < chosen.minimumTogether) return;
      const similarity = similarityOf(count, popularity[place] ?? 0, popularity[other] ?? 0, chosen);
      neighbours[place]?.push({ place: other, similarity });
    });
    neighbours[place]?.sort((a, b) => b.similarity - a.similarity || a.place - b.place);
  });
  return new Recommender(TOKEN, { books, options: chosen, neighbours, popularity });
}

function similarityOf(
  together: number,
  a: number,
  b: number,
  { similarity, shrinkage }: Required<RecommenderOptions>,
): number {
  const plain = similarity === "cosine" ? together / Math.sqrt(a * b) : together / (a + b - together);
  return plain * (together / (together + shrinkage));
}

function checkedOptions(options: RecommenderOptions): Required<RecommenderOptions> {
  const chosen = {
    minimumReaders: options.minimumReaders ?? 10,
    minimumTogether: options.minimumTogether ?? 10,
    shrinkage: options.shrinkage ?? 10,
    similarity: options.similarity ?? "cosine" as const,
    weights: options.weights ?? LIKENESS_WEIGHTS,
  };
  const lowest = Math.min(chosen.minimumReaders, chosen.minimumTogether);
  if (!(lowest >= LOWEST_FLOOR)) {
    throw new WorkspaceError({
      what: `A floor of ${lowest} readers is too low`,
      where: "fitRecommender",
      mend: `Set minimumReaders and minimumTogether to ${LOWEST_FLOOR} or more`,
    });
  }
  if (!(chosen.shrinkage >= 0)) {
    throw new WorkspaceError({
      what: "Shrinkage is negative or no number",
      where: "fitRecommender",
      mend: "Give a number of readers of 0 or more",
    });
  }
  return chosen;
}
