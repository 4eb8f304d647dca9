/**
 * Languages of the programme: every text that a reader sees exists in Dutch and in English.
 *
 * @module
 */

/** A language in which editions are published: Dutch (`nl`) or English (`en`). */
export type Language = "nl" | "en";

/** All languages, in the order in which they are published. */
export const LANGUAGES: readonly Language[] = ["nl", "en"];

/** A text in every language. A missing translation is a compile error, not an empty heading. */
export interface Label {
  /** The Dutch text. */
  readonly nl: string;
  /** The English text. */
  readonly en: string;
}

/**
 * Makes a label that reads the same in every language, for names and codes.
 *
 * @example A place name
 * ```ts
 * import { sameLabel } from "./language.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(sameLabel("Voorbeeldstad"), { nl: "Voorbeeldstad", en: "Voorbeeldstad" });
 * ```
 *
 * @param text The text for all languages.
 * @returns The label.
 */
export function sameLabel(text: string): Label {
  return { nl: text, en: text };
}

/**
 * Builds a label by applying a function once per language.
 *
 * @example A sentence with a part that differs per language
 * ```ts
 * import { mapLabel } from "./language.ts";
 * import assert from "node:assert/strict";
 *
 * const year = mapLabel((language) => language === "nl" ? "jaar" : "year");
 * assert.equal(year.en, "year");
 * ```
 *
 * @param build Gives the text for one language.
 * @returns The label.
 */
export function mapLabel(build: (language: Language) => string): Label {
  return { nl: build("nl"), en: build("en") };
}
