/**
 * Suggestions: what to read after one or more books, from what stands in a branch.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Book } from "./collection.ts";
import { best } from "./_best.ts";
import type { Recommender } from "./recommender.ts";

/** What is asked for. */
export interface SuggestOptions {
  /** Title numbers of the books that were read; at least one. */
  readonly after: readonly string[];
  /** Only books of this branch. Default the whole collection. */
  readonly branch?: string;
  /** How many suggestions. Default 5. */
  readonly count?: number;
  /** `loans` fills up by likeness where loans say too little; `likeness` leaves loans aside. Default `loans`. */
  readonly by?: "loans" | "likeness";
}

/** One suggestion. */
export interface Suggestion {
  /** The book. */
  readonly book: Book;
  /** `loans`: enough readers borrowed both. `likeness`: it is alike in age, language, genre and level. */
  readonly basis: "loans" | "likeness";
}

/**
 * Suggests books. Those that loans connect with the given books come first, by the sum of their similarities; then books
 * that are alike, by the mean of their {@linkcode likeness}, of equal ones the one with most readers first. Ties go by
 * title number, so the same question has the same answer everywhere. A given book is never suggested.
 *
 * @example A book that nobody borrowed yet starts from what it is like
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { fitRecommender } from "./recommender.ts";
 * import { suggestBooks } from "./suggest.ts";
 * import assert from "node:assert/strict";
 *
 * const three = (text: string) => [text, text, text];
 * const collection = Table.from({
 *   titel: ["T1", "T2", "T3"], naam: ["De vos", "De uil", "De keeper"], leeftijdsband: three("5-8"),
 *   genre: ["dieren", "dieren", "sport"], leesniveau: three("M3"), taal: three("nl"), vestiging: three("school"),
 * });
 * const none = Table.from({ lener: [], titel: [], datum: [] });
 * const next = suggestBooks(fitRecommender(none, collection), { after: ["T1"], count: 1 });
 * assert.deepEqual(next.map(({ book, basis }) => [book.name, basis]), [["De uil", "likeness"]]);
 * ```
 *
 * @param model The model.
 * @param options What was read, where to look, how many.
 * @returns At most `count` suggestions; fewer when the branch has fewer other books.
 * @throws {WorkspaceError} When a title or the branch is not in the collection.
 */
export function suggestBooks(model: Recommender, options: SuggestOptions): readonly Suggestion[] {
  const places = placesOf(model, options.after);
  const { branch } = options;
  if (branch !== undefined && !model.books.some(({ branches }) => branches.includes(branch))) {
    throw new WorkspaceError({
      what: "The branch has no books",
      where: "suggestBooks",
      mend: "Give a branch of the collection, or none for the whole collection",
    });
  }
  return rankBooks(model, places, options).map(({ place, basis }) => ({ book: bookAt(model, place), basis }));
}

/** Ranks by places in the list of books: for the test on held-out loans. */
export function rankBooks(
  model: Recommender,
  after: readonly number[],
  { branch, count = 5, by = "loans" }: Omit<SuggestOptions, "after">,
): readonly { readonly place: number; readonly basis: Suggestion["basis"] }[] {
  const read = new Set(after);
  const allowed = (place: number) =>
    !read.has(place) && (branch === undefined || bookAt(model, place).branches.includes(branch));
  const fromLoans = by === "loans" ? loanScores(model, after).filter(({ place }) => allowed(place)) : [];
  const found = fromLoans.slice(0, count).map(({ place }) => ({ place, basis: "loans" as const }));
  if (found.length === count) return found;
  const taken = new Set(found.map(({ place }) => place));
  const alike = mostAlike(model, after, {
    allowed: (place) => allowed(place) && !taken.has(place),
    count: count - found.length,
  });
  return [...found, ...alike.map((place) => ({ place, basis: "likeness" as const }))];
}

interface Score {
  readonly place: number;
  readonly score: number;
}

function loanScores(model: Recommender, after: readonly number[]): readonly Score[] {
  const sums = new Map<number, number>();
  // In the order of places, because sums of the same numbers in another order can differ in their last digit.
  for (const place of [...after].sort((a, b) => a - b)) {
    for (const { place: other, similarity } of model.neighboursOf(place)) {
      sums.set(other, (sums.get(other) ?? 0) + similarity);
    }
  }
  return [...sums].map(([place, score]) => ({ place, score: tieable(score) }))
    .sort((a, b) => b.score - a.score || a.place - b.place);
}

/** Sums of the same numbers in another order differ in their last digits: a billionth is no difference. */
function tieable(score: number): number {
  return Math.round(score * 1e9);
}

/** The `count` books that are most alike, of those allowed. */
function mostAlike(
  model: Recommender,
  after: readonly number[],
  { allowed, count }: { readonly allowed: (place: number) => boolean; readonly count: number },
): readonly number[] {
  const sums = new Float64Array(model.books.length);
  for (const place of [...after].sort((a, b) => a - b)) {
    model.likenessTo(place).forEach((value, other) => sums[other] = (sums[other] ?? 0) + value);
  }
  const score = (place: number) => tieable(sums[place] ?? 0);
  return best(
    [...model.books.keys()].filter(allowed),
    count,
    (a, b) => score(b) - score(a) || model.popularityOf(b) - model.popularityOf(a) || a - b,
  );
}

function placesOf(model: Recommender, titles: readonly string[]): readonly number[] {
  const places = titles.map((title) => model.books.findIndex((book) => book.title === title));
  if (places.length > 0 && !places.includes(-1)) return places;
  throw new WorkspaceError({
    what: titles.length === 0 ? "No title was given" : "A title is not in the collection",
    where: "suggestBooks",
    mend: "Give the title numbers of one or more books of the collection",
  });
}

function bookAt(model: Recommender, place: number): Book {
  const book = model.books[place];
  if (book === undefined) throw new RangeError(`There is no book at ${place}`);
  return book;
}
