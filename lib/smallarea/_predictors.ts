/** Predictors by area as a matrix. @module */
import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import { requireFinite } from "./_check.ts";

/** The predictors of n areas, checked: one row an area, of full rank, fewer than the areas. */
export function designOf(predictors: readonly (readonly number[])[], n: number): Matrix {
  const p = predictors[0]?.length ?? 0;
  if (predictors.length !== n || p === 0 || predictors.some((row) => row.length !== p)) {
    throw new WorkspaceError({
      what: "Predictors need one row an area, all of one length",
      where: "predictors",
    });
  }
  predictors.forEach((row) => requireFinite("predictors", row));
  const x = new Matrix(predictors.map((row) => [...row]));
  if (n <= p + 1 || new SingularValueDecomposition(x).rank < p) {
    throw new WorkspaceError({
      what: "Predictors are collinear or too many",
      where: "predictors",
      mend: "Use fewer",
    });
  }
  return x;
}
