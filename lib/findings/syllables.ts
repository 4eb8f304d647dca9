/**
 * Words, sentences and syllables of a Dutch text.
 *
 * @module
 */

/** Abbreviations whose full stop does not end a sentence. */
const ABBREVIATIONS = new Set(
  "bijv bv ca dhr dr drs ds e.d enz evt excl incl ing ir jl m.b.t max mevr min mr nl nr o.a prof resp t/m t.a.v vgl z.g"
    .split(" "),
);

/**
 * Splits a text into sentences: at `.`, `!` and `?`, not inside numbers or after
 * abbreviations. Items of a list and headings, which end without a mark, end at the line.
 *
 * @example A decimal mark and an abbreviation end nothing
 * ```ts
 * import { sentencesOf } from "./syllables.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(sentencesOf("Het is 12.400, bijv. in Lindehof. Klopt dat?"), [
 *   "Het is 12.400, bijv. in Lindehof.",
 *   "Klopt dat?",
 * ]);
 * ```
 *
 * @param text A text.
 * @returns The sentences that hold a word.
 */
export function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = [];
  for (const line of text.split(/\n+/)) {
    let start = 0;
    for (const match of line.matchAll(/[.!?]+["”’)]*(?=\s|$)/g)) {
      const end = match.index + match[0].length;
      const lastWord = /(\S+)$/.exec(line.slice(start, match.index))?.[1]?.toLowerCase() ?? "";
      if (match[0] === "." && ABBREVIATIONS.has(lastWord.replace(/^[("“]+/, "")) && end < line.length) {
        continue;
      }
      sentences.push(line.slice(start, end).trim());
      start = end;
    }
    sentences.push(line.slice(start).trim());
  }
  return sentences.filter((sentence) => /\p{L}/u.test(sentence));
}

/**
 * Gives the words of a text; a number counts as a word.
 *
 * @param text A text.
 * @returns The words in lower case, without marks.
 */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\d]+(?:['’.,-][\p{L}\d]+)*/gu) ?? [];
}

/** Groups of vowels that are one sound, longest first; a trema begins a sound ("re-ëel", "na-ïef"). */
const ONE_SOUND =
  /ëe|ïe|aai|ooi|oei|eeuw|ieuw|ieu|eau|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|oi|ai|[aeiouyáàâéèêíìîóòôúùûäëïöü]/g;

/**
 * Counts the syllables of a Dutch word: its groups of vowels. A vowel with a trema begins a syllable of its own, and
 * `y` counts as a vowel after a consonant.
 *
 * A heuristic: loan words can be off by one. Digits count as one syllable a digit, up to three.
 *
 * @example Diphthongs are one syllable
 * ```ts
 * import { countSyllables } from "./syllables.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(countSyllables("huis"), 1);
 * assert.equal(countSyllables("gemeente"), 3);
 * assert.equal(countSyllables("coördinatie"), 5);
 * ```
 *
 * @param word One word.
 * @returns At least 1.
 */
export function countSyllables(word: string): number {
  const lower = word.toLowerCase();
  const digits = lower.match(/\d/g)?.length ?? 0;
  if (digits > 0) return Math.min(3, digits);
  const prepared = lower.replace(/qu/g, "kw").replace(/([aeiou])(?=[äëïöü])/g, "$1-");
  const groups = prepared.match(ONE_SOUND)?.length ?? 0;
  return Math.max(1, groups);
}
