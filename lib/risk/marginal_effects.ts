/**
 * What a model means in percentage points: average marginal effects and standardised risks.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { type Internals, internalsOf } from "./_internals.ts";
import { predictor } from "./_irls.ts";
import { brief, withSummary } from "../core/summary.ts";
import { type Effect, type RegressionModel, type RiskMethod, waldEffect } from "./model.ts";

/** A quantity of the coefficients with its gradient. */
interface Quantity {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Average marginal effects. */
export interface MarginalEffects {
  /** Rows averaged over. */
  readonly n: number;
  /** One effect per number, and one per level of a factor against its reference. On the scale of the outcome. */
  readonly effects: readonly Effect[];
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found; that of the model. */
  readonly warnings: readonly Label[];
}

/** The standardised risk at one level. */
export interface StandardisedRisk {
  /** The level. */
  readonly level: string;
  /** Rows observed at this level. */
  readonly n: number;
  /** Mean risk had everybody this level, all else as it is. */
  readonly risk: Effect;
  /** Ratio against the reference, `se` that of its logarithm; null for the reference. */
  readonly ratio: Effect | null;
  /** Difference against the reference; null for the reference. */
  readonly difference: Effect | null;
}

/** Standardised risks of one column. */
export interface StandardisedRisks {
  /** The column. */
  readonly column: string;
  /** Rows averaged over. */
  readonly n: number;
  /** One per level, the reference first. */
  readonly risks: readonly StandardisedRisk[];
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found; that of the model. */
  readonly warnings: readonly Label[];
}

/** Methods whose mean is no chance. */
const WITHOUT_RISKS: ReadonlySet<RiskMethod> = new Set(["linear", "poisson", "negative-binomial"]);

const FIXED_POPULATION: readonly Label[] = [{
  nl: "De intervallen gelden voor een bevolking met deze zelfde samenstelling (deltamethode)",
  en: "The intervals hold for a population of this same composition (delta method)",
}];

/**
 * Average marginal effects: how much the expected outcome differs, in its own units, averaged over all rows.
 *
 * A number: mean of ∂μ/∂x. A number with only the values 0 and 1: mean of μ(1) − μ(0). A factor: mean of μ(level) −
 * μ(reference), with all its columns set together (programs that flip one column alone get another number). Intervals
 * by the delta method with the covariance of the model.
 *
 * @example Percentage points
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { fitLogistic } from "./logistic.ts";
 * import { marginalEffects } from "./marginal_effects.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = (count: number, x: number, y: number) => Array.from({ length: count }, () => [x, y] as const);
 * const all = [...rows(30, 1, 1), ...rows(70, 1, 0), ...rows(20, 0, 1), ...rows(80, 0, 0)];
 * const table = Table.from({ x: Float64Array.from(all, ([x]) => x), y: Float64Array.from(all, ([, y]) => y) });
 * const { effects } = marginalEffects(fitLogistic(table, formula("y", ["x"])));
 * assert.equal(effects[0]?.estimate.toFixed(6), "0.100000");
 * ```
 *
 * @param model The model.
 * @returns One effect per column of the formula, or per level.
 */
export function marginalEffects(model: RegressionModel): MarginalEffects {
  const rows = internalsOf(model);
  const columns = model.formula.terms.flatMap((term) => term.kind === "interaction" ? [] : [term.column]);
  const effects = columns.flatMap((column) => effectsOf(model, rows, column));
  return shown(`average marginal effects on ${model.formula.outcome}`, {
    n: model.n,
    effects,
    assumptions: [...model.assumptions, ...FIXED_POPULATION],
    warnings: model.warnings,
  }, effects);
}

/**
 * Risks standardised to the whole group: what part would have the outcome had everybody the same level.
 *
 * Mean of μ with the column set to a level, all else as observed (g-computation), with ratio and difference against the
 * reference. Right for common outcomes, where an odds ratio misleads. Source: Zou (2004); Greenland (2004), American
 * Journal of Epidemiology 160:301–305.
 *
 * @example Standardising one column alone gives the crude risks
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { fitLogistic } from "./logistic.ts";
 * import { standardisedRisks } from "./marginal_effects.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = (count: number, x: number, y: number) => Array.from({ length: count }, () => [x, y] as const);
 * const all = [...rows(30, 1, 1), ...rows(70, 1, 0), ...rows(20, 0, 1), ...rows(80, 0, 0)];
 * const table = Table.from({ x: Float64Array.from(all, ([x]) => x), y: Float64Array.from(all, ([, y]) => y) });
 * const { risks } = standardisedRisks(fitLogistic(table, formula("y", ["x"])), "x");
 * assert.equal(risks[1]?.ratio?.estimate.toFixed(6), "1.500000");
 * ```
 *
 * @param model A logistic, Firth or modified Poisson model.
 * @param column A factor, or a column with only the values 0 and 1, of the formula.
 * @returns One risk per level.
 * @throws {WorkspaceError} When the model has no risks or the column has other values.
 */
export function standardisedRisks(model: RegressionModel, column: string): StandardisedRisks {
  if (WITHOUT_RISKS.has(model.method)) {
    throw new WorkspaceError({ what: `A ${model.method} model has no risks`, mend: "Use marginalEffects" });
  }
  const rows = internalsOf(model);
  const { values, levels } = rows.design.dataOf(column);
  if (levels.length === 0 && !isBinary(values)) {
    throw new WorkspaceError({
      what: "The column has other values than 0 and 1",
      where: column,
      mend: "Use marginalEffects, or make it a factor of groups",
    });
  }
  const names = levels.length === 0 ? ["0", "1"] : levels;
  const means = names.map((_, code) => meanAt(rows, model, column, code));
  const first = means[0]!;
  const risks = names.map((level, code): StandardisedRisk => {
    const own = means[code]!;
    return {
      level,
      n: values.reduce((count, value) => value === code ? count + 1 : count, 0),
      risk: byDelta(model, level, own),
      ratio: code === 0 ? null : ratioOf(model, `${level} / ${names[0]}`, own, first),
      difference: code === 0 ? null : byDelta(model, `${level} − ${names[0]}`, minus(own, first)),
    };
  });
  const shownEffects = risks.flatMap(({ risk, ratio }) => ratio === null ? [risk] : [risk, ratio]);
  return shown(`standardised risk of ${model.formula.outcome} by ${column}`, {
    column,
    n: model.n,
    risks,
    assumptions: [...model.assumptions, ...FIXED_POPULATION],
    warnings: model.warnings,
  }, shownEffects);
}

function effectsOf(model: RegressionModel, rows: Internals, column: string): readonly Effect[] {
  const { values, levels, curve } = rows.design.dataOf(column);
  if (levels.length === 0 && (curve !== undefined || !isBinary(values))) {
    return [byDelta(model, column, meanSlope(rows, model, column))];
  }
  const reference = meanAt(rows, model, column, 0);
  const codes = levels.length === 0 ? [1] : levels.slice(1).map((_, index) => index + 1);
  return codes.map((code) => {
    const name = levels.length === 0 ? column : `${column}=${levels[code]}`;
    return byDelta(model, name, minus(meanAt(rows, model, column, code), reference));
  });
}

function isBinary(values: Float64Array): boolean {
  return values.every((value) => value === 0 || value === 1);
}

/** Mean of μ with a column set to a value; gradient mean of μ′x. */
function meanAt(
  { design, offset, family }: Internals,
  model: RegressionModel,
  column: string,
  value: number,
): Quantity {
  const columns = design.valuesWith({ column, value });
  const eta = predictor(columns, model.estimates, offset);
  const slopes = eta.map(family.slope);
  return {
    value: average(eta.map(family.mean)),
    gradient: Float64Array.from(columns, (x) => averageProduct(slopes, x)),
  };
}

/** Mean of μ′·∂η/∂x. */
function meanSlope({ design, eta, family }: Internals, model: RegressionModel, column: string): Quantity {
  const changes = design.slopesAlong(column);
  const direction = predictor(changes, model.estimates, new Float64Array(eta.length));
  const slopes = eta.map(family.slope);
  const bent = eta.map((value, row) => family.curvature(value) * direction[row]!);
  return {
    value: averageProduct(slopes, direction),
    gradient: Float64Array.from(
      design.values,
      (x, index) => averageProduct(bent, x) + averageProduct(slopes, changes[index]!),
    ),
  };
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function averageProduct(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, row) => sum + value * b[row]!, 0) / a.length;
}

function minus(a: Quantity, b: Quantity): Quantity {
  return { value: a.value - b.value, gradient: a.gradient.map((value, index) => value - b.gradient[index]!) };
}

function byDelta(model: RegressionModel, name: string, { value, gradient }: Quantity): Effect {
  let variance = 0;
  model.covariance.forEach((row, i) =>
    row.forEach((cell, j) => variance += gradient[i]! * cell * gradient[j]!)
  );
  const df = internalsOf(model).degreesOf?.(gradient) ?? model.df;
  return waldEffect({ df, level: model.level }, name, value, Math.sqrt(Math.max(0, variance)));
}

function ratioOf(model: RegressionModel, name: string, own: Quantity, reference: Quantity): Effect {
  const gradient = own.gradient.map((value, i) =>
    value / own.value - reference.gradient[i]! / reference.value
  );
  const log = byDelta(model, name, { value: Math.log(own.value) - Math.log(reference.value), gradient });
  return { ...log, estimate: Math.exp(log.estimate), low: Math.exp(log.low), high: Math.exp(log.high) };
}

function shown<T extends MarginalEffects | StandardisedRisks>(
  title: string,
  result: T,
  effects: readonly Effect[],
): T {
  const lines = effects.map((effect) =>
    `  ${effect.name}: ${[effect.estimate, effect.low, effect.high].map(brief).join("  ")}`
  );
  return withSummary(
    result,
    [`${title}, n = ${result.n}`, ...lines, ...result.warnings.map(({ en }) => `  ! ${en}`)].join("\n"),
  );
}
