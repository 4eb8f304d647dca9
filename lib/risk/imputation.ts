/**
 * Multiple imputation by chained equations.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { randomFor } from "../core/random.ts";
import { type Column, Table } from "../core/table.ts";
import { type ImputationMethod, runChain } from "./_chain.ts";
import type { MissingCount } from "./design_matrix.ts";
import type { RegressionModel } from "./model.ts";
import { AT_RANDOM, type PooledModel, poolModels } from "./pooling.ts";

export type { ImputationMethod } from "./_chain.ts";

/** Options of an imputation. */
export interface ImputationOptions {
  /** The columns to impute, each with its method. */
  readonly columns: Readonly<Record<string, ImputationMethod>>;
  /**
   * Further columns to predict from, complete ones: numbers, truth values, or texts as categories. Take in the outcome
   * of the later model and what tells who answers. Imputed columns predict each other anyway.
   */
  readonly predictors: readonly string[];
  /** The name from which the random numbers derive, for example `heusden/aanvulling`. */
  readonly seed: string;
  /** Number of imputed data sets; 20 unless told. */
  readonly imputations?: number;
  /** Rounds over the columns per data set; 10 unless told. */
  readonly rounds?: number;
  /** Rows with the nearest prediction of which one gives its value; 5 unless told. */
  readonly donors?: number;
}

/** How well the chains of one column mix. */
export interface ImputationTrace {
  /** The column. */
  readonly column: string;
  /** Gelman–Rubin ratio of the chain means over the second half of the rounds: 1 is well mixed; above 1.2 is not. */
  readonly rHat: number;
}

/** Imputed data sets. They show their shape only. */
export class Imputations {
  readonly #tables: readonly Table[];
  /** Rows in each data set. */
  readonly n: number;
  /** What was missing. */
  readonly missing: readonly MissingCount[];
  /** How well the chains mix, by column. */
  readonly traces: readonly ImputationTrace[];
  /** What has to hold. */
  readonly assumptions: readonly Label[] = [AT_RANDOM];
  /** What was found. */
  readonly warnings: readonly Label[];

  /** Not for callers: use {@linkcode imputeChained}. */
  constructor(
    tables: readonly Table[],
    missing: readonly MissingCount[],
    traces: readonly ImputationTrace[],
  ) {
    this.#tables = tables;
    this.n = tables[0]!.rowCount;
    this.missing = missing;
    this.traces = traces;
    this.warnings = warningsOf(traces, missing, this.n);
  }

  /** The completed tables, for the analysis functions. */
  get tables(): readonly Table[] {
    return this.#tables;
  }

  /**
   * Fits a model on each data set and pools.
   *
   * @param fit Fits one, for example `(table) => fitLogistic(table, terms)`.
   * @returns Pooled coefficients and ratios.
   */
  fit(fit: (table: Table) => RegressionModel): PooledModel {
    return poolModels(this.#tables.map(fit));
  }

  /** The shape. */
  toString(): string {
    const gaps = this.missing.map(({ column, rows }) => `${column} ${rows}`).join(", ");
    return `Imputations(${this.#tables.length} data sets of ${this.n} rows; missing: ${gaps})`;
  }

  /** The shape, so that `JSON.stringify` leaks no row. */
  toJSON(): string {
    return this.toString();
  }

  /** The shape, for `console.log`. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toString();
  }

  /** The shape, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.toString() };
  }
}

const USUAL = { imputations: 20, rounds: 10, donors: 5 };
/** Source: Gelman et al. (2013), Bayesian Data Analysis, 11.5 (1.1); 1.2 allows for short chains. */
const MIXED = 1.2;
/** Above this share a column is mostly made up. */
const MOSTLY_MISSING = 0.5;

/**
 * Imputes missing values by chained equations: each column in turn is predicted from all others, with the uncertainty of
 * the prediction, in several data sets.
 *
 * Gaps start as random draws of observed values; columns are visited from fewest to most gaps. Coefficients are drawn
 * from their posterior (σ² from SSE/χ², β normal; logistic with a weak prior, so that separation does no harm). Mean
 * matching compares the drawn predictions of gaps with the estimated ones of observed rows (type 1).
 * Source: van Buuren (2018), Flexible Imputation of Missing Data, ch. 3–4; Morris, White & Royston (2014), BMC Med Res
 * Methodol 14:75.
 *
 * @example A slope with half of a column missing
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { formula } from "./formula.ts";
 * import { imputeChained } from "./imputation.ts";
 * import { fitLinear } from "./linear.ts";
 * import assert from "node:assert/strict";
 *
 * const x = Float64Array.from({ length: 60 }, (_, row) => row / 10);
 * const y = x.map((value, row) => 2 * value + Math.sin(7 * row));
 * const gappy = x.map((value, row) => (row % 4 === 1 ? NaN : value));
 * const imputed = imputeChained(Table.from({ x: gappy, y }), {
 *   columns: { x: "meanMatching" }, predictors: ["y"], seed: "voorbeeld", imputations: 10,
 * });
 * const [, slope] = imputed.fit((table) => fitLinear(table, formula("y", ["x"]))).coefficients;
 * assert.ok(slope !== undefined && slope.low < 2 && 2 < slope.high);
 * ```
 *
 * @param table The rows, with gaps.
 * @param options Columns, predictors and seed.
 * @returns The data sets; `fit` pools models over them.
 * @throws {WorkspaceError} When a column has no gap or too few values, a predictor has gaps or is named twice, or a
 * method does not fit the column.
 */
export function imputeChained(table: Table, options: ImputationOptions): Imputations {
  const settings = settingsOf(table, options);
  const chains = Array.from(
    { length: settings.imputations },
    (_, chain) => runChain(table, settings, randomFor(`${options.seed}/${chain + 1}`)),
  );
  const missing = chains[0]!.work.map(({ name, gaps }) => ({ column: name, rows: gaps.length }));
  const traces = missing.map(({ column }, index) => ({
    column,
    rHat: gelmanRubin(chains.map(({ means }) => means[index]!)),
  }));
  return new Imputations(chains.map(({ table }) => table), missing, traces);
}

function settingsOf(table: Table, options: ImputationOptions) {
  const { imputations, rounds, donors } = { ...USUAL, ...options };
  const names = Object.keys(options.columns);
  const all = [...names, ...options.predictors];
  if (new Set(all).size < all.length || names.length === 0 || all.length < 2) {
    throw new WorkspaceError({
      what: "Nothing to impute, nothing to predict from, or a column named twice",
      where: all.join(", "),
      mend: "Name each column once: under columns or under predictors",
    });
  }
  if (
    ![imputations, rounds, donors].every((value) => Number.isInteger(value) && value >= 1) || imputations < 2
  ) {
    throw new WorkspaceError({
      what: `Cannot make ${imputations} imputations in ${rounds} rounds with ${donors} donors`,
      where: "imputeChained",
      mend: "Use whole numbers from 1, and two imputations or more",
    });
  }
  const fixed = options.predictors.flatMap((name) => predictorColumns(table.column(name), name));
  return { imputations, rounds, donors, fixed, columns: options.columns };
}

/** Numbers as they are, categories as indicators of all levels but the first. */
function predictorColumns(column: Column, name: string): readonly Float64Array[] {
  const { values } = column;
  const gaps =
    Array.from(values as ArrayLike<unknown>).filter((value) => value === null || Number.isNaN(value)).length;
  if (gaps > 0) {
    throw new WorkspaceError({
      what: `A predictor misses ${gaps} values`,
      where: name,
      mend: "Impute it too, or leave it out",
    });
  }
  if (column.type === "number") return [column.values];
  if (column.type === "boolean") return [Float64Array.from(column.values, Number)];
  const texts = column.values;
  const levels = [...new Set(texts)].sort();
  if (levels.length > texts.length / 2) {
    throw new WorkspaceError({
      what: `A category with ${levels.length} levels on ${texts.length} rows is no grouping`,
      where: name,
      mend: "Group it, or leave it out",
    });
  }
  return levels.slice(1).map((level) => Float64Array.from(texts, (text) => (text === level ? 1 : 0)));
}

/** √(((r − 1)/r·W + B)/W) over the second half of the rounds; 1 where the chains do not move at all. */
function gelmanRubin(chains: readonly (readonly number[])[]): number {
  const halves = chains.map((means) => means.slice(Math.floor(means.length / 2)));
  const length = halves[0]!.length;
  if (length < 2) return NaN;
  const centres = halves.map((means) => means.reduce((sum, value) => sum + value, 0) / length);
  const within = halves.reduce(
    (sum, means, chain) =>
      sum + means.reduce((squares, value) => squares + (value - centres[chain]!) ** 2, 0) / (length - 1),
    0,
  ) /
    halves.length;
  const middle = centres.reduce((sum, value) => sum + value, 0) / centres.length;
  const between = centres.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (centres.length - 1);
  return within === 0 ? 1 : Math.sqrt((length - 1) / length + between / within);
}

function warningsOf(
  traces: readonly ImputationTrace[],
  missing: readonly MissingCount[],
  n: number,
): readonly Label[] {
  const loose = traces.filter(({ rHat }) => !(rHat <= MIXED)).map(({ column }) => column).join(", ");
  const mostly = missing.filter(({ rows }) => rows > MOSTLY_MISSING * n).map(({ column }) => column).join(
    ", ",
  );
  return [
    ...(loose === "" ? [] : [{
      nl: `De ketens van ${loose} zijn nog niet gemengd: gebruik meer ronden`,
      en: `The chains of ${loose} have not mixed yet: use more rounds`,
    }]),
    ...(mostly === "" ? [] : [{
      nl: `Van ${mostly} ontbreekt meer dan de helft: de uitkomst rust vooral op het model`,
      en: `More than half of ${mostly} is missing: the result rests on the model mostly`,
    }]),
  ];
}
