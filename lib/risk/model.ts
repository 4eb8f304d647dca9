/**
 * A fitted regression: coefficients with intervals, and what has to be said with them.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import type { Label } from "../core/language.ts";
import { normalCdf, normalQuantile, studentTCdf, studentTQuantile } from "../core/stats/mod.ts";
import type { Theta } from "./_theta.ts";
import { brief } from "../core/summary.ts";
import type { FactorLevels, MissingCount } from "./design_matrix.ts";
import type { Formula } from "./formula.ts";

/** An estimate with its uncertainty. */
export interface Effect {
  /** What it is of. */
  readonly name: string;
  /** The estimate. */
  readonly estimate: number;
  /** Its standard error; for a ratio that of its logarithm. */
  readonly se: number;
  /** Lower end of the interval. */
  readonly low: number;
  /** Upper end of the interval. */
  readonly high: number;
  /** Two-sided p-value against no association. */
  readonly p: number;
}

/** Which method made a model. */
export type RiskMethod =
  | "linear"
  | "logistic"
  | "firth"
  | "poisson"
  | "negative-binomial"
  | "modified-poisson";
/** What the exponentials of the coefficients are. */
export type RatioKind = "odds ratio" | "risk ratio" | "rate ratio";

/** How well a model fits, as far as its method defines it; null where it does not. */
export interface ModelFit {
  /** Deviance; the residual sum of squares of a linear model. */
  readonly deviance: number;
  /** Deviance with the constant alone. */
  readonly nullDeviance: number | null;
  /** Log-likelihood; penalised for Firth; null for the quasi-likelihood of modified Poisson. */
  readonly logLikelihood: number | null;
  /** −2 log-likelihood + 2k (linear models: k counts the spread too). */
  readonly aic: number | null;
  /** Share of the spread explained, of linear models. */
  readonly rSquared: number | null;
  /** Residual standard deviation, of linear models. */
  readonly sigma: number | null;
  /** The spread θ of a negative binomial model, whose variance is μ + μ²/θ; absent otherwise. */
  readonly theta?: Theta;
}

/** What a {@linkcode RegressionModel} shows. */
export interface ModelParts {
  /** The method. */
  readonly method: RiskMethod;
  /** The formula. */
  readonly formula: Formula;
  /** Rows in the model. */
  readonly n: number;
  /** Rows left out for a missing value. */
  readonly droppedRows: number;
  /** Missing values by column. */
  readonly missing: readonly MissingCount[];
  /** The levels of the factors with their rows. */
  readonly factors: readonly FactorLevels[];
  /** The names of the coefficients. */
  readonly names: readonly string[];
  /** The coefficients. */
  readonly estimates: Float64Array;
  /** Their covariance, by rows. */
  readonly covariance: readonly Float64Array[];
  /** Which covariance, in words. */
  readonly covarianceLabel: string;
  /** Degrees of freedom of the intervals; Infinity for normal quantiles. */
  readonly df: number;
  /** Satterthwaite's degrees of freedom per coefficient with a CR2 covariance; null where `df` holds for all. */
  readonly coefficientDf: Float64Array | null;
  /** Rows minus coefficients. */
  readonly residualDf: number;
  /** The confidence level. */
  readonly level: number;
  /** How well it fits. */
  readonly fit: ModelFit;
  /** What has to hold for the intervals to be right. */
  readonly assumptions: readonly Label[];
  /** What was found in these data. */
  readonly warnings: readonly Label[];
}

const RATIOS: Readonly<Record<RiskMethod, RatioKind | null>> = {
  linear: null,
  logistic: "odds ratio",
  firth: "odds ratio",
  poisson: "rate ratio",
  "negative-binomial": "rate ratio",
  "modified-poisson": "risk ratio",
};

/** A fitted model about a group. It predicts for no single person. Made by the `fit…` functions. */
export class RegressionModel implements Readonly<ModelParts> {
  /** The method. */
  readonly method: RiskMethod;
  /** The formula. */
  readonly formula: Formula;
  /** Rows in the model. */
  readonly n: number;
  /** Rows left out for a missing value. */
  readonly droppedRows: number;
  /** Missing values by column. */
  readonly missing: readonly MissingCount[];
  /** The levels of the factors with their rows. */
  readonly factors: readonly FactorLevels[];
  /** The names of the coefficients. */
  readonly names: readonly string[];
  /** The coefficients. */
  readonly estimates: Float64Array;
  /** Their covariance, by rows. */
  readonly covariance: readonly Float64Array[];
  /** Which covariance, in words. */
  readonly covarianceLabel: string;
  /** Degrees of freedom of the intervals; Infinity for normal quantiles. */
  readonly df: number;
  /** Satterthwaite's degrees of freedom per coefficient with a CR2 covariance; null where `df` holds for all. */
  readonly coefficientDf: Float64Array | null;
  /** Rows minus coefficients. */
  readonly residualDf: number;
  /** The confidence level. */
  readonly level: number;
  /** How well it fits. */
  readonly fit: ModelFit;
  /** What has to hold for the intervals to be right. */
  readonly assumptions: readonly Label[];
  /** What was found in these data. */
  readonly warnings: readonly Label[];

  /** Not for callers: use the `fit…` functions. */
  constructor(parts: ModelParts) {
    this.method = parts.method;
    this.formula = parts.formula;
    this.n = parts.n;
    this.droppedRows = parts.droppedRows;
    this.missing = parts.missing;
    this.factors = parts.factors;
    this.names = parts.names;
    this.estimates = parts.estimates;
    this.covariance = parts.covariance;
    this.covarianceLabel = parts.covarianceLabel;
    this.df = parts.df;
    this.coefficientDf = parts.coefficientDf;
    this.residualDf = parts.residualDf;
    this.level = parts.level;
    this.fit = parts.fit;
    this.assumptions = parts.assumptions;
    this.warnings = parts.warnings;
  }

  /** The coefficients with Wald intervals, the constant included. */
  get coefficients(): readonly Effect[] {
    return this.names.map((name, index) =>
      waldEffect(
        { df: this.coefficientDf?.[index] ?? this.df, level: this.level },
        name,
        this.estimates[index]!,
        Math.sqrt(this.covariance[index]![index]!),
      )
    );
  }

  /**
   * One coefficient.
   *
   * @param name For example `smoke` or `race=2`.
   * @returns The coefficient with its Wald interval.
   * @throws {WorkspaceError} When the model has none of this name.
   */
  coefficient(name: string): Effect {
    const found = this.coefficients.find((effect) => effect.name === name);
    if (found) return found;
    throw new WorkspaceError({
      what: `No coefficient of this name: ${name}`,
      mend: `Choose one of: ${this.names.join(", ")}`,
    });
  }

  /** What the exponentials of the coefficients are; null for a linear model. */
  get ratioKind(): RatioKind | null {
    return RATIOS[this.method];
  }

  /**
   * The coefficients as ratios with Wald intervals, without the constant; `se` stays that of the logarithm.
   *
   * An odds ratio is no risk ratio: where more than one in ten have the outcome, it lies further from 1.
   *
   * @returns One ratio per coefficient.
   * @throws {WorkspaceError} For a linear model, and where a ratio per unit is too large for a number.
   */
  get ratios(): readonly Effect[] {
    if (this.ratioKind === null) {
      throw new WorkspaceError({
        what: "A linear model has differences, not ratios",
        mend: "Use coefficients",
      });
    }
    return this.coefficients.slice(1).map(asRatio);
  }

  /** The summary, as text in English. */
  toString(): string {
    const coefficients = this.coefficients.slice(1);
    const tellable = this.ratioKind !== null && coefficients.every(isTellable);
    const shown = tellable ? coefficients.map(asRatio) : coefficients;
    const lines = shown.map(({ name, estimate, low, high }) =>
      `  ${name}: ${[estimate, low, high].map(brief).join("  ")}`
    );
    return [
      `${this.method} model of ${this.formula.outcome}, n = ${formatNumber(this.n, "en")}, ` +
      `${formatNumber(this.droppedRows, "en")} rows left out`,
      `${tellable ? this.ratioKind : "coefficient"} with ${
        brief(100 * this.level)
      } % interval, covariance ${this.covarianceLabel}`,
      ...lines,
      ...this.warnings.map(({ en }) => `  ! ${en}`),
    ].join("\n");
  }

  /** The summary. */
  toJSON(): string {
    return this.toString();
  }

  /** The summary, for `console.log`. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toString();
  }

  /** The summary, for notebooks. It is no programme object: to publish, go by way of `protect`. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.toString() };
  }
}

/** Larger logarithms have no exponential in a double, smaller ones only zero: e^700 is 1e304. */
const LARGEST_LOG = 700;

function isTellable({ low, high }: Effect): boolean {
  return low > -LARGEST_LOG && high < LARGEST_LOG;
}

/** The exponential of a coefficient with its interval; `se` stays that of the logarithm. */
export function asRatio<T extends Effect>(effect: T): T {
  if (!isTellable(effect)) {
    throw new WorkspaceError({
      what: "A ratio per unit is too large or too small for a number",
      where: effect.name,
      mend: "Bring the column to another unit, so that one unit is a usual difference",
    });
  }
  const { estimate, low, high } = effect;
  return { ...effect, estimate: Math.exp(estimate), low: Math.exp(low), high: Math.exp(high) };
}

/** The interval rule of a model. */
export type IntervalRule = Pick<ModelParts, "df" | "level">;

/** An estimate with Wald interval estimate ± quantile × se, from Student's t or, with infinite df, the normal. */
export function waldEffect(rule: IntervalRule, name: string, estimate: number, se: number): Effect {
  const upper = 1 - (1 - rule.level) / 2;
  const normal = rule.df === Infinity;
  const half = (normal ? normalQuantile(upper) : studentTQuantile(upper, rule.df)) * se;
  return {
    name,
    estimate,
    se,
    low: estimate - half,
    high: estimate + half,
    p: pValue(rule.df, estimate, se),
  };
}

function pValue(df: number, estimate: number, se: number): number {
  // A perfect fit has no spread: then only an estimate of exactly nothing is compatible with no association.
  if (se === 0) return estimate === 0 ? 1 : 0;
  const size = Math.abs(estimate / se);
  return 2 * (df === Infinity ? normalCdf(size, "upper") : studentTCdf(size, df, "upper"));
}
