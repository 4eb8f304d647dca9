/**
 * Lines over time with their band of uncertainty.
 *
 * @module
 */
import { areaY, dot, gridY, lineY, type Markish, ruleY, text as textMark } from "@observablehq/plot";
import type { DimensionCode } from "../core/aggregate.ts";
import type { ProgrammeObject } from "../core/display.ts";
import { type Label, type Language, mapLabel } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { cellsOf, type ChartCell, type ChartData, hasValue } from "./_data.ts";
import { axisSentence, exampleReading, hasMargins } from "./_describe.ts";
import { dodge } from "./_dodge.ts";
import { lowerFirst } from "../findings/mod.ts";
import { makeFigure } from "./_figure.ts";
import { hiddenPeriods } from "./_marks.ts";
import {
  categoryAxis,
  categoryAxisText,
  edgeRoom,
  type ValueAxis,
  valueAxis,
  valueAxisText,
} from "./_periods.ts";
import { categoryScale, plotSvg } from "./_plot.ts";
import { labelOf } from "./_rows.ts";
import { hiddenLegend, paintOf, requireFewSeries, symbolOf } from "./_series.ts";
import { GRID, VALUE } from "./_style.ts";
import type { FigureOptions } from "./figure.ts";
import { textWidth, wrapText } from "./metrics.ts";
import { describeLines, readPeriods } from "./_lines.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

const PLOT_HEIGHT_PX = 260;
/** Most room for the names of lines at the right end, as a part of the whole width. */
const NAME_PART = 0.3;

/** What a line chart can be given. */
export interface LineOptions extends FigureOptions {
  /** Where the vertical axis starts. `data` is announced in the description. Default `zero`. */
  readonly axis?: "zero" | "data";
}

/**
 * Draws a line per group over the categories of a period or ordinal dimension, with the 95 % interval as a band.
 *
 * Lines are named at their end and have a shape of their own. A hidden period breaks the line and stands below as a
 * hatched block; the line never bridges it.
 *
 * @param table A protected table with one free dimension, or two: periods and groups (at most four).
 * @param options Title, what is not told, the axis, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When more than two dimensions are free, or there are more than four groups.
 */
export function lineChart(table: ProtectedTable, options: LineOptions): ProgrammeObject<"figure"> {
  const data = readPeriods(table, options);
  requireFewSeries(data, "lineChart");
  const axis = options.axis ?? "zero";
  return makeFigure(data, {
    form: "line",
    description: describeLines(data, { nl: "Lijndiagram", en: "Line chart" }, axis),
    axis,
    howToRead: exampleReading(data, lineRule(data, axis), "in-rule"),
    legend: hiddenLegend(data),
    draw: (language, width, id) => drawLines(data, { language, width, id, axis }),
  }, options);
}

/** What a point is, what the band is when there is one, and where the axis starts when that is not zero. */
function lineRule(data: ChartData, axis: "zero" | "data"): Label {
  return mapLabel((language) => {
    const name = lowerFirst(data.category.label[language]);
    const point = language === "nl"
      ? `Elke punt is een cijfer, van links naar rechts per ${name}.`
      : `Each point is a figure, from left to right by ${name}.`;
    const band = language === "nl" ? " De gekleurde band is de marge." : " The coloured band is the margin.";
    return `${point}${hasMargins(data) ? band : ""}${axisSentence(axis, language)}`;
  });
}

interface LineDrawing {
  readonly language: Language;
  readonly width: ChartWidth;
  readonly id: string;
  readonly axis: "zero" | "data";
}

function drawLines(data: ChartData, { language, width, id, axis: origin }: LineDrawing): string {
  const total = WIDTH_PX[width];
  const axis = valueAxis(data, language, origin);
  const names = endNames(data, language, total);
  const marginLeft = Math.ceil(axis.widthPx) + 12;
  const marginRight = Math.max(
    edgeRoom(data, language),
    Math.ceil(Math.max(...names.map((name) => name.widthPx))) + 18,
  );
  const steps = Math.max(1, data.categories.length - 1);
  const stepPx = (total - marginLeft - marginRight) / steps;
  const edges = { left: marginLeft, right: marginRight };
  const below = categoryAxis(data, language, stepPx, edges);
  const namesPx = names.reduce((sum, name) => sum + name.lines.length * LINE_PX + 2, 0);
  const plotPx = Math.max(PLOT_HEIGHT_PX, namesPx);
  const height = plotPx + below.heightPx;
  const marks: Markish[] = [
    gridY(axis.ticks, GRID),
    valueAxisText(axis),
    ...data.seriesCodes.flatMap((series) => lineMarks(data, series)),
    ruleY(axis.domain[0] <= 0 ? [0] : [], { stroke: paint("text") }),
    hiddenPeriods(
      data.cells.filter((cell) => cell.status === "suppressed"),
      (cell) => cell.category.code,
      stepPx,
    ),
    nameMarks(data, names, axis, plotPx),
    ...categoryAxisText(below, edges),
  ];
  return plotSvg({
    width: total,
    height,
    marginTop: 12,
    marginBottom: below.heightPx,
    marginLeft,
    marginRight,
    x: categoryScale(data, "point"),
    y: { domain: [...axis.domain], axis: null, label: null },
    marks,
  }, id);
}

/** Band, line and points of one series. Cells without a number break the line. */
function lineMarks(data: ChartData, series: DimensionCode | null): readonly Markish[] {
  const cells = cellsOf(data, series);
  const colour = paintOf(data, series);
  const x = (cell: ChartCell): string => cell.category.code;
  const end = (pick: "low" | "high") => (cell: ChartCell): number => cell[pick] ?? NaN;
  return [
    areaY(cells, { x, y1: end("low"), y2: end("high"), fill: colour, fillOpacity: 0.18 }),
    lineY(cells, { x, y: (cell: ChartCell) => cell.value ?? NaN, stroke: colour, strokeWidth: 2.5 }),
    dot(cells.filter(hasValue), {
      x,
      y: "value",
      fill: colour,
      stroke: paint("bg"),
      strokeWidth: 1,
      r: 4.5,
      symbol: symbolOf(data, series),
    }),
  ];
}

interface EndName {
  readonly series: DimensionCode | null;
  readonly lines: readonly string[];
  readonly widthPx: number;
  readonly value: number | null;
}

/** The name and last value of each line. */
function endNames(data: ChartData, language: Language, totalPx: number): readonly EndName[] {
  return data.seriesCodes.map((series) => {
    const last = cellsOf(data, series).filter(hasValue).at(-1);
    const value = last === undefined ? [] : [labelOf(last, data, language)];
    const name = series === null ? [] : wrapText(series.label[language], totalPx * NAME_PART, FONT_PX, 700);
    const lines = [...name, ...value];
    const widthPx = Math.max(0, ...lines.map((line) => textWidth(line, FONT_PX, 700)));
    return { series, lines, widthPx, value: last?.value ?? null };
  });
}

function nameMarks(data: ChartData, names: readonly EndName[], axis: ValueAxis, plotPx: number): Markish {
  const shown = names.filter((name) => name.value !== null);
  const [low, high] = axis.domain;
  const frame = plotPx - 12;
  const wanted = shown.map((name) => 12 + frame * (1 - ((name.value ?? low) - low) / (high - low)));
  const placed = dodge(
    shown.map((name, i) => ({ at: wanted[i] ?? 0, size: name.lines.length * LINE_PX + 2 })),
    0,
    plotPx + 8,
  );
  return shown.map((name, i) =>
    textMark([name], {
      ...VALUE,
      fill: name.series === null ? paint("text") : paintOf(data, name.series),
      text: (each: EndName) => each.lines.join("\n"),
      frameAnchor: "top-right",
      lineAnchor: "middle",
      textAnchor: "start",
      dx: 12,
      dy: (placed[i] ?? 0) - 12,
    })
  );
}
