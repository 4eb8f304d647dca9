/**
 * Totals, means, proportions and ratios, for all or by domain.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { refuseExtremes } from "./_checks.ts";
import { type AnyDesign, type Estimates, type Estimator, evaluate } from "./estimates.ts";

/** A domain: its name and who belongs to it. The full design stays in place; others count as 0. */
export interface Domain {
  /** The name. */
  readonly name: string;
  /** Whether a row belongs to it. */
  readonly includes: (row: number) => boolean;
}

/** Options of an estimate. */
export interface EstimateOptions {
  /** The domains; everybody when absent. */
  readonly domains?: readonly Domain[];
  /** What an empty value (NaN) means: an error (unless told), or that the respondent is outside the domain. */
  readonly empty?: "refuse" | "outsideDomain";
}

const EVERYBODY: readonly Domain[] = [{ name: "all", includes: () => true }];

/**
 * Weighted totals Σ w y, per domain.
 *
 * @example A total with its standard error
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { total } from "./estimators.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(2, 2, 2), y: Float64Array.of(1, 2, 3) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const estimates = total(design, table.numbers("y"));
 * assert.equal(estimates.values[0], 12);
 * assert.equal(estimates.se[0]?.toFixed(4), Math.sqrt(12).toFixed(4));
 * ```
 *
 * @param design The design.
 * @param values One number a respondent.
 * @param options Domains, and what empty values mean.
 * @returns One estimate per domain.
 * @throws {WorkspaceError} When a value is empty and that is refused.
 */
export function total(design: AnyDesign, values: Float64Array, options: EstimateOptions = {}): Estimates {
  const masks = masksOf(design, [values], options);
  return evaluate(design, {
    ...frameOf(masks, options),
    estimate: (weights) => Float64Array.from(masks, (mask) => sumOver(mask, weights, values)),
    influence: (weights) => masks.map((mask) => mapRows(mask, (row) => weights[row]! * values[row]!)),
  });
}

/**
 * Weighted means Σ w y / Σ w, per domain. For a proportion give 0 and 1.
 *
 * @example A mean in two domains
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { mean } from "./estimators.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(1, 3, 1, 1), y: Float64Array.of(1, 2, 3, 5) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const domains = [
 *   { name: "first", includes: (row: number) => row < 2 },
 *   { name: "rest", includes: (row: number) => row >= 2 },
 * ];
 * assert.deepEqual([...mean(design, table.numbers("y"), { domains }).values], [1.75, 4]);
 * ```
 *
 * @param design The design.
 * @param values One number a respondent.
 * @param options Domains, and what empty values mean.
 * @returns One estimate per domain; NaN, with n = 0 and a standard error of NaN, for an empty domain.
 * @throws {WorkspaceError} When a value is empty and that is refused, or infinite or of an extreme size.
 */
export function mean(design: AnyDesign, values: Float64Array, options: EstimateOptions = {}): Estimates {
  const ones = new Float64Array(values.length).fill(1);
  return ratio(design, values, ones, options);
}

/**
 * Weighted ratios Σ w y / Σ w x, per domain.
 *
 * @example A ratio
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { ratio } from "./estimators.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(1, 1), y: Float64Array.of(1, 2), x: Float64Array.of(2, 4) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * const estimates = ratio(design, table.numbers("y"), table.numbers("x"));
 * assert.equal(estimates.values[0], 0.5);
 * assert.ok((estimates.se[0] ?? 1) < 1e-12);
 * ```
 *
 * @param design The design.
 * @param numerator One number a respondent.
 * @param denominator One number a respondent.
 * @param options Domains, and what empty values mean.
 * @returns One estimate per domain; NaN, with n = 0 and a standard error of NaN, for an empty domain.
 * @throws {WorkspaceError} When a value is empty and that is refused, a value is infinite or of an extreme size, or the
 *   denominators of the respondents in a domain add up to 0.
 */
export function ratio(
  design: AnyDesign,
  numerator: Float64Array,
  denominator: Float64Array,
  options: EstimateOptions = {},
): Estimates {
  const masks = masksOf(design, [numerator, denominator], options);
  const frame = frameOf(masks, options);
  refuseZeroBase(design, frame, denominator);
  return evaluate(design, {
    ...frame,
    estimate: (weights) =>
      Float64Array.from(masks, (mask) => {
        const base = sumOver(mask, weights, denominator);
        return base === 0 ? NaN : sumOver(mask, weights, numerator) / base;
      }),
    influence: (weights, values) =>
      masks.map((mask, index) => {
        const base = sumOver(mask, weights, denominator);
        const value = values[index]!;
        return mapRows(mask, (row) => weights[row]! * (numerator[row]! - value * denominator[row]!) / base);
      }),
  });
}

/** One byte a respondent: 1 inside. */
export type Mask = Uint8Array;

/** The masks of the domains, without respondents whose values are empty where that is asked for. */
export function masksOf(
  design: AnyDesign,
  columns: readonly Float64Array[],
  { domains = EVERYBODY, empty = "refuse" }: EstimateOptions,
): readonly Mask[] {
  const rows = design.rowCount;
  const wrong = columns.find((column) => column.length !== rows);
  if (wrong) {
    throw new WorkspaceError({
      what: `A column has ${wrong.length} values for ${rows} respondents`,
      where: "survey estimate",
      mend: "Give one number a respondent, in the order of the design",
    });
  }
  for (const column of columns) refuseExtremes(column, "survey estimate", design.weights);
  return domains.map(({ name, includes }) => {
    const mask = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      if (!includes(row)) continue;
      if (!columns.some((column) => Number.isNaN(column[row]!))) mask[row] = 1;
      else if (empty === "refuse" && design.weights[row] !== 0) throw emptyValue(name, row);
    }
    return mask;
  });
}

/** Names and domain of an estimator over masks. */
export function frameOf(
  masks: readonly Mask[],
  options: EstimateOptions,
): Pick<Estimator, "names" | "masks"> {
  return {
    names: (options.domains ?? EVERYBODY).map(({ name }) => name),
    masks,
  };
}

/** Σ w y inside a mask. */
export function sumOver(mask: Mask, weights: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row] === 1) sum += weights[row]! * values[row]!;
  return sum;
}

function mapRows(mask: Mask, valueOf: (row: number) => number): Float64Array {
  const column = new Float64Array(mask.length);
  for (let row = 0; row < mask.length; row++) if (mask[row] === 1) column[row] = valueOf(row);
  return column;
}

function refuseZeroBase(
  design: AnyDesign,
  { names, masks }: Pick<Estimator, "names" | "masks">,
  denominator: Float64Array,
): void {
  const index = masks.findIndex((mask) =>
    mask.some((inside, row) => inside === 1 && design.weights[row] !== 0) &&
    sumOver(mask, design.weights, denominator) === 0
  );
  if (index < 0) return;
  throw new WorkspaceError({
    what: "The denominators add up to 0, so no ratio exists",
    where: `domain ${names[index]}`,
    mend: "Leave the domain out, or merge it with another",
  });
}

function emptyValue(name: string, row: number): WorkspaceError {
  return new WorkspaceError({
    what: "A respondent has no value",
    where: `domain ${name}, row ${row + 1}`,
    mend:
      'Say empty: "outsideDomain" to leave such respondents out inside the full design, and show the bounds as well',
  });
}
