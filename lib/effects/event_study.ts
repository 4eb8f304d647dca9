/**
 * Event study: the effect per period before and after the start, with a test of the periods before.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { fCdf } from "../core/stats/f.ts";
import type { Table } from "../core/table.ts";
import type { Matrix } from "ml-matrix";
import { leastSquares, waldStatistic } from "./_least_squares.ts";
import { type Panel, type PanelOptions, readPanel, withinPanel } from "./_panel.ts";
import { panelContrasts } from "./_panel_contrasts.ts";
import { judgePreTrend, type PreTrendJudgement, preTrendWarnings } from "./_pre_trend.ts";
import { ASSUMPTIONS, clusterWarnings } from "./_words.ts";
import { type Displayed, displayed, type EffectNumber, type EffectSummary } from "./summary.ts";
import { panelCounts, requireClusters } from "./two_way.ts";

/** One line of an event-study table. */
export interface EventTime extends EffectNumber {
  /** Periods since the start: 0 is the first period with the approach, −1 the base. */
  readonly since: number;
  /** Whether the line tests the assumption or tells the effect. */
  readonly part: "before" | "base" | "after";
  /** The number of starting units behind the line. */
  readonly n: number;
}

/** A joint test that all lines before the start are zero. */
export interface PreTrendTest {
  /** The Wald statistic over the number of lines. */
  readonly statistic: number;
  /** The number of lines tested. */
  readonly df1: number;
  /** Clusters − 1. */
  readonly df2: number;
  /** The p value by F(df1, df2). */
  readonly pValue: number;
}

/** The result of {@linkcode eventStudy}. The estimate of the whole is the mean over the periods after the start. */
export interface EventStudyResult extends EffectSummary {
  /** A line per period since the start, in order. */
  readonly table: readonly EventTime[];
  /** The test of the lines before; null when there are none or too few clusters. */
  readonly preTrend: PreTrendTest | null;
  /** The straight line through the lines before, per period, the base among them as 0; null with one line. */
  readonly preSlope: EffectNumber | null;
  /**
   * What decides on the warning of a pre-trend, below 0.10: the lines before, and the straight line through them. From 40
   * clusters on each side the lines are judged by the test above; below that it rejects too often, so by the smallest p value
   * of a line, times their number.
   */
  readonly preJudged: PreTrendJudgement | null;
  /** The number of clusters. */
  readonly clusters: number;
}

/**
 * Estimates leads and lags in a model with unit and period effects; the period before the start is the base.
 *
 * Errors as for {@linkcode twoWayEffect}: CR2 with the degrees of freedom of Bell and McCaffrey for each line.
 * A pre-trend is looked for in single periods and as a straight line: of steady trends the first alone finds few. A remark
 * says when a line that fits the periods before would, drawn on, explain the whole estimate.
 * Source: Miller (2023), Journal of Economic Perspectives 37(2), 203–230; Roth (2022), AER: Insights 4(3), 305–322: a
 * pre-trend test that finds nothing is no proof. With several starting moments prefer `groupTimeEffects`.
 *
 * @example Six areas, three start in 2022
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { eventStudy } from "./event_study.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = ["a", "b", "c", "d", "e", "f"].flatMap((wijk, i) =>
 *   [2020, 2021, 2022].map((jaar, t) => ({ wijk, jaar, y: i + t + (i < 3 && t === 2 ? 4 : 0) + ((i * 7 + t * 3) % 4) / 10 }))
 * );
 * const table = Table.from({
 *   y: Float64Array.from(rows, (row) => row.y),
 *   wijk: rows.map((row) => row.wijk),
 *   jaar: Float64Array.from(rows, (row) => row.jaar),
 *   start: Float64Array.from(rows, (row) => row.wijk < "d" ? 2022 : 0),
 * });
 * const study = eventStudy(table, { outcome: "y", unit: "wijk", period: "jaar", firstTreated: "start" });
 * assert.deepEqual(study.table.map((line) => line.since), [-2, -1, 0]);
 * assert.ok(Math.abs(study.estimate - 4) < 0.3);
 * ```
 *
 * @param table One row a unit and period.
 * @param options The columns.
 * @returns The table, the test, and the mean effect after the start.
 * @throws {WorkspaceError} When no unit never starts, or the terms cannot be told apart.
 */
export function eventStudy(table: Table, options: PanelOptions): EventStudyResult & Displayed {
  const panel = readPanel(table, options);
  requireClusters(panel.clusters, options.cluster ?? options.unit);
  const since = eventTimes(panel);
  const terms = [...new Set(since)].filter((time) => time !== -1 && Number.isFinite(time)).sort((a, b) =>
    a - b
  );
  requireComparison(panel, terms);
  const columns = terms.map((term) => since.map((time) => time === term ? 1 : 0));
  const fit = leastSquares(
    columns.map((column) => withinPanel(panel, column)),
    withinPanel(panel, panel.y),
    terms.map((term) => `period ${term} since the start`),
  );
  const { pick, covariance } = panelContrasts(panel, options, columns, fit);
  const df = panel.clusters - 1;
  const lines = terms.map((term, i): EventTime => ({
    ...pick(terms.map((_, j) => i === j ? 1 : 0)),
    since: term,
    part: term < 0 ? "before" : "after",
    n: since.filter((time) => time === term).length,
  }));
  const after = terms.filter((term) => term >= 0), before = lines.filter(({ part }) => part === "before");
  const preTrend = covariance ? testBefore(terms, fit.coefficients, covariance, df) : null;
  const slope = slopeBefore(terms), preSlope = slope && pick(slope);
  const preJudged = judgePreTrend({
    clusters: Math.min(panel.treatedClusters, panel.clusters - panel.treatedClusters),
    wald: preTrend?.pValue ?? null,
    each: before.flatMap(({ pValue }) => pValue === null ? [] : [pValue]),
    slope: preSlope?.pValue ?? null,
  });
  const effect = pick(terms.map((term) => term >= 0 ? 1 / after.length : 0));
  const distance = after.reduce((sum, term) => sum + term + 1, 0) / after.length;
  return displayed({
    ...effect,
    ...countsOf(panel),
    method: { nl: "Event-study met vaste effecten", en: "Event study with two-way fixed effects" },
    assumptions: [
      ASSUMPTIONS.parallel,
      ASSUMPTIONS.anticipation,
      ASSUMPTIONS.spillover,
      ASSUMPTIONS.constant,
    ],
    warnings: [
      ...clusterWarnings(panel.clusters, panel.treatedClusters, options.interval),
      ...preTrendWarnings(preJudged, { slope: preSlope, estimate: effect.estimate, distance }),
    ],
    table: [...lines, baseLine(since, df)].sort((a, b) => a.since - b.since),
    ...{ preTrend, preSlope, preJudged },
    clusters: panel.clusters,
  });
}

/** Positions of periods relative to the start; NaN for units that never start. */
function eventTimes(panel: Panel): Float64Array {
  const place = new Map(panel.periods.map((period, index) => [period, index]));
  return panel.period.map((period, row) => {
    const start = panel.start[row]!;
    if (start === Infinity) return NaN;
    const first = place.get(start) ?? panel.periods.findIndex((value) => value >= start);
    return first < 0 ? NaN : place.get(period)! - first;
  });
}

function requireComparison(panel: Panel, terms: readonly number[]): void {
  if (!terms.some((term) => term >= 0)) {
    throw new WorkspaceError({ what: "No unit starts within the periods", where: "event study" });
  }
  if (!panel.startOfUnit.includes(Infinity)) {
    throw new WorkspaceError({
      what: "All units start at some moment: there is no comparison group",
      where: "event study",
      mend: "Add units that never start, or drop the periods after the last start",
    });
  }
}

function countsOf(panel: Panel): { readonly n: number; readonly smallestN: number } {
  const { n, smallestN } = panelCounts(panel);
  return { n, smallestN };
}

function baseLine(since: Float64Array, df: number): EventTime {
  const n = since.filter((time) => time === -1).length;
  return {
    since: -1,
    part: "base",
    n,
    estimate: 0,
    standardError: null,
    low: null,
    high: null,
    pValue: null,
    df,
  };
}

/** Weights of the least-squares line through the terms before and the base at 0; null when there is one term. */
function slopeBefore(terms: readonly number[]): readonly number[] | null {
  const places = [...terms.filter((term) => term < 0), -1], mean = sumOf(places) / places.length;
  if (places.length < 3) return null;
  const squares = sumOf(places.map((place) => (place - mean) ** 2));
  return terms.map((term) => term < 0 ? (term - mean) / squares : 0);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function testBefore(
  terms: readonly number[],
  values: readonly number[],
  covariance: Matrix,
  df2: number,
): PreTrendTest | null {
  const places = terms.flatMap((term, place) => term < 0 ? [place] : []);
  if (places.length === 0 || df2 < places.length) return null;
  const wald = waldStatistic(places.map((place) => values[place]!), covariance.selection(places, places));
  if (wald === null) return null;
  const statistic = wald / places.length;
  return { statistic, df1: places.length, df2, pValue: fCdf(statistic, places.length, df2, "upper") };
}
