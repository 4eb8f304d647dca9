/**
 * Outlines for a map of a certain size: no more detail than its pixels can show, and borders that stay shared.
 *
 * @module
 */
import type { AreaOutline, AreaOutlines } from "./outline.ts";
import { type Point, type Ring, simplifyRings } from "./_topology.ts";

/** How much detail to keep. */
export interface SimplifyOptions {
  /** The width of the map in pixels; 720 by default, the widest that a briefing draws. */
  readonly widthPx?: number;
}

/** Triangles smaller than this many square pixels are not seen. Source: a step of the map's grid is half a pixel. */
const SMALLEST_TRIANGLE_PX = 0.5;

/**
 * Simplifies outlines to the size of a map. Neighbours keep the very same border, an enclave that of the hole it fills,
 * and no area disappears. Corners where three areas meet stay where they are.
 *
 * @example A place on a straight border goes, for both neighbours
 * ```ts
 * import { simplifyOutlines } from "./simplify.ts";
 * import assert from "node:assert/strict";
 *
 * const square = (x: number, code: string) => ({
 *   properties: { statcode: code },
 *   geometry: {
 *     type: "Polygon",
 *     coordinates: [[[x, 0], [x + 10, 0], [x + 10, 5], [x + 10, 10], [x, 10], [x, 5], [x, 0]]],
 *   },
 * } as const);
 * const { features } = simplifyOutlines({ features: [square(0, "GM9901"), square(10, "GM9902")] });
 * assert.deepEqual(features.map(({ geometry }) => geometry.coordinates.flat(2).length), [5, 5]);
 * ```
 *
 * @param outlines The outlines, in degrees or in metres.
 * @param options The size of the map.
 * @returns The same areas with simpler outlines.
 */
export function simplifyOutlines(outlines: AreaOutlines, options: SimplifyOptions = {}): AreaOutlines {
  const rings = outlines.features.flatMap((feature) => polygonsOf(feature).flat());
  const points = rings.flat();
  if (points.length === 0) return outlines;
  const box = boxOf(points);
  const isDegrees = Math.max(...box.map(Math.abs)) <= 180;
  const [left, bottom, right, top] = box;
  const stretch = isDegrees ? Math.cos(((bottom + top) / 2) * Math.PI / 180) : 1;
  const pixel = Math.max((right - left) * stretch, 1e-12) / (options.widthPx ?? 720);
  const simple = simplifyRings(rings, { area: pixel * pixel * SMALLEST_TRIANGLE_PX, stretch });
  let next = 0;
  return {
    features: outlines.features.map((feature) => {
      const polygons = polygonsOf(feature).map((polygon) => polygon.map(() => simple[next++] ?? []));
      return { properties: feature.properties, geometry: { type: "MultiPolygon", coordinates: polygons } };
    }),
  };
}

function polygonsOf({ geometry }: AreaOutline): readonly (readonly Ring[])[] {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((polygon) =>
    polygon.map((ring) => ring.map((at): Point => [at[0] ?? NaN, at[1] ?? NaN]))
  );
}

function boxOf(points: readonly Point[]): readonly [number, number, number, number] {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    [left, bottom] = [Math.min(left, x), Math.min(bottom, y)];
    [right, top] = [Math.max(right, x), Math.max(top, y)];
  }
  return [left, bottom, right, top];
}
