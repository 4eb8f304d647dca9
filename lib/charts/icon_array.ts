/**
 * Icon arrays: so many of each hundred.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import type { DimensionCode } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { naturalFrequency } from "../findings/mod.ts";
import { cellsOf, type ChartCell, type ChartData, hasValue, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { svgRoot, textBlock } from "./_draw.ts";
import { makeFigure } from "./_figure.ts";
import { hiddenLegend } from "./_series.ts";
import { signOf } from "./_words.ts";
import type { FigureOptions } from "./figure.ts";
import { wrapText } from "./metrics.ts";
import { finishSvg, HATCH_FILL, type SvgElement, svgElement } from "./svg.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

/** More panels than fit side by side twice. */
const MOST_PANELS = 6;
const PER_ROW: Readonly<Record<ChartWidth, number>> = { wide: 3, narrow: 2 };
const ICON_STEP_PX = 15;
const ICON_RADIUS_PX = 5.5;
const SQUARE_PX = ICON_STEP_PX * 10;

/**
 * Draws a hundred dots per category, as many of them filled as the share says: "12 van de 100".
 *
 * A share that rounds to none of a hundred is written as "minder dan 1 van de 100" and leaves all dots empty. A
 * hidden share is a hatched square.
 *
 * @param table A protected table of shares with one to six categories.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the measure is no share, or there are more than six categories.
 */
export function iconArray(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, { order: "given", ...options });
  if (table.measure.kind !== "share" || data.series !== null || data.categories.length > MOST_PANELS) {
    throw new WorkspaceError({
      what: "Icon array needs a share and at most six categories",
      where: `iconArray of table ${table.id}`,
      mend: "Choose some categories with `where`, or draw bars",
    });
  }
  return makeFigure(data, {
    form: "icon-array",
    description: describeCategories(data, { nl: "Figuur met stippen", en: "Figure with dots" }),
    howToRead: exampleReading(data, {
      nl: "Elk vierkant heeft 100 stippen. Elke gevulde stip is er 1 van de 100.",
      en: "Each square has 100 dots. Each filled dot is 1 in 100.",
    }, "in-table"),
    legend: hiddenLegend(data),
    draw: (language, width, id) => finishSvg(drawIcons(data, language, width), id),
  }, options);
}

function drawIcons(data: ChartData, language: Language, width: ChartWidth): SvgElement {
  const total = WIDTH_PX[width];
  const most = width === "wide" && data.categories.length === 4 ? 4 : PER_ROW[width];
  const columns = Math.min(most, data.categories.length);
  const panelPx = total / most;
  const names = data.categories.map((code: DimensionCode) =>
    wrapText(code.label[language], panelPx - 20, FONT_PX)
  );
  const headPx = (Math.max(...names.map((lines) => lines.length)) + 1) * LINE_PX + 10;
  const rowPx = headPx + SQUARE_PX + 22;
  const panels = cellsOf(data, null).flatMap((cell, i) => {
    const left = (i % columns) * panelPx + 4;
    const top = Math.floor(i / columns) * rowPx;
    const name = names[i] ?? [];
    const words = amountText(cell, data, language);
    return [
      textBlock(name, { x: left, y: top + 4 + (name.length * LINE_PX) / 2, anchor: "start" }),
      textBlock([words], {
        x: left,
        y: top + 4 + (name.length + 0.5) * LINE_PX,
        anchor: "start",
        weight: cell.value === null ? 400 : 700,
        slope: cell.value === null ? "italic" : "normal",
      }),
      ...icons(cell, data, left, top + headPx),
    ];
  });
  return svgRoot(total, Math.ceil(data.categories.length / columns) * rowPx, ...panels);
}

function amountText(cell: ChartCell, data: ChartData, language: Language): string {
  if (!hasValue(cell)) return signOf(cell.status)[language];
  if (countOf(cell, data) === 0 && cell.value > 0) {
    return language === "nl" ? "minder dan 1 van de 100" : "less than 1 in 100";
  }
  return naturalFrequency(cell.value, data.table.measure)?.[language] ?? "";
}

function countOf(cell: ChartCell & { readonly value: number }, data: ChartData): number {
  return Math.max(0, Math.min(100, Math.round((cell.value / data.table.measure.per) * 100)));
}

function icons(cell: ChartCell, data: ChartData, left: number, top: number): readonly SvgElement[] {
  if (!hasValue(cell)) {
    const fill = cell.status === "suppressed" ? HATCH_FILL : "none";
    return [
      svgElement("rect", {
        x: left,
        y: top,
        width: SQUARE_PX,
        height: SQUARE_PX,
        fill,
        stroke: paint("muted"),
      }),
    ];
  }
  const filled = countOf(cell, data);
  const dots = Array.from({ length: 100 }, (_, i) =>
    svgElement("circle", {
      cx: left + ICON_STEP_PX * ((i % 10) + 0.5),
      cy: top + ICON_STEP_PX * (Math.floor(i / 10) + 0.5),
      r: ICON_RADIUS_PX,
    }));
  const group = (from: number, to: number, style: Readonly<Record<string, string | number>>): SvgElement =>
    svgElement("g", style, ...dots.slice(from, to));
  return [
    group(0, filled, { fill: paint("c-1"), stroke: paint("c-1") }),
    group(filled, 100, { fill: "none", stroke: paint("muted") }),
  ];
}
