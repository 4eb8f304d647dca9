/**
 * Words that charts, findings and design pieces share: values of a measure, lists, sources.
 *
 * @module
 */
import type { Measure } from "../core/aggregate.ts";
import { formatNaturalFrequency, formatNumber, formatPercent } from "../core/format.ts";
import { type Label, type Language, mapLabel } from "../core/language.ts";
import type { SourceRef } from "../core/provenance.ts";

/**
 * Tells whether the values of a measure are percentages.
 *
 * @param measure The measure.
 * @returns Whether it is a share per hundred.
 */
export function isPercent(measure: Measure): boolean {
  return measure.kind === "share" && measure.per === 100;
}

/**
 * Writes a released value with the measure's decimals, and the percent sign for a share per hundred.
 *
 * @param value A released value.
 * @param measure Its measure.
 * @param language The reader's language.
 * @returns For example `12,4%` or `1.234`.
 */
export function formatValue(value: number, measure: Measure, language: Language): string {
  return isPercent(measure)
    ? formatPercent(value, language, measure.decimals)
    : formatNumber(value, language, measure.decimals);
}

/**
 * Writes a released value as it stands in a sentence: with its base when that is not a hundred.
 *
 * @param value A released value.
 * @param measure Its measure.
 * @param language The reader's language.
 * @returns For example `12,4%` or `2,1 per 1.000`.
 */
export function formatWithUnit(value: number, measure: Measure, language: Language): string {
  const text = formatValue(value, measure, language);
  return isPercent(measure) || measure.per === 1
    ? text
    : `${text} per ${formatNumber(measure.per, language)}`;
}

/**
 * Gives a share as a natural frequency.
 *
 * @param value A released value.
 * @param measure Its measure.
 * @returns "12 van de 100"; null for other measures than shares, and for values outside 0 to 1.
 */
export function naturalFrequency(value: number, measure: Measure): Label | null {
  const share = value / measure.per;
  if (measure.kind !== "share" || !(share >= 0 && share <= 1)) return null;
  return mapLabel((language) => formatNaturalFrequency(share, language));
}

/** Largest base of two shares beside each other; beyond it the difference is no difference to a reader. */
const LARGEST_PAIR_BASE = 1_000;

/**
 * Gives two shares as natural frequencies of one base.
 *
 * @example One base for both
 * ```ts
 * import { naturalPair } from "./words.ts";
 * import assert from "node:assert/strict";
 *
 * const share = { kind: "share", per: 100 } as const;
 * assert.equal(naturalPair(27, 13.4, share)?.nl, "27 tegen 13 van de 100");
 * assert.equal(naturalPair(2, 0.4, share)?.en, "20 against 4 in 1,000");
 * assert.equal(naturalPair(7, 7, share), null);
 * ```
 *
 * @param one A released value.
 * @param other Another one of the same measure.
 * @param measure Their measure.
 * @returns The words, on the smallest of 100 and 1,000 on which both count and differ; null when neither does, for other
 * measures than shares, and for values outside 0 to 1.
 */
export function naturalPair(
  one: number,
  other: number,
  measure: Pick<Measure, "kind" | "per">,
): Label | null {
  const [a, b] = [one / measure.per, other / measure.per];
  if (measure.kind !== "share" || ![a, b].every((share) => share >= 0 && share <= 1)) return null;
  const counts = (share: number, base: number): boolean => share === 0 || Math.round(share * base) >= 1;
  for (let base = 100; base <= LARGEST_PAIR_BASE; base *= 10) {
    const [left, right] = [Math.round(a * base), Math.round(b * base)];
    if (left === right || !counts(a, base) || !counts(b, base)) continue;
    return mapLabel((language) => {
      const [first, second, whole] = [left, right, base].map((count) => formatNumber(count, language));
      return language === "nl"
        ? `${first} tegen ${second} van de ${whole}`
        : `${first} against ${second} in ${whole}`;
    });
  }
  return null;
}

/**
 * Joins words as a sentence does: commas, then "en" or "and".
 *
 * @example The last word is joined by "en"
 * ```ts
 * import { joinWords } from "./words.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(joinWords(["Noord", "Oost", "West"], "nl"), "Noord, Oost en West");
 * ```
 *
 * @param words The words.
 * @param language The language.
 * @returns The list; empty for no words.
 */
export function joinWords(words: readonly string[], language: Language): string {
  const last = words.at(-1) ?? "";
  if (words.length < 2) return last;
  return `${words.slice(0, -1).join(", ")} ${language === "nl" ? "en" : "and"} ${last}`;
}

/**
 * Makes the first letter of a label small for use inside a sentence; a word in capitals stays.
 *
 * @param text A label.
 * @returns The text.
 */
export function lowerFirst(text: string): string {
  return /^\p{Lu}[\p{Lu}\d]/u.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** More datasets than this are counted in the line; the receipts and the provenance name each of them. */
const MOST_NAMED_SOURCES = 3;

/**
 * Writes where numbers come from in one line: owner, title and reference date of each dataset, or, when there are
 * more than a line can hold, how many by owner. Says so when the rows are made up.
 *
 * @param sources The datasets.
 * @returns For example `CBS, Kerncijfers wijken en buurten (2023). Bewerking: Smart Start.`
 */
export function sourceLine(sources: readonly SourceRef[]): Label {
  return mapLabel((language) => {
    const processing = language === "nl" ? "Bewerking: Smart Start." : "Processed by Smart Start.";
    const parts = new Set(
      sources.length > MOST_NAMED_SOURCES
        ? countedSources(sources, language)
        : namedSources(sources, language),
    );
    return `${[...parts].join("; ")}. ${processing}`;
  });
}

function madeUpWords(source: SourceRef, language: Language): string {
  if (!source.synthetic) return "";
  return language === "nl" ? ", verzonnen gegevens" : ", made-up data";
}

function namedSources(sources: readonly SourceRef[], language: Language): readonly string[] {
  return sources.map((source) =>
    `${source.owner}, ${source.title[language]} (${source.referenceDate}${madeUpWords(source, language)})`
  );
}

function countedSources(sources: readonly SourceRef[], language: Language): readonly string[] {
  const kinds = new Map<string, readonly SourceRef[]>();
  for (const source of sources) {
    const kind = `${source.owner}${madeUpWords(source, language)}`;
    kinds.set(kind, [...kinds.get(kind) ?? [], source]);
  }
  const files = language === "nl" ? "gegevensbestanden" : "data files";
  return [...kinds.values()].map((group) => {
    const dates = group.map((source) => source.referenceDate).sort();
    const span = dates[0] === dates.at(-1) ? dates[0] : `${dates[0]}–${dates.at(-1)}`;
    return `${group[0]!.owner}, ${group.length} ${files} (${span}${madeUpWords(group[0]!, language)})`;
  });
}

/**
 * Writes a ratio in words: in halves below ten, whole from ten on, so that words say no more than the numbers do.
 *
 * @example Halves and wholes
 * ```ts
 * import { timesText } from "./words.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(timesText(2.6)?.nl, "2,5 keer");
 * assert.equal(timesText(14.8)?.en, "15 times");
 * assert.equal(timesText(Infinity), null);
 * ```
 *
 * @param ratio A ratio of two released values.
 * @returns The words; null when the ratio does not exist or is not positive.
 */
export function timesText(ratio: number): Label | null {
  if (!(Number.isFinite(ratio) && ratio > 0)) return null;
  const rounded = ratio >= 10 ? Math.round(ratio) : Math.round(ratio * 2) / 2;
  const decimals = Number.isInteger(rounded) ? 0 : 1;
  return mapLabel((language) =>
    `${formatNumber(rounded, language, decimals)} ${language === "nl" ? "keer" : "times"}`
  );
}
