/**
 * From estimates to aggregate tables: differences, effects, standardised risks and pooled ratios.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Measure } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Label, sameLabel } from "../core/language.ts";
import { internalsOf } from "./_internals.ts";
import { RATIO_LABELS, ratioMeasure, type ResultTableOptions } from "./_measures.ts";
import { modelOutput, requireDegreesOfFreedom, supportOf } from "./_support.ts";
import { marginalEffects, standardisedRisks } from "./marginal_effects.ts";
import type { Effect, RegressionModel } from "./model.ts";
import type { PooledModel } from "./pooling.ts";

/**
 * The table of a linear model's differences, without the constant.
 *
 * `n` is the smaller side of a 0/1 column or a level with its reference, and all rows for a number.
 *
 * @param model A linear model.
 * @param options The texts.
 * @returns A table for `protect`.
 * @throws {WorkspaceError} For a model of ratios, and with fewer than 10 residual degrees of freedom.
 */
export function differenceTable(model: RegressionModel, options: ResultTableOptions): AggregateTable {
  if (model.ratioKind !== null) {
    throw new WorkspaceError({
      what: `A ${model.method} model has ratios`,
      where: options.id,
      mend: "Use ratioTable, or marginalEffectTable for differences in percentage points",
    });
  }
  requireDegreesOfFreedom(model.residualDf, options.id);
  const cells = model.coefficients.slice(1).map((effect) => cellOf(effect, supportOf(model, effect.name), 1));
  return tableOf(cells, options, {
    suffix: "verschil",
    label: { nl: "verschil", en: "difference" },
    unit: { nl: "eenheden van de uitkomst", en: "units of the outcome" },
    decimals: 2,
  }, model);
}

/**
 * The table of average marginal effects: in percentage points for a model of risks, else in units of the outcome.
 *
 * @param model The model.
 * @param options The texts.
 * @returns A table for `protect`; `n` as in {@linkcode ratioTable}.
 * @throws {WorkspaceError} With fewer than 10 residual degrees of freedom.
 */
export function marginalEffectTable(model: RegressionModel, options: ResultTableOptions): AggregateTable {
  requireDegreesOfFreedom(model.residualDf, options.id);
  const points = hasRisks(model);
  const cells = marginalEffects(model).effects.map((effect) =>
    cellOf(effect, supportOf(model, effect.name), points ? 100 : 1)
  );
  return tableOf(cells, options, {
    suffix: "effect",
    label: { nl: "gemiddeld verschil", en: "average difference" },
    unit: points
      ? { nl: "procentpunten", en: "percentage points" }
      : { nl: "eenheden van de uitkomst", en: "units of the outcome" },
    decimals: points ? 1 : 2,
  }, model);
}

function hasRisks({ method }: RegressionModel): boolean {
  return method === "logistic" || method === "firth" || method === "modified-poisson";
}

/**
 * The table of standardised risks by level of a column.
 *
 * @param model A logistic, Firth or modified Poisson model.
 * @param column A factor or 0/1 column of the formula.
 * @param options The texts.
 * @returns A table for `protect`; `n` is the smaller of the counts with and without the outcome at the level.
 * @throws {WorkspaceError} When the model has no risks, and with fewer than 10 residual degrees of freedom.
 */
export function standardisedRiskTable(
  model: RegressionModel,
  column: string,
  options: ResultTableOptions,
): AggregateTable {
  requireDegreesOfFreedom(model.residualDf, options.id);
  const { risks } = standardisedRisks(model, column);
  const { design, y } = internalsOf(model);
  const { values } = design.dataOf(column);
  const cells = risks.map(({ level, n, risk }, code) => {
    const cases = y.reduce((sum, value, row) => values[row] === code ? sum + value : sum, 0);
    return cellOf({ ...risk, name: level }, Math.min(cases, n - cases), 100);
  });
  return tableOf(cells, options, {
    suffix: "risico",
    label: { nl: "gestandaardiseerd risico", en: "standardised risk" },
    unit: { nl: "%", en: "%" },
    decimals: 1,
  }, model);
}

/**
 * The table of ratios pooled over imputations, without the constant.
 *
 * @param model A pooled model of ratios.
 * @param options The texts.
 * @returns A table for `protect`; `n` as in {@linkcode ratioTable}, on the first data set.
 * @throws {WorkspaceError} For a linear model, and with fewer than 10 residual degrees of freedom.
 */
export function pooledTable(model: PooledModel, options: ResultTableOptions): AggregateTable {
  requireDegreesOfFreedom(model.residualDf, options.id);
  if (model.ratios === null || model.ratioKind === null) {
    throw new WorkspaceError({ what: "A linear model has differences, not ratios", where: options.id });
  }
  const cells = model.ratios.map((effect) => cellOf(effect, supportOf(model.first, effect.name), 1));
  const kind = RATIO_LABELS[model.ratioKind];
  const measure = ratioMeasure(options, {
    nl: `${kind.nl}, ${model.imputations} aanvullingen`,
    en: `${kind.en}, ${model.imputations} imputations`,
  });
  return withMeasure(cells, options, measure, model);
}

function cellOf({ name, estimate, low, high }: Effect, n: number, per: 1 | 100): AggregateCell {
  return {
    codes: [name],
    n,
    numerator: null,
    denominator: null,
    value: per * estimate,
    low: per * low,
    high: per * high,
  };
}

interface Wording {
  readonly suffix: string;
  readonly label: Label;
  readonly unit: Label;
  readonly decimals: number;
}

function tableOf(
  cells: readonly AggregateCell[],
  options: ResultTableOptions,
  wording: Wording,
  model: RegressionModel,
): AggregateTable {
  const { outcome } = options;
  const { label, unit, decimals, suffix } = wording;
  return withMeasure(cells, options, {
    id: `${options.id}-${suffix}`,
    label: { nl: `${outcome.nl}: ${label.nl}`, en: `${outcome.en}: ${label.en}` },
    unit,
    kind: "estimate",
    per: 1,
    decimals,
    definition: {
      nl: `${label.nl}; n is het kleinste aantal achter de schatting`,
      en: `${label.en}; n is the smallest count behind the estimate`,
    },
  }, model);
}

function withMeasure(
  cells: readonly AggregateCell[],
  options: ResultTableOptions,
  measure: Measure,
  model: RegressionModel | PooledModel,
): AggregateTable {
  const { outcome: _outcome, labels = {}, ...frame } = options;
  return {
    ...frame,
    measure,
    dimensions: [{
      name: `term-${measure.id}`,
      label: { nl: "Kenmerk", en: "Characteristic" },
      kind: "nominal",
      codes: cells.map(({ codes: [code] }) => ({ code: code!, label: labels[code!] ?? sameLabel(code!) })),
    }],
    cells,
    model: modelOutput(model),
  };
}
