/**
 * Radars: the profile of one or two groups over several measures or themes.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import type { DimensionCode } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { cellAt, cellsOf, type ChartData, hasValue, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { dodge } from "./_dodge.ts";
import { svgRoot, textBlock } from "./_draw.ts";
import { makeFigure } from "./_figure.ts";
import { labelOf } from "./_rows.ts";
import { hiddenLegend, legendOf, paintOf, requireFewSeries } from "./_series.ts";
import { formatTick, roundTicks } from "./_ticks.ts";
import type { FigureOptions } from "./figure.ts";
import { wrapText } from "./metrics.ts";
import { finishSvg, HATCH_FILL, type SvgElement, svgElement } from "./svg.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

/** With fewer axes there is no shape, with more the labels meet. */
const AXES = { fewest: 3, most: 8 } as const;
const RADIUS_PX: Readonly<Record<ChartWidth, number>> = { wide: 150, narrow: 84 };
/** Space between labels below each other in pixels. */
const SIDE_GAP_PX = 4;
const LABEL_PX: Readonly<Record<ChartWidth, number>> = { wide: 150, narrow: 68 };

/**
 * Draws the profile of one or two groups on axes around a centre.
 *
 * A radar shows a profile and is poor at exact comparison, so its table always belongs to it. All axes share one
 * scale from zero. A hidden number opens the shape and stands as a hatched square at the end of its axis.
 *
 * @param table A protected table with three to eight categories, and one or two groups.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the number of categories or groups does not fit, or a value is negative.
 */
export function radarChart(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, { order: "given", ...options });
  requireFewSeries(data, "radarChart", 2);
  const negative = data.cells.some((cell) => (cell.value ?? 0) < 0);
  if (data.categories.length < AXES.fewest || data.categories.length > AXES.most || negative) {
    throw new WorkspaceError({
      what: negative ? "Radar has a negative value" : `Radar has ${data.categories.length} axes`,
      where: `radarChart of table ${table.id}`,
      mend: `Give ${AXES.fewest} to ${AXES.most} categories without negative values, or draw dots`,
    });
  }
  return makeFigure(data, {
    form: "radar",
    description: describeCategories(data, { nl: "Radardiagram", en: "Radar chart" }),
    howToRead: exampleReading(data, {
      nl: "Elke lijn uit het midden is een onderwerp. Verder naar buiten is een hoger cijfer.",
      en: "Each line from the centre is a topic. Further out means a higher figure.",
    }, "in-table"),
    legend: data.series === null ? hiddenLegend(data) : legendOf(data),
    draw: (language, width, id) => finishSvg(drawRadar(data, language, width), id),
  }, options);
}

interface Wheel {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly high: number;
  readonly count: number;
}

/** Scales of which less than this part would be used, such as 3 of 100, are left for one that fits the numbers. */
const LEAST_USED_PART = 0.4;

/** The rings: up to the most that the measure can be, where that is known, so that the outer ring is a full score. */
function scaleOf({ cells, table }: ChartData): { readonly rings: readonly number[]; readonly high: number } {
  const highest = Math.max(0, ...cells.filter(hasValue).map((cell) => cell.value));
  const full = (table.measure.bounds?.maximum ?? 0) * table.measure.per;
  const bounded = full > 0 && highest <= full && highest >= full * LEAST_USED_PART;
  const ticks = bounded ? roundTicks(0, full, 5) : roundTicks(0, highest || 1, 4);
  const [last = 0, step = 1] = [ticks.at(-1), (ticks[1] ?? 1) - (ticks[0] ?? 0)];
  const high = bounded ? full : highest > last + step * 1e-9 ? last + step : last || 1;
  return { rings: [...new Set([...ticks, high])].filter((tick) => tick > 0), high };
}

function point(wheel: Wheel, axis: number, value: number): readonly [number, number] {
  const angle = (axis / wheel.count) * 2 * Math.PI;
  const distance = (value / wheel.high) * wheel.radius;
  return [wheel.x + distance * Math.sin(angle), wheel.y - distance * Math.cos(angle)];
}

function path(points: readonly (readonly [number, number])[], closed: boolean): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)},${y.toFixed(1)}`).join("") +
    (closed ? "Z" : "");
}

function drawRadar(data: ChartData, language: Language, width: ChartWidth): SvgElement {
  const total = WIDTH_PX[width];
  const radius = RADIUS_PX[width];
  const { rings, high } = scaleOf(data);
  const lines = data.categories.map((code, i) => {
    // Labels above and below the wheel have the whole width.
    const upright = sideOf(i, data.categories.length) === 0;
    return axisLines(data, code, language, LABEL_PX[width] * (upright ? 2 : 1));
  });
  const tallest = Math.max(...lines.map((each) => each.length)) * LINE_PX + 26;
  const sides = [1, -1].map((side) =>
    lines.filter((_lines, i) => sideOf(i, lines.length) === side)
      .reduce((sum, each) => sum + each.length * LINE_PX + SIDE_GAP_PX, 0)
  );
  const room = Math.max(tallest, Math.max(...sides) / 2 - radius + 4);
  const wheel: Wheel = { x: total / 2, y: room + radius, radius, high, count: data.categories.length };
  return svgRoot(
    total,
    radius * 2 + room * 2,
    ...rings.map((tick) => ring(wheel, tick)),
    ...data.categories.map((_code, i) => spoke(wheel, i)),
    ...data.seriesCodes.flatMap((series) => shape(data, series, wheel)),
    textBlock([formatTick(high, rings, data.table.measure, language)], {
      x: wheel.x + 5,
      y: point(wheel, 0, high)[1] + 10,
      anchor: "start",
    }),
    ...axisLabels(lines, wheel, radius * 2 + room * 2),
    ...hiddenEnds(data, wheel),
  );
}

function ring(wheel: Wheel, tick: number): SvgElement {
  const points = Array.from({ length: wheel.count }, (_, i) => point(wheel, i, tick));
  return svgElement("path", { d: path(points, true), fill: "none", stroke: paint("grid") });
}

function spoke(wheel: Wheel, axis: number): SvgElement {
  const [x2, y2] = point(wheel, axis, wheel.high);
  return svgElement("line", { x1: wheel.x, y1: wheel.y, x2, y2, stroke: paint("grid") });
}

/** The outline of a series, broken at hidden numbers, with a point at each number. */
function shape(data: ChartData, series: DimensionCode | null, wheel: Wheel): readonly SvgElement[] {
  const cells = cellsOf(data, series);
  const colour = paintOf(data, series);
  const points = cells.map((cell, i) => cell.value === null ? null : point(wheel, i, cell.value));
  const complete = points.every((each) => each !== null);
  const drawn = points.filter((each) => each !== null);
  const stroke = { fill: "none", stroke: colour, "stroke-width": 2.5 } as const;
  const outline = complete
    ? [
      svgElement("path", { d: path(drawn, true), fill: colour, "fill-opacity": 0.12, stroke: "none" }),
      svgElement("path", { d: path(drawn, true), ...stroke }),
    ]
    : points.flatMap((here, i) => {
      const next = points[(i + 1) % points.length];
      return here && next ? [svgElement("path", { d: path([here, next], false), ...stroke })] : [];
    });
  const square = data.seriesCodes.indexOf(series) > 0;
  const dots = drawn.map(([x, y]) =>
    square
      ? svgElement("rect", { x: x - 4, y: y - 4, width: 8, height: 8, fill: colour })
      : svgElement("circle", { cx: x, cy: y, r: 4.5, fill: colour })
  );
  return [...outline, ...dots];
}

/** The name of an axis and, for one group, its number. */
function axisLines(
  data: ChartData,
  code: DimensionCode,
  language: Language,
  maxPx: number,
): readonly string[] {
  const name = wrapText(code.label[language], maxPx, FONT_PX);
  const values = data.seriesCodes.map((series) => {
    const cell = cellAt(data, code.code, series?.code ?? null);
    return cell === undefined ? "" : labelOf(cell, data, language);
  });
  return data.seriesCodes.length === 1 ? [...name, ...values] : name;
}

/** On which side of the wheel the label of an axis stands: 1 right, -1 left, 0 above or below. */
function sideOf(axis: number, count: number): number {
  const sine = Math.sin((axis / count) * 2 * Math.PI);
  return Math.abs(sine) < 1e-9 ? 0 : Math.sign(sine);
}

/** The labels of all axes; those on one side are moved apart. */
function axisLabels(
  lines: readonly (readonly string[])[],
  wheel: Wheel,
  heightPx: number,
): readonly SvgElement[] {
  const labels = lines.map((each, axis) => {
    const [x, y] = point({ ...wheel, radius: wheel.radius + 16 }, axis, wheel.high);
    const up = (wheel.y - y) / wheel.radius;
    return { lines: each, x, y: y - (up * each.length * LINE_PX) / 2, side: sideOf(axis, wheel.count) };
  });
  return [0, 1, -1].flatMap((side) => {
    const group = labels.filter((label) => label.side === side);
    const sizes = group.map((label) => ({ at: label.y, size: label.lines.length * LINE_PX + SIDE_GAP_PX }));
    const placed = side === 0 ? group.map((label) => label.y) : dodge(sizes, 0, heightPx);
    const anchor = side === 0 ? "middle" : side > 0 ? "start" : "end";
    return group.map((label, i) => textBlock(label.lines, { x: label.x, y: placed[i] ?? label.y, anchor }));
  });
}

function hiddenEnds(data: ChartData, wheel: Wheel): readonly SvgElement[] {
  return data.cells.filter((cell) => cell.status === "suppressed").map((cell) => {
    const [x, y] = point(wheel, data.categories.indexOf(cell.category), wheel.high);
    return svgElement("rect", {
      x: x - 7,
      y: y - 7,
      width: 14,
      height: 14,
      fill: HATCH_FILL,
      stroke: paint("muted"),
    });
  });
}
