/**
 * How many latent classes: criteria next to each other.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { brief, withSummary } from "../core/summary.ts";
import type { Table } from "../core/table.ts";
import { fitClasses, type LatentClassOptions, readPatterns } from "./latent_classes.ts";
import type { LatentClasses } from "./latent_model.ts";

/** Options of {@linkcode chooseLatentClasses}. */
export interface ChooseLatentOptions extends Omit<LatentClassOptions, "k"> {
  /** The largest number of classes; 6 unless told. */
  readonly to?: number;
}

/** The numbers of classes tried and the one that the Bayesian criterion favours. */
export interface LatentChoice {
  /** The number of rows. */
  readonly n: number;
  /** The number of classes with the lowest BIC; the smallest on a tie. */
  readonly estimate: number;
  /** Every model tried, from one class up, with its criteria. */
  readonly models: readonly LatentClasses[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Fits one class, two classes, … and names the number with the lowest BIC. Numbers of classes whose model is not
 * identified (fewer than 0 residual degrees of freedom) are not tried.
 *
 * A class that professionals do not recognise, or one under the floor, is a reason to take fewer.
 * Source: Nylund, Asparouhov and Muthén (2007), Structural Equation Modeling 14:535–569.
 *
 * @example One group behind independent answers
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { chooseLatentClasses } from "./choose_latent.ts";
 * import assert from "node:assert/strict";
 *
 * const bit = (shift: number) => Float64Array.from({ length: 64 }, (_, i) => (i >> shift) & 1);
 * const table = Table.from({ a: bit(0), b: bit(1), c: bit(2), d: bit(3) });
 * assert.equal(chooseLatentClasses(table, { items: ["a", "b", "c", "d"], to: 2 }).estimate, 1);
 * ```
 *
 * @param table The rows.
 * @param options The questions, the largest number of classes and the starts.
 * @returns The choice with the models.
 * @throws {WorkspaceError} As `latentClasses`.
 */
export function chooseLatentClasses(table: Table, options: ChooseLatentOptions): LatentChoice {
  const { items, patterns } = readPatterns(table, options.items), { to = 6 } = options;
  if (!(Number.isInteger(to) && to >= 1)) {
    throw new WorkspaceError({
      what: `Cannot try up to ${to} classes`,
      mend: "Choose a whole number from 1",
    });
  }
  const models: LatentClasses[] = [];
  for (let k = 1; k <= Math.min(to, patterns.counts.length); k++) {
    const model = fitClasses(items, patterns, table.rowCount, { ...options, k });
    if (k > 1 && model.residualDf < 0) break;
    models.push(model);
  }
  const best = models.reduce((kept, next) => next.bic < kept.bic ? next : kept);
  const warnings = [
    ...best.warnings,
    ...(best.k === 1
      ? ["Answers do not depend on each other more than by chance: there may be one group only."]
      : []),
    ...(best.k === to && to > 1 ? ["The largest number tried is chosen: try more."] : []),
  ];
  const lines = models.map(({ k, bic, relativeEntropy }) =>
    `  ${k}: BIC ${brief(bic)}${
      relativeEntropy === null ? "" : `, relative entropy ${brief(relativeEntropy)}`
    }`
  );
  return withSummary(
    { n: patterns.n, estimate: best.k, models, assumptions: best.assumptions, warnings },
    [`BIC favours ${best.k} latent classes of ${patterns.n} rows`, ...lines, ...warnings].join("\n"),
  );
}
