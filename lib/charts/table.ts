/**
 * A protected table as a table that readers see.
 *
 * @module
 */
import { type ProgrammeObject, programmeObject, type TablePayload } from "../core/display.ts";
import type { Label } from "../core/language.ts";
import { receiptOf } from "../core/receipt.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { readChartData } from "./_data.ts";
import { tablePreview } from "./_preview.ts";
import { tableOfChart } from "./_table_payload.ts";
import { defaultSubtitle } from "./_words.ts";
import type { DataOptions } from "./figure.ts";

/** What a shown table can be given. */
export interface TableOptions extends DataOptions {
  /** A slug that is unique in the notebook. Default: the table's id and `numbers`. */
  readonly id?: string;
  /** What the table shows. Default: the title of the protected table. */
  readonly title?: Label;
  /** Measure, group, place and period. Default: made from the table. */
  readonly subtitle?: Label;
}

/**
 * Shows a protected table as a table: a row per cell with its number, margin and size band.
 *
 * A hidden number reads "verborgen", a missing one "geen cijfer"; notes below say why.
 *
 * @param table A protected table with one or two free dimensions.
 * @param options Title, id, and which part of the table to show.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When more than two dimensions are free.
 */
export function showTable(table: ProtectedTable, options: TableOptions = {}): ProgrammeObject<"table"> {
  const data = readChartData(table, { order: "given", ...options });
  const title = options.title ?? table.title;
  const subtitle = options.subtitle ?? defaultSubtitle(table, options.where ?? {});
  const made = tableOfChart(data, { id: table.id, title, subtitle });
  const payload: TablePayload = { ...made, id: options.id ?? `${table.id}-numbers` };
  return programmeObject("table", payload, [receiptOf(table)], tablePreview(payload));
}
