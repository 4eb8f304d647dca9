/**
 * What follow-up methods need of a model and nobody may see: rows.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { DesignMatrix } from "./design_matrix.ts";
import type { Family } from "./_family.ts";
import type { RegressionModel } from "./model.ts";
import type { DegreesOf } from "./_satterthwaite.ts";

/** The rows behind a model. */
export interface Internals {
  readonly design: DesignMatrix;
  readonly y: Float64Array;
  /** The linear predictor, offset included. */
  readonly eta: Float64Array;
  readonly offset: Float64Array;
  readonly family: Family;
  /** Degrees of freedom of a contrast of coefficients with CR2; null otherwise. */
  readonly degreesOf: DegreesOf | null;
}

const kept = new WeakMap<RegressionModel, Internals>();

/** Keeps the rows of a model. */
export function keepInternals(model: RegressionModel, internals: Internals): RegressionModel {
  kept.set(model, internals);
  return model;
}

/** The rows of a model. */
export function internalsOf(model: RegressionModel): Internals {
  const found = kept.get(model);
  if (found) return found;
  throw new WorkspaceError({
    what: "The model has no rows behind it",
    mend: "Use a model as a fit function gave it",
  });
}
