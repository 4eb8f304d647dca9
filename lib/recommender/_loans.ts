/** Loans as lists of book places per reader. Lives only while a model is fitted or tested; nothing of it is kept. */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import type { Book } from "./collection.ts";

/** One reader's books: places in the list of books, each once. */
export type Shelf = readonly number[];

/** A reader's loans in the order of their dates; two on a day in the order of the titles. */
export function shelvesOf(loans: Table, books: readonly Book[]): readonly Shelf[] {
  const placeOf = new Map(books.map(({ title }, place) => [title, place]));
  const [readers, titles, dates] = ["lener", "titel", "datum"].map((name) => loans.texts(name));
  const found = new Map<string, { readonly date: string; readonly place: number }[]>();
  for (let row = 0; row < loans.rowCount; row++) {
    const [reader, place] = [readers?.[row] ?? null, placeOf.get(titles?.[row] ?? "")];
    if (reader === null) throw unknownReader();
    // A book that left the collection can no longer be suggested.
    if (place === undefined) continue;
    const shelf = found.get(reader) ?? [];
    shelf.push({ date: dates?.[row] ?? "", place });
    found.set(reader, shelf);
  }
  // Sorted by what is on them, so that neither the order of rows nor a pseudonym changes a result.
  return [...found.values()].map((shelf) => [
    ...new Set(shelf.sort((a, b) => compare(a.date, b.date) || a.place - b.place).map(({ place }) => place)),
  ]).sort((a, b) => compareShelves(a, b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareShelves(a: Shelf, b: Shelf): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function unknownReader(): WorkspaceError {
  return new WorkspaceError({
    what: "A loan has no reader",
    where: "local/bibliotheek",
    mend: "Leave out loans without a pseudonym before fitting: they say nothing about two books together",
  });
}

/** Readers per book. */
export function readersPerBook(shelves: readonly Shelf[], bookCount: number): Int32Array {
  const counts = new Int32Array(bookCount);
  for (const shelf of shelves) for (const place of shelf) counts[place] = (counts[place] ?? 0) + 1;
  return counts;
}

/**
 * Calls `visit` with each book and the number of readers that it shares with every book; the counts are used again
 * for the next book. One row at a time: memory stays that of one row, however many books there are.
 */
export function eachCoLoanRow(
  shelves: readonly Shelf[],
  bookCount: number,
  visit: (place: number, together: Int32Array) => void,
): void {
  const readersOf: number[][] = Array.from({ length: bookCount }, () => []);
  shelves.forEach((shelf, reader) => shelf.forEach((place) => readersOf[place]?.push(reader)));
  const together = new Int32Array(bookCount);
  readersOf.forEach((readers, place) => {
    together.fill(0);
    for (const reader of readers) {
      for (const other of shelves[reader] ?? []) together[other] = (together[other] ?? 0) + 1;
    }
    visit(place, together);
  });
}
