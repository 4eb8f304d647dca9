/**
 * Rubin's rules: one answer from several imputed data sets.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import type { Label } from "../core/language.ts";
import { brief, withSummary } from "../core/summary.ts";
import { asRatio, type Effect, type RatioKind, type RegressionModel, waldEffect } from "./model.ts";

/** What is pooled: the same quantity from each imputed data set. */
export interface PoolInput {
  /** What it is called; `estimate` unless told. */
  readonly name?: string;
  /** The estimates, two or more. */
  readonly estimates: readonly number[];
  /** Their squared standard errors, in the same order. */
  readonly variances: readonly number[];
  /** Degrees of freedom had nothing been missing; Infinity for large samples. */
  readonly completeDf: number;
  /** The confidence level; 0.95 unless told. */
  readonly level?: number;
}

/** A pooled estimate. */
export interface PooledEstimate extends Effect {
  /** Degrees of freedom of the interval (Barnard & Rubin). */
  readonly df: number;
  /** Mean variance within the data sets. */
  readonly within: number;
  /** Variance between the data sets. */
  readonly between: number;
  /** Relative increase of the variance by what is missing. */
  readonly relativeIncrease: number;
  /** Share of the variance that what is missing is to blame for. */
  readonly missingShare: number;
  /** The same, corrected for the number of data sets. */
  readonly missingInformation: number;
}

/**
 * Pools estimates by Rubin's rules with the degrees of freedom of Barnard and Rubin.
 *
 * Q̄ = mean; T = Ū + (1 + 1/m)B; λ = (1 + 1/m)B/T; ν = 1/(1/ν_old + 1/ν_obs) with ν_old = (m − 1)/λ² and
 * ν_obs = (ν_com + 1)/(ν_com + 3)·ν_com·(1 − λ).
 * Source: Rubin (1987), Multiple Imputation for Nonresponse in Surveys; Barnard & Rubin (1999), Biometrika 86:948–955.
 *
 * @example Three data sets
 * ```ts
 * import { poolEstimates } from "./pooling.ts";
 * import assert from "node:assert/strict";
 *
 * const pooled = poolEstimates({ estimates: [1, 2, 3], variances: [0.5, 0.5, 0.5], completeDf: Infinity });
 * assert.equal(pooled.estimate, 2);
 * assert.equal((pooled.se ** 2).toFixed(6), (0.5 + 4 / 3).toFixed(6));
 * assert.equal(pooled.df.toFixed(6), (2 / (4 / 3 / (0.5 + 4 / 3)) ** 2).toFixed(6));
 * ```
 *
 * @param input Estimates, variances and degrees of freedom.
 * @returns The pooled estimate.
 * @throws {WorkspaceError} With fewer than two estimates, unequal numbers, or values that are not finite.
 */
export function poolEstimates(input: PoolInput): PooledEstimate {
  const { estimates, variances, completeDf, level = 0.95, name = "estimate" } = input;
  const m = estimates.length;
  const bad = ![...estimates, ...variances].every(Number.isFinite) || variances.some((value) => value < 0);
  if (m < 2 || variances.length !== m || bad || !(completeDf > 0)) {
    throw new WorkspaceError({
      what: `Cannot pool ${m} estimates with ${variances.length} variances`,
      where: name,
      mend: "Give two or more finite estimates, each with its squared standard error",
    });
  }
  const estimate = estimates.reduce((sum, value) => sum + value, 0) / m;
  const within = variances.reduce((sum, value) => sum + value, 0) / m;
  const between = estimates.reduce((sum, value) => sum + (value - estimate) ** 2, 0) / (m - 1);
  const added = (1 + 1 / m) * between;
  const total = within + added;
  const missingShare = total === 0 ? 0 : added / total;
  const df = barnardRubin(m, missingShare, completeDf);
  const relativeIncrease = within === 0 ? (added === 0 ? 0 : Infinity) : added / within;
  const information = missingShare + (1 - missingShare) * 2 / (df + 3);
  return {
    ...waldEffect({ df, level }, name, estimate, Math.sqrt(total)),
    df,
    within,
    between,
    relativeIncrease,
    missingShare,
    missingInformation: missingShare === 0 ? 0 : information,
  };
}

function barnardRubin(m: number, share: number, completeDf: number): number {
  const old = share === 0 ? Infinity : (m - 1) / share ** 2;
  if (completeDf === Infinity) return old;
  const observed = (completeDf + 1) / (completeDf + 3) * completeDf * (1 - share);
  return old === Infinity ? observed : old * observed / (old + observed);
}

/** A model over imputed data sets. */
export interface PooledModel {
  /** The coefficients with their pooled intervals, the constant first. */
  readonly coefficients: readonly PooledEstimate[];
  /** The exponentials without the constant; null for linear models. `se` stays that of the logarithm. */
  readonly ratios: readonly PooledEstimate[] | null;
  /** What the ratios are; null for linear models. */
  readonly ratioKind: RatioKind | null;
  /** Number of data sets. */
  readonly imputations: number;
  /** Rows in each. */
  readonly n: number;
  /** Rows minus coefficients. */
  readonly residualDf: number;
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found. */
  readonly warnings: readonly Label[];
  /** The model of the first data set, for the counts behind the coefficients. */
  readonly first: RegressionModel;
}

/** More missing information than this asks for more data sets than five. Source: White, Royston & Wood (2011), Stat Med 30. */
const DATA_SETS_PER_SHARE = 100;

/**
 * Pools models of the same formula on imputed data sets.
 *
 * Had nothing been missing, degrees of freedom would be those of the intervals of the models: of clusters, where there are.
 *
 * @param models One model per data set.
 * @returns Pooled coefficients and ratios.
 * @throws {WorkspaceError} When the models differ in method, formula or terms.
 */
export function poolModels(models: readonly RegressionModel[]): PooledModel {
  const first = models[0];
  const names = first?.names.join() ?? "";
  if (
    first === undefined || models.some((one) => one.method !== first.method || one.names.join() !== names)
  ) {
    throw new WorkspaceError({
      what: "The models differ in method or terms",
      where: "poolModels",
      mend: "Fit the same formula in the same way on every imputed data set",
    });
  }
  const coefficients = first.names.map((name, index) =>
    poolEstimates({
      name,
      estimates: models.map(({ estimates }) => estimates[index]!),
      variances: models.map(({ covariance }) => covariance[index]![index]!),
      completeDf: Math.min(first.residualDf, first.coefficientDf?.[index] ?? first.df),
      level: first.level,
    })
  );
  const ratios = first.ratioKind === null ? null : coefficients.slice(1).map(asRatio);
  return shown({
    coefficients,
    ratios,
    ratioKind: first.ratioKind,
    imputations: models.length,
    n: first.n,
    residualDf: first.residualDf,
    assumptions: [...first.assumptions, AT_RANDOM],
    warnings: [...first.warnings, ...tooFew(coefficients, models.length)],
    first,
  });
}

/** What imputation rests on. */
export const AT_RANDOM: Label = {
  nl: "Of een waarde ontbreekt hangt alleen af van wat wel bekend is (missing at random)",
  en: "Whether a value is missing depends on what is known only (missing at random)",
};

function tooFew(coefficients: readonly PooledEstimate[], m: number): readonly Label[] {
  const most = Math.max(...coefficients.map(({ missingInformation }) => missingInformation));
  const needed = Math.ceil(DATA_SETS_PER_SHARE * most);
  if (m >= needed) return [];
  return [{
    nl: `${m} aanvullingen bij ${needed}% ontbrekende informatie: gebruik er minstens ${needed}`,
    en: `${m} imputations with ${needed}% missing information: use at least ${needed}`,
  }];
}

function shown(model: PooledModel): PooledModel {
  const lines = (model.ratios ?? model.coefficients.slice(1)).map(({ name, estimate, low, high }) =>
    `  ${name}: ${[estimate, low, high].map(brief).join("  ")}`
  );
  const title =
    `${model.first.method} model of ${model.first.formula.outcome}, n = ${formatNumber(model.n, "en")}, ` +
    `${model.imputations} imputations`;
  return withSummary(model, [title, ...lines, ...model.warnings.map(({ en }) => `  ! ${en}`)].join("\n"));
}
