/** Layout of charts with one row per category: bars, dots with intervals, dumbbells. */
import { type Markish, type PlotOptions, text as textMark } from "@observablehq/plot";
import type { Language } from "../core/language.ts";
import { type ChartCell, type ChartData, hasValue } from "./_data.ts";
import { formatValue } from "../findings/mod.ts";
import { categoryScale } from "./_plot.ts";
import { VALUE } from "./_style.ts";
import { fittingAxis, formatTick } from "./_ticks.ts";
import { signOf } from "./_words.ts";
import { STUB_PX } from "./_marks.ts";
import { textWidth, wrapText } from "./metrics.ts";
import { type ChartWidth, FONT_PX, GAP_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

/** The longest label column of the wide drawing in pixels; longer labels wrap. */
const LABEL_COLUMN_PX = 220;
/** Room below the rows for the numbers of the axis. */
const AXIS_PX = 26;
/** Distance of a narrow row's label from the line at zero, in pixels. */
const CLEAR_PX = 4;

/** What a row chart needs to know to be laid out. */
export interface RowsOptions {
  readonly data: ChartData;
  readonly language: Language;
  readonly width: ChartWidth;
  /** Whether the axis starts at zero: bars always, dots only when asked. */
  readonly origin: "zero" | "data";
  /** The height of the marks of one row in pixels, without its label. */
  readonly markPx: number;
}

/** Where everything stands. */
export interface RowsLayout {
  readonly options: PlotOptions;
  /** The y value (category code) of a row. */
  readonly rowHeightPx: number;
  /** Offset of the marks' middle from the middle of the row, in pixels. */
  readonly markOffsetPx: number;
  /** Labels of the categories as marks. */
  readonly labels: Markish;
  /** The range of the values. */
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly formatTick: (value: number) => string;
}

/** The least and greatest number that the chart draws, margins of uncertainty included. */
export function extentOf(cells: readonly ChartCell[], origin: "zero" | "data"): readonly [number, number] {
  const numbers = cells.filter(hasValue).flatMap((
    cell,
  ) => [cell.value, cell.low ?? cell.value, cell.high ?? cell.value]);
  if (origin === "zero" || numbers.length === 0) numbers.push(0);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low === high ? [Math.min(low, 0), Math.max(high, 1)] : [low, high];
}

/** Lays the rows out. In the narrow drawing labels stand above their row, so that marks keep the full width. */
export function layoutRows(rows: RowsOptions): RowsLayout {
  const { data, language, width, markPx } = rows;
  const total = WIDTH_PX[width];
  const labels = data.categories.map((code) => code.label[language]);
  const longest = Math.max(...labels.map((label) => textWidth(label, FONT_PX)));
  const column = width === "wide" ? Math.min(LABEL_COLUMN_PX, Math.ceil(longest)) : total;
  const wrapped = labels.map((label) =>
    wrapText(label, width === "wide" ? column : column - CLEAR_PX, FONT_PX)
  );
  const lines = Math.max(...wrapped.map((each) => each.length));
  const labelPx = lines * LINE_PX;
  const rowHeightPx = width === "wide" ? Math.max(markPx, labelPx) + 12 : markPx + labelPx + 16;
  const extent = extentOf(data.cells, rows.origin);
  const marginLeft = width === "wide" ? column + 14 : 1;
  const lengthPx = total - marginLeft - 1;
  const most = roomBeside(rows, extent);
  const axis = fittingAxis(extent, lengthPx - most[0] - most[1], data.table.measure, language);
  const { domain, ticks } = axis;
  const [left, right] = edges(rows, axis.domain, lengthPx, most);
  const markOffsetPx = width === "wide" ? 0 : labelPx / 2 + 1;
  return {
    rowHeightPx,
    markOffsetPx,
    domain,
    ticks,
    formatTick: (value) => formatTick(value, ticks, data.table.measure, language),
    labels: labelMark(data, wrapped, width, { column, markPx }),
    options: {
      width: total,
      height: data.categories.length * rowHeightPx + AXIS_PX + 4,
      marginTop: 2,
      marginBottom: AXIS_PX + 2,
      marginLeft,
      marginRight: 1,
      x: { domain: [...domain], insetLeft: left, insetRight: right, label: null, axis: null },
      y: categoryScale(data, "band"),
      color: { type: "identity" },
    },
  };
}

function labelMark(
  data: ChartData,
  wrapped: readonly (readonly string[])[],
  width: ChartWidth,
  sizes: { readonly column: number; readonly markPx: number },
): Markish {
  const rows = data.categories.map((code, i) => ({ code: code.code, text: (wrapped[i] ?? []).join("\n") }));
  return textMark(rows, {
    y: "code",
    text: "text",
    frameAnchor: "left",
    textAnchor: width === "wide" ? "end" : "start",
    dx: width === "wide" ? -10 : CLEAR_PX,
    dy: width === "wide" ? 0 : -(sizes.markPx / 2 + 1),
    fontSize: FONT_PX,
    lineHeight: LINE_PX / FONT_PX,
    fill: paint("text"),
    // The border in the colour of the page keeps the zero line from crossing a label that stands on it.
    stroke: paint("bg"),
    strokeWidth: 4,
  });
}

/** Room that the text beside a mark takes, in pixels. */
function besideWidth(cell: ChartCell, { data, language }: RowsOptions): number {
  return textWidth(labelOf(cell, data, language), FONT_PX, 700) + GAP_PX * 2 +
    (cell.value === null ? STUB_PX : 0);
}

/** Which texts stand right of their mark: those of positive and of hidden numbers. */
function standsRight(cell: ChartCell): boolean {
  return cell.value === null || cell.value >= 0;
}

/** Half a number of the axis, which may stand at either end. */
function halfTick(most: number, { data, language }: RowsOptions): number {
  return textWidth(formatValue(most, data.table.measure, language), FONT_PX) / 2;
}

/** Most room at both ends that the texts beside the marks can need: that of a mark that reaches the end. */
function roomBeside(rows: RowsOptions, [low, high]: readonly [number, number]): readonly [number, number] {
  const { cells } = rows.data;
  const width = (cell: ChartCell): number => besideWidth(cell, rows);
  const right = Math.max(halfTick(high, rows), ...cells.filter(standsRight).map(width));
  const left = low < 0 ? Math.max(0, ...cells.filter((cell) => !standsRight(cell)).map(width)) : 0;
  return [left, right];
}

/**
 * Room at both ends: what sticks out of the axis of the texts beside the marks. With `reach` the part of the axis up to
 * a mark's end, its text of `w` pixels ends at left + reach·(length − left − right) + w, which has to be the length at most.
 */
function edges(
  rows: RowsOptions,
  [low, high]: readonly [number, number],
  lengthPx: number,
  [mostLeft, mostRight]: readonly [number, number],
): readonly [number, number] {
  const { cells } = rows.data;
  const sticksOut = (otherSidePx: number, reach: number, cell: ChartCell): number => {
    const freePx = lengthPx - otherSidePx;
    return reach <= 0 ? 0 : freePx - (freePx - besideWidth(cell, rows)) / reach;
  };
  const part = (value: number): number => (value - low) / (high - low);
  const right = Math.max(
    halfTick(high, rows),
    ...cells.filter(standsRight).map((cell) =>
      sticksOut(mostLeft, part(cell.value === null ? 0 : Math.max(cell.value, cell.high ?? cell.value)), cell)
    ),
  );
  const left = mostLeft === 0 ? 0 : Math.max(
    Math.min(mostLeft, halfTick(low, rows)),
    ...cells.filter((cell) => !standsRight(cell)).map((cell) =>
      sticksOut(right, 1 - part(Math.min(cell.value ?? 0, cell.low ?? cell.value ?? 0)), cell)
    ),
  );
  return [left, Math.min(mostRight, right)];
}

/** The text at a mark: the value, or the sign for its absence. */
export function labelOf(cell: ChartCell, data: ChartData, language: Language): string {
  return cell.value === null
    ? signOf(cell.status)[language]
    : formatValue(cell.value, data.table.measure, language);
}

/** How values stand beside their marks. */
export interface ValuesOptions {
  readonly data: ChartData;
  readonly language: Language;
  readonly dy: number;
  /** Distance from the end of the mark or its margin in pixels. */
  readonly gapPx: number;
}

/** Values right of positive marks and left of negative ones, clear of their margins. */
export function valuesBeside(
  cells: readonly (ChartCell & { readonly value: number })[],
  { data, language, dy, gapPx }: ValuesOptions,
): readonly Markish[] {
  const shared = {
    ...VALUE,
    y: (cell: ChartCell) => cell.category.code,
    text: (cell: ChartCell) => labelOf(cell, data, language),
    dy,
  };
  return [
    textMark(cells.filter((cell) => cell.value >= 0), {
      ...shared,
      x: (cell) => Math.max(cell.value, cell.high ?? cell.value),
      textAnchor: "start",
      dx: gapPx,
    }),
    textMark(cells.filter((cell) => cell.value < 0), {
      ...shared,
      x: (cell) => Math.min(cell.value, cell.low ?? cell.value),
      textAnchor: "end",
      dx: -gapPx,
    }),
  ];
}
