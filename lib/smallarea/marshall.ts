/**
 * Empirical Bayes by moments: rates of small areas drawn towards the overall rate.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Numbers, requireAbove, requireCounts, requireLengths, requireReckoned } from "./_check.ts";
import { brief, withSummary } from "../core/summary.ts";

/** Rates of areas, raw and shrunken. */
export interface ShrunkenRates {
  /** The number of areas. */
  readonly n: number;
  /** The overall rate, to which areas are drawn. */
  readonly mean: number;
  /** Variance between areas, 0 when they do not differ more than by chance. */
  readonly variance: number;
  /** The raw rate per area, to show next to the estimate. */
  readonly raw: readonly number[];
  /** The shrunken rate per area. */
  readonly estimate: readonly number[];
  /** What the method takes for granted. */
  readonly assumptions: readonly string[];
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * Marshall's global empirical Bayes: m + (r − m) A / (A + m/x), with m = ΣO/Σx and A the weighted variance of the rates less
 * m/x̄. A below 0 is set to 0: then every area gets m.
 *
 * Equals `spdep::EBest`. No interval: use `poissonGamma` for one. Do not rank shrunken values.
 * Source: Marshall (1991), Applied Statistics 40:283–294.
 *
 * @example The small area is drawn further
 * ```ts
 * import { marshallRates } from "./marshall.ts";
 * import assert from "node:assert/strict";
 *
 * const { raw, estimate } = marshallRates([2, 200, 90], [10, 1000, 1000]);
 * assert.equal(raw[0], raw[1]);
 * assert.ok(estimate[0]! < estimate[1]!);
 * ```
 *
 * @param observed Events per area.
 * @param base Population, or expected events, per area; above 0.
 * @returns The rates, in the order of the areas.
 * @throws {WorkspaceError} With fewer than 2 areas, without events, or with impossible numbers.
 */
export function marshallRates(observed: Numbers, base: Numbers): ShrunkenRates {
  const n = requireLengths({ observed, base }, 2);
  requireCounts("observed", observed);
  requireAbove("base", base);
  let events = 0, total = 0;
  for (let i = 0; i < n; i++) {
    events += observed[i]!;
    total += base[i]!;
  }
  if (events === 0) {
    throw new WorkspaceError({ what: "No events in any area", mend: "There is nothing to smooth" });
  }
  const mean = events / total;
  const raw = Array.from(observed, (count, i) => count / base[i]!);
  const spread = raw.reduce((sum, rate, i) => sum + base[i]! * (rate - mean) ** 2, 0) / total;
  const variance = Math.max(0, spread - mean / (total / n));
  const facts: ShrunkenRates = {
    n,
    mean,
    variance,
    raw,
    estimate: raw.map((rate, i) => mean + (rate - mean) * variance / (variance + mean / base[i]!)),
    assumptions: [
      "Areas are exchangeable: none is known to differ beforehand",
      "Events are independent (Poisson)",
    ],
    warnings: variance === 0
      ? ["Areas do not differ more than by chance: every area gets the overall rate."]
      : [],
  };
  requireReckoned([[mean, variance], facts.raw, facts.estimate]);
  return withSummary(
    facts,
    `Marshall rates of ${n} areas: mean ${brief(mean)}, variance between areas ${brief(variance)}`,
  );
}
