/** What numbers a survey statistic can be worked out from; anything else is refused with its place. @module */
import { WorkspaceError } from "../core/errors.ts";

/**
 * Numbers other than 0 must lie between these, so that weight × value, squared and summed over a million respondents,
 * neither overflows nor vanishes in a double (from 5e−324 to 1.8e308).
 */
const LARGEST = 1e70;
/** See {@linkcode LARGEST}. */
const SMALLEST = 1e-70;

/** Whether a number can be squared with a weight without being lost: 0, or of a usual size. */
export function isUsable(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= SMALLEST && size <= LARGEST);
}

/**
 * Refuses a value that is infinite or too large to be squared, and a column of which the largest is too small: its squares
 * would all be 0. A single tiny value among others does no harm. Empty values are judged elsewhere.
 */
export function refuseExtremes(values: Float64Array, where: string, weights: Float64Array): void {
  let largest = 0;
  for (let row = 0; row < values.length; row++) {
    const size = Math.abs(values[row]!);
    if (weights[row] === 0 || !(size > largest)) continue;
    largest = size;
    if (size > LARGEST) throw extreme(size === Infinity, `${where}, row ${row + 1}`);
  }
  if (largest !== 0 && largest < SMALLEST) throw extreme(false, where);
}

function extreme(infinite: boolean, where: string): WorkspaceError {
  return new WorkspaceError({
    what: infinite ? "A value is infinite" : "Values are too large or too small for their squares to be held",
    where,
    mend: "Correct the value, or give the column in another unit",
  });
}

/** Refuses weights that are negative, empty, infinite or of an extreme size, and weights that are all 0. */
export function checkWeights(weights: Float64Array, where: string): void {
  const bad = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity && isUsable(weight)));
  if (bad >= 0) {
    throw new WorkspaceError({
      what: "A weight is negative, infinite, empty or of an extreme size",
      where: `${where}, row ${bad + 1}`,
      mend: "Give every respondent a weight of at least 0",
    });
  }
  if (weights.some((weight) => weight > 0)) return;
  throw new WorkspaceError({
    what: "Nobody has a weight above 0",
    where,
    mend: "Check whether respondents and weights were read",
  });
}
