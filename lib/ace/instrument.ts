/**
 * What a questionnaire is: items, answer codes, categories and scoring rules, all as data.
 *
 * @module
 */
import type { Label } from "../core/language.ts";

/** Why an answer is not known. */
export type UnknownReason = "dontKnow" | "refused" | "notApplicable" | "skipped" | "notAsked";

/** All reasons, in the order of the bits of {@linkcode AceScores.reasonBits}. */
export const UNKNOWN_REASONS: readonly UnknownReason[] = [
  "dontKnow",
  "refused",
  "notApplicable",
  "skipped",
  "notAsked",
];

/** A code as it stands in the data: a word or a number. */
export type Code = string | number;

/** An answer that was given. */
export interface AnswerCode {
  /** The code. */
  readonly code: Code;
  /** What it means. */
  readonly label: Label;
}

/** A code that says why there is no answer. */
export interface MissingCode {
  /** The code. */
  readonly code: Code;
  /** The reason. */
  readonly reason: UnknownReason;
}

/** The legal codes of an item. Any other code is an error. */
export interface AnswerScale {
  /** A slug, for example `yes-no`. */
  readonly id: string;
  /** The answers in order of intensity or frequency; `open` for an item that never scores. */
  readonly answers: readonly AnswerCode[] | "open";
  /** The codes for "no answer". */
  readonly missing: readonly MissingCode[];
  /** What an empty cell means. */
  readonly blank: UnknownReason;
  /** The codes for true and false, where a column of truth values may stand for the item. */
  readonly booleans?: { readonly whenTrue: Code; readonly whenFalse: Code };
}

/** How sure it is that something is as the source says. */
export type Standing = "verified" | "secondary" | "recalled";

/** One question. */
export interface Item {
  /** The item code. */
  readonly id: string;
  /** The content in own words: never the official text, unless the instrument's `wording` says so. */
  readonly text: Label;
  /** Its legal codes. */
  readonly scale: AnswerScale;
  /** The LOINC code, where one is known. */
  readonly loinc?: { readonly code: string; readonly standing: Standing };
}

/** One item with the answers that count as exposed. */
export interface ItemTest {
  /** The item code. */
  readonly item: string;
  /** The answers that count. */
  readonly exposed: readonly Code[];
  /** Answers that this rule takes as unknown (not applicable), such as "parents not married". */
  readonly unknown?: readonly Code[];
}

/** One item of a sum, in the direction in which it counts. */
export interface SumItem {
  /** The item code. */
  readonly item: string;
  /** `reversed` counts least + most − answer. */
  readonly direction: "asAsked" | "reversed";
}

/** How a category follows from items. Both forms use three-valued logic. */
export type CategoryRule =
  | {
    /** Any item that counts makes it exposed; all answered and none counts makes it not exposed; else unknown. */
    readonly kind: "any";
    readonly tests: readonly ItemTest[];
  }
  | {
    /** Exposed when the sum reaches the cut whatever the unknown items are; not exposed when it cannot reach it. */
    readonly kind: "sum";
    readonly items: readonly SumItem[];
    readonly atLeast: number;
  };

/** One category of adversity or protection. */
export interface Category {
  /** A stable id, for example `emotionalAbuse`. */
  readonly id: string;
  /** What readers see. */
  readonly label: Label;
  /** How it follows from items. */
  readonly rule: CategoryRule;
}

/** A count over categories. Most rules have one; PEARLS, PHL and PCE have several that are never added together. */
export interface ScorePart {
  /** `score` for the main count. */
  readonly id: string;
  /** What readers see. */
  readonly label: Label;
  /** The ids of the categories that are counted. */
  readonly categories: readonly string[];
}

/** Something that a reader of results has to know. */
export interface Caution {
  /** A stable id, for example `unverified:freqA`. */
  readonly id: string;
  /** The caution in words. */
  readonly text: Label;
}

/** Answers that contradict each other. Reported, never edited. */
export interface ConsistencyCheck {
  /** A stable id, for example `inconsistent:sexual`. */
  readonly id: string;
  /** One item, with the answers that raise the question; `any` for any answer. */
  readonly when: { readonly item: string; readonly answers: readonly Code[] | "any" };
  /** The answers of other items that do not go with it; all have to hold. */
  readonly yet: readonly { readonly item: string; readonly answers: readonly Code[] }[];
  /** The contradiction in words. */
  readonly text: Label;
}

/** One named way to score an instrument. */
export interface ScoringRule {
  /** A stable id, for example `brfss8.mmwr2023`. */
  readonly id: string;
  /** The version of this definition. */
  readonly version: string;
  /** What readers see. */
  readonly label: Label;
  /** The categories. */
  readonly categories: readonly Category[];
  /** The counts; the first is the main one. */
  readonly parts: readonly ScorePart[];
  /** Whether more is worse or better. */
  readonly polarity: "adversity" | "protection";
  /** How sure the definition is. Anything but `verified` becomes a warning in results. */
  readonly standing: Standing;
  /** Further warnings that always go with results. */
  readonly cautions: readonly Caution[];
  /** Where the definition was read. */
  readonly source: string;
  /** Ids of rules whose results may stand in one series with this one, besides itself. */
  readonly comparableWith: readonly string[];
}

/** A questionnaire. */
export interface Instrument {
  /** A slug, for example `who-ace-iq`. */
  readonly id: string;
  /** The version of the questionnaire. */
  readonly version: string;
  /** What readers see. */
  readonly label: Label;
  /** Whose childhood, reported by whom. */
  readonly reporter: "self" | "caregiver";
  /** The items. */
  readonly items: readonly Item[];
  /** Counts per part that a form without items may deliver, with their maximum; absent when there is no such form. */
  readonly totals?: readonly { readonly part: string; readonly item: string; readonly most: number }[];
  /** The named scoring rules; there is no default rule. */
  readonly rules: readonly ScoringRule[];
  /** Contradictions to look for. */
  readonly checks: readonly ConsistencyCheck[];
  /** Whether the item texts are official or own paraphrase. */
  readonly wording: "paraphrase" | "official";
  /** What the licence of the official text allows. */
  readonly licence: string;
  /** Where the instrument was read. */
  readonly source: string;
  /** What results may be compared with. */
  readonly comparison: Label;
  /** Whether the mode of administration has to be recorded before scoring. */
  readonly modeRequired: "yes" | "no";
}
