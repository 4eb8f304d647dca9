/**
 * Aggregates before protection: what analysis hands to disclosure control. They still hold numbers that may
 * point at a family, so they show their shape only and nothing but `protect` takes them further.
 *
 * @module
 */
import type { Label } from "./language.ts";
import type { SourceRef } from "./provenance.ts";

/** The unit on which minimum counts are judged. */
export type Entity = "person" | "household" | "family" | "organisation" | "area";

/**
 * What a cell's value is. A `share` and a `rate` have a numerator and a denominator. A `ratio` with a numerator divides
 * amounts that are added up over units; one without compares two figures (an index number, a relative risk), and is judged
 * by its `n`: the smallest count behind it.
 */
export type MeasureKind = "count" | "share" | "rate" | "mean" | "sum" | "ratio" | "estimate";

/**
 * How the 95 % interval of a value was made. `wilson`: the score interval of a share. `poisson-exact`: Garwood's exact
 * interval of a rate of counts. `student-t`: of a mean. `delta-t`: of a ratio of sums, by the delta method.
 */
export type IntervalMethod = "wilson" | "poisson-exact" | "student-t" | "delta-t";

/** The measure of a table: one measure a table, so that a cell is a number and not a record. */
export interface Measure {
  /** A stable slug, for example `uithuisplaatsing-aandeel`. */
  readonly id: string;
  /** What readers see. */
  readonly label: Label;
  /** The unit in words, for example `% van de kinderen`. */
  readonly unit: Label;
  /** What a cell's value is. */
  readonly kind: MeasureKind;
  /** Values of a share are from 0 to 1 and shown times `per`: 100 for percentages, 1,000 for rates. 1 otherwise. */
  readonly per: 1 | 100 | 1000 | 10000 | 100000;
  /** Decimals with which the value is released, after multiplication with `per`. */
  readonly decimals: number;
  /** How the measure is defined: numerator, denominator, exclusions. */
  readonly definition: Label;
  /**
   * The least and the most that one unit can contribute to a sum, mean or numerator of a ratio, where that is certain
   * beforehand: 1 and 5 for an answer on a scale, 0 and 100 for a score. In the unit of `value` before `per`; from 0.
   * Disclosure control then judges dominance by the worst that the bounds leave possible. Without bounds every cell of a
   * sum or mean, and every ratio with a numerator, has to give its `largest` contributions, or it is hidden. Default none.
   */
  readonly bounds?: { readonly minimum: number; readonly maximum: number };
  /**
   * Of a percentile of single units its rank, from 0 to 100: 50 for a median, 0 and 100 for the smallest and the largest
   * value. Disclosure control then asks for enough units on each side, and refuses 0 and 100. Default: no percentile.
   */
  readonly percentile?: number;
  /** How the intervals of the cells were made; absent when the cells have none, or when their maker does not say. */
  readonly interval?: IntervalMethod;
}

/** One code of a dimension. */
export interface DimensionCode {
  /** The code, for example `WK990101`, `2023` or `0`. */
  readonly code: string;
  /** What readers see. */
  readonly label: Label;
  /**
   * The code of the same dimension that this one adds up into; absent at the top. Of a dimension with overlapping codes:
   * the code that contains this one, as `1 of meer` contains `2 of meer`.
   */
  readonly parent?: string;
}

/** A dimension of a table. */
export interface Dimension {
  /** The name, for example `wijk`. */
  readonly name: string;
  /** What readers see. */
  readonly label: Label;
  /** What kind of thing the codes are. `ordinal` codes keep their order in charts. */
  readonly kind: "region" | "period" | "ordinal" | "nominal";
  /** The codes, in the order in which they are shown. */
  readonly codes: readonly DimensionCode[];
  /**
   * Whether an entity has one code, or can have several, as kinds of experiences have. Codes that overlap add up to
   * nothing: disclosure control takes each for a question of its own that every entity answers with yes or no, and holds
   * it against everybody of the other tables. Default `exclusive`.
   */
  readonly membership?: "exclusive" | "overlapping";
}

/** One cell of an aggregate table. */
export interface AggregateCell {
  /** One code per dimension, in the order of the dimensions. */
  readonly codes: readonly string[];
  /** Unweighted number of entities behind the cell. A whole number. */
  readonly n: number;
  /** The counted or summed part, unweighted for counts; null when the measure has none. */
  readonly numerator: number | null;
  /** The base; null when the measure has none. */
  readonly denominator: number | null;
  /** The value, before `per`; null when it does not exist (an empty base). */
  readonly value: number | null;
  /** Lower end of the 95 % interval, before `per`; null when none is computed. */
  readonly low: number | null;
  /** Upper end of the 95 % interval, before `per`; null when none is computed. */
  readonly high: number | null;
  /**
   * The largest absolute contributions of single entities, descending, for sums, means and ratios of amounts: three are
   * enough for the usual rules. Where only the spread is known, what they can be at most. Of a ratio: to its numerator.
   */
  readonly largest?: readonly number[];
  /** The same for the denominator of a ratio, where that is an amount too and no count of `n`. */
  readonly largestOfDenominator?: readonly number[];
}

/** The model behind a table of estimates, as disclosure rules see it. */
export interface ModelFit {
  /** Unweighted number of entities. */
  readonly n: number;
  /** Residual degrees of freedom. */
  readonly residualDof: number;
  /** The share of variance explained, 0 to 1; null when the model has none. */
  readonly rSquared: number | null;
  /** Whether the intercept (or one other coefficient) is among what is released. */
  readonly intercept: "released" | "withheld";
  /** Whether at least one regressor is continuous; without any the model is a table in disguise. */
  readonly regressors: "some-continuous" | "all-categorical";
}

/** A table of aggregates that has not been protected yet. */
export interface AggregateTable {
  /** A slug that is unique within the notebook. */
  readonly id: string;
  /** What the table shows. */
  readonly title: Label;
  /** The measure of every cell. */
  readonly measure: Measure;
  /** Whom or what the minimum counts are about. */
  readonly entity: Entity;
  /** Who is in: selection and filters, in words. */
  readonly population: Label;
  /** The period in words, for example `2023`. */
  readonly period: Label;
  /** The dimensions; a cell has one code for each. */
  readonly dimensions: readonly Dimension[];
  /** The cells. A combination of codes occurs at most once; an absent one was not observed. */
  readonly cells: readonly AggregateCell[];
  /** The datasets behind it. */
  readonly sources: readonly SourceRef[];
  /** For estimates of a model: `protect` judges it, and hides all cells when it breaks a rule. Default none. */
  readonly model?: ModelFit;
}
