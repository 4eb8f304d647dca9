/**
 * Numbers that are no result, as data: what is matched here may stand in briefing text.
 *
 * @module
 */

/** A kind of number that may be typed. */
export interface AllowedNumber {
  /** Why it is no result. */
  readonly why: string;
  /** What to match, globally. */
  readonly pattern: RegExp;
}

const YEAR = String.raw`(?:19|20)\d{2}`;

/** The allow list; earlier entries are taken out of the text first. */
export const ALLOWED_NUMBERS: readonly AllowedNumber[] = [
  { why: "names of areas in the synthetic data", pattern: /\b(?:GM|WK|BU|PV|CR)\d+\b/g },
  { why: "names with a number of their own", pattern: /\b(?:COVID-19|AVG art\. ?\d+)\b/gi },
  { why: "a date", pattern: new RegExp(String.raw`\b\d{1,2} \p{L}+ ${YEAR}\b`, "gu") },
  {
    why: "a year or a span of years",
    pattern: new RegExp(String.raw`\b${YEAR}(?:\s?[-–/]\s?(?:${YEAR}|\d{2}))?\b`, "g"),
  },
  {
    why: "a reference to a part of the briefing or a step of the programme",
    pattern:
      /\b(?:figuur|figuren|tabel|tabellen|fase|stap|bijlage|hoofdstuk|paragraaf|vraag|noot|deel|figure|figures|table|tables|phase|step|annex|chapter|section|question|note|part)\s+\d{1,2}(?:\s?(?:[-–,]|en|and|tot|to)\s?\d{1,2})*\b/gi,
  },
  { why: "an ordinal", pattern: /\b\d{1,2}(?:e|de|ste|st|nd|rd|th)\b/gi },
  {
    why: "the age group that the question is about",
    pattern:
      /\b\d{1,2}(?:\s?(?:-|–|tot(?: en met)?|t\/m|to|up to)\s?\d{1,2})?[\s-]?(?:jaar|jarigen?|jarig|years?(?:[ -]olds?)?|maanden|months)\b/gi,
  },
  {
    why: "the unit of a rate",
    pattern:
      /\b(?:per|op de|op elke|in every|out of(?: every)?)\s(?:100\.000|10\.000|1\.000|1000|100|100,000|10,000|1,000)\b/gi,
  },
  {
    why: "the confidence level",
    pattern:
      /\b(?:90|95|99)\s?%?-?\s?(?:betrouwbaarheidsinterval|onzekerheidsmarge|confidence interval|interval)(?:len|s)?\b/gi,
  },
];
