/**
 * Judges predicted risks: discrimination, calibration and what thresholds would mean, of groups.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { type Interval, normalQuantile, wilsonInterval } from "../core/stats/mod.ts";
import { brief, withSummary } from "../core/summary.ts";
import { BINOMIAL } from "./_family.ts";
import { fitGlm } from "./_irls.ts";
import { inverseGram } from "./_qr.ts";
import { countDecisions, type Decisions } from "./decisions.ts";
import { type Effect, waldEffect } from "./model.ts";

/** Options of a validation. */
export interface ValidationOptions {
  /**
   * Number of groups of the calibration table; 10 unless told, fewer where a group would hold fewer than ten rows: a
   * predicted risk of one person is given by no function.
   */
  readonly groups?: number;
  /** Predicted risks from which help would be offered, rising: what they would mean is counted. None unless told. */
  readonly thresholds?: readonly number[];
}

/** One group of a calibration table, from low to high predicted risk. */
export interface CalibrationGroup {
  /** Number of the group, from 1. */
  readonly group: number;
  /** Rows in it. */
  readonly n: number;
  /** Of them, with the outcome. */
  readonly cases: number;
  /** Mean predicted risk. */
  readonly predicted: number;
  /** Observed share. */
  readonly observed: number;
  /** Its 95 % Wilson interval. */
  readonly interval: Interval;
}

/** The validation of a model. */
export interface Validation {
  /** Rows judged on. */
  readonly n: number;
  /** Of them, with the outcome. */
  readonly cases: number;
  /** Chance that a row with the outcome is ranked above one without; interval by DeLong. `p` is against 0.5. */
  readonly auc: Effect;
  /** Mean squared difference between predicted risk and outcome. */
  readonly brier: number;
  /** Its 95 % interval: mean ± 1.96 × the standard error of a mean. */
  readonly brierInterval: Interval;
  /** 1 − Brier / Brier of the mean: share of the spread that is foretold; negative is worse than the mean. */
  readonly brierSkill: number;
  /** Expected over observed number of cases; above 1 the model overstates. */
  readonly expectedOverObserved: number;
  /** Its 95 % interval on the log scale, √((1 − share) / cases) the error. Source: Debray et al. (2017), BMJ 356:i6460. */
  readonly expectedOverObservedInterval: Interval;
  /**
   * Slope of the outcome on the log odds of the predicted risk: 1 is right, below 1 the risks are too extreme. Null where the
   * predictions separate the outcome or are all the same. Source: Cox (1958), Biometrika 45:562–565.
   */
  readonly calibrationSlope: Effect | null;
  /** The calibration table. */
  readonly calibration: readonly CalibrationGroup[];
  /** The same by area or year, sorted; empty unless validated by one. */
  readonly byPart: readonly PartValidation[];
  /** What thresholds would mean on these predictions; null unless thresholds were asked for. */
  readonly decisions: Decisions | null;
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found. */
  readonly warnings: readonly Label[];
}

/** How the model does in one area or year. A figure that rests on fewer than ten rows with or without the outcome is null. */
export interface PartValidation {
  /** The area or year. */
  readonly part: string;
  /** Rows in it. */
  readonly n: number;
  /** Of them, with the outcome. */
  readonly cases: number;
  /** Chance that a row with the outcome is ranked above one without, within the part. */
  readonly auc: Effect | null;
  /** Expected over observed number of cases. */
  readonly expectedOverObserved: number | null;
  /** Its 95 % interval. */
  readonly interval: Interval | null;
}

/** Rows that a calibration group holds at least. Source: the usual minimum count of output checking. */
const LEAST_GROUP = 10;
/** Groups unless told: tenths, as is usual. */
const USUAL_GROUPS = 10;
/** The confidence level of the interval of the AUC. */
const LEVEL = 0.95;

/** Outcomes and predicted risks, row by row, with where each row is from. */
export interface Predictions {
  readonly outcome: string;
  readonly y: Float64Array;
  readonly risks: Float64Array;
  /** The rows of each area or year, sorted; none unless validated by one. */
  readonly parts?: readonly { readonly part: string; readonly from: number; readonly to: number }[];
}

/** Judges predictions. */
export function judge(
  predictions: Predictions,
  options: ValidationOptions,
  warnings: readonly Label[],
): Validation {
  const { y, risks, parts = [] } = predictions, n = y.length;
  const cases = y.reduce((sum, value) => sum + value, 0);
  if (cases === 0 || cases === n) {
    throw new WorkspaceError({
      what: "Every row has the same outcome",
      where: "validation",
      mend: "Take more rows",
    });
  }
  const most = Math.max(1, Math.floor(n / LEAST_GROUP));
  const groups = options.groups ?? Math.min(USUAL_GROUPS, most);
  if (!Number.isInteger(groups) || groups < 1 || groups > most) {
    throw new WorkspaceError({
      what: `The number of groups does not lie from 1 to ${most}`,
      where: "validation",
      mend: `Choose fewer: a group holds ${LEAST_GROUP} rows at least`,
    });
  }
  const auc = delong(y, risks);
  const squares = y.map((value, row) => (value - risks[row]!) ** 2);
  const brier = squares.reduce((sum, value) => sum + value, 0) / n;
  const reach = normalQuantile(1 - (1 - LEVEL) / 2) * Math.sqrt(spread([...squares], brier) / n);
  const share = cases / n;
  const calibration = calibrate(y, risks, groups);
  const lines = calibration.map((one) =>
    `  ${one.group}: predicted ${brief(one.predicted)}, observed ${brief(one.observed)}`
  );
  const title = `AUC ${brief(auc.estimate)}, Brier ${brief(brier)}, n = ${n}`;
  return withSummary({
    n,
    cases,
    auc,
    brier,
    brierInterval: { low: Math.max(0, brier - reach), high: Math.min(1, brier + reach) },
    brierSkill: 1 - brier / (share * (1 - share)),
    ...expectation(y, risks),
    calibrationSlope: slopeOf(predictions),
    calibration,
    byPart: parts.map(({ part, from, to }) => partOf(part, y.subarray(from, to), risks.subarray(from, to))),
    decisions: options.thresholds === undefined ? null : countDecisions(predictions, options.thresholds),
    assumptions: [{ nl: "Rijen zijn onafhankelijk van elkaar", en: "Rows are independent of each other" }],
    warnings,
  }, [title, ...lines, ...warnings.map(({ en }) => `  ! ${en}`)].join("\n"));
}

function expectation(y: Float64Array, risks: Float64Array) {
  const cases = y.reduce((sum, value) => sum + value, 0), share = cases / y.length;
  const expectedOverObserved = risks.reduce((sum, value) => sum + value, 0) / cases;
  const factor = Math.exp(normalQuantile(1 - (1 - LEVEL) / 2) * Math.sqrt((1 - share) / cases));
  return {
    expectedOverObserved,
    expectedOverObservedInterval: { low: expectedOverObserved / factor, high: expectedOverObserved * factor },
  };
}

function partOf(part: string, y: Float64Array, risks: Float64Array): PartValidation {
  const n = y.length, cases = y.reduce((sum, value) => sum + value, 0);
  if (Math.min(cases, n - cases) < LEAST_GROUP) {
    return { part, n, cases, auc: null, expectedOverObserved: null, interval: null };
  }
  const { expectedOverObserved, expectedOverObservedInterval: interval } = expectation(y, risks);
  return { part, n, cases, auc: delong(y, risks), expectedOverObserved, interval };
}

/** The slope of a logistic regression on the log odds predicted. */
function slopeOf({ y, risks, outcome }: Predictions): Effect | null {
  const odds = risks.map((risk) => Math.log(risk) - Math.log1p(-risk));
  if (!odds.every(Number.isFinite) || odds.every((value) => value === odds[0])) return null;
  const name = "calibration slope", columns = [new Float64Array(y.length).fill(1), odds];
  try {
    const { beta, qr } = fitGlm({
      columns,
      names: ["(intercept)", name],
      y,
      family: BINOMIAL,
      offset: new Float64Array(y.length),
      outcome,
    });
    return waldEffect({ df: Infinity, level: LEVEL }, name, beta[1]!, Math.sqrt(inverseGram(qr)[1]![1]!));
  } catch (error) {
    // Predictions that separate the outcome, or hardly differ, have no slope.
    if (error instanceof WorkspaceError) return null;
    throw error;
  }
}

/** AUC and its error from the placements of each row among those with the other outcome. DeLong et al. (1988). */
function delong(y: Float64Array, risks: Float64Array): Effect {
  const sides = [0, 1].map((side) => risks.filter((_, row) => y[row] === side).sort());
  const [without, having] = sides as [Float64Array, Float64Array];
  const above = Array.from(having, (risk) => placement(without, risk));
  const below = Array.from(without, (risk) => 1 - placement(having, risk));
  const estimate = above.reduce((sum, value) => sum + value, 0) / above.length;
  const variance = spread(above, estimate) / above.length + spread(below, estimate) / below.length;
  const { p } = waldEffect({ df: Infinity, level: LEVEL }, "AUC", estimate - 0.5, Math.sqrt(variance));
  const effect = waldEffect({ df: Infinity, level: LEVEL }, "AUC", estimate, Math.sqrt(variance));
  return { ...effect, low: Math.max(0, effect.low), high: Math.min(1, effect.high), p };
}

/** Share of sorted values below a value, ties counting half. */
function placement(sorted: Float64Array, value: number): number {
  return (countBelow(sorted, (other) => other < value) + countBelow(sorted, (other) => other <= value)) /
    (2 * sorted.length);
}

function countBelow(sorted: Float64Array, isBelow: (value: number) => boolean): number {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function spread(values: readonly number[], mean: number): number {
  // One row says nothing of the spread: take the largest that numbers between 0 and 1 can have.
  if (values.length < 2) return 0.25;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** Groups of about equal size by predicted risk; equal risks stay together. */
function calibrate(y: Float64Array, risks: Float64Array, groups: number): readonly CalibrationGroup[] {
  const order = Array.from(risks.keys()).sort((a, b) => risks[a]! - risks[b]! || a - b);
  const found: number[][] = [];
  let start = 0;
  for (let group = 1; group <= groups && start < order.length; group++) {
    let end = Math.max(start + 1, Math.round(group * order.length / groups));
    while (end < order.length && risks[order[end]!] === risks[order[end - 1]!]) end++;
    const rows = order.slice(start, end);
    // Ties can leave too few for the last group: it then joins the one before.
    if (rows.length < LEAST_GROUP && found.length > 0) found.at(-1)!.push(...rows);
    else found.push(rows);
    start = end;
  }
  return found.map((rows, index) => {
    const cases = rows.reduce((sum, row) => sum + y[row]!, 0);
    return {
      group: index + 1,
      n: rows.length,
      cases,
      predicted: rows.reduce((sum, row) => sum + risks[row]!, 0) / rows.length,
      observed: cases / rows.length,
      interval: wilsonInterval(cases, rows.length),
    };
  });
}
