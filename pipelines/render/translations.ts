/**
 * Which texts of a briefing are missing in a language. An edition in two languages has none.
 *
 * @module
 */
import { type Language, LANGUAGES } from "../../lib/core/language.ts";
import type { Briefing } from "./model.ts";

/** A text that a language lacks. */
export interface MissingText {
  /** The cell it comes from; empty for facts about the run. */
  readonly cellId: string;
  /** Where in the block, for example `payload.howToRead`. */
  readonly path: string;
  /** The language that lacks it. */
  readonly language: Language;
}

function isLabel(value: object): value is Record<Language, string> {
  return LANGUAGES.every((language) => typeof (value as Record<string, unknown>)[language] === "string");
}

function missingIn(value: unknown, path: string, cellId: string): readonly MissingText[] {
  if (typeof value !== "object" || value === null) return [];
  if (isLabel(value)) {
    const lacking = LANGUAGES.filter((language) => value[language].trim() === "");
    // A text that is empty in every language was left out on purpose, such as the unit of a name.
    return lacking.length === LANGUAGES.length ? [] : lacking.map((language) => ({ cellId, path, language }));
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    missingIn(inner, path === "" ? key : `${path}.${key}`, cellId)
  );
}

/**
 * Lists the texts of a briefing that exist in one language only.
 *
 * @example The sample is complete
 * ```ts
 * import { missingTexts } from "./translations.ts";
 * import { sampleBriefing } from "../../tests/data/render/sample.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(missingTexts(sampleBriefing()), []);
 * ```
 *
 * @param briefing The briefing.
 * @returns The missing texts in the order of the briefing; an empty list when it is complete.
 */
export function missingTexts(briefing: Briefing): readonly MissingText[] {
  const inBlocks = briefing.blocks.flatMap((block): readonly MissingText[] => {
    if (block.kind !== "prose") return missingIn(block.payload, "payload", block.cellId);
    return block.text.en === null ? [{ cellId: block.cellId, path: "text", language: "en" }] : [];
  });
  return [
    ...missingIn(briefing.parameters, "parameters", ""),
    ...inBlocks,
    ...missingIn(briefing.facts, "facts", ""),
  ];
}
