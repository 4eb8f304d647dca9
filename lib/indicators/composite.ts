/**
 * A composite index of several indicators, and how much its ranking rests on the choices made.
 *
 * Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators: normalise, weight, aggregate, test.
 *
 * @module
 */
import { type AggregateTable, randomFor, WorkspaceError } from "../core/mod.ts";

/** How parts become comparable: standard deviations from the mean, 0 to 1 between extremes, or the rank as a share. */
export type Normalisation = "z-score" | "min-max" | "rank";

/** One part of the index. */
export interface CompositePart {
  /** A table by the areas. */
  readonly table: AggregateTable;
  /** Whether a high value is a risk (raises the index) or protects (lowers it). */
  readonly direction: "risk" | "protective";
  /** The weight, above 0; weights are divided by their sum. */
  readonly weight: number;
}

/** The index of one area. */
export interface CompositeScore {
  /** The area. */
  readonly code: string;
  /** The index: the weighted mean of the normalised parts, risk upwards. */
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
  /** The areas, in the order of the first table. Areas that lack a part are left out. */
  readonly scores: readonly CompositeScore[];
  /** Areas without a value for one of the parts. */
  readonly leftOut: readonly string[];
  /** Mean absolute shift of the rank over all areas and other choices. */
  readonly meanRankShift: number;
}

/** How often other choices are tried. Enough for the 5 and 95 % ranks to hold to a rank in tens of areas. */
const TRIALS = 1_000;
const NORMALISATIONS: readonly Normalisation[] = ["z-score", "min-max", "rank"];

/**
 * Computes a composite index and tries other weights and normalisations on its ranking.
 *
 * Each trial draws weights at random (uniform over all that sum to one, halfway to the weights given) and one of the
 * three normalisations. An index whose ranks jump about says more about the choices than about the areas.
 *
 * @param parts The parts, at least two, all by the same one dimension.
 * @param options `normalise`, `z-score` by default; `seed` names the draws.
 * @returns The index with rank ranges.
 * @throws {WorkspaceError} When there are fewer than two parts, a weight is not above 0, or fewer than three areas remain.
 */
export function compositeIndex(
  parts: readonly CompositePart[],
  options: { readonly normalise?: Normalisation; readonly seed?: string } = {},
): CompositeIndex {
  checkParts(parts);
  const codes = parts[0]?.table.cells.map((cell) => cell.codes[0] ?? "") ?? [];
  const values = parts.map((part) =>
    new Map(part.table.cells.map((cell) => [cell.codes[0] ?? "", cell.value]))
  );
  const complete = codes.filter((code) => values.every((held) => typeof held.get(code) === "number"));
  if (complete.length < 3) throw refuse("fewer than three areas have all parts");
  const columns = parts.map((part, index) =>
    complete.map((code) => (values[index]?.get(code) ?? 0) * (part.direction === "risk" ? 1 : -1))
  );
  const weights = shareOut(parts.map((part) => part.weight));
  const normalised = columns.map((column) => normalise(column, options.normalise ?? "z-score"));
  const scores = weightedSum(normalised, weights);
  const ranks = ranksOf(scores);
  const trials = tryOthers(columns, weights, options.seed ?? "composite");
  const shift = trials.reduce(
    (sum, trial) => sum + trial.reduce((total, rank, area) => total + Math.abs(rank - (ranks[area] ?? 0)), 0),
    0,
  );
  return {
    scores: complete.map((code, area) => ({
      code,
      score: scores[area] ?? 0,
      rank: ranks[area] ?? 0,
      parts: normalised.map((column) => column[area] ?? 0),
      rankRange: rangeOf(trials.map((trial) => trial[area] ?? 0)),
    })),
    leftOut: codes.filter((code) => !complete.includes(code)),
    meanRankShift: shift / (TRIALS * complete.length),
  };
}

function checkParts(parts: readonly CompositePart[]): void {
  if (parts.length < 2) throw refuse("it needs at least two parts");
  if (parts.some((part) => !(part.weight > 0))) throw refuse("a weight is not above 0");
  if (parts.some((part) => part.table.dimensions.length !== 1)) {
    throw refuse("a part is not by one dimension");
  }
  const names = new Set(parts.map((part) => part.table.dimensions[0]?.name));
  if (names.size > 1) throw refuse("its parts are by different dimensions");
}

function refuse(why: string): WorkspaceError {
  return new WorkspaceError({
    what: `Index cannot be computed: ${why}`,
    mend: "Give two or more tables by the same areas, each with a weight above 0",
  });
}

function normalise(column: readonly number[], how: Normalisation): readonly number[] {
  if (how === "rank") {
    const ranks = ranksOf(column);
    return ranks.map((rank) => 1 - (rank - 1) / Math.max(1, column.length - 1));
  }
  const low = Math.min(...column), high = Math.max(...column);
  // A part that is the same everywhere tells the areas apart in no way.
  if (low === high) return column.map(() => 0);
  if (how === "min-max") return column.map((value) => (value - low) / (high - low));
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (column.length - 1));
  return column.map((value) => (value - mean) / spread);
}

function shareOut(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function weightedSum(columns: readonly (readonly number[])[], weights: readonly number[]): readonly number[] {
  return (columns[0] ?? []).map((_, area) =>
    columns.reduce((sum, column, part) => sum + (weights[part] ?? 0) * (column[area] ?? 0), 0)
  );
}

function ranksOf(scores: readonly number[]): readonly number[] {
  return scores.map((score) => 1 + scores.filter((other) => other > score).length);
}

function tryOthers(
  columns: readonly (readonly number[])[],
  weights: readonly number[],
  seed: string,
): readonly (readonly number[])[] {
  const random = randomFor(seed);
  const versions = NORMALISATIONS.map((how) => columns.map((column) => normalise(column, how)));
  return Array.from({ length: TRIALS }, () => {
    // Exponential draws over their sum are uniform over all weights that sum to one.
    const drawn = shareOut(weights.map(() => -Math.log(1 - random.next())));
    const mixed = weights.map((weight, part) => 0.5 * weight + 0.5 * (drawn[part] ?? 0));
    return ranksOf(weightedSum(versions[random.below(versions.length)] ?? [], mixed));
  });
}

function rangeOf(ranks: readonly number[]): readonly [number, number] {
  const sorted = [...ranks].sort((a, b) => a - b);
  return [sorted[Math.floor(0.05 * sorted.length)] ?? 0, sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0];
}
