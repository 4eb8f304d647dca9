/** Collections and loans for the tests of the recommender. */
import { Table } from "../../lib/core/table.ts";

/** A collection of books that differ in nothing, unless told otherwise. */
export function collectionOf(
  titles: readonly string[],
  traits: Readonly<Record<string, (place: number) => string>> = {},
): Table {
  const column = (name: string, same: string) => titles.map((_, place) => traits[name]?.(place) ?? same);
  return Table.from({
    titel: titles,
    naam: titles.map((title) => `Boek ${title}`),
    leeftijdsband: column("leeftijdsband", "5-8"),
    genre: column("genre", "dieren"),
    leesniveau: column("leesniveau", "M3"),
    taal: column("taal", "nl"),
    vestiging: column("vestiging", "school"),
  });
}

/** Loans from triples of reader, title, date. */
export function loansOf(rows: readonly (readonly [reader: string, title: string, date?: string])[]): Table {
  return Table.from({
    lener: rows.map(([reader]) => reader),
    titel: rows.map(([, title]) => title),
    datum: rows.map(([, , date]) => date ?? "20230101"),
  });
}

/** Every one of `count` readers borrowed every one of `titles`. */
export function sharedLoans(prefix: string, count: number, titles: readonly string[]) {
  return Array.from({ length: count }, (_, i) => titles.map((title) => [`${prefix}${i}`, title] as const))
    .flat();
}
