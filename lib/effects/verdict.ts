/**
 * A verdict in plain words, from fixed rules that are agreed before the figures are seen.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import type { EffectSummary } from "./summary.ts";

/** The four verdicts. */
export type Verdict = "improved" | "no-clear-change" | "worsened" | "cannot-say";

/**
 * One rule. Ends of the interval are turned so that more is better and counted in smallest relevant differences.
 * All conditions that are present have to hold.
 */
export interface VerdictRule {
  /** The verdict when the rule holds. */
  readonly verdict: Verdict;
  /** Why, in words. */
  readonly reason: Label;
  /** Holds when a verdict is blocked: no interval, too few units, or a serious warning. */
  readonly blocked?: "blocked";
  /** Holds when the lower end is above this number. */
  readonly lowAbove?: number;
  /** Holds when the upper end is below this number. */
  readonly highBelow?: number;
}

/** The rules, in order; the first that holds decides, and the last always holds. */
export const VERDICT_RULES: readonly VerdictRule[] = [
  {
    verdict: "cannot-say",
    blocked: "blocked",
    reason: {
      nl: "Er zijn te weinig gegevens, of de vergelijking is niet eerlijk.",
      en: "There are too few data, or the comparison is not fair.",
    },
  },
  {
    verdict: "improved",
    lowAbove: 0,
    highBelow: 1,
    reason: {
      nl: "Het hele interval ligt aan de goede kant, maar het verschil is kleiner dan wat ertoe doet.",
      en: "The whole interval is on the good side, but the difference is smaller than what matters.",
    },
  },
  {
    verdict: "worsened",
    lowAbove: -1,
    highBelow: 0,
    reason: {
      nl: "Het hele interval ligt aan de slechte kant, maar het verschil is kleiner dan wat ertoe doet.",
      en: "The whole interval is on the bad side, but the difference is smaller than what matters.",
    },
  },
  {
    verdict: "improved",
    lowAbove: 0,
    reason: {
      nl: "Het hele interval ligt aan de goede kant.",
      en: "The whole interval is on the good side.",
    },
  },
  {
    verdict: "worsened",
    highBelow: 0,
    reason: {
      nl: "Het hele interval ligt aan de slechte kant.",
      en: "The whole interval is on the bad side.",
    },
  },
  {
    verdict: "no-clear-change",
    lowAbove: -1,
    highBelow: 1,
    reason: {
      nl: "Het interval is smal en ligt rond nul: een verschil dat ertoe doet, is onwaarschijnlijk.",
      en: "The interval is narrow and lies around zero: a difference that matters is unlikely.",
    },
  },
  {
    verdict: "cannot-say",
    reason: {
      nl: "Het interval is breed: zowel geen verschil als een verschil dat ertoe doet, is mogelijk.",
      en: "The interval is wide: both no difference and a difference that matters are possible.",
    },
  },
];

/** The verdicts in words. */
export const VERDICT_WORDS: Readonly<Record<Verdict, Label>> = {
  "improved": { nl: "verbeterd", en: "improved" },
  "no-clear-change": { nl: "geen duidelijke verandering", en: "no clear change" },
  "worsened": { nl: "verslechterd", en: "worsened" },
  "cannot-say": { nl: "niet te zeggen", en: "cannot say" },
};

/** Options of {@linkcode judgeEffect}. */
export interface VerdictOptions {
  /** Which way is good. */
  readonly better: "higher" | "lower";
  /** The smallest difference that matters to people, in the unit of the outcome, agreed beforehand; above 0. */
  readonly smallestRelevant: number;
  /** The smallest group on which a verdict may rest. Default 10 (the usual publication floor of CBS microdata). */
  readonly smallestN?: number;
  /** The rules. Default {@linkcode VERDICT_RULES}. */
  readonly rules?: readonly VerdictRule[];
}

/** A verdict with its reasons. */
export interface EffectVerdict {
  /** The verdict. */
  readonly verdict: Verdict;
  /** The verdict in words. */
  readonly words: Label;
  /** The reason of the rule that decided. */
  readonly reason: Label;
  /** The serious warnings that blocked a verdict. */
  readonly blockedBy: readonly Label[];
  /** The remarks on the effect, which block nothing: say them beside the verdict. */
  readonly doubts: readonly Label[];
}

const TOO_SMALL: Label = { nl: "De kleinste groep is te klein.", en: "The smallest group is too small." };
const NO_INTERVAL: Label = { nl: "Er is geen interval te berekenen.", en: "No interval can be computed." };

/**
 * Gives the verdict on an effect.
 *
 * @example Better, and not to be said
 * ```ts
 * import { displayed, effectNumber } from "./summary.ts";
 * import { judgeEffect } from "./verdict.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "voorbeeld", en: "example" };
 * const rest = { method: text, n: 80, smallestN: 40, assumptions: [], warnings: [] };
 * const clear = displayed({ ...effectNumber(2, 0.5, 30), ...rest });
 * assert.equal(judgeEffect(clear, { better: "higher", smallestRelevant: 1 }).verdict, "improved");
 * const wide = displayed({ ...effectNumber(2, 4, 30), ...rest });
 * assert.equal(judgeEffect(wide, { better: "higher", smallestRelevant: 1 }).verdict, "cannot-say");
 * ```
 *
 * @param effect The effect.
 * @param options Which way is good, and how much matters.
 * @returns The verdict with its reason.
 * @throws {WorkspaceError} When the smallest relevant difference is not above 0, or no rule holds.
 */
export function judgeEffect(effect: EffectSummary, options: VerdictOptions): EffectVerdict {
  const { better, smallestRelevant, smallestN = 10, rules = VERDICT_RULES } = options;
  if (!(smallestRelevant > 0) || !Number.isFinite(smallestRelevant)) {
    throw new WorkspaceError({
      what: "The smallest relevant difference is not above 0",
      where: "smallestRelevant",
      mend: "Agree beforehand which difference matters, and give it in the unit of the outcome",
    });
  }
  const blockedBy = [
    ...(Number.isFinite(effect.low) && Number.isFinite(effect.high) ? [] : [NO_INTERVAL]),
    ...(effect.smallestN >= smallestN ? [] : [TOO_SMALL]),
    ...warningsOf(effect, "serious"),
  ];
  const ends = [effect.low ?? 0, effect.high ?? 0].map((end) => end / smallestRelevant);
  const [low = 0, high = 0] = better === "higher" ? ends : ends.map((end) => -end).reverse();
  const rule = rules.find((candidate) =>
    (candidate.blocked === undefined || blockedBy.length > 0) &&
    (candidate.lowAbove === undefined || low > candidate.lowAbove) &&
    (candidate.highBelow === undefined || high < candidate.highBelow)
  );
  if (!rule) {
    throw new WorkspaceError({
      what: "No rule holds",
      where: "rules",
      mend: "End with a rule without conditions",
    });
  }
  const { verdict, reason } = rule;
  return { verdict, words: VERDICT_WORDS[verdict], reason, blockedBy, doubts: warningsOf(effect, "remark") };
}

function warningsOf({ warnings }: EffectSummary, weight: "serious" | "remark"): readonly Label[] {
  return warnings.filter((warning) => warning.weight === weight).map(({ text }) => text);
}
