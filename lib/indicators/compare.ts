/**
 * Comparing: an area with the others, one year with another. How strong the evidence is counts for how many pairs
 * were looked at.
 *
 * @module
 */
import {
  type AggregateCell,
  type AggregateTable,
  type EvidenceLevel,
  type Label,
  WorkspaceError,
} from "../core/mod.ts";
import {
  adjustP,
  fisherExactP,
  logGamma,
  newcombeInterval,
  normalCdf,
  type Share,
  wilsonInterval,
} from "../core/stats/mod.ts";

/** How p-values are adjusted for the number of comparisons. */
export type Adjustment = "holm" | "benjamini-hochberg" | "none";

/** One comparison of two shares. */
export interface Comparison {
  /** The code that is compared. */
  readonly code: string;
  /** What it is compared with: `rest`, or another code. */
  readonly against: string;
  /** The difference of the shares; null where one of them has no base. */
  readonly difference: number | null;
  /** Lower end of the 95 % interval of the difference (Newcombe's hybrid score method); null without difference. */
  readonly low: number | null;
  /** Upper end. */
  readonly high: number | null;
  /** The two-sided p-value; null without difference. */
  readonly p: number | null;
  /** The p-value after adjustment; null without difference. */
  readonly adjustedP: number | null;
  /** How strong the evidence is; the four fixed phrases belong to it. */
  readonly evidence: EvidenceLevel;
  /** What speaks against comparing at all, such as a break in the series. */
  readonly warning: Label | null;
}

/** From which adjusted p-value on evidence is called certain or probable. Source: 1 and 5 % are convention. */
const EVIDENCE_RULES: readonly { readonly level: EvidenceLevel; readonly below: number }[] = [
  { level: "certain", below: 0.01 },
  { level: "probable", below: 0.05 },
];
/** Below this expected count the exact test replaces the normal one. Source: Cochran (1954). */
const SMALLEST_EXPECTED = 5;

interface Part {
  readonly numerator: number;
  readonly base: number;
}

/**
 * Compares each code of a table of shares with all others together.
 *
 * An area is part of its region, so it is compared with the rest, not with the whole. The p-value is that of the score
 * test on two shares, or Fisher's exact test where an expected count is below five. The result is an aggregate like any
 * other: protect it before it is shown.
 *
 * @param table A table of shares with one dimension.
 * @param options How to adjust; `holm` by default, which is safe whatever the dependence.
 * @returns One comparison per cell, in the order of the cells.
 * @throws {WorkspaceError} When the table is not of shares or has not exactly one dimension.
 */
export function compareWithRest(
  table: AggregateTable,
  options: { readonly adjust?: Adjustment } = {},
): readonly Comparison[] {
  const cells = shareCells(table);
  const total = cells.reduce((sum, cell) => ({
    numerator: sum.numerator + (cell.numerator ?? 0),
    base: sum.base + (cell.denominator ?? 0),
  }), { numerator: 0, base: 0 });
  const pairs = cells.map((cell) => {
    const own = partOf(cell);
    const rest = { numerator: total.numerator - own.numerator, base: total.base - own.base };
    return comparePair(cell.codes[0] ?? "", "rest", own, rest);
  });
  return judge(pairs, options.adjust ?? "holm");
}

/**
 * Compares each period with the one before it.
 *
 * Across a break in the series nothing is compared: the difference is null, the evidence `none`, and a warning says why.
 *
 * @param table A table of shares whose one dimension is of kind `period`, its codes starting with the year.
 * @param options `breaks`: the first years of new definitions; `adjust` as for {@linkcode compareWithRest}.
 * @returns One comparison per period but the first, in order.
 * @throws {WorkspaceError} When the table is not of shares over periods.
 */
export function compareWithPrevious(
  table: AggregateTable,
  options: { readonly breaks?: readonly number[]; readonly adjust?: Adjustment } = {},
): readonly Comparison[] {
  const cells = [...shareCells(table)].sort((a, b) => ((a.codes[0] ?? "") < (b.codes[0] ?? "") ? -1 : 1));
  if (table.dimensions[0]?.kind !== "period") throw wrongTable(table, "its dimension is not a period");
  const pairs = cells.slice(1).map((cell, index) => {
    const before = cells[index];
    const [code, against] = [cell.codes[0] ?? "", before?.codes[0] ?? ""];
    const [year, last] = [Number(code.slice(0, 4)), Number(against.slice(0, 4))];
    const broken = (options.breaks ?? []).find((first) => last < first && first <= year);
    if (broken !== undefined || !before) return { ...nothing(code, against), warning: breakWarning(broken) };
    return comparePair(code, against, partOf(cell), partOf(before));
  });
  return judge(pairs, options.adjust ?? "holm");
}

/**
 * Compares each code of a table of shares with a published figure, such as that of the nation.
 *
 * The figure is taken as exact: the interval is Wilson's around the own share, less the figure. The p-value is that of the
 * score test on one share, or the exact binomial test where an expected count is below five.
 *
 * @param table A table of shares with one dimension.
 * @param options `reference`: the share from 0 to 1, for example of `publishedReference()`; `against`: its name, `nation`
 * by default; `adjust` as for {@linkcode compareWithRest}.
 * @returns One comparison per cell, in the order of the cells.
 * @throws {WorkspaceError} When the table is not of shares by one dimension, or the figure is no share.
 */
export function compareWithReference(
  table: AggregateTable,
  options: { readonly reference: number; readonly against?: string; readonly adjust?: Adjustment },
): readonly Comparison[] {
  const { reference, against = "nation" } = options;
  if (!(reference > 0 && reference < 1)) {
    throw new WorkspaceError({
      what: "The figure to compare with is no share between 0 and 1",
      where: table.id,
      mend: "Give the share itself, before it is shown as a percentage",
    });
  }
  const pairs = shareCells(table).map((cell) => {
    const own = partOf(cell), code = cell.codes[0] ?? "";
    if (own.base === 0) return nothing(code, against);
    const { low, high } = wilsonInterval(own.numerator, own.base);
    return {
      ...nothing(code, against),
      difference: own.numerator / own.base - reference,
      low: low - reference,
      high: high - reference,
      p: oneShareP(own, reference),
    };
  });
  return judge(pairs, options.adjust ?? "holm");
}

/**
 * Compares each code with areas that resemble it, taken together.
 *
 * @param table A table of shares with one dimension.
 * @param options `matches`: for each code the codes that resemble it, such as `matchNearest` of `lib/effects` finds; codes
 * without matches are left out; `adjust` as for {@linkcode compareWithRest}.
 * @returns One comparison per code with matches, in the order of the cells, against `matched`.
 * @throws {WorkspaceError} When the table is not of shares by one dimension, a match is not in it, or an area matches itself.
 */
export function compareWithMatched(
  table: AggregateTable,
  options: { readonly matches: ReadonlyMap<string, readonly string[]>; readonly adjust?: Adjustment },
): readonly Comparison[] {
  const cells = shareCells(table);
  const byCode = new Map(cells.map((cell) => [cell.codes[0] ?? "", partOf(cell)] as const));
  const pairs = cells.flatMap((cell) => {
    const code = cell.codes[0] ?? "", matches = [...new Set(options.matches.get(code) ?? [])];
    if (matches.length === 0) return [];
    const parts = matches.map((match) => matchedPart(table, byCode, code, match));
    const other = parts.reduce((sum, part) => ({
      numerator: sum.numerator + part.numerator,
      base: sum.base + part.base,
    }), { numerator: 0, base: 0 });
    return [comparePair(code, "matched", partOf(cell), other)];
  });
  return judge(pairs, options.adjust ?? "holm");
}

function matchedPart(
  table: AggregateTable,
  byCode: ReadonlyMap<string, Part>,
  code: string,
  match: string,
): Part {
  const part = byCode.get(match);
  if (part && match !== code) return part;
  throw new WorkspaceError({
    what: match === code ? `Area matches itself: ${code}` : `Matched area is not in the table: ${match}`,
    where: table.id,
    mend: "Choose other areas of the same table",
  });
}

/** Two-sided p-value of one share against a fixed one. Exact: all counts that are at most as likely, as R's binom.test. */
function oneShareP(own: Part, reference: number): number {
  if (own.base * Math.min(reference, 1 - reference) >= SMALLEST_EXPECTED) {
    const spread = Math.sqrt(reference * (1 - reference) / own.base);
    return Math.min(1, 2 * normalCdf(-Math.abs(own.numerator / own.base - reference) / spread));
  }
  const logChance = (x: number) =>
    logGamma(own.base + 1) - logGamma(x + 1) - logGamma(own.base - x + 1) + x * Math.log(reference) +
    (own.base - x) * Math.log1p(-reference);
  const observed = logChance(own.numerator);
  let sum = 0;
  for (let x = 0; x <= own.base; x++) {
    const chance = logChance(x);
    if (chance <= observed + 1e-7) sum += Math.exp(chance);
  }
  return Math.min(1, sum);
}

function breakWarning(year: number | undefined): Label {
  return {
    nl: `De definitie is in ${year ?? "dit jaar"} veranderd: de cijfers zijn niet te vergelijken.`,
    en: `The definition changed in ${year ?? "this year"}: the figures cannot be compared.`,
  };
}

function shareCells(table: AggregateTable): readonly AggregateCell[] {
  if (table.measure.kind !== "share") throw wrongTable(table, "it does not hold shares");
  if (table.dimensions.length !== 1) throw wrongTable(table, "it does not have exactly one dimension");
  return table.cells;
}

function wrongTable(table: AggregateTable, why: string): WorkspaceError {
  return new WorkspaceError({
    what: `Table cannot be compared: ${why}`,
    where: table.id,
    mend: "Compute a share by one dimension",
  });
}

function partOf(cell: AggregateCell): Part {
  return { numerator: cell.numerator ?? 0, base: cell.denominator ?? 0 };
}

function nothing(code: string, against: string): Comparison {
  return {
    code,
    against,
    difference: null,
    low: null,
    high: null,
    p: null,
    adjustedP: null,
    evidence: "none",
    warning: null,
  };
}

function comparePair(code: string, against: string, own: Part, other: Part): Comparison {
  if (own.base === 0 || other.base === 0) return nothing(code, against);
  const [one, two] = [shareOf(own), shareOf(other)];
  return {
    ...nothing(code, against),
    difference: own.numerator / own.base - other.numerator / other.base,
    ...newcombeInterval(one, two),
    p: pValue(own, other),
  };
}

function shareOf({ numerator, base }: Part): Share {
  return { yes: numerator, of: base };
}

function pValue(own: Part, other: Part): number {
  const pooled = (own.numerator + other.numerator) / (own.base + other.base);
  const smallest = Math.min(own.base, other.base) * Math.min(pooled, 1 - pooled);
  if (smallest < SMALLEST_EXPECTED) return fisherExactP(shareOf(own), shareOf(other));
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / own.base + 1 / other.base));
  const z = Math.abs(own.numerator / own.base - other.numerator / other.base) / spread;
  return Math.min(1, 2 * normalCdf(-z));
}

/**
 * Adjusts p-values for having looked more than once. Null stays null and does not count.
 *
 * @example Holm
 * ```ts
 * import { adjustPValues } from "./compare.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(adjustPValues([0.01, 0.04, null, 0.03], "holm"), [0.03, 0.06, null, 0.06]);
 * ```
 *
 * Source: Holm (1979), Scandinavian Journal of Statistics 6; Benjamini and Hochberg (1995), JRSS B 57. As R's p.adjust.
 *
 * @param values The p-values.
 * @param adjust The method.
 * @returns The adjusted values, in the same order.
 * @throws {WorkspaceError} When a value is no p-value: not from 0 to 1.
 */
export function adjustPValues(
  values: readonly (number | null)[],
  adjust: Adjustment,
): readonly (number | null)[] {
  return adjustP(values, adjust);
}

function judge(pairs: readonly Comparison[], adjust: Adjustment): readonly Comparison[] {
  const adjusted = adjustPValues(pairs.map((pair) => pair.p), adjust);
  return pairs.map((pair, index) => {
    const adjustedP = adjusted[index] ?? null;
    const found = adjustedP === null
      ? "none"
      : EVIDENCE_RULES.find((rule) => adjustedP < rule.below)?.level ?? "too-few";
    return { ...pair, adjustedP, evidence: found };
  });
}
