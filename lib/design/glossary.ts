/**
 * The glossary: every term that briefings use, in plain Dutch and English.
 *
 * The terms lie by theme in `terms/`; this file joins and orders them.
 *
 * @module
 */
import type { GlossaryTerm } from "../core/glossary.ts";
import type { Language } from "../core/language.ts";
import { CARE_TERMS } from "./terms/care.ts";
import { DATA_TERMS } from "./terms/data.ts";
import { GROWING_UP_TERMS } from "./terms/growing_up.ts";
import { METHOD_TERMS } from "./terms/methods.ts";
import { MONEY_TERMS } from "./terms/money.ts";
import { PROGRAMME_TERMS } from "./terms/programme.ts";
import { STATISTICS_TERMS } from "./terms/statistics.ts";

function byId(a: GlossaryTerm, b: GlossaryTerm): number {
  return a.id < b.id ? -1 : 1;
}

/**
 * Every term, ordered by id.
 *
 * @example A term in both languages
 * ```ts
 * import { GLOSSARY } from "./glossary.ts";
 * import assert from "node:assert/strict";
 *
 * const found = GLOSSARY.find(({ id }) => id === "duiding");
 * assert.equal(found?.term.en, "interpretation");
 * ```
 */
export const GLOSSARY: readonly GlossaryTerm[] = [
  ...PROGRAMME_TERMS,
  ...CARE_TERMS,
  ...MONEY_TERMS,
  ...GROWING_UP_TERMS,
  ...DATA_TERMS,
  ...STATISTICS_TERMS,
  ...METHOD_TERMS,
].toSorted(byId);

/**
 * Gives every spelling of a term in a language: the term itself and its other forms.
 *
 * @example For a linker
 * ```ts
 * import { spellingsOf } from "./glossary.ts";
 * import { GLOSSARY } from "./glossary.ts";
 * import assert from "node:assert/strict";
 *
 * const wijk = GLOSSARY.filter(({ id }) => id === "wijk");
 * assert.deepEqual(wijk.flatMap((term) => spellingsOf(term, "nl")), ["wijk", "wijken"]);
 * ```
 *
 * @param term The term.
 * @param language The language.
 * @returns The spellings, the term first.
 */
export function spellingsOf(term: GlossaryTerm, language: Language): readonly string[] {
  return [term.term[language], ...term.forms[language]];
}
