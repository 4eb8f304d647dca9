/**
 * Weighting: make those who did not take part resemble those who did, by their chance of taking part or by entropy balancing.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import type { Table } from "../core/table.ts";
import { type BalanceLine, balanceOf, balanceWarnings, effectiveComparison } from "./_balance.ts";
import { scaleOf } from "./_columns.ts";
import { balancingWeights } from "./_entropy.ts";
import { type MatchColumns, type MatchData, readMatchData } from "./_matched_effect.ts";
import { propensity } from "./_propensity.ts";
import { crossProducts, invertSymmetric, standardised } from "./_symmetric.ts";
import { ASSUMPTIONS } from "./_words.ts";
import {
  type Displayed,
  displayed,
  effectNumber,
  type EffectSummary,
  type EffectWarning,
} from "./summary.ts";

/** Whose effect is estimated: those who took part, everyone, or those who could well have been in either group. */
export type WeightTarget = "treated" | "all" | "overlap";

/** Columns and choices of {@linkcode weighByChance}. */
export interface ChanceWeightOptions extends MatchColumns {
  /** Whose effect. Default `treated`. */
  readonly target?: WeightTarget;
}

/** The result of weighting. */
export interface WeightResult extends EffectSummary {
  /** (Σw)²/Σw² of those who did not take part. */
  readonly effectiveComparison: number;
  /** The largest share that one row has in the weight of its group. */
  readonly largestShare: number;
  /** A line per trait. */
  readonly balance: readonly BalanceLine[];
}

/** A row with more than this share of its group's weight decides too much on its own. */
const TOO_HEAVY = 0.05;

/** Weights as functions of the chance p, and the derivative of their logarithm to the log odds. */
const TARGETS: Readonly<
  Record<WeightTarget, Readonly<Record<"treated" | "others", (p: number) => readonly [number, number]>>>
> = {
  treated: { treated: () => [1, 0], others: (p) => [p / (1 - p), 1] },
  all: { treated: (p) => [1 / p, p - 1], others: (p) => [1 / (1 - p), p] },
  overlap: { treated: (p) => [1 - p, -p], others: (p) => [p, 1 - p] },
};

/**
 * Weighs by the chance of taking part: weighted mean of those who took part − weighted mean of those who did not.
 *
 * Weights with sum 1 per group (Hájek). The error knows that the chance was estimated (stacked estimating equations).
 * Source: Hirano, Imbens and Ridder (2003), Econometrica 71(4), 1161–1189; Li, Morgan and Zaslavsky (2018), JASA 113(521),
 * 390–400 for `overlap`; Lunceford and Davidian (2004), Statistics in Medicine 23, 2937–2960.
 *
 * @example Older people took part more often
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { weighByChance } from "./weighting.ts";
 * import assert from "node:assert/strict";
 *
 * const old = Float64Array.of(1, 1, 1, 0, 1, 0, 0, 0), deelname = Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0);
 * const score = old.map((value, row) => 10 + 5 * value + 2 * deelname[row]!);
 * const table = Table.from({ old, deelname, score });
 * const effect = weighByChance(table, { outcome: "score", treated: "deelname", covariates: ["old"] });
 * assert.equal(effect.estimate.toFixed(6), "2.000000");
 * ```
 *
 * @param table One row a person or area.
 * @param options The columns and whose effect.
 * @returns The effect with the balance.
 * @throws {WorkspaceError} When a group is empty or the traits separate the groups.
 */
export function weighByChance(table: Table, options: ChanceWeightOptions): WeightResult & Displayed {
  const data = readMatchData(table, options);
  const { y, treated } = data, target = TARGETS[options.target ?? "treated"];
  const chance = propensity(treated, data.covariates, options.covariates);
  const parts = Array.from(chance, (p, row) => (treated[row] === 1 ? target.treated : target.others)(p));
  const weights = Float64Array.from(parts, ([weight]) => weight);
  const means = [0, 1].map((side) => weightedMean(y, weights, treated, side));
  const total = [0, 1].map((side) =>
    weights.reduce((sum, w, row) => treated[row] === side ? sum + w : sum, 0)
  );
  const sign = (row: number) => treated[row] === 1 ? 1 : -1;
  const share = (row: number) =>
    sign(row) * weights[row]! * (y[row]! - means[treated[row]!]!) / total[treated[row]!]!;
  const x = standardised([treated.map(() => 1), ...data.covariates]);
  const bread = invertSymmetric(crossProducts(x, chance.map((p) => p * (1 - p))), x.length);
  if (bread === null) {
    throw new WorkspaceError({
      what: "A trait follows from the other traits",
      where: options.covariates.join(", "),
    });
  }
  const slope = x.map((column) =>
    column.reduce((sum, value, row) => sum + value * share(row) * parts[row]![1], 0)
  );
  const direction = slope.map((_, j) =>
    slope.reduce((sum, value, k) => sum + bread[j * x.length + k]! * value, 0)
  );
  const influence = y.map((_, row) =>
    share(row) +
    (treated[row]! - chance[row]!) * x.reduce((sum, column, j) => sum + column[row]! * direction[j]!, 0)
  );
  return weightedResult(data, options, weights, influence, means[1]! - means[0]!, {
    nl: "Weging naar de kans op deelname",
    en: "Weighting by the chance of taking part",
  });
}

/** Columns and choices of {@linkcode balanceByEntropy}. */
export interface EntropyOptions extends MatchColumns {
  /** What is made equal: means, or means and variances (squares). Default `means`. */
  readonly moments?: "means" | "means-and-variances";
}

/**
 * Gives those who did not take part the weights nearest to equal (by entropy) whose means of all traits are exactly those of
 * the people who took part.
 *
 * No model of the chance is needed, and the balance is exact by construction. The error knows that the weights were estimated.
 * Source: Hainmueller (2012), Political Analysis 20(1), 25–46; Zhao and Percival (2017), Journal of Causal Inference 5(1).
 *
 * @example Exactly as old
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { balanceByEntropy } from "./weighting.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({
 *   score: Float64Array.of(9, 8, 7, 5, 4, 6, 3, 2),
 *   deelname: Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0),
 *   leeftijd: Float64Array.of(20, 24, 28, 21, 23, 29, 35, 33),
 * });
 * const result = balanceByEntropy(table, { outcome: "score", treated: "deelname", covariates: ["leeftijd"] });
 * assert.ok(Math.abs(result.balance[0]?.after ?? 1) < 1e-8);
 * ```
 *
 * @param table One row a person or area.
 * @param options The columns and moments.
 * @returns The effect on those who took part, with the balance.
 * @throws {WorkspaceError} When a group is empty, a trait follows from others, or no weights can make the means equal.
 */
export function balanceByEntropy(table: Table, options: EntropyOptions): WeightResult & Displayed {
  const data = readMatchData(table, options);
  const { y, treated } = data;
  const squares = options.moments === "means-and-variances"
    ? standardised([treated, ...data.covariates]).slice(1)
      .filter((column) => new Set(column).size > 2).map((column) => column.map((value) => value * value))
    : [];
  const x = standardised([treated, ...data.covariates, ...squares]).slice(1);
  const { weights, centred, bread } = balancingWeights(x, treated);
  const means = [0, 1].map((side) => weightedMean(y, weights, treated, side));
  const others = (row: number) => 1 - treated[row]!;
  const cross = centred.map((column) =>
    column.reduce((sum, value, row) => sum + others(row) * weights[row]! * value * (y[row]! - means[0]!), 0)
  );
  const size = x.length;
  const beta = cross.map((_, j) => cross.reduce((sum, value, k) => sum + bread[j * size + k]! * value, 0));
  const number = treated.reduce((a, b) => a + b, 0);
  const influence = y.map((value, row) => {
    const predicted = centred.reduce((sum, column, j) => sum + column[row]! * beta[j]!, 0);
    const own = value - means[treated[row]!]! - predicted;
    return treated[row] === 1 ? own / number : -weights[row]! * own;
  });
  return weightedResult(data, options, weights, influence, means[1]! - means[0]!, {
    nl: "Entropieweging",
    en: "Entropy balancing",
  });
}

function weightedMean(y: Float64Array, weights: Float64Array, treated: Float64Array, side: number): number {
  let sum = 0, total = 0;
  for (let row = 0; row < y.length; row++) {
    if (treated[row] !== side) continue;
    sum += weights[row]! * y[row]!;
    total += weights[row]!;
  }
  return sum / total;
}

function weightedResult(
  data: MatchData,
  options: MatchColumns,
  weights: Float64Array,
  influence: Float64Array,
  estimate: number,
  method: Label,
): WeightResult & Displayed {
  const { y, treated } = data;
  const error = Math.sqrt(influence.reduce((sum, value) => sum + value * value, 0));
  const number = treated.reduce((a, b) => a + b, 0), effective = effectiveComparison(treated, weights);
  const balance = options.covariates.map((name, j) => balanceOf(name, data.covariates[j]!, treated, weights));
  const largestShare = Math.max(...[0, 1].map((side) => {
    const own = weights.filter((_, row) => treated[row] === side);
    return own.reduce((a, b) => Math.max(a, b), 0) / own.reduce((a, b) => a + b, 0);
  }));
  return displayed({
    ...effectNumber(estimate, error, Infinity, scaleOf(y)),
    ...{ method, n: y.length, smallestN: Math.min(number, y.length - number), balance, largestShare },
    effectiveComparison: effective,
    assumptions: [ASSUMPTIONS.selection, ASSUMPTIONS.spillover],
    warnings: [
      ...balanceWarnings(balance, 0),
      ...(largestShare > TOO_HEAVY ? [heavyWarning(effective)] : []),
    ],
  });
}

function heavyWarning(effective: number): EffectWarning {
  const count = Math.floor(effective);
  return {
    code: "heavy-weights",
    weight: "remark",
    text: {
      nl: `Enkele mensen tellen zwaar mee: de vergelijkingsgroep zegt zoveel als ${count} mensen.`,
      en: `A few people weigh heavily: the comparison group says as much as ${count} people.`,
    },
  };
}
