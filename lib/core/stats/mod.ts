/**
 * Distribution functions and intervals, accurate to about 1e-14, for all analysis folders.
 *
 * Own code, because every npm candidate has a measurable hole (see README): tested against 302 values of R.
 *
 * @module
 */
export { logGamma } from "./log_gamma.ts";
export { incompleteGamma, type Tails } from "./incomplete_gamma.ts";
export { incompleteBeta } from "./incomplete_beta.ts";
export { normalCdf, normalPdf, normalQuantile } from "./normal.ts";
export { studentTCdf, studentTPdf, studentTQuantile } from "./student_t.ts";
export { noncentralTCdf } from "./noncentral_t.ts";
export { chiSquaredCdf, chiSquaredPdf, chiSquaredQuantile } from "./chi_squared.ts";
export { gammaCdf, gammaPdf, gammaQuantile } from "./gamma.ts";
export { betaCdf, betaPdf, betaQuantile } from "./beta.ts";
export { fCdf, fPdf, fQuantile } from "./f.ts";
export { binomialCdf, binomialPmf, binomialQuantile } from "./binomial.ts";
export { poissonCdf, poissonPmf, poissonQuantile } from "./poisson.ts";
export {
  clopperPearsonInterval,
  type DesignIntervalOptions,
  type Interval,
  type IntervalOptions,
  kornGraubardInterval,
  type KornGraubardOptions,
  logitCountInterval,
  logitInterval,
  wilsonInterval,
} from "./proportion_intervals.ts";
export {
  type SobolGroup,
  type SobolIndices,
  sobolIndices,
  type SobolProblem,
  type SobolShare,
} from "./sobol_indices.ts";
export { fisherExactP, newcombeInterval, type Share } from "./two_shares.ts";
export { adjustP, type PAdjustment } from "./adjust_p.ts";
