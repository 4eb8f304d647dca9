/**
 * What every covariance is worked out from.
 *
 * @module
 */
import type { Qr } from "./_qr.ts";

/** What a covariance is worked out from. */
export interface CovarianceInput {
  readonly columns: readonly Float64Array[];
  /** The factor of √W X. */
  readonly qr: Qr;
  /** y − μ. */
  readonly residuals: Float64Array;
  /** dμ/dη. */
  readonly weights: Float64Array;
  /** Spread of the model covariance: 1, or s² for linear models. */
  readonly scale: number;
  /** A cluster number per row; null without clusters. */
  readonly clusters: Int32Array | null;
}
