/** What a calibration does to the variance: influences become residuals of a regression on the margins. @module */
import { invertSymmetric, type Matrix, multiply, weightedCross } from "./_linear.ts";

/** A regression on calibration variables, with the weights from before the calibration. */
export interface Projection {
  /** The calibration variables. */
  readonly columns: readonly Float64Array[];
  /** The weights before. */
  readonly base: Float64Array;
  /** The weights after. */
  readonly calibrated: Float64Array;
  /** The inverse of X′WX with the weights before. */
  readonly inverse: Matrix;
}

/** Makes the projection of a calibration. */
export function projectionOf(
  columns: readonly Float64Array[],
  base: Float64Array,
  calibrated: Float64Array,
): Projection {
  return { columns, base, calibrated, inverse: invertSymmetric(weightedCross(columns, base)).inverse };
}

/**
 * Replaces an influence z by w·e, with e the residual of z/w on the calibration variables.
 *
 * Source: Deville and Särndal (1992), JASA 87:376–382; R `survey::svyrecvar` for greg_calibration.
 */
export function residualInfluence(influence: Float64Array, projection: Projection): Float64Array {
  const { columns, base, calibrated, inverse } = projection;
  const scaled = new Float64Array(influence.length);
  for (let row = 0; row < scaled.length; row++) {
    scaled[row] = calibrated[row] === 0 ? 0 : influence[row]! / calibrated[row]!;
  }
  const cross = Float64Array.from(columns, (column) => {
    let sum = 0;
    for (let row = 0; row < scaled.length; row++) sum += base[row]! * column[row]! * scaled[row]!;
    return sum;
  });
  const slopes = multiply(inverse, cross);
  const result = new Float64Array(influence.length);
  for (let row = 0; row < result.length; row++) {
    let fitted = 0;
    for (let index = 0; index < columns.length; index++) fitted += slopes[index]! * columns[index]![row]!;
    result[row] = calibrated[row]! * (scaled[row]! - fitted);
  }
  return result;
}
