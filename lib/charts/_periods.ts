/** Layout of charts whose categories run from left to right: lines, columns. */
import { type Markish, text as textMark } from "@observablehq/plot";
import type { Language } from "../core/language.ts";
import type { ChartData } from "./_data.ts";
import { extentOf } from "./_rows.ts";
import { LABEL } from "./_style.ts";
import { formatTick, roundTicks } from "./_ticks.ts";
import { textWidth, wrapText } from "./metrics.ts";
import { FONT_PX, LINE_PX } from "./theme.ts";

/** The vertical axis of a chart. */
export interface ValueAxis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly texts: readonly string[];
  /** Room for the widest number of the axis, in pixels. */
  readonly widthPx: number;
}

/** Makes the vertical axis; its domain ends at ticks, so that the highest mark has a line above it. */
export function valueAxis(data: ChartData, language: Language, origin: "zero" | "data"): ValueAxis {
  const [low, high] = extentOf(data.cells, origin);
  const inner = roundTicks(low, high, 4);
  const step = (inner[1] ?? high) - (inner[0] ?? low) || 1;
  const first = inner[0] ?? low;
  const last = inner.at(-1) ?? high;
  const from = low < first - step * 1e-6 ? first - step : first;
  const to = high > last + step * 1e-6 ? last + step : last;
  const ticks = roundTicks(from, to, (to - from) / step);
  const texts = ticks.map((tick) => formatTick(tick, ticks, data.table.measure, language));
  return {
    domain: [from, to],
    ticks,
    texts,
    widthPx: Math.max(...texts.map((text) => textWidth(text, FONT_PX))),
  };
}

/** The numbers of the vertical axis, left of the frame. */
export function valueAxisText(axis: ValueAxis): Markish {
  return textMark(axis.ticks, {
    ...LABEL,
    y: (tick: number) => tick,
    text: (_tick: number, i: number) => axis.texts[i] ?? "",
    frameAnchor: "left",
    textAnchor: "end",
    dx: -8,
  });
}

/** A label below its category; one at the edge may be set flush with the edge of the drawing. */
export interface CategoryLabel {
  readonly code: string;
  readonly text: string;
  readonly anchor: "start" | "middle" | "end";
}

/** Room in pixels between the first category and the left edge of the drawing, and between the last and the right one. */
export interface EdgeRooms {
  readonly left: number;
  readonly right: number;
}

/** Labels of the horizontal axis: all of them when they fit, wrapped or thinned otherwise. */
export interface CategoryAxis {
  readonly labels: readonly CategoryLabel[];
  /** Room below the frame in pixels. */
  readonly heightPx: number;
}

/** Widest label that is thinned out rather than wrapped: a year, an age, a month. */
const SHORT_LABEL_PX = 60;
/** Least width of a wrapped label: six letters. */
const FEWEST_LETTERS_PX = 56;
/** Distance from the frame to the first line of labels, clear of the lowest number of the other axis. */
const BELOW_PX = 13;

/**
 * Lays out the labels of the horizontal axis. Short ones (years, ages) are thinned out until they fit, counted back
 * from the last; words are wrapped. `stepPx` is the distance between two categories. A first or last word that is too wide
 * to stand below its category begins, or ends, at the edge of the drawing.
 */
export function categoryAxis(
  data: ChartData,
  language: Language,
  stepPx: number,
  edgePx: EdgeRooms,
): CategoryAxis {
  const texts = data.categories.map((code) => code.label[language]);
  const widest = Math.max(...texts.map((text) => textWidth(text, FONT_PX)));
  const last = texts.length - 1;
  if (widest <= SHORT_LABEL_PX) {
    const every = Math.max(1, Math.ceil((widest + 8) / stepPx));
    const labels = data.categories.map((code, i) =>
      ({ code: code.code, text: texts[i] ?? "", anchor: "middle" }) as const
    ).filter((_label, i) => (last - i) % every === 0);
    return { labels, heightPx: LINE_PX + BELOW_PX + 2 };
  }
  // Words need room for a few letters on a line; without it only some of them are written.
  const every = Math.max(1, Math.ceil(FEWEST_LETTERS_PX / stepPx));
  const labels = data.categories.map((code, i): CategoryLabel => {
    const side = i === 0 ? "left" : i === last ? "right" : null;
    return { code: code.code, ...placeLabel(texts[i] ?? "", stepPx * every, side, edgePx) };
  }).filter((_label, i) => (last - i) % every === 0);
  const lines = Math.max(...labels.map((label) => label.text.split("\n").length));
  return { labels, heightPx: lines * LINE_PX + BELOW_PX + 2 };
}

/** A label in the middle below its category, or flush with the edge when it needs fewer lines there. */
function placeLabel(
  text: string,
  stepPx: number,
  side: "left" | "right" | null,
  edgePx: EdgeRooms,
): Pick<CategoryLabel, "text" | "anchor"> {
  const edge = side === null ? Infinity : edgePx[side];
  const middle = wrapText(text, Math.min(stepPx - 6, edge * 2 - 2), FONT_PX);
  const flush = side === null ? middle : wrapText(text, edge + stepPx / 2 - 3, FONT_PX);
  const anchor = flush.length >= middle.length ? "middle" : side === "left" ? "start" : "end";
  return { text: (anchor === "middle" ? middle : flush).join("\n"), anchor };
}

/** Widest first or last label that stands on one line; a longer one wraps to this room. */
const EDGE_LABEL_PX = 96;

/** Room that the first and the last label need beside the frame: half of each, within bounds. */
export function edgeRoom(data: ChartData, language: Language): number {
  const edges = [data.categories[0], data.categories.at(-1)];
  const widest = Math.max(...edges.map((code) => textWidth(code?.label[language] ?? "", FONT_PX)));
  return Math.ceil(Math.min(widest, EDGE_LABEL_PX) / 2) + 1;
}

/** The labels of the horizontal axis as marks; `edgePx` is what {@linkcode categoryAxis} was given. */
export function categoryAxisText(axis: CategoryAxis, edgePx: EdgeRooms): readonly Markish[] {
  const shift = { start: 1 - edgePx.left, middle: 0, end: edgePx.right - 1 } as const;
  return (["start", "middle", "end"] as const).flatMap((anchor) => {
    const labels = axis.labels.filter((label) => label.anchor === anchor);
    return labels.length === 0 ? [] : [textMark(labels, {
      ...LABEL,
      x: "code",
      text: "text",
      frameAnchor: "bottom",
      lineAnchor: "top",
      textAnchor: anchor,
      dx: shift[anchor],
      dy: BELOW_PX - 1,
    })];
  });
}
