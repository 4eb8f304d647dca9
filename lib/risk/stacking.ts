/**
 * Stacking of risk factors: how often the outcome occurs with none, one, two, … of them.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { chiSquaredCdf, type Interval, normalQuantile, wilsonInterval } from "../core/stats/mod.ts";
import type { Table } from "../core/table.ts";
import { requireTwoClasses } from "./_assemble.ts";
import { numericValues } from "./_columns.ts";
import { brief, withSummary } from "../core/summary.ts";
import { designMatrix, type MissingPolicy } from "./design_matrix.ts";
import { formula } from "./formula.ts";

/** What is stacked. */
export interface StackOptions {
  /** The outcome: 0 and 1 or truth values. */
  readonly outcome: string;
  /** The risk factors, two or more: 0 and 1 or truth values. */
  readonly factors: readonly string[];
  /** The last group is this many or more; 3 unless told. */
  readonly upTo?: number;
  /** What to do with rows that miss a value; `refuse` unless told. */
  readonly missing?: MissingPolicy;
}

/** A ratio with its interval. */
export interface RatioInterval extends Interval {
  /** The ratio. */
  readonly estimate: number;
}

/** One group of a stack. */
export interface StackLevel {
  /** For example `0`, `2` or `3+`. */
  readonly code: string;
  /** Rows with this many factors. */
  readonly n: number;
  /** Of them, with the outcome. */
  readonly cases: number;
  /** cases / n; null without rows. */
  readonly share: number | null;
  /** Its 95 % Wilson interval; null without rows. */
  readonly interval: Interval | null;
  /** Ratio of the shares against no factor, with 95 % log interval (Katz); null for 0 and where a count is zero. */
  readonly ratio: RatioInterval | null;
}

/** A stack of risk factors. */
export interface RiskStack {
  /** What was stacked. */
  readonly options: StackOptions;
  /** Rows counted. */
  readonly n: number;
  /** Rows left out for a missing value. */
  readonly droppedRows: number;
  /** The groups, from none to the last. */
  readonly levels: readonly StackLevel[];
  /** χ² of the Cochran–Armitage test for a linear trend, with one degree of freedom, and its p-value. */
  readonly trend: { readonly chiSquared: number; readonly p: number };
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found. */
  readonly warnings: readonly Label[];
}

/**
 * Counts risk factors per row and compares the outcome between the counts.
 *
 * Ratio: share with j factors / share with none; interval exp(log ratio ± 1.96 √(1/a − 1/n₁ + 1/c − 1/n₀)). Trend:
 * Cochran–Armitage on the number of factors, the last group scored with its lowest number.
 * Source: Katz et al. (1978), Biometrics 34:469–474; Armitage (1955), Biometrics 11:375–386.
 *
 * @example None, one, two
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { stackRiskFactors } from "./stacking.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   armoede: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1),
 *   schulden: Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1),
 *   hulp: Float64Array.of(0, 0, 0, 1, 0, 1, 1, 1),
 * });
 * const stack = stackRiskFactors(table, { outcome: "hulp", factors: ["armoede", "schulden"], upTo: 2 });
 * assert.deepEqual(stack.levels.map(({ code, share }) => [code, share]), [["0", 0.25], ["1", 0.5], ["2+", 1]]);
 * assert.equal(stack.levels[2]?.ratio?.estimate, 4);
 * ```
 *
 * @param table The rows.
 * @param options Outcome, factors and the last group.
 * @returns Counts, shares and ratios per number of factors; `stackTables` takes them to `protect`.
 * @throws {WorkspaceError} When columns hold other values than 0 and 1, one outcome only, or `upTo` is out of range.
 */
export function stackRiskFactors(table: Table, options: StackOptions): RiskStack {
  const { outcome, factors, upTo = 3 } = options;
  if (factors.length < 2 || !Number.isInteger(upTo) || upTo < 1 || upTo > factors.length) {
    throw new WorkspaceError({
      what: `Cannot stack ${factors.length} factors up to ${upTo}`,
      where: "stackRiskFactors",
      mend: "Give two or more factors, and a last group between 1 and their number",
    });
  }
  const design = designMatrix(table, formula(outcome, factors), {
    missing: options.missing ?? "refuse",
    collinear: "dropColumns",
  });
  const y = numericValues(table.column(outcome), outcome, design.rows);
  requireTwoClasses(y, outcome);
  const counts = y.map((_, row) =>
    Math.min(upTo, factors.reduce((sum, name) => sum + flag(design.dataOf(name).values, row, name), 0))
  );
  const levels = levelsOf(counts, y, upTo);
  const empty = levels.filter(({ code, ratio }) => code !== "0" && ratio === null).map(({ code }) => code)
    .join(", ");
  const title = `${outcome} by number of risk factors, n = ${design.n}`;
  const lines = levels.map(({ code, ratio }) =>
    `  ${code}: ${ratio === null ? "no ratio" : `ratio ${brief(ratio.estimate)}`}`
  );
  return withSummary({
    options,
    n: design.n,
    droppedRows: design.droppedRows,
    levels,
    trend: trendOf(levels),
    assumptions: [{
      nl: "Elke factor telt even zwaar; rijen zijn onafhankelijk; een verhouding is geen oorzaak",
      en: "Each factor counts the same; rows are independent; a ratio is no cause",
    }],
    warnings: empty === "" ? [] : [{
      nl: `Geen verhouding voor ${empty}: een groep is leeg of heeft geen uitkomsten`,
      en: `No ratio for ${empty}: a group is empty or has no outcomes`,
    }],
  }, [title, ...lines].join("\n"));
}

function flag(values: Float64Array, row: number, name: string): number {
  const value = values[row]!;
  if (value === 0 || value === 1) return value;
  throw new WorkspaceError({
    what: "A risk factor has other values than 0 and 1",
    where: name,
    mend: "Cut it first",
  });
}

function levelsOf(counts: Float64Array, y: Float64Array, upTo: number): readonly StackLevel[] {
  const n = new Array<number>(upTo + 1).fill(0);
  const cases = n.slice();
  counts.forEach((count, row) => {
    n[count]!++;
    cases[count]! += y[row]!;
  });
  return n.map((size, count) => ({
    code: count === upTo ? `${count}+` : String(count),
    n: size,
    cases: cases[count]!,
    share: size === 0 ? null : cases[count]! / size,
    interval: size === 0 ? null : wilsonInterval(cases[count]!, size),
    ratio: count === 0 ? null : ratioOf(cases[count]!, size, cases[0]!, n[0]!),
  }));
}

function ratioOf(a: number, n1: number, c: number, n0: number): RatioInterval | null {
  if (a === 0 || c === 0) return null;
  const log = Math.log(a / n1) - Math.log(c / n0);
  const half = normalQuantile(0.975) * Math.sqrt(1 / a - 1 / n1 + 1 / c - 1 / n0);
  return { estimate: Math.exp(log), low: Math.exp(log - half), high: Math.exp(log + half) };
}

function trendOf(levels: readonly StackLevel[]) {
  const total = levels.reduce((sum, { n }) => sum + n, 0);
  const share = levels.reduce((sum, { cases }) => sum + cases, 0) / total;
  let top = 0, first = 0, second = 0;
  levels.forEach(({ n, cases }, score) => {
    top += score * (cases - n * share);
    first += n * score;
    second += n * score * score;
  });
  const spread = share * (1 - share) * (second - first * first / total);
  if (spread <= 0) {
    throw new WorkspaceError({
      what: "Every row has the same number of risk factors",
      where: "stackRiskFactors",
      mend: "Choose factors that differ between rows",
    });
  }
  const chiSquared = top * top / spread;
  return { chiSquared, p: chiSquaredCdf(chiSquared, 1, "upper") };
}
