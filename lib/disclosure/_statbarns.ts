/**
 * SACRO's names for kinds of output.
 *
 * @module
 */
import type { MeasureKind } from "../core/aggregate.ts";

/** SACRO's name for what a measure is. */
export const STATBARNS: Readonly<Record<MeasureKind, string>> = {
  count: "Frequencies",
  share: "Frequencies",
  rate: "CalculatedRatios",
  ratio: "CalculatedRatios",
  mean: "LinearAggregations",
  sum: "LinearAggregations",
  estimate: "CorrelationCoefficients",
};
