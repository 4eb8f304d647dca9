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

/** Labels of the horizontal axis: all of them when they fit, wrapped or thinned otherwise. */
export interface CategoryAxis {
  readonly labels: readonly { readonly code: string; readonly text: string }[];
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
 * from the last; words are wrapped. `stepPx` is the distance between two categories, `edgePx` the room beside the
 * first and the last one.
 */
export function categoryAxis(
  data: ChartData,
  language: Language,
  stepPx: number,
  edgePx = Infinity,
): CategoryAxis {
  const texts = data.categories.map((code) => code.label[language]);
  const widest = Math.max(...texts.map((text) => textWidth(text, FONT_PX)));
  if (widest <= SHORT_LABEL_PX) {
    const every = Math.max(1, Math.ceil((widest + 8) / stepPx));
    const last = texts.length - 1;
    const labels = data.categories.map((code, i) => ({ code: code.code, text: texts[i] ?? "" }))
      .filter((_label, i) => (last - i) % every === 0);
    return { labels, heightPx: LINE_PX + BELOW_PX + 2 };
  }
  // Words need room for a few letters on a line; without it only some of them are written.
  const every = Math.max(1, Math.ceil(FEWEST_LETTERS_PX / stepPx));
  const last = texts.length - 1;
  const roomPx = (i: number) =>
    Math.min(stepPx * every - 6, i === 0 || i === last ? edgePx * 2 - 2 : Infinity);
  const wrapped = texts.map((text, i) => wrapText(text, roomPx(i), FONT_PX));
  const labels = data.categories.map((code, i) => ({ code: code.code, text: (wrapped[i] ?? []).join("\n") }))
    .filter((_label, i) => (last - i) % every === 0);
  const lines = Math.max(...labels.map((label) => label.text.split("\n").length));
  return { labels, heightPx: lines * LINE_PX + BELOW_PX + 2 };
}

/** Widest first or last label that stands on one line; a longer one wraps to this room. */
const EDGE_LABEL_PX = 96;

/** Room that the first and the last label need beside the frame: half of each, within bounds. */
export function edgeRoom(data: ChartData, language: Language): number {
  const edges = [data.categories[0], data.categories.at(-1)];
  const widest = Math.max(...edges.map((code) => textWidth(code?.label[language] ?? "", FONT_PX)));
  return Math.ceil(Math.min(widest, EDGE_LABEL_PX) / 2) + 1;
}

/** The labels of the horizontal axis as a mark. */
export function categoryAxisText(axis: CategoryAxis): Markish {
  return textMark(axis.labels, {
    ...LABEL,
    x: "code",
    text: "text",
    frameAnchor: "bottom",
    lineAnchor: "top",
    dy: BELOW_PX - 1,
  });
}
