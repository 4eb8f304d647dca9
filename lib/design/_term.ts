/**
 * Writes one term of the glossary on few lines.
 *
 * @module
 */
import type { GlossaryTerm } from "../core/glossary.ts";

/** A term and its explanation in one language; further entries are other forms of the term. */
export type Wording = readonly [term: string, meaning: string, ...forms: readonly string[]];

/**
 * Makes a term.
 *
 * @param id A slug.
 * @param nl The Dutch term, its meaning, and other Dutch forms.
 * @param en The same in English.
 * @param source Where the meaning comes from. Default: the programme's own words.
 * @returns The term.
 */
export function term(id: string, nl: Wording, en: Wording, source?: string): GlossaryTerm {
  const [termNl, meaningNl, ...formsNl] = nl;
  const [termEn, meaningEn, ...formsEn] = en;
  return {
    id,
    term: { nl: termNl, en: termEn },
    forms: { nl: formsNl, en: formsEn },
    meaning: { nl: meaningNl, en: meaningEn },
    ...(source === undefined ? {} : { source }),
  };
}
