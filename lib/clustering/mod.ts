/**
 * Clustering for notebooks: groups of people who are alike in mixed traits, described as groups.
 *
 * Who is in which cluster has no door: profiles go into `protect`.
 *
 * @module
 */
export { Dissimilarity, MAX_ROWS } from "./dissimilarity.ts";
export { gower, type GowerColumn, type GowerKind, type GowerOptions } from "./gower.ts";
export {
  type GowerContribution,
  type GowerContributions,
  gowerContributions,
} from "./gower_contributions.ts";
export { distance, type DistanceOptions } from "./distance.ts";
export type { Clustering, ClusteringFacts } from "./clustering.ts";
export { type Agreement, clusterAgreement } from "./agreement.ts";
export { kMedoids, type KMedoidsOptions } from "./k_medoids.ts";
export { clara, CLARA_SAMPLE_ROWS, type ClaraOptions } from "./clara.ts";
export { kModes, type KModesOptions, kPrototypes, type KPrototypesOptions } from "./k_prototypes.ts";
export {
  type GammaCandidate,
  type GammaOptions,
  type GammaSensitivity,
  gammaSensitivity,
} from "./gamma_sensitivity.ts";
export { kMedoidsWithNoise, type NoiseOptions } from "./noise.ts";
export {
  cutHierarchy,
  type CutOptions,
  type Hierarchy,
  hierarchy,
  type HierarchyOptions,
  type Linkage,
} from "./hierarchy.ts";
export { latentClasses, type LatentClassOptions } from "./latent_classes.ts";
export type { LatentClasses, LatentItem, LatentRuns } from "./latent_model.ts";
export { chooseLatentClasses, type ChooseLatentOptions, type LatentChoice } from "./choose_latent.ts";
export {
  type LatentEffect,
  type LatentRegression,
  type LatentRegressionOptions,
  regressLatentClasses,
} from "./latent_regression.ts";
export { latentRegressionTable, type LatentRegressionTableOptions } from "./latent_regression_table.ts";
export {
  type InformationKind,
  type LatentAnswerFigure,
  latentClassErrors,
  type LatentErrorOptions,
  type LatentErrors,
  type LatentFigure,
  type LatentState,
} from "./latent_errors.ts";
export { profileLatentClasses } from "./latent_profile.ts";
export { type GapCandidate, type GapChoice, type GapOptions, gapStatistic } from "./gap_statistic.ts";
export { gapStatisticInWorkers, type GapWorkersOptions } from "./gap_workers.ts";
export {
  FOUND_AGAIN_FROM,
  type PredictionCandidate,
  type PredictionChoice,
  type PredictionOptions,
  predictionStrength,
} from "./prediction_strength.ts";
export { type Silhouette, silhouette, WEAK_SILHOUETTE } from "./silhouette.ts";
export { clusterSeparation, type Separation } from "./separation.ts";
export { chooseK, type ChooseKOptions, type KCandidate, type KChoice } from "./choose_k.ts";
export {
  clusterStability,
  DISSOLVED_TO,
  type Stability,
  type StabilityOptions,
  STABLE_FROM,
} from "./stability.ts";
export { clusterStabilityInWorkers, type StabilityWorkersOptions } from "./stability_workers.ts";
export { type MergeOptions, mergeSmallClusters } from "./merge_small.ts";
export {
  type ClusterProfile,
  type ProfileCategory,
  profileClusters,
  type ProfileEntry,
  type ProfileOptions,
} from "./profile.ts";
export { clusterSizes, type SizeOptions } from "./group_sizes.ts";
export { latentClassSizes } from "./latent_sizes.ts";
export { profileLatentTraits } from "./latent_traits.ts";
export {
  type MarkingOptions,
  markingTraits,
  type OtherGroup,
  profileTraits,
  type Trait,
  type TraitOptions,
  traitShares,
} from "./traits.ts";
export { traitRatios } from "./lift.ts";
export { type CrossOptions, crossTraits } from "./cross.ts";
export { CLUSTERING_METHODS } from "./methods.ts";
export type { MethodDescription, MethodReference } from "../core/method.ts";
export type {
  AggregateCell,
  AggregateTable,
  Dimension,
  DimensionCode,
  Entity,
  Measure,
  MeasureKind,
} from "../core/aggregate.ts";
export type { Label } from "../core/language.ts";
export type { BooleanValues, Column, NumberValues, Table, TextValues } from "../core/table.ts";
export type { Sensitivity, SourceRef } from "../core/provenance.ts";
