/** Whether groups moved apart before the start: two looks at the periods before, their joint p value, and what it warns of. @module */
import type { EffectNumber, EffectWarning } from "./summary.ts";

/** What decides on the warning of a pre-trend. */
export interface PreTrendJudgement {
  /**
   * The look with the smaller p value: all periods before jointly (`wald`, with enough clusters), the one that lies farthest
   * from zero (`largest-t`, times the number of periods), or the straight line through all of them (`slope`).
   */
  readonly test: "wald" | "largest-t" | "slope";
  /** Its p value, times two when there were two looks. */
  readonly pValue: number;
}

/**
 * On fewer clusters on a side than this the Wald test rejects too often: with 8 of 40 clusters that start and nothing amiss it
 * called a pre-trend at 0.10 in 31 of 100 panels of ten periods (RESULTS.md; MacKinnon and others 2022).
 */
export const ENOUGH_CLUSTERS = 40;

/** A joint p value below this is a serious warning: 0.10, since such tests have little power (Roth 2022). */
const PRE_TREND_ALARM = 0.1;

/** The p values that a judgement is made of. */
export interface PreTrendLooks {
  /** Clusters on the smaller side. */
  readonly clusters: number;
  /** Of the Wald test; null when it cannot be had. */
  readonly wald: number | null;
  /** Of each period before. */
  readonly each: readonly number[];
  /** Of the straight line through them; null when there is one period, or nothing tells its error. */
  readonly slope: number | null;
}

/** Judges by both looks; null when there is neither. */
export function judgePreTrend({ clusters, wald, each, slope }: PreTrendLooks): PreTrendJudgement | null {
  const joint: PreTrendJudgement | null = wald !== null && clusters >= ENOUGH_CLUSTERS
    ? { test: "wald", pValue: wald }
    : each.length === 0
    ? null
    : { test: "largest-t", pValue: Math.min(1, each.length * Math.min(...each)) };
  if (slope === null || joint === null) return joint;
  const smaller = slope < joint.pValue ? { test: "slope" as const, pValue: slope } : joint;
  return { test: smaller.test, pValue: Math.min(1, 2 * smaller.pValue) };
}

/** What an estimate is held against. */
export interface ExtendedTrend {
  /** The straight line through the periods before, per period; null when there is none. */
  readonly slope: EffectNumber | null;
  /** The effect. */
  readonly estimate: number;
  /** Mean number of periods from the base to the periods that the effect is about. */
  readonly distance: number;
}

/** What the periods before say about leaning on the estimate. */
export function preTrendWarnings(
  test: PreTrendJudgement | null,
  trend: ExtendedTrend,
): readonly EffectWarning[] {
  if (test === null) {
    return [{
      code: "no-pre-trend-test",
      weight: "remark",
      text: {
        nl: "Of de groepen vooraf gelijk opgingen, kon niet worden getoetst.",
        en: "Whether the groups moved alike beforehand could not be tested.",
      },
    }];
  }
  if (test.pValue < PRE_TREND_ALARM) {
    return [{
      code: "pre-trend",
      weight: "serious",
      text: {
        nl: "De groepen liepen al vóór de start uiteen.",
        en: "The groups already moved apart before the start.",
      },
    }];
  }
  return explainsAll(trend) ? [UNCLEAR] : [];
}

const UNCLEAR: EffectWarning = {
  code: "pre-trend-unclear",
  weight: "remark",
  text: {
    nl: "Een rechte lijn die bij de jaren vóór de start past, kan het hele verschil verklaren.",
    en: "A straight line that fits the periods before the start can explain the whole difference.",
  },
};

/** Whether a line within the interval of the slope reaches the estimate when it is drawn on (Rambachan and Roth 2023, in short). */
function explainsAll({ slope, estimate, distance }: ExtendedTrend): boolean {
  if (slope === null || slope.low === null || slope.high === null) return false;
  return estimate > 0 ? slope.high * distance >= estimate : slope.low * distance <= estimate;
}
