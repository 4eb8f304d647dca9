/**
 * How good suggestions are: each reader's last loan is held back, and the question is whether it is suggested.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Random, randomFor } from "../core/random.ts";
import type { Table } from "../core/table.ts";
import { best } from "./_best.ts";
import { readersPerBook, type Shelf, shelvesOf } from "./_loans.ts";
import { type Book, readCollection } from "./collection.ts";
import { fitShelves, type Recommender, type RecommenderOptions } from "./recommender.ts";
import { rankBooks } from "./suggest.ts";

/** A way of suggesting that is put to the test. */
export type Way = "loans" | "likeness" | "popular" | "random";

/** The ways, in the order of results. */
export const WAYS: readonly Way[] = ["loans", "likeness", "popular", "random"];

/** How the test is done. */
export interface EvaluateOptions extends RecommenderOptions {
  /** How many suggestions a reader gets. Default 5. */
  readonly count?: number;
  /** The name from which the draws of `random` derive. Default `recommender/evaluate`. */
  readonly seed?: string;
}

/** What one way of suggesting came to. */
export interface WayQuality {
  /** The way. */
  readonly way: Way;
  /** Readers with a loan held back. */
  readonly readers: number;
  /** Readers whose held-back book was among the suggestions. */
  readonly hits: number;
  /** Recall at `count`: hits divided by readers; null without readers. */
  readonly recall: number | null;
  /** Books in the collection. */
  readonly books: number;
  /** Books that were suggested to at least one reader. */
  readonly booksSuggested: number;
  /** Coverage: the share of books that were suggested to anyone. */
  readonly coverage: number;
  /** Pairs of books within the lists of readers. */
  readonly pairs: number;
  /** Such pairs of different genres. */
  readonly pairsOfGenres: number;
  /** Diversity: the share of pairs within a list that differ in genre; null without pairs. */
  readonly diversity: number | null;
  /** Popularity bias: readers per suggested book, divided by readers per held-back book, both in the training loans. */
  readonly popularityRatio: number | null;
}

/**
 * Tests suggestions on held-out loans. Of every reader with two or more books the last one is held back; the model is
 * fitted on the rest, with all its floors; the reader then gets `count` suggestions from the books of the rest.
 *
 * `popular` suggests the books with most readers in the age band of the reader's last known book; `random` draws from
 * that age band. Both leave out what the reader had. Recall with one book held back per reader is the hit rate.
 * Source of the measures: Herlocker, Konstan, Terveen and Riedl (2004), "Evaluating collaborative filtering recommender
 * systems"; popularity bias: Abdollahpouri, Burke and Mobasher (2019), "Managing popularity bias".
 *
 * @example Nobody's second book can be missed when there are only two
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { evaluateSuggestions } from "./evaluate.ts";
 * import assert from "node:assert/strict";
 *
 * const two = (text: string) => [text, text];
 * const collection = Table.from({
 *   titel: ["T1", "T2"], naam: ["De vos", "De uil"], leeftijdsband: two("5-8"), genre: two("dieren"),
 *   leesniveau: two("M3"), taal: two("nl"), vestiging: two("school"),
 * });
 * const loans = Table.from({ lener: two("L1"), titel: ["T1", "T2"], datum: ["20230101", "20230201"] });
 * assert.deepEqual(evaluateSuggestions(loans, collection).map(({ hits }) => hits), [1, 1, 1, 1]);
 * ```
 *
 * @param loans The loans, see {@linkcode fitRecommender}.
 * @param collection The books.
 * @param options How many suggestions, the seed, and how the model is fitted.
 * @returns A result per way, in the order of {@linkcode WAYS}.
 * @throws {WorkspaceError} When `count` is not a whole number above 0, or the model cannot be fitted.
 */
export function evaluateSuggestions(
  loans: Table,
  collection: Table,
  options: EvaluateOptions = {},
): readonly WayQuality[] {
  const { count = 5, seed = "recommender/evaluate", ...fit } = options;
  if (!Number.isInteger(count) || count < 1) {
    throw new WorkspaceError({
      what: "The number of suggestions is not a whole number above 0",
      where: "evaluateSuggestions",
      mend: "Give count as 1 or more",
    });
  }
  const books = readCollection(collection);
  const trials = shelvesOf(loans, books).map(heldBack);
  const training = trials.map(({ known }) => known);
  const model = fitShelves(training, books, fit);
  const readers = readersPerBook(training, books.length);
  const tested = trials.filter(({ held }) => held !== null);
  return WAYS.map((way) => {
    const random = randomFor(`${seed}/${way}`);
    const lists = tested.map(({ known }) => suggestBy(way, model, { known, count, readers, random }));
    return qualityOf(way, { books, readers, lists, held: tested.map(({ held }) => held ?? -1) });
  });
}

interface Trial {
  readonly known: Shelf;
  readonly held: number | null;
}

function heldBack(shelf: Shelf): Trial {
  if (shelf.length < 2) return { known: shelf, held: null };
  return { known: shelf.slice(0, -1), held: shelf.at(-1) ?? null };
}

interface Request {
  readonly known: Shelf;
  readonly count: number;
  readonly readers: Int32Array;
  readonly random: Random;
}

function suggestBy(
  way: Way,
  model: Recommender,
  { known, count, readers, random }: Request,
): readonly number[] {
  if (way === "loans" || way === "likeness") {
    return rankBooks(model, known, { count, by: way }).map(({ place }) => place);
  }
  const band = model.books[known.at(-1) ?? -1]?.ageBand;
  const choice = [...model.books.keys()].filter((place) =>
    !known.includes(place) && model.books[place]?.ageBand === band
  );
  if (way === "random") return draw(choice, count, random);
  return best(choice, count, (a, b) => (readers[b] ?? 0) - (readers[a] ?? 0) || a - b);
}

function draw(from: readonly number[], count: number, random: Random): readonly number[] {
  const left = [...from];
  const drawn: number[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(random.below(left.length), 1));
  return drawn;
}

interface Outcome {
  readonly books: readonly Book[];
  readonly readers: Int32Array;
  readonly lists: readonly (readonly number[])[];
  readonly held: readonly number[];
}

function qualityOf(way: Way, { books, readers, lists, held }: Outcome): WayQuality {
  const hits = lists.filter((list, i) => list.includes(held[i] ?? -1)).length;
  const suggested = lists.flat();
  const booksSuggested = new Set(suggested).size;
  const pairs = lists.map((list) => genrePairs(list, books));
  const all = pairs.reduce((sum, one) => sum + one.all, 0);
  const different = pairs.reduce((sum, one) => sum + one.different, 0);
  const [bySuggestion, byLoan] = [meanReaders(suggested, readers), meanReaders(held, readers)];
  return {
    way,
    readers: lists.length,
    hits,
    recall: lists.length > 0 ? hits / lists.length : null,
    books: books.length,
    booksSuggested,
    coverage: books.length > 0 ? booksSuggested / books.length : 0,
    pairs: all,
    pairsOfGenres: different,
    diversity: all > 0 ? different / all : null,
    popularityRatio: bySuggestion === null || !byLoan ? null : bySuggestion / byLoan,
  };
}

function genrePairs(list: readonly number[], books: readonly Book[]): { all: number; different: number } {
  const genres = list.map((place) => books[place]?.genre ?? "");
  let [all, different] = [0, 0];
  genres.forEach((genre, i) =>
    genres.slice(i + 1).forEach((other) => {
      all++;
      if (genre !== other) different++;
    })
  );
  return { all, different };
}

function meanReaders(places: readonly number[], readers: Int32Array): number | null {
  if (places.length === 0) return null;
  return places.reduce((sum, place) => sum + (readers[place] ?? 0), 0) / places.length;
}
