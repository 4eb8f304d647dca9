/**
 * The stacking ladder: how a measure rises with the number of risk factors that come together.
 *
 * @module
 */
import { barY, type Markish, ruleY, text as textMark } from "@observablehq/plot";
import type { ProgrammeObject } from "../core/display.ts";
import { type Language, mapLabel } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { lowerFirst } from "../findings/mod.ts";
import { type ChartCell, type ChartData, hasValue, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { hiddenColumn } from "./_marks.ts";
import { extentOf, labelOf } from "./_rows.ts";
import { signOf } from "./_words.ts";
import { makeFigure } from "./_figure.ts";
import type { FigureOptions } from "./figure.ts";
import { wrapText } from "./metrics.ts";
import { plotSvg } from "./_plot.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

const PLOT_HEIGHT_PX = 240;
/** Room above the highest column for its value. */
const TOP_PX = 26;

/**
 * Draws a column per rung of an ordinal dimension, such as 0, 1, 2, 3, 4 or more risk factors.
 *
 * Columns start at zero. A hidden rung is a short hatched stub with the word "verborgen". The figure shows how
 * often something occurs with each number of factors; it does not show that the factors cause it, and `notTold`
 * should say so.
 *
 * @param table A protected table with one free, ordinal dimension.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the table has more than one free dimension, or a text is not acceptable.
 */
export function stackingLadder(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, { order: "given", ...options });
  const form = { nl: "Stapelladder", en: "Stacking ladder" };
  return makeFigure(data, {
    form: "stacking-ladder",
    description: describeCategories(data, form, options.highlight ?? []),
    howToRead: exampleReading(data, {
      nl: "Lees van links naar rechts. Elke trede is een groep, en de hoogte is het cijfer.",
      en: "Read from left to right. Each rung is a group, and the height is the figure.",
    }),
    draw: (language, width, id) => drawLadder(data, language, width, id),
  }, options);
}

function drawLadder(data: ChartData, language: Language, width: ChartWidth, id: string): string {
  const total = WIDTH_PX[width];
  const stepPx = total / data.categories.length;
  const labels = data.categories.map((code) => wrapText(code.label[language], stepPx - 8, FONT_PX));
  const axisTitle = mapLabel((each) => data.category.label[each])[language];
  const bottom = Math.max(...labels.map((lines) => lines.length)) * LINE_PX + 34;
  const cells = data.cells.filter(hasValue);
  const x = (cell: ChartCell): string => cell.category.code;
  const top = extentOf(data.cells, "zero")[1];
  const text = { fontSize: FONT_PX, fill: paint("text") } as const;
  const marks: Markish[] = [
    barY(cells, { x, y: "value", fill: paint("c-1"), insetLeft: stepPx * 0.08, insetRight: stepPx * 0.08 }),
    hiddenColumn(data.cells.filter((cell) => cell.status === "suppressed"), x, stepPx * 0.84),
    textMark(cells, {
      ...text,
      x,
      y: "value",
      text: (cell) => labelOf(cell, data, language),
      dy: -12,
      fontWeight: 700,
    }),
    textMark(data.cells.filter((cell) => cell.value === null), {
      ...text,
      x,
      y: () => 0,
      text: (cell) => wrapText(signOf(cell.status)[language], stepPx - 2, FONT_PX).join("\n"),
      dy: -38,
      lineAnchor: "bottom",
      fontStyle: "italic",
    }),
    ruleY([0], { stroke: paint("text") }),
    textMark(data.categories, {
      ...text,
      x: "code",
      text: (_code, i) => (labels[i] ?? []).join("\n"),
      frameAnchor: "bottom",
      lineAnchor: "top",
      dy: 8,
      lineHeight: LINE_PX / FONT_PX,
    }),
    textMark([lowerFirst(axisTitle)], {
      ...text,
      text: (title: string) => title,
      frameAnchor: "bottom",
      lineAnchor: "bottom",
      dy: bottom - 2,
    }),
  ];
  return plotSvg({
    width: total,
    height: PLOT_HEIGHT_PX + bottom,
    marginTop: TOP_PX,
    marginBottom: bottom,
    marginLeft: 1,
    marginRight: 1,
    x: {
      type: "band",
      domain: data.categories.map((code) => code.code),
      axis: null,
      label: null,
      padding: 0,
    },
    y: { domain: [0, top], axis: null, label: null },
    marks,
  }, id);
}
