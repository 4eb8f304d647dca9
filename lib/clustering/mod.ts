/**
 * Clustering for notebooks: groups of people who are alike in mixed traits, described as groups.
 *
 * Who is in which cluster has no door: profiles go into `protect`.
 *
 * @module
 */
export { Dissimilarity, MAX_ROWS } from "./dissimilarity.ts";
export { gower, type GowerColumn, type GowerKind, type GowerOptions } from "./gower.ts";
export { distance, type DistanceOptions } from "./distance.ts";
export type { Clustering, ClusteringFacts } from "./clustering.ts";
export { kMedoids, type KMedoidsOptions } from "./k_medoids.ts";
export { type Silhouette, silhouette } from "./silhouette.ts";
export { clusterSeparation, type Separation } from "./separation.ts";
export { chooseK, type ChooseKOptions, type KCandidate, type KChoice, WEAK_SILHOUETTE } from "./choose_k.ts";
export {
  clusterStability,
  DISSOLVED_TO,
  type Stability,
  type StabilityOptions,
  STABLE_FROM,
} from "./stability.ts";
export { type MergeOptions, mergeSmallClusters } from "./merge_small.ts";
export {
  type ClusterProfile,
  type ProfileCategory,
  profileClusters,
  type ProfileEntry,
  type ProfileOptions,
} from "./profile.ts";
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
