/** The chance of taking part by logistic regression, for matching and weighting. Never shown: it is about one person. @module */
import { WorkspaceError } from "../core/errors.ts";
import { leastSquares } from "./_least_squares.ts";

/** Steps of reweighted least squares; more mean separation. */
const MOST_STEPS = 50;

/** The chance of every row. */
export function propensity(
  treated: Float64Array,
  covariates: readonly Float64Array[],
  names: readonly string[],
): Float64Array {
  if (!treated.includes(0) || !treated.includes(1)) {
    throw new WorkspaceError({ what: "One of the groups is empty", where: "chance of taking part" });
  }
  const x = [treated.map(() => 1), ...covariates];
  let eta = new Float64Array(treated.length);
  for (let step = 0; step < MOST_STEPS; step++) {
    const p = eta.map((value) => 1 / (1 + Math.exp(-value)));
    const root = p.map((value) => Math.sqrt(value * (1 - value)));
    if (root.some((value) => !(value > 1e-8))) break;
    const response = eta.map((value, i) => root[i]! * value + (treated[i]! - p[i]!) / root[i]!);
    const scaled = x.map((column) => column.map((value, i) => value * root[i]!));
    const { coefficients } = leastSquares(scaled, response, ["constant", ...names]);
    const next = eta.map((_, i) => x.reduce((sum, column, j) => sum + column[i]! * coefficients[j]!, 0));
    const move = next.reduce((most, value, i) => Math.max(most, Math.abs(value - eta[i]!)), 0);
    eta = next;
    if (move < 1e-11) return eta.map((value) => 1 / (1 + Math.exp(-value)));
  }
  throw new WorkspaceError({
    what: "The traits tell the groups apart completely: nobody is comparable",
    where: "chance of taking part",
    mend: "Use fewer traits, or take another comparison group",
  });
}
