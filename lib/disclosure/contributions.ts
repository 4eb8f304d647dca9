/**
 * How large the largest contributions to an amount can be: as the table gives them, or the worst that the bounds of the
 * measure leave possible.
 *
 * @module
 */
import type { AggregateCell, Measure } from "../core/aggregate.ts";
import type { Policy } from "./policy.ts";

/** With bounds, this many of the largest contributions are worked out. */
const WORKED_OUT = 10;
/** Relative room for rounding in a sum that is given. */
const ROOM = 1e-9;

/**
 * Completes a cell of a sum, mean or ratio of amounts with the worst largest contributions within the bounds of its measure.
 *
 * Of `n` values from `minimum` to `maximum` that add up to `S`, the k largest hold most when each is as large as the
 * others leave room for: `t_i = min(maximum, S − t_1 − … − t_(i−1) − (n − i)·minimum)`.
 *
 * @example Twelve answers from 1 to 5 that add up to 30
 * ```ts
 * import { withContributions } from "./contributions.ts";
 * import assert from "node:assert/strict";
 *
 * const word = { nl: "-", en: "-" };
 * const measure = {
 *   id: "cijfer", label: word, unit: word, kind: "mean", per: 1, decimals: 1, definition: word,
 *   bounds: { minimum: 1, maximum: 5 },
 * } as const;
 * const cell = { codes: ["A"], n: 12, numerator: 30, denominator: 12, value: 2.5, low: null, high: null };
 * assert.deepEqual(withContributions(cell, measure).largest?.slice(0, 6), [5, 5, 5, 5, 3, 1]);
 * ```
 *
 * @param cell The cell; one with `largest` of its own is given back as it is.
 * @param measure Its measure.
 * @returns The cell, with `largest` where bounds from 0 are declared and the sum lies within them.
 */
export function withContributions(cell: AggregateCell, measure: Measure): AggregateCell {
  const { bounds } = measure;
  const sum = cell.numerator ?? (cell.value === null ? null : sumOf(cell, cell.value, measure));
  if (
    !addsAmounts(cell, measure) || bounds === undefined || sum === null || (cell.largest ?? []).length > 0
  ) {
    return cell;
  }
  const { minimum, maximum } = bounds, { n } = cell;
  const room = ROOM * Math.max(1, Math.abs(sum));
  const fits = minimum >= 0 && sum >= n * minimum - room && sum <= n * maximum + room;
  if (n === 0 || !fits) return cell;
  const largest: number[] = [];
  let left = sum;
  for (let i = 1; i <= Math.min(n, WORKED_OUT); i++) {
    const most = Math.max(0, Math.min(maximum, left - (n - i) * minimum));
    largest.push(most);
    left -= most;
  }
  return { ...cell, largest };
}

function sumOf({ n }: AggregateCell, value: number, { kind }: Measure): number {
  return kind === "sum" ? value : value * n;
}

/** Tells whether a sum lies on a bound: then every value does, and everybody's is known. */
export function isAtBound(cell: AggregateCell, measure: Measure): boolean {
  const { bounds } = measure;
  if (!addsAmounts(cell, measure) || bounds === undefined || cell.n === 0 || cell.value === null) {
    return false;
  }
  const sum = cell.numerator ?? sumOf(cell, cell.value, measure);
  const room = ROOM * Math.max(1, Math.abs(sum));
  return [bounds.minimum, bounds.maximum].some((bound) => Math.abs(sum - cell.n * bound) <= room);
}

/** Tells whether a cell adds up amounts of single units. A ratio without a numerator compares two figures. */
function addsAmounts({ numerator }: AggregateCell, { kind }: Pick<Measure, "kind">): boolean {
  return kind === "sum" || kind === "mean" || (kind === "ratio" && numerator !== null);
}

/** Tells whether a cell divides by an amount of its own: a ratio whose denominator is no count of its units. */
export function dividesByAmount(
  { numerator, denominator, n }: AggregateCell,
  { kind }: Pick<Measure, "kind">,
): boolean {
  return kind === "ratio" && numerator !== null && denominator !== null && denominator !== n;
}

/**
 * Tells whether a policy asks of a cell what its table does not tell: how much of the amount is of the largest.
 *
 * @param cell The cell, completed by {@linkcode withContributions}.
 * @param measure Its measure.
 * @param policy The policy.
 * @returns `unknown` where a rule on the largest contributions cannot be judged, or where those that are given cannot be
 * the largest.
 */
export function judgeable(cell: AggregateCell, measure: Measure, policy: Policy): "known" | "unknown" {
  const asked = [
    ...policy.dominance.value.map(({ largest }) => largest),
    ...(policy.pPercent.value === null ? [] : [2]),
    ...(policy.extremeSharePercent.value === null ? [] : [1]),
  ];
  if (!addsAmounts(cell, measure) || asked.length === 0 || cell.n === 0 || cell.value === null) {
    return "known";
  }
  const least = Math.min(cell.n, Math.max(...asked));
  const given = [[cell.largest, cell.numerator ?? sumOf(cell, cell.value, measure)] as const];
  if (dividesByAmount(cell, measure)) given.push([cell.largestOfDenominator, cell.denominator ?? 0]);
  const isKnown = given.every(([largest, sum]) =>
    (largest?.length ?? 0) >= least && canAddUp(largest!, cell.n, sum)
  );
  return isKnown ? "known" : "unknown";
}

/** Tells whether contributions can be the largest of so many with such a sum: none is below the average. */
function canAddUp(largest: readonly number[], n: number, sum: number): boolean {
  return n * Math.max(...largest.map(Math.abs)) >= Math.abs(sum) * (1 - ROOM);
}
