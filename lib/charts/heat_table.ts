/**
 * Heat tables: a number per category and group, with shades in at most five classes.
 *
 * @module
 */
import { cell as cellMark, type Markish, text as textMark } from "@observablehq/plot";
import type { ProgrammeObject } from "../core/display.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { type Classes, makeClasses, type OnShade, onShade } from "./_classes.ts";
import { type ChartCell, type ChartData, hasValue, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { makeFigure } from "./_figure.ts";
import { categoryScale, plotSvg } from "./_plot.ts";
import { labelOf } from "./_rows.ts";
import { hiddenLegend, requireSeries } from "./_series.ts";
import { LABEL, VALUE } from "./_style.ts";
import type { FigureOptions } from "./figure.ts";
import { textWidth, wrapText } from "./metrics.ts";
import { HATCH_FILL } from "./svg.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, type Slot, WIDTH_PX } from "./theme.ts";

/** Height of a row; with many of them less, so that the figure stays in sight as a whole, and on one page of paper. */
const CELL_PX = { few: 34, many: 29 } as const;
/** From so many rows they are many. */
const MANY_ROWS = 13;
const LABEL_COLUMN_PX = 200;

/**
 * Draws a table with shades: rows are categories, columns are groups.
 *
 * Each cell holds its number when it fits; a hidden cell is hatched.
 *
 * @param table A protected table with two free dimensions.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When there are not two free dimensions.
 */
export function heatTable(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, options);
  requireSeries(data, "heatTable");
  const classes = makeClasses(data.cells.filter(hasValue).map((cell) => cell.value), table.measure);
  return makeFigure(data, {
    form: "heat-table",
    description: describeCategories(data, { nl: "Tabel met kleuren", en: "Table with shades" }),
    howToRead: exampleReading(data, {
      nl: "Elk vak is een cijfer. Hoe sterker de kleur, hoe hoger het cijfer.",
      en: "Each cell is a figure. The stronger the shade, the higher the figure.",
    }, "in-table"),
    legend: [...classes.legend, ...hiddenLegend(data)],
    draw: (language, width, id) => drawHeat({ data, classes, language, width, id }),
  }, options);
}

interface HeatDrawing {
  readonly data: ChartData;
  readonly classes: Classes;
  readonly language: Language;
  readonly width: ChartWidth;
  readonly id: string;
}

/** Room between the heads of two columns: without it "0 tot 3 jaar" and "4 tot 6 jaar" read as one line. */
const HEAD_GAP_PX = 12;
/** Narrower columns have no room for words that are cut: their heads become letters with a key below. */
const NARROWEST_WORDS_PX = 60;

interface Heads {
  readonly heads: readonly { readonly code: string; readonly text: readonly string[] }[];
  /** What the letters stand for, in lines; empty when the heads are words. */
  readonly key: readonly string[];
}

function headsOf(data: ChartData, language: Language, cellPx: number, totalPx: number): Heads {
  const names = data.seriesCodes.map((code) => code?.label[language] ?? "");
  const words = names.flatMap((name) => name.split(/\s+|(?<=[-/–])/u));
  const longestWordPx = Math.max(0, ...words.map((word) => textWidth(word, FONT_PX, 700)));
  const cut = longestWordPx > cellPx - 4;
  const widestWordPx = Math.min(longestWordPx, cellPx - 4);
  const asLetters = cut && cellPx < NARROWEST_WORDS_PX && names.length <= 26;
  const letter = (i: number): string => String.fromCodePoint(0x41 + i);
  return {
    heads: data.seriesCodes.map((code, i) => ({
      code: code?.code ?? "",
      text: asLetters
        ? [letter(i)]
        : wrapText(names[i] ?? "", Math.max(cellPx - HEAD_GAP_PX, widestWordPx), FONT_PX, 700),
    })),
    key: asLetters ? names.flatMap((name, i) => wrapText(`${letter(i)}: ${name}`, totalPx - 6, FONT_PX)) : [],
  };
}

/** Where names and cells of one drawing stand. */
interface HeatPlaces {
  /** Names of the rows in lines. */
  readonly names: readonly (readonly string[])[];
  readonly rowPx: number;
  readonly cellPx: number;
  readonly marginLeft: number;
  readonly marginTop: number;
  readonly marginBottom: number;
  readonly heads: Heads["heads"];
  readonly key: Heads["key"];
}

function placesOf({ data, language, width }: HeatDrawing): HeatPlaces {
  const total = WIDTH_PX[width];
  const rows = data.categories.map((code) => code.label[language]);
  const longest = Math.max(...rows.map((row) => textWidth(row, FONT_PX)));
  const column = Math.ceil(Math.min(longest, width === "wide" ? LABEL_COLUMN_PX : total * 0.34));
  const names = rows.map((row) => wrapText(row, column, FONT_PX));
  const marginLeft = column + 10;
  const cellPx = (total - marginLeft - 1) / data.seriesCodes.length;
  const { heads, key } = headsOf(data, language, cellPx, total);
  const leastPx = CELL_PX[rows.length < MANY_ROWS ? "few" : "many"];
  return {
    names,
    rowPx: Math.max(leastPx, Math.max(...names.map((lines) => lines.length)) * LINE_PX + 8),
    cellPx,
    marginLeft,
    marginTop: Math.max(...heads.map((head) => head.text.length)) * LINE_PX + 8,
    marginBottom: 1 + (key.length === 0 ? 0 : key.length * LINE_PX + 10),
    heads,
    key,
  };
}

function drawHeat(drawing: HeatDrawing): string {
  const { data, width, id } = drawing;
  const places = placesOf(drawing);
  const { rowPx, marginLeft, marginTop, marginBottom, heads } = places;
  return plotSvg({
    width: WIDTH_PX[width],
    height: marginTop + rowPx * data.categories.length + marginBottom,
    marginTop,
    marginBottom,
    marginLeft,
    marginRight: 1,
    x: { type: "band", domain: heads.map((head) => head.code), axis: null, label: null, padding: 0 },
    y: categoryScale(data, "band"),
    color: { type: "identity" },
    marks: [...cellMarks(drawing, places.cellPx), ...nameMarks(data, places)],
  }, id);
}

/** The cells in their shades, and their numbers where these fit. */
function cellMarks({ data, classes, language }: HeatDrawing, cellPx: number): Markish[] {
  const shown = data.cells.filter(hasValue);
  const fits = (cell: ChartCell): boolean => textWidth(labelOf(cell, data, language), FONT_PX) + 4 <= cellPx;
  const place = {
    x: (cell: ChartCell) => cell.series?.code ?? "",
    y: (cell: ChartCell) => cell.category.code,
  };
  const slot = (cell: ChartCell): Slot => classes.slotOf(cell.value ?? 0);
  const texts = (kind: OnShade): Markish =>
    textMark(shown.filter((cell) => fits(cell) && onShade(slot(cell)) === kind), {
      ...LABEL,
      ...place,
      fill: paint(kind === "strong" ? "bg" : "text"),
      text: (cell: ChartCell) => labelOf(cell, data, language),
    });
  const border = { inset: 1, stroke: paint("grid") } as const;
  return [
    cellMark(shown, { ...place, ...border, fill: (cell: ChartCell) => paint(slot(cell)) }),
    cellMark(data.cells.filter((cell) => cell.value === null), { ...place, ...border, fill: HATCH_FILL }),
    ...(["weak", "strong"] as const).map(texts),
  ];
}

/** Heads of columns, what their letters stand for, and names of rows. */
function nameMarks(data: ChartData, { names, heads, key, marginLeft }: HeatPlaces): Markish[] {
  return [
    textMark(heads, {
      ...VALUE,
      x: "code",
      text: (head: { readonly text: readonly string[] }) => head.text.join("\n"),
      frameAnchor: "top",
      lineAnchor: "bottom",
      dy: -6,
    }),
    textMark(key.length === 0 ? [] : [key.join("\n")], {
      ...LABEL,
      text: (lines: string) => lines,
      frameAnchor: "bottom-left",
      lineAnchor: "top",
      dx: 2 - marginLeft,
      dy: 10,
    }),
    textMark(data.categories, {
      ...LABEL,
      y: "code",
      text: (_code: unknown, i: number) => (names[i] ?? []).join("\n"),
      frameAnchor: "left",
      textAnchor: "end",
      dx: -8,
    }),
  ];
}
