/** Sums of coefficients of a panel model with their errors: for few clusters, or as other programs print them. @module */
import type { Matrix } from "ml-matrix";
import { scaleOf } from "./_columns.ts";
import { smallClusters } from "./_cluster_small.ts";
import { clusterCovariance, type Fit } from "./_least_squares.ts";
import {
  countedParameters,
  type Panel,
  type PanelOptions,
  unitsLieInClusters,
  withinUnits,
} from "./_panel.ts";
import { type EffectNumber, effectNumber } from "./summary.ts";

/** What a panel model can say about its coefficients. */
export interface PanelContrasts {
  /** The number of a weighted sum of coefficients. */
  readonly pick: (weights: readonly number[]) => EffectNumber;
  /** The plain covariance of the coefficients; null when nothing is left to estimate it from. */
  readonly covariance: Matrix | null;
}

/** With more periods than this, the leverage of the periods' effects, about 1/clusters each, is left out. */
const MOST_PERIODS = 60;

/**
 * Errors of a fit on columns from which units and periods were taken out.
 *
 * @param terms The columns before anything was taken out.
 */
export function panelContrasts(
  panel: Panel,
  options: PanelOptions,
  terms: readonly Float64Array[],
  fit: Fit,
): PanelContrasts {
  const parameters = countedParameters(panel, options, terms.length), room = panel.y.length > parameters;
  const covariance = room ? clusterCovariance(fit, panel.cluster, panel.clusters, parameters) : null;
  const scale = scaleOf(panel.y);
  const estimateOf = (weights: readonly number[]) =>
    weights.reduce((sum, weight, j) => sum + weight * fit.coefficients[j]!, 0);
  const small = room && options.interval !== "plain" ? smallOf(panel, terms, fit) : null;
  if (small) {
    const pick = (weights: readonly number[]) => {
      const { error, df } = small(weights);
      return effectNumber(estimateOf(weights), error, df, scale);
    };
    return { pick, covariance };
  }
  const pick = (weights: readonly number[]) => {
    let variance = 0;
    weights.forEach((weight, i) =>
      weights.forEach((other, j) => variance += weight * other * (covariance?.get(i, j) ?? 0))
    );
    const error = Math.sqrt(Math.max(0, variance));
    return effectNumber(estimateOf(weights), error, room ? panel.clusters - 1 : 0, scale);
  };
  return { pick, covariance };
}

function smallOf(panel: Panel, terms: readonly Float64Array[], fit: Fit) {
  if (!unitsLieInClusters(panel)) return null;
  const frame = { residuals: fit.residuals, clusters: panel.cluster, count: panel.clusters };
  if (panel.periods.length > MOST_PERIODS) return smallClusters({ ...frame, columns: fit.columns });
  const periods = panel.periods.slice(1).map((_, place) =>
    Float64Array.from(panel.periodIndex, (period) => period === place + 1 ? 1 : 0)
  );
  const columns = [...terms, ...periods].map((column) => withinUnits(panel, column));
  const small = smallClusters({ ...frame, columns });
  return small && ((weights: readonly number[]) => small([...weights, ...periods.map(() => 0)]));
}
