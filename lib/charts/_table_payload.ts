/** The numbers of a chart as a table payload. */
import type { Dimension } from "../core/aggregate.ts";
import type { TableCell, TableColumn, TablePayload } from "../core/display.ts";
import { type Label, mapLabel, sameLabel } from "../core/language.ts";
import type { ChartCell, ChartData } from "./_data.ts";
import { formatValue, sourceLine } from "../findings/mod.ts";
import { signOf, tableNotes } from "./_words.ts";

const NO_UNIT = sameLabel("");

/** A number that is drawn and is no cell, such as the median of a run. */
export interface DrawnNumber {
  /** What it is. */
  readonly label: Label;
  /** Its value. */
  readonly value: number;
  /** Decimals that it needs. */
  readonly decimals: number;
}

/** Makes the table of a chart: a row per cell with its number, margin and size band, then other drawn numbers. */
export function tableOfChart(
  data: ChartData,
  words: { readonly id: string; readonly title: Label; readonly subtitle: Label },
  drawn: readonly DrawnNumber[] = [],
): TablePayload {
  const { id, title, subtitle } = words;
  const hasInterval = data.cells.some((cell) => cell.low !== null && cell.high !== null);
  const has = (status: string): boolean => data.cells.some((cell) => cell.status === status);
  return {
    id: `${id}-table`,
    title,
    subtitle,
    columns: columnsOf(data, hasInterval),
    rows: [
      ...data.cells.map((cell) => rowOf(cell, data, hasInterval)),
      ...drawn.map((number) => drawnRow(number, data, hasInterval)),
    ],
    notes: tableNotes(data.table, {
      suppressed: has("suppressed"),
      missing: has("missing"),
      rounded: has("rounded"),
      interval: hasInterval,
    }),
    definition: data.table.measure.definition,
    source: sourceLine(data.table.sources),
  };
}

function columnsOf(data: ChartData, hasInterval: boolean): readonly TableColumn[] {
  const { measure } = data.table;
  const heading = (dimension: Dimension): TableColumn => ({
    label: dimension.label,
    unit: NO_UNIT,
    kind: "heading",
  });
  const number = (label: Label): TableColumn => ({ label, unit: measure.unit, kind: "number" });
  return [
    ...(data.series === null ? [] : [heading(data.series)]),
    heading(data.category),
    number(measure.label),
    ...(hasInterval ? [number({ nl: "Laag", en: "Low" }), number({ nl: "Hoog", en: "High" })] : []),
    { label: { nl: "Grootte van de groep", en: "Size of the group" }, unit: NO_UNIT, kind: "text" },
  ];
}

function rowOf(cell: ChartCell, data: ChartData, hasInterval: boolean): readonly TableCell[] {
  const text = (label: Label): TableCell => ({ text: label, value: null, status: "shown" });
  const number = (value: number | null): TableCell => numberCell(value, cell, data);
  return [
    ...(cell.series === null ? [] : [text(cell.series.label)]),
    text(cell.category.label),
    number(cell.value),
    ...(hasInterval ? [number(cell.low), number(cell.high)] : []),
    { text: cell.nBand ?? signOf("missing"), value: null, status: cell.status },
  ];
}

function drawnRow(
  { label, value, decimals }: DrawnNumber,
  { table, series }: ChartData,
  hasInterval: boolean,
): readonly TableCell[] {
  const measure = { ...table.measure, decimals };
  const text = (words: Label): TableCell => ({ text: words, value: null, status: "shown" });
  const blank = text(sameLabel("–"));
  return [
    ...(series === null ? [] : [blank]),
    text(label),
    { text: mapLabel((language) => formatValue(value, measure, language)), value, status: "shown" },
    ...(hasInterval ? [blank, blank] : []),
    blank,
  ];
}

function numberCell(value: number | null, cell: ChartCell, data: ChartData): TableCell {
  if (value === null) {
    const status = cell.status === "suppressed" ? "suppressed" : "missing";
    return { text: signOf(status), value: null, status };
  }
  return {
    text: mapLabel((language) => formatValue(value, data.table.measure, language)),
    value,
    status: cell.status,
  };
}
