/**
 * A complex survey design: weights, strata, clusters and finite populations.
 *
 * @module
 */
import type { Table } from "../core/table.ts";
import { checkWeights } from "./_checks.ts";
import type { Projection } from "./_projection.ts";
import { buildStages, type ClusterIds, type Stage, type StageColumns } from "./_stages.ts";

/**
 * What to do with a stratum that has one cluster, for which no variance within the stratum exists: refuse, centre at
 * the overall mean, count it as certain (no variance), give it the average of the other strata, or join it with the
 * next stratum.
 */
export type LonelyPolicy = "refuse" | "centre" | "certainty" | "average" | "collapse";

/** How a design stands in a table. */
export interface DesignOptions {
  /** The column of sampling weights; may be absent when every stage gives population sizes. */
  readonly weight?: string;
  /** The sampling stages, first stage first. An empty list is a simple random sample with weights. */
  readonly stages: readonly StageColumns[];
  /** Strata with one cluster; `refuse` unless told. */
  readonly lonely?: LonelyPolicy;
  /** Whether cluster codes are unique over strata; `unique` unless told. */
  readonly clusterIds?: ClusterIds;
}

/** The parts of a design. */
export interface DesignParts {
  /** The weight of each respondent. */
  readonly weights: Float64Array;
  /** The stages, at least one. */
  readonly stages: readonly Stage[];
  /** Strata with one cluster. */
  readonly lonely: LonelyPolicy;
  /** Calibrations that were done, in order. */
  readonly projections: readonly Projection[];
}

/**
 * A survey design. Made by {@linkcode surveyDesign} and by the calibrations; shows its shape only.
 */
export class SurveyDesign {
  /** The parts. */
  readonly parts: DesignParts;
  /** The number of respondents. */
  readonly rowCount: number;

  /**
   * Makes the design. Use {@linkcode surveyDesign}.
   *
   * @param parts The parts.
   */
  constructor(parts: DesignParts) {
    this.parts = parts;
    this.rowCount = parts.weights.length;
  }

  /** The weight of each respondent. */
  get weights(): Float64Array {
    return this.parts.weights;
  }

  /**
   * Degrees of freedom: clusters minus strata at the first stage, among the rows of a domain.
   *
   * @param inDomain Whether a row belongs; all rows unless given.
   * @returns The degrees of freedom.
   */
  degreesOfFreedom(inDomain: (row: number) => boolean = () => true): number {
    const stage = this.parts.stages[0];
    if (!stage) return this.rowCount - 1;
    const clusters = new Uint8Array(stage.stratumOfCluster.length);
    const strata = new Uint8Array(stage.sampled.length);
    let count = 0;
    for (let row = 0; row < this.rowCount; row++) {
      if (this.weights[row] === 0 || !inDomain(row)) continue;
      const cluster = stage.clusterOfRow[row]!;
      if (clusters[cluster] === 0) count++;
      clusters[cluster] = 1;
      strata[stage.stratumOfCluster[cluster]!] = 1;
    }
    return count - strata.reduce((sum, one) => sum + one, 0);
  }

  #shape(): string {
    const stage = this.parts.stages[0];
    const clusters = stage
      ? `${stage.stratumOfCluster.length} clusters, ${stage.sampled.length} strata`
      : "no clusters";
    return `SurveyDesign(${this.rowCount} respondents, ${clusters})`;
  }

  /** The shape, so that `JSON.stringify` leaks no row. */
  toJSON(): string {
    return this.#shape();
  }

  /** The shape, for string contexts. */
  toString(): string {
    return this.#shape();
  }

  /** The shape, for `console.log` under Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.#shape();
  }

  /** The shape, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.#shape() };
  }
}

/**
 * Describes the design of a survey from the columns of a table.
 *
 * @example Two strata with two clusters each
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   w: Float64Array.of(10, 10, 20, 20),
 *   school: ["a", "b", "c", "d"],
 *   regio: ["noord", "noord", "zuid", "zuid"],
 * });
 * const design = surveyDesign(table, { weight: "w", stages: [{ stratum: "regio", cluster: "school" }] });
 * assert.equal(design.degreesOfFreedom(), 2);
 * ```
 *
 * @param table The respondents.
 * @param options The columns of the design.
 * @returns The design.
 * @throws {WorkspaceError} When a column is absent or empty somewhere, a weight is negative, empty or infinite, nobody has
 *   a weight above 0, or a cluster lies in two strata.
 */
export function surveyDesign(table: Table, options: DesignOptions): SurveyDesign {
  const columns = options.stages.length > 0 ? options.stages : [{}];
  const stages = buildStages(table, columns, options.clusterIds ?? "unique");
  const lonely = options.lonely ?? "refuse";
  const weights = options.weight === undefined
    ? weightsFromPopulation(stages, table.rowCount)
    : table.numbers(options.weight);
  checkWeights(weights, options.weight ?? "population sizes");
  const first = stages[0];
  const joined = first && lonely === "collapse" ? [collapseLonely(first), ...stages.slice(1)] : stages;
  return new SurveyDesign({ weights, stages: joined, lonely, projections: [] });
}

function weightsFromPopulation(stages: readonly Stage[], rows: number): Float64Array {
  const weights = new Float64Array(rows).fill(1);
  for (const { clusterOfRow, stratumOfCluster, population, sampled } of stages) {
    for (let row = 0; row < rows; row++) {
      const stratum = stratumOfCluster[clusterOfRow[row]!]!;
      weights[row]! *= population[stratum]! / sampled[stratum]!;
    }
  }
  return weights;
}

/** Joins each stratum with one cluster with the next stratum (the last with the one before). */
function collapseLonely(stage: Stage): Stage {
  const target = Int32Array.from(stage.sampled, (_, index) => index);
  const size = target.length;
  for (let stratum = 0; stratum < size && size > 1; stratum++) {
    if (stage.sampled[stratum] === 1) target[stratum] = stratum + 1 < size ? stratum + 1 : stratum - 1;
  }
  const rootOf = (stratum: number): number => {
    let current = stratum;
    // Two lonely strata at the end point at each other: stop at the smaller.
    for (let step = 0; step < size && target[current] !== current; step++) {
      if (target[target[current]!] === current) return Math.min(current, target[current]!);
      current = target[current]!;
    }
    return current;
  };
  const roots = Int32Array.from(target, (_, stratum) => rootOf(stratum));
  const order = [...new Set(roots)].sort((a, b) => a - b);
  const index = new Map(order.map((root, position) => [root, position]));
  const sampled = new Float64Array(order.length);
  const population = new Float64Array(order.length);
  roots.forEach((root, stratum) => {
    sampled[index.get(root)!]! += stage.sampled[stratum]!;
    population[index.get(root)!]! += stage.population[stratum]!;
  });
  return {
    clusterOfRow: stage.clusterOfRow,
    stratumOfCluster: stage.stratumOfCluster.map((stratum) => index.get(roots[stratum]!)!),
    sampled,
    population,
    factor: new Float64Array(order.length).fill(1),
  };
}
