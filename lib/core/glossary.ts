/**
 * Terms that briefings use, explained once in both languages.
 *
 * @module
 */
import type { Label } from "./language.ts";

/** A term of the glossary. */
export interface GlossaryTerm {
  /** A slug that is unique in the glossary, for example `uithuisplaatsing`. */
  readonly id: string;
  /** The term as it stands in prose. */
  readonly term: Label;
  /** Other spellings and forms under which it stands in prose, per language. */
  readonly forms: { readonly nl: readonly string[]; readonly en: readonly string[] };
  /** The explanation in plain words: one to three short sentences. */
  readonly meaning: Label;
  /** Where the explanation comes from; absent for words of the programme itself. */
  readonly source?: string;
}
