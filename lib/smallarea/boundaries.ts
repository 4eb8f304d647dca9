/**
 * From outlines of areas to who is next to whom.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";

/** The outline of one area, as the geometry of a GeoJSON feature. */
export type AreaOutline =
  | {
    /** One polygon. */
    readonly type: "Polygon";
    /** Its rings, the outer one first; each ends where it starts. */
    readonly coordinates: readonly (readonly (readonly number[])[])[];
  }
  | {
    /** Several polygons. */
    readonly type: "MultiPolygon";
    /** Their rings. */
    readonly coordinates: readonly (readonly (readonly (readonly number[])[])[])[];
  };

/** Options of {@linkcode boundaryNeighbours}. */
export interface BoundaryOptions {
  /** `queen` (unless told): a shared corner is enough. `rook`: a shared piece of border is needed. */
  readonly contiguity?: "queen" | "rook";
  /** Corners nearer than this are the same, in the unit of the coordinates; 1e-7 unless told (1 cm in degrees). */
  readonly snap?: number;
  /** What to do with an area that touches none: `refuse` (unless told), or join it with the `nearest` by centre. */
  readonly islands?: "refuse" | "nearest";
}

/**
 * Lists the neighbours of each area, for {@linkcode neighbourWeights}.
 *
 * Areas are neighbours when their outlines share corners (queen) or a whole edge between two corners (rook). Outlines of one
 * source share corners exactly; outlines that were simplified one by one do not: take a larger `snap`.
 * Equals `spdep::poly2nb` (snap by rounding to a grid).
 *
 * @example Four squares
 * ```ts
 * import { boundaryNeighbours } from "./boundaries.ts";
 * import assert from "node:assert/strict";
 *
 * const square = (x: number, y: number) => ({
 *   type: "Polygon" as const,
 *   coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]],
 * });
 * const areas = [square(0, 0), square(1, 0), square(0, 1), square(1, 1)];
 * assert.deepEqual(boundaryNeighbours(areas), [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]);
 * assert.deepEqual(boundaryNeighbours(areas, { contiguity: "rook" }), [[1, 2], [0, 3], [0, 3], [1, 2]]);
 * ```
 *
 * @param outlines One outline an area, in the order of the values.
 * @param options Kind of contiguity, snap and islands.
 * @returns The neighbours of each area, numbered from 0, in order.
 * @throws {WorkspaceError} When an outline is empty or a coordinate not finite, or an area touches none and that is refused.
 */
export function boundaryNeighbours(
  outlines: readonly AreaOutline[],
  options: BoundaryOptions = {},
): readonly (readonly number[])[] {
  const snap = options.snap ?? 1e-7;
  if (!(snap > 0 && snap < Infinity)) {
    throw new WorkspaceError({ what: "The snap distance is not above 0", where: "snap" });
  }
  const shapes = outlines.map((outline, area) => cornersOf(outline, area, snap));
  const owners = new Map<string, number[]>();
  shapes.forEach(({ corners, edges }, area) => {
    for (const key of new Set(options.contiguity === "rook" ? edges : corners)) {
      const list = owners.get(key);
      if (list) list.push(area);
      else owners.set(key, [area]);
    }
  });
  const near = outlines.map(() => new Set<number>());
  for (const areas of owners.values()) {
    for (const a of areas) for (const b of areas) if (a !== b) near[a]!.add(b);
  }
  near.forEach((list, area) => {
    if (list.size === 0) joinIsland(area, shapes, near, options.islands ?? "refuse");
  });
  return near.map((list) => [...list].sort((a, b) => a - b));
}

interface Shape {
  /** Keys of the grid points of the corners. */
  readonly corners: readonly string[];
  /** Keys of the edges, the same in both directions. */
  readonly edges: readonly string[];
  /** Mean of the corners of the outer rings. */
  readonly centre: readonly [number, number];
}

function cornersOf(outline: AreaOutline, area: number, snap: number): Shape {
  const polygons = outline.type === "Polygon" ? [outline.coordinates] : outline.coordinates;
  const places = polygons.flat(2);
  if (places.length === 0 || places.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) {
    throw new WorkspaceError({
      what: "An outline is empty or holds a coordinate that is not a number",
      where: `area ${area}, numbered from 0`,
      mend: "Leave the area out, of the values too",
    });
  }
  const keyOf = ([x, y]: readonly number[]) => `${Math.round(x! / snap)} ${Math.round(y! / snap)}`;
  const rings = polygons.flat().map((ring) => ring.map(keyOf));
  const edges = rings.flatMap((ring) =>
    ring.slice(1).flatMap((end, k) => end === ring[k] ? [] : [[ring[k]!, end].sort().join("|")])
  );
  const sums = places.reduce((sum, [x, y]) => [sum[0]! + x!, sum[1]! + y!], [0, 0]);
  const centre = [sums[0]! / places.length, sums[1]! / places.length] as const;
  return { corners: rings.flat(), edges, centre };
}

function joinIsland(
  area: number,
  shapes: readonly Shape[],
  near: readonly Set<number>[],
  islands: "refuse" | "nearest",
): void {
  if (islands === "refuse" || shapes.length < 2) {
    throw new WorkspaceError({
      what: "An area touches no other",
      where: `area ${area}, numbered from 0`,
      mend: "Choose islands: nearest, take a larger snap, or leave the area out",
    });
  }
  const [x, y] = shapes[area]!.centre;
  const apart = shapes.map(({ centre }, other) =>
    other === area ? Infinity : Math.hypot(centre[0] - x, centre[1] - y)
  );
  const nearest = apart.indexOf(Math.min(...apart));
  near[area]!.add(nearest);
  near[nearest]!.add(area);
}
