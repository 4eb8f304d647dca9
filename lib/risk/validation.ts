/**
 * How far a model can be trusted: discrimination and calibration, of groups.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import type { FitOptions } from "./_assemble.ts";
import { internalsOf } from "./_internals.ts";
import { predictOn, requireRisks } from "./_predict.ts";
import type { MissingPolicy } from "./design_matrix.ts";
import { fitFirth } from "./firth.ts";
import type { Formula } from "./formula.ts";
import { fitLogistic } from "./logistic.ts";
import { judge, type Validation, type ValidationOptions } from "./judging.ts";
import type { RegressionModel } from "./model.ts";

/** Options of validation by area or by year. */
export interface CrossValidationOptions extends ValidationOptions, Omit<FitOptions, "covariance"> {
  /** The column that tells the area or the year; each in turn is left out of the fit and predicted. */
  readonly by: string;
  /**
   * What a part is predicted from: all `others` (unless told), or the `earlier` ones alone, for years: the first is then not
   * predicted, and no year is foretold by what came after it.
   */
  readonly from?: "others" | "earlier";
  /** Method of the fits: `logistic` unless told; `firth` where an area's absence leaves a level without outcomes. */
  readonly method?: "logistic" | "firth";
}

/**
 * Validates a model on the rows it was fitted on: an upper bound of its worth.
 *
 * @example Discrimination of a model
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { fitLogistic } from "./logistic.ts";
 * import { validate } from "./validation.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   x: Float64Array.of(1, 2, 3, 4, 5, 6),
 *   y: Float64Array.of(0, 0, 1, 0, 1, 1),
 * });
 * const { auc, expectedOverObserved } = validate(fitLogistic(table, formula("y", ["x"])));
 * assert.equal(auc.estimate.toFixed(6), (8 / 9).toFixed(6));
 * assert.equal(expectedOverObserved.toFixed(6), "1.000000");
 * ```
 *
 * @param model A logistic or Firth model.
 * @param options Number of calibration groups.
 * @returns Figures about groups.
 * @throws {WorkspaceError} When the model has no risks between 0 and 1.
 */
export function validate(model: RegressionModel, options: ValidationOptions = {}): Validation {
  requireRisks(model);
  const { y, eta, family } = internalsOf(model);
  return judge({ outcome: model.formula.outcome, y, risks: eta.map(family.mean) }, options, [{
    nl:
      "Beoordeeld op dezelfde rijen als waarop het model is geschat: te gunstig; gebruik validateBy of validateOn",
    en: "Judged on the rows it was fitted on: too favourable; use validateBy or validateOn",
  }]);
}

/**
 * Validates a model on other rows, such as another area or a later year.
 *
 * @param model A logistic or Firth model.
 * @param table The other rows, with the same columns.
 * @param options Number of calibration groups.
 * @returns Figures about groups.
 * @throws {WorkspaceError} When values are missing, a level is new to the model, or one outcome only occurs.
 */
export function validateOn(
  model: RegressionModel,
  table: Table,
  options: ValidationOptions = {},
): Validation {
  requireRisks(model);
  const { y, risks } = predictOn(model, table);
  return judge({ outcome: model.formula.outcome, y, risks }, options, []);
}

/**
 * Validates a formula by area or by year: each in turn is left out of the fit and then predicted, so that the figures
 * say what the model is worth where it has not been; over all together, by part, and as counts of decisions.
 *
 * @example By year, from the years before
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { validateBy } from "./validation.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 300 }, (_, row) => (row * 7) % 11);
 * const table = Table.from({
 *   x, y: x.map((value, row) => (row % 13 < value ? 1 : 0)), jaar: x.map((_, row) => 2021 + row % 3),
 * });
 * const { byPart, decisions } = validateBy(table, formula("y", ["x"]), { by: "jaar", from: "earlier", thresholds: [0.5] });
 * assert.deepEqual(byPart.map(({ part, n }) => [part, n]), [["2022", 100], ["2023", 100]]);
 * assert.equal(decisions?.n, 200);
 * ```
 *
 * @param table The rows; complete, unless `missing` says otherwise.
 * @param formula The outcome and the terms.
 * @param options The column to go by, what parts are predicted from, calibration groups and thresholds.
 * @returns Figures about groups, over all left-out predictions together and by part.
 * @throws {WorkspaceError} With fewer than two groups, and where a fit fails without one.
 */
export function validateBy(table: Table, formula: Formula, options: CrossValidationOptions): Validation {
  const { by, from = "others", method = "logistic", groups, thresholds, ...fitOptions } = options;
  const keys = partsOf(table, by, fitOptions.missing ?? "refuse"), { values } = table.column(by);
  const fit = method === "firth" ? fitFirth : fitLogistic, judged = from === "earlier" ? keys.slice(1) : keys;
  const found = judged.map((key) => {
    const used = new Set(
      from === "earlier" ? keys.slice(0, keys.indexOf(key)) : keys.filter((k) => k !== key),
    );
    const model = fit(table.filter((row) => used.has(values[row]!)), formula, fitOptions);
    return predictOn(model, table.filter((row) => values[row] === key), fitOptions.missing ?? "refuse");
  });
  let end = 0;
  const parts = found.map(({ y }, index) => {
    const start = end;
    end += y.length;
    return { part: String(judged[index]), from: start, to: end };
  });
  const y = Float64Array.from(found.flatMap((part) => [...part.y]));
  const risks = Float64Array.from(found.flatMap((part) => [...part.risks]));
  return judge({ outcome: formula.outcome, y, risks, parts }, {
    ...(groups === undefined ? {} : { groups }),
    ...(thresholds === undefined ? {} : { thresholds }),
  }, []);
}

/** The areas or years, sorted: numbers by size, texts by their letters. */
function partsOf(table: Table, by: string, missing: MissingPolicy): readonly (string | number | boolean)[] {
  const { values } = table.column(by);
  const known = [...new Set<string | number | boolean | null>(values)]
    .filter((key): key is string | number | boolean => key !== null && !Number.isNaN(key));
  if (missing !== "dropRows" && values.some((key: unknown) => key === null || Number.isNaN(key))) {
    throw new WorkspaceError({
      what: "Some rows have no group",
      where: by,
      mend: "Leave them out first, and say so",
    });
  }
  if (known.length < 2) {
    throw new WorkspaceError({
      what: "Fewer than two groups to leave out",
      where: by,
      mend: "Choose another column",
    });
  }
  return known.sort((a, b) => (a < b ? -1 : 1));
}
