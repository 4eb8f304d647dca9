/**
 * A lint for plain Dutch: sentence length, Flesch-Douma, long and hard words, passives, words that claim a cause.
 *
 * It reports numbers and places. It does not say that a text "is B1": that is not a property that can be measured.
 *
 * @module
 */
import { CAUSAL_WORDS, HARD_WORDS, PASSIVE_VERBS } from "./_plain_words.ts";
import { countSyllables, sentencesOf, wordsOf } from "./syllables.ts";

/** Where a text stands: a summary has to be easier than running text. */
export type TextPlace = "summary" | "body";

/** What the lint looks at. */
export type ReadabilityRule =
  | "sentence-length"
  | "mean-sentence-length"
  | "flesch-douma"
  | "long-words"
  | "hard-word"
  | "passive"
  | "causal-word";

/** The measures of a text. */
export interface TextMeasures {
  /** The number of sentences. */
  readonly sentences: number;
  /** The number of words. */
  readonly words: number;
  /** Words per sentence. */
  readonly meanWords: number;
  /** Words of the longest sentence. */
  readonly longestWords: number;
  /** Syllables per hundred words. */
  readonly syllablesPer100Words: number;
  /** Flesch-Douma: 60–70 is normal, 80–90 easy. */
  readonly fleschDouma: number;
  /** Part of the words with four syllables or more, outside the glossary, 0 to 1. */
  readonly longWordShare: number;
  /** Passive sentences as a part of all sentences, 0 to 1. */
  readonly passiveShare: number;
}

/** One thing that makes a text harder than it has to be. */
export interface ReadabilityIssue {
  /** The rule. */
  readonly rule: ReadabilityRule;
  /** The words or the sentence. */
  readonly found: string;
  /** What to do, in Dutch. */
  readonly advice: string;
}

/** What the lint can be given. */
export interface ReadabilityOptions {
  /** Where the text stands. Default `body`. */
  readonly place?: TextPlace;
  /** Words that the page explains; they may be long or hard. Default: none. */
  readonly glossary?: readonly string[];
  /** `allowed` under an effect design. Default `refused`. */
  readonly causalWords?: "allowed" | "refused";
}

/** The limits. Source: the gate of the briefing design (§2.5). */
const LIMITS: Readonly<
  Record<
    TextPlace,
    {
      readonly meanWords: number;
      readonly longestWords: number;
      readonly fleschDouma: number;
      readonly longWordShare: number;
      readonly passiveShare: number;
    }
  >
> = {
  summary: { meanWords: 12, longestWords: 20, fleschDouma: 75, longWordShare: 0.05, passiveShare: 0.2 },
  body: { meanWords: 12, longestWords: 20, fleschDouma: 65, longWordShare: 0.05, passiveShare: 0.2 },
};

/** A word with this many syllables is long. */
const LONG_WORD_SYLLABLES = 4;

/** With fewer words the shares and the formula say nothing. */
const FEWEST_WORDS = 30;

/**
 * Computes Flesch-Douma: `206.8 − 0.77 · (syllables per 100 words) − 0.93 · (words per sentence)`.
 *
 * Source: Douma (1960), De leesbaarheid van landbouwbladen; formula and norms as given by DBNL.
 *
 * @example Short words in short sentences
 * ```ts
 * import { fleschDouma } from "./readability.ts";
 * import assert from "node:assert/strict";
 *
 * // 6 words, 6 syllables, 1 sentence: 206.8 − 77 − 5.58
 * assert.ok(Math.abs(fleschDouma("Ik zie dat het goed gaat.") - 124.22) < 1e-9);
 * ```
 *
 * @param text A Dutch text.
 * @returns The score: about 0 (very hard) to 120; NaN for a text without words.
 */
export function fleschDouma(text: string): number {
  return measureText(text).fleschDouma;
}

/**
 * Measures a Dutch text.
 *
 * @param text The text.
 * @param glossary Words that the page explains. Default: none.
 * @returns The measures; NaN where there are no words.
 */
export function measureText(text: string, glossary: readonly string[] = []): TextMeasures {
  const sentences = sentencesOf(text);
  const words = wordsOf(text);
  const lengths = sentences.map((sentence) => wordsOf(sentence).length);
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  const syllablesPer100Words = (100 * syllables) / words.length;
  const meanWords = words.length / sentences.length;
  const known = new Set(glossary.flatMap(wordsOf));
  const long = words.filter((word) => isLong(word) && !known.has(word));
  return {
    sentences: sentences.length,
    words: words.length,
    meanWords,
    longestWords: Math.max(0, ...lengths),
    syllablesPer100Words,
    fleschDouma: 206.8 - 0.77 * syllablesPer100Words - 0.93 * meanWords,
    longWordShare: long.length / words.length,
    passiveShare: sentences.filter(isPassive).length / sentences.length,
  };
}

function isLong(word: string): boolean {
  return !/\d/.test(word) && countSyllables(word) >= LONG_WORD_SYLLABLES;
}

/**
 * Tells whether a Dutch sentence is in the passive voice: a form of "worden" with a participle.
 *
 * @param sentence One sentence.
 * @returns Whether it is; "wordt groter" is not.
 */
export function isPassive(sentence: string): boolean {
  const words = wordsOf(sentence);
  return words.some((word) => PASSIVE_VERBS.has(word)) && words.some(isParticiple);
}

/** Adjectives and nouns that look like a participle. */
const NO_PARTICIPLE = new Set(
  "gemeente geld gezond gezondheid gebied gebieden geweld gezin gezinnen gebruik gewicht gevoel getal getallen geboorte ervaring verband verschil"
    .split(" "),
);

function isParticiple(word: string): boolean {
  if (NO_PARTICIPLE.has(word)) return false;
  return /^(?:\p{L}*ge\p{L}{2,}(?:d|t|en)|(?:be|ver|ont|her|er)\p{L}{3,}(?:d|t|en))$/u.test(word);
}

/**
 * Lists what makes a Dutch text harder than it has to be.
 *
 * Measures of a whole text (mean length, Flesch-Douma, shares) are judged from thirty words on.
 *
 * @example A hard word and a claim of cause
 * ```ts
 * import { checkReadability } from "./readability.ts";
 * import assert from "node:assert/strict";
 *
 * const issues = checkReadability("Armoede leidt tot problematiek.");
 * assert.deepEqual(issues.map((issue) => issue.rule), ["hard-word", "causal-word"]);
 * ```
 *
 * @param text A Dutch text.
 * @param options Where it stands, the glossary, and whether causal words are allowed.
 * @returns The issues, sentence by sentence and then for the whole; none when the text is plain.
 */
export function checkReadability(
  text: string,
  options: ReadabilityOptions = {},
): readonly ReadabilityIssue[] {
  const limits = LIMITS[options.place ?? "body"];
  const issues: ReadabilityIssue[] = [];
  for (const sentence of sentencesOf(text)) {
    const count = wordsOf(sentence).length;
    if (count <= limits.longestWords) continue;
    const advice = `${count} woorden: maak er twee zinnen van (hoogstens ${limits.longestWords})`;
    issues.push({ rule: "sentence-length", found: sentence, advice });
  }
  return [...issues, ...hardWords(text, options), ...causalWords(text, options), ...wholeText(text, options)];
}

function hardWords(text: string, { glossary = [] }: ReadabilityOptions): readonly ReadabilityIssue[] {
  const known = new Set(glossary.map((word) => word.toLowerCase()));
  return HARD_WORDS.filter(({ hard }) => !known.has(hard) && holds(text, hard)).map(({ hard, plain }) => ({
    rule: "hard-word",
    found: hard,
    advice: `Schrijf: ${plain}`,
  }));
}

function causalWords(
  text: string,
  { causalWords: use = "refused" }: ReadabilityOptions,
): readonly ReadabilityIssue[] {
  if (use === "allowed") return [];
  return CAUSAL_WORDS.filter((word) => holds(text, word)).map((found) => ({
    rule: "causal-word",
    found,
    advice: "Schrijf wat samen voorkomt; een oorzaak vraagt een effectmeting",
  }));
}

/** Whole words, also with the endings of plural and adjective. */
function holds(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<!\\p{L})${escaped}(?:e|en|s)?(?!\\p{L})`, "iu").test(text);
}

function wholeText(text: string, options: ReadabilityOptions): readonly ReadabilityIssue[] {
  const limits = LIMITS[options.place ?? "body"];
  const measures = measureText(text, options.glossary);
  if (measures.words < FEWEST_WORDS) return [];
  const issues: readonly (ReadabilityIssue & { readonly holds: boolean })[] = [
    {
      rule: "mean-sentence-length",
      holds: measures.meanWords > limits.meanWords,
      found: measures.meanWords.toFixed(1),
      advice: `Gemiddeld hoogstens ${limits.meanWords} woorden in een zin`,
    },
    {
      rule: "flesch-douma",
      holds: measures.fleschDouma < limits.fleschDouma,
      found: measures.fleschDouma.toFixed(0),
      advice: `Gebruik kortere woorden en zinnen (ten minste ${limits.fleschDouma})`,
    },
    {
      rule: "long-words",
      holds: measures.longWordShare > limits.longWordShare,
      found: `${Math.round(measures.longWordShare * 100)}%`,
      advice: "Te veel lange woorden: kies kortere of leg ze uit",
    },
    {
      rule: "passive",
      holds: measures.passiveShare > limits.passiveShare,
      found: `${Math.round(measures.passiveShare * 100)}%`,
      advice: "Zeg wie iets doet: hoogstens één lijdende zin op vijf",
    },
  ];
  return issues.filter((issue) => issue.holds).map(({ rule, found, advice }) => ({ rule, found, advice }));
}
