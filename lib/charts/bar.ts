/**
 * Bars: one row per category, from zero, with the value at the end of each bar.
 *
 * @module
 */
import { barX, gridX, type Markish, ruleX } from "@observablehq/plot";
import type { ProgrammeObject } from "../core/display.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { type ChartCell, type ChartData, hasValue, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { axisText, hiddenStub, intervalMarks } from "./_marks.ts";
import { layoutRows, valuesBeside } from "./_rows.ts";
import { makeFigure } from "./_figure.ts";
import type { FigureOptions } from "./figure.ts";
import { plotSvg } from "./_plot.ts";
import { type ChartWidth, GAP_PX, paint } from "./theme.ts";

/** Height of a bar in pixels. */
const BAR_PX = 22;

/**
 * Draws a bar per category of a protected table.
 *
 * Bars start at zero. A hidden number is a short hatched stub of fixed length with the word "verborgen", a missing
 * one only says so: neither is ever drawn as zero. A margin is drawn as a thin line when the table has one.
 *
 * @example From an aggregate through protection to a figure
 * ```ts
 * import { barChart } from "./bar.ts";
 * import { protect } from "../disclosure/mod.ts";
 * import { sameLabel } from "../core/language.ts";
 * import assert from "node:assert/strict";
 *
 * const counts = [["WK990101", 620, 77], ["WK990102", 410, 89], ["WK990103", 500, 43]] as const;
 * const table = await protect({
 *   id: "laag-inkomen",
 *   title: { nl: "Kinderen met een laag inkomen", en: "Children with a low income" },
 *   measure: {
 *     id: "laag-inkomen-aandeel",
 *     label: { nl: "Kinderen met een laag inkomen", en: "Children with a low income" },
 *     unit: { nl: "% van de kinderen", en: "% of children" },
 *     kind: "share",
 *     per: 100,
 *     decimals: 1,
 *     definition: { nl: "Kinderen onder de grens, van alle kinderen.", en: "Children below the line, of all." },
 *   },
 *   entity: "person",
 *   population: { nl: "kinderen van 0 tot 18 jaar", en: "children aged 0 to 17" },
 *   period: sameLabel("2023"),
 *   dimensions: [{
 *     name: "wijk",
 *     label: { nl: "Wijk", en: "District" },
 *     kind: "region",
 *     codes: counts.map(([code], i) => ({ code, label: sameLabel(`Wijk ${"ABC"[i]}`) })),
 *   }],
 *   cells: counts.map(([code, n, low]) => ({
 *     codes: [code],
 *     n,
 *     numerator: low,
 *     denominator: n,
 *     value: low / n,
 *     low: null,
 *     high: null,
 *   })),
 *   sources: [],
 * });
 * const figure = barChart(table, {
 *   title: ({ highest, lowest, times }) => ({
 *     nl: `${highest.label.nl} heeft ${times(highest, lowest).nl} zo veel als ${lowest.label.nl}`,
 *     en: `${highest.label.en} has ${times(highest, lowest).en} as many as ${lowest.label.en}`,
 *   }),
 *   notTold: { nl: "De figuur zegt niet waardoor dit komt.", en: "The figure does not say why." },
 * });
 * assert.equal(figure.payload.title.nl, "Wijk B heeft 2,5 keer zo veel als Wijk C");
 * assert.match(figure.payload.svg.nl.wide, />21,7%</);
 * ```
 *
 * @param table A protected table with one free dimension.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the table has more than one free dimension, or a text is not acceptable.
 */
export function barChart(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, options);
  return makeFigure(data, {
    form: "bar",
    description: describeCategories(data, { nl: "Staafdiagram", en: "Bar chart" }, options.highlight ?? []),
    howToRead: exampleReading(data, {
      nl: "De lengte van een balk is het cijfer. Elke balk begint bij nul.",
      en: "The length of a bar is the figure. Each bar starts at zero.",
    }),
    draw: (language, width, id) =>
      drawBars({ data, highlight: options.highlight ?? [], language, width, id }),
  }, options);
}

interface BarDrawing {
  readonly data: ChartData;
  readonly highlight: readonly string[];
  readonly language: Language;
  readonly width: ChartWidth;
  readonly id: string;
}

function drawBars({ data, highlight, language, width, id }: BarDrawing): string {
  const layout = layoutRows({ data, language, width, origin: "zero", markPx: BAR_PX });
  const dy = layout.markOffsetPx;
  const inset = (layout.rowHeightPx - BAR_PX) / 2;
  const cells = data.cells.filter(hasValue);
  const code = (cell: ChartCell): string => cell.category.code;
  const fill = (cell: ChartCell): string =>
    highlight.length === 0 || highlight.includes(cell.category.code) ? paint("c-1") : paint("muted");
  const marks: Markish[] = [
    gridX(layout.ticks, { stroke: paint("grid"), strokeOpacity: 1 }),
    ...axisText(layout.ticks, layout.formatTick, layout.options.marginLeft ?? 0),
    barX(cells, { x: "value", y: code, fill, insetTop: inset + dy, insetBottom: inset - dy }),
    ...intervalMarks(cells, dy),
    ...hiddenStub(data.cells, { y: code, dy, heightPx: BAR_PX, language }),
    ...valuesBeside(cells, { data, language, dy, gapPx: GAP_PX }),
    ruleX([0], { stroke: paint("text") }),
    layout.labels,
  ];
  return plotSvg({ ...layout.options, marks }, id);
}
