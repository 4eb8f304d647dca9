/**
 * Dose and response in a sample survey: the same questions as `doseResponse`, with weights and clusters.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Interval, studentTCdf, studentTQuantile } from "../core/stats/mod.ts";
import { type AnyDesign, type Estimates, mean, regress } from "../survey/mod.ts";
import { ALWAYS, type GroupOdds, outcomeFits } from "./dose_response.ts";
import type { Grouping } from "./grouping.ts";
import { keepsFloor } from "./groups.ts";
import type { Caution } from "./instrument.ts";
import type { AceScores } from "./scores.ts";

/** The odds of one group against the reference, in the population that the weights stand for. */
export interface SurveyGroupOdds extends GroupOdds {
  /** The weighted share with the outcome; NaN for an empty group. */
  readonly risk: number;
  /** The standard error of the log odds ratio; null for the reference and where no odds ratio exists. */
  readonly seLog: number | null;
  /** The interval of the risk ratio, worked out on the log scale; null as above. */
  readonly riskInterval: Interval | null;
}

/** A dose–response relation under a survey design. */
export interface SurveyDoseResponse {
  /** Each group against the first. Counts are unweighted; risks and ratios are weighted. */
  readonly rows: readonly SurveyGroupOdds[];
  /**
   * Odds ratio per step of group, from a logistic model under the design, with its t test (null without degrees of freedom); null when the
   * groups separate those with the outcome from those without, so that no finite slope exists.
   */
  readonly perGroup: {
    readonly oddsRatio: number;
    readonly seLog: number;
    readonly interval: Interval | null;
    readonly pValue: number | null;
  } | null;
  /**
   * Population attributable fraction 1 − r₀/r with r₀ the risk of the first group and r that of all, which equals
   * Miettinen's Σ pc_i (RR_i − 1)/RR_i; interval on the scale of ln(r₀/r). Null when the first group has no cases.
   * It presumes a causal effect and no confounding, neither of which a gradient shows.
   */
  readonly attributableFraction: { readonly value: number; readonly interval: Interval | null } | null;
  /** The chance that a random case is in a higher group than a random non-case, ties half, weighted. */
  readonly auc: number;
  /** Degrees of freedom behind the intervals: clusters minus strata, minus one for each odds ratio; below 1 none exist. */
  readonly df: number;
  /** What a reader has to know. */
  readonly warnings: readonly Caution[];
}

/** Options of {@linkcode surveyDoseResponse}. */
export interface SurveyDoseResponseOptions {
  /** The design, in the order of the scored respondents. */
  readonly design: AnyDesign;
  /** The named grouping of scores. */
  readonly grouping: Grouping;
  /** The smallest number of respondents in a group. */
  readonly floor: number;
  /** Which count; the main one unless told. */
  readonly part?: string;
  /** The confidence level; 0.95 unless told. */
  readonly level?: number;
}

/**
 * The relation between groups of scores and an outcome, in the population that a sample stands for. Respondents whose
 * group or outcome is unknown are outside the domain; the full design stays in place.
 *
 * ln OR_i = logit r_i − logit r_0 from weighted risks, with their design-based covariance: the same as a logistic model
 * with a term per group. Source: Binder (1983); R `survey::svyglm`, `svycontrast`.
 *
 * @example Equal weights without clusters
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "../survey/mod.ts";
 * import { GROUPINGS } from "./grouping.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { scoreTable } from "./score.ts";
 * import { surveyDoseResponse } from "./survey_dose_response.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = Array.from({ length: 40 }, (_, row) => row);
 * const answers: Record<string, string[]> = {};
 * for (let item = 1; item <= 10; item++) answers[`q${item}`] = rows.map((row) => item === 1 && row < 20 ? "yes" : "no");
 * const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
 * const outcome = Float64Array.from(rows, (row) => row % 20 < (row < 20 ? 10 : 5) ? 1 : 0);
 * const design = surveyDesign(Table.from({ w: new Float64Array(40).fill(2) }), { weight: "w", stages: [] });
 * const found = surveyDoseResponse(scores, outcome, { design, grouping: GROUPINGS.any, floor: 10 });
 * assert.equal(found.rows[1]?.oddsRatio?.toFixed(6), "3.000000");
 * assert.equal(found.attributableFraction?.value.toFixed(6), (1 - 0.25 / 0.375).toFixed(6));
 * ```
 *
 * @param scores The scored respondents.
 * @param outcome 1, 0, or NaN for unknown, one a respondent.
 * @param options The design, the grouping and the floor.
 * @returns The relation.
 * @throws {AceRefusal} When a group is under the floor.
 * @throws {WorkspaceError} When the outcome does not fit the respondents of the design.
 */
export function surveyDoseResponse(
  scores: AceScores,
  outcome: Float64Array,
  options: SurveyDoseResponseOptions,
): SurveyDoseResponse {
  const { design, grouping, floor, part, level = 0.95 } = options;
  const codes = grouping.groups.map(({ code }) => code);
  const relation = relationOf(design, { groups: scores.groups(grouping, part), codes, outcome, level });
  for (const { group, cases, nonCases } of relation.rows) {
    keepsFloor(cases + nonCases, group, { id: "dose-response", floor });
  }
  return { ...relation, warnings: [...relation.warnings, ...scores.warnings] };
}

/** Positions of groups with an outcome; the first group is the reference. */
export interface GroupedOutcome {
  /** The position of the group of each respondent; negative where it is not known. */
  readonly groups: ArrayLike<number>;
  /** The code of each group. */
  readonly codes: readonly string[];
  /** 1, 0, or NaN for unknown, one a respondent. */
  readonly outcome: Float64Array;
  /** The confidence level. */
  readonly level: number;
}

/** The relation for groups of any kind; `surveyDoseResponse` is the door that keeps the floor. */
export function relationOf(design: AnyDesign, grouped: GroupedOutcome): SurveyDoseResponse {
  const { groups, codes, outcome, level } = grouped;
  if (!outcomeFits(outcome, design.rowCount) || groups.length !== design.rowCount || codes.length < 2) {
    throw new WorkspaceError({
      what: "Groups and outcome need a value for every respondent of the design: 0, 1 or empty",
      where: "dose–response",
      mend: "Check the outcome and the grouping",
    });
  }
  refuseOneOutcome(design.weights, grouped);
  const inGroup = codes.map((name, index) => ({ name, includes: (row: number) => groups[row] === index }));
  const all = { name: "all", includes: (row: number) => groups[row]! >= 0 };
  const risks = mean(design, outcome, { domains: [...inGroup, all], empty: "outsideDomain" });
  const df = risks.dfOverall - (codes.length - 1);
  const t = tQuantile(level, df);
  const rows = codes.map((code, index) => oddsOf(risks, index, { code, t, grouped }));
  return {
    rows,
    perGroup: overlaps(rows) ? slopeOf(design, grouped) : null,
    attributableFraction: attributableFraction(risks, codes.length, t),
    auc: weightedAuc(design.weights, grouped),
    df,
    warnings: rows.some(({ oddsRatio }) => oddsRatio === null) ? [...ALWAYS, EMPTY_CELL] : ALWAYS,
  };
}

function refuseOneOutcome(weights: Float64Array, { groups, outcome }: GroupedOutcome): void {
  const found = new Set<number>();
  for (let row = 0; row < outcome.length; row++) {
    const counts = groups[row]! >= 0 && weights[row]! > 0 && !Number.isNaN(outcome[row]!);
    if (counts) found.add(outcome[row]!);
  }
  if (found.size === 2) return;
  throw new WorkspaceError({
    what: "Everybody or nobody with a known group has the outcome",
    where: "dose–response",
    mend: "Check the outcome and the grouping",
  });
}

const EMPTY_CELL: Caution = {
  id: "empty-cell",
  text: {
    nl: "Een groep heeft geen enkel of alleen maar gevallen: daar bestaat geen odds ratio",
    en: "A group has no cases or only cases: no odds ratio exists there",
  },
};

interface RowContext {
  readonly code: string;
  readonly t: number;
  readonly grouped: GroupedOutcome;
}

function oddsOf(risks: Estimates, index: number, { code, t, grouped }: RowContext): SurveyGroupOdds {
  const [risk, base] = [risks.values[index]!, risks.values[0]!];
  const open = [risk, base].every((value) => value > 0 && value < 1);
  const oddsRatio = open ? (risk / (1 - risk)) / (base / (1 - base)) : null;
  const riskRatio = base > 0 && !Number.isNaN(risk) ? risk / base : null;
  const seLog = open && index > 0
    ? deltaSe(risks, [[index, 1 / (risk * (1 - risk))], [0, -1 / (base * (1 - base))]])
    : null;
  const seRisk = open && index > 0 ? deltaSe(risks, [[index, 1 / risk], [0, -1 / base]]) : null;
  return {
    group: code,
    ...countsOf(grouped, index),
    risk,
    oddsRatio,
    riskRatio,
    seLog,
    interval: oddsRatio === null || seLog === null ? null : around(oddsRatio, t * seLog),
    riskInterval: riskRatio === null || seRisk === null ? null : around(riskRatio, t * seRisk),
  };
}

/** NaN without degrees of freedom. */
function tQuantile(level: number, df: number): number {
  return df >= 1 ? studentTQuantile(1 - (1 - level) / 2, df) : NaN;
}

/** An interval on the log scale; null without degrees of freedom. */
function around(ratio: number, half: number): Interval | null {
  if (Number.isNaN(half)) return null;
  return { low: ratio * Math.exp(-half), high: ratio * Math.exp(half) };
}

/** √(g′Vg) for a gradient with few entries. */
function deltaSe({ covariance }: Estimates, gradient: readonly (readonly [number, number])[]): number {
  const { size, cells } = covariance;
  let variance = 0;
  for (const [a, first] of gradient) {
    for (const [b, second] of gradient) variance += first * second * cells[a * size + b]!;
  }
  return Math.sqrt(Math.max(0, variance));
}

function countsOf({ groups, outcome }: GroupedOutcome, index: number) {
  let cases = 0, nonCases = 0;
  for (let row = 0; row < outcome.length; row++) {
    if (groups[row] !== index) continue;
    if (outcome[row] === 1) cases++;
    else if (outcome[row] === 0) nonCases++;
  }
  return { cases, nonCases };
}

/** Whether a logistic slope exists: neither all cases nor all others are on one side of some group. */
function overlaps(rows: readonly SurveyGroupOdds[]): boolean {
  const withCases = rows.flatMap(({ cases }, index) => cases > 0 ? [index] : []);
  const withOthers = rows.flatMap(({ nonCases }, index) => nonCases > 0 ? [index] : []);
  return Math.max(...withCases) > Math.min(...withOthers) && Math.min(...withCases) < Math.max(...withOthers);
}

function slopeOf(
  design: AnyDesign,
  { groups, outcome, level }: GroupedOutcome,
): SurveyDoseResponse["perGroup"] {
  const position = Float64Array.from(groups, (group) => group < 0 ? NaN : group);
  const slope = regress(design, { outcome, terms: { position }, family: "logistic", empty: "outsideDomain" });
  const [value, seLog, df] = [slope.values[1]!, slope.se[1]!, slope.df[1]!];
  const oddsRatio = Math.exp(value);
  const pValue = df >= 1 ? 2 * studentTCdf(-Math.abs(value / seLog), df) : null;
  return { oddsRatio, seLog, interval: around(oddsRatio, tQuantile(level, df) * seLog), pValue };
}

function attributableFraction(
  risks: Estimates,
  all: number,
  t: number,
): SurveyDoseResponse["attributableFraction"] {
  const [base, overall] = [risks.values[0]!, risks.values[all]!];
  if (!(base > 0) || !(overall > 0)) return null;
  const half = t * deltaSe(risks, [[0, 1 / base], [all, -1 / overall]]);
  const share = base / overall;
  const ends = around(share, half);
  return { value: 1 - share, interval: ends && { low: 1 - ends.high, high: 1 - ends.low } };
}

function weightedAuc(weights: Float64Array, { groups, codes, outcome }: GroupedOutcome): number {
  const cases = new Float64Array(codes.length);
  const others = new Float64Array(codes.length);
  for (let row = 0; row < outcome.length; row++) {
    const group = groups[row]!;
    if (group < 0 || Number.isNaN(outcome[row]!)) continue;
    (outcome[row] === 1 ? cases : others)[group]! += weights[row]!;
  }
  let pairs = 0, below = 0, caseSum = 0;
  cases.forEach((weight, index) => {
    pairs += weight * (below + others[index]! / 2);
    below += others[index]!;
    caseSum += weight;
  });
  return pairs / (caseSum * below);
}
