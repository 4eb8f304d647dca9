/**
 * Named rules for unknown answers. There is no default: the choice moves results by several points.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";

/** What to do with respondents for whom a category is unknown. */
export type MissingRule =
  | {
    /** Any unknown category gives no score. Used by MMWR 2019 and 2023. */
    readonly kind: "complete";
  }
  | {
    /** Unknown counts as not exposed, a lower bound; nothing answered gives no score. Used by the ACE Study. */
    readonly kind: "asNo";
  }
  | {
    /** The sum of what is known, if at most `most` categories are unknown. */
    readonly kind: "maxMissing";
    readonly most: number;
  }
  | {
    /** Exposed / known × all, if at least `least` categories are known. A real number, not rounded. */
    readonly kind: "prorate";
    readonly least: number;
  }
  | {
    /** No score where something is unknown, but a lower and an upper bound. */
    readonly kind: "bounds";
  }
  | {
    /** As `bounds`, and a group where both bounds fall into one: "at least 4" stays known. */
    readonly kind: "boundedGroup";
  }
  | {
    /** Answers were imputed elsewhere; anything still unknown is an error. Pool with `poolRubin`. */
    readonly kind: "imputed";
    readonly method: string;
  };

/**
 * The name of a missing rule with its number, as it stands in results.
 *
 * @example Name and number
 * ```ts
 * import { missingRuleId } from "./missing_rule.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(missingRuleId({ kind: "maxMissing", most: 1 }), "maxMissing(1)");
 * ```
 *
 * @param rule The rule.
 * @returns Its id.
 */
export function missingRuleId(rule: MissingRule): string {
  if (rule.kind === "maxMissing") return `maxMissing(${rule.most})`;
  if (rule.kind === "prorate") return `prorate(${rule.least})`;
  if (rule.kind === "imputed") return `imputed(${rule.method})`;
  return rule.kind;
}

/** Throws unless the number of a rule is a whole number that makes sense for the count of categories. */
export function checkMissingRule(rule: MissingRule, categories: number): void {
  const number = rule.kind === "maxMissing" ? rule.most : rule.kind === "prorate" ? rule.least : 1;
  const least = rule.kind === "prorate" ? 1 : 0;
  if (Number.isInteger(number) && number >= least && number <= categories) return;
  throw new WorkspaceError({
    what: `The missing rule ${missingRuleId(rule)} does not fit ${categories} categories`,
    where: "missing",
    mend: `Give a whole number from ${least} to ${categories}`,
  });
}

/** What one count of known exposures and unknown categories becomes. NaN is "no score". */
export type ScoreOf = (exposed: number, unknown: number) => number;

/** The arithmetic of a missing rule for a count over `total` categories. */
export function scoreFunction(rule: MissingRule, total: number): ScoreOf {
  switch (rule.kind) {
    case "asNo":
      return (exposed, unknown) => unknown === total ? NaN : exposed;
    case "maxMissing":
      // All unknown is never a score, whatever number is allowed.
      return (exposed, unknown) => unknown <= rule.most && unknown < total ? exposed : NaN;
    case "prorate":
      return (exposed, unknown) => {
        const known = total - unknown;
        return known >= rule.least ? unknown === 0 ? exposed : (exposed / known) * total : NaN;
      };
    default:
      return (exposed, unknown) => unknown === 0 ? exposed : NaN;
  }
}
