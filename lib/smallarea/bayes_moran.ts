/**
 * Moran's I of rates when areas differ in size.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Numbers, requireAbove, requireCounts, requireLengths } from "./_check.ts";
import type { PatternOptions, SpatialPattern } from "./_spatial.ts";
import { moran } from "./moran.ts";
import type { SpatialWeights } from "./weights.ts";

/**
 * Moran's I of (r − b)/√v, with r = O/x, b = ΣO/Σx, v = a + b/x and a the variance between areas by moments (b/x where a + b/x
 * would not be above 0).
 *
 * Rates of small areas vary by chance alone; plain Moran takes that for pattern, or misses pattern under it. Go by the permutation
 * p-value. Equals `spdep::EBImoran.mc`. Source: Assunção and Reis (1999), Statistics in Medicine 18:2147–2162.
 *
 * @example High next to high
 * ```ts
 * import { bayesMoran } from "./bayes_moran.ts";
 * import { neighbourWeights } from "./weights.ts";
 * import assert from "node:assert/strict";
 *
 * const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]);
 * const found = bayesMoran([40, 9, 35, 12, 20, 2], [400, 100, 400, 300, 600, 80], line);
 * assert.ok(found.estimate > 0.3);
 * ```
 *
 * @param observed Events per area.
 * @param base Population, or expected events, per area; above 0.
 * @param weights The neighbours.
 * @param options Alternative, permutations and variance.
 * @returns The statistic with its tests.
 * @throws {WorkspaceError} With fewer than 4 areas, without events, when all rates are the same, or with impossible numbers.
 */
export function bayesMoran(
  observed: Numbers,
  base: Numbers,
  weights: SpatialWeights,
  options: PatternOptions = {},
): SpatialPattern {
  const n = requireLengths({ observed, base }, 4);
  requireCounts("observed", observed);
  requireAbove("base", base);
  let events = 0, total = 0;
  for (let i = 0; i < n; i++) {
    events += observed[i]!;
    total += base[i]!;
  }
  if (events === 0) throw new WorkspaceError({ what: "No events in any area", where: "observed" });
  const overall = events / total;
  const gaps = Float64Array.from(observed, (count, i) => count / base[i]! - overall);
  const spread = gaps.reduce((sum, gap, i) => sum + base[i]! * gap * gap, 0) / total;
  const between = spread - overall / (total / n);
  const values = gaps.map((gap, i) => {
    const chance = overall / base[i]!;
    return gap / Math.sqrt(between + chance > 0 ? between + chance : chance);
  });
  return moran(values, weights, { ...options, seedName: options.seedName ?? "smallarea/bayes-moran" });
}
