/**
 * A list of books in which each book has suggestions: words only, no counts and nothing about readers.
 *
 * @module
 */
import type { Label } from "./language.ts";

/** One book of the list. */
export interface SuggestionBook {
  /** What stands on the cover. */
  readonly name: string;
  /** The shelf that it stands on: books of a shelf follow each other. */
  readonly shelf: Label;
  /** What helps to recognise it, such as its reading level. */
  readonly about: string;
  /** What to read next, best first: places in the list of books, and why. */
  readonly next: readonly { readonly place: number; readonly basis: "loans" | "likeness" }[];
}

/** A list of books with suggestions. */
export interface SuggestionsPayload {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** What the list is, for example the name of the branch. */
  readonly title: Label;
  /** How to use it, in one or two sentences. */
  readonly intro: Label;
  /** The books, shelf by shelf. */
  readonly books: readonly SuggestionBook[];
}
