/**
 * An indicator is data: what is counted, over whom, in which words, from which source.
 *
 * @module
 */
import type { Entity, IntervalMethod, Label } from "../core/mod.ts";

/** How certain a published reference value is. V seen; H, M, L recalled with high, medium, low certainty. */
export type Certainty = "V" | "H" | "M" | "L";

/** A published figure to compare with. */
export interface ReferenceValue {
  /** The value as a share, mean or sum, before `per`. */
  readonly value: number;
  /** The year. */
  readonly year: string;
  /** How certain it is. Readers see a value only when it is V or H. */
  readonly certainty: Certainty;
  /** Where it was published. */
  readonly source: string;
}

/** What a row of the analysis file is. */
export type UnitOfRow =
  | "child"
  | "person"
  | "household"
  | "birth"
  | "area"
  | "respondent"
  | "pupil"
  | "signal";

/** The definition of an indicator. */
export interface IndicatorDefinition {
  /** The id, for example `JZG06`. */
  readonly id: string;
  /** A slug for table and column names, for example `uithuisplaatsing`. */
  readonly slug: string;
  /** What readers see. */
  readonly label: Label;
  /** The unit in words. */
  readonly unit: Label;
  /** How it is defined, with what is left out. */
  readonly definition: Label;
  /** The theme. */
  readonly theme: string;
  /** What a row of the analysis file is. */
  readonly rows: UnitOfRow;
  /** Whom minimum counts are about. */
  readonly entity: Entity;
  /**
   * What the value is, and with it which 95 % interval `computeIndicators` gives.
   *
   * - `share`: Wilson. - `rate`, a number of events per summed exposure: exact Poisson (Garwood); it takes events as
   *   independent. - `mean`: Student's t over the rows of the base. - `ratio` of two sums: the delta method with t over
   *   the rows. Both take rows as independent; none exists below two rows or when all rows are the same. - `count` and
   *   `sum`: none.
   */
  readonly kind: "count" | "share" | "rate" | "mean" | "sum" | "ratio";
  /** The factor with which the value is shown. */
  readonly per: 1 | 100 | 1000 | 10000 | 100000;
  /** Decimals after multiplication with `per`. */
  readonly decimals: number;
  /** Which rows are in the base: a predicate of the portable SQL subset. */
  readonly base: string;
  /** What is counted (a predicate) or summed (a number) over the base. */
  readonly numerator: string;
  /** A number that is summed as denominator; the number of rows of the base when absent. */
  readonly denominator?: string;
  /** Whether a high value is a risk, protects, or only tells the context. */
  readonly direction: "risk" | "protective" | "context";
  /** The smallest areas for which it may be published. */
  readonly smallestLevel: "buurt" | "wijk" | "gemeente" | "region";
  /** What to keep in mind. */
  readonly caveat: Label;
  /** The years in which the series breaks: the first year of the new definition. */
  readonly breaks: readonly number[];
  /** StatLine tables that hold it, by identifier. */
  readonly statlineTables?: readonly string[];
  /** Microdata files from which it is computed, by name. */
  readonly microdata?: readonly string[];
  /** How certain it is that those tables and files hold it. */
  readonly sourceCertainty?: Certainty;
  /** A published figure. */
  readonly reference?: ReferenceValue;
}

/**
 * Gives how the 95 % interval of an indicator is made; see {@linkcode IndicatorDefinition.kind} for what it takes for
 * granted.
 *
 * @example A mean
 * ```ts
 * import { intervalMethodOf } from "./definition.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(intervalMethodOf({ kind: "mean" }), "student-t");
 * assert.equal(intervalMethodOf({ kind: "count" }), null);
 * ```
 *
 * @param indicator The definition.
 * @returns The method; null when the kind has no interval.
 */
export function intervalMethodOf(
  indicator: Pick<IndicatorDefinition, "kind" | "denominator">,
): IntervalMethod | null {
  switch (indicator.kind) {
    case "share":
      return "wilson";
    case "rate":
      return "poisson-exact";
    case "mean":
    case "ratio":
      return indicator.denominator === undefined ? "student-t" : "delta-t";
    default:
      return null;
  }
}
