/** The point of a polytope that is nearest to zero: weights above 0 that sum to 1 (Wolfe 1976). @module */
import { Matrix, QrDecomposition } from "ml-matrix";

/** A weight below this is none. */
const NO_WEIGHT = 1e-13;
/** Each step lowers the distance, and corrals never return; so many steps mean rounding. */
const MOST_STEPS = 10_000;

/**
 * Weights w ≥ 0, Σw = 1, with the least |Σ w p|².
 *
 * Wolfe's algorithm ends after finitely many steps with the exact answer. With more points than dimensions around zero
 * several answers are equally good; then it gives one with few weights above 0.
 * Source: Wolfe (1976), Mathematical Programming 11, 128–149.
 *
 * @param points The points, of one length.
 * @returns A weight for each point.
 */
export function nearestToZero(points: readonly Float64Array[]): Float64Array {
  const lengths = points.map((point) => dot(point, point));
  const scale = Math.max(...lengths);
  let corral = [lengths.indexOf(Math.min(...lengths))], weights = [1];
  for (let step = 0; step < MOST_STEPS; step++) {
    const at = combine(points, corral, weights);
    const sides = points.map((point) => dot(point, at));
    const next = sides.indexOf(Math.min(...sides));
    if (sides[next]! > dot(at, at) - 1e-14 * scale || corral.includes(next)) break;
    const grown = descend(points, [...corral, next], [...weights, 0]);
    if (grown === null) break;
    ({ corral, weights } = grown);
  }
  const result = new Float64Array(points.length);
  corral.forEach((point, place) => result[point] = weights[place]!);
  return result;
}

interface Corral {
  readonly corral: number[];
  readonly weights: number[];
}

/** Goes to the nearest point of the affine hull, dropping points whose weight would become negative. */
function descend(points: readonly Float64Array[], from: number[], start: number[]): Corral | null {
  let corral = from, weights = start;
  for (;;) {
    const target = affineNearest(points, corral);
    if (target === null) return null;
    if (target.every((weight) => weight > NO_WEIGHT)) return { corral, weights: target };
    let reach = 1;
    target.forEach((weight, i) => {
      if (weight <= NO_WEIGHT) reach = Math.min(reach, weights[i]! / (weights[i]! - weight));
    });
    const moved = weights.map((weight, i) => weight + reach * (target[i]! - weight));
    const least = Math.min(...moved);
    const kept = moved.map((weight) => weight > Math.max(NO_WEIGHT, least));
    corral = corral.filter((_, i) => kept[i]);
    weights = moved.filter((_, i) => kept[i]);
    if (corral.length === 0) return null;
    const sum = weights.reduce((a, b) => a + b, 0);
    weights = weights.map((weight) => weight / sum);
  }
}

/** The weights (of any sign, with sum 1) of the nearest point of the affine hull; null when points are dependent. */
function affineNearest(points: readonly Float64Array[], corral: readonly number[]): number[] | null {
  const base = points[corral[0]!]!, rest = corral.slice(1);
  if (rest.length === 0) return [1];
  if (rest.length > base.length) return null;
  const edges = new Matrix(base.length, rest.length);
  rest.forEach((point, j) => points[point]!.forEach((value, i) => edges.set(i, j, value - base[i]!)));
  const qr = new QrDecomposition(edges), upper = qr.upperTriangularMatrix;
  const size = Math.max(...upper.diagonal().map(Math.abs));
  if (!upper.diagonal().every((value) => Math.abs(value) > 1e-11 * size)) return null;
  const steps = qr.solve(Matrix.columnVector(Array.from(base, (value) => -value))).getColumn(0);
  return [1 - steps.reduce((a, b) => a + b, 0), ...steps];
}

function combine(points: readonly Float64Array[], corral: readonly number[], weights: readonly number[]) {
  const sum = new Float64Array(points[0]!.length);
  corral.forEach((point, place) => points[point]!.forEach((value, i) => sum[i]! += weights[place]! * value));
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
