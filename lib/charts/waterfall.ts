/**
 * Waterfalls: how steps up and down add up.
 *
 * @module
 */
import { barX, gridX, link, type Markish, ruleX, text as textMark } from "@observablehq/plot";
import type { ProgrammeObject } from "../core/display.ts";
import type { LegendItem } from "../core/display.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { type ChartCell, type ChartData, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { makeFigure } from "./_figure.ts";
import { axisText, STUB_PX, stubsAt } from "./_marks.ts";
import { plotSvg } from "./_plot.ts";
import { labelOf, layoutRows } from "./_rows.ts";
import { hiddenLegend } from "./_series.ts";
import { ABSENT, GRID, VALUE } from "./_style.ts";
import { fittingAxis, formatTick } from "./_ticks.ts";
import { signOf } from "./_words.ts";
import type { FigureOptions } from "./figure.ts";
import { textWidth } from "./metrics.ts";
import { type ChartWidth, FONT_PX, GAP_PX, paint, WIDTH_PX } from "./theme.ts";

const BAR_PX = 22;

/** What a waterfall can be given. */
export interface WaterfallOptions extends FigureOptions {
  /** Codes that are totals: they start at zero instead of adding. Default: none. */
  readonly totals?: readonly string[];
}

/**
 * Draws steps that add up, in the table's order, each from where the last one ended.
 *
 * After a hidden step the running sum is not known: later steps are drawn from zero again, and the description says
 * that a step is hidden, until a total sets the sum anew.
 *
 * @param table A protected table with one free dimension whose values can be added.
 * @param options Title, what is not told, and which codes are totals.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the table has more than one free dimension, or a text is not acceptable.
 */
export function waterfallChart(table: ProtectedTable, options: WaterfallOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, { order: "given", ...options });
  const totals = new Set(options.totals ?? []);
  return makeFigure(data, {
    form: "waterfall",
    description: describeCategories(data, { nl: "Watervaldiagram", en: "Waterfall chart" }),
    howToRead: exampleReading(data, {
      nl: "Elke balk begint waar de vorige eindigt. Zo tellen de stappen op.",
      en: "Each bar starts where the last one ends. So the steps add up.",
    }, "in-table"),
    legend: legendFor(data, totals),
    draw: (language, width, id) => drawSteps({ data, steps: stepsOf(data, totals), language, width, id }),
  }, options);
}

interface Step {
  readonly cell: ChartCell;
  readonly from: number;
  readonly to: number;
  readonly kind: "up" | "down" | "total" | "hidden";
}

const STEP_PAINT = { up: "c-1", down: "c-2", total: "muted" } as const;

function legendFor(data: ChartData, totals: ReadonlySet<string>): readonly LegendItem[] {
  const kinds = new Set(stepsOf(data, totals).map((step) => step.kind));
  const items: readonly (LegendItem & { readonly kind: Step["kind"] })[] = [
    { kind: "up", slot: STEP_PAINT.up, label: { nl: "Komt erbij", en: "Adds" } },
    { kind: "down", slot: STEP_PAINT.down, label: { nl: "Gaat eraf", en: "Takes away" } },
    { kind: "total", slot: STEP_PAINT.total, label: { nl: "Totaal", en: "Total" } },
  ];
  return [
    ...items.filter((item) => kinds.has(item.kind)).map(({ slot, label }) => ({ slot, label })),
    ...hiddenLegend(data),
  ];
}

function stepsOf(data: ChartData, totals: ReadonlySet<string>): readonly Step[] {
  let sum = 0;
  return data.cells.map((cell): Step => {
    if (cell.value === null) {
      const at = sum;
      sum = 0;
      return { cell, from: at, to: at, kind: "hidden" };
    }
    const isTotal = totals.has(cell.category.code);
    const from = isTotal ? 0 : sum;
    sum = from + cell.value;
    return { cell, from, to: sum, kind: isTotal ? "total" : cell.value >= 0 ? "up" : "down" };
  });
}

interface StepDrawing {
  readonly data: ChartData;
  readonly steps: readonly Step[];
  readonly language: Language;
  readonly width: ChartWidth;
  readonly id: string;
}

function drawSteps({ data, steps, language, width, id }: StepDrawing): string {
  const layout = layoutRows({ data, language, width, origin: "zero", markPx: BAR_PX });
  const ends = steps.flatMap((step) => [step.from, step.to, 0]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const extent = [least, least === most ? least + 1 : most] as const;
  const text = (step: Step): string => labelOf(step.cell, data, language);
  const room = Math.max(0, ...steps.map((step) => textWidth(text(step), FONT_PX, 700))) + GAP_PX * 2 +
    STUB_PX;
  const marginLeft = layout.options.marginLeft ?? 0;
  const { domain, ticks } = fittingAxis(
    extent,
    WIDTH_PX[width] - marginLeft - 1 - room,
    data.table.measure,
    language,
  );
  const marks: Markish[] = [
    gridX(ticks, GRID),
    ...axisText(ticks, (tick) => formatTick(tick, ticks, data.table.measure, language), marginLeft),
    ...barMarks(steps, layout.markOffsetPx, (layout.rowHeightPx - BAR_PX) / 2),
    ...stepTexts(steps, layout.markOffsetPx, { text, sign: (step) => signOf(step.cell.status)[language] }),
    ruleX([0], { stroke: paint("text") }),
    layout.labels,
  ];
  const x = { domain: [...domain], insetRight: room, insetLeft: 0, axis: null, label: null };
  return plotSvg({ ...layout.options, x, marks }, id);
}

const rowOf = (step: Step): string => step.cell.category.code;
const isShown = (step: Step): boolean => step.kind !== "hidden";

/** The bars, and the thin lines from where one ends to where the next begins. */
function barMarks(steps: readonly Step[], dy: number, inset: number): Markish[] {
  const joints = steps.slice(1).flatMap((step, i) => {
    const before = steps[i];
    return before === undefined || !isShown(before) || !isShown(step)
      ? []
      : [{ at: before.to, from: rowOf(before), to: rowOf(step) }];
  });
  return [
    link(joints, { x1: "at", x2: "at", y1: "from", y2: "to", dy, stroke: paint("muted"), strokeWidth: 1 }),
    barX(steps.filter(isShown), {
      x1: "from",
      x2: "to",
      y: rowOf,
      fill: (step: Step) => paint(step.kind === "hidden" ? "muted" : STEP_PAINT[step.kind]),
      insetTop: inset + dy,
      insetBottom: inset - dy,
    }),
  ];
}

/** The number of each step that is shown, and the sign of each that is not. */
function stepTexts(
  steps: readonly Step[],
  dy: number,
  { text, sign }: { readonly text: (step: Step) => string; readonly sign: (step: Step) => string },
): Markish[] {
  const hidden = steps.filter((step) => step.cell.status === "suppressed");
  return [
    textMark(steps.filter(isShown), {
      ...VALUE,
      x: (step: Step) => Math.max(step.from, step.to),
      y: rowOf,
      text,
      textAnchor: "start",
      dx: GAP_PX,
      dy,
    }),
    stubsAt(hidden.map((step) => ({ x: step.from, y: rowOf(step) })), { dy, heightPx: BAR_PX }),
    textMark(steps.filter((step) => !isShown(step)), {
      ...ABSENT,
      x: (step: Step) => step.from,
      y: rowOf,
      text: sign,
      textAnchor: "start",
      dx: STUB_PX + GAP_PX,
      dy,
    }),
  ];
}
