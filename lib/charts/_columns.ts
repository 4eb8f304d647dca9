/** Columns from left to right: the stacking ladder and the distribution. */
import { barY, gridY, type Markish, ruleX, ruleY, text as textMark } from "@observablehq/plot";
import type { Language } from "../core/language.ts";
import { type ChartCell, type ChartData, hasValue } from "./_data.ts";
import { hiddenColumn } from "./_marks.ts";
import { categoryAxis, categoryAxisText, valueAxis, valueAxisText } from "./_periods.ts";
import { categoryScale, plotSvg } from "./_plot.ts";
import { labelOf } from "./_rows.ts";
import { ABSENT, GRID, LABEL, VALUE } from "./_style.ts";
import { signOf } from "./_words.ts";
import { textWidth, wrapText } from "./metrics.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

const PLOT_HEIGHT_PX = 250;
const TOP_PX = 26;

/** What columns need to be drawn. */
export interface ColumnsDrawing {
  readonly data: ChartData;
  readonly language: Language;
  readonly width: ChartWidth;
  readonly id: string;
  readonly highlight: readonly string[];
  /** Space between columns as a part of their distance. */
  readonly gap: number;
}

/** Draws a column per category. Values stand on top when they fit, and on an axis otherwise. */
export function drawColumns(drawing: ColumnsDrawing): string {
  const { data, language, width, id, highlight } = drawing;
  const total = WIDTH_PX[width];
  const cells = data.cells.filter(hasValue);
  const widest = Math.max(
    0,
    ...cells.map((cell) => textWidth(labelOf(cell, data, language), FONT_PX, 700)),
  );
  const fits = widest + 4 <= (total - 2) / data.categories.length;
  const axis = valueAxis(data, language, "zero");
  const marginLeft = fits ? 1 : Math.ceil(axis.widthPx) + 12;
  const stepPx = (total - marginLeft - 1) / data.categories.length;
  const edges = { left: stepPx / 2 + 1, right: stepPx / 2 + 1 };
  const below = categoryAxis(data, language, stepPx, edges);
  const inset = (stepPx * drawing.gap) / 2;
  const x = (cell: ChartCell): string => cell.category.code;
  const fill = (cell: ChartCell): string =>
    highlight.length === 0 || highlight.includes(cell.category.code) ? paint("c-1") : paint("muted");
  const bottom = below.heightPx + LINE_PX + 10;
  const high = Math.max(...cells.map((cell) => cell.high ?? cell.value), 1e-9);
  const low = Math.min(0, ...cells.map((cell) => cell.low ?? cell.value));
  const marks: Markish[] = [
    ...(fits ? [] : [gridY(axis.ticks, GRID), valueAxisText(axis)]),
    barY(cells, { x, y: "value", fill, insetLeft: inset, insetRight: inset }),
    ...columnIntervals(cells, x),
    hiddenColumn(data.cells.filter((cell) => cell.status === "suppressed"), x, stepPx - inset * 2),
    ...(fits ? columnValues(data, language, stepPx) : []),
    ruleY([0], { stroke: paint("text") }),
    ...categoryAxisText(below, edges),
    textMark([data.category.label[language]], {
      ...LABEL,
      text: (title: string) => title,
      frameAnchor: "bottom",
      lineAnchor: "bottom",
      dy: bottom - 6,
    }),
  ];
  return plotSvg({
    width: total,
    height: TOP_PX + PLOT_HEIGHT_PX + bottom,
    marginTop: TOP_PX,
    marginBottom: bottom,
    marginLeft,
    marginRight: 1,
    x: categoryScale(data, "band"),
    y: { domain: fits ? [low, high] : [...axis.domain], axis: null, label: null },
    color: { type: "identity" },
    marks,
  }, id);
}

function columnIntervals(
  cells: readonly (ChartCell & { readonly value: number })[],
  x: (cell: ChartCell) => string,
): readonly Markish[] {
  const drawn = cells.filter((cell) => cell.low !== null && cell.high !== null);
  return [
    ruleX(drawn, { x, y1: "low", y2: "high", stroke: paint("bg"), strokeWidth: 4 }),
    ruleX(drawn, { x, y1: "low", y2: "high", stroke: paint("text"), strokeWidth: 1.5 }),
  ];
}

function columnValues(data: ChartData, language: Language, stepPx: number): readonly Markish[] {
  const x = (cell: ChartCell): string => cell.category.code;
  const above = data.cells.filter(hasValue);
  const sign = (cell: ChartCell): string =>
    wrapText(signOf(cell.status)[language], stepPx, FONT_PX).join("\n");
  return [
    textMark(above, {
      ...VALUE,
      x,
      y: (cell: ChartCell) => Math.max(0, cell.high ?? cell.value ?? 0, cell.value ?? 0),
      text: (cell: ChartCell) => labelOf(cell, data, language),
      lineAnchor: "bottom",
      dy: -6,
    }),
    // A sign that does not fit its column is left to the legend.
    textMark(data.cells.filter((cell) => cell.value === null && !sign(cell).includes("-")), {
      ...ABSENT,
      x,
      y: () => 0,
      text: sign,
      lineAnchor: "bottom",
      dy: -32,
    }),
  ];
}
