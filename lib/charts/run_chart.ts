/**
 * Run charts: a measure over time with its median, and what is more than chance.
 *
 * @module
 */
import { dot, gridY, lineY, type Markish, ruleY, text as textMark } from "@observablehq/plot";
import type { Measure } from "../core/aggregate.ts";
import type { ProgrammeObject } from "../core/display.ts";
import { type Label, type Language, mapLabel } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { formatValue, formatWithUnit } from "../findings/mod.ts";
import { type ChartCell, type ChartData, hasValue } from "./_data.ts";
import { axisSentence, exampleReading } from "./_describe.ts";
import { makeFigure } from "./_figure.ts";
import type { DrawnNumber } from "./_table_payload.ts";
import { hiddenPeriods } from "./_marks.ts";
import { categoryAxis, categoryAxisText, edgeRoom, valueAxis, valueAxisText } from "./_periods.ts";
import { categoryScale, plotSvg } from "./_plot.ts";
import { hiddenLegend, requireFewSeries } from "./_series.ts";
import { GRID, VALUE } from "./_style.ts";
import { describeLines, readPeriods } from "./_lines.ts";
import type { LineOptions } from "./line.ts";
import { textWidth } from "./metrics.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

const PLOT_HEIGHT_PX = 240;
const TOP_PX = 12;

/**
 * Rules for a run chart. A shift: this many points in a row on one side of the median, points on it left out. A
 * trend: this many points in a row going the same way, equal ones left out.
 * Source: Perla, Provost and Murray (2011), BMJ Quality & Safety 20(1), 46–51.
 */
const SIGNALS = { shift: 6, trend: 5 } as const;

/** A signal of change in a run of points. */
export type RunSignal = "shift" | "trend";

/**
 * Finds signals in a run of numbers.
 *
 * @example Six points above the median are a shift
 * ```ts
 * import { runSignals } from "./run_chart.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(runSignals([1, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9]), ["shift"]);
 * assert.deepEqual(runSignals([5, 1, 2, 3, 4, 5, 1]), ["trend"]);
 * assert.deepEqual(runSignals([1, 2, 1, 2]), []);
 * ```
 *
 * @param values The shown numbers in order of time.
 * @returns The signals that are there, at most one of each.
 */
export function runSignals(values: readonly number[]): readonly RunSignal[] {
  const centre = medianOf(values);
  const sides = values.filter((value) => value !== centre).map((value) => Math.sign(value - centre));
  const moves = values.slice(1).map((value, i) => Math.sign(value - (values[i] ?? value))).filter((move) =>
    move !== 0
  );
  // A trend of k points has k − 1 moves.
  return [
    ...(longestRun(sides) >= SIGNALS.shift ? ["shift" as const] : []),
    ...(longestRun(moves) >= SIGNALS.trend - 1 ? ["trend" as const] : []),
  ];
}

function longestRun(signs: readonly number[]): number {
  let longest = 0, run = 0, last = 0;
  for (const sign of signs) {
    run = sign === last ? run + 1 : 1;
    last = sign;
    longest = Math.max(longest, run);
  }
  return longest;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}

/**
 * Draws a run chart: points over time, their median, and in words whether there is more than chance.
 *
 * With hidden periods no signal is looked for, because a gap can hide the end of a run.
 *
 * @param table A protected table with one free dimension of periods.
 * @param options Title, what is not told, the axis, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When more than one dimension is free.
 */
export function runChart(table: ProtectedTable, options: LineOptions): ProgrammeObject<"figure"> {
  const data = readPeriods(table, options);
  requireFewSeries(data, "runChart", 1);
  const axis = options.axis ?? "zero";
  return makeFigure(data, {
    form: "run-chart",
    axis,
    description: describeRun(data, describeLines(data, { nl: "Verloop in de tijd", en: "Run chart" }, axis)),
    howToRead: exampleReading(data, {
      nl: `De streeplijn is de mediaan: de helft van de punten ligt erboven, de helft eronder.${
        axisSentence(axis, "nl")
      }`,
      en: `The dashed line is the median: half of the points lie above it, half below.${
        axisSentence(axis, "en")
      }`,
    }, "in-table"),
    legend: hiddenLegend(data),
    drawnNumbers: medianRow(data),
    draw: (language, width, id) => drawRun(data, { language, width, id, axis }),
  }, options);
}

function describeRun(data: ChartData, start: Label): Label {
  const values = data.cells.filter(hasValue).map((cell) => cell.value);
  if (values.length === 0) return start;
  const whole = values.length === data.cells.length;
  const signals = whole ? runSignals(values) : [];
  return mapLabel((language) => {
    const centre = formatWithUnit(medianOf(values), medianMeasure(data), language);
    const median = language === "nl" ? `De mediaan is ${centre}.` : `The median is ${centre}.`;
    return `${start[language]} ${median} ${signalSentence(signals, whole, language)}`;
  });
}

/** The dashed line as a row of the table. */
function medianRow(data: ChartData): readonly DrawnNumber[] {
  const values = data.cells.filter(hasValue).map((cell) => cell.value);
  if (values.length === 0) return [];
  return [{
    label: { nl: "Mediaan van de punten", en: "Median of the points" },
    value: medianOf(values),
    decimals: medianMeasure(data).decimals,
  }];
}

/** Half of two released values may need one decimal more than they have. */
function medianMeasure(data: ChartData): Measure {
  const values = data.cells.filter(hasValue).map((cell) => cell.value);
  const { measure } = data.table;
  const scaled = medianOf(values) * 10 ** measure.decimals;
  return Math.abs(scaled - Math.round(scaled)) < 1e-6
    ? measure
    : { ...measure, decimals: measure.decimals + 1 };
}

function signalSentence(signals: readonly RunSignal[], whole: boolean, language: Language): string {
  if (!whole) {
    return language === "nl"
      ? "Door verborgen punten is niet te zeggen of dit meer is dan toeval."
      : "Hidden points make it impossible to say whether this is more than chance.";
  }
  if (signals.length === 0) {
    return language === "nl"
      ? "De punten wisselen zoals bij toeval."
      : "The points vary as they would by chance.";
  }
  const words = {
    shift: { nl: "een verschuiving", en: "a shift" },
    trend: { nl: "een trend", en: "a trend" },
  } as const;
  const joint = language === "nl" ? " en " : " and ";
  const list = signals.map((signal) => words[signal][language]).join(joint);
  return language === "nl" ? `De punten laten ${list} zien.` : `The points show ${list}.`;
}

interface RunDrawing {
  readonly language: Language;
  readonly width: ChartWidth;
  readonly id: string;
  readonly axis: "zero" | "data";
}

function drawRun(data: ChartData, { language, width, id, axis: origin }: RunDrawing): string {
  const total = WIDTH_PX[width];
  const axis = valueAxis(data, language, origin);
  const shown = data.cells.filter(hasValue);
  const median = medianOf(shown.map((cell) => cell.value));
  const word = language === "nl" ? "mediaan" : "median";
  const lines = shown.length === 0 ? [] : [word, formatValue(median, medianMeasure(data), language)];
  const marginLeft = Math.ceil(axis.widthPx) + 12;
  const marginRight = Math.max(
    edgeRoom(data, language),
    Math.ceil(Math.max(0, ...lines.map((line) => textWidth(line, FONT_PX, 700)))) + 16,
  );
  const steps = Math.max(1, data.categories.length - 1);
  const stepPx = (total - marginLeft - marginRight) / steps;
  const edges = { left: marginLeft, right: marginRight };
  const below = categoryAxis(data, language, stepPx, edges);
  const x = (cell: ChartCell): string => cell.category.code;
  const marks: Markish[] = [
    gridY(axis.ticks, GRID),
    valueAxisText(axis),
    medianLine(shown.length === 0 ? [] : [median]),
    lineY(data.cells, { x, y: (cell: ChartCell) => cell.value ?? NaN, stroke: paint("c-1"), strokeWidth: 2 }),
    dot(shown, { x, y: "value", r: 4.5, fill: paint("c-1"), stroke: paint("bg"), strokeWidth: 1 }),
    ruleY(axis.domain[0] <= 0 ? [0] : [], { stroke: paint("text") }),
    hiddenPeriods(data.cells.filter((cell) => cell.status === "suppressed"), x, stepPx),
    medianText(lines, median, axis.domain),
    ...categoryAxisText(below, edges),
  ];
  return plotSvg({
    width: total,
    height: PLOT_HEIGHT_PX + below.heightPx + TOP_PX,
    marginTop: TOP_PX,
    marginBottom: below.heightPx,
    marginLeft,
    marginRight,
    x: categoryScale(data, "point"),
    y: { domain: [...axis.domain], axis: null, label: null },
    marks,
  }, id);
}

function medianLine(at: readonly number[]): Markish {
  return ruleY(at, { stroke: paint("c-2"), strokeWidth: 2, strokeDasharray: "6 4" });
}

/** What the line of the median is, at its right end. */
function medianText(
  lines: readonly string[],
  median: number,
  [low, high]: readonly [number, number],
): Markish {
  const medianPx = PLOT_HEIGHT_PX * (1 - (median - low) / (high - low));
  return textMark(lines.length === 0 ? [] : [lines.join("\n")], {
    ...VALUE,
    fill: paint("c-2"),
    text: (text: string) => text,
    frameAnchor: "top-right",
    lineAnchor: "middle",
    textAnchor: "start",
    dx: 10,
    // The two lines stay between the top of the drawing and the labels below the frame.
    dy: Math.max(LINE_PX - TOP_PX, Math.min(PLOT_HEIGHT_PX - LINE_PX, medianPx)),
  });
}
