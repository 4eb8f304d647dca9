/**
 * How much a design costs: design effects and effective sample sizes.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { checkWeights } from "./_checks.ts";
import type { AnyDesign } from "./estimates.ts";
import { mean } from "./estimators.ts";

/** The cost of a design for one mean. */
export interface DesignEffect {
  /**
   * The variance under the design over that of a simple random sample of the same size without replacement; null when
   * weights add up to no more than the sample, so that they do not tell the size of the population.
   */
  readonly deff: number | null;
  /** The same against sampling with replacement. */
  readonly deffReplace: number;
  /** n / deffReplace. */
  readonly effectiveSize: number;
}

/**
 * The design effect of a mean.
 *
 * Source: R `survey::svymean(deff = TRUE)` and `deff = "replace"`.
 *
 * @example Equal weights and no clusters cost nothing
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { designEffect } from "./design_effect.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ w: Float64Array.of(5, 5, 5), y: Float64Array.of(1, 2, 4) });
 * const design = surveyDesign(table, { weight: "w", stages: [] });
 * assert.equal(designEffect(design, table.numbers("y")).deffReplace.toFixed(9), "1.000000000");
 * ```
 *
 * @param design The design.
 * @param values One number a respondent, none empty.
 * @returns The design effect.
 * @throws {WorkspaceError} When a value is empty, infinite or extreme, or the values do not vary.
 */
export function designEffect(design: AnyDesign, values: Float64Array): DesignEffect {
  const estimates = mean(design, values);
  const variance = estimates.se[0]! ** 2;
  const centre = estimates.values[0]!;
  let size = 0, weighted = 0, spread = 0;
  for (let row = 0; row < design.rowCount; row++) {
    const weight = design.weights[row]!;
    if (weight === 0) continue;
    size++;
    weighted += weight;
    spread += weight * (values[row]! - centre) ** 2;
  }
  if (size < 2 || spread === 0) {
    throw new WorkspaceError({
      what: "The values do not vary, so no design effect exists",
      where: "designEffect",
      mend: "Leave the column out; for the weights alone there is kishDesignEffect",
    });
  }
  const simple = (spread / weighted) * (size / (size - 1)) / size;
  const deffReplace = variance / simple;
  return {
    deff: weighted > size ? deffReplace / ((weighted - size) / weighted) : null,
    deffReplace,
    effectiveSize: size / deffReplace,
  };
}

/**
 * Kish's design effect of unequal weights alone: n Σw² / (Σw)².
 *
 * @example Equal weights
 * ```ts
 * import { kishDesignEffect } from "./design_effect.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(kishDesignEffect(Float64Array.of(2, 2, 2)), 1);
 * ```
 *
 * @param weights The weights; zeros do not count.
 * @returns The design effect, at least 1.
 * @throws {WorkspaceError} When a weight is negative, empty, infinite or extreme, or all are 0.
 */
export function kishDesignEffect(weights: Float64Array): number {
  checkWeights(weights, "kishDesignEffect");
  let size = 0, sum = 0, squares = 0;
  for (const weight of weights) {
    if (weight === 0) continue;
    size++;
    sum += weight;
    squares += weight * weight;
  }
  return size * squares / (sum * sum);
}
