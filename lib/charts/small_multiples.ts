/**
 * Small multiples: the same small chart for each group, on one scale.
 *
 * @module
 */
import type { DimensionCode } from "../core/aggregate.ts";
import type { ProgrammeObject } from "../core/display.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { cellsOf, type ChartCell, type ChartData, hasValue } from "./_data.ts";
import { describeTrends, exampleReading } from "./_describe.ts";
import { svgRoot, textBlock } from "./_draw.ts";
import { makeFigure } from "./_figure.ts";
import { type ValueAxis, valueAxis } from "./_periods.ts";
import { labelOf } from "./_rows.ts";
import { hiddenLegend, requireSeries } from "./_series.ts";
import type { FigureOptions } from "./figure.ts";
import { readPeriods } from "./_lines.ts";
import { textWidth, wrapText } from "./metrics.ts";
import { finishSvg, HATCH_FILL, type SvgElement, svgElement } from "./svg.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

const PER_ROW: Readonly<Record<ChartWidth, number>> = { wide: 3, narrow: 2 };
const PANEL_PX: Readonly<Record<ChartWidth, number>> = { wide: 110, narrow: 90 };
const GAP_PX = 22;
const STUB_PX = 12;

/**
 * Draws a small line per group over periods or ordered categories, all on the same scale from zero.
 *
 * Each panel names its first and last category and its last number; the others are in the table. A hidden number
 * breaks the line and stands below as a hatched block.
 *
 * @param table A protected table with two free dimensions: periods or ordered categories, and a panel per group.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When there are not two free dimensions.
 */
export function smallMultiples(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readPeriods(table, options);
  requireSeries(data, "smallMultiples");
  return makeFigure(data, {
    form: "small-multiples",
    description: describeTrends(data),
    howToRead: exampleReading(data, {
      nl: "Elk vak is een groep. Alle vakken hebben dezelfde schaal, dus je kunt ze vergelijken.",
      en: "Each panel is a group. All panels have the same scale, so you can compare them.",
    }, "in-table"),
    legend: hiddenLegend(data),
    draw: (language, width, id) => finishSvg(drawPanels(data, language, width), id),
  }, options);
}

/** Where one panel stands, and its scales. */
interface Panel {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly axis: ValueAxis;
  readonly language: Language;
  readonly isFirstInRow: boolean;
}

function drawPanels(data: ChartData, language: Language, width: ChartWidth): SvgElement {
  const total = WIDTH_PX[width];
  const columns = Math.min(PER_ROW[width], data.seriesCodes.length);
  const axis = valueAxis(data, language, "zero");
  const marginLeft = Math.ceil(axis.widthPx) + 10;
  const panelWidth = (total - marginLeft - 8 - GAP_PX * (columns - 1)) / columns;
  const titles = data.seriesCodes.map((code) =>
    wrapText(code?.label[language] ?? "", panelWidth, FONT_PX, 700)
  );
  const headPx = Math.max(...titles.map((lines) => lines.length)) * LINE_PX + 10;
  const stepY = headPx + PANEL_PX[width] + LINE_PX + 22;
  const panels = data.seriesCodes.flatMap((series, i) => {
    const panel: Panel = {
      left: marginLeft + (i % columns) * (panelWidth + GAP_PX),
      top: Math.floor(i / columns) * stepY + headPx,
      width: panelWidth,
      height: PANEL_PX[width],
      axis,
      language,
      isFirstInRow: i % columns === 0,
    };
    const title = titles[i] ?? [];
    const middle = panel.top - 10 - (title.length * LINE_PX) / 2;
    return [
      textBlock(title, { x: panel.left, y: middle, anchor: "start", weight: 700 }),
      ...drawPanel(data, series, panel),
    ];
  });
  return svgRoot(total, Math.ceil(data.seriesCodes.length / columns) * stepY, ...panels);
}

function xOf(data: ChartData, panel: Panel, cell: ChartCell): number {
  const last = Math.max(1, data.categories.length - 1);
  return panel.left + (panel.width * data.categories.indexOf(cell.category)) / last;
}

function yOf(panel: Panel, value: number): number {
  const [low, high] = panel.axis.domain;
  return panel.top + panel.height * (1 - (value - low) / (high - low));
}

function drawPanel(data: ChartData, series: DimensionCode | null, panel: Panel): readonly SvgElement[] {
  const cells = cellsOf(data, series);
  const place = (cell: ChartCell & { readonly value: number }): readonly [number, number] => [
    xOf(data, panel, cell),
    yOf(panel, cell.value),
  ];
  const lines = cells.flatMap((cell, i) => {
    const next = cells[i + 1];
    if (next === undefined || !hasValue(cell) || !hasValue(next)) return [];
    const [[x1, y1], [x2, y2]] = [place(cell), place(next)];
    return [svgElement("line", { x1, y1, x2, y2 })];
  });
  const shown = cells.filter(hasValue);
  const last = shown.at(-1);
  return [
    ...gridOf(panel),
    svgElement("g", { stroke: paint("c-1"), "stroke-width": 2.5, "stroke-linecap": "round" }, ...lines),
    ...shown.map((cell) => {
      const [cx, cy] = place(cell);
      return svgElement("circle", { cx, cy, r: 3.5, fill: paint("c-1") });
    }),
    ...cells.filter((cell) => cell.status === "suppressed").map((cell) =>
      svgElement("rect", {
        x: xOf(data, panel, cell) - STUB_PX / 2,
        y: panel.top + panel.height - STUB_PX,
        width: STUB_PX,
        height: STUB_PX,
        fill: HATCH_FILL,
        stroke: paint("muted"),
      })
    ),
    ...(last === undefined ? [] : [
      lastNumber(labelOf(last, data, panel.language), place(last), panel),
    ]),
    ...endLabels(data, panel),
  ];
}

/** The last number above its point, or below where there is no room above; never outside the panel. */
function lastNumber(text: string, [x, y]: readonly [number, number], panel: Panel): SvgElement {
  const half = textWidth(text, FONT_PX, 700) / 2;
  const middle = Math.max(panel.left + half, Math.min(panel.left + panel.width - half, x));
  const above = y - 15 >= panel.top - 4;
  return textBlock([text], { x: middle, y: above ? y - 15 : y + 16, weight: 700, halo: "bg" });
}

function gridOf(panel: Panel): readonly SvgElement[] {
  const ticks = panel.axis.ticks;
  return ticks.flatMap((tick, i) => {
    const y = yOf(panel, tick);
    const line = svgElement("line", {
      x1: panel.left,
      x2: panel.left + panel.width,
      y1: y,
      y2: y,
      stroke: paint(tick === 0 ? "text" : "grid"),
    });
    // Only the ends of the scale are named, so that the numbers of a small panel never meet.
    const named = panel.isFirstInRow && (i === 0 || i === ticks.length - 1);
    return named
      ? [line, textBlock([panel.axis.texts[i] ?? ""], { x: panel.left - 8, y, anchor: "end" })]
      : [line];
  });
}

function endLabels(data: ChartData, panel: Panel): readonly SvgElement[] {
  const [first, last] = [data.categories[0], data.categories.at(-1)];
  const y = panel.top + panel.height + 6 + LINE_PX / 2;
  const [a, b] = [first, last].map((code) => code?.label[panel.language] ?? "") as [string, string];
  const both = textWidth(a, FONT_PX) + textWidth(b, FONT_PX) + 8 <= panel.width;
  return [
    textBlock([a], { x: panel.left, y, anchor: "start" }),
    ...(both ? [textBlock([b], { x: panel.left + panel.width, y, anchor: "end" })] : []),
  ];
}
