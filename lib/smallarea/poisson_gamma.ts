/**
 * Empirical Bayes by the Poisson–gamma model: relative risks of small areas with intervals.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { gammaQuantile, logGamma } from "../core/stats/mod.ts";
import {
  levelOf,
  meanOf,
  type Numbers,
  requireAbove,
  requireCounts,
  requireLengths,
  requireReckoned,
} from "./_check.ts";
import { fitLikelihood, fitMoments, type GammaPrior, logLikelihood } from "./_gamma_prior.ts";
import { brief, withSummary } from "../core/summary.ts";

/** Options of {@linkcode poissonGamma}. */
export interface PoissonGammaOptions {
  /** `maximum-likelihood` (unless told) or the moment iteration of `clayton-kaldor`. */
  readonly method?: "maximum-likelihood" | "clayton-kaldor";
  /** The level of the credible intervals; 0.95 unless told. */
  readonly level?: number;
}

/** Relative risks, raw and shrunken, by area. */
export interface PoissonGamma {
  /** The number of areas. */
  readonly n: number;
  /** Shape ν of the gamma distribution of risks; Infinity when areas do not differ. */
  readonly shape: number;
  /** Rate α of it; the mean risk is ν/α. Infinity when areas do not differ. */
  readonly rate: number;
  /** The mean risk ν/α. */
  readonly mean: number;
  /** Log likelihood of the negative binomial margins. */
  readonly logLikelihood: number;
  /** Observed / expected per area, to show next to the estimate. */
  readonly raw: readonly number[];
  /** (O + ν) / (E + α) per area. */
  readonly estimate: readonly number[];
  /** Lower end of the credible interval per area. */
  readonly low: readonly number[];
  /** Upper end of the credible interval per area. */
  readonly high: readonly number[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Risks θ ~ Gamma(ν, α), events O ~ Poisson(θE): the posterior of an area is Gamma(O + ν, E + α). ν and α are fitted by
 * maximum likelihood (bisection on the profile of ν), or by the moment iteration of Clayton and Kaldor.
 *
 * When areas differ no more than by chance the likelihood has no maximum: every area gets the overall ratio, intervals
 * have no width, and a warning says so. Intervals take ν and α as known, so they are too narrow with few areas.
 * Source: Clayton and Kaldor (1987), Biometrics 43:671–681; equals `SpatialEpi::eBayes`, `DCluster::empbaysmooth`.
 *
 * @example Shrunken towards the mean
 * ```ts
 * import { poissonGamma } from "./poisson_gamma.ts";
 * import assert from "node:assert/strict";
 *
 * const fit = poissonGamma([9, 39, 2, 0, 15], [1.4, 8.7, 6, 4.2, 14]);
 * assert.ok(fit.estimate[0]! < fit.raw[0]!);
 * assert.ok(fit.estimate[3]! > 0);
 * ```
 *
 * @param observed Events per area.
 * @param expected Expected events per area, above 0, all from the same standard.
 * @param options Method and level.
 * @returns The risks, in the order of the areas.
 * @throws {WorkspaceError} With fewer than 3 areas, without events, with impossible numbers, or when it does not converge.
 */
export function poissonGamma(
  observed: Numbers,
  expected: Numbers,
  options: PoissonGammaOptions = {},
): PoissonGamma {
  const n = requireLengths({ observed, expected }, 3);
  requireCounts("observed", observed);
  requireAbove("expected", expected);
  if (meanOf(observed) === 0) {
    throw new WorkspaceError({ what: "No events in any area", mend: "There is nothing to smooth" });
  }
  const tail = (1 - levelOf(options.level)) / 2;
  const fit = options.method === "clayton-kaldor" ? fitMoments : fitLikelihood;
  const prior = fit(observed, expected);
  const raw = Array.from(observed, (count, i) => count / expected[i]!);
  const common = { n, raw, assumptions: ASSUMPTIONS };
  if (prior === null) return allAlike(observed, expected, common);
  const quantile = (p: number) =>
    raw.map((_, i) => gammaQuantile(p, observed[i]! + prior.shape, expected[i]! + prior.rate));
  const facts: PoissonGamma = {
    ...common,
    ...prior,
    mean: prior.shape / prior.rate,
    logLikelihood: logLikelihood(observed, expected, prior),
    estimate: raw.map((_, i) => (observed[i]! + prior.shape) / (expected[i]! + prior.rate)),
    low: quantile(tail),
    high: quantile(1 - tail),
    warnings: n < FEW_AREAS ? [`Fewer than ${FEW_AREAS} areas: the intervals are too narrow.`] : [],
  };
  requireReckoned([[prior.shape, prior.rate, facts.mean, facts.logLikelihood], raw, facts.estimate]);
  requireReckoned([facts.low, facts.high]);
  return withSummary(facts, summaryOf(n, prior, facts.mean));
}

/** Below this many areas the uncertainty of ν and α cannot be left out. Source: Morris (1983), JASA 78:47–55. */
const FEW_AREAS = 20;

const ASSUMPTIONS: readonly string[] = [
  "Areas are exchangeable: none is known to differ beforehand",
  "Risks follow a gamma distribution, and events are independent (Poisson)",
];

function allAlike(
  observed: Numbers,
  expected: Numbers,
  common: Pick<PoissonGamma, "n" | "raw" | "assumptions">,
): PoissonGamma {
  const mean = meanOf(observed) / meanOf(expected);
  const same = common.raw.map(() => mean);
  const likelihood = same.reduce((sum, risk, i) => {
    const events = risk * expected[i]!;
    return sum + observed[i]! * Math.log(events) - events - logGamma(observed[i]! + 1);
  }, 0);
  const facts: PoissonGamma = {
    ...common,
    shape: Infinity,
    rate: Infinity,
    mean,
    logLikelihood: likelihood,
    estimate: same,
    low: same,
    high: same,
    warnings: [
      "Areas do not differ more than by chance: every area gets the overall ratio, without an interval.",
    ],
  };
  requireReckoned([[mean, likelihood], common.raw]);
  return withSummary(facts, summaryOf(common.n, null, mean));
}

function summaryOf(n: number, prior: GammaPrior | null, mean: number): string {
  const spread = prior
    ? `shape ${brief(prior.shape)}, rate ${brief(prior.rate)}`
    : "no difference between areas";
  return `Poisson–gamma risks of ${n} areas: mean ${brief(mean)}, ${spread}`;
}
