/** Colours, shapes and legends of series. */
import type { SymbolType } from "@observablehq/plot";
import type { DimensionCode } from "../core/aggregate.ts";
import type { LegendItem } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { ChartData } from "./_data.ts";
import { CATEGORY_SLOTS, paint, type Slot } from "./theme.ts";

/** Most series that one chart tells apart. Source: UK Analysis Function, chart guidance: at most four categories. */
const MOST_SERIES = 4;

/** Shapes in the order of the series, so that colour is never the only difference. */
const SYMBOLS: readonly SymbolType[] = ["circle", "square", "triangle", "diamond"];

/** Refuses more series than colours can tell apart. */
export function requireFewSeries(data: ChartData, form: string, most = MOST_SERIES): void {
  if (data.seriesCodes.length <= most) return;
  throw new WorkspaceError({
    what: `Chart has ${data.seriesCodes.length} series`,
    where: `${form} of table ${data.table.id}`,
    mend: `Show at most ${most}, or use small multiples`,
  });
}

/** Refuses a table without a second free dimension. */
export function requireSeries(data: ChartData, form: string): void {
  if (data.series !== null) return;
  throw new WorkspaceError({
    what: "Chart needs two free dimensions",
    where: `${form} of table ${data.table.id}`,
    mend: "Give a table with categories and groups, or choose a form for one dimension",
  });
}

/** The colour slot of a series. */
export function slotOf(data: ChartData, series: DimensionCode | null): Slot {
  return CATEGORY_SLOTS[data.seriesCodes.indexOf(series)] ?? "muted";
}

/** The paint of a series. */
export function paintOf(data: ChartData, series: DimensionCode | null): string {
  return paint(slotOf(data, series));
}

/** The shape of a series. */
export function symbolOf(data: ChartData, series: DimensionCode | null): SymbolType {
  return SYMBOLS[data.seriesCodes.indexOf(series)] ?? "circle";
}

/** The legend of the series in drawing order, with the sign for hidden numbers when there are any. */
export function legendOf(data: ChartData): readonly LegendItem[] {
  const series = data.seriesCodes.flatMap((code) =>
    code === null ? [] : [{ slot: slotOf(data, code), label: code.label }]
  );
  return [...series, ...hiddenLegend(data)];
}

/** The legend entry for hidden numbers, when there are any. */
export function hiddenLegend(data: ChartData): readonly LegendItem[] {
  return data.cells.some((cell) => cell.status === "suppressed")
    ? [{ slot: "hatch", label: { nl: "Verborgen", en: "Hidden" } }]
    : data.cells.some((cell) => cell.value === null)
    ? [{ slot: "hatch", label: { nl: "Geen cijfer", en: "No figure" } }]
    : [];
}
