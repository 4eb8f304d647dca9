/**
 * Synthetic control: one area against the weighted mean of other areas that resembled it before the start.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { nelderMead } from "./_nelder_mead.ts";
import { nearestToZero } from "./simplex_weights.ts";
import {
  type Donors,
  type PredictorWindow,
  readDonors,
  type SyntheticColumns,
  withoutTreated,
} from "./_synthetic_panel.ts";
import { ASSUMPTIONS } from "./_words.ts";
import { type Displayed, displayed, type EffectSummary, type EffectWarning } from "./summary.ts";

/** Columns and choices of {@linkcode syntheticControl}. */
export interface SyntheticControlOptions extends SyntheticColumns {
  /** What donors have to resemble. Default the outcome in every period before the start, unscaled. */
  readonly predictors?: readonly PredictorWindow[];
  /**
   * How much each predictor weighs (V): all equal, given numbers above 0, or `nested`: the numbers that make the outcome
   * before the start fit best. Predictors are first divided by their standard deviation. Default `equal`.
   */
  readonly importance?: "equal" | "nested" | readonly number[];
  /**
   * Placebos that fit worse before the start than this multiple of the treated area's mean squared gap are left out
   * (Abadie, Diamond and Hainmueller 2010 take 20, 5 and 2). Default none are.
   */
  readonly poorFit?: number;
}

/** The gap in one period. */
export interface SyntheticGap {
  /** The period. */
  readonly period: number;
  /** Before or after the start. */
  readonly part: "before" | "after";
  /** The outcome of the treated area. */
  readonly actual: number;
  /** The outcome of its synthetic control. */
  readonly synthetic: number;
  /** actual − synthetic. */
  readonly gap: number;
}

/** The result of {@linkcode syntheticControl}: the estimate is the mean gap after the start. */
export interface SyntheticControlResult extends EffectSummary {
  /** The areas with a weight above 0, largest first. */
  readonly weights: readonly { readonly unit: string; readonly weight: number }[];
  /** The importance of each predictor, with sum 1; empty for the default predictors. */
  readonly importance: readonly number[];
  /** A line per period. */
  readonly gaps: readonly SyntheticGap[];
  /** Root mean squared gap before the start. */
  readonly rmspeBefore: number;
  /** Root mean squared gap after over that before the start; Infinity for a perfect fit before. */
  readonly ratio: number;
  /** Place of the treated area among all areas by that ratio, 1 for the largest, and rank / areas. */
  readonly placebo: { readonly rank: number; readonly areas: number; readonly pValue: number };
}

/** A root mean squared gap before the start beyond this share of the outcome's deviation is a poor fit. */
const POOR = 0.5;
/** The level of the test that gives the interval. */
const ALPHA = 0.05;

/**
 * Finds weights of other areas, none negative and with sum 1, that make them resemble the treated area before the start.
 *
 * The gaps after the start are the effect. Every other area is treated as if it had started too; the p value is the rank of
 * the ratio (root mean squared gap after / before). The interval holds the constant effects which that test does not
 * reject at 5 % (Firpo and Possebom 2018), so it needs 20 areas; `standardError` is null. Weights solve the quadratic
 * programme exactly. Give `size` (people in an area), or n is one area and nothing can be shown.
 * Source: Abadie, Diamond and Hainmueller (2010), JASA 105(490), 493–505; R `Synth`, `synthdid::sc_estimate`.
 *
 * @example Half of each neighbour
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { syntheticControl } from "./synthetic_control.ts";
 * import assert from "node:assert/strict";
 *
 * const series = { a: [2, 4, 3, 9], b: [1, 5, 3, 4], c: [3, 3, 3, 4], d: [9, 1, 5, 5] };
 * const rows = Object.entries(series).flatMap(([wijk, y]) => y.map((value, t) => ({ wijk, value, jaar: 2020 + t })));
 * const table = Table.from({
 *   wijk: rows.map((row) => row.wijk),
 *   jaar: Float64Array.from(rows, (row) => row.jaar),
 *   y: Float64Array.from(rows, (row) => row.value),
 * });
 * const result = syntheticControl(table, { outcome: "y", unit: "wijk", period: "jaar", treatedUnit: "a", start: 2023 });
 * assert.equal(result.estimate.toFixed(6), "5.000000");
 * assert.deepEqual(result.weights.map(({ unit, weight }) => [unit, weight.toFixed(3)]), [["b", "0.500"], ["c", "0.500"]]);
 * ```
 *
 * @param table One row an area and period; every area in every period.
 * @param options The columns and choices.
 * @returns Weights, gaps, and the place among placebos.
 * @throws {WorkspaceError} When an area lacks a period, there are fewer than two others or two periods before the start, a
 *   predictor does not vary or has no period, or the importance does not fit the predictors.
 */
export function syntheticControl(
  table: Table,
  options: SyntheticControlOptions,
): SyntheticControlResult & Displayed {
  const donors = readDonors(table, options, options.predictors ?? []);
  const importance = importanceOf(donors, options);
  const own = pathOf(donors, weightsFor(donors, importance));
  const placebos = donors.names.map((_, unit) => {
    const without = withoutTreated(donors, unit);
    const placeboImportance = options.importance === "nested" ? importanceOf(without, options) : importance;
    return pathOf(without, weightsFor(without, placeboImportance));
  }).filter((path) => path.before <= (options.poorFit ?? Infinity) * own.before);
  const ratios = placebos.map((path) => path.ratio).sort((a, b) => b - a);
  const rank = 1 + ratios.filter((ratio) => ratio >= own.ratio).length;
  const areas = ratios.length + 1, pValue = rank / areas;
  const weights = weightsFor(donors, importance);
  return displayed({
    estimate: own.mean,
    ...{ standardError: null, ...intervalOf(own, ratios), pValue, df: Infinity },
    method: { nl: "Synthetische controle", en: "Synthetic control" },
    ...{ n: donors.people ?? donors.names.length + 1, smallestN: donors.treatedPeople ?? 1 },
    assumptions: [ASSUMPTIONS.resemblance, ASSUMPTIONS.anticipation, ASSUMPTIONS.spillover],
    warnings: [...warningsOf(own, donors, areas), ...uniqueness(donors, weights)],
    weights: donors.names.map((unit, j) => ({ unit, weight: weights[j]! }))
      .filter(({ weight }) => weight > 1e-9).sort((a, b) =>
        b.weight - a.weight || (a.unit < b.unit ? -1 : 1)
      ),
    ...{ importance: donors.predictors.length > 0 ? importance : [], gaps: own.gaps },
    ...{ rmspeBefore: Math.sqrt(own.before), ratio: own.ratio, placebo: { rank, areas, pValue } },
  });
}

function importanceOf(donors: Donors, options: SyntheticControlOptions): readonly number[] {
  const size = donors.predictors.length, choice = options.importance ?? "equal";
  const equal = Array.from({ length: size }, () => 1 / Math.max(1, size));
  if (choice === "equal") return equal;
  if (size === 0) {
    throw new WorkspaceError({
      what: "There is importance without predictors",
      where: "importance",
      mend:
        "Name predictors, or leave the importance out: every period before the start then counts the same",
    });
  }
  if (choice === "nested") {
    const loss = (v: readonly number[]) => pathOf(donors, weightsFor(donors, normalised(v))).before;
    const first = nelderMead(loss, equal, 0.5 / size);
    return normalised(nelderMead(loss, normalised(first), 0.2 / size));
  }
  if (choice.length !== size || !choice.every((value) => value >= 0) || !(normalised(choice)[0]! >= 0)) {
    throw new WorkspaceError({
      what: `${choice.length} importances for ${size} predictors, or one is negative`,
      where: "importance",
    });
  }
  return normalised(choice);
}

function normalised(values: readonly number[]): readonly number[] {
  const sizes = values.map(Math.abs), sum = sizes.reduce((a, b) => a + b, 0);
  return sizes.map((value) => value / sum);
}

function weightsFor(donors: Donors, importance: readonly number[]): Float64Array {
  const features = donors.predictors.length > 0
    ? donors.predictors.map(({ treated, others }, k) => {
      const root = Math.sqrt(importance[k]!);
      return others.map((value) => root * (value - treated));
    })
    : donors.periods.flatMap((_, t) =>
      t < donors.before ? [donors.others.map((series) => series[t]! - donors.treated[t]!)] : []
    );
  const largest = Math.max(1e-300, ...features.flat().map(Math.abs));
  return nearestToZero(donors.names.map((_, j) => Float64Array.from(features, (line) => line[j]! / largest)));
}

interface Path {
  readonly gaps: readonly SyntheticGap[];
  /** Mean squared gap before the start. */
  readonly before: number;
  readonly mean: number;
  /** Variance of the gaps after the start around their mean. */
  readonly spread: number;
  readonly ratio: number;
}

function pathOf(donors: Donors, weights: Float64Array): Path {
  const gaps = donors.periods.map((period, t): SyntheticGap => {
    const actual = donors.treated[t]!;
    const synthetic = donors.others.reduce((sum, series, j) => sum + weights[j]! * series[t]!, 0);
    return {
      period,
      part: t < donors.before ? "before" : "after",
      actual,
      synthetic,
      gap: actual - synthetic,
    };
  });
  const squares = (part: readonly SyntheticGap[], around: number) =>
    part.reduce((sum, { gap }) => sum + (gap - around) ** 2, 0) / part.length;
  const after = gaps.slice(donors.before);
  const before = squares(gaps.slice(0, donors.before), 0);
  const mean = after.reduce((sum, { gap }) => sum + gap, 0) / after.length;
  const rounding = (ROUNDING * gaps.reduce((most, { actual }) => Math.max(most, Math.abs(actual)), 0)) ** 2;
  const ratio = ratioOf(squares(after, 0), before, rounding);
  return { gaps, before, mean, spread: squares(after, mean), ratio };
}

/** A root mean squared gap below this share of the outcome is rounding. */
const ROUNDING = 1e-12;

/** √(after / before); nothing over nothing is 1: no more gap than there was. */
function ratioOf(after: number, before: number, rounding: number): number {
  if (before > rounding) return Math.sqrt(after / before);
  return after > rounding ? Infinity : 1;
}

/** The constant effects c for which the ratio of gaps less c is not among the largest 5 %. */
function intervalOf(own: Path, ratios: readonly number[]): { low: number | null; high: number | null } {
  const place = Math.floor(ALPHA * (ratios.length + 1) + 1e-9);
  const border = place > 0 ? ratios[place - 1] : undefined;
  const room = border === undefined ? NaN : border * border * own.before - own.spread;
  if (!(room >= 0) || !Number.isFinite(room)) return { low: null, high: null };
  return { low: own.mean - Math.sqrt(room), high: own.mean + Math.sqrt(room) };
}

function warningsOf(own: Path, donors: Donors, areas: number): readonly EffectWarning[] {
  const warnings: EffectWarning[] = [];
  const before = donors.treated.slice(0, donors.before);
  const mean = before.reduce((a, b) => a + b, 0) / before.length;
  const deviation = Math.sqrt(before.reduce((sum, value) => sum + (value - mean) ** 2, 0) / before.length);
  if (Math.sqrt(own.before) > POOR * deviation) {
    warnings.push({
      code: "poor-fit-before",
      weight: "serious",
      text: {
        nl: "De andere gebieden samen leken vóór de start niet op dit gebied.",
        en: "The other areas together did not resemble this area before the start.",
      },
    });
  }
  if (areas < 1 / ALPHA) {
    warnings.push({
      code: "few-placebos",
      weight: "remark",
      text: {
        nl: `Met ${areas} gebieden kan geen interval van 95% worden gegeven.`,
        en: `With ${areas} areas no interval of 95% can be given.`,
      },
    });
  }
  return warnings;
}

/** Predictors are met exactly when they differ by less than this, in standard deviations. */
const EXACT = 1e-9;

/** With predictors met exactly, many mixes do so, and the effect depends on which one is taken. */
function uniqueness(donors: Donors, weights: Float64Array): readonly EffectWarning[] {
  const exact = donors.predictors.length > 0 &&
    donors.predictors.every(({ treated, others }) =>
      Math.abs(others.reduce((sum, value, j) => sum + weights[j]! * value, 0) - treated) < EXACT
    );
  if (!exact || donors.names.length <= donors.predictors.length + 1) return [];
  return [{
    code: "weights-not-unique",
    weight: "serious",
    text: {
      nl:
        "Veel mengsels van gebieden passen even goed bij deze kenmerken: het effect hangt af van welk wordt genomen.",
      en: "Many mixes of areas fit these predictors equally well: the effect depends on which one is taken.",
    },
  }];
}
