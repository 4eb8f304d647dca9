/** What charts over time share. */
import { type Label, mapLabel } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { type ChartData, readChartData } from "./_data.ts";
import { countSentence, describeTrends } from "./_describe.ts";
import type { FigureOptions } from "./figure.ts";

/** Reads a table with its period or ordinal dimension as the categories. */
export function readPeriods(table: ProtectedTable, options: FigureOptions): ChartData {
  const where = options.where ?? {};
  const free = table.dimensions.filter((dimension) => !(dimension.name in where));
  const period = free.find((dimension) => dimension.kind === "period") ??
    free.find((dimension) => dimension.kind === "ordinal");
  const category = options.category ?? period?.name;
  return readChartData(table, {
    order: "given",
    ...options,
    ...(category === undefined ? {} : { category }),
  });
}

/** Count, trend of each line, and where the axis starts when that is not zero. */
export function describeLines(data: ChartData, form: Label, axis: "zero" | "data"): Label {
  const trends = describeTrends(data);
  return mapLabel((language) => {
    const start = language === "nl"
      ? " Let op: de as begint niet bij nul."
      : " Note: the axis does not start at zero.";
    return `${countSentence(data, form, language)} ${trends[language]}${axis === "data" ? start : ""}`;
  });
}
