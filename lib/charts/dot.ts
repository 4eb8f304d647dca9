/**
 * Dots with their margins of uncertainty: one row per category.
 *
 * @module
 */
import { dot, gridX, type Markish, ruleY } from "@observablehq/plot";
import type { ProgrammeObject } from "../core/display.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { type ChartCell, type ChartData, hasValue, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { axisText, hiddenStub } from "./_marks.ts";
import { layoutRows, valuesBeside } from "./_rows.ts";
import { makeFigure } from "./_figure.ts";
import type { FigureOptions } from "./figure.ts";
import { plotSvg } from "./_plot.ts";
import { type ChartWidth, GAP_PX, paint } from "./theme.ts";

/** Height of a row's marks in pixels. */
const MARK_PX = 18;
const RADIUS_PX = 6;

/**
 * Draws a dot per category with its 95 % interval as a band.
 *
 * The axis starts at zero, so that lengths may be compared too. Hidden numbers are drawn as hidden.
 *
 * @param table A protected table with one free dimension and, for the bands, intervals.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the table has more than one free dimension, or a text is not acceptable.
 */
export function dotIntervalChart(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, options);
  const highlight = options.highlight ?? [];
  return makeFigure(data, {
    form: "dot-interval",
    description: describeCategories(
      data,
      { nl: "Stippen met een marge", en: "Dots with a margin" },
      highlight,
    ),
    howToRead: exampleReading(data, {
      nl: "De stip is het cijfer. Vergelijk niet alleen de stippen, maar ook de lijnen.",
      en: "The dot is the figure. Compare not only the dots but also the lines.",
    }),
    draw: (language, width, id) => drawDots({ data, highlight, language, width, id }),
  }, options);
}

interface DotDrawing {
  readonly data: ChartData;
  readonly highlight: readonly string[];
  readonly language: Language;
  readonly width: ChartWidth;
  readonly id: string;
}

function drawDots({ data, highlight, language, width, id }: DotDrawing): string {
  const layout = layoutRows({ data, language, width, origin: "zero", markPx: MARK_PX });
  const dy = layout.markOffsetPx;
  const cells = data.cells.filter(hasValue);
  const colour = (cell: ChartCell): string =>
    highlight.length === 0 || highlight.includes(cell.category.code) ? paint("c-1") : paint("muted");
  const y = (cell: ChartCell): string => cell.category.code;
  const marks: Markish[] = [
    gridX(layout.ticks, { stroke: paint("grid"), strokeOpacity: 1 }),
    ...axisText(layout.ticks, layout.formatTick, layout.options.marginLeft ?? 0),
    ruleY(cells, {
      y,
      x1: "low",
      x2: "high",
      dy,
      stroke: colour,
      strokeWidth: 3,
      filter: (cell) => cell.low !== null && cell.high !== null,
    }),
    dot(cells, { x: "value", y, dy, r: RADIUS_PX, fill: colour, stroke: paint("bg"), strokeWidth: 1.5 }),
    ...valuesBeside(cells, { data, language, dy, gapPx: RADIUS_PX + GAP_PX }),
    ...hiddenStub(data.cells, { y, dy, heightPx: MARK_PX, language }),
    layout.labels,
  ];
  return plotSvg({ ...layout.options, marks }, id);
}
