/**
 * Terms of the glossary in running text: where they stand, and links to what they mean.
 *
 * @module
 */
import type { GlossaryTerm } from "../../lib/core/glossary.ts";
import { type Html, html, type HtmlPart } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";

/** A stretch of text: plain, or a term that is to be linked. */
export interface TermSpan {
  /** The text as it stands. */
  readonly text: string;
  /** The id of the term; null for plain text. */
  readonly termId: string | null;
}

interface Vocabulary {
  readonly pattern: RegExp | null;
  readonly idBySpelling: ReadonlyMap<string, string>;
}

const known = new WeakMap<readonly GlossaryTerm[], Partial<Record<Language, Vocabulary>>>();

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ");
}

/** All spellings in one pattern, longest first, so that "wijk" does not take a part of "wijkteam" or "buurt en wijk". */
function vocabularyOf(terms: readonly GlossaryTerm[], language: Language): Vocabulary {
  const made = known.get(terms) ?? {};
  const before = made[language];
  if (before !== undefined) return before;
  const idBySpelling = new Map<string, string>();
  for (const { id, term, forms } of terms) {
    for (const spelling of [term[language], ...forms[language]]) {
      if (spelling.trim() !== "" && !idBySpelling.has(plain(spelling))) idBySpelling.set(plain(spelling), id);
    }
  }
  const spellings = [...idBySpelling.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = spellings.length === 0
    ? null
    : new RegExp(`(?<![\\p{L}\\p{N}-])(?:${spellings.map(escaped).join("|")})(?![\\p{L}\\p{N}-])`, "giu");
  const vocabulary: Vocabulary = { pattern, idBySpelling };
  known.set(terms, { ...made, [language]: vocabulary });
  return vocabulary;
}

/**
 * Finds the terms that a text uses.
 *
 * @param text Running text.
 * @param terms The glossary.
 * @param language The language of the text.
 * @returns Ids in the order in which they first occur.
 */
export function termsIn(
  text: string,
  terms: readonly GlossaryTerm[],
  language: Language,
): ReadonlySet<string> {
  const { pattern, idBySpelling } = vocabularyOf(terms, language);
  if (pattern === null) return new Set();
  return new Set([...text.matchAll(pattern)].flatMap(([found]) => idBySpelling.get(plain(found)) ?? []));
}

/**
 * Links the first occurrence of each term in a section, or renders the text as it is where a page has no glossary.
 *
 * @param terms The linker of the page; null for none.
 * @param text Running text without markup.
 * @returns The markup, inline.
 */
export function linkTerms(terms: TermLinker | null, text: string): Html {
  return terms?.render(text) ?? html`${text}`;
}

/** Links the first occurrence of each term in a section. Make one for a page; call `startSection` at each section. */
export class TermLinker {
  readonly #terms: readonly GlossaryTerm[];
  readonly #language: Language;
  readonly #used = new Set<string>();
  #inSection = new Set<string>();

  /**
   * Makes a linker of a page.
   *
   * @param terms The glossary.
   * @param language The language of the page.
   */
  constructor(terms: readonly GlossaryTerm[], language: Language) {
    this.#terms = terms;
    this.#language = language;
  }

  /** The terms that were linked so far, in the order of the glossary. */
  get used(): readonly GlossaryTerm[] {
    return this.#terms.filter(({ id }) => this.#used.has(id));
  }

  /** Says that a new section begins: there every term is linked once more. */
  startSection(): void {
    this.#inSection = new Set();
  }

  /** Says that the page uses the terms of a text that bears no links, such as a sheet to print: they are explained too. */
  mention(text: string): void {
    for (const id of termsIn(text, this.#terms, this.#language)) this.#used.add(id);
  }

  /**
   * Cuts a text at the terms that are to be linked.
   *
   * @param text Running text without markup.
   * @returns The stretches in order; together they are the text.
   */
  split(text: string): readonly TermSpan[] {
    const { pattern, idBySpelling } = vocabularyOf(this.#terms, this.#language);
    const spans: TermSpan[] = [];
    let at = 0;
    for (const match of pattern === null ? [] : text.matchAll(pattern)) {
      const termId = idBySpelling.get(plain(match[0]));
      if (termId === undefined || this.#inSection.has(termId)) continue;
      this.#inSection.add(termId);
      this.#used.add(termId);
      if (match.index > at) spans.push({ text: text.slice(at, match.index), termId: null });
      spans.push({ text: match[0], termId });
      at = match.index + match[0].length;
    }
    if (at < text.length) spans.push({ text: text.slice(at), termId: null });
    return spans;
  }

  /**
   * Renders a text with its terms as links to the terms section of the page.
   *
   * @param text Running text without markup.
   * @returns The markup, inline.
   */
  render(text: string): Html {
    const parts: HtmlPart[] = this.split(text).map(({ text: stretch, termId }) =>
      termId === null ? stretch : html`<a class="term" href="#${termAnchor(termId)}">${stretch}</a>`
    );
    return html`${parts}`;
  }
}

/**
 * Gives the id of a term's explanation, in a briefing and in the glossary alike.
 *
 * @param termId The id of the term.
 * @returns The id of the element.
 */
export function termAnchor(termId: string): string {
  return `begrip-${termId}`;
}
