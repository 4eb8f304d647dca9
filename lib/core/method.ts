/**
 * The description of a method of analysis as data: what its page in the site says.
 *
 * Each analysis folder lists its own in `methods.ts`, with an example that the documentation test runs.
 *
 * @module
 */
import type { Label } from "./language.ts";

/** Where a method or a statement about it comes from. */
export interface MethodReference {
  /** The citation: authors (year), title, where. */
  readonly citation: string;
  /** A persistent identifier such as a DOI, without a resolver's host; absent when there is none. */
  readonly doi?: string;
  /** Whether the source was read, or recalled from memory and still to be confirmed. */
  readonly standing: "read" | "recalled";
}

/** A method of analysis in words that a reader of a briefing understands. */
export interface MethodDescription {
  /** A slug that is unique in the project, for example `difference-in-differences`. */
  readonly id: string;
  /** The folder of `lib/` that holds it, for example `effects`. */
  readonly folder: string;
  /** The exported functions that do it, for example `["estimateDid"]`. */
  readonly functions: readonly string[];
  /** The name. */
  readonly name: Label;
  /** Which question it answers, in one or two plain sentences. */
  readonly answers: Label;
  /** The formula in plain text (no LaTeX), with each symbol explained. */
  readonly formula: Label;
  /** What has to hold for the answer to be right. */
  readonly assumptions: readonly Label[];
  /** When it must not be used. */
  readonly notWhen: readonly Label[];
  /** A worked example: TypeScript that runs as it stands, with its answer in an assertion. */
  readonly example: string;
  /** Where it comes from and what its results were checked against. */
  readonly references: readonly MethodReference[];
}
