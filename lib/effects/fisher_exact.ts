/**
 * Fisher's exact test for two shares in small groups.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { fisherExactP, newcombeInterval, type Share } from "../core/stats/mod.ts";
import { type Displayed, displayed, type EffectSummary, type EffectWarning } from "./summary.ts";
import { ASSUMPTIONS } from "./_words.ts";

/** The result of {@linkcode fisherExact}: the difference of two shares. */
export interface FisherResult extends EffectSummary {
  /** The share of the group. */
  readonly share: number;
  /** The share of the comparison group. */
  readonly comparisonShare: number;
  /** The p value of Fisher's exact test, two-sided. */
  readonly pValue: number;
}

/** With more people than this all tables are no longer counted. */
const MOST = 1_000_000;
const CLEAR = 0.05;

/**
 * The difference of two shares with the p value of Fisher's exact test: the probability of all tables with the same margins that
 * are no more likely than the observed one. The interval is Newcombe's; where it and the test point to different sides of 0.05
 * this is said.
 *
 * Source: R `fisher.test`; Newcombe (1998), Statistics in Medicine 17:873–890.
 *
 * @example The lady tasting tea
 * ```ts
 * import { fisherExact } from "./fisher_exact.ts";
 * import assert from "node:assert/strict";
 *
 * const { estimate, pValue } = fisherExact({ yes: 3, of: 4 }, { yes: 1, of: 4 });
 * assert.equal(estimate, 0.5);
 * assert.ok(Math.abs(pValue - 34 / 70) < 1e-12);
 * ```
 *
 * @param group How many of the group say yes.
 * @param comparison How many of the comparison group say yes.
 * @returns The difference, its interval and the p value.
 * @throws {WorkspaceError} When a count is not a whole number from 0 to the size of its group, or there are over a million.
 */
export function fisherExact(group: Share, comparison: Share): FisherResult & Displayed {
  requireShares(group, comparison);
  const share = group.yes / group.of, comparisonShare = comparison.yes / comparison.of;
  const { low, high } = newcombeInterval(group, comparison), pValue = fisherExactP(group, comparison);
  return displayed({
    method: {
      nl: "Verschil van twee aandelen, exacte toets van Fisher",
      en: "Difference of two shares, Fisher's exact test",
    },
    ...{ estimate: share - comparisonShare, low, high, pValue, standardError: null, df: Infinity },
    ...{ n: group.of + comparison.of, smallestN: Math.min(group.of, comparison.of), share, comparisonShare },
    assumptions: [ASSUMPTIONS.exchangeable],
    warnings: pValue < CLEAR === (low > 0 || high < 0) ? [] : [BORDER],
  });
}

function requireShares(group: Share, comparison: Share): void {
  for (const { yes, of } of [group, comparison]) {
    if (!Number.isInteger(yes) || !Number.isInteger(of) || yes < 0 || yes > of || of < 1) {
      throw new WorkspaceError({
        what: "A count is not a whole number from 0 to the size of its group",
        where: "Fisher's exact test",
      });
    }
  }
  if (group.of + comparison.of > MOST) {
    throw new WorkspaceError({
      what: `More than ${MOST} people are too many to count all tables`,
      where: "Fisher's exact test",
      mend: "Take an interval of the difference of two shares: with so many it is exact enough",
    });
  }
}

/** The test is careful with small groups, the interval is right on average. */
const BORDER: EffectWarning = {
  code: "on-the-border",
  weight: "serious",
  text: {
    nl: "De exacte toets en het interval zeggen niet hetzelfde: het verschil ligt op de grens van toeval.",
    en: "The exact test and the interval do not say the same: the difference is on the border of chance.",
  },
};
