/**
 * Replicate weights: jackknife and bootstrap.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { checkWeights } from "./_checks.ts";
import type { Matrix } from "./_linear.ts";
import type { Stage } from "./_stages.ts";
import type { SurveyDesign } from "./design.ts";
import type { Estimator } from "./estimates.ts";

/** Options of a design with ready-made replicate weights. */
export interface ReplicateOptions {
  /** The overall factor of the variance. */
  readonly scale: number;
  /** A factor per replicate; all 1 unless given. */
  readonly replicateScales?: Float64Array;
  /** Where deviations are taken from: the mean of the replicates (as R) or the full estimate; `mean` unless told. */
  readonly centre?: "mean" | "estimate";
  /** Degrees of freedom. */
  readonly df: number;
}

/**
 * A design whose variance follows from repeated estimation under replicate weights. Made by {@linkcode jackknife},
 * {@linkcode bootstrap} or {@linkcode replicateDesign}.
 */
export class ReplicateDesign {
  /** The full weights. */
  readonly weights: Float64Array;
  /** One column of weights per replicate. */
  readonly replicates: readonly Float64Array[];
  /** How the variance follows. */
  readonly options: ReplicateOptions;

  /**
   * Makes the design. Use {@linkcode replicateDesign}.
   *
   * @param weights The full weights.
   * @param replicates One column of weights per replicate.
   * @param options How the variance follows.
   */
  constructor(weights: Float64Array, replicates: readonly Float64Array[], options: ReplicateOptions) {
    this.weights = weights;
    this.replicates = replicates;
    this.options = options;
  }

  /** The number of respondents. */
  get rowCount(): number {
    return this.weights.length;
  }

  /** Degrees of freedom, the same for every domain. */
  degreesOfFreedom(): number {
    return this.options.df;
  }

  /** The same replicates after a change of weights, such as post-stratification of each of them. */
  mapWeights(change: (weights: Float64Array) => Float64Array): ReplicateDesign {
    return new ReplicateDesign(change(this.weights), this.replicates.map(change), this.options);
  }

  /** The shape, so that `JSON.stringify` leaks no row. */
  toJSON(): string {
    return `ReplicateDesign(${this.rowCount} respondents, ${this.replicates.length} replicates)`;
  }

  /** The shape, for `console.log` under Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toJSON();
  }

  /** The shape, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.toJSON() };
  }
}

/**
 * A design with replicate weights that came with the data.
 *
 * @example Two replicates
 * ```ts
 * import { replicateDesign } from "./replicate.ts";
 * import assert from "node:assert/strict";
 *
 * const replicates = [Float64Array.of(2, 0), Float64Array.of(0, 2)];
 * const design = replicateDesign(Float64Array.of(1, 1), replicates, { scale: 0.5, df: 1 });
 * assert.equal(design.rowCount, 2);
 * ```
 *
 * @param weights The full weights.
 * @param replicates One column of full replicate weights per replicate.
 * @param options Scale and degrees of freedom as the data's documentation gives them.
 * @returns The design.
 * @throws {WorkspaceError} When a column has another length or holds no numbers, or a scale is no number of at least 0.
 */
export function replicateDesign(
  weights: Float64Array,
  replicates: readonly Float64Array[],
  options: ReplicateOptions,
): ReplicateDesign {
  checkWeights(weights, "survey design");
  const { scale, replicateScales, df } = options;
  const factors = [scale, df, ...(replicateScales ?? [])];
  const columnsFit = replicates.every((column) =>
    column.length === weights.length && column.every((weight) => Number.isFinite(weight))
  );
  const scalesFit = factors.every((factor) => factor >= 0 && factor < Infinity) &&
    (replicateScales === undefined || replicateScales.length === replicates.length);
  if (replicates.length >= 2 && columnsFit && scalesFit) {
    return new ReplicateDesign(weights, replicates, options);
  }
  if (columnsFit && replicates.length >= 2) {
    throw new WorkspaceError({
      what:
        "Scales and degrees of freedom of replicate weights must be numbers of at least 0, a scale for each replicate",
      where: "survey design",
      mend: "Take them from the documentation of the data",
    });
  }
  throw new WorkspaceError({
    what: "Replicate weights need at least two columns of numbers, each as long as the weights",
    where: "survey design",
  });
}

/**
 * Delete-one-cluster jackknife (JK1 without strata, JKn with strata), with the finite population correction of the
 * first stage.
 *
 * Source: R `survey::as.svrepdesign(type = "JK1" | "JKn")`.
 *
 * @param design The design.
 * @returns The replicate design, one replicate a cluster.
 * @throws {WorkspaceError} When a stratum has one cluster and the policy is `refuse` or `centre`.
 */
export function jackknife(design: SurveyDesign): ReplicateDesign {
  const stage = firstStage(design);
  const replicates: Float64Array[] = [];
  const scales: number[] = [];
  for (let cluster = 0; cluster < stage.stratumOfCluster.length; cluster++) {
    const stratum = stage.stratumOfCluster[cluster]!;
    const sampled = stage.sampled[stratum]!;
    if (sampled === 1) {
      refuseLonely(design);
      continue;
    }
    replicates.push(withoutCluster(design, stage, cluster));
    scales.push(correctionOf(stage, stratum) * (sampled - 1) / sampled);
  }
  const averaged = design.parts.lonely === "average" ? stage.stratumOfCluster.length / replicates.length : 1;
  return replicateDesign(design.weights, replicates, {
    scale: averaged,
    replicateScales: Float64Array.from(scales),
    df: design.degreesOfFreedom(),
  });
}

/** Options of {@linkcode bootstrap}. */
export interface BootstrapOptions {
  /** The number of replicates. */
  readonly replicates: number;
  /** The source of randomness; derive it from a name with `randomFor`. */
  readonly random: Random;
}

/**
 * Rao–Wu rescaled bootstrap: n_h − 1 clusters drawn with replacement in each stratum, weights times n_h/(n_h − 1) times
 * the number of draws. Finite populations are left out of account, so the variance is on the safe side.
 *
 * Source: Rao, Wu and Yue (1992), Survey Methodology 18:209–217; R `survey` type "subbootstrap".
 *
 * @param design The design.
 * @param options The number of replicates and the random source.
 * @returns The replicate design.
 * @throws {WorkspaceError} When a stratum has one cluster and the policy is `refuse` or `centre`.
 */
export function bootstrap(design: SurveyDesign, options: BootstrapOptions): ReplicateDesign {
  const stage = firstStage(design);
  const members = Array.from({ length: stage.sampled.length }, (): number[] => []);
  stage.stratumOfCluster.forEach((stratum, cluster) => members[stratum]?.push(cluster));
  if (members.some((clusters) => clusters.length === 1)) refuseLonely(design);
  const replicates = Array.from({ length: options.replicates }, () => {
    const factor = new Float64Array(stage.stratumOfCluster.length);
    for (const clusters of members) drawClusters(clusters, factor, options.random);
    return Float64Array.from(design.weights, (weight, row) => weight * factor[stage.clusterOfRow[row]!]!);
  });
  return replicateDesign(design.weights, replicates, {
    scale: 1 / (options.replicates - 1),
    df: design.degreesOfFreedom(),
  });
}

function drawClusters(clusters: readonly number[], factor: Float64Array, random: Random): void {
  const size = clusters.length;
  if (size === 1) {
    factor[clusters[0]!] = 1;
    return;
  }
  for (let draw = 0; draw < size - 1; draw++) factor[clusters[random.below(size)]!]! += size / (size - 1);
}

/** The covariance of estimates over replicates. */
export function replicateCovariance(
  design: ReplicateDesign,
  { names, estimate }: Pick<Estimator, "names" | "estimate">,
  values: Float64Array,
): Matrix {
  const size = values.length;
  const thetas = design.replicates.map((weights, index) =>
    inReplicate(() => estimate(weights), `replicate ${index + 1} of ${design.replicates.length}`)
  );
  const lost = values.findIndex((value, index) =>
    !Number.isNaN(value) && thetas.some((theta) => Number.isNaN(theta[index]!))
  );
  if (lost >= 0) {
    // R drops such replicates, and with them a part of the variance.
    throw new WorkspaceError({
      what: `In a replicate nobody is left for the estimate ${names[lost]}, so it has no standard error`,
      where: "replicate weights",
      mend: "Merge the domain with another, or use linearisation (the design itself)",
    });
  }
  const { scale, replicateScales, centre } = design.options;
  const centres = centre === "estimate"
    ? values
    : values.map((_, index) => thetas.reduce((sum, theta) => sum + theta[index]!, 0) / thetas.length);
  const cells = new Float64Array(size * size);
  thetas.forEach((theta, replicate) => {
    const factor = scale * (replicateScales?.[replicate] ?? 1);
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        cells[a * size + b]! += factor * (theta[a]! - centres[a]!) * (theta[b]! - centres[b]!);
      }
    }
  });
  return { size, cells };
}

/** Says in which replicate an estimate does not exist, and what to do then. */
function inReplicate(work: () => Float64Array, where: string): Float64Array {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    throw new WorkspaceError({
      what: error.what,
      where: `${error.where}, ${where}`,
      mend: `${error.mend}; or use linearisation (the design itself)`,
    }, { cause: error });
  }
}

function firstStage(design: SurveyDesign): Stage {
  const stage = design.parts.stages[0];
  if (!stage || design.parts.projections.length > 0) {
    throw new WorkspaceError({
      what: "Replicate weights are made from the design before calibration",
      where: "survey design",
      mend: "Make the replicates first, then calibrate each with mapWeights",
    });
  }
  return stage;
}

function withoutCluster(design: SurveyDesign, stage: Stage, cluster: number): Float64Array {
  const stratum = stage.stratumOfCluster[cluster]!;
  const sampled = stage.sampled[stratum]!;
  return Float64Array.from(design.weights, (weight, row) => {
    const own = stage.clusterOfRow[row]!;
    if (own === cluster) return 0;
    return stage.stratumOfCluster[own] === stratum ? weight * sampled / (sampled - 1) : weight;
  });
}

function correctionOf(stage: Stage, stratum: number): number {
  const population = stage.population[stratum]!;
  return population === Infinity ? 1 : (population - stage.sampled[stratum]!) / population;
}

function refuseLonely(design: SurveyDesign): void {
  if (design.parts.lonely === "certainty" || design.parts.lonely === "average") return;
  throw new WorkspaceError({
    what: "A stratum has one cluster, so it cannot be resampled",
    where: "survey design",
    mend: "Name a policy in `lonely`: certainty, average or collapse",
  });
}
