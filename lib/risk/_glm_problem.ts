/**
 * What iteratively reweighted least squares fits.
 *
 * @module
 */
import type { Family } from "./_family.ts";

/** What is fitted. */
export interface GlmProblem {
  readonly columns: readonly Float64Array[];
  readonly names: readonly string[];
  readonly y: Float64Array;
  readonly family: Family;
  /** Added to the linear predictor: zero, or the log of person-time. */
  readonly offset: Float64Array;
  /** The outcome, for messages. */
  readonly outcome: string;
}
