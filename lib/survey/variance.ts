/**
 * Taylor linearisation: the design-based covariance of influences.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Matrix } from "./_linear.ts";
import { residualInfluence } from "./_projection.ts";
import type { Stage } from "./_stages.ts";
import type { LonelyPolicy, SurveyDesign } from "./design.ts";

/** A sampling fraction this close to 1 leaves no sampling variance (as in R `survey`). */
const COMPLETE = 1e-7;

/**
 * The covariance of estimates from their influences (one number a respondent, 0 outside the domain).
 *
 * V = Σ_h (1 − n_h/N_h) n_h/(n_h − 1) Σ_c (z_hc − z̄_h)², over strata h and cluster totals z_hc, plus the same within
 * clusters for later stages, times the sampling fractions above.
 * Source: R `survey::svyrecvar`; Särndal, Swensson and Wretman (1992), ch. 4.
 *
 * @param design The design.
 * @param influences One column of influences per estimate.
 * @returns The covariance matrix.
 * @throws {WorkspaceError} When a stratum has one cluster and the policy is `refuse`.
 */
export function designCovariance(design: SurveyDesign, influences: readonly Float64Array[]): Matrix {
  const { stages, projections, lonely } = design.parts;
  const columns = influences.map((influence) =>
    projections.reduce((column, projection) => residualInfluence(column, projection), influence)
  );
  const size = columns.length;
  const cells = new Float64Array(size * size);
  stages.forEach((stage, index) => {
    if (stage.factor.every((factor) => factor === 0)) return;
    addStage(cells, columns, stage, index === 0 ? lonely : "certainty");
  });
  return { size, cells };
}

function addStage(
  cells: Float64Array,
  columns: readonly Float64Array[],
  stage: Stage,
  lonely: LonelyPolicy,
): void {
  const size = columns.length;
  const totals = columns.map((column) => clusterTotals(column, stage));
  const means = totals.map((column) => stratumMeans(column, stage));
  const scale = stratumScales(stage, lonely);
  const factors = totals.map((column) => lonely === "average" ? averageFactor(column, stage) : 1);
  const stageCells = new Float64Array(size * size);
  for (let cluster = 0; cluster < stage.stratumOfCluster.length; cluster++) {
    const stratum = stage.stratumOfCluster[cluster]!;
    const centred = !(lonely === "centre" && stage.sampled[stratum] === 1);
    for (let a = 0; a < size; a++) {
      const first = totals[a]![cluster]! - (centred ? means[a]![stratum]! : 0);
      for (let b = 0; b <= a; b++) {
        const second = totals[b]![cluster]! - (centred ? means[b]![stratum]! : 0);
        stageCells[a * size + b]! += scale[stratum]! * first * second;
      }
    }
  }
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      const value = stageCells[a * size + b]! * Math.sqrt(factors[a]! * factors[b]!);
      cells[a * size + b]! += value;
      if (a !== b) cells[b * size + a]! += value;
    }
  }
}

function clusterTotals(column: Float64Array, stage: Stage): Float64Array {
  const totals = new Float64Array(stage.stratumOfCluster.length);
  for (let row = 0; row < column.length; row++) totals[stage.clusterOfRow[row]!]! += column[row]!;
  return totals;
}

function stratumMeans(totals: Float64Array, stage: Stage): Float64Array {
  const means = new Float64Array(stage.sampled.length);
  for (let cluster = 0; cluster < totals.length; cluster++) {
    means[stage.stratumOfCluster[cluster]!]! += totals[cluster]!;
  }
  return means.map((sum, stratum) => sum / stage.sampled[stratum]!);
}

function stratumScales(stage: Stage, lonely: LonelyPolicy): Float64Array {
  return Float64Array.from(stage.sampled, (sampled, stratum) => {
    const population = stage.population[stratum]!;
    const correction = population === Infinity ? 1 : (population - sampled) / population;
    if (correction < COMPLETE) return 0;
    if (sampled > 1) return stage.factor[stratum]! * correction * sampled / (sampled - 1);
    return lonelyScale(lonely, correction * stage.factor[stratum]!);
  });
}

/** Under `average`, lonely strata get the mean of the others, counted over the strata in which the domain occurs. */
function averageFactor(totals: Float64Array, stage: Stage): number {
  const occurs = new Uint8Array(stage.sampled.length);
  totals.forEach((total, cluster) => {
    if (total !== 0) occurs[stage.stratumOfCluster[cluster]!] = 1;
  });
  const present = occurs.reduce((sum, one) => sum + one, 0);
  const lonelyOnes = occurs.reduce(
    (sum, one, stratum) =>
      sum + (one === 1 && stage.sampled[stratum] === 1 && stage.population[stratum]! > 1 ? 1 : 0),
    0,
  );
  return lonelyOnes > 0 ? present / (present - lonelyOnes) : 1;
}

function lonelyScale(lonely: LonelyPolicy, correction: number): number {
  if (lonely === "centre") return correction;
  if (lonely === "certainty" || lonely === "average") return 0;
  throw new WorkspaceError({
    what: "A stratum has one cluster, so its variance is not defined",
    where: "survey design",
    mend: "Name a policy in `lonely`: centre, certainty, average or collapse",
  });
}
