/**
 * From results to aggregate tables, the only way to disclosure control and a briefing.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension } from "../core/aggregate.ts";
import { sameLabel } from "../core/language.ts";
import { modelOutput, requireDegreesOfFreedom, supportOf } from "./_support.ts";
import { RATIO_LABELS, ratioMeasure, type ResultTableOptions, shareMeasure } from "./_measures.ts";
import type { Effect, RegressionModel } from "./model.ts";
import { profileInterval } from "./profile.ts";
import type { RiskStack } from "./stacking.ts";

/**
 * The tables of a stack: shares, and ratios against none.
 *
 * In the table of ratios `n` is the smallest of the four counts behind a ratio (with and without the outcome, in the
 * group and among those without factors): where one of the four may not be told, disclosure control hides the ratio, so
 * that it gives no hidden share away. Protect both in one `protectAll`.
 *
 * @example To disclosure control
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { stackRiskFactors } from "./stacking.ts";
 * import { stackTables } from "./tables.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   armoede: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1),
 *   schulden: Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1),
 *   hulp: Float64Array.of(0, 0, 0, 1, 0, 1, 1, 1),
 * });
 * const stack = stackRiskFactors(table, { outcome: "hulp", factors: ["armoede", "schulden"], upTo: 2 });
 * const text = { nl: "jeugdhulp", en: "youth care" };
 * const [shares, ratios] = stackTables(stack, {
 *   id: "stapeling", title: text, entity: "person", population: text, period: text, sources: [], outcome: text,
 * });
 * assert.deepEqual(shares.cells.map(({ n }) => n), [4, 2, 2]);
 * assert.deepEqual(ratios.cells.map(({ n }) => n), [1, 0]);
 * ```
 *
 * @param stack The stack.
 * @param options The texts.
 * @returns Shares and ratios.
 */
export function stackTables(
  stack: RiskStack,
  options: ResultTableOptions,
): readonly [AggregateTable, AggregateTable] {
  const { outcome: _outcome, labels: _labels, ...frame } = options;
  const codes = stack.levels.map(({ code }) => ({ code, label: sameLabel(code) }));
  const label = { nl: "Aantal risicofactoren", en: "Number of risk factors" };
  const dimension: Dimension = { name: "aantal-risicofactoren", label, kind: "ordinal", codes };
  const shares = stack.levels.map((level): AggregateCell => ({
    codes: [level.code],
    n: level.n,
    numerator: level.cases,
    denominator: level.n,
    value: level.share,
    low: level.interval?.low ?? null,
    high: level.interval?.high ?? null,
  }));
  const none = stack.levels[0]!;
  const ratios = stack.levels.slice(1).map((level) =>
    ratioCell(level.code, Math.min(smallest(level.cases, level.n), smallest(none.cases, none.n)), level.ratio)
  );
  const against = { ...dimension, name: "aantal-risicofactoren-tegen-geen", codes: codes.slice(1) };
  return [
    { ...frame, measure: shareMeasure(options), dimensions: [dimension], cells: shares },
    {
      ...frame,
      id: `${options.id}-verhouding`,
      measure: ratioMeasure(options, {
        nl: "verhouding van aandelen tegen geen factor",
        en: "ratio of shares against no factor",
      }),
      dimensions: [against],
      cells: ratios,
    },
  ];
}

/** The texts of a table of ratios, and which interval stands in it. */
export interface RatioTableOptions extends ResultTableOptions {
  /** `wald` (unless told), with the covariance of the model; or `profile`: right with few events, without clusters. */
  readonly interval?: "wald" | "profile";
}

/**
 * The table of a model's ratios, without the constant, which stays withheld so that the fit is no table in disguise.
 *
 * `n` is the smallest of the counts behind a coefficient: with and without the outcome, and for a level also in that
 * level and in its reference. So disclosure control hides a ratio that rests on too few.
 *
 * @param model A logistic, Firth, Poisson or modified Poisson model.
 * @param options The texts, and the kind of interval.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} For a linear model, with fewer than 10 residual degrees of freedom, and for a profile where the method
 * has none.
 */
export function ratioTable(model: RegressionModel, options: RatioTableOptions): AggregateTable {
  requireDegreesOfFreedom(model.residualDf, options.id);
  const { outcome: _outcome, labels = {}, interval = "wald", ...frame } = options;
  const ratios = interval === "wald" ? model.ratios : model.ratios.map((ratio) => {
    const { low, high } = profileInterval(model, ratio.name);
    return { ...ratio, low: Math.exp(low), high: Math.exp(high) };
  });
  return {
    ...frame,
    measure: ratioMeasure(options, RATIO_LABELS[model.ratioKind!]),
    dimensions: [{
      name: `term-${options.id}`,
      label: { nl: "Kenmerk", en: "Characteristic" },
      kind: "nominal",
      codes: ratios.map(({ name }) => ({ code: name, label: labels[name] ?? sameLabel(name) })),
    }],
    cells: ratios.map((effect) => ratioCell(effect.name, supportOf(model, effect.name), effect)),
    model: modelOutput(model),
  };
}

function smallest(cases: number, n: number): number {
  return Math.min(cases, n - cases);
}

function ratioCell(
  code: string,
  n: number,
  ratio: Pick<Effect, "estimate" | "low" | "high"> | null,
): AggregateCell {
  return {
    codes: [code],
    n,
    numerator: null,
    denominator: null,
    value: ratio?.estimate ?? null,
    low: ratio?.low ?? null,
    high: ratio?.high ?? null,
  };
}
