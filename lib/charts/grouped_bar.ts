/**
 * Grouped bars: for each category a bar per group.
 *
 * @module
 */
import { barX, gridX, type Markish, ruleX, text as textMark } from "@observablehq/plot";
import type { ProgrammeObject } from "../core/display.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { cellsOf, type ChartCell, type ChartData, hasValue, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { makeFigure } from "./_figure.ts";
import { axisText, hiddenStub, intervalMarks } from "./_marks.ts";
import { plotSvg } from "./_plot.ts";
import { labelOf, layoutRows } from "./_rows.ts";
import { legendOf, paintOf, requireFewSeries, requireSeries } from "./_series.ts";
import { GRID, VALUE } from "./_style.ts";
import type { FigureOptions } from "./figure.ts";
import { type ChartWidth, GAP_PX, paint } from "./theme.ts";

/** Height of one bar, and of one bar with its gap, in pixels. */
const BAR_PX = 18;
const STEP_PX = 21;

/**
 * Draws bars for two to four groups per category.
 *
 * The bars of a category stand in the order of the legend, so that colour is not the only key. Bars start at zero;
 * hidden numbers are hatched stubs.
 *
 * @param table A protected table with two free dimensions: categories and groups.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When there are not two free dimensions, or more than four groups.
 */
export function groupedBarChart(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, options);
  requireSeries(data, "groupedBarChart");
  requireFewSeries(data, "groupedBarChart");
  return makeFigure(data, {
    form: "grouped-bar",
    description: describeCategories(data, { nl: "Staafdiagram", en: "Bar chart" }, options.highlight ?? []),
    howToRead: exampleReading(data, {
      nl: "De lengte van een balk is het cijfer. De balken staan in de volgorde van de legenda.",
      en: "The length of a bar is the figure. Bars stand in the order of the legend.",
    }),
    legend: legendOf(data),
    draw: (language, width, id) => drawGroups(data, language, width, id),
  }, options);
}

function drawGroups(data: ChartData, language: Language, width: ChartWidth, id: string): string {
  const count = data.seriesCodes.length;
  const layout = layoutRows({ data, language, width, origin: "zero", markPx: STEP_PX * count });
  const marks: Markish[] = [
    gridX(layout.ticks, GRID),
    ...axisText(layout.ticks, layout.formatTick, layout.options.marginLeft ?? 0),
  ];
  const y = (cell: ChartCell): string => cell.category.code;
  data.seriesCodes.forEach((series, i) => {
    const dy = layout.markOffsetPx + (i - (count - 1) / 2) * STEP_PX;
    const inset = (layout.rowHeightPx - BAR_PX) / 2;
    const all = cellsOf(data, series);
    const cells = all.filter(hasValue);
    marks.push(
      barX(cells, {
        x: "value",
        y,
        fill: paintOf(data, series),
        insetTop: inset + dy,
        insetBottom: inset - dy,
      }),
      ...intervalMarks(cells, dy),
      ...hiddenStub(all, { y, dy, heightPx: BAR_PX, language }),
      textMark(cells, {
        ...VALUE,
        x: (cell) => Math.max(0, cell.value, cell.high ?? cell.value),
        y,
        text: (cell) => labelOf(cell, data, language),
        textAnchor: "start",
        dx: GAP_PX,
        dy,
      }),
    );
  });
  marks.push(ruleX([0], { stroke: paint("text") }), layout.labels);
  return plotSvg({ ...layout.options, marks }, id);
}
