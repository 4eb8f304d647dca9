/**
 * Primary rules: which cells may not be shown for their own sake.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Measure, MeasureKind } from "../core/aggregate.ts";
import { formatNumber } from "../core/format.ts";
import { type Label, mapLabel } from "../core/language.ts";
import { dividesByAmount, isAtBound, judgeable } from "./contributions.ts";
import { type Grid, gridOf, keyOf } from "./_grid.ts";
import { judgeModel, judgePercentile } from "./output_rules.ts";
import type { Policy } from "./policy.ts";

/** The rule that a cell breaks. */
export type PrimaryRule =
  | "minimum-count"
  | "minimum-numerator"
  | "minimum-denominator"
  | "minimum-complement"
  | "minimum-base"
  | "group-share"
  | "dominance"
  | "p-percent"
  | "extreme-share"
  | "contributions-unknown"
  | "percentile"
  | "model";

/** A broken rule. Holds true numbers: check-only material. */
export interface PrimaryFinding {
  /** The key of the cell: `dimension=code` joined. */
  readonly key: string;
  /** The codes of the cell, in the order of the dimensions. */
  readonly codes: readonly string[];
  /** The rule. */
  readonly rule: PrimaryRule;
  /** What was found, in words with numbers, for the analyst and the checker. */
  readonly detail: Label;
  /** For `group-share`: the row, column or base that the cell nearly fills. */
  readonly whole?: number;
}

/** Kinds of which the numerator counts entities or events among the denominator. */
const SHARE_KINDS: ReadonlySet<MeasureKind> = new Set(["share", "rate"]);
/** Kinds that add up amounts. */
const AMOUNT_KINDS: ReadonlySet<MeasureKind> = new Set(["sum", "mean", "ratio"]);

/** Tells whether a count is below the minimum. Zero depends on the policy. */
export function isSmall(count: number, policy: Policy): boolean {
  if (count === 0) return policy.zeros.value === "sensitive" && policy.minimumCount.value > 0;
  return count < policy.minimumCount.value;
}

/**
 * Finds the cells that may not be shown for their own sake.
 *
 * @param table The table.
 * @param policy The policy.
 * @returns One finding per cell and broken rule, in the order of the cells.
 * @throws {DisclosureError} When the table is not well-formed.
 */
export function primaryFindings(table: AggregateTable, policy: Policy): readonly PrimaryFinding[] {
  return findingsOfGrid(gridOf(table), policy);
}

/** As {@linkcode primaryFindings}, on a grid. */
export function findingsOfGrid(grid: Grid, policy: Policy): readonly PrimaryFinding[] {
  const { measure, model } = grid.table;
  const ofModel = model === undefined
    ? []
    : judgeModel(model, policy).map(({ detail }): Broken => ["model", detail]);
  return grid.cells.flatMap(({ key, at, cell }) => {
    const broken = [...countRules(cell, measure.kind, policy), ...ofModel];
    if (SHARE_KINDS.has(measure.kind)) broken.push(...shareRules(cell, measure.kind, policy));
    if (AMOUNT_KINDS.has(measure.kind)) broken.push(...amountRules(cell, measure, policy));
    if (measure.kind === "count") broken.push(...groupRule(grid, at, cell, policy));
    if (measure.percentile !== undefined && cell.value !== null) {
      broken.push(
        ...judgePercentile(measure.percentile, cell.n, policy).map((
          { detail },
        ): Broken => ["percentile", detail]),
      );
    }
    return broken.map(([rule, detail, whole]) => ({
      key,
      codes: cell.codes,
      rule,
      detail,
      ...(whole === undefined ? {} : { whole }),
    }));
  });
}

type Broken = readonly [PrimaryRule, Label, number?];

function says(nl: (f: (x: number) => string) => string, en: (f: (x: number) => string) => string): Label {
  return mapLabel((language) => (language === "nl" ? nl : en)((x) => formatNumber(x, language)));
}

function countRules(cell: AggregateCell, kind: MeasureKind, policy: Policy): Broken[] {
  const minimum = policy.minimumCount.value;
  const broken: Broken[] = [];
  if (isSmall(cell.n, policy)) {
    broken.push([
      "minimum-count",
      says(
        (f) => `${f(cell.n)} waarnemingen, minder dan ${f(minimum)}`,
        (f) => `${f(cell.n)} units, fewer than ${f(minimum)}`,
      ),
    ]);
  }
  const base = policy.minimumBase.value;
  if (kind !== "count" && cell.n > 0 && cell.n < base) {
    broken.push([
      "minimum-base",
      says(
        (f) => `basis van ${f(cell.n)}, minder dan ${f(base)}`,
        (f) => `base of ${f(cell.n)}, fewer than ${f(base)}`,
      ),
    ]);
  }
  const counted = kind === "count" ? [countedOf(cell), cell.value] : [];
  const few = counted.find((count) => count !== null && count !== cell.n && isSmall(count, policy));
  if (few != null) broken.push(small("minimum-numerator", "teller", "numerator", few, minimum));
  return broken;
}

function small(rule: PrimaryRule, nl: string, en: string, count: number, minimum: number): Broken {
  return [
    rule,
    says(
      (f) => `${nl} van ${f(count)}, minder dan ${f(minimum)}`,
      (f) => `${en} of ${f(count)}, fewer than ${f(minimum)}`,
    ),
  ];
}

/** What a cell of counts counts, where that is not its n: its numerator, or a value that is given without one. */
export function countedOf(cell: AggregateCell): number | null {
  return cell.numerator ?? (cell.value === cell.n ? null : cell.value);
}

/** The numerator of a share; where a table does not give it, what everybody can compute from share and base. */
export function numeratorOf(cell: AggregateCell): number | null {
  if (cell.numerator !== null || cell.value === null) return cell.numerator;
  return cell.value * (cell.denominator ?? cell.n);
}

function shareRules(cell: AggregateCell, kind: MeasureKind, policy: Policy): Broken[] {
  const { denominator } = cell;
  const numerator = numeratorOf(cell);
  const minimum = policy.minimumCount.value;
  const broken: Broken[] = [];
  if (denominator !== null && isSmall(denominator, policy)) {
    broken.push(small("minimum-denominator", "noemer", "denominator", denominator, minimum));
  }
  if (numerator === null) return broken;
  if (isSmall(numerator, policy)) {
    broken.push(small("minimum-numerator", "teller", "numerator", numerator, minimum));
  }
  const base = denominator ?? cell.n;
  // A rate of events can exceed its base; then there is no complement.
  if (kind === "rate" && numerator > base) return broken;
  if (isSmall(Math.max(0, base - numerator), policy)) {
    broken.push(
      small("minimum-complement", "rest van de groep", "rest of the group", base - numerator, minimum),
    );
  }
  const limit = policy.groupSharePercent.value;
  if (limit !== null && base > 0 && numerator * 100 > limit * base) {
    broken.push(["group-share", groupDetail(numerator, base, limit), base]);
  }
  return broken;
}

/** Says that one group holds too much of a whole. */
export function groupDetail(part: number, whole: number, limit: number): Label {
  return says(
    (f) => `${f(part)} van ${f(whole)}, meer dan ${f(limit)}% in één groep`,
    (f) => `${f(part)} of ${f(whole)}, more than ${f(limit)}% in one group`,
  );
}

/** R3 on counts: no category of a nominal or ordinal dimension may hold nearly all of its row or column. */
function groupRule(
  grid: Grid,
  at: ReadonlyMap<string, string>,
  cell: AggregateCell,
  policy: Policy,
): Broken[] {
  const limit = policy.groupSharePercent.value;
  if (limit === null || cell.n === 0) return [];
  for (const dimension of grid.table.dimensions) {
    if (dimension.kind !== "nominal" && dimension.kind !== "ordinal") continue;
    // Overlapping codes make up no whole of their own: `complementFindings` holds them against everybody.
    if (dimension.membership === "overlapping") continue;
    const code = dimension.codes.find((c) => c.code === at.get(dimension.name))!;
    const siblings = dimension.codes.filter((c) => c.parent === code.parent);
    if (siblings.length < 2) continue;
    const countAt = (other: string) =>
      grid.byKey.get(keyOf(new Map([...at, [dimension.name, other]])))?.cell.n ?? 0;
    const listed = dimension.codes.some((c) => c.code === code.parent);
    const summed = siblings.reduce((sum, sibling) => sum + countAt(sibling.code), 0);
    const whole = listed && code.parent !== undefined ? countAt(code.parent) : summed;
    if (cell.n * 100 > limit * whole) return [["group-share", groupDetail(cell.n, whole, limit), whole]];
  }
  return [];
}

/**
 * Tests dominance rules on the largest contributions of a cell, with absolute values where contributions may be
 * negative.
 *
 * @example The vector of the handbook: 50,000 and 49,000 of 100,000
 * ```ts
 * import { dominanceOf } from "./primary.ts";
 * import assert from "node:assert/strict";
 *
 * const { topSharePercent, remainderPercent } = dominanceOf(100_000, [50_000, 49_000]);
 * assert.deepEqual([topSharePercent(1), topSharePercent(2), remainderPercent], [50, 99, 2]);
 * ```
 *
 * Source: Hundepool et al. (2012), section 4.2.
 *
 * @param total The sum of all absolute contributions.
 * @param largest The largest absolute contributions, descending.
 * @returns `topSharePercent(n)`: the share of the n largest; `remainderPercent`: what is left after the two
 * largest, in percent of the largest, which p of the p%-rule is compared with. Both 0 and infinite for a total of 0.
 */
export function dominanceOf(
  total: number,
  largest: readonly number[],
): { readonly topSharePercent: (n: number) => number; readonly remainderPercent: number } {
  const sorted = largest.map(Math.abs).sort((a, b) => b - a);
  const top = (n: number) => sorted.slice(0, n).reduce((sum, x) => sum + x, 0);
  const first = sorted[0] ?? 0;
  return {
    topSharePercent: (n) => total > 0 ? (100 * top(n)) / total : 0,
    remainderPercent: first > 0 ? (100 * Math.max(0, total - top(2))) / first : Infinity,
  };
}

const UNKNOWN: Label = {
  nl: "niet te zeggen hoeveel van dit bedrag van één persoon komt: de grootste bijdragen ontbreken",
  en: "it cannot be said how much of this amount is of one person: the largest contributions are missing",
};

function amountRules(cell: AggregateCell, measure: Measure, policy: Policy): Broken[] {
  const { largest, numerator } = cell;
  const broken: Broken[] = [];
  if (cell.denominator !== null && Number.isInteger(cell.denominator) && isSmall(cell.denominator, policy)) {
    broken.push(
      small("minimum-denominator", "noemer", "denominator", cell.denominator, policy.minimumCount.value),
    );
  }
  if (judgeable(cell, measure, policy) === "unknown") broken.push(["contributions-unknown", UNKNOWN]);
  if (policy.pPercent.value !== null && isAtBound(cell, measure)) {
    broken.push([
      "p-percent",
      says(
        () => "alle waarden liggen op een grens van de schaal: van iedereen is de waarde bekend",
        () => "all values lie on a bound of the scale: everybody's is known",
      ),
    ]);
  }
  if (largest && largest.length > 0) {
    broken.push(...contributionRules(numerator ?? (cell.value ?? 0) * cell.n, largest, cell.n, policy));
  }
  const { largestOfDenominator } = cell;
  if (dividesByAmount(cell, measure) && largestOfDenominator && largestOfDenominator.length > 0) {
    broken.push(...contributionRules(cell.denominator ?? 0, largestOfDenominator, cell.n, policy));
  }
  return broken;
}

/** The rules on the largest contributions to one amount. */
function contributionRules(amount: number, largest: readonly number[], n: number, policy: Policy): Broken[] {
  const broken: Broken[] = [];
  const sum = Math.abs(amount);
  // With negative contributions the sum understates the whole; what is known for sure of it is the larger of both.
  const total = Math.max(sum, largest.reduce((s, x) => s + Math.abs(x), 0));
  const { topSharePercent, remainderPercent } = dominanceOf(total, largest);
  for (const rule of policy.dominance.value) {
    if (topSharePercent(rule.largest) > rule.percent) {
      broken.push(["dominance", dominanceDetail(rule.largest, topSharePercent(rule.largest), rule.percent)]);
    }
  }
  if (policy.pPercent.value !== null && remainderPercent < policy.pPercent.value) {
    broken.push([
      "p-percent",
      says(
        (f) => `de grootste bijdrage is op ${f(remainderPercent)}% na te schatten`,
        (f) => `the largest contribution can be estimated to within ${f(remainderPercent)}%`,
      ),
    ]);
  }
  if (policy.pPercent.value !== null && n > 0 && largest[0] === 0) {
    broken.push([
      "p-percent",
      says(
        () => "alle bijdragen zijn 0: van iedereen is het bedrag bekend",
        () => "all contributions are 0: everybody's amount is known",
      ),
    ]);
  }
  const extreme = policy.extremeSharePercent.value;
  if (extreme !== null && sum > 0 && Math.abs(largest[0]!) * 100 > extreme * sum) {
    broken.push(["extreme-share", dominanceDetail(1, (100 * Math.abs(largest[0]!)) / sum, extreme)]);
  }
  return broken;
}

function dominanceDetail(count: number, share: number, limit: number): Label {
  return says(
    (f) => `de ${f(count)} grootste bijdragen zijn ${f(share)}%, meer dan ${f(limit)}%`,
    (f) => `the ${f(count)} largest contributions are ${f(share)}%, more than ${f(limit)}%`,
  );
}
