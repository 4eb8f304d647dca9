/**
 * Effects: did it help, how sure are we, and what speaks against it.
 *
 * @module
 */
export type { Displayed, EffectNumber, EffectSummary, EffectWarning } from "./summary.ts";
export { type DidCell, type DidOptions, type DidResult, differenceInDifferences } from "./did.ts";
export { twoWayEffect, type TwoWayResult } from "./two_way.ts";
export { eventStudy, type EventStudyResult, type EventTime, type PreTrendTest } from "./event_study.ts";
export type { PreTrendJudgement } from "./_pre_trend.ts";
export type { PanelOptions } from "./_panel.ts";
export { type PermutationOptions, type PermutationResult, permutationTest } from "./permutation.ts";
export { fisherExact, type FisherResult } from "./fisher_exact.ts";
export type { Share } from "../core/stats/two_shares.ts";
export {
  groupByWave,
  type GroupWaveCell,
  type GroupWaveOptions,
  type GroupWaveResult,
  type WaveContrast,
} from "./group_wave.ts";
export {
  type EffectVerdict,
  judgeEffect,
  type Verdict,
  VERDICT_RULES,
  VERDICT_WORDS,
  type VerdictOptions,
  type VerdictRule,
} from "./verdict.ts";
export { type EffectPlan, preRegister, type PreRegistration } from "./preregistration.ts";
export {
  regressionToMean,
  type RegressionToMeanOptions,
  type RegressionToMeanResult,
} from "./regression_to_mean.ts";
export { type CodedEffect, effectTable, type EffectTableOptions } from "./aggregate.ts";
export {
  type GroupTableOptions,
  type PeriodShareColumns,
  periodShares,
  waveFlow,
  waveMeans,
} from "./group_tables.ts";
export {
  interruptedSeries,
  type SeriesMethod,
  type SeriesOptions,
  type SeriesResult,
} from "./interrupted_series.ts";
export {
  clusterDesignEffect,
  type ClusterSize,
  detectableDifference,
  powerOf,
  type PowerTest,
  sizeFor,
} from "./power.ts";
export { type DetectableRange, detectableRange, marginOfShare } from "./planning.ts";
export {
  type AvoidedUnits,
  breakEvenUnits,
  costBenefit,
  type CostBenefitOptions,
  type CostBenefitResult,
  type CostScenario,
  type MoneyFlow,
  type ScenarioOutcome,
} from "./cost_benefit.ts";
export type { Label, Language } from "../core/language.ts";
export type { BooleanValues, Column, NumberValues, Table, TextValues } from "../core/table.ts";
export type {
  AggregateCell,
  AggregateTable,
  Dimension,
  DimensionCode,
  Entity,
  IntervalMethod,
  Measure,
  MeasureKind,
  ModelFit,
} from "../core/aggregate.ts";
export type { Sensitivity, SourceRef } from "../core/provenance.ts";
export type * from "../core/display.ts";
export type * from "../core/sheet.ts";
export type { DisclosureReceipt, ReceiptCount, ReceiptProtection } from "../core/receipt.ts";
export {
  type GroupTimeAverage,
  type GroupTimeAverages,
  type GroupTimeCell,
  groupTimeEffects,
  type GroupTimeOptions,
  type GroupTimeResult,
  type JointBand,
} from "./group_time.ts";
export type { GroupTimeEstimator } from "./_group_time_cell.ts";
export type { Multipliers } from "./_multiplier_bootstrap.ts";
export { matchNearest, matchOptimal, type MatchOptions, type MatchResult } from "./matching.ts";
export type { BalanceLine } from "./_balance.ts";
export type { DistanceOptions, MatchDistance } from "./_distances.ts";
export type { MatchColumns, MatchedEffect } from "./_matched_effect.ts";
export { type CoarsenedOptions, type CoarsenedResult, matchCoarsened } from "./coarsened_exact.ts";
export {
  balanceByEntropy,
  type ChanceWeightOptions,
  type EntropyOptions,
  weighByChance,
  type WeightResult,
  type WeightTarget,
} from "./weighting.ts";
export {
  syntheticControl,
  type SyntheticControlOptions,
  type SyntheticControlResult,
  type SyntheticGap,
} from "./synthetic_control.ts";
export type { PredictorWindow, SyntheticColumns } from "./_synthetic_panel.ts";
export {
  mixedGroupByWave,
  type MixedWaveContrast,
  type MixedWaveOptions,
  type MixedWaveResult,
} from "./mixed_waves.ts";
export type { PeopleColumns } from "./_people.ts";
export { EFFECTS_METHODS } from "./methods.ts";
export type { MethodDescription, MethodReference } from "../core/method.ts";
