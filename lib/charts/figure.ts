/**
 * What every figure can be given.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import type { ChartFacts } from "./facts.ts";

/** Which part of the table is drawn. */
export interface DataOptions {
  /** The dimension whose codes are the categories. Default: the first one that is not fixed or a series. */
  readonly category?: string;
  /** The dimension whose codes are the series. Default: the other free one. */
  readonly series?: string;
  /** One code for each dimension that is held fixed, by dimension name. */
  readonly where?: Readonly<Record<string, string>>;
  /** `value` sorts nominal and regional categories from high to low; `given` keeps the table's order. Default `value`. */
  readonly order?: "value" | "given";
}

/** A title: words without numbers of their own, or a function that makes it from the facts of the chart. */
export type TitleOption = Label | ((facts: ChartFacts) => Label);

/** What every figure can be given. */
export interface FigureOptions extends DataOptions {
  /** What the figure does not say: at least one sentence. There is no default, because only the maker knows. */
  readonly notTold: Label;
  /** The finding in at most fifteen words. Default: which category is highest and which lowest. */
  readonly title?: TitleOption;
  /** A slug that is unique in the notebook. Default: the table's id and the form. */
  readonly id?: string;
  /** Measure, group, place and period. Default: made from the table. */
  readonly subtitle?: Label;
  /** How to read the figure. Default: one number worked out. */
  readonly howToRead?: Label;
  /** Questions for the session. Default: what do you see, what surprises you, who is missing. */
  readonly prompts?: readonly Label[];
  /** Codes of categories that are drawn in the accent colour, the others in grey. Default: all alike. */
  readonly highlight?: readonly string[];
}
