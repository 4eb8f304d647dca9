/** How likely each autocorrelation is after the data, and what least squares with it gives: Zellner and Tiao (1964). @module */
import { choleskyOf, inverseOf } from "./_symmetric.ts";

/** One autocorrelation with its weight and the line that belongs to it. */
export interface Node {
  readonly rho: number;
  /** The share of belief; all weights sum to 1. */
  readonly weight: number;
  /** Change of the coefficients from least squares, in the basis. */
  readonly shift: readonly number[];
  /** Covariance of the coefficients in the basis, with s² in it, in rows. */
  readonly covariance: Float64Array;
}

/** Nodes on the angle asin ρ: at least so many. */
const NODES = 120;
/** The spread of the angle is 1/√T, so this many a unit of √T puts several nodes within it. */
const NODES_PER_ROOT = 8;

/**
 * Weighs autocorrelations by the restricted likelihood times Jeffreys' prior 1/√(1−ρ²), which is even on the angle asin ρ.
 *
 * The precision of AR(1) errors is I + ρ²C − ρB with two fixed matrices, so that sums over time are made once.
 *
 * @param basis Orthonormal columns that span the model.
 * @param residuals What least squares leaves.
 */
export function weighAutocorrelations(
  basis: readonly Float64Array[],
  residuals: Float64Array,
): readonly Node[] {
  const size = basis.length, time = residuals.length, free = time - size;
  const parts = partsOf([...basis, residuals]);
  const count = Math.max(NODES, Math.ceil(NODES_PER_ROOT * Math.sqrt(time)));
  const nodes = Array.from({ length: count }, (_, k) => {
    const rho = Math.sin(Math.PI * ((k + 0.5) / count - 0.5));
    return nodeAt(parts, rho, size, free);
  }).filter((node) => node !== null);
  const top = Math.max(...nodes.map(({ log }) => log));
  const weights = nodes.map(({ log }) => Math.exp(log - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return nodes.map(({ rho, shift, covariance }, k) => ({
    rho,
    shift,
    covariance,
    weight: weights[k]! / total,
  }));
}

/** The restricted log likelihood of an autocorrelation, up to a constant, and its slope; −Infinity where it cannot be had. */
export function restrictedLikelihood(
  basis: readonly Float64Array[],
  residuals: Float64Array,
): { readonly value: (rho: number) => number; readonly slope: (rho: number) => number } {
  const parts = partsOf([...basis, residuals]), size = basis.length, free = residuals.length - size;
  return {
    value: (rho) => nodeAt(parts, rho, size, free)?.log ?? -Infinity,
    slope: (rho) => slopeAt(parts, rho, size, free),
  };
}

/** −ρ/(1−ρ²) − tr S⁻¹S′/2 − free·(r′Ω′r)/(2 r′Ωr), with S = X′ΩX and r what is left at its best line. */
function slopeAt(parts: Parts, rho: number, size: number, free: number): number {
  const [, beside, inner] = parts, node = nodeAt(parts, rho, size, free);
  if (node === null) return NaN;
  const wide = size + 1, last = [...node.shift.map((value) => -value), 1];
  const change = (j: number, k: number) => 2 * rho * inner[j * wide + k]! - beside[j * wide + k]!;
  let trace = 0, quadratic = 0;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) trace += node.inverse[j * size + k]! * change(j, k);
  }
  last.forEach((a, j) => last.forEach((b, k) => quadratic += a * b * change(j, k)));
  return -rho / (1 - rho * rho) - trace / 2 - free * quadratic / (2 * node.rest);
}

/** Z′Z, Z′BZ and Z′CZ in rows. */
type Parts = readonly [Float64Array, Float64Array, Float64Array];

function partsOf(columns: readonly Float64Array[]): Parts {
  const size = columns.length, last = columns[0]!.length - 1;
  const [plain, beside, inner] = [0, 1, 2].map(() => new Float64Array(size * size)) as unknown as Parts;
  columns.forEach((a, j) =>
    columns.forEach((b, k) => {
      let all = 0, near = 0;
      for (let t = 0; t <= last; t++) all += a[t]! * b[t]!;
      for (let t = 1; t <= last; t++) near += a[t]! * b[t - 1]! + a[t - 1]! * b[t]!;
      plain[j * size + k] = all;
      beside[j * size + k] = near;
      inner[j * size + k] = all - a[0]! * b[0]! - a[last]! * b[last]!;
    })
  );
  return [plain, beside, inner];
}

function nodeAt([plain, beside, inner]: Parts, rho: number, size: number, free: number) {
  const wide = size + 1, square = new Float64Array(size * size), cross = new Float64Array(size);
  const at = (place: number) => plain[place]! + rho * rho * inner[place]! - rho * beside[place]!;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) square[j * size + k] = at(j * wide + k);
    cross[j] = at(j * wide + size);
  }
  const lower = choleskyOf(square, size);
  if (lower === null) return null;
  const inverse = inverseOf(lower, size), shift = new Array<number>(size).fill(0);
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) shift[j]! += inverse[j * size + k]! * cross[k]!;
  }
  let rest = at(size * wide + size);
  for (let j = 0; j < size; j++) rest -= shift[j]! * cross[j]!;
  if (!(rest > 0)) return null;
  let determinant = 0;
  for (let j = 0; j < size; j++) determinant += Math.log(lower[j * size + j]!);
  const log = Math.log(1 - rho * rho) / 2 - determinant - free / 2 * Math.log(rest);
  return { rho, log, shift, inverse, rest, covariance: inverse.map((value) => value * rest / free) };
}
