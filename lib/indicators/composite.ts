/**
 * A composite index of several indicators, and how much its ranking rests on the choices made.
 *
 * Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators: treat outliers, look at the parts, normalise, weight,
 * aggregate, test.
 *
 * @module
 */
import { type AggregateTable, WorkspaceError } from "../core/mod.ts";
import { withSummary } from "../core/summary.ts";
import { type CompositeLook, lookAt, lookWarnings } from "./_composite_look.ts";
import { prepareComposite, type TreatedColumn } from "./_composite_parts.ts";
import {
  type Aggregation,
  meanOf,
  type Normalisation,
  type OutlierTreatment,
  ranksOf,
  shareOut,
  sumOf,
} from "./_composite_steps.ts";
import { type RankSensitivity, tryOthers } from "./_composite_trials.ts";

/** One part of the index. */
export interface CompositePart {
  /** A table by the areas. */
  readonly table: AggregateTable;
  /** Whether a high value is a risk (raises the index) or protects (lowers it). */
  readonly direction: "risk" | "protective";
  /** The weight, above 0; weights are divided by their sum. */
  readonly weight: number;
  /**
   * The least and the largest value that `min-max` reckons with, in the unit of the table; values beyond are set to these.
   * Agree on them to compare years: otherwise the extremes of this year are 0 and 1. Default the extremes.
   */
  readonly goalposts?: readonly [number, number];
}

/** Choices of {@linkcode compositeIndex}. */
export interface CompositeOptions {
  /** How parts become comparable. Default `z-score` for the arithmetic mean, `min-max` for the others. */
  readonly normalise?: Normalisation;
  /**
   * How parts are put together. In the arithmetic mean a good part makes up for a bad one; in the `geometric` mean only partly,
   * in the `harmonic` mean still less. Default `arithmetic`.
   */
  readonly aggregate?: Aggregation;
  /**
   * Whether values far from the others are drawn in first, where skewness is beyond 2 and kurtosis beyond 3.5. Default `keep`,
   * with a warning that names the parts.
   */
  readonly outliers?: OutlierTreatment;
  /** The name of the random draws. Default `composite`. */
  readonly seed?: string;
}

/** The index of one area. */
export interface CompositeScore {
  /** The area. */
  readonly code: string;
  /** The index, risk upwards: the mean of the normalised parts; from 1 to 100 for the geometric and the harmonic mean. */
  readonly score: number;
  /** 1 for the highest index; equal scores share the better rank. */
  readonly rank: number;
  /** The normalised parts, in order: show them beside the index. */
  readonly parts: readonly number[];
  /** The rank that 5 % of the other choices stay below, and the one that 95 % do. */
  readonly rankRange: readonly [number, number];
}

/** The index. */
export interface CompositeIndex {
  /** The number of areas in the index. */
  readonly n: number;
  /** The areas, in the order of the first table. Areas that lack a part are left out. */
  readonly scores: readonly CompositeScore[];
  /** Areas without a value for one of the parts. */
  readonly leftOut: readonly string[];
  /** Mean absolute shift of the rank over all areas and other choices at once. */
  readonly meanRankShift: number;
  /** The same for each choice alone: which one the ranking rests on. */
  readonly sensitivity: RankSensitivity;
  /** How the parts hang together. */
  readonly look: CompositeLook;
  /** What the index takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Computes a composite index and tries other choices on its ranking.
 *
 * Each trial draws weights at random (uniform over all that sum to one, halfway to the weights given), one of the three ways to
 * normalise, one of the three means, and whether outliers are drawn in. An index whose ranks jump about says more about the
 * choices than about the areas: show `rankRange`, never the rank alone.
 *
 * The geometric and the harmonic mean are taken of how good an area is on a scale from 1 to 100, so that a part that is very
 * bad is not made up for. Source: OECD and JRC (2008); Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical
 * Society A 168, 307–323; outliers as R `COINr` (Becker and others 2022).
 *
 * @example Two parts that disagree
 * ```ts
 * import { compositeIndex } from "./composite.ts";
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
 * const index = compositeIndex([part("a", [9, 5, 1]), part("b", [1, 5, 9])]);
 * assert.deepEqual(index.scores[0]?.rankRange, [1, 3]);
 * assert.match(index.warnings.join(), /against each other/);
 * ```
 *
 * @param parts The parts, at least two, all by the same one dimension.
 * @param options The choices.
 * @returns The index with rank ranges.
 * @throws {WorkspaceError} When there are fewer than two parts, a weight is not above 0, a value is infinite, goalposts do not rise,
 *   or fewer than three areas remain.
 */
export function compositeIndex(
  parts: readonly CompositePart[],
  options: CompositeOptions = {},
): CompositeIndex {
  const { columns, treated, codes, complete, chosen, ready } = prepareComposite(parts, options);
  const look = lookAt(columns);
  const scores = ready.scoresOf(chosen), ranks = ranksOf(scores), own = ready.partsOf(chosen);
  const { rankRanges, meanRankShift, sensitivity } = tryOthers(ready, chosen, options.seed ?? "composite");
  const names = parts.map(({ table }) => table.id);
  return withSummary(
    {
      n: complete.length,
      scores: complete.map((code, area) => ({
        ...{ code, score: scores[area]!, rank: ranks[area]!, rankRange: rankRanges[area]! },
        parts: own.map((column) => column[area]!),
      })),
      leftOut: codes.filter((code) => !complete.includes(code)),
      ...{ meanRankShift, sensitivity, look },
      assumptions: ASSUMPTIONS,
      warnings: [
        ...lookWarnings(look, names),
        ...treated.flatMap((part, k) => outlierWarning(names[k]!, part, chosen.outliers)),
      ],
    },
    `Composite index of ${parts.length} parts for ${complete.length} areas: ranks shift ${
      meanRankShift.toFixed(1)
    } places on average with other choices`,
  );
}

const ASSUMPTIONS: readonly string[] = [
  "Parts may be put together: a bad part is made up for by a good one, fully or in part",
  "The weights say how much parts matter, which figures cannot tell",
];

function outlierWarning(
  name: string,
  { how, drawn }: TreatedColumn,
  chosen: OutlierTreatment,
): readonly string[] {
  if (how === "none") return [];
  if (chosen === "keep") return [`Part ${name} has values far from the others, which weigh heavily.`];
  return how === "logarithm"
    ? [`Part ${name} was put on a logarithmic scale: many values lie far from the others.`]
    : [`Of part ${name} the ${drawn === 1 ? "value" : `${drawn} values`} farthest out was drawn in.`];
}

/**
 * The weighted mean of numbers: arithmetic Σwx, geometric Πx^w or harmonic 1/Σ(w/x), with weights divided by their sum.
 *
 * @example The three means of one to four
 * ```ts
 * import { weightedMean } from "./composite.ts";
 * import assert from "node:assert/strict";
 *
 * const weights = [0.4, 0.3, 0.2, 0.1];
 * assert.equal(weightedMean([1, 2, 3, 4], weights, "arithmetic").toFixed(6), "2.000000");
 * assert.equal(weightedMean([1, 2, 3, 4], weights, "geometric").toFixed(6), "1.761730");
 * ```
 *
 * @param values The numbers; above 0 for the geometric and the harmonic mean.
 * @param weights Their weights, 0 or more and not all 0.
 * @param how Which mean.
 * @returns The mean.
 * @throws {WorkspaceError} When lists differ in length, or a number cannot be.
 */
export function weightedMean(
  values: readonly number[],
  weights: readonly number[],
  how: Aggregation,
): number {
  const least = how === "arithmetic" ? -Infinity : 0;
  const sound = values.length === weights.length && sumOf(weights) > 0 && sumOf(weights) < Infinity &&
    weights.every((weight) => weight >= 0) && values.every((value) => value > least && value < Infinity);
  const mean = sound ? meanOf(values, shareOut(weights), how) : NaN;
  if (Number.isFinite(mean)) return mean;
  throw new WorkspaceError({
    what:
      "A weighted mean needs as many weights as numbers, weights of 0 or more, and numbers that the mean can take",
    where: how,
    mend: "Leave missing numbers out; take the arithmetic mean where numbers are 0 or less",
  });
}
