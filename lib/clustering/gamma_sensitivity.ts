/**
 * What gamma does to the groups of k-prototypes.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { brief, withSummary } from "../core/summary.ts";
import type { Table } from "../core/table.ts";
import { clusterAgreement } from "./agreement.ts";
import type { Clustering } from "./clustering.ts";
import { kPrototypes, type KPrototypesOptions } from "./k_prototypes.ts";

/** Options of {@linkcode gammaSensitivity}: those of `kPrototypes` with a gamma to vary. */
export interface GammaOptions extends KPrototypesOptions {
  /** The gamma in the middle. */
  readonly gamma: number;
  /** By what gamma is multiplied; 0.5, 1 and 2 unless told. */
  readonly factors?: readonly number[];
}

/** The groups under one gamma. */
export interface GammaCandidate {
  /** The gamma. */
  readonly gamma: number;
  /** The clusters under it. */
  readonly clustering: Clustering;
  /** Adjusted Rand index with the clusters under the gamma in the middle. */
  readonly agreement: number;
}

/** How far groups rest on gamma. */
export interface GammaSensitivity {
  /** The number of rows. */
  readonly n: number;
  /** The least agreement of any gamma tried with the one in the middle: near 1 the choice hardly matters. */
  readonly estimate: number;
  /** One per gamma, in the order of the factors. */
  readonly candidates: readonly GammaCandidate[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/** Below this two divisions have little in common. Source: Steinley (2004), Psychological Methods 9:386–396. */
const LITTLE = 0.65;

/**
 * Clusters again with half and twice the gamma and tells how far the groups stay the same.
 *
 * @example Groups that both numbers and categories tell
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { gammaSensitivity } from "./gamma_sensitivity.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ age: Float64Array.of(4, 5, 6, 70, 71), home: ["rent", "rent", "rent", "own", "own"] });
 * const tried = gammaSensitivity(table, { k: 2, numeric: ["age"], categorical: ["home"], gamma: 0.5 });
 * assert.deepEqual(tried.candidates.map(({ agreement }) => agreement), [1, 1, 1]);
 * ```
 *
 * @param table The rows.
 * @param options As for `kPrototypes`, with the gamma to vary.
 * @returns The groups per gamma.
 * @throws {WorkspaceError} As `kPrototypes`.
 */
export function gammaSensitivity(table: Table, options: GammaOptions): GammaSensitivity {
  const { factors = [0.5, 1, 2], gamma } = options;
  if (factors.length === 0) {
    throw new WorkspaceError({ what: "No factors to try", mend: "Give at least one" });
  }
  const middle = kPrototypes(table, options);
  const candidates = factors.map((factor): GammaCandidate => {
    const clustering = factor === 1 ? middle : kPrototypes(table, { ...options, gamma: gamma * factor });
    return { gamma: gamma * factor, clustering, agreement: clusterAgreement(clustering, middle).estimate };
  });
  const estimate = candidates.reduce((least, { agreement }) => Math.min(least, agreement), 1);
  const warnings = estimate < LITTLE
    ? [`With another gamma the groups are others (agreement ${brief(estimate)}): say why this one was taken.`]
    : [];
  return withSummary(
    {
      ...{ n: middle.n, estimate, candidates },
      assumptions: [
        "The gammas tried are all defensible",
        "By chance, clusters of these sizes would be drawn at random",
      ],
      warnings,
    },
    [
      `Agreement of ${middle.n} rows' groups with those of gamma ${brief(gamma)}`,
      ...candidates.map((one) => `  gamma ${brief(one.gamma)}: ${brief(one.agreement)}`),
      ...warnings,
    ].join("\n"),
  );
}
