/**
 * Regression to the mean: what areas that were chosen for a high figure would have done anyway.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { finiteColumn, indicatorColumn } from "./_columns.ts";
import { ASSUMPTIONS } from "./_words.ts";
import {
  type Displayed,
  displayed,
  effectNumber,
  type EffectSummary,
  type EffectWarning,
} from "./summary.ts";

/** Columns of {@linkcode regressionToMean}. */
export interface RegressionToMeanOptions {
  /** The figure on which areas were chosen, before the start. */
  readonly before: string;
  /** The figure after the start. */
  readonly after: string;
  /** Whether the area was chosen. */
  readonly selected: string;
}

/** The result of {@linkcode regressionToMean}; its estimate is the change beyond what was to be expected. */
export interface RegressionToMeanResult extends EffectSummary {
  /** Mean change of the chosen areas. */
  readonly observedChange: number;
  /** Mean change to be expected of areas with the same starting level that were not chosen. */
  readonly expectedChange: number;
  /** The slope of after on before among areas that were not chosen; below 1 figures move to the mean. */
  readonly slope: number;
}

/** From this distance between chosen and other areas, in standard deviations, the warning is given (a small difference by Cohen 1988). */
const CHOSEN_HIGH = 0.2;

/**
 * Compares chosen areas with what areas of the same starting level did.
 *
 * A line of after on before is fitted among the areas that were not chosen, and read at the mean starting level of the
 * chosen ones. The interval is that of a mean of new observations by that line, so it holds chance in both groups.
 * Source: Barnett, Van der Pols and Dobson (2005), International Journal of Epidemiology 34(1), 215–220.
 *
 * @example High areas fall, and others at that level did too
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { regressionToMean } from "./regression_to_mean.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   voor: Float64Array.of(10, 12, 14, 16, 18, 20, 19, 21),
 *   na: Float64Array.of(12.1, 12.9, 14.1, 14.9, 16.1, 16.9, 16.5, 17.5),
 *   gekozen: Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1),
 * });
 * const result = regressionToMean(table, { before: "voor", after: "na", selected: "gekozen" });
 * assert.equal(result.observedChange, -3);
 * assert.ok(Math.abs(result.estimate) < 0.2);
 * assert.equal(result.warnings[0]?.code, "regression-to-mean");
 * ```
 *
 * @param table One row an area.
 * @param options The columns.
 * @returns The observed, the expected and the remaining change.
 * @throws {WorkspaceError} When nothing was chosen, fewer than four areas were not, or those all started at one level.
 */
export function regressionToMean(
  table: Table,
  options: RegressionToMeanOptions,
): RegressionToMeanResult & Displayed {
  const before = finiteColumn(table, options.before), after = finiteColumn(table, options.after);
  const chosen = indicatorColumn(table, options.selected);
  const others = [...before.keys()].filter((row) => chosen[row] === 0);
  const taken = [...before.keys()].filter((row) => chosen[row] === 1);
  const mean = (rows: readonly number[], of: Float64Array) =>
    rows.reduce((sum, row) => sum + of[row]!, 0) / rows.length;
  const centre = mean(others, before), level = mean(others, after);
  const spread = others.reduce((sum, row) => sum + (before[row]! - centre) ** 2, 0);
  if (taken.length === 0 || others.length < 4 || !(spread > 0)) {
    throw new WorkspaceError({
      what: "There is no group to compare with: it takes a chosen area and four others of different levels",
      where: options.selected,
      mend: "Add areas that were not chosen",
    });
  }
  const slope = others.reduce((sum, row) => sum + (before[row]! - centre) * (after[row]! - level), 0) /
    spread;
  const line = (value: number) => level + slope * (value - centre);
  const noise = others.reduce((sum, row) => sum + (after[row]! - line(before[row]!)) ** 2, 0) /
    (others.length - 2);
  const start = mean(taken, before), observedChange = mean(taken, after) - start;
  const expectedChange = line(start) - start;
  const variance = noise * (1 / taken.length + 1 / others.length + (start - centre) ** 2 / spread);
  return displayed({
    ...effectNumber(observedChange - expectedChange, Math.sqrt(variance), others.length - 2),
    method: {
      nl: "Verandering boven terugkeer naar het gemiddelde",
      en: "Change beyond regression to the mean",
    },
    n: before.length,
    smallestN: Math.min(taken.length, others.length),
    assumptions: [ASSUMPTIONS.selection, ASSUMPTIONS.spillover],
    warnings: selectionWarnings((start - centre) / Math.sqrt(spread / (others.length - 1)), expectedChange),
    ...{ observedChange, expectedChange, slope },
  });
}

function selectionWarnings(distance: number, expected: number): readonly EffectWarning[] {
  if (Math.abs(distance) < CHOSEN_HIGH) return [];
  const size = expected.toPrecision(2);
  return [{
    code: "regression-to-mean",
    weight: "remark",
    text: {
      nl: `De gekozen gebieden begonnen op een ander niveau. Ook zonder aanpak was een verandering van ${
        size.replace(".", ",")
      } te verwachten.`,
      en:
        `The chosen areas started at another level. A change of ${size} was to be expected without the approach too.`,
    },
  }];
}
