/**
 * The counts behind a coefficient: what disclosure control judges a released estimate on.
 *
 * @module
 */
import type { ModelFit } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { internalsOf } from "./_internals.ts";
import { RegressionModel } from "./model.ts";
import type { PooledModel } from "./pooling.ts";

/** Fewer residual degrees of freedom may not be published. Source: European guideline on output checking; ACRO. */
const LEAST_RESIDUAL_DF = 10;

/** Refuses a model with too few degrees of freedom. */
export function requireDegreesOfFreedom(residualDf: number, where: string): void {
  if (residualDf >= LEAST_RESIDUAL_DF) return;
  throw new WorkspaceError({
    what: `${residualDf} residual degrees of freedom, fewer than ${LEAST_RESIDUAL_DF}`,
    where,
    mend: "Take terms out or use more rows: so small a model may not be published",
  });
}

/**
 * The smallest count behind a coefficient: with and without the outcome, and for a 0/1 column or a level also on each
 * side. Of a linear model, whose outcome is no event, the sides only. A name that is no column counts over all rows.
 */
export function supportOf(model: RegressionModel, name: string): number {
  const { design, y, family } = internalsOf(model);
  const index = model.names.indexOf(name);
  const x = index < 0 ? null : design.values[index]!;
  const binary = x !== null && x.every((value) => value === 0 || value === 1);
  const levels = index < 0 ? [] : Object.keys(design.columns[index]!.levels);
  // A level is compared with its reference, not with all others.
  const codes = levels.length === 1 && !name.includes(":") ? design.dataOf(levels[0]!).values : null;
  const events = family.name !== "gaussian";
  const counts = new Float64Array(4);
  y.forEach((value, row) => {
    const side = binary ? x[row]! : 0;
    if (codes !== null && side === 0 && codes[row] !== 0) return;
    const cell = 2 * side + (events && value > 0 ? 1 : 0);
    counts[cell] = counts[cell]! + 1;
  });
  const used = [0, ...(events ? [1] : []), ...(binary ? [2, ...(events ? [3] : [])] : [])];
  return Math.min(...used.map((cell) => counts[cell]!));
}

/**
 * A model as the model rules of a disclosure policy see it. Every table of this folder hands it over, so that `protect` hides
 * all cells of a model that breaks a rule; pass it to `judgeModel` to know beforehand.
 *
 * @example Ten degrees of freedom are enough
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { DEFAULT_POLICY, judgeModel } from "../disclosure/mod.ts";
 * import { modelOutput } from "./mod.ts";
 * import { formula } from "./formula.ts";
 * import { fitLinear } from "./linear.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 12 }, (_, row) => row);
 * const model = fitLinear(Table.from({ x, y: x.map((value, row) => value + 9 * (row % 3)) }), formula("y", ["x"]));
 * assert.deepEqual(judgeModel(modelOutput(model), DEFAULT_POLICY), []);
 * ```
 *
 * @param model A model, or one pooled over imputations.
 * @param intercept Whether the constant is released too; the tables of this folder withhold it, as is usual here.
 * @returns Entities, degrees of freedom, fit, and whether any regressor is continuous.
 */
export function modelOutput(
  model: RegressionModel | PooledModel,
  intercept: ModelFit["intercept"] = "withheld",
): ModelFit {
  const one = model instanceof RegressionModel ? model : model.first;
  const { design } = internalsOf(one);
  const continuous = design.values.slice(1).some((column) =>
    column.some((value) => value !== 0 && value !== 1)
  );
  return {
    n: one.n,
    residualDof: one.residualDf,
    rSquared: one.fit.rSquared,
    intercept,
    regressors: continuous ? "some-continuous" : "all-categorical",
  };
}
