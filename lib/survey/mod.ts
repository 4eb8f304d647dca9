/**
 * Statistics for surveys with weights, strata and clusters, in the way of R `survey`.
 *
 * @module
 */
export {
  type DesignOptions,
  type DesignParts,
  type LonelyPolicy,
  SurveyDesign,
  surveyDesign,
} from "./design.ts";
export { type AnyDesign, confidenceInterval, contrast, type Estimates } from "./estimates.ts";
export { type Domain, type EstimateOptions, mean, ratio, total } from "./estimators.ts";
export { proportion, type ProportionOptions, type Proportions } from "./proportion.ts";
export { type Quantile, quantile, type QuantileOptions } from "./quantile.ts";
export { regress, type RegressionModel } from "./regression.ts";
export {
  type Calibrated,
  calibrateLinear,
  type CalibrationReport,
  type CalibrationTotal,
  type Margin,
  postStratify,
  rake,
  type RakeOptions,
  rakeWeights,
} from "./calibrate.ts";
export {
  bootstrap,
  type BootstrapOptions,
  jackknife,
  type ReplicateDesign,
  replicateDesign,
  type ReplicateOptions,
} from "./replicate.ts";
export { type DesignEffect, designEffect, kishDesignEffect } from "./design_effect.ts";
export { type PooledEstimate, poolRubin } from "./rubin.ts";
export { type SensitivityBounds, sensitivityBounds } from "./sensitivity.ts";
export { type RaoScott, raoScott } from "./rao_scott.ts";
export {
  adjustForNonresponse,
  type ResponseData,
  responseTable,
  type ResponseTableOptions,
} from "./nonresponse.ts";
export {
  type Adjustment,
  adjustPValues,
  type LinearTrend,
  linearTrend,
  type PairDifference,
  pairwiseDifferences,
} from "./contrasts.ts";
export { type KappaWeights, type Ratings, surveyKappa } from "./kappa.ts";
export { estimateTable, type EstimateTableOptions } from "./aggregate.ts";
export { shareTable, type ShareTableOptions, type SurveyGroup, type SurveyTrait } from "./share_table.ts";
export type { ClusterIds, Stage, StageColumns } from "./_stages.ts";
export type { Projection } from "./_projection.ts";
export type { Matrix } from "./_linear.ts";
export { SURVEY_METHODS } from "./methods.ts";
