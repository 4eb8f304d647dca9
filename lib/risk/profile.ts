/**
 * Profile-likelihood intervals: right where Wald intervals are too symmetric.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { chiSquaredQuantile, type Interval } from "../core/stats/mod.ts";
import { internalsOf } from "./_internals.ts";
import { penalisedWith } from "./firth.ts";
import { fitGlm } from "./_irls.ts";
import type { RegressionModel, RiskMethod } from "./model.ts";

/** Methods whose likelihood, of Firth the penalised one, is profiled. */
const PROFILED: ReadonlySet<RiskMethod> = new Set(["logistic", "firth", "poisson"]);
/** Steps outward, each twice the one before, before an end is called infinite. */
const MAX_DOUBLINGS = 12;
/** More steps than a root search takes (5 to 10). */
const MAX_STEPS = 60;
/** Change relative to the width of the interval that is noise of the deviance. */
const AT_REST = 1e-14;

/**
 * The profile-likelihood interval of a coefficient: all values whose deviance, the other coefficients fitted anew, lies
 * within the χ² quantile of the smallest.
 *
 * Found by root search to the last digits; R's `confint` interpolates with a spline and differs from the fifth digit on.
 * Source: Venzon & Moolgavkar (1988), Applied Statistics 37:87–94.
 *
 * @example An odds ratio
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { fitLogistic } from "./logistic.ts";
 * import { profileInterval } from "./profile.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = (count: number, x: number, y: number) => Array.from({ length: count }, () => [x, y] as const);
 * const all = [...rows(9, 1, 1), ...rows(3, 1, 0), ...rows(6, 0, 1), ...rows(14, 0, 0)];
 * const table = Table.from({ x: Float64Array.from(all, ([x]) => x), y: Float64Array.from(all, ([, y]) => y) });
 * const model = fitLogistic(table, formula("y", ["x"]));
 * const { low, high } = profileInterval(model, "x");
 * assert.ok(low < model.coefficient("x").estimate && model.coefficient("x").estimate < high);
 * ```
 *
 * Of a Firth model the penalised likelihood is profiled, as R's logistf does (Heinze & Schemper 2002): the interval to trust with
 * few events or separation.
 *
 * @param model A logistic, Firth or Poisson model; its robust covariance, if it has one, plays no part.
 * @param name The coefficient, for example `smoke`.
 * @returns The interval of the coefficient at the model's level; take the exponential for a ratio.
 * @throws {WorkspaceError} For other methods, an unknown name, or an end that is infinite.
 */
export function profileInterval(model: RegressionModel, name: string): Interval {
  if (!PROFILED.has(model.method)) {
    throw new WorkspaceError({
      what: `A ${model.method} model has no profile likelihood here`,
      mend: "Use the Wald interval",
    });
  }
  const { estimate } = model.coefficient(name);
  const limit = chiSquaredQuantile(model.level, 1);
  // On the scale of the root of the deviance the profile is nearly a straight line.
  let beta: Float64Array | null = null;
  const least = model.method === "firth" ? -2 * model.fit.logLikelihood! : model.fit.deviance;
  const excess = (value: number) => {
    const held = fitWith(model, name, value, beta);
    beta = held.beta;
    return Math.sqrt(Math.max(0, held.deviance - least)) - Math.sqrt(limit);
  };
  // The Wald half-width is a good first step whatever the units.
  const index = model.names.indexOf(name);
  const width = 2 * Math.sqrt(model.covariance[index]![index]!);
  return { low: end(excess, estimate, -width, name), high: end(excess, estimate, width, name) };
}

function end(excess: (value: number) => number, from: number, step: number, name: string): number {
  let inside = from;
  let atInside = -Infinity;
  let outside = from + step;
  let atOutside = excess(outside);
  for (let doubling = 0; atOutside < 0; doubling++) {
    if (doubling === MAX_DOUBLINGS) {
      throw new WorkspaceError({ what: "The interval has no end", where: name, mend: "Use fitFirth" });
    }
    inside = outside;
    atInside = atOutside;
    outside = from + (outside - from) * 2;
    atOutside = excess(outside);
  }
  if (atInside === -Infinity) atInside = excess(inside);
  return rootBetween(excess, { inside, atInside, outside, atOutside });
}

interface Bracket {
  readonly inside: number;
  readonly atInside: number;
  readonly outside: number;
  readonly atOutside: number;
}

/** Regula falsi with the Illinois rule. Source: Dowell & Jarratt (1971), BIT 11:168–174. */
function rootBetween(excess: (value: number) => number, bracket: Bracket): number {
  let { inside, atInside, outside, atOutside } = bracket;
  const width = Math.abs(outside - inside);
  let last = NaN;
  let side = 0;
  for (let step = 0; step < MAX_STEPS; step++) {
    const middle = (inside * atOutside - outside * atInside) / (atOutside - atInside);
    if (Math.abs(middle - last) <= AT_REST * width) return middle;
    last = middle;
    const value = excess(middle);
    if (value === 0) return middle;
    if (value < 0) {
      inside = middle;
      atInside = value;
      if (side < 0) atOutside /= 2;
      side = -1;
    } else {
      outside = middle;
      atOutside = value;
      if (side > 0) atInside /= 2;
      side = 1;
    }
  }
  return last;
}

/** A fit with one coefficient held. */
interface HeldFit {
  readonly beta: Float64Array;
  /** Deviance; of Firth −2 times the penalised log-likelihood. */
  readonly deviance: number;
}

/** The fit with one coefficient held at a value. */
function fitWith(model: RegressionModel, name: string, value: number, start: Float64Array | null): HeldFit {
  const { design, y, offset, family } = internalsOf(model);
  const index = model.names.indexOf(name), { outcome } = model.formula;
  if (model.method === "firth") {
    const { beta, penalised } = penalisedWith({ columns: design.values, y, offset, outcome }, {
      index,
      value,
    }, start);
    return { beta, deviance: -2 * penalised };
  }
  const held = design.values[index]!;
  return fitGlm({
    columns: design.values.filter((_, column) => column !== index),
    names: model.names.filter((_, column) => column !== index),
    y,
    family,
    offset: offset.map((before, row) => before + value * held[row]!),
    outcome,
  }, start);
}
