/** The periods before the start in group-time effects: jointly, one by one, and as a straight line. @module */
import { Matrix } from "ml-matrix";
import { chiSquaredCdf } from "../core/stats/chi_squared.ts";
import { studentTCdf } from "../core/stats/student_t.ts";
import { type Cell, clusterSums, type Line, noiseOf, weightedSum, type Work } from "./_group_time_work.ts";
import { waldStatistic } from "./_least_squares.ts";
import { judgePreTrend, type PreTrendJudgement } from "./_pre_trend.ts";
import { type EffectNumber, effectNumber } from "./summary.ts";

/** A Wald test. */
export interface WaldTest {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/** That all cells before the start are zero; null when there are none or they depend on each other. */
export function testBefore(work: Work, cells: readonly Cell[]): WaldTest | null {
  if (cells.length === 0) return null;
  const n = work.panel.units.length;
  const sums = cells.map((cell) => clusterSums(work, cell));
  const covariance = Matrix.zeros(cells.length, cells.length);
  sums.forEach((a, j) => {
    for (let k = 0; k <= j; k++) {
      const b = sums[k]!;
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
      covariance.set(j, k, sum / (n * n));
      covariance.set(k, j, sum / (n * n));
    }
  });
  const statistic = waldStatistic(cells.map((cell) => cell.estimate), covariance);
  if (statistic === null) return null;
  return { statistic, df: cells.length, pValue: chiSquaredCdf(statistic, cells.length, "upper") };
}

/**
 * The straight line through the periods before, per period: within each group by least squares over its path (the base is 0; with
 * a varying base the path is the sum of the steps), groups weighted by size and length. Null with fewer than two cells.
 */
export function slopeBefore(
  work: Work,
  cells: readonly Cell[],
  base: "varying" | "universal",
): EffectNumber | null {
  if (cells.length < 2) return null;
  const weights = new Map<Cell, number>();
  let squares = 0;
  for (const group of new Set(cells.map((cell) => cell.group))) {
    const own = cells.filter((cell) => cell.group === group).sort((a, b) => a.since - b.since);
    const path = pathWeights(own.length), size = work.sizes.get(group) ?? 0;
    squares += size * path.reduce((sum, value) => sum + value * value, 0);
    // A step moves all later points of the path; with a universal base each cell is a point, and the base is the last.
    own.forEach((cell, j) => {
      const moved = base === "universal"
        ? path[j]!
        : path.slice(j + 1).reduce((sum, value) => sum + value, 0);
      weights.set(cell, size * moved);
    });
  }
  const line = weightedSum(cells, cells.map((cell) => (weights.get(cell) ?? 0) / squares));
  const { error, df } = noiseOf(work, line);
  return effectNumber(line.estimate, error, df, work.scale);
}

/** Distances of the points of a path of so many steps from its middle. */
function pathWeights(steps: number): readonly number[] {
  return Array.from({ length: steps + 1 }, (_, place) => place - steps / 2);
}

/** Both looks at the periods before. */
export function judgeBefore(
  work: Work,
  cells: readonly Cell[],
  wald: WaldTest | null,
  slope: EffectNumber | null,
): PreTrendJudgement | null {
  const clusters = smallestGroup(work);
  if (cells.length === 0 || clusters < 2) return null;
  return judgePreTrend({
    ...{ clusters, wald: wald?.pValue ?? null, slope: slope?.pValue ?? null },
    each: cells.map((cell) => pValueOf(work, cell, clusters)),
  });
}

/** Plain noise knows no degrees of freedom: then those of the smallest group. */
function pValueOf(work: Work, line: Line, clusters: number): number {
  const { error, df } = noiseOf(work, line);
  if (!(error > 0)) return 1;
  return 2 * studentTCdf(-Math.abs(line.estimate / error), work.strata ? df : clusters - 1);
}

/** The number of clusters in the smallest starting group, or among those that never start. */
function smallestGroup(work: Work): number {
  const known = clustersByStart(work);
  return Math.min(...[...work.groups, Infinity].map((group) => known.get(group)?.size ?? Infinity));
}

/** The clusters of units by when they start. */
export function clustersByStart({ panel, cluster }: Work): ReadonlyMap<number, ReadonlySet<number>> {
  const known = new Map<number, Set<number>>();
  panel.startOfUnit.forEach((start, unit) => {
    const clusters = known.get(start) ?? new Set<number>();
    known.set(start, clusters.add(cluster[unit]!));
  });
  return known;
}
