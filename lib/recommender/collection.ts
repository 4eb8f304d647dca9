/**
 * The books of a collection, and where copies of them stand. A collection is open: it says nothing about readers.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";

/** A book as the catalogue describes it. */
export interface Book {
  /** The number of the title. */
  readonly title: string;
  /** What stands on the cover. */
  readonly name: string;
  /** For which ages, for example `5-8`. */
  readonly ageBand: string;
  /** The genre. */
  readonly genre: string;
  /** The reading level (AVI), one of {@linkcode READING_LEVELS} when it has one. */
  readonly level: string;
  /** The language, for example `nl`. */
  readonly language: string;
  /** The branches that have copies, sorted. */
  readonly branches: readonly string[];
}

/** Reading levels from the first to the last. Source: Cito, AVI levels (M3 is halfway grade 3, E3 its end). */
export const READING_LEVELS: readonly string[] = [
  "AVI-Start",
  "M3",
  "E3",
  "M4",
  "E4",
  "M5",
  "E5",
  "M6",
  "E6",
  "M7",
  "E7",
  "Plus",
];

/** The columns of a collection: a row for each title in each branch that has it. */
const COLUMNS = ["naam", "leeftijdsband", "genre", "leesniveau", "taal", "vestiging"] as const;

/**
 * Reads the books of a collection, one per title, in the order of their title numbers.
 *
 * @example A title in two branches is one book
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { readCollection } from "./collection.ts";
 * import assert from "node:assert/strict";
 *
 * const two = (text: string) => [text, text];
 * const books = readCollection(Table.from({
 *   titel: two("T1"), naam: two("De vos"), leeftijdsband: two("5-8"), genre: two("dieren"),
 *   leesniveau: two("M3"), taal: two("nl"), vestiging: ["school", "bibliotheek"],
 * }));
 * assert.deepEqual(books.map(({ branches }) => branches), [["bibliotheek", "school"]]);
 * ```
 *
 * @param collection Rows with `titel`, `naam`, `leeftijdsband`, `genre`, `leesniveau`, `taal`, `vestiging`.
 * @returns The books.
 * @throws {WorkspaceError} When a value is missing, or one title is described in two ways.
 */
export function readCollection(collection: Table): readonly Book[] {
  const titles = collection.texts("titel");
  const columns = COLUMNS.map((name) => collection.texts(name));
  const found = new Map<string, { readonly words: readonly string[]; readonly branches: Set<string> }>();
  titles.forEach((title, row) => {
    const values = columns.map((column) => column[row] ?? "");
    const [branch = ""] = values.slice(-1);
    if (title === null || values.includes("")) throw incomplete();
    const words = values.slice(0, -1);
    const known = found.get(title) ?? { words, branches: new Set<string>() };
    if (known.words.join("\n") !== words.join("\n")) throw twoWays(title);
    known.branches.add(branch);
    found.set(title, known);
  });
  return [...found].sort(([a], [b]) => a < b ? -1 : 1).map(([title, { words, branches }]) => {
    const [name = "", ageBand = "", genre = "", level = "", language = ""] = words;
    return { title, name, ageBand, genre, level, language, branches: [...branches].sort() };
  });
}

function incomplete(): WorkspaceError {
  return new WorkspaceError({
    what: "A row of the collection has a missing value",
    where: "readCollection",
    mend: `Give titel, ${COLUMNS.join(", ")} in every row`,
  });
}

function twoWays(title: string): WorkspaceError {
  return new WorkspaceError({
    what: `Title ${title} is described in two ways`,
    where: "readCollection",
    mend: "Give a title the same name, age band, genre, level and language in every branch",
  });
}
