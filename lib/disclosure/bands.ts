/**
 * Group sizes as bands, so that a small group's exact size never shows.
 *
 * @module
 */
import { formatNumber } from "../core/format.ts";
import { type Label, mapLabel } from "../core/language.ts";

/** Lower ends of the bands. 10 is the usual minimum count; the others follow the 1–2–5 steps that readers know. */
const BAND_STARTS: readonly number[] = [10, 20, 50, 100, 500, 1000, 5000, 10000, 50000, 100000];

/** What stands in place of a band where the cell is hidden. */
export const HIDDEN_BAND: Label = { nl: "verborgen", en: "hidden" };

/** What stands in place of a band where nobody is counted or the size may not be told apart. */
const BELOW: Label = { nl: "minder dan 10", en: "fewer than 10" };

/**
 * Gives the size band of a shown group.
 *
 * @example Two bands
 * ```ts
 * import { bandOf } from "./bands.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(bandOf(137).nl, "100–499");
 * assert.equal(bandOf(250000).en, "100,000 or more");
 * ```
 *
 * @param n Number of entities.
 * @returns The band per language.
 */
export function bandOf(n: number): Label {
  const index = BAND_STARTS.findLastIndex((start) => n >= start);
  const from = BAND_STARTS[index];
  if (from === undefined) return BELOW;
  const next = BAND_STARTS[index + 1];
  if (next === undefined) {
    return mapLabel((language) =>
      `${formatNumber(from, language)} ${language === "nl" ? "of meer" : "or more"}`
    );
  }
  return mapLabel((language) => `${formatNumber(from, language)}–${formatNumber(next - 1, language)}`);
}

/**
 * Rounds to the nearest multiple of a base, halves up.
 *
 * @param value The value.
 * @param base The base.
 * @returns The multiple.
 */
export function roundToBase(value: number, base: number): number {
  return Math.floor(value / base + 0.5) * base;
}

/**
 * Gives the sizes that a rounded count stands for, so that the band says no more than the count itself.
 *
 * @example What a published 0 and 100 stand for
 * ```ts
 * import { roundedBand } from "./bands.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(roundedBand(30, 100).nl, "0–49");
 * assert.equal(roundedBand(149, 100).nl, "50–149");
 * ```
 *
 * @param n Number of entities.
 * @param base The base of the rounding.
 * @returns The band per language.
 */
export function roundedBand(n: number, base: number): Label {
  const middle = roundToBase(n, base);
  const low = Math.max(0, middle - Math.floor(base / 2)), high = middle + Math.ceil(base / 2) - 1;
  return mapLabel((language) => `${formatNumber(low, language)}–${formatNumber(high, language)}`);
}
