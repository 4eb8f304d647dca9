/**
 * Dose and response: odds by group, and what a gradient does not tell about one person.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Interval, normalCdf, normalQuantile } from "../core/stats/mod.ts";
import type { Grouping } from "./grouping.ts";
import { aggregateFrame, type GroupOptions, keepsFloor } from "./groups.ts";
import type { Caution } from "./instrument.ts";
import type { AceScores } from "./scores.ts";

/** Counts by group; the first group is the reference. */
export interface GroupCounts {
  /** The code of each group. */
  readonly groups: readonly string[];
  /** Respondents with the outcome, per group. */
  readonly cases: readonly number[];
  /** Respondents without it, per group. */
  readonly nonCases: readonly number[];
}

/** The odds of one group against the reference. */
export interface GroupOdds {
  /** The code of the group. */
  readonly group: string;
  /** Respondents with the outcome. */
  readonly cases: number;
  /** Respondents without it. */
  readonly nonCases: number;
  /** Odds ratio against the first group; 1 for itself, null when a cell is empty. */
  readonly oddsRatio: number | null;
  /** Woolf's 95 % interval: exp(ln OR ± 1.96 √(Σ 1/cell)); null for the reference and with an empty cell. */
  readonly interval: Interval | null;
  /** Risk ratio against the first group; null when it does not exist. */
  readonly riskRatio: number | null;
}

/** A dose–response relation. */
export interface DoseResponse {
  /** Each group against the first. */
  readonly rows: readonly GroupOdds[];
  /** Cochran–Armitage test for trend over the positions 0, 1, 2, …: z, z², and the two-sided p value. */
  readonly trend: { readonly z: number; readonly chiSquared: number; readonly pValue: number };
  /** Odds ratio per step of group from a logistic model, with the standard error of its logarithm. */
  readonly perGroup: { readonly oddsRatio: number; readonly seLog: number };
  /**
   * Population attributable fraction after Miettinen: Σ pc_i (RR_i − 1)/RR_i; null when a risk ratio does not exist.
   * It presumes a causal effect and no confounding, neither of which a gradient shows.
   */
  readonly attributableFraction: number | null;
  /** The chance that a random case is in a higher group than a random non-case, ties half: prediction for persons. */
  readonly auc: number;
  /** What a reader has to know. Always holds that a gradient of groups does not predict persons. */
  readonly warnings: readonly Caution[];
}

/** What holds for every dose–response relation. */
export const ALWAYS: readonly Caution[] = [
  {
    id: "no-individual-prediction",
    text: {
      nl:
        "Een verschil tussen groepen voorspelt niet wat één persoon overkomt: kijk naar de AUC naast de odds ratio (Baldwin e.a. 2021)",
      en:
        "A difference between groups does not predict what happens to one person: see the AUC beside the odds ratio (Baldwin et al. 2021)",
    },
  },
  {
    id: "attributable-fraction-causal",
    text: {
      nl:
        "De toerekenbare fractie veronderstelt een oorzakelijk verband zonder verstorende factoren; dat volgt niet uit deze cijfers",
      en:
        "The attributable fraction presumes a causal effect without confounding; these figures do not show that",
    },
  },
];

/**
 * Odds ratios, trend test, attributable fraction and AUC from counts by group.
 *
 * @example The gradient is strong, the prediction of persons weak
 * ```ts
 * import { doseResponseFromCounts } from "./dose_response.ts";
 * import assert from "node:assert/strict";
 *
 * const result = doseResponseFromCounts({
 *   groups: ["0", "1", "2-3", "4+"],
 *   cases: [20, 30, 45, 60],
 *   nonCases: [380, 270, 255, 140],
 * });
 * assert.equal(result.rows[3]?.oddsRatio?.toFixed(2), "8.14");
 * assert.equal(result.auc.toFixed(2), "0.70");
 * ```
 *
 * @param counts Cases and non-cases per group.
 * @returns The relation.
 * @throws {WorkspaceError} When there are fewer than two groups, a count is negative, or one outcome does not occur.
 */
export function doseResponseFromCounts(counts: GroupCounts): DoseResponse {
  checkCounts(counts);
  const rows = counts.groups.map((_, index) => oddsOf(counts, index));
  const warnings = rows.some(({ oddsRatio }) => oddsRatio === null)
    ? [...ALWAYS, {
      id: "empty-cell",
      text: {
        nl: "Een groep heeft geen enkel of alleen maar gevallen: daar bestaat geen odds ratio",
        en: "A group has no cases or only cases: no odds ratio exists there",
      },
    }]
    : ALWAYS;
  return {
    rows,
    trend: cochranArmitage(counts),
    perGroup: logisticSlope(counts),
    attributableFraction: attributableFraction(rows),
    auc: aucOf(counts),
    warnings,
  };
}

/** Options of {@linkcode doseResponse}. */
export interface DoseResponseOptions {
  /** The named grouping of scores. */
  readonly grouping: Grouping;
  /** The smallest number of respondents in a group. */
  readonly floor: number;
  /** Which count; the main one unless told. */
  readonly part?: string;
}

/**
 * The relation between groups of scores and an outcome. Respondents whose group or outcome is unknown are left out.
 *
 * @example From scores and an outcome
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { doseResponse } from "./dose_response.ts";
 * import { GROUPINGS } from "./grouping.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { scoreTable } from "./score.ts";
 * import assert from "node:assert/strict";
 *
 * const answers: Record<string, string[]> = {};
 * for (let item = 1; item <= 10; item++) answers[`q${item}`] = item === 1 ? ["no", "no", "yes", "yes"] : ["no", "no", "no", "no"];
 * const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
 * const outcome = Float64Array.of(0, 1, 1, 0);
 * const { rows } = doseResponse(scores, outcome, { grouping: GROUPINGS.any, floor: 2 });
 * assert.equal(rows[1]?.oddsRatio, 1);
 * ```
 *
 * @param scores The scored respondents.
 * @param outcome 1, 0, or NaN for unknown, one a respondent.
 * @param options The grouping and the floor.
 * @returns The relation.
 * @throws {AceRefusal} When a group is under the floor.
 * @throws {WorkspaceError} When the outcome does not fit the respondents.
 */
export function doseResponse(
  scores: AceScores,
  outcome: Float64Array,
  options: DoseResponseOptions,
): DoseResponse {
  const { grouping, floor, part } = options;
  if (!outcomeFits(outcome, scores.rowCount)) {
    throw problem("The outcome needs 0, 1 or an empty value for every respondent");
  }
  const groups = scores.groups(grouping, part);
  const cases = grouping.groups.map(() => 0);
  const nonCases = grouping.groups.map(() => 0);
  groups.forEach((group, row) => {
    if (group < 0 || Number.isNaN(outcome[row]!)) return;
    if (outcome[row] === 1) cases[group]!++;
    else nonCases[group]!++;
  });
  const codes = grouping.groups.map(({ code }) => code);
  const frame = { id: "dose-response", floor };
  codes.forEach((code, index) => keepsFloor(cases[index]! + nonCases[index]!, code, frame));
  const result = doseResponseFromCounts({ groups: codes, cases, nonCases });
  return { ...result, warnings: [...result.warnings, ...scores.warnings] };
}

/**
 * The odds ratios as a table for disclosure control: numerator cases, denominator the group.
 *
 * @param relation The relation, from counts or from a survey.
 * @param grouping The grouping it was made with.
 * @param options The texts; `title` should name the outcome.
 * @returns A table for `protect`.
 */
export function doseResponseTable(
  relation: Pick<DoseResponse, "rows">,
  grouping: Grouping,
  options: Omit<GroupOptions, "by" | "underFloor" | "survey" | "floor">,
): AggregateTable {
  return {
    ...aggregateFrame({ ...options, floor: 0 }),
    measure: {
      id: "ace-odds-ratio",
      label: { nl: "Odds ratio tegenover de eerste groep", en: "Odds ratio against the first group" },
      unit: { nl: "odds ratio", en: "odds ratio" },
      kind: "estimate",
      per: 1,
      decimals: 1,
      definition: {
        nl: "Kansverhouding van de uitkomst in de groep tegenover de eerste groep, met het 95 %-interval",
        en: "Odds of the outcome in the group against the first group, with its 95 % interval",
      },
    },
    dimensions: [{
      name: "ace-groep",
      label: { nl: "Aantal ervaringen", en: "Number of experiences" },
      kind: "ordinal",
      codes: grouping.groups.map(({ code, label }) => ({ code, label })),
    }],
    cells: relation.rows.map(({ group, cases, nonCases, oddsRatio, interval }) => ({
      codes: [group],
      n: cases + nonCases,
      numerator: cases,
      denominator: cases + nonCases,
      value: oddsRatio,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    })),
  };
}

/** Whether an outcome has 0, 1 or an empty value for every respondent. */
export function outcomeFits(outcome: Float64Array, rows: number): boolean {
  return outcome.length === rows &&
    outcome.every((value) => value === 0 || value === 1 || Number.isNaN(value));
}

function checkCounts({ groups, cases, nonCases }: GroupCounts): void {
  const all = [...cases, ...nonCases];
  const fits = groups.length >= 2 && cases.length === groups.length && nonCases.length === groups.length &&
    all.every((count) => Number.isInteger(count) && count >= 0);
  const both = sum(cases) > 0 && sum(nonCases) > 0;
  if (fits && both) return;
  throw problem(
    fits ? "Everybody or nobody has the outcome" : "Each of at least two groups needs whole counts from 0",
  );
}

function oddsOf({ groups, cases, nonCases }: GroupCounts, index: number): GroupOdds {
  const [a, b] = [cases[index]!, nonCases[index]!];
  const [c, d] = [cases[0]!, nonCases[0]!];
  const filled = a > 0 && b > 0 && c > 0 && d > 0;
  const oddsRatio = filled ? (a * d) / (b * c) : null;
  const half = normalQuantile(0.975) * Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  const interval = oddsRatio === null || index === 0
    ? null
    : { low: Math.exp(Math.log(oddsRatio) - half), high: Math.exp(Math.log(oddsRatio) + half) };
  const riskRatio = c > 0 && a + b > 0 ? (a / (a + b)) / (c / (c + d)) : null;
  return { group: groups[index]!, cases: a, nonCases: b, oddsRatio, interval, riskRatio };
}

function cochranArmitage({ cases, nonCases }: GroupCounts): DoseResponse["trend"] {
  const sizes = cases.map((count, index) => count + nonCases[index]!);
  const n = sum(sizes);
  const p = sum(cases) / n;
  const weighted = (counts: readonly number[], power: number) =>
    sum(counts.map((count, score) => count * score ** power));
  const spread = weighted(sizes, 2) - weighted(sizes, 1) ** 2 / n;
  const z = (weighted(cases, 1) - p * weighted(sizes, 1)) / Math.sqrt(p * (1 - p) * spread);
  return { z, chiSquared: z * z, pValue: 2 * normalCdf(-Math.abs(z)) };
}

/** Newton steps for ln odds = a + b · position; grouped data of a handful of rows need few. */
function logisticSlope({ cases, nonCases }: GroupCounts): DoseResponse["perGroup"] {
  let a = Math.log(sum(cases) / sum(nonCases));
  let b = 0;
  let information = 0;
  for (let step = 0; step < 100; step++) {
    let ga = 0, gb = 0, haa = 0, hab = 0, hbb = 0;
    cases.forEach((count, x) => {
      const size = count + nonCases[x]!;
      const mu = 1 / (1 + Math.exp(-a - b * x));
      const residual = count - size * mu;
      const weight = size * mu * (1 - mu);
      ga += residual;
      gb += residual * x;
      haa += weight;
      hab += weight * x;
      hbb += weight * x * x;
    });
    const determinant = haa * hbb - hab * hab;
    const da = (hbb * ga - hab * gb) / determinant;
    const db = (haa * gb - hab * ga) / determinant;
    a += da;
    b += db;
    information = determinant / haa;
    if (Math.abs(da) + Math.abs(db) < 1e-13) break;
  }
  return { oddsRatio: Math.exp(b), seLog: 1 / Math.sqrt(information) };
}

function attributableFraction(rows: readonly GroupOdds[]): number | null {
  const cases = sum(rows.map((row) => row.cases));
  let fraction = 0;
  for (const row of rows) {
    if (row.cases === 0) continue;
    if (row.riskRatio === null) return null;
    fraction += (row.cases / cases) * (1 - 1 / row.riskRatio);
  }
  return fraction;
}

function aucOf({ cases, nonCases }: GroupCounts): number {
  let pairs = 0;
  let below = 0;
  cases.forEach((count, index) => {
    pairs += count * (below + nonCases[index]! / 2);
    below += nonCases[index]!;
  });
  return pairs / (sum(cases) * sum(nonCases));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function problem(what: string): WorkspaceError {
  return new WorkspaceError({ what, where: "dose–response", mend: "Check the outcome and the grouping" });
}
