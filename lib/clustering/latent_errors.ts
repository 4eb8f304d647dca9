/**
 * How sure the sizes of latent classes and their answers are.
 *
 * @module
 */
import type { Matrix } from "ml-matrix";
import { WorkspaceError } from "../core/errors.ts";
import { normalQuantile } from "../core/stats/mod.ts";
import { brief, withSummary } from "../core/summary.ts";
import { covarianceOfFree, type FreeParameter, freeParameters, type Maximum } from "./_latent_information.ts";
import { posteriorsOf } from "./hidden.ts";
import type { LatentClasses } from "./latent_model.ts";

/** Which information is inverted: minus the second derivatives, or the products of the scores. */
export type InformationKind = "observed" | "outerProduct";

/** Options of {@linkcode latentClassErrors}. */
export interface LatentErrorOptions {
  /**
   * `observed` (unless told): minus the second derivatives of the log-likelihood. `outerProduct`: of the scores, as poLCA;
   * needs more patterns than parameters, and is the less steady of the two in small samples.
   */
  readonly information?: InformationKind;
  /** The level of the intervals; 0.95 unless told. */
  readonly level?: number;
}

/**
 * What a number rests on. `estimated`: it has an error. `boundary`: it is estimated as 0 or 1, where errors have no meaning.
 * `fixed`: it is 1 by definition. `not identified`: the answers cannot tell parameters apart.
 */
export type LatentState = "estimated" | "boundary" | "fixed" | "not identified";

/** A number of a model with its error. */
export interface LatentFigure {
  /** The class, from `1`, the largest. */
  readonly class: string;
  /** The share or probability. */
  readonly estimate: number;
  /** Its standard error by the delta method; null unless estimated. */
  readonly standardError: number | null;
  /** Lower end of the interval on the logit scale, so above 0; null unless estimated. */
  readonly low: number | null;
  /** Upper end, below 1; null unless estimated. */
  readonly high: number | null;
  /** What it rests on. */
  readonly state: LatentState;
}

/** The probability of an answer in a class with its error. */
export interface LatentAnswerFigure extends LatentFigure {
  /** The name of the item. */
  readonly item: string;
  /** The answer. */
  readonly category: string;
}

/** The numbers of a model with their errors. */
export interface LatentErrors {
  /** Rows with at least one answer. */
  readonly n: number;
  /** Which information was inverted. */
  readonly information: InformationKind;
  /** The share of each class. */
  readonly shares: readonly LatentFigure[];
  /** Probabilities by item, class and category. */
  readonly answers: readonly LatentAnswerFigure[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/** A probability this near to 0 or 1 lies on the boundary: as in `latentClasses`. */
const BOUNDARY = 1e-5;
/** Fewer expected answers than this, for or against, make an interval rough. Source: Cochran's rule of five. */
const FEW_ANSWERS = 5;

/**
 * Standard errors and intervals of class sizes and answer probabilities of a latent class model.
 *
 * The covariance is the inverse of the information of the free parameters on the logit scale; the delta method brings it
 * back: Var p = J Cov J′ with J = p(1[m = r] − p_r). Intervals are logit⁻¹(logit p ± z · SE / (p(1 − p))). Probabilities at 0
 * or 1 are held where they are and get no error: the others' errors are then right only if the truth is on the boundary too.
 * Classes are those of this maximum: which is number 1 and 2 may differ in other data, of which is warned when sizes are near.
 * Source: Linzer and Lewis (2011), Journal of Statistical Software 42(10), section 2.5; Louis (1982), JRSS B 44:226–233;
 * Bandeen-Roche et al. (1997), JASA 92:1375–1386.
 *
 * @example Half and half, give or take
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { latentClasses } from "./latent_classes.ts";
 * import { latentClassErrors } from "./latent_errors.ts";
 * import assert from "node:assert/strict";
 *
 * const bits = (pattern: string) => Float64Array.from({ length: 160 }, (_, i) => Number(pattern[i % 16]));
 * const table = Table.from({
 *   a: bits("1110001011100010"), b: bits("1110000111100001"), c: bits("1110001001100010"), d: bits("1101000111010001"),
 * });
 * const { shares } = latentClassErrors(latentClasses(table, { k: 2, items: ["a", "b", "c", "d"] }));
 * assert.ok(shares[0]!.low! < shares[0]!.estimate && shares[0]!.estimate < shares[0]!.high!);
 * ```
 *
 * @param model The classes.
 * @param options The information and the level.
 * @returns Shares and probabilities with errors, unprotected.
 * @throws {WorkspaceError} When the object is no model of latent classes, or the level is impossible.
 */
export function latentClassErrors(model: LatentClasses, options: LatentErrorOptions = {}): LatentErrors {
  const { information = "observed", level = 0.95 } = options;
  if (!(level > 0 && level < 1)) {
    throw new WorkspaceError({
      what: "The confidence level lies outside 0 to 1",
      mend: "Use for example 0.95",
    });
  }
  const maximum: Maximum = { ...posteriorsOf(model), shares: model.shares };
  const free = freeParameters(maximum, BOUNDARY);
  const covariance = model.residualDf < 0 ? null : covarianceOfFree(maximum, free, information);
  const rule: Rule = { free, covariance, z: normalQuantile(1 - (1 - level) / 2) };
  const shares = figuresOf(model.shares, { class: 0, item: -1, cell: 0 }, rule).map((figure, c) => ({
    class: String(c + 1),
    ...figure,
  }));
  const answers = answersOf(model, maximum, rule);
  const warnings = [
    ...(covariance === null
      ? ["The answers cannot tell the parameters apart: there are no standard errors. Take fewer classes."]
      : []),
    ...boundaryWarnings(answers),
    ...sizeWarnings(shares, rule, model),
    ...roughWarnings(answers, shares, model.n),
  ];
  const lines = shares.map((share) => `  class ${share.class}: standard error ${errorText(share)}`);
  return withSummary({
    n: model.n,
    information,
    shares,
    answers,
    assumptions: [...model.assumptions, "The number of classes is right", "The maximum found is the highest"],
    warnings,
  }, [`Errors of ${model.k} latent classes of ${model.n} rows; shares:`, ...lines, ...warnings].join("\n"));
}

function errorText({ standardError, state }: LatentFigure): string {
  return standardError === null ? `none (${state})` : brief(standardError);
}

interface Rule {
  readonly free: readonly FreeParameter[];
  /** Null when not identified. */
  readonly covariance: Matrix | null;
  readonly z: number;
}

type Figure = Omit<LatentFigure, "class">;

/** The errors of probabilities that add up to 1, of which the free ones start at the cell of `first`. */
function figuresOf(
  chances: readonly number[],
  first: FreeParameter,
  { free, covariance, z }: Rule,
): Figure[] {
  const places = placesOf(chances.length, first, free);
  return chances.map((estimate, m) => {
    const none = (state: LatentState): Figure => ({
      estimate,
      standardError: null,
      low: null,
      high: null,
      state,
    });
    if (chances.length === 1) return none("fixed");
    if (estimate < BOUNDARY || estimate > 1 - BOUNDARY) return none("boundary");
    if (covariance === null) return none("not identified");
    let variance = 0;
    for (const a of places) {
      for (const b of places) {
        const slope = ({ at }: Place) => estimate * (Number(at === m) - chances[at]!);
        variance += slope(a) * slope(b) * covariance.get(a.index, b.index);
      }
    }
    const standardError = Math.sqrt(Math.max(0, variance));
    const reach = z * standardError / (estimate * (1 - estimate)),
      centre = Math.log(estimate / (1 - estimate));
    const back = (logit: number) => 1 / (1 + Math.exp(-logit));
    return {
      estimate,
      standardError,
      low: back(centre - reach),
      high: back(centre + reach),
      state: "estimated",
    };
  });
}

/** Where the free parameters of a set of probabilities stand: in the set and in the covariance. */
interface Place {
  readonly at: number;
  readonly index: number;
}

function placesOf(size: number, first: FreeParameter, free: readonly FreeParameter[]): readonly Place[] {
  return free.flatMap((parameter, index) => {
    if (parameter.item !== first.item) return [];
    if (first.item < 0) return [{ at: parameter.class, index }];
    const at = parameter.cell - first.cell;
    return parameter.class === first.class && at >= 0 && at < size ? [{ at, index }] : [];
  });
}

function answersOf(model: LatentClasses, { patterns }: Maximum, rule: Rule): LatentAnswerFigure[] {
  return model.items.flatMap(({ name, categories, probabilities }, item) =>
    probabilities.flatMap((chances, c) =>
      figuresOf(chances, { class: c, item, cell: patterns.itemStarts[item]! }, rule).map((figure, m) => ({
        item: name,
        class: String(c + 1),
        category: categories[m]!,
        ...figure,
      }))
    )
  );
}

function boundaryWarnings(answers: readonly LatentAnswerFigure[]): string[] {
  const count = answers.filter(({ state }) => state === "boundary").length;
  return count === 0 ? [] : [
    `${count} of ${answers.length} probabilities are estimated as 0 or 1 and have no error; the errors of the others take ` +
    "these as known.",
  ];
}

/** Classes next to each other in size that may change places. */
function sizeWarnings(
  shares: readonly LatentFigure[],
  { free, covariance, z }: Rule,
  model: LatentClasses,
): string[] {
  if (covariance === null) return [];
  const places = placesOf(model.k, { class: 0, item: -1, cell: 0 }, free);
  return shares.slice(1).flatMap((next, at) => {
    const own = shares[at]!;
    // ∂(share_at − share_next)/∂θ.
    const slope = ({ at: c }: Place) =>
      own.estimate * (Number(c === at) - model.shares[c]!) -
      next.estimate * (Number(c === at + 1) - model.shares[c]!);
    let variance = 0;
    for (const a of places) {
      for (const b of places) variance += slope(a) * slope(b) * covariance.get(a.index, b.index);
    }
    return own.estimate - next.estimate < z * Math.sqrt(Math.max(0, variance))
      ? [
        `Classes ${own.class} and ${next.class} are of nearly the same size: they may change numbers in other data.`,
      ]
      : [];
  });
}

function roughWarnings(
  answers: readonly LatentAnswerFigure[],
  shares: readonly LatentFigure[],
  n: number,
): string[] {
  const rough = answers.filter(({ estimate, state, class: own }) =>
    state === "estimated" &&
    Math.min(estimate, 1 - estimate) * n * shares[Number(own) - 1]!.estimate < FEW_ANSWERS
  ).length;
  return rough === 0 ? [] : [
    `${rough} of ${answers.length} probabilities rest on fewer than ${FEW_ANSWERS} expected answers for or against: their ` +
    "intervals are rough.",
  ];
}
