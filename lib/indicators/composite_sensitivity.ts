/**
 * Which choice the ranking of a composite index rests on, as shares of the variance.
 *
 * @module
 */
import { randomFor, WorkspaceError } from "../core/mod.ts";
import { sobolIndices, type SobolShare } from "../core/stats/mod.ts";
import { brief, withSummary } from "../core/summary.ts";
import { prepareComposite } from "./_composite_parts.ts";
import { ranksOf } from "./_composite_steps.ts";
import { choiceAt, shiftOf } from "./_composite_trials.ts";
import type { CompositeOptions, CompositePart } from "./composite.ts";

/** Choices of {@linkcode compositeSensitivity}. */
export interface CompositeSensitivityOptions extends CompositeOptions {
  /** Draws of each of the two base samples, from 100; 1,000 unless told. The ranking is made six times as often. */
  readonly draws?: number;
}

/** A choice that was varied. */
export type CompositeFactor = "weights" | "normalisation" | "aggregation" | "outliers";

/** What one choice accounts for. */
export interface CompositeFactorShare {
  /** The choice. */
  readonly factor: CompositeFactor;
  /** What it accounts for by itself, as a share of the variance, with its interval. */
  readonly first: SobolShare;
  /** What it accounts for with all that it does together with other choices. */
  readonly total: SobolShare;
}

/** Which choice the ranking rests on. */
export interface CompositeSensitivity {
  /** The number of areas. */
  readonly n: number;
  /** Mean shift of a rank when all choices vary at once. */
  readonly estimate: number;
  /** The variance of that shift over choices. */
  readonly variance: number;
  /** One per choice, the largest total first. */
  readonly factors: readonly CompositeFactorShare[];
  /** 1 minus the sum of the first shares: what choices only do together. Chance may put it a little under 0. */
  readonly together: number;
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/** Wider than this an interval of a share says little. */
const WIDE = 0.3;

/**
 * Variance-based sensitivity of the ranks of {@linkcode compositeIndex}: weights, scale, mean and treatment of outliers vary at once,
 * and the variance of the mean shift of ranks is shared out over them by Sobol's indices.
 *
 * A high first share: agree on this choice and the ranking is much more certain. A high total with a low first share: the choice
 * matters in company of another. Choices are drawn as for `rankRange`.
 * Source: Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical Society A 168:307–323; OECD and JRC (2008), step 7.
 *
 * @example Parts that agree leave nothing to choose
 * ```ts
 * import { compositeSensitivity } from "./composite_sensitivity.ts";
 * import assert from "node:assert/strict";
 *
 * const label = { nl: "deel", en: "part" };
 * const part = (id: string, values: readonly number[]) => ({
 *   direction: "risk" as const,
 *   weight: 1,
 *   table: {
 *     id, title: label, entity: "person" as const, population: label, period: label, sources: [],
 *     measure: { id, label, unit: label, kind: "estimate" as const, per: 1 as const, decimals: 1, definition: label },
 *     dimensions: [{ name: "wijk", label, kind: "region" as const, codes: [] }],
 *     cells: values.map((value, i) => ({
 *       codes: [`WK${i}`], n: 50, numerator: null, denominator: null, value, low: null, high: null,
 *     })),
 *   },
 * });
 * const same = [part("a", [1, 2, 3, 4]), part("b", [1, 2, 3, 4])];
 * assert.equal(compositeSensitivity(same, { draws: 100 }).estimate, 0);
 * ```
 *
 * @param parts The parts, as for `compositeIndex`.
 * @param options The choices that ranks are compared with, the seed and the draws.
 * @returns The shares.
 * @throws {WorkspaceError} As `compositeIndex`, and with fewer than 100 draws.
 */
export function compositeSensitivity(
  parts: readonly CompositePart[],
  options: CompositeSensitivityOptions = {},
): CompositeSensitivity {
  const draws = options.draws ?? 1_000;
  if (!(Number.isInteger(draws) && draws >= 100)) {
    throw new WorkspaceError({
      what: `${draws} draws cannot tell choices apart`,
      where: "compositeSensitivity",
      mend: "Take a whole number from 100",
    });
  }
  const { complete, chosen, ready } = prepareComposite(parts, options), k = parts.length;
  const ranks = ranksOf(ready.scoresOf(chosen));
  const groups: Readonly<Record<CompositeFactor, readonly number[]>> = {
    weights: parts.map((_, part) => part),
    ...{ normalisation: [k], aggregation: [k + 1], outliers: [k + 2] },
  };
  const names = Object.keys(groups) as CompositeFactor[];
  const found = sobolIndices({
    output: (inputs) => shiftOf([ranksOf(ready.scoresOf(choiceAt(inputs, chosen)))], ranks),
    groups: names.map((name) => groups[name]),
    draws,
    random: randomFor(`${options.seed ?? "composite"}/sensitivity`),
  });
  const factors = names.map((factor, at) => ({ factor, ...found.groups[at]! }))
    .sort((a, b) => b.total.estimate - a.total.estimate);
  const first = factors.reduce((sum, one) => sum + one.first.estimate, 0);
  return withSummary(
    {
      n: complete.length,
      estimate: found.mean,
      variance: found.variance,
      factors,
      together: found.variance > 0 ? 1 - first : 0,
      assumptions: ASSUMPTIONS,
      warnings: warningsOf(found.variance, factors),
    },
    [
      `Ranks of ${complete.length} areas shift ${
        brief(found.mean)
      } places on average; shares of the variance (alone, in all)`,
      ...factors.map(({ factor, first, total }) =>
        `  ${factor}: ${brief(first.estimate)}, ${brief(total.estimate)}`
      ),
    ].join("\n"),
  );
}

const ASSUMPTIONS: readonly string[] = [
  "Each choice is made without regard to the others, and the ways tried are equally defensible",
  "Weights vary halfway around those given: others would share the variance out otherwise",
];

function warningsOf(variance: number, factors: readonly CompositeFactorShare[]): readonly string[] {
  if (variance === 0) return ["The ranking is the same whatever is chosen: there is nothing to share out."];
  const wide = factors.some(({ first, total }) => [first, total].some(({ low, high }) => high - low > WIDE));
  return wide ? ["Shares are uncertain: take more draws before speaking of an order of choices."] : [];
}
