/**
 * Intervals of area estimates that count in that the variance between areas is not known.
 *
 * @module
 */
import { normalCdf, normalPdf, normalQuantile } from "../core/stats/mod.ts";
import type { AreaMoment, AreaScan } from "./_area_variance.ts";

/** Steps of the integral over ln A; twice as many move no end of an interval by more than 1e-4 of its width. */
const STEPS = 120;
/** A weight under this share of the largest adds nothing. */
const LEAST_WEIGHT = 1e-10;
const MOST_STEPS = 80;

/** One A with its posterior weight. */
interface Slice extends AreaMoment {
  readonly weight: number;
}

/** The ends of an interval. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/**
 * Quantiles of θ_i over the posterior of A with a flat prior: p(A | y) ∝ REML likelihood; given A, θ_i is normal around its
 * best prediction with variance g₁ + g₂. The integral over A is a sum over a grid.
 */
export function posteriorEnds(scan: AreaScan, areas: number, level: number): readonly Ends[] {
  const slices = slicesOf(scan), tail = (1 - level) / 2;
  return Array.from({ length: areas }, (_, area) => {
    const parts = slices.map(({ weight, estimate, variance }) => ({
      weight,
      centre: estimate[area]!,
      spread: Math.sqrt(variance[area]!),
    }));
    return { low: quantileOf(parts, tail), high: quantileOf(parts, 1 - tail) };
  });
}

function slicesOf({ least, most, momentAt, likelihood }: AreaScan): readonly Slice[] {
  const step = Math.log(most / least) / STEPS;
  const grid = Array.from({ length: STEPS + 1 }, (_, at) => least * Math.exp(at * step));
  // dA = A d ln A; what lies under the first A counts at 0.
  const points = [{ a: 0, width: least }, ...grid.map((a) => ({ a, width: a * step }))];
  const logs = points.map(({ a, width }) => likelihood(a) / 2 + Math.log(width));
  const top = Math.max(...logs), weights = logs.map((log) => Math.exp(log - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return points.flatMap(({ a }, at) =>
    weights[at]! < LEAST_WEIGHT ? [] : [{ ...momentAt(a), weight: weights[at]! / total }]
  );
}

interface Part {
  readonly weight: number;
  readonly centre: number;
  readonly spread: number;
}

/** A quantile of a mixture of normal distributions: Newton's method, held between ends that close in. */
function quantileOf(parts: readonly Part[], p: number): number {
  const z = normalQuantile(p), own = parts.map(({ centre, spread }) => centre + z * spread);
  let low = Math.min(...own),
    high = Math.max(...own),
    x = parts.reduce((s, { weight }, i) => s + weight * own[i]!, 0);
  for (let step = 0; step < MOST_STEPS && low < high; step++) {
    let below = 0, density = 0;
    for (const { weight, centre, spread } of parts) {
      const at = (x - centre) / spread;
      below += weight * normalCdf(at);
      density += weight * normalPdf(at) / spread;
    }
    if (below > p) high = x;
    else low = x;
    const next = x - (below - p) / density;
    const moved = next > low && next < high ? next : low + (high - low) / 2;
    if (Math.abs(moved - x) <= 1e-12 * (high - low + Math.abs(x))) return moved;
    x = moved;
  }
  return x;
}
