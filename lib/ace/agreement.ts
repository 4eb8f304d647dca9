/**
 * Agreement between two measurements of the same respondents: kappa and test–retest.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { normalQuantile, studentTQuantile } from "../core/stats/mod.ts";
import { surveyKappa } from "../survey/mod.ts";
import { keepsFloor, type SurveyBasis } from "./groups.ts";
import type { Caution } from "./instrument.ts";
import { requireComparable } from "./trend.ts";
import type { AceScores } from "./scores.ts";

/** Options of {@linkcode kappa}. */
export interface KappaOptions {
  /** How much a disagreement counts: all the same, by distance, or by squared distance. No default. */
  readonly weights: "none" | "linear" | "quadratic";
}

/** An agreement beyond chance. */
export interface Agreement {
  /** Kappa; null when both measurements give one value only. */
  readonly kappa: number | null;
  /** Its large-sample standard error. */
  readonly se: number | null;
  /** The lower end of the 95 % interval. */
  readonly low: number | null;
  /** The upper end of the 95 % interval. */
  readonly high: number | null;
  /** The (weighted) share of agreement. */
  readonly observed: number;
  /** The number of respondents. */
  readonly n: number;
}

/**
 * Cohen's kappa from a square table of counts, rows the first measurement.
 *
 * κ = (p_o − p_e)/(1 − p_e) with weights 1 − |i−j|/(k−1) (linear) or its square (quadratic).
 * Source: Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72:323–327, for the standard error.
 *
 * @example A classic table
 * ```ts
 * import { kappa } from "./agreement.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(kappa([[20, 5], [10, 15]], { weights: "none" }).kappa?.toFixed(6), "0.400000");
 * ```
 *
 * @param table Counts by first and second measurement.
 * @param options The weights.
 * @returns Kappa with its interval.
 * @throws {WorkspaceError} When the table is not square or empty.
 */
export function kappa(table: readonly (readonly number[])[], options: KappaOptions): Agreement {
  const k = table.length;
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  if (k < 2 || n === 0 || table.some((row) => row.length !== k)) {
    throw new WorkspaceError({ what: "Kappa needs a filled square table", where: "kappa" });
  }
  const shares = table.map((row) => row.map((count) => count / n));
  const rows = shares.map((row) => row.reduce((sum, share) => sum + share, 0));
  const columns = rows.map((_, j) => shares.reduce((sum, row) => sum + row[j]!, 0));
  const weight = (i: number, j: number) => weightOf(Math.abs(i - j) / (k - 1), options.weights);
  const over = (value: (i: number, j: number) => number) =>
    rows.reduce((sum, _, i) => sum + columns.reduce((part, _, j) => part + value(i, j), 0), 0);
  const observed = over((i, j) => weight(i, j) * shares[i]![j]!);
  const expected = over((i, j) => weight(i, j) * rows[i]! * columns[j]!);
  if (expected === 1) return { kappa: null, se: null, low: null, high: null, observed, n };
  const value = (observed - expected) / (1 - expected);
  const rowWeights = rows.map((_, i) => columns.reduce((sum, share, j) => sum + share * weight(i, j), 0));
  const columnWeights = columns.map((_, j) => rows.reduce((sum, share, i) => sum + share * weight(i, j), 0));
  const spread = over((i, j) =>
    shares[i]![j]! * (weight(i, j) - (rowWeights[i]! + columnWeights[j]!) * (1 - value)) ** 2
  );
  const se = Math.sqrt(Math.max(0, spread - (value - expected * (1 - value)) ** 2) / n) / (1 - expected);
  const half = normalQuantile(0.975) * se;
  return { kappa: value, se, low: value - half, high: value + half, observed, n };
}

function weightOf(distance: number, kind: KappaOptions["weights"]): number {
  if (kind === "none") return distance === 0 ? 1 : 0;
  return kind === "linear" ? 1 - distance : 1 - distance * distance;
}

/** Test–retest agreement of scores and categories. */
export interface TestRetest {
  /** Kappa of the score, with quadratic weights unless told. */
  readonly score: Agreement;
  /** Kappa per category. */
  readonly categories: Readonly<Record<string, Agreement>>;
  /** Whether respondents count equally, or as the survey design says. */
  readonly basis: "unweighted" | "surveyDesign";
  /** What a reader has to know, among them whether scores fell, which a count of lifetime events cannot. */
  readonly warnings: readonly Caution[];
}

/** Options of {@linkcode testRetest}. */
export interface TestRetestOptions {
  /** The smallest number of respondents with both measurements known: the policy's floor. */
  readonly floor: number;
  /** How much a disagreement about the score counts; `quadratic` unless told. */
  readonly scoreWeights?: KappaOptions["weights"];
  /** Weights and clusters, for respondents that are a sample; every respondent counts equally unless given. */
  readonly survey?: Pick<SurveyBasis, "design">;
}

/**
 * Agreement of two measurements of the same respondents, row by row, among those with both known.
 *
 * @example The same answers twice
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { testRetest } from "./agreement.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { scoreTable } from "./score.ts";
 * import assert from "node:assert/strict";
 *
 * const answers: Record<string, string[]> = {};
 * for (let item = 1; item <= 10; item++) answers[`q${item}`] = ["yes", "no", item < 4 ? "yes" : "no"];
 * const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
 * assert.equal(testRetest(scores, scores, { floor: 3 }).score.kappa, 1);
 * ```
 *
 * @param first The first measurement.
 * @param second The second, with the same respondents in the same order.
 * @param options The floor, weights of disagreements about the score, and the survey design.
 * @returns The agreement.
 * @throws {AceRefusal} When the two were not scored in the same way, or fewer respondents than the floor have both scores.
 * @throws {WorkspaceError} When the numbers of respondents differ.
 */
export function testRetest(
  first: AceScores,
  second: AceScores,
  options: TestRetestOptions,
): TestRetest {
  requireComparable([first, second]);
  if (first.rowCount !== second.rowCount) {
    throw new WorkspaceError({
      what: "The two measurements have different numbers of respondents",
      where: "testRetest",
      mend: "Join them by respondent first",
    });
  }
  const size = (first.rule.parts[0]?.categories.length ?? 0) + 1;
  const [one, other] = [first.score(), second.score()];
  const both = one.reduce((count, score, row) => count + (Number.isNaN(score + other[row]!) ? 0 : 1), 0);
  keepsFloor(both, null, { id: "testRetest", floor: options.floor });
  const fell = one.some((score, row) => score > (other[row] ?? NaN));
  const agree = (a: ArrayLike<number>, b: ArrayLike<number>, of: RatingScale) =>
    options.survey
      ? underDesign(options.survey, a, b, of)
      : kappa(crossTable(a, b, of.categories), { weights: of.weights });
  const binary = { categories: 2, weights: "none" } as const;
  return {
    score: agree(one, other, { categories: size, weights: options.scoreWeights ?? "quadratic" }),
    categories: Object.fromEntries(
      first.categoryIds.map((id) => [id, agree(first.flags(id), second.flags(id), binary)]),
    ),
    basis: options.survey ? "surveyDesign" : "unweighted",
    warnings: fell
      ? [{
        id: "falling-score",
        text: {
          nl:
            "Sommige scores dalen tussen de metingen; ervaringen van vroeger kunnen niet verdwijnen, herinnering en antwoord wel",
          en: "Some scores fall between measurements; past experiences cannot vanish, recall and answers can",
        },
      }]
      : [],
  };
}

interface RatingScale {
  readonly categories: number;
  readonly weights: KappaOptions["weights"];
}

/** Kappa under a design; a rating that is no whole position (none, unknown, prorated) is outside the domain. */
function underDesign(
  { design }: Pick<SurveyBasis, "design">,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { categories, weights }: RatingScale,
): Agreement {
  const position = (values: ArrayLike<number>) =>
    Int8Array.from(values, (value) => Number.isInteger(value) && value >= 0 ? value : -1);
  const [one, other] = [position(first), position(second)];
  const found = surveyKappa(design, { first: one, second: other, categories }, weights);
  const [value, se, n, df] = [found.values[0]!, found.se[0]!, found.n[0]!, found.df[0]!];
  const both = one.map((rating, row) => rating < 0 || other[row]! < 0 ? 0 : 1);
  const observed = weightedAgreement(design.weights, { one, other, both }, { categories, weights });
  if (Number.isNaN(value)) return { kappa: null, se: null, low: null, high: null, observed, n };
  const half = df >= 1 ? studentTQuantile(0.975, df) * se : NaN;
  const ends = Number.isNaN(half) ? { low: null, high: null } : { low: value - half, high: value + half };
  return { kappa: value, se, ...ends, observed, n };
}

function weightedAgreement(
  sample: Float64Array,
  { one, other, both }: { readonly one: Int8Array; readonly other: Int8Array; readonly both: Int8Array },
  { categories, weights }: RatingScale,
): number {
  let agreed = 0, total = 0;
  for (let row = 0; row < both.length; row++) {
    if (both[row] !== 1) continue;
    total += sample[row]!;
    agreed += sample[row]! * weightOf(Math.abs(one[row]! - other[row]!) / (categories - 1), weights);
  }
  return agreed / total;
}

function crossTable(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  size: number,
): readonly (readonly number[])[] {
  const table = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let row = 0; row < first.length; row++) {
    const [a, b] = [first[row]!, second[row]!];
    // Prorated scores are no counts and have no cell.
    if (Number.isInteger(a) && Number.isInteger(b) && a >= 0 && b >= 0) table[a]![b]!++;
  }
  return table;
}
