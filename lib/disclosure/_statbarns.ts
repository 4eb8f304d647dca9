/**
 * SACRO's names for kinds of output.
 *
 * @module
 */
import type { Measure, MeasureKind } from "../core/aggregate.ts";

const STATBARNS: Readonly<Record<MeasureKind, string>> = {
  count: "Frequencies",
  share: "Frequencies",
  rate: "CalculatedRatios",
  ratio: "CalculatedRatios",
  mean: "LinearAggregations",
  sum: "LinearAggregations",
  estimate: "CorrelationCoefficients",
};

/** SACRO's name for what a measure is. Percentiles are positions, the smallest and largest value endpoints. */
export function statbarnOf({ kind, percentile }: Pick<Measure, "kind" | "percentile">): string {
  if (percentile === undefined) return STATBARNS[kind];
  return percentile === 0 || percentile === 100 ? "Endpoints" : "Position";
}
