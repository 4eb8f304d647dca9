/**
 * Which areas are neighbours, as weights.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { withSummary } from "../core/summary.ts";

/** Weights of neighbours in compressed rows. */
export interface SpatialWeights {
  /** The number of areas. */
  readonly n: number;
  /** `row`: an area's weights add up to 1. `binary`: every neighbour weighs 1. */
  readonly style: "row" | "binary";
  /** Where the neighbours of area i start; of length n + 1. */
  readonly starts: Int32Array;
  /** The neighbours, areas from 0. */
  readonly neighbours: Int32Array;
  /** The weight of each neighbour. */
  readonly weights: Float64Array;
  /** Σ w. */
  readonly s0: number;
  /** ½ Σ (w_ij + w_ji)². */
  readonly s1: number;
  /** Σ (row sum + column sum)². */
  readonly s2: number;
}

/** Options of {@linkcode neighbourWeights}. */
export interface WeightsOptions {
  /** `row` (unless told): the mean of the neighbours counts. `binary`: their sum. */
  readonly style?: "row" | "binary";
}

/**
 * Makes weights from lists of neighbours.
 *
 * @example Three areas in a line
 * ```ts
 * import { neighbourWeights } from "./weights.ts";
 * import assert from "node:assert/strict";
 *
 * const line = neighbourWeights([[1], [0, 2], [1]]);
 * assert.deepEqual([...line.weights], [1, 0.5, 0.5, 1]);
 * ```
 *
 * @param lists The neighbours of each area, numbered from 0.
 * @param options The style.
 * @returns The weights.
 * @throws {WorkspaceError} When an area has no neighbour, is its own, names one twice or one that does not exist.
 */
export function neighbourWeights(
  lists: readonly (readonly number[])[],
  options: WeightsOptions = {},
): SpatialWeights {
  const n = lists.length, style = options.style ?? "row";
  lists.forEach((list, area) => checkList(list, area, n));
  const starts = new Int32Array(n + 1);
  lists.forEach((list, area) => starts[area + 1] = starts[area]! + list.length);
  const neighbours = Int32Array.from(lists.flat());
  const weights = Float64Array.from(
    lists.flatMap((list) => list.map(() => style === "row" ? 1 / list.length : 1)),
  );
  const links = neighbours.length, mean = (links / Math.max(1, n)).toFixed(1);
  return withSummary(
    { n, style, starts, neighbours, weights, ...sumsOf(lists, starts, weights) },
    `Neighbours of ${n} areas: ${mean} on average, ${style === "row" ? "their mean" : "their sum"} counts`,
  );
}

function checkList(list: readonly number[], area: number, n: number): void {
  const where = `area ${area}, numbered from 0`;
  if (list.length === 0) {
    throw new WorkspaceError({
      what: "An area has no neighbours",
      where,
      mend: "Join it to the nearest, or leave it out",
    });
  }
  const known = (other: number) => Number.isInteger(other) && other >= 0 && other < n && other !== area;
  if (!list.every(known) || new Set(list).size < list.length) {
    throw new WorkspaceError({
      what: "A neighbour does not exist, is the area itself or is named twice",
      where,
      mend: "Number the areas from 0 in the order of the values",
    });
  }
}

function sumsOf(lists: readonly (readonly number[])[], starts: Int32Array, weights: Float64Array) {
  const n = lists.length, columns = new Float64Array(n), rows = new Float64Array(n);
  const pair = new Map<number, number>();
  let s0 = 0;
  lists.forEach((list, i) =>
    list.forEach((j, index) => {
      const weight = weights[starts[i]! + index]!;
      s0 += weight;
      rows[i]! += weight;
      columns[j]! += weight;
      const key = Math.min(i, j) * n + Math.max(i, j);
      pair.set(key, (pair.get(key) ?? 0) + weight);
    })
  );
  let s1 = 0, s2 = 0;
  // Each unordered pair occurs twice in ½ Σ Σ, so once here.
  for (const both of pair.values()) s1 += both * both;
  for (let i = 0; i < n; i++) s2 += (rows[i]! + columns[i]!) ** 2;
  return { s0, s1, s2 };
}

/** The weighted sum over the neighbours of every area: Σ w x. */
export function laggedSums(values: Float64Array, weights: SpatialWeights): Float64Array {
  const lagged = new Float64Array(weights.n);
  for (let i = 0; i < weights.n; i++) {
    let sum = 0;
    for (let at = weights.starts[i]!; at < weights.starts[i + 1]!; at++) {
      sum += weights.weights[at]! * values[weights.neighbours[at]!]!;
    }
    lagged[i] = sum;
  }
  return lagged;
}
