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
  | "surface"
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
 * The neutral light palette. Marks have at least 3:1 and text 4.5:1 against the surface; categories differ under
 * simulated colour blindness (tests/charts/contrast_test.ts computes both).
 */
export const LIGHT_PALETTE: Palette = {
  "c-1": "#0b5394",
  "c-2": "#b3470b",
  "c-3": "#1b857a",
  "c-4": "#801650",
  "c-5": "#5f6b1c",
  "c-6": "#7a5cc4",
  muted: "#767f8c",
  "seq-1": "#dbe9f6",
  "seq-2": "#a6c8e4",
  "seq-3": "#64a0cf",
  "seq-4": "#2a70ad",
  "seq-5": "#0b3f73",
  text: "#1c2430",
  grid: "#dde1e7",
  surface: "#ffffff",
  hatch: "#767f8c",
};

/** The neutral dark palette, under the same demands. */
export const DARK_PALETTE: Palette = {
  "c-1": "#6fb0ee",
  "c-2": "#ff9a52",
  "c-3": "#4fc4b4",
  "c-4": "#e58bbd",
  "c-5": "#b9c45a",
  "c-6": "#b6a1f2",
  muted: "#8d96a3",
  "seq-1": "#1d3a57",
  "seq-2": "#2a5a88",
  "seq-3": "#3f82bd",
  "seq-4": "#7fb4e0",
  "seq-5": "#c9e1f6",
  text: "#e8ecf1",
  grid: "#3a4350",
  surface: "#14181f",
  hatch: "#8d96a3",
};
