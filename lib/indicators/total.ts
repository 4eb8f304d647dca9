/**
 * A total for a table that has none: what the parts are compared with.
 *
 * @module
 */
import {
  type AggregateCell,
  type AggregateTable,
  type DimensionCode,
  type Label,
  WorkspaceError,
} from "../core/mod.ts";
import { wilsonInterval } from "../core/stats/mod.ts";
import { requireFigures } from "./_figures.ts";

/** Options of {@linkcode withTotal}. */
export interface TotalOptions {
  /** The code of the total, such as that of the municipality. */
  readonly code: string;
  /** What readers see. */
  readonly label: Label;
}

/**
 * Adds the total of a table with one dimension as one more code, into which the others add up; so disclosure control
 * knows the sum. Shares and counts only: numerators, bases and n are added, a share gets its Wilson interval at 95 %.
 *
 * @example Two wijken and their municipality
 * ```ts
 * import { withTotal } from "./total.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "arm", en: "poor" };
 * const cell = (code: string, numerator: number, n: number) => (
 *   { codes: [code], n, numerator, denominator: n, value: numerator / n, low: null, high: null }
 * );
 * const table = withTotal({
 *   id: "arm", title: text, entity: "household", population: text, period: text, sources: [],
 *   measure: { id: "arm", label: text, unit: text, kind: "share", per: 100, decimals: 0, definition: text },
 *   dimensions: [{ name: "wijk", label: text, kind: "region", codes: [{ code: "W1", label: text }, { code: "W2", label: text }] }],
 *   cells: [cell("W1", 10, 100), cell("W2", 40, 100)],
 * }, { code: "G", label: text });
 * assert.equal(table.cells.at(-1)?.value, 0.25);
 * assert.equal(table.dimensions[0]?.codes[0]?.parent, "G");
 * ```
 *
 * @param table A table of shares or counts with one dimension of codes that exclude each other and have no parent.
 * @param options The code and name of the total.
 * @returns The table with its total as the last code and cell.
 * @throws {WorkspaceError} When the table is of another kind, its codes overlap or have parents, or a figure is no count.
 */
export function withTotal(table: AggregateTable, options: TotalOptions): AggregateTable {
  const [dimension, ...more] = table.dimensions;
  const { kind } = table.measure;
  const isPlain = dimension !== undefined && more.length === 0 && dimension.membership !== "overlapping" &&
    dimension.codes.every(({ parent }) => parent === undefined);
  if (!isPlain || (kind !== "share" && kind !== "count")) {
    throw new WorkspaceError({
      what: "No total can be added to this table",
      where: table.id,
      mend: "Give shares or counts by one dimension whose codes exclude each other",
    });
  }
  requireFigures(table);
  const codes: readonly DimensionCode[] = [
    ...dimension.codes.map((code) => ({ ...code, parent: options.code })),
    { code: options.code, label: options.label },
  ];
  return {
    ...table,
    dimensions: [{ ...dimension, codes }],
    cells: [...table.cells, totalOf(table.cells, options.code, kind)],
  };
}

function totalOf(cells: readonly AggregateCell[], code: string, kind: "share" | "count"): AggregateCell {
  const sum = (pick: (cell: AggregateCell) => number | null) =>
    cells.reduce((total, cell) => total + (pick(cell) ?? 0), 0);
  const n = sum((cell) => cell.n), numerator = sum((cell) => cell.numerator);
  if (kind === "count") {
    return { codes: [code], n, numerator, denominator: null, value: numerator, low: null, high: null };
  }
  const denominator = sum((cell) => cell.denominator);
  const interval = denominator > 0 ? wilsonInterval(numerator, denominator) : { low: null, high: null };
  const value = denominator > 0 ? numerator / denominator : null;
  return { codes: [code], n, numerator, denominator, value, ...interval };
}
