/**
 * Facts of a chart from which its title is made, so that a title is true to the data.
 *
 * @module
 */
import type { Measure } from "../core/aggregate.ts";
import type { Label } from "../core/language.ts";

/** One shown number of a chart. */
export interface Fact {
  /** What it is about: the category, with the series when there is one; several joined when they are equal, of more than three the rest counted. */
  readonly label: Label;
  /** The category alone, as the table names it; several joined as in `label`. */
  readonly category: Label;
  /** The series alone, as the table names it; empty when there is none. */
  readonly series: Label;
  /** The released value. */
  readonly value: number;
  /** The value as text with its unit, for example `12,4%`. */
  readonly text: Label;
  /** "12 van de 100" for a share; the text otherwise. */
  readonly natural: Label;
}

/** What a title may say. Every number in it is released. */
export interface ChartFacts {
  /** The measure. */
  readonly measure: Measure;
  /** The period in words. */
  readonly period: Label;
  /** The highest shown number. */
  readonly highest: Fact;
  /** The lowest shown number. */
  readonly lowest: Fact;
  /** The first shown number in drawing order. */
  readonly first: Fact;
  /** The last shown number in drawing order. */
  readonly last: Fact;
  /** How many numbers are shown. */
  readonly shown: number;
  /** How many numbers are hidden or missing. */
  readonly hidden: number;
  /** Gives the number of a category, and of a series when there is one. */
  of(category: string, series?: string): Fact;
  /** How many times as large: `3 keer`, `2,5 times`. */
  times(larger: Fact, smaller: Fact): Label;
}
