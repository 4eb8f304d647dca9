/**
 * What every covariance is worked out from.
 *
 * @module
 */
import type { Triangle } from "./_qr.ts";

/** What a covariance is worked out from. */
export interface CovarianceInput {
  readonly columns: readonly Float64Array[];
  /** The factor of √W X. */
  readonly qr: Triangle;
  /** ∂ℓ/∂η by row: y − μ with a canonical link. */
  readonly residuals: Float64Array;
  /** Expected −∂²ℓ/∂η² by row: dμ/dη with a canonical link. */
  readonly weights: Float64Array;
  /** Variance of the outcome by row in the working model; null when it is the same everywhere. */
  readonly variances: Float64Array | null;
  /** Spread of the model covariance: 1, or s² for linear models. */
  readonly scale: number;
  /** A cluster number per row; null without clusters. */
  readonly clusters: Int32Array | null;
}
