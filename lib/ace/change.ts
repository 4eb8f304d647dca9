/**
 * Whether waves differ: a design-based test of linear trend, and of every pair of waves.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { Table } from "../core/table.ts";
import {
  type Adjustment,
  type AnyDesign,
  type Estimates,
  type LinearTrend,
  linearTrend,
  mean,
  type PairDifference,
  pairwiseDifferences,
  surveyDesign,
} from "../survey/mod.ts";
import type { Grouping } from "./grouping.ts";
import { keepsFloor } from "./groups.ts";
import type { Caution } from "./instrument.ts";
import type { AceScores } from "./scores.ts";
import { requireComparable, seriesWarnings, type Wave } from "./trend.ts";

/** A wave with its place in time. */
export interface TimedWave extends Wave {
  /** The time of the wave, for example its year. */
  readonly time: number;
}

/** What is compared between waves. */
export type WaveMeasure =
  | {
    /** The mean score. */
    readonly kind: "meanScore";
  }
  | {
    /** The share of respondents in a group of scores or above it, for example from `4+`. */
    readonly kind: "shareFrom";
    readonly grouping: Grouping;
    readonly code: string;
  };

/** Options of {@linkcode testChange}. */
export interface ChangeOptions {
  /** A slug that is unique within the notebook. */
  readonly id: string;
  /** What is compared. */
  readonly measure: WaveMeasure;
  /**
   * That each wave is a sample of its own. Waves with the same persons, schools or other clusters are not independent:
   * put them in one design, and give its domain means to `linearTrend` and `pairwiseDifferences` of `lib/survey`.
   */
  readonly samples: "independent";
  /** The smallest number of respondents of a wave. */
  readonly floor: number;
  /** How the pairs are guarded against chance findings. No default. */
  readonly adjust: Adjustment;
  /** Which count; the main one unless told. */
  readonly part?: string;
  /** The confidence level; 0.95 unless told. */
  readonly level?: number;
}

/** Whether and how much waves differ. */
export interface WaveChange {
  /** The value of each wave with its standard error and number of respondents. */
  readonly waves: readonly {
    readonly period: string;
    readonly value: number;
    readonly se: number;
    readonly n: number;
  }[];
  /** The linear trend per unit of time. */
  readonly trend: LinearTrend;
  /** Every pair of waves. */
  readonly pairs: readonly PairDifference[];
  /** What a reader has to know. */
  readonly warnings: readonly Caution[];
}

const RETROSPECTIVE: Caution = {
  id: "trend-is-not-effect",
  text: {
    nl:
      "Een verschil tussen metingen is geen effect van beleid: de groep, de respons en het herinneren kunnen ook veranderd zijn",
    en:
      "A difference between waves is no effect of policy: the group, the response and recall may have changed too",
  },
};

/**
 * Tests a linear trend over waves and every pair of waves, with weights and clusters where a wave has them.
 *
 * Waves without a design count as simple random samples. Changed instruments, rules, modes or items are refused, as in
 * `trend`. Source: Korn and Graubard (1999), ch. 3; Holm (1979) for the pairs.
 *
 * @example Two waves
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { testChange } from "./change.ts";
 * import { GROUPINGS } from "./grouping.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { scoreTable } from "./score.ts";
 * import assert from "node:assert/strict";
 *
 * const wave = (time: number, yes: number) => {
 *   const answers: Record<string, string[]> = {};
 *   for (let item = 1; item <= 10; item++) {
 *     answers[`q${item}`] = Array.from({ length: 50 }, (_, row) => item === 1 && row < yes ? "yes" : "no");
 *   }
 *   const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
 *   return { time, period: { code: `${time}`, label: { nl: `${time}`, en: `${time}` } }, scores };
 * };
 * const change = testChange([wave(2024, 10), wave(2026, 20)], {
 *   id: "any",
 *   measure: { kind: "shareFrom", grouping: GROUPINGS.any, code: "1+" },
 *   samples: "independent",
 *   floor: 10,
 *   adjust: "holm",
 * });
 * assert.equal(change.trend.slope.toFixed(6), "0.100000");
 * assert.equal(change.pairs[0]?.difference.toFixed(6), "0.200000");
 * ```
 *
 * @param waves The waves, at least two, with different times.
 * @param options What is compared and how.
 * @returns The trend and the pairs.
 * @throws {AceRefusal} When waves may not stand in one series, or one is under the floor.
 * @throws {WorkspaceError} When times do not differ, the group does not exist, or samples are not independent.
 */
export function testChange(waves: readonly TimedWave[], options: ChangeOptions): WaveChange {
  requireComparable(waves.map(({ scores }) => scores));
  if (options.samples !== "independent") throw dependent(options.id);
  const parts = waves.map((wave) => waveMean(wave, options));
  const estimates = independent(waves.map(({ period }) => period.code), parts);
  const { level = 0.95, adjust } = options;
  const warnings = new Map(
    [RETROSPECTIVE, ...seriesWarnings(waves), ...waves.flatMap(({ scores }) => scores.warnings)]
      .map((one) => [one.id, one] as const),
  );
  return {
    waves: estimates.names.map((period, index) => ({
      period,
      value: estimates.values[index]!,
      se: estimates.se[index]!,
      n: estimates.n[index]!,
    })),
    trend: linearTrend(estimates, waves.map(({ time }) => time), level),
    pairs: pairwiseDifferences(estimates, { adjust, level }),
    warnings: [...warnings.values()],
  };
}

function waveMean({ scores, survey, period }: TimedWave, options: ChangeOptions): Estimates {
  const values = measured(scores, options);
  const known = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  keepsFloor(known, period.code, options);
  const design: AnyDesign = survey?.design ?? simpleSample(scores.rowCount);
  return mean(design, values, { empty: "outsideDomain" });
}

function measured(scores: AceScores, { id, measure, part }: ChangeOptions): Float64Array {
  if (measure.kind === "meanScore") return scores.score(part);
  const { grouping, code } = measure;
  const from = grouping.groups.findIndex((group) => group.code === code);
  if (from >= 0) {
    return Float64Array.from(
      scores.groups(grouping, part),
      (group) => group < 0 ? NaN : group >= from ? 1 : 0,
    );
  }
  throw new WorkspaceError({
    what: `The grouping ${grouping.id} has no group ${code}`,
    where: id,
    mend: `Choose one of: ${grouping.groups.map((group) => group.code).join(", ")}`,
  });
}

function simpleSample(rows: number): AnyDesign {
  return surveyDesign(Table.from({ weight: new Float64Array(rows).fill(1) }), {
    weight: "weight",
    stages: [],
  });
}

/** Estimates of samples that have nothing to do with each other: no covariance, degrees of freedom add up. */
function independent(names: readonly string[], parts: readonly Estimates[]): Estimates {
  const size = parts.length;
  const cells = new Float64Array(size * size);
  parts.forEach(({ se }, index) => cells[index * size + index] = se[0]! ** 2);
  const column = (of: (part: Estimates) => number) => Float64Array.from(parts, of);
  return {
    names,
    values: column(({ values }) => values[0]!),
    se: column(({ se }) => se[0]!),
    covariance: { size, cells },
    df: column(({ df }) => df[0]!),
    dfOverall: parts.reduce((sum, part) => sum + part.dfOverall, 0),
    n: column(({ n }) => n[0]!),
  };
}

function dependent(where: string): WorkspaceError {
  return new WorkspaceError({
    what: "Waves with the same persons or clusters are not independent samples",
    where,
    mend:
      "Put all waves in one survey design and give its domain means to linearTrend and pairwiseDifferences",
  });
}
