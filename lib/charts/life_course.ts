/**
 * Life-course timelines: what occurs at which stage of life.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { cellAt, type ChartData, hasValue } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { svgRoot, textBlock } from "./_draw.ts";
import { makeFigure } from "./_figure.ts";
import { labelOf } from "./_rows.ts";
import { hiddenLegend, requireSeries } from "./_series.ts";
import type { FigureOptions } from "./figure.ts";
import { readPeriods } from "./_lines.ts";
import { textWidth, wrapText } from "./metrics.ts";
import { finishSvg, HATCH_FILL, type SvgElement, svgElement } from "./svg.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

/** Radius of the largest circle in pixels. */
const MOST_RADIUS_PX: Readonly<Record<ChartWidth, number>> = { wide: 20, narrow: 15 };
const STUB_PX = 14;

/**
 * Draws stages of life from left to right and events below each other; the area of a circle is the number.
 *
 * Each event has a line of life on which its circles stand, with their numbers below. A hidden number is a hatched
 * square of fixed size.
 *
 * @param table A protected table with two free dimensions: stages (ordinal or period) and events.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When there are not two free dimensions.
 */
export function lifeCourse(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readPeriods(table, options);
  requireSeries(data, "lifeCourse");
  return makeFigure(data, {
    form: "life-course",
    description: describeCategories(data, { nl: "Levensloop", en: "Life course" }),
    howToRead: exampleReading(data, {
      nl: "Lees van links naar rechts, van jong naar oud. Een grotere cirkel is een hoger cijfer.",
      en: "Read from left to right, from young to old. A larger circle is a higher figure.",
    }, "in-table"),
    legend: hiddenLegend(data),
    draw: (language, width, id) => finishSvg(drawCourse(data, language, width), id),
  }, options);
}

function drawCourse(data: ChartData, language: Language, width: ChartWidth): SvgElement {
  const total = WIDTH_PX[width];
  const names = data.seriesCodes.map((code) => code?.label[language] ?? "");
  const column = width === "wide"
    ? Math.min(190, Math.max(...names.map((name) => textWidth(name, FONT_PX, 700))))
    : 0;
  const left = width === "wide" ? column + 16 : 0;
  const step = (total - left) / data.categories.length;
  const stages = data.categories.map((code) => wrapText(code.label[language], step - 6, FONT_PX));
  const headPx = Math.max(...stages.map((lines) => lines.length)) * LINE_PX + 10;
  const radius = Math.min(MOST_RADIUS_PX[width], step / 2 - 2);
  const wrapped = names.map((name) => wrapText(name, width === "wide" ? column : total, FONT_PX, 700));
  const namePx = width === "wide" ? 0 : Math.max(...wrapped.map((lines) => lines.length)) * LINE_PX + 4;
  const rowPx = namePx + radius * 2 + LINE_PX + 18;
  const middle = (i: number): number => left + step * (i + 0.5);
  const rows = data.seriesCodes.flatMap((_series, i) => {
    const top = headPx + i * rowPx;
    const name = wrapped[i] ?? [];
    const place = width === "wide"
      ? { x: column, y: top + radius + 8, anchor: "end", weight: 700 } as const
      : { x: 1, y: top + (name.length * LINE_PX) / 2 + 2, anchor: "start", weight: 700 } as const;
    return [
      svgElement("line", {
        x1: left + 4,
        x2: total - 4,
        y1: top + namePx + radius + 8,
        y2: top + namePx + radius + 8,
        stroke: paint("grid"),
        "stroke-width": 2,
      }),
      textBlock(name, place),
      ...circles(data, i, { middle, y: top + namePx + radius + 8, radius, language, step }),
    ];
  });
  const heads = stages.map((lines, i) => textBlock(lines, { x: middle(i), y: headPx / 2, anchor: "middle" }));
  return svgRoot(total, headPx + rowPx * data.seriesCodes.length, ...heads, ...rows);
}

interface Row {
  readonly middle: (i: number) => number;
  readonly y: number;
  readonly radius: number;
  readonly language: Language;
  readonly step: number;
}

function circles(data: ChartData, at: number, row: Row): readonly SvgElement[] {
  const high = Math.max(1e-9, ...data.cells.filter(hasValue).map((cell) => Math.abs(cell.value)));
  return data.categories.flatMap((code, i) => {
    const cell = cellAt(data, code.code, data.seriesCodes[at]?.code ?? null);
    if (cell === undefined) return [];
    const x = row.middle(i);
    const text = labelOf(cell, data, row.language);
    const fits = textWidth(text, FONT_PX, 700) + 2 <= row.step;
    const label = fits
      ? [textBlock([text], {
        x,
        y: row.y + row.radius + 4 + LINE_PX / 2,
        weight: cell.value === null ? 400 : 700,
        slope: cell.value === null ? "italic" : "normal",
      })]
      : [];
    if (!hasValue(cell)) {
      const square = { x: x - STUB_PX / 2, y: row.y - STUB_PX / 2, width: STUB_PX, height: STUB_PX };
      return cell.status === "suppressed"
        ? [svgElement("rect", { ...square, fill: HATCH_FILL, stroke: paint("muted") }), ...label]
        : label;
    }
    // The area, not the radius, carries the number.
    const r = Math.max(1.5, row.radius * Math.sqrt(Math.abs(cell.value) / high));
    return [svgElement("circle", { cx: x, cy: row.y, r, fill: paint("c-1") }), ...label];
  });
}
