/**
 * Stacked bars: the parts of a whole, one bar per category.
 *
 * @module
 */
import { barX, gridX, type Markish, ruleX, text as textMark } from "@observablehq/plot";
import type { ProgrammeObject } from "../core/display.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { formatValue } from "../findings/mod.ts";
import { cellAt, type ChartCell, type ChartData, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { makeFigure } from "./_figure.ts";
import { axisText } from "./_marks.ts";
import { plotSvg } from "./_plot.ts";
import { labelOf, layoutRows } from "./_rows.ts";
import { legendOf, paintOf, requireFewSeries, requireSeries } from "./_series.ts";
import { fittingAxis, formatTick } from "./_ticks.ts";
import { ABSENT, GRID, VALUE } from "./_style.ts";
import { signOf } from "./_words.ts";
import type { FigureOptions } from "./figure.ts";
import { textWidth } from "./metrics.ts";
import { HATCH_FILL } from "./svg.ts";
import { type ChartWidth, FONT_PX, GAP_PX, paint, WIDTH_PX } from "./theme.ts";

const BAR_PX = 28;

/**
 * Draws the parts of a whole as one bar per category.
 *
 * A part is labelled inside when its text fits. Hidden parts are not drawn to scale: one hatched piece of fixed
 * length at the end says that there are some, so that nothing can be measured from the drawing.
 *
 * @param table A protected table with two free dimensions: categories and parts; no negative values.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When there are not two free dimensions, or more than four parts.
 */
export function stackedBarChart(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, options);
  requireSeries(data, "stackedBarChart");
  requireFewSeries(data, "stackedBarChart");
  return makeFigure(data, {
    form: "stacked-bar",
    description: describeCategories(data, { nl: "Gestapeld staafdiagram", en: "Stacked bar chart" }),
    howToRead: exampleReading(data, {
      nl: "Elke balk is een geheel. De stukken zijn de delen, in de volgorde van de legenda.",
      en: "Each bar is a whole. The pieces are its parts, in the order of the legend.",
    }, "in-table"),
    legend: legendOf(data),
    draw: (language, width, id) => drawStacks(data, language, width, id),
  }, options);
}

/** One drawn piece. */
interface Piece {
  readonly cell: ChartCell & { readonly value: number };
  readonly from: number;
  readonly to: number;
}

function piecesOf(data: ChartData, category: string): readonly Piece[] {
  let from = 0;
  return data.seriesCodes.flatMap((series) => {
    const cell = cellAt(data, category, series?.code ?? null);
    if (cell === undefined || cell.value === null) return [];
    const piece = { cell: { ...cell, value: cell.value }, from, to: from + cell.value };
    from = piece.to;
    return [piece];
  });
}

/** A row with the pieces that are shown. */
interface Stack {
  readonly code: string;
  readonly pieces: readonly Piece[];
}

function drawStacks(data: ChartData, language: Language, width: ChartWidth, id: string): string {
  const layout = layoutRows({ data, language, width, origin: "zero", markPx: BAR_PX });
  const stacks = data.categories.map(({ code }): Stack => ({ code, pieces: piecesOf(data, code) }));
  const pieces = stacks.flatMap((stack) => stack.pieces);
  const high = Math.max(0, ...pieces.map((piece) => piece.to)) || 1;
  const partial = stacks.filter(({ code }) =>
    data.cells.some((cell) => cell.category.code === code && cell.value === null)
  );
  const sign =
    signOf(data.cells.some((cell) => cell.status === "suppressed") ? "suppressed" : "missing")[language];
  const stubPx = partial.length === 0 ? 0 : textWidth(sign, FONT_PX) + GAP_PX * 4;
  const left = layout.options.marginLeft ?? 0;
  const insetRight = Math.max(
    stubPx,
    textWidth(formatValue(high, data.table.measure, language), FONT_PX) / 2 + 1,
  );
  const lengthPx = WIDTH_PX[width] - left - 1 - insetRight;
  const { domain, ticks } = fittingAxis([0, high], lengthPx, data.table.measure, language);
  const dy = layout.markOffsetPx;
  const inset = (layout.rowHeightPx - BAR_PX) / 2;
  const rows: StackRows = {
    pxPerUnit: lengthPx / domain[1],
    dy,
    insets: { insetTop: inset + dy, insetBottom: inset - dy },
  };
  const marks: Markish[] = [
    gridX(ticks, GRID),
    ...axisText(ticks, (tick) => formatTick(tick, ticks, data.table.measure, language), left),
    ...pieceMarks(data, language, pieces, rows),
    ...partialMarks(partial, sign, stubPx, rows),
    ruleX([0], { stroke: paint("text") }),
    layout.labels,
  ];
  const x = { domain: [...domain], insetRight, axis: null, label: null };
  return plotSvg({ ...layout.options, x, marks }, id);
}

/** How values and rows become pixels. */
interface StackRows {
  readonly pxPerUnit: number;
  /** Distance of the marks from the middle of their row. */
  readonly dy: number;
  readonly insets: { readonly insetTop: number; readonly insetBottom: number };
}

/** The pieces, with their numbers where these fit. */
function pieceMarks(
  data: ChartData,
  language: Language,
  pieces: readonly Piece[],
  { pxPerUnit, dy, insets }: StackRows,
): Markish[] {
  const y = (piece: Piece): string => piece.cell.category.code;
  const text = (piece: Piece): string => labelOf(piece.cell, data, language);
  const fits = (piece: Piece): boolean =>
    textWidth(text(piece), FONT_PX, 700) + 8 <= piece.cell.value * pxPerUnit;
  return [
    barX(pieces, {
      x1: "from",
      x2: "to",
      y,
      fill: (piece: Piece) => paintOf(data, piece.cell.series),
      stroke: paint("bg"),
      ...insets,
    }),
    textMark(pieces.filter(fits), {
      ...VALUE,
      fill: paint("bg"),
      x: (piece: Piece) => (piece.from + piece.to) / 2,
      y,
      text,
      dy,
    }),
  ];
}

/** The hatched piece of each row with a hidden part: it has one length for all and stands behind the last part. */
function partialMarks(
  partial: readonly Stack[],
  sign: string,
  stubPx: number,
  { pxPerUnit, dy, insets }: StackRows,
): Markish[] {
  const end = (stack: Stack): number => stack.pieces.at(-1)?.to ?? 0;
  const length = (stubPx - GAP_PX) / pxPerUnit;
  return [
    barX(partial, {
      x1: end,
      x2: (stack: Stack) => end(stack) + length,
      y: "code",
      fill: HATCH_FILL,
      stroke: paint("muted"),
      ...insets,
    }),
    textMark(partial, {
      ...ABSENT,
      stroke: paint("bg"),
      strokeWidth: 5,
      x: (stack: Stack) => end(stack) + length / 2,
      y: "code",
      text: () => sign,
      dy,
    }),
  ];
}
