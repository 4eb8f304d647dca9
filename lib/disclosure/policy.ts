/**
 * What a disclosure policy is: thresholds as data, each with its source and its standing.
 *
 * @module
 */
import type { Label } from "../core/language.ts";

/** How sure a threshold is: `read` in its source, `recalled` from memory, or `unconfirmed` by its owner. */
export type Standing = "read" | "recalled" | "unconfirmed";

/** One threshold with its source. */
export interface Threshold<T> {
  /** The value. */
  readonly value: T;
  /** Where it comes from. */
  readonly source: string;
  /** How sure it is. */
  readonly standing: Standing;
}

/** Dominance rule (n,k): the `largest` contributors together may hold at most `percent` of a cell's total. */
export interface DominanceRule {
  /** The number of contributors, n. */
  readonly largest: number;
  /** The share k in percent. */
  readonly percent: number;
}

/** How counts are rounded before release. */
export interface RoundingRule {
  /** The base: every released count is a multiple of it. */
  readonly base: number;
}

/** Rules under which a table may leave. Readonly data: functions interpret it. */
export interface Policy {
  /** A slug, for example `cbs-microdata`. */
  readonly id: string;
  /** The version of this set of thresholds. */
  readonly version: string;
  /** What readers see. */
  readonly label: Label;
  /** Smallest unweighted number of entities behind a cell, a numerator, a denominator, a complement or a point (R1). */
  readonly minimumCount: Threshold<number>;
  /** Whether 0 counts as below the minimum (`sensitive`) or may be shown. */
  readonly zeros: Threshold<"sensitive" | "shown">;
  /** Largest share of a row, column or base that one category may hold, in percent; null for no rule (R3). */
  readonly groupSharePercent: Threshold<number | null>;
  /** Dominance rules for sums, means and ratios of amounts (R2). */
  readonly dominance: Threshold<readonly DominanceRule[]>;
  /** p of the p%-rule, in percent; null for no rule. */
  readonly pPercent: Threshold<number | null>;
  /** Smallest residual degrees of freedom of a model; null for no rule (R4). */
  readonly residualDof: Threshold<number | null>;
  /** R² from which a model's intercept is withheld; null for no rule (R5). */
  readonly rSquaredBelow: Threshold<number | null>;
  /** Whether minima and maxima are refused (R6). */
  readonly extremes: Threshold<"refused" | "shown">;
  /** Entities needed on each side of a percentile (R7). */
  readonly percentileTail: Threshold<number>;
  /** Smallest base of a percentage and of a mean, where higher than the minimum count (R13); 0 for none. */
  readonly minimumBase: Threshold<number>;
  /** Largest |minimum| or |maximum| as a percentage of |sum|; null for no rule (R13). */
  readonly extremeSharePercent: Threshold<number | null>;
  /** Two outputs whose populations differ by 1 up to this many entities are unsafe together (R12); 0 for no rule. */
  readonly differenceUpTo: Threshold<number>;
  /** How wide the attacker's interval of a hidden count has to be, in entities. */
  readonly intervalWidth: Threshold<number>;
  /** How high that interval has to reach, so that "below the threshold" is not inferable either. */
  readonly intervalReach: Threshold<number>;
  /** How wide the interval has to stay for an insider: the one member of a group of one, who knows it. */
  readonly insiderWidth: Threshold<number>;
  /** How far the attacker's interval of a hidden amount has to reach to either side, in percent of the amount. */
  readonly amountWidthPercent: Threshold<number>;
  /** How released counts are rounded; null when they are not. */
  readonly rounding: Threshold<RoundingRule | null>;
}

/** A threshold field of a policy. */
export type ThresholdName = Exclude<keyof Policy, "id" | "version" | "label">;

/** The threshold fields, in the order in which they are explained. */
export const THRESHOLD_NAMES: readonly ThresholdName[] = [
  "minimumCount",
  "zeros",
  "groupSharePercent",
  "dominance",
  "pPercent",
  "residualDof",
  "rSquaredBelow",
  "extremes",
  "percentileTail",
  "minimumBase",
  "extremeSharePercent",
  "differenceUpTo",
  "intervalWidth",
  "intervalReach",
  "insiderWidth",
  "amountWidthPercent",
  "rounding",
];

/**
 * Tells whether every threshold of a policy was read in its source.
 *
 * @example The default is not confirmed yet
 * ```ts
 * import { isConfirmed } from "./policy.ts";
 * import { policyById } from "./policies.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(isConfirmed(policyById("cbs-microdata")), false);
 * ```
 *
 * @param policy The policy.
 * @returns False when one threshold is recalled or unconfirmed.
 */
export function isConfirmed(policy: Policy): boolean {
  return THRESHOLD_NAMES.every((name) => policy[name].standing === "read");
}
