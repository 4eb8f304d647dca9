/**
 * Small areas for notebooks: standardised rates, shrinkage next to the raw figure, limits of chance, spatial pattern.
 *
 * @module
 */
export {
  type DirectData,
  FEW_EVENTS,
  type LevelOptions,
  standardiseDirectly,
  type StandardisedRate,
} from "./direct_standardisation.ts";
export {
  type ExpectedData,
  expectedEvents,
  type RatioOptions,
  type StandardisedRatio,
  standardisedRatio,
} from "./standardised_ratio.ts";
export { marshallRates, type ShrunkenRates } from "./marshall.ts";
export { type PoissonGamma, poissonGamma, type PoissonGammaOptions } from "./poisson_gamma.ts";
export {
  type Funnel,
  type FunnelLimits,
  funnelLimits,
  type FunnelOptions,
  type FunnelPosition,
} from "./funnel.ts";
export { neighbourWeights, type SpatialWeights, type WeightsOptions } from "./weights.ts";
export { moran } from "./moran.ts";
export { residualMoran, type ResidualMoranOptions } from "./residual_moran.ts";
export { type LagCoefficient, type SpatialLag, spatialLag, type SpatialLagOptions } from "./spatial_lag.ts";
export { bayesMoran } from "./bayes_moran.ts";
export { geary } from "./geary.ts";
export { type GetisG, getisG, type GetisOptions } from "./getis.ts";
export { type LocalGetis, localGetis, type LocalGetisOptions } from "./local_getis.ts";
export { type AreaOutline, boundaryNeighbours, type BoundaryOptions } from "./boundaries.ts";
export { type LocalMoran, localMoran, type LocalMoranOptions } from "./local_moran.ts";
export type { Alternative, PatternOptions, SpatialPattern } from "./_spatial.ts";
export type { Numbers } from "./_check.ts";
export {
  type AreaData,
  type AreaInterval,
  type FayHerriot,
  fayHerriot,
  type FayHerriotOptions,
} from "./fay_herriot.ts";
export type { AreaMethod } from "./_area_variance.ts";
export { type AreaEstimates, areaTable, type AreaTableOptions } from "./area_table.ts";
export { rawBesideShrunken } from "./beside_raw.ts";
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
export type { Sensitivity, SourceRef } from "../core/provenance.ts";
export { SMALLAREA_METHODS } from "./methods.ts";
export type { MethodDescription, MethodReference } from "../core/method.ts";
