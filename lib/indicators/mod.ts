/**
 * Indicators for notebooks: definitions as data, computed into aggregates that disclosure control can take.
 *
 * @module
 */
export type { Certainty, IndicatorDefinition, ReferenceValue, UnitOfRow } from "./definition.ts";
export { columnsNeeded, findIndicator, listIndicators, publishedReference } from "./catalogue.ts";
export {
  computeIndicators,
  type ComputeOptions,
  type GroupBy,
  type IndicatorTables,
  toMeasure,
} from "./compute.ts";
export {
  type Adjustment,
  adjustPValues,
  compareWithMatched,
  compareWithPrevious,
  compareWithReference,
  compareWithRest,
  type Comparison,
} from "./compare.ts";
export {
  type CompositeIndex,
  compositeIndex,
  type CompositeOptions,
  type CompositePart,
  type CompositeScore,
  weightedMean,
} from "./composite.ts";
export {
  type CompositeFactor,
  type CompositeFactorShare,
  type CompositeSensitivity,
  compositeSensitivity,
  type CompositeSensitivityOptions,
} from "./composite_sensitivity.ts";
export type { CompositeLook } from "./_composite_look.ts";
export type { RankSensitivity } from "./_composite_trials.ts";
export type { Aggregation, Normalisation, OutlierTreatment, PartShape } from "./_composite_steps.ts";
export { INDICATOR_METHODS } from "./methods.ts";
export type { MethodDescription, MethodReference } from "../core/method.ts";
export { type EventCount, eventRates } from "./event_rates.ts";
export { type FirstEvent, type FirstTimeOptions, firstTimeTable, type LifeStage } from "./first_time.ts";
export { compareGrowth, type GrowthOptions, type SchoolGrowth } from "./growth.ts";
export { indexNumbers, type IndexOptions } from "./index_numbers.ts";
export { type MeanOptions, meanTable } from "./means.ts";
export { type TotalOptions, withTotal } from "./total.ts";
export { type SmoothedCell, smoothShares } from "./smooth.ts";
