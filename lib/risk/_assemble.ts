/**
 * The common way from a table to a model: read, fit, covariance, what to say.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import type { Table } from "../core/table.ts";
import { numericValues } from "./_columns.ts";
import type { Family } from "./_family.ts";
import { inflatedColumns } from "./_inflation.ts";
import { keepInternals } from "./_internals.ts";
import type { Triangle } from "./_qr.ts";
import type { DegreesOf } from "./_satterthwaite.ts";
import { adviceOn, ASSUMPTIONS } from "./_sayings.ts";
import { type CovarianceChoice, covarianceOf } from "./covariance.ts";
import {
  type CollinearPolicy,
  type DesignMatrix,
  designMatrix,
  type MissingPolicy,
} from "./design_matrix.ts";
import type { Formula } from "./formula.ts";
import { type ModelFit, RegressionModel, type RiskMethod } from "./model.ts";

/** Options of every fit. */
export interface FitOptions {
  /** How uncertainty is worked out; each method names its default. */
  readonly covariance?: CovarianceChoice;
  /** What to do with rows that miss a value; `refuse` unless told. */
  readonly missing?: MissingPolicy;
  /** What to do with columns that follow from others; `refuse` unless told. */
  readonly collinear?: CollinearPolicy;
  /** The confidence level; 0.95 unless told. */
  readonly level?: number;
}

/** What a fit function starts from. */
export interface Prepared {
  readonly table: Table;
  readonly design: DesignMatrix;
  readonly y: Float64Array;
  readonly offset: Float64Array;
  readonly covariance: CovarianceChoice;
  readonly level: number;
}

/** Reads design, outcome and person-time. */
export function prepare(
  table: Table,
  formula: Formula,
  options: FitOptions & { readonly personTime?: string },
  usual: CovarianceChoice,
): Prepared {
  const level = checkedLevel(options.level);
  const covariance = options.covariance ?? usual;
  const design = designMatrix(table, formula, {
    ...(options.missing === undefined ? {} : { missing: options.missing }),
    ...(options.collinear === undefined ? {} : { collinear: options.collinear }),
    ...(options.personTime === undefined ? {} : { alsoNumeric: [options.personTime] }),
    ...(typeof covariance === "string" ? {} : { group: covariance.cluster }),
  });
  const y = numericValues(table.column(formula.outcome), formula.outcome, design.rows);
  return { table, design, y, offset: offsetOf(table, design, options.personTime), covariance, level };
}

/** The confidence level; 0.95 unless told. */
export function checkedLevel(level = 0.95): number {
  if (level > 0 && level < 1) return level;
  throw new WorkspaceError({
    what: "The confidence level lies outside 0 to 1",
    mend: "Use for example 0.95",
  });
}

function offsetOf(table: Table, design: DesignMatrix, personTime: string | undefined): Float64Array {
  if (personTime === undefined) return new Float64Array(design.n);
  const times = numericValues(table.column(personTime), personTime, design.rows);
  if (times.every((time) => time > 0)) return times.map(Math.log);
  throw new WorkspaceError({
    what: "Person-time is zero or negative",
    where: personTime,
    mend: "Leave these rows out",
  });
}

/** Refuses an outcome that is not 0 and 1, or has one value only. */
export function requireTwoClasses(y: Float64Array, outcome: string): void {
  if (y.some((value) => value !== 0 && value !== 1)) {
    throw new WorkspaceError({
      what: "The outcome has other values than 0 and 1",
      where: outcome,
      mend: "Make it a column of truth values, or use fitPoisson for counts and fitLinear for amounts",
    });
  }
  if (y.every((value) => value === y[0])) {
    throw new WorkspaceError({
      what: "Every row has the same outcome",
      where: outcome,
      mend: "A model needs rows with and rows without the outcome; check the selection",
    });
  }
}

/** What a method found. */
export interface Fitted {
  readonly method: RiskMethod;
  readonly family: Family;
  readonly beta: Float64Array;
  readonly eta: Float64Array;
  readonly qr: Triangle;
  /** Spread of the model covariance. */
  readonly scale: number;
  /** Degrees of freedom of intervals without clusters. */
  readonly df: number;
  readonly fit: ModelFit;
}

/** Puts a model together. */
export function assemble(prepared: Prepared, fitted: Fitted): RegressionModel {
  const { design, y, offset, covariance: choice, level } = prepared;
  const { family, eta, qr } = fitted;
  const clusters = typeof choice === "string"
    ? null
    : clusterCodes(prepared.table, choice.cluster, design.rows);
  const rows = { eta, score: new Float64Array(eta.length), weight: new Float64Array(eta.length) };
  if (choice !== "model") family.evaluate(y, rows);
  const covariance = covarianceOf({
    columns: design.values,
    qr,
    residuals: rows.score,
    weights: rows.weight,
    variances: variancesOf(family, eta, rows.weight),
    scale: fitted.scale,
    clusters,
  }, choice);
  requireFinite(fitted, covariance.cells, design);
  const coefficientDf = covariance.degreesOf === null
    ? null
    : eachDegrees(covariance.degreesOf, fitted.beta.length);
  const model = new RegressionModel({
    method: fitted.method,
    formula: design.formula,
    n: design.n,
    droppedRows: design.droppedRows,
    missing: design.missing,
    factors: design.factors,
    names: design.columns.map(({ name }) => name),
    estimates: fitted.beta,
    covariance: covariance.cells,
    covarianceLabel: covariance.label,
    df: covariance.clusters === null ? fitted.df : covariance.clusters - 1,
    coefficientDf,
    residualDf: design.n - design.columns.length,
    level,
    fit: fitted.fit,
    assumptions: assumptionsOf(fitted.method, clusters !== null),
    warnings: adviceOn({
      method: fitted.method,
      design,
      y,
      clusters: covariance.clusters,
      choice,
      coefficientDf,
      inflated: inflatedColumns(design, qr),
    }),
  });
  return keepInternals(model, { design, y, eta, offset, family, degreesOf: covariance.degreesOf });
}

/** V = μ′²/W: the variance of the outcome in the working model. */
function variancesOf(family: Family, eta: Float64Array, weight: Float64Array): Float64Array | null {
  if (family.name === "gaussian") return null;
  return eta.map((value, row) => family.slope(value) ** 2 / weight[row]!);
}

function eachDegrees(degreesOf: DegreesOf, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => {
    const contrast = new Float64Array(count);
    contrast[index] = 1;
    return degreesOf(contrast);
  });
}

function assumptionsOf(method: RiskMethod, clustered: boolean): readonly Label[] {
  return [...ASSUMPTIONS[method], ASSUMPTIONS[clustered ? "clusters" : "independent"][0]!];
}

function requireFinite(fitted: Fitted, cells: readonly Float64Array[], design: DesignMatrix): void {
  const bad = design.columns.filter((_, index) =>
    !Number.isFinite(fitted.beta[index]!) || !Number.isFinite(cells[index]![index]!) ||
    cells[index]![index]! < 0
  );
  if (bad.length === 0) return;
  throw new WorkspaceError({
    what: `No finite estimate or standard error for ${bad.map(({ name }) => name).join(", ")}`,
    where: `model of ${design.formula.outcome}`,
    mend: "Bring the columns to a common scale and look for levels with few rows",
  });
}

/** A number per row for the values of a column. */
export function clusterCodes(table: Table, name: string, rows: Int32Array): Int32Array {
  const { values } = table.column(name);
  const codes = new Map<unknown, number>();
  return Int32Array.from(rows, (row) => {
    const key = values[row];
    const code = codes.get(key) ?? codes.size;
    codes.set(key, code);
    return code;
  });
}
