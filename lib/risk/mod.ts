/**
 * Risk factors of groups: regression, ratios, what stands behind them, and how far they can be trusted.
 *
 * No function predicts for one person.
 *
 * @module
 */
export {
  bSpline,
  columnsOf,
  factor,
  type FactorTerm,
  type Formula,
  formula,
  interaction,
  type InteractionTerm,
  naturalSpline,
  type NumericTerm,
  type SimpleTerm,
  type SplineOptions,
  type SplineTerm,
  type Term,
  termName,
} from "./formula.ts";
export {
  type CollinearPolicy,
  type DesignColumn,
  DesignMatrix,
  designMatrix,
  type DesignOptions,
  type DesignParts,
  type FactorLevels,
  type MissingCount,
  type MissingPolicy,
} from "./design_matrix.ts";
export type { ColumnData, Fixed } from "./_columns.ts";
export type { Curve } from "./_spline.ts";
export type { FitOptions } from "./_assemble.ts";
export type {
  ClusterCorrection,
  ClusterCovariance,
  CovarianceChoice,
  PlainCovariance,
} from "./covariance.ts";
export {
  type Effect,
  type ModelFit,
  type ModelParts,
  type RatioKind,
  RegressionModel,
  type RiskMethod,
} from "./model.ts";
export { fitLinear } from "./linear.ts";
export { fitLogistic } from "./logistic.ts";
export { fitPoisson, fitRiskRatios, type PoissonOptions } from "./poisson.ts";
export { fitNegativeBinomial } from "./negative_binomial.ts";
export type { Theta } from "./_theta.ts";
export {
  fitMultinomial,
  type MultinomialCovariance,
  type MultinomialEquation,
  type MultinomialModel,
  type MultinomialOptions,
} from "./multinomial.ts";
export { modelOutput } from "./_support.ts";
export { multinomialTable } from "./multinomial_table.ts";
export { fitFirth } from "./firth.ts";
export { SeparationError } from "./separation.ts";
export {
  type MarginalEffects,
  marginalEffects,
  type StandardisedRisk,
  type StandardisedRisks,
  standardisedRisks,
} from "./marginal_effects.ts";
export { type EValue, eValue, type EValueInput } from "./e_value.ts";
export {
  type RatioInterval,
  type RiskStack,
  type StackLevel,
  type StackOptions,
  stackRiskFactors,
} from "./stacking.ts";
export { ratioTable, type RatioTableOptions, stackTables } from "./tables.ts";
export type { ResultTableOptions } from "./_measures.ts";
export { calibrationTable } from "./calibration_table.ts";
export { type CrossValidationOptions, validate, validateBy, validateOn } from "./validation.ts";
export type { CalibrationGroup, PartValidation, Validation, ValidationOptions } from "./judging.ts";
export { validationTable, validationTableByPart } from "./validation_tables.ts";
export { profileInterval } from "./profile.ts";
export {
  growSegments,
  type Segment,
  type SegmentCondition,
  type SegmentOptions,
  type Segments,
  type SegmentSignal,
} from "./segments.ts";
export { segmentTable } from "./segment_table.ts";
export {
  type PooledEstimate,
  type PooledModel,
  poolEstimates,
  type PoolInput,
  poolModels,
} from "./pooling.ts";
export {
  type ImputationMethod,
  type ImputationOptions,
  Imputations,
  type ImputationTrace,
  imputeChained,
} from "./imputation.ts";
export {
  type Fairness,
  fairnessByGroup,
  type FairnessOptions,
  type FairnessRate,
  type GroupFairness,
} from "./fairness.ts";
export { fairnessTables } from "./fairness_tables.ts";
export {
  type DecisionCount,
  decisionCounts,
  type DecisionOptions,
  type Decisions,
  decisionTable,
  type RiskBand,
} from "./decisions.ts";
export { differenceTable, marginalEffectTable, pooledTable, standardisedRiskTable } from "./effect_tables.ts";
export { RISK_METHODS } from "./methods.ts";
