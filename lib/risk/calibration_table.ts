/**
 * The calibration of a model as an aggregate table.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { sameLabel } from "../core/language.ts";
import { type ResultTableOptions, shareMeasure } from "./_measures.ts";
import type { Validation } from "./judging.ts";

/**
 * The calibration table: observed shares by group of predicted risk, low to high, with the mean prediction in the label
 * of the group (rounded to whole percents, so that it tells nothing of a single row).
 *
 * @example To disclosure control
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { calibrationTable } from "./calibration_table.ts";
 * import { formula } from "./formula.ts";
 * import { fitLogistic } from "./logistic.ts";
 * import { validate } from "./validation.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 40 }, (_, row) => row);
 * const table = Table.from({ x, y: x.map((value, row) => value + 11 * (row % 3) > 30 ? 1 : 0) });
 * const text = { nl: "jeugdhulp", en: "youth care" };
 * const aggregate = calibrationTable(validate(fitLogistic(table, formula("y", ["x"]))), {
 *   id: "ijking", title: text, entity: "person", population: text, period: text, sources: [], outcome: text,
 * });
 * assert.equal(aggregate.cells.reduce((sum, { n }) => sum + n, 0), 40);
 * ```
 *
 * @param validation The validation.
 * @param options The texts.
 * @returns A table for `protect`.
 */
export function calibrationTable(validation: Validation, options: ResultTableOptions): AggregateTable {
  const { outcome: _outcome, labels: _labels, ...frame } = options;
  return {
    ...frame,
    measure: shareMeasure(options),
    dimensions: [{
      name: `risicogroep-${options.id}`,
      label: { nl: "Groep naar voorspeld risico", en: "Group by predicted risk" },
      kind: "ordinal",
      codes: validation.calibration.map(({ group, predicted }) => ({
        code: String(group),
        label: sameLabel(`${group} (${Math.round(100 * predicted)}%)`),
      })),
    }],
    cells: validation.calibration.map(({ group, n, cases, observed, interval }) => ({
      codes: [String(group)],
      n,
      numerator: cases,
      denominator: n,
      value: observed,
      low: interval.low,
      high: interval.high,
    })),
  };
}
