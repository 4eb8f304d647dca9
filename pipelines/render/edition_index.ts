/**
 * What the index of an edition is made from: plain data.
 *
 * @module
 */
import type { Label, Language } from "../../lib/core/language.ts";
import type { ReferenceContent } from "../../lib/core/reference.ts";
import type { NamedValue } from "./model.ts";

/** A link of an index. */
export interface IndexLink {
  /** What readers see. */
  readonly label: Label;
  /** The address, relative to the index. */
  readonly href: string;
}

/** One pilot in an index. */
export interface IndexEntry {
  /** The title of its briefing. */
  readonly title: Label;
  /** The pilot. */
  readonly pilot: Label;
  /** The place it is about. */
  readonly place: Label;
  /** Phase 0 to 5 of the programme. */
  readonly phase: 0 | 1 | 2 | 3 | 4 | 5;
  /** The question or first finding, in a sentence. */
  readonly summary: Label;
  /** Titles of figures and findings: what the search looks in. */
  readonly captions: readonly Label[];
  /** `released` entries link to their page; the others say why not in `note`. */
  readonly status: "released" | "not-vetted" | "failed";
  /** For an entry that is not released: what changed or failed. Empty for a released one. */
  readonly note: Label;
  /** The pages of the briefing by language, relative to the index. */
  readonly pages: Readonly<Partial<Record<Language, string>>>;
  /** Other files: PDF, executed notebook, run record. */
  readonly files: readonly IndexLink[];
  /** What changed since the edition that was compared with. Default nothing is said. */
  readonly changes?: {
    /** The changes in a few words. */
    readonly text: Label;
    /** Whether the briefing itself has a section about them. */
    readonly told: "in-briefing" | "here-only";
    /** Whether the briefing is new, says something else than before, or the same. */
    readonly extent: "new" | "changed" | "same";
  };
}

/** An edition, as its index tells it. */
export interface EditionIndex {
  /** The edition, for example `2026-11`. */
  readonly editionId: string;
  /** The day that the edition is dated with, as `yyyy-mm-dd`. */
  readonly generatedFor: string;
  /** The pilots, in any order. */
  readonly entries: readonly IndexEntry[];
  /** Earlier editions, newest first. */
  readonly archive: readonly { readonly editionId: string; readonly date: string }[];
  /** Facts about the edition: commit, runtime, lock file. */
  readonly facts: readonly NamedValue[];
  /** Whether any briefing shows made-up numbers. */
  readonly data: "synthetic" | "real";
  /** What the phases of the programme are called. Default their numbers only. */
  readonly phaseNames?: Readonly<Partial<Record<IndexEntry["phase"], Label>>>;
  /** The edition that this one was compared with, and what is no longer there. Default nothing was compared. */
  readonly previous?: {
    /** Its id. */
    readonly editionId: string;
    /** The day it is dated with. */
    readonly date: string;
    /** Titles of briefings that it had and this edition has not. */
    readonly gone: readonly Label[];
  };
  /** The region, for the map. Default no map. */
  readonly region?: ReferenceContent["region"];
  /** Whom to ask. */
  readonly contact: Label;
  /** Whether the site has reference pages and feeds. Default `none`. */
  readonly reference?: "with-pages" | "none";
  /** The index in other languages, relative to this one. */
  readonly alternates: readonly { readonly language: Language; readonly href: string }[];
}
