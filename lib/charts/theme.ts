/**
 * Sizes and colour slots of charts. A chart names a slot; the page gives it a colour for light, dark and print.
 *
 * @module
 */

/** A drawing for screens from 480 px and paper (`wide`), or for small screens (`narrow`). */
export type ChartWidth = "wide" | "narrow";

/** Widths of the two drawings in pixels. Narrow is shown at 288 px on a 320 px screen: text stays above 12 px. */
export const WIDTH_PX: Readonly<Record<ChartWidth, number>> = { wide: 680, narrow: 340 };

/** Font size of every label in a chart in pixels; 15 px shows as 12.7 px on a 320 px screen. */
export const FONT_PX = 15;

/** Height of a line of text in pixels: 1.2 times the font size. */
export const LINE_PX = 18;

/** Gap between a mark and its label in pixels. */
export const GAP_PX = 6;

/** A colour slot of the theme, without the leading dashes. */
export type Slot =
  | "c-1"
  | "c-2"
  | "c-3"
  | "c-4"
  | "c-5"
  | "c-6"
  | "muted"
  | "seq-1"
  | "seq-2"
  | "seq-3"
  | "seq-4"
  | "seq-5"
  | "text"
  | "grid"
  | "bg"
  | "hatch";

/** Slots for categories, in the order in which they are handed out. */
export const CATEGORY_SLOTS: readonly Slot[] = ["c-1", "c-2", "c-3", "c-4", "c-5", "c-6"];

/** Slots for ordered classes, from low to high. */
export const CLASS_SLOTS: readonly Slot[] = ["seq-1", "seq-2", "seq-3", "seq-4", "seq-5"];

/**
 * Gives the paint of a slot for an SVG attribute.
 *
 * @example A slot is a CSS variable
 * ```ts
 * import { paint } from "./theme.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(paint("c-1"), "var(--c-1)");
 * ```
 *
 * @param slot The slot.
 * @returns The value of `fill` or `stroke`.
 */
export function paint(slot: Slot): string {
  return `var(--${slot})`;
}

/** Colours of every slot for one colour scheme. */
export type Palette = Readonly<Record<Slot, string>>;

/**
 * The light colours of the pages (reports/templates/briefing.css), for previews outside a page. The page's own test
 * computes their contrast; tests/charts/contrast_test.ts holds these equal and checks the words on top of marks.
 */
export const LIGHT_PALETTE: Palette = {
  "c-1": "#0b5394",
  "c-2": "#b3470b",
  "c-3": "#147a8c",
  "c-4": "#62105c",
  "c-5": "#434301",
  "c-6": "#774fcb",
  muted: "#767f8c",
  "seq-1": "#dce9f4",
  "seq-2": "#a9cbe6",
  "seq-3": "#6ba3d0",
  "seq-4": "#2f75b0",
  "seq-5": "#0a4277",
  text: "#1b2126",
  grid: "#d9dedc",
  bg: "#fdfdfb",
  hatch: "#8a939b",
};

/** The dark colours of the pages. */
export const DARK_PALETTE: Palette = {
  "c-1": "#6fb0ee",
  "c-2": "#ff9a52",
  "c-3": "#55e9f9",
  "c-4": "#ef538a",
  "c-5": "#d4ea9f",
  "c-6": "#a56ffa",
  muted: "#8d96a3",
  "seq-1": "#1f2e3b",
  "seq-2": "#2a4a65",
  "seq-3": "#3a6e9a",
  "seq-4": "#6aa6d6",
  "seq-5": "#b5d8f5",
  text: "#e8ecee",
  grid: "#333d44",
  bg: "#14181b",
  hatch: "#7d8790",
};
