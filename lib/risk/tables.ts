/**
 * From results to aggregate tables, the only way to disclosure control and a briefing.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Label, sameLabel } from "../core/language.ts";
import { internalsOf } from "./_internals.ts";
import { ratioMeasure, type ResultTableOptions, shareMeasure } from "./_measures.ts";
import type { Effect, RegressionModel } from "./model.ts";
import type { RiskStack } from "./stacking.ts";

/** Fewer residual degrees of freedom may not be published. Source: European guideline on output checking; ACRO. */
const LEAST_RESIDUAL_DF = 10;

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

/**
 * The table of a model's ratios, without the constant, which stays withheld so that the fit is no table in disguise.
 *
 * `n` is the smallest of the counts behind a coefficient: with and without the outcome, and for a level also in that
 * level and in its reference. So disclosure control hides a ratio that rests on too few.
 *
 * @param model A logistic, Firth, Poisson or modified Poisson model.
 * @param options The texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} For a linear model, and with fewer than 10 residual degrees of freedom.
 */
export function ratioTable(model: RegressionModel, options: ResultTableOptions): AggregateTable {
  if (model.residualDf < LEAST_RESIDUAL_DF) {
    throw new WorkspaceError({
      what: `${model.residualDf} residual degrees of freedom, fewer than ${LEAST_RESIDUAL_DF}`,
      where: options.id,
      mend: "Take terms out or use more rows: so small a model may not be published",
    });
  }
  const { outcome: _outcome, labels = {}, ...frame } = options;
  const ratios = model.ratios;
  const kinds: Readonly<Record<string, Label>> = {
    "odds ratio": { nl: "odds ratio", en: "odds ratio" },
    "risk ratio": { nl: "risicoverhouding", en: "risk ratio" },
    "rate ratio": { nl: "verhouding van frequenties", en: "rate ratio" },
  };
  return {
    ...frame,
    measure: ratioMeasure(options, kinds[model.ratioKind!]!),
    dimensions: [{
      name: `term-${options.id}`,
      label: { nl: "Kenmerk", en: "Characteristic" },
      kind: "nominal",
      codes: ratios.map(({ name }) => ({ code: name, label: labels[name] ?? sameLabel(name) })),
    }],
    cells: ratios.map((effect, index) => ratioCell(effect.name, supportOf(model, index + 1), effect)),
  };
}

/** The smallest count behind a coefficient. */
function supportOf(model: RegressionModel, index: number): number {
  const { design, y } = internalsOf(model);
  const x = design.values[index]!;
  const counts = new Map<string, number>();
  const binary = x.every((value) => value === 0 || value === 1);
  const column = design.columns[index]!;
  // A level is compared with its reference, not with all others.
  const [factor] = Object.keys(column.levels);
  const codes = factor !== undefined && !column.name.includes(":") ? design.dataOf(factor).values : null;
  for (const side of binary ? [0, 1] : [0]) for (const had of [0, 1]) counts.set(`${side}/${had}`, 0);
  y.forEach((value, row) => {
    const side = binary ? x[row]! : 0;
    if (codes !== null && side === 0 && codes[row] !== 0) return;
    const key = `${side}/${value > 0 ? 1 : 0}`;
    counts.set(key, counts.get(key)! + 1);
  });
  return Math.min(...counts.values());
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
