/**
 * Numbers, percentages and dates as Dutch and English readers expect them. Nothing depends on the machine's locale.
 *
 * @module
 */
import type { Language } from "./language.ts";

/** As wide as a plus and as the digits; Intl gives a hyphen. */
const MINUS = "−";
const LOCALE: Readonly<Record<Language, string>> = { nl: "nl-NL", en: "en-GB" };

/**
 * Formats a number with a fixed count of decimals.
 *
 * @example Dutch and English marks
 * ```ts
 * import { formatNumber } from "./format.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(formatNumber(1234.5, "nl", 1), "1.234,5");
 * assert.equal(formatNumber(1234.5, "en", 1), "1,234.5");
 * assert.equal(formatNumber(-0.04, "nl", 1), "0,0");
 * assert.equal(formatNumber(-2.5, "nl", 1), "−2,5");
 * ```
 *
 * @param value A finite number.
 * @param language The reader's language.
 * @param decimals Digits after the mark, 0 to 20.
 * @returns The text, with the minus sign U+2212: a hyphen is shorter than the digits, and a line may break behind it. Minus
 * zero is written as zero.
 */
export function formatNumber(value: number, language: Language, decimals = 0): string {
  if (!Number.isFinite(value)) throw new RangeError("Cannot format number: it is not finite");
  const text = numberFormat(language, decimals).format(value);
  return text.replace("-", /[1-9]/.test(text) ? MINUS : "");
}

/** Most decimals that a number is shown with. */
const MOST_DECIMALS = 6;

/**
 * Counts the decimals that a number needs, such as those of a round tick or of a norm that somebody wrote.
 *
 * @example As many as were written
 * ```ts
 * import { decimalsOf } from "./format.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([2, 2.5, 0.1 + 0.2].map(decimalsOf), [0, 1, 1]);
 * ```
 *
 * @param value A finite number.
 * @returns 0 to 6; noise beyond ten digits does not count.
 */
export function decimalsOf(value: number): number {
  const [, decimals = ""] = String(Number(value.toPrecision(10))).split(".");
  return Math.min(MOST_DECIMALS, decimals.length);
}

/**
 * Formats a percentage in words or with the sign that the language uses.
 *
 * @param percent A percentage, 0 to 100 for shares.
 * @param language The reader's language.
 * @param decimals Digits after the mark.
 * @returns For example `12,3%` or `12.3%`.
 */
export function formatPercent(percent: number, language: Language, decimals = 1): string {
  return `${formatNumber(percent, language, decimals)}%`;
}

/**
 * Formats a share as a natural frequency: "12 van de 100".
 *
 * @example A tenth of a percent needs a larger base
 * ```ts
 * import { formatNaturalFrequency } from "./format.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(formatNaturalFrequency(0.123, "nl"), "12 van de 100");
 * assert.equal(formatNaturalFrequency(0.0021, "en"), "2 in 1,000");
 * ```
 *
 * @param share A share from 0 to 1.
 * @param language The reader's language.
 * @returns The words, on the smallest base of 100, 1,000, 10,000 and so on that gives at least one.
 */
export function formatNaturalFrequency(share: number, language: Language): string {
  if (!(share >= 0 && share <= 1)) throw new RangeError("Cannot format frequency: share must lie in 0 to 1");
  let base = 100;
  while (share > 0 && Math.round(share * base) < 1 && base < 1_000_000) base *= 10;
  const count = formatNumber(Math.round(share * base), language);
  const joint = language === "nl" ? "van de" : "in";
  return `${count} ${joint} ${formatNumber(base, language)}`;
}

/**
 * Formats a calendar date in full words.
 *
 * @param isoDate A date as `yyyy-mm-dd`.
 * @param language The reader's language.
 * @returns For example `3 december 2026`.
 */
export function formatDate(isoDate: string, language: Language): string {
  const date = new Date(`${isoDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) {
    throw new RangeError("Cannot format date: it is not written as yyyy-mm-dd");
  }
  return dateFormat(language).format(date);
}

// Making a format takes a hundred times as long as using it, and a page needs thousands.
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<Language, Intl.DateTimeFormat>();

function numberFormat(language: Language, decimals: number): Intl.NumberFormat {
  const key = `${language} ${decimals}`;
  const known = numberFormats.get(key);
  if (known !== undefined) return known;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const made = new Intl.NumberFormat(LOCALE[language], digits);
  numberFormats.set(key, made);
  return made;
}

function dateFormat(language: Language): Intl.DateTimeFormat {
  const known = dateFormats.get(language);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(LOCALE[language], {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  dateFormats.set(language, made);
  return made;
}
