/**
 * Funnel plots: which areas or organisations differ from the reference by more than chance, given their size.
 *
 * @module
 */
import { dot, gridY, lineY, type Markish, ruleY, text as textMark } from "@observablehq/plot";
import type { ProgrammeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import { type Label, type Language, mapLabel } from "../core/language.ts";
import { normalQuantile } from "../core/stats/normal.ts";
import { receiptOf } from "../core/receipt.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { formatWithUnit, lowerFirst } from "../findings/mod.ts";
import { type ChartCell, type ChartData, hasValue, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { dodge } from "./_dodge.ts";
import { makeFigure } from "./_figure.ts";
import { type ValueAxis, valueAxisText } from "./_periods.ts";
import { plotSvg } from "./_plot.ts";
import { labelOf } from "./_rows.ts";
import { GRID, LABEL, VALUE } from "./_style.ts";
import { formatTick, roundTicks } from "./_ticks.ts";
import { shortList } from "./_words.ts";
import type { FigureOptions } from "./figure.ts";
import { textWidth } from "./metrics.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

const PLOT_HEIGHT_PX = 320;
const TOP_PX = 12;
const BOTTOM_PX = 52;
/** Points of a limit line: smooth at 680 px. */
const LIMIT_POINTS = 60;

/** Two-sided error of the inner and outer limits. Source: Spiegelhalter (2005), Statistics in Medicine 24(8), 1185–1202. */
const LIMITS = { inner: 0.05, outer: 0.002 } as const;

/** What a funnel plot can be given. */
export interface FunnelOptions extends FigureOptions {
  /** The size of each category (its denominator), as a protected table of counts with the same category codes. */
  readonly size: ProtectedTable;
  /** The code of the category that is the reference, such as the whole municipality; it is not drawn as a point. */
  readonly reference: string;
}

/**
 * Draws shares against group size, with the limits within which chance alone keeps a share.
 *
 * Limits are `p ± z·√(p(1 − p)/n)` around the reference share `p`, for 95 % and 99.8 %. A category outside the outer
 * limits differs from the reference by more than chance; that does not say why, and it is not a ranking. Categories
 * whose share or size is hidden are left out of the drawing and named in the description.
 *
 * @param table A protected table of shares with one free dimension.
 * @param options Sizes, reference, title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the measure is no share, or the reference is hidden or missing.
 */
export function funnelPlot(table: ProtectedTable, options: FunnelOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, options);
  const centre = data.cells.find((cell) => cell.category.code === options.reference);
  if (table.measure.kind !== "share" || data.series !== null || centre === undefined || !hasValue(centre)) {
    throw new WorkspaceError({
      what: "Funnel plot needs shares by one dimension and a shown reference",
      where: `funnelPlot of table ${table.id}`,
      mend: "Give the code of a category whose share is shown, such as the whole municipality",
    });
  }
  const points = pointsOf(data, options);
  const share = centre.value / table.measure.per;
  return makeFigure(data, {
    form: "funnel",
    description: describeFunnel(data, points, share),
    howToRead: exampleReading(data, {
      nl: "Elk punt is een gebied of groep. Tussen de lijnen kan het verschil toeval zijn.",
      en: "Each point is an area or group. Between the lines the difference can be chance.",
    }, "in-rule"),
    legend: [
      { slot: "c-2", label: { nl: "Buiten de grenzen (99,8%)", en: "Outside the limits (99.8%)" } },
      { slot: "c-1", label: { nl: "Binnen de grenzen", en: "Within the limits" } },
    ],
    otherReceipts: [receiptOf(options.size)],
    draw: (language, width, id) => drawFunnel({ data, points, share, language, width, id, options }),
  }, options);
}

interface FunnelPoint {
  readonly cell: ChartCell & { readonly value: number };
  readonly n: number;
}

function pointsOf(data: ChartData, options: FunnelOptions): readonly FunnelPoint[] {
  return data.cells.filter(hasValue).flatMap((cell) => {
    if (cell.category.code === options.reference) return [];
    const size = options.size.cells.find((each) => each.codes.includes(cell.category.code));
    const isShown = size?.status === "shown" || size?.status === "rounded";
    return isShown && size.value !== null && size.value > 0 ? [{ cell, n: size.value }] : [];
  });
}

/** A limit of a share for groups of size n, between 0 and 1. */
function limitAt(share: number, n: number, alpha: number, side: 1 | -1): number {
  const z = normalQuantile(1 - alpha / 2);
  return Math.max(0, Math.min(1, share + side * z * Math.sqrt((share * (1 - share)) / n)));
}

function isOutside(point: FunnelPoint, share: number, per: number): boolean {
  const value = point.cell.value / per;
  return value > limitAt(share, point.n, LIMITS.outer, 1) ||
    value < limitAt(share, point.n, LIMITS.outer, -1);
}

function describeFunnel(data: ChartData, points: readonly FunnelPoint[], share: number): Label {
  const { measure } = data.table;
  const start = describeCategories(data, { nl: "Trechterdiagram", en: "Funnel plot" });
  const outside = points.filter((point) => isOutside(point, share, measure.per));
  return mapLabel((language) => {
    const centre = formatWithUnit(share * measure.per, measure, language);
    const names = outside.map((point) => point.cell.label[language]);
    const reference = language === "nl"
      ? `Het vergelijkingscijfer is ${centre}.`
      : `The reference is ${centre}.`;
    if (names.length === 0) {
      const none = language === "nl"
        ? "Geen enkel punt valt buiten de grenzen."
        : "No point lies outside the limits.";
      return `${start[language]} ${reference} ${none}`;
    }
    const list = shortList(names, 4, language);
    const some = language === "nl" ? `Buiten de grenzen: ${list}.` : `Outside the limits: ${list}.`;
    return `${start[language]} ${reference} ${some}`;
  });
}

interface FunnelDrawing {
  readonly data: ChartData;
  readonly points: readonly FunnelPoint[];
  readonly share: number;
  readonly language: Language;
  readonly width: ChartWidth;
  readonly id: string;
  readonly options: FunnelOptions;
}

function drawFunnel(drawing: FunnelDrawing): string {
  const { data, points, share, language, width, id, options } = drawing;
  const { measure } = data.table;
  const total = WIDTH_PX[width];
  const sizes = points.map((point) => point.n);
  const largest = Math.max(10, ...sizes);
  const smallest = Math.max(5, Math.min(largest, ...sizes) * 0.7);
  const highest = Math.max(
    limitAt(share, smallest, LIMITS.inner, 1) * measure.per,
    ...points.map((point) => point.cell.value),
  );
  const axis = axisTo(data, language, highest);
  const marginLeft = Math.ceil(axis.widthPx) + 12;
  const xTicks = roundTicks(0, largest, width === "wide" ? 5 : 3).filter((tick) => tick >= smallest);
  const marks: Markish[] = [
    gridY(axis.ticks, GRID),
    valueAxisText(axis),
    ...limitLines(share, measure.per, { smallest, largest, highest: axis.domain[1] }),
    ruleY([share * measure.per], { stroke: paint("text"), strokeWidth: 1.5 }),
    dot(points, {
      x: "n",
      y: (point: FunnelPoint) => point.cell.value,
      r: 5,
      fill: (point: FunnelPoint) => paint(isOutside(point, share, measure.per) ? "c-2" : "c-1"),
      symbol: (point: FunnelPoint) => isOutside(point, share, measure.per) ? "square" : "circle",
      stroke: paint("bg"),
      strokeWidth: 1,
    }),
    ...nameMarks(drawing, { marginLeft, smallest, largest, high: axis.domain[1] }),
    textMark(xTicks, {
      ...LABEL,
      x: (tick: number) => tick,
      text: (tick: number) => formatNumber(tick, language),
      frameAnchor: "bottom",
      dy: 16,
    }),
    textMark([options.size.measure.label[language]], {
      ...LABEL,
      text: (text: string) => lowerFirst(text),
      frameAnchor: "bottom-right",
      textAnchor: "end",
      dy: 40,
    }),
  ];
  return plotSvg({
    width: total,
    height: PLOT_HEIGHT_PX,
    marginTop: TOP_PX,
    marginBottom: BOTTOM_PX,
    marginLeft,
    marginRight: 20,
    x: { domain: [smallest, largest], axis: null, label: null },
    y: { domain: [0, axis.domain[1]], axis: null, label: null },
    color: { type: "identity" },
    symbol: { domain: ["circle", "square"], range: ["circle", "square"] },
    marks,
  }, id);
}

function axisTo(data: ChartData, language: Language, highest: number): ValueAxis {
  const rough = roundTicks(0, highest, 4);
  const step = (rough[1] ?? highest) - (rough[0] ?? 0);
  const high = Math.ceil(highest / step - 1e-9) * step;
  const ticks = roundTicks(0, high, high / step);
  const texts = ticks.map((tick) => formatTick(tick, ticks, data.table.measure, language));
  return {
    domain: [0, high],
    ticks,
    texts,
    widthPx: Math.max(...texts.map((text) => textWidth(text, FONT_PX))),
  };
}

function limitLines(
  share: number,
  per: number,
  range: { readonly smallest: number; readonly largest: number; readonly highest: number },
): readonly Markish[] {
  const sizes = Array.from(
    { length: LIMIT_POINTS + 1 },
    (_, i) => range.smallest + ((range.largest - range.smallest) * i) / LIMIT_POINTS,
  );
  return (["inner", "outer"] as const).flatMap((kind) =>
    ([1, -1] as const).map((side) =>
      lineY(sizes, {
        x: (n: number) => n,
        y: (n: number) => {
          const limit = limitAt(share, n, LIMITS[kind], side) * per;
          return limit > range.highest ? NaN : limit;
        },
        stroke: paint("muted"),
        strokeWidth: 1.5,
        ...(kind === "inner" ? { strokeDasharray: "4 4" } : {}),
      })
    )
  );
}

/** Names of the points that stand out: those outside the limits and the highlighted ones, moved apart. */
function nameMarks(
  drawing: FunnelDrawing,
  frame: {
    readonly marginLeft: number;
    readonly smallest: number;
    readonly largest: number;
    readonly high: number;
  },
): readonly Markish[] {
  const { data, points, share, language, width, options } = drawing;
  const inner = WIDTH_PX[width] - frame.marginLeft - 20;
  const height = PLOT_HEIGHT_PX - TOP_PX - BOTTOM_PX;
  const named = points.filter((point) =>
    isOutside(point, share, data.table.measure.per) ||
    (options.highlight ?? []).includes(point.cell.category.code)
  ).map((point) => ({
    point,
    x: (inner * (point.n - frame.smallest)) / (frame.largest - frame.smallest),
    y: height * (1 - point.cell.value / frame.high),
    text: `${point.cell.category.label[language]} ${labelOf(point.cell, data, language)}`,
  }));
  const placed = dodge(named.map((each) => ({ at: each.y, size: LINE_PX })), 0, height);
  return named.map((each, i) => {
    const right = each.x + 10 + textWidth(each.text, FONT_PX, 700) <= inner + 18;
    const left = each.x - 10 - textWidth(each.text, FONT_PX, 700) >= -frame.marginLeft;
    if (!right && !left) return [];
    return textMark([each], {
      ...VALUE,
      stroke: paint("bg"),
      strokeWidth: 4,
      text: (one: { readonly text: string }) => one.text,
      frameAnchor: "top-left",
      lineAnchor: "middle",
      textAnchor: right ? "start" : "end",
      dx: each.x + (right ? 10 : -10),
      dy: placed[i] ?? each.y,
    });
  });
}
