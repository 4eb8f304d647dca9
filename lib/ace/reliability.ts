/**
 * Reliability of a count, with the warning that it says little about an ACE score.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { keepsFloor } from "./groups.ts";
import type { Caution } from "./instrument.ts";
import type { AceScores } from "./scores.ts";

/** 0/1 values per item (−1 or NaN for unknown), or scores, whose flags are taken. */
export type ItemColumns = AceScores | Readonly<Record<string, ArrayLike<number>>>;

/** Options of {@linkcode reliability}. */
export interface ReliabilityOptions {
  /** The smallest number of respondents a result may rest on: the policy's floor. */
  readonly floor: number;
}

/** Statistics of one item or category. */
export interface ItemStatistic {
  /** The id. */
  readonly id: string;
  /** The share with 1. */
  readonly share: number;
  /** Correlation with the sum of the other items; null when either does not vary. */
  readonly restCorrelation: number | null;
  /** Alpha without this item; null when it does not exist. */
  readonly alphaWithout: number | null;
}

/** Reliability of a sum of 0/1 items. */
export interface Reliability {
  /** Cronbach's alpha, which for 0/1 items equals KR-20 exactly; null when the sum does not vary. */
  readonly alpha: number | null;
  /** Kuder–Richardson 20: k/(k−1) (1 − Σ pq / σ²), with population variances. */
  readonly kr20: number | null;
  /** Alpha from the mean correlation; null when an item does not vary. */
  readonly standardizedAlpha: number | null;
  /** One row per item. */
  readonly items: readonly ItemStatistic[];
  /** The number of respondents with all items known. */
  readonly n: number;
  /** What a reader has to know. */
  readonly warnings: readonly Caution[];
}

/** What goes with every alpha. */
export const FORMATIVE: Caution = {
  id: "formative-index",
  text: {
    nl:
      "Een ACE-score is een optelsom van gebeurtenissen die elkaar niet hoeven te veroorzaken: een lage of hoge alfa zegt niets over de geldigheid",
    en:
      "An ACE score adds up events that need not cause each other: a low or high alpha says nothing about validity",
  },
};

/**
 * Reliability and item statistics, over respondents with all items known.
 *
 * @example Items that agree fully
 * ```ts
 * import { reliability } from "./reliability.ts";
 * import assert from "node:assert/strict";
 *
 * const item = [1, 1, 0, 0];
 * const result = reliability({ a: item, b: item, c: item }, { floor: 4 });
 * assert.equal(result.alpha, 1);
 * assert.equal(result.warnings[0]?.id, "formative-index");
 * ```
 *
 * @param items 0/1 values per item (−1 or NaN for unknown), or scores, whose flags are taken.
 * @param options The floor.
 * @returns The statistics.
 * @throws {AceRefusal} When fewer respondents than the floor answered all items.
 * @throws {WorkspaceError} When there are fewer than two items or two complete respondents.
 */
export function reliability(items: ItemColumns, options: ReliabilityOptions): Reliability {
  const columns = columnsOf(items);
  const ids = [...columns.keys()];
  const rows = completeRows([...columns.values()]);
  if (ids.length < 2 || rows.length < 2) {
    throw new WorkspaceError({
      what: "Reliability needs at least two items and two respondents who answered all of them",
      where: "reliability",
      mend: "Give more items, or look at the respondents who skipped one",
    });
  }
  keepsFloor(rows.length, null, { id: "reliability", floor: options.floor });
  const values = [...columns.values()].map((column) => rows.map((row) => column[row]!));
  const alpha = alphaOf(values);
  return {
    alpha,
    kr20: kr20Of(values),
    standardizedAlpha: standardizedOf(values),
    items: ids.map((id, index) => itemStatistic(id, index, values)),
    n: rows.length,
    warnings: [FORMATIVE],
  };
}

/** The columns of items by id. */
export function columnsOf(items: ItemColumns): ReadonlyMap<string, ArrayLike<number>> {
  if (typeof items.flags === "function") {
    const scores = items as AceScores;
    return new Map(scores.categoryIds.map((id) => [id, scores.flags(id)] as const));
  }
  return new Map(Object.entries(items as Readonly<Record<string, ArrayLike<number>>>));
}

function completeRows(columns: readonly ArrayLike<number>[]): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < (columns[0]?.length ?? 0); row++) {
    if (columns.every((column) => column[row] === 0 || column[row] === 1)) rows.push(row);
  }
  return rows;
}

function alphaOf(values: readonly (readonly number[])[]): number | null {
  const k = values.length;
  const total = variance(sums(values));
  if (k < 2 || total === 0) return null;
  return (k / (k - 1)) * (1 - values.reduce((sum, item) => sum + variance(item), 0) / total);
}

function kr20Of(values: readonly (readonly number[])[]): number | null {
  const k = values.length;
  const n = values[0]?.length ?? 0;
  const total = variance(sums(values)) * (n - 1) / n;
  if (total === 0) return null;
  const pq = values.reduce((sum, item) => {
    const p = mean(item);
    return sum + p * (1 - p);
  }, 0);
  return (k / (k - 1)) * (1 - pq / total);
}

function standardizedOf(values: readonly (readonly number[])[]): number | null {
  const k = values.length;
  let sum = 0, pairs = 0;
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      const r = correlation(values[a]!, values[b]!);
      if (r === null) return null;
      sum += r;
      pairs++;
    }
  }
  const average = sum / pairs;
  return (k * average) / (1 + (k - 1) * average);
}

function itemStatistic(id: string, index: number, values: readonly (readonly number[])[]): ItemStatistic {
  const item = values[index]!;
  const others = values.filter((_, other) => other !== index);
  return {
    id,
    share: mean(item),
    restCorrelation: correlation(item, sums(others)),
    alphaWithout: others.length < 2 ? null : alphaOf(others),
  };
}

function sums(values: readonly (readonly number[])[]): readonly number[] {
  return (values[0] ?? []).map((_, row) => values.reduce((sum, item) => sum + item[row]!, 0));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

function correlation(a: readonly number[], b: readonly number[]): number | null {
  const [ma, mb] = [mean(a), mean(b)];
  const cross = a.reduce((sum, value, row) => sum + (value - ma) * (b[row]! - mb), 0) / (a.length - 1);
  const spread = Math.sqrt(variance(a) * variance(b));
  return spread === 0 ? null : cross / spread;
}
