/**
 * Dumbbells: the distance between two groups, for each category.
 *
 * @module
 */
import { dot, gridX, link, type Markish, ruleY, text as textMark } from "@observablehq/plot";
import type { ProgrammeObject } from "../core/display.ts";
import type { DimensionCode } from "../core/aggregate.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { cellAt, type ChartCell, type ChartData, hasValue, innerLabel, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { makeFigure } from "./_figure.ts";
import { axisText, STUB_PX, stubsAt } from "./_marks.ts";
import { plotSvg } from "./_plot.ts";
import { extentOf, labelOf, layoutRows } from "./_rows.ts";
import { legendOf, paintOf, requireFewSeries, requireSeries, symbolOf } from "./_series.ts";
import { ABSENT, GRID, VALUE } from "./_style.ts";
import { fittingAxis, formatTick } from "./_ticks.ts";
import { signOf } from "./_words.ts";
import type { FigureOptions } from "./figure.ts";
import { textWidth } from "./metrics.ts";
import { type ChartWidth, FONT_PX, GAP_PX, paint, WIDTH_PX } from "./theme.ts";

const MARK_PX = 26;
/** Distance of the thin lines of the margins from the middle of the row, in pixels. */
const MARGIN_LINE_PX = 10;
const RADIUS_PX = 6;
/** Distance of a number from the middle of its point. */
const SIDE_PX = RADIUS_PX + GAP_PX;

/** The two numbers of one row. */
interface Row {
  readonly code: DimensionCode;
  readonly left: ChartCell & { readonly value: number };
  readonly right: ChartCell & { readonly value: number };
}

/**
 * Draws two groups per category as two points and the line between them.
 *
 * When one of the two is hidden, only the shown one is drawn and the row says which is hidden.
 *
 * @param table A protected table with two free dimensions: categories, and two groups.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When there are not two free dimensions, or more than two groups.
 */
export function dumbbellChart(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, options);
  requireSeries(data, "dumbbellChart");
  requireFewSeries(data, "dumbbellChart", 2);
  return makeFigure(data, {
    form: "dumbbell",
    description: describeCategories(data, { nl: "Halterdiagram", en: "Dumbbell chart" }),
    howToRead: exampleReading(data, {
      nl: "Elke rij heeft twee punten. Hoe verder die uit elkaar staan, hoe groter het verschil.",
      en: "Each row has two points. The further apart they are, the larger the difference.",
    }, "lines"),
    legend: legendOf(data),
    draw: (language, width, id) => drawDumbbells(data, language, width, id),
  }, options);
}

function drawDumbbells(data: ChartData, language: Language, width: ChartWidth, id: string): string {
  const layout = layoutRows({ data, language, width, origin: "zero", markPx: MARK_PX });
  const drawing: Drawing = { data, language, dy: layout.markOffsetPx };
  const rows = data.categories.flatMap((code) => rowOf(data, code));
  const shown = data.cells.filter(hasValue);
  const notes = absentNotes(data, language, WIDTH_PX[width] * LONGEST_NOTE);
  const { insetLeft, insetRight } = insetsOf(drawing, shown, notes);
  const marginLeft = layout.options.marginLeft ?? 0;
  const lengthPx = WIDTH_PX[width] - marginLeft - 1 - insetLeft - insetRight;
  const { domain, ticks } = fittingAxis(extentOf(data.cells, "zero"), lengthPx, data.table.measure, language);
  const tickText = (tick: number) => formatTick(tick, ticks, data.table.measure, language);
  const marks: Markish[] = [
    gridX(ticks, GRID),
    ...axisText(ticks, tickText, marginLeft + insetLeft),
    ...pairMarks(drawing, rows, shown),
    ...valueTexts(drawing, rows, shown),
    ...noteMarks(drawing, notes, width),
    layout.labels,
  ];
  const x = { domain: [...domain], insetLeft, insetRight, axis: null, label: null };
  return plotSvg({ ...layout.options, x, marks }, id);
}

/** What every mark of one drawing needs. */
interface Drawing {
  readonly data: ChartData;
  readonly language: Language;
  /** Distance of the marks from the middle of their row, in pixels. */
  readonly dy: number;
}

/** A note about a hidden number, at the end of its row. */
interface Note {
  readonly code: string;
  readonly text: string;
}

/** Room beside the points, in pixels: for their numbers, and on the right for the notes. */
function insetsOf(
  { data, language }: Drawing,
  shown: readonly ChartCell[],
  notes: readonly Note[],
): { readonly insetLeft: number; readonly insetRight: number } {
  const valueWidth = Math.max(
    0,
    ...shown.map((cell) => textWidth(labelOf(cell, data, language), FONT_PX, 700)),
  );
  const noteWidth = Math.max(0, ...notes.map((note) => textWidth(note.text, FONT_PX) + GAP_PX * 3 + STUB_PX));
  const insetLeft = valueWidth + SIDE_PX;
  return { insetLeft, insetRight: Math.max(insetLeft, noteWidth) };
}

const codeOf = (row: Row): string => row.code.code;
const categoryOf = (cell: ChartCell): string => cell.category.code;

/** The line between two points, the margins above and below it, and the points. */
function pairMarks({ data, dy }: Drawing, rows: readonly Row[], shown: readonly ChartCell[]): Markish[] {
  const between = link(rows, {
    x1: (row: Row) => row.left.value,
    x2: (row: Row) => row.right.value,
    y1: codeOf,
    y2: codeOf,
    dy,
    stroke: paint("muted"),
    strokeWidth: 3,
  });
  const margins = data.seriesCodes.map((series, i) =>
    ruleY(shown.filter((cell) => cell.series === series && cell.low !== null && cell.high !== null), {
      x1: "low",
      x2: "high",
      y: categoryOf,
      // The margin of the first group lies above its point, that of the second below.
      dy: dy + (i === 0 ? -MARGIN_LINE_PX : MARGIN_LINE_PX),
      stroke: paintOf(data, series),
      strokeWidth: 2,
    })
  );
  const points = data.seriesCodes.map((series) =>
    dot(shown.filter((cell) => cell.series === series), {
      x: "value",
      y: categoryOf,
      dy,
      r: RADIUS_PX,
      fill: paintOf(data, series),
      symbol: symbolOf(data, series),
      stroke: paint("bg"),
      strokeWidth: 1,
    })
  );
  return [between, ...margins, ...points];
}

/** The numbers, outside of their points; beside a point that stands alone on its left. */
function valueTexts(
  { data, language, dy }: Drawing,
  rows: readonly Row[],
  shown: readonly ChartCell[],
): Markish[] {
  const alone = shown.filter((cell) => !rows.some((row) => row.code === cell.category));
  const value = { ...VALUE, dy } as const;
  const onLeft = { textAnchor: "end", dx: -SIDE_PX } as const;
  const onRight = { textAnchor: "start", dx: SIDE_PX } as const;
  const of = (side: "left" | "right") => ({
    x: (row: Row) => row[side].value,
    y: codeOf,
    text: (row: Row) => labelOf(row[side], data, language),
  });
  const ofCell = {
    x: "value",
    y: categoryOf,
    text: (cell: ChartCell) => labelOf(cell, data, language),
  };
  return [
    textMark(rows, { ...value, ...of("left"), ...onLeft }),
    textMark(rows, { ...value, ...of("right"), ...onRight }),
    textMark(alone, { ...value, ...ofCell, ...onLeft }),
  ];
}

/** The notes at the right, each with the sign of a hidden number. */
function noteMarks({ dy }: Drawing, notes: readonly Note[], width: ChartWidth): Markish[] {
  const atRight = { frameAnchor: "right", textAnchor: "end", dy } as const;
  const stubs = notes.map((note) => ({
    x: { px: WIDTH_PX[width] - 1 - textWidth(note.text, FONT_PX) - GAP_PX - STUB_PX },
    y: note.code,
  }));
  return [
    textMark(notes, { ...ABSENT, y: "code", text: "text", ...atRight }),
    stubsAt(stubs, { dy, heightPx: MARK_PX }),
  ];
}

function rowOf(data: ChartData, code: DimensionCode): readonly Row[] {
  const [a, b] = data.seriesCodes.map((series) => cellAt(data, code.code, series?.code ?? null));
  if (a === undefined || b === undefined || !hasValue(a) || !hasValue(b)) return [];
  return [a.value <= b.value ? { code, left: a, right: b } : { code, left: b, right: a }];
}

/** Longest note about a hidden number, as a part of the width; with a longer name only the sign stands there. */
const LONGEST_NOTE = 0.4;

function absentNotes(
  data: ChartData,
  language: Language,
  maxPx: number,
): readonly Note[] {
  return data.categories.flatMap((code) => {
    const text = absentNote(data, code, language);
    const short = text.slice(text.lastIndexOf(":") + 1).trim();
    return text === "" ? [] : [{ code: code.code, text: textWidth(text, FONT_PX) <= maxPx ? text : short }];
  });
}

/** "jongens: verborgen" */
function absentNote(data: ChartData, code: DimensionCode, language: Language): string {
  const absent = data.cells.filter((cell) => cell.category === code && cell.value === null);
  const [first] = absent;
  if (first === undefined) return "";
  const sign = signOf(first.status)[language];
  if (absent.length === data.seriesCodes.length || data.series === null || first.series === null) return sign;
  return `${innerLabel(data.series, first.series, language)}: ${sign}`;
}
