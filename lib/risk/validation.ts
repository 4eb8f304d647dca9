/**
 * How far a model can be trusted: discrimination and calibration, of groups.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { type Interval, wilsonInterval } from "../core/stats/mod.ts";
import type { Table } from "../core/table.ts";
import type { FitOptions } from "./_assemble.ts";
import { internalsOf } from "./_internals.ts";
import { predictOn } from "./_predict.ts";
import { brief, withSummary } from "../core/summary.ts";
import { fitFirth } from "./firth.ts";
import type { Formula } from "./formula.ts";
import { fitLogistic } from "./logistic.ts";
import { type Effect, type RegressionModel, waldEffect } from "./model.ts";

/** Options of a validation. */
export interface ValidationOptions {
  /**
   * Number of groups of the calibration table; 10 unless told, fewer where a group would hold fewer than ten rows: a
   * predicted risk of one person is given by no function.
   */
  readonly groups?: number;
}

/** Options of validation by area or by year. */
export interface CrossValidationOptions extends ValidationOptions, Omit<FitOptions, "covariance"> {
  /** The column that tells the area or the year; each in turn is left out of the fit and predicted. */
  readonly by: string;
  /** Method of the fits: `logistic` unless told; `firth` where an area's absence leaves a level without outcomes. */
  readonly method?: "logistic" | "firth";
}

/** One group of a calibration table, from low to high predicted risk. */
export interface CalibrationGroup {
  /** Number of the group, from 1. */
  readonly group: number;
  /** Rows in it. */
  readonly n: number;
  /** Of them, with the outcome. */
  readonly cases: number;
  /** Mean predicted risk. */
  readonly predicted: number;
  /** Observed share. */
  readonly observed: number;
  /** Its 95 % Wilson interval. */
  readonly interval: Interval;
}

/** The validation of a model. */
export interface Validation {
  /** Rows judged on. */
  readonly n: number;
  /** Of them, with the outcome. */
  readonly cases: number;
  /** Chance that a row with the outcome is ranked above one without; interval by DeLong. `p` is against 0.5. */
  readonly auc: Effect;
  /** Mean squared difference between predicted risk and outcome. */
  readonly brier: number;
  /** 1 − Brier / Brier of the mean: share of the spread that is foretold; negative is worse than the mean. */
  readonly brierSkill: number;
  /** Expected over observed number of cases; above 1 the model overstates. */
  readonly expectedOverObserved: number;
  /** The calibration table. */
  readonly calibration: readonly CalibrationGroup[];
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found. */
  readonly warnings: readonly Label[];
}

/** Rows that a calibration group holds at least. Source: the usual minimum count of output checking. */
const LEAST_GROUP = 10;
/** Groups unless told: tenths, as is usual. */
const USUAL_GROUPS = 10;
/** The confidence level of the interval of the AUC. */
const LEVEL = 0.95;

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
  return judge(y, eta.map(family.mean), options, [{
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
  return judge(y, risks, options, []);
}

/**
 * Validates a formula by area or by year: each in turn is left out of the fit and then predicted, so that the figures
 * say what the model is worth where it has not been.
 *
 * @param table The rows; complete, unless `missing` says otherwise.
 * @param formula The outcome and the terms.
 * @param options The column to go by.
 * @returns Figures about groups, over all left-out predictions together.
 * @throws {WorkspaceError} With fewer than two groups, and where a fit fails without one.
 */
export function validateBy(table: Table, formula: Formula, options: CrossValidationOptions): Validation {
  const { by, method = "logistic", groups, ...fitOptions } = options;
  const { values } = table.column(by);
  const keys = [...new Set<unknown>(values)].filter((key) => key !== null && !Number.isNaN(key));
  if (fitOptions.missing !== "dropRows" && values.some((key: unknown) => key === null || Number.isNaN(key))) {
    throw new WorkspaceError({
      what: "Some rows have no group",
      where: by,
      mend: "Leave them out first, and say so",
    });
  }
  if (keys.length < 2) {
    throw new WorkspaceError({
      what: "Fewer than two groups to leave out",
      where: by,
      mend: "Choose another column",
    });
  }
  const fit = method === "firth" ? fitFirth : fitLogistic;
  const parts = keys.map((key) => {
    const others = (row: number) => values[row] !== key && values[row] !== null && !Number.isNaN(values[row]);
    const model = fit(table.filter(others), formula, fitOptions);
    return predictOn(model, table.filter((row) => values[row] === key), fitOptions.missing ?? "refuse");
  });
  const y = Float64Array.from(parts.flatMap((part) => [...part.y]));
  const risks = Float64Array.from(parts.flatMap((part) => [...part.risks]));
  return judge(y, risks, groups === undefined ? {} : { groups }, []);
}

/** Refuses models whose mean is no chance. */
export function requireRisks(model: RegressionModel): void {
  if (model.method === "logistic" || model.method === "firth") return;
  throw new WorkspaceError({
    what: `A ${model.method} model is not validated on risks`,
    mend: "Use fitLogistic",
  });
}

function judge(
  y: Float64Array,
  risks: Float64Array,
  options: ValidationOptions,
  warnings: readonly Label[],
): Validation {
  const n = y.length;
  const cases = y.reduce((sum, value) => sum + value, 0);
  if (cases === 0 || cases === n) {
    throw new WorkspaceError({
      what: "Every row has the same outcome",
      where: "validation",
      mend: "Take more rows",
    });
  }
  const most = Math.max(1, Math.floor(n / LEAST_GROUP));
  const groups = options.groups ?? Math.min(USUAL_GROUPS, most);
  if (!Number.isInteger(groups) || groups < 1 || groups > most) {
    throw new WorkspaceError({
      what: `The number of groups does not lie from 1 to ${most}`,
      where: "validation",
      mend: `Choose fewer: a group holds ${LEAST_GROUP} rows at least`,
    });
  }
  const auc = delong(y, risks);
  const brier = y.reduce((sum, value, row) => sum + (value - risks[row]!) ** 2, 0) / n;
  const share = cases / n;
  const calibration = calibrate(y, risks, groups);
  const lines = calibration.map((one) =>
    `  ${one.group}: predicted ${brief(one.predicted)}, observed ${brief(one.observed)}`
  );
  const title = `AUC ${brief(auc.estimate)}, Brier ${brief(brier)}, n = ${n}`;
  return withSummary({
    n,
    cases,
    auc,
    brier,
    brierSkill: 1 - brier / (share * (1 - share)),
    expectedOverObserved: risks.reduce((sum, value) => sum + value, 0) / cases,
    calibration,
    assumptions: [{ nl: "Rijen zijn onafhankelijk van elkaar", en: "Rows are independent of each other" }],
    warnings,
  }, [title, ...lines].join("\n"));
}

/** AUC and its error from the placements of each row among those with the other outcome. DeLong et al. (1988). */
function delong(y: Float64Array, risks: Float64Array): Effect {
  const sides = [0, 1].map((side) => risks.filter((_, row) => y[row] === side).sort());
  const [without, having] = sides as [Float64Array, Float64Array];
  const above = Array.from(having, (risk) => placement(without, risk));
  const below = Array.from(without, (risk) => 1 - placement(having, risk));
  const estimate = above.reduce((sum, value) => sum + value, 0) / above.length;
  const variance = spread(above, estimate) / above.length + spread(below, estimate) / below.length;
  const { p } = waldEffect({ df: Infinity, level: LEVEL }, "AUC", estimate - 0.5, Math.sqrt(variance));
  const effect = waldEffect({ df: Infinity, level: LEVEL }, "AUC", estimate, Math.sqrt(variance));
  return { ...effect, low: Math.max(0, effect.low), high: Math.min(1, effect.high), p };
}

/** Share of sorted values below a value, ties counting half. */
function placement(sorted: Float64Array, value: number): number {
  return (countBelow(sorted, (other) => other < value) + countBelow(sorted, (other) => other <= value)) /
    (2 * sorted.length);
}

function countBelow(sorted: Float64Array, isBelow: (value: number) => boolean): number {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function spread(values: readonly number[], mean: number): number {
  // One row says nothing of the spread: take the largest that numbers between 0 and 1 can have.
  if (values.length < 2) return 0.25;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** Groups of about equal size by predicted risk; equal risks stay together. */
function calibrate(y: Float64Array, risks: Float64Array, groups: number): readonly CalibrationGroup[] {
  const order = Array.from(risks.keys()).sort((a, b) => risks[a]! - risks[b]! || a - b);
  const found: number[][] = [];
  let start = 0;
  for (let group = 1; group <= groups && start < order.length; group++) {
    let end = Math.max(start + 1, Math.round(group * order.length / groups));
    while (end < order.length && risks[order[end]!] === risks[order[end - 1]!]) end++;
    const rows = order.slice(start, end);
    // Ties can leave too few for the last group: it then joins the one before.
    if (rows.length < LEAST_GROUP && found.length > 0) found.at(-1)!.push(...rows);
    else found.push(rows);
    start = end;
  }
  return found.map((rows, index) => {
    const cases = rows.reduce((sum, row) => sum + y[row]!, 0);
    return {
      group: index + 1,
      n: rows.length,
      cases,
      predicted: rows.reduce((sum, row) => sum + risks[row]!, 0) / rows.length,
      observed: cases / rows.length,
      interval: wilsonInterval(cases, rows.length),
    };
  });
}
