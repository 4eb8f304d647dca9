/**
 * Slopes: from one moment to another, a line per category.
 *
 * @module
 */
import { dot, lineY, type Markish, ruleX, text as textMark } from "@observablehq/plot";
import type { ProgrammeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Language } from "../core/language.ts";
import type { DimensionCode } from "../core/aggregate.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { cellsOf, type ChartCell, type ChartData, hasValue } from "./_data.ts";
import { axisSentence, exampleReading } from "./_describe.ts";
import { dodge } from "./_dodge.ts";
import { makeFigure } from "./_figure.ts";
import { categoryScale, plotSvg } from "./_plot.ts";
import { extentOf, labelOf } from "./_rows.ts";
import { requireSeries } from "./_series.ts";
import { LABEL, VALUE } from "./_style.ts";
import { signOf } from "./_words.ts";
import type { FigureOptions } from "./figure.ts";
import { describeLines, readPeriods } from "./_lines.ts";
import { textWidth, wrapText } from "./metrics.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

const TOP_PX = 34;
const FRAME_PX = 300;
/** Most lines that stay apart on a small screen. */
const MOST_LINES = 10;

/**
 * Draws a line per group between two moments, with names and values at both ends.
 *
 * Labels are moved apart where values are close. A group with a hidden number has no line: its name stands below
 * the chart's labels with the word "verborgen".
 *
 * @param table A protected table with two free dimensions, one of them with exactly two codes (two periods).
 * @param options Title, what is not told, which groups to highlight, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When there are not exactly two moments, or more than ten groups.
 */
export function slopeChart(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readPeriods(table, options);
  requireSeries(data, "slopeChart");
  if (data.categories.length !== 2 || data.seriesCodes.length > MOST_LINES) {
    throw new WorkspaceError({
      what: `Slope chart has ${data.categories.length} moments and ${data.seriesCodes.length} groups`,
      where: `slopeChart of table ${table.id}`,
      mend: `Give two moments and at most ${MOST_LINES} groups, or use a line chart`,
    });
  }
  return makeFigure(data, {
    form: "slope",
    axis: "data",
    description: describeLines(data, { nl: "Hellingdiagram", en: "Slope chart" }, "data"),
    howToRead: exampleReading(data, {
      nl: `Elke lijn is een groep. Loopt de lijn omhoog, dan is het cijfer gestegen.${
        axisSentence("data", "nl")
      }`,
      en: `Each line is a group. When a line goes up, the figure went up.${axisSentence("data", "en")}`,
    }, "in-table"),
    draw: (language, width, id) => drawSlopes(data, options.highlight ?? [], { language, width, id }),
  }, options);
}

interface SlopeDrawing {
  readonly language: Language;
  readonly width: ChartWidth;
  readonly id: string;
}

interface EndLabel {
  readonly series: DimensionCode | null;
  readonly text: string;
  readonly value: number;
  readonly lines: number;
}

function drawSlopes(
  data: ChartData,
  highlight: readonly string[],
  { language, width, id }: SlopeDrawing,
): string {
  const total = WIDTH_PX[width];
  const column = total * (width === "wide" ? 0.36 : 0.44);
  const complete = data.seriesCodes.filter((series) => cellsOf(data, series).every(hasValue));
  const ends = [0, 1].map((end) =>
    endLabels(data, complete, { language, end, column: end === 0 ? 64 : column })
  );
  const [marginLeft = 0, marginRight = 0] = ends.map((labels, end) =>
    sideRoom(labels, data.categories[end]?.label[language] ?? "")
  );
  const need = Math.max(
    ...ends.map((labels) => labels.reduce((sum, label) => sum + label.lines * LINE_PX + 4, 0)),
  );
  const frame = Math.max(FRAME_PX, need);
  const absent = data.seriesCodes.filter((series) => !complete.includes(series))
    .flatMap((series) => wrapText(absentText(data, series, language), total - 4, FONT_PX));
  const bottom = absent.length === 0 ? 10 : 20 + absent.length * LINE_PX;
  const domain = extentOf(data.cells, "data");
  const colour = (code: string | undefined): string =>
    highlight.length === 0 || highlight.includes(code ?? "") ? paint("c-1") : paint("muted");
  const marks: Markish[] = [
    ruleX(data.categories, { x: "code", stroke: paint("grid"), strokeOpacity: 1 }),
    ...complete.map((series) => slopeMarks(cellsOf(data, series), colour(series?.code))),
    ...ends.map((labels, end) => endMarks(labels, end, { domain, frame })),
    ...aroundMarks(data, language, { absent, marginLeft }),
  ];
  return plotSvg({
    width: total,
    height: TOP_PX + frame + bottom,
    marginTop: TOP_PX,
    marginBottom: bottom,
    marginLeft,
    marginRight,
    x: categoryScale(data, "point"),
    y: { domain: [...domain], axis: null, label: null },
    marks,
  }, id);
}

/** Room at one side in pixels: for the labels of its ends, and for half the name of its moment. */
function sideRoom(labels: readonly EndLabel[], moment: string): number {
  const lines = labels.flatMap((label) => label.text.split("\n"));
  const widest = Math.max(20, ...lines.map((line) => textWidth(line, FONT_PX, 700)));
  return Math.ceil(Math.max(widest + 14, textWidth(moment, FONT_PX, 700) / 2 + 1));
}

/** The names of the two moments above, and below what is hidden. */
function aroundMarks(
  data: ChartData,
  language: Language,
  { absent, marginLeft }: { readonly absent: readonly string[]; readonly marginLeft: number },
): Markish[] {
  return [
    textMark(data.categories, {
      ...VALUE,
      x: "code",
      text: (code: DimensionCode) => code.label[language],
      frameAnchor: "top",
      dy: -22,
    }),
    textMark([absent.join("\n")], {
      ...LABEL,
      fontStyle: "italic",
      text: (text: string) => text,
      frameAnchor: "bottom-left",
      lineAnchor: "top",
      dx: -marginLeft + 1,
      dy: 12,
    }),
  ];
}

function slopeMarks(cells: readonly ChartCell[], stroke: string): Markish {
  const x = (cell: ChartCell): string => cell.category.code;
  return [
    lineY(cells, { x, y: "value", stroke, strokeWidth: 2.5 }),
    dot(cells, { x, y: "value", fill: stroke, r: 4.5, stroke: paint("bg"), strokeWidth: 1 }),
  ];
}

function endLabels(
  data: ChartData,
  complete: readonly (DimensionCode | null)[],
  options: { readonly language: Language; readonly end: number; readonly column: number },
): readonly EndLabel[] {
  return complete.flatMap((series) => {
    const cell = cellsOf(data, series)[options.end];
    if (cell === undefined || !hasValue(cell)) return [];
    const value = labelOf(cell, data, options.language);
    const name = series?.label[options.language] ?? "";
    const lines = options.end === 0 ? [value] : wrapText(`${value} ${name}`, options.column, FONT_PX, 700);
    return [{ series, text: lines.join("\n"), value: cell.value, lines: lines.length }];
  });
}

function endMarks(
  labels: readonly EndLabel[],
  end: number,
  scale: { readonly domain: readonly [number, number]; readonly frame: number },
): Markish {
  const [low, high] = scale.domain;
  const placed = dodge(
    labels.map((label) => ({
      at: scale.frame * (1 - (label.value - low) / (high - low)),
      size: label.lines * LINE_PX + 2,
    })),
    -10,
    scale.frame + 10,
  );
  return labels.map((label, i) =>
    textMark([label.text], {
      ...VALUE,
      text: (text: string) => text,
      frameAnchor: end === 0 ? "top-left" : "top-right",
      lineAnchor: "middle",
      textAnchor: end === 0 ? "end" : "start",
      dx: end === 0 ? -10 : 10,
      dy: placed[i] ?? 0,
    })
  );
}

/** "Buitengebied Oost: 12,4%, verborgen" */
function absentText(data: ChartData, series: DimensionCode | null, language: Language): string {
  const values = cellsOf(data, series).map((cell) =>
    cell.value === null ? signOf(cell.status)[language] : labelOf(cell, data, language)
  );
  return `${series?.label[language] ?? ""}: ${values.join(", ")}`;
}
