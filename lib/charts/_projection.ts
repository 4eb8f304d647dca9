/** Outlines as paths of whole steps of a grid, so that shared borders stay shared and maps stay small. */
import { WorkspaceError } from "../core/errors.ts";
import type { Boundaries, BoundaryFeature, Position } from "./boundaries.ts";

/** An area with its rings in pixels. */
export interface AreaShape {
  readonly code: string;
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

/** Reads the areas and their codes. */
export function readAreas(boundaries: Boundaries, codeProperty: string): readonly AreaShape[] {
  return boundaries.features.map((feature) => {
    const code = feature.properties[codeProperty];
    if (typeof code !== "string" || !/^[A-Za-z0-9_-]{1,40}$/.test(code)) {
      throw new WorkspaceError({
        what: "Area has no code that can be used",
        where: `boundaries, property ${codeProperty}`,
        mend: "Name the property that holds codes such as GM9901 with option codeProperty",
      });
    }
    return { code, rings: ringsOf(feature) };
  });
}

function ringsOf(feature: BoundaryFeature): AreaShape["rings"] {
  const { geometry } = feature;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const point = (position: Position): readonly [number, number] => [position[0] ?? NaN, position[1] ?? NaN];
  return polygons.flatMap((rings) => rings.map((ring) => ring.map(point)));
}

/** The box around areas: left, bottom, right, top in their own coordinates. */
type Box = readonly [number, number, number, number];

function boxOf(areas: readonly AreaShape[]): Box {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of areas.flatMap((area) => area.rings.flat())) {
    [left, bottom, right, top] = [
      Math.min(left, x),
      Math.min(bottom, y),
      Math.max(right, x),
      Math.max(top, y),
    ];
  }
  if (left <= right) return [left, bottom, right, top];
  throw new WorkspaceError({
    what: "Boundaries hold no area to draw",
    mend: "Give areas with a Polygon geometry",
  });
}

/** The frame of a map in pixels. */
export interface MapFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** The greatest height; the map is lower when its areas are wide. */
  readonly maxHeight: number;
}

/** Areas in pixels and the height that they take. */
export interface ProjectedMap {
  readonly areas: readonly AreaShape[];
  readonly height: number;
}

/**
 * Fits areas into a frame, north up. Degrees are shortened by the cosine of the middle latitude (an equirectangular
 * projection, whose error inside the Netherlands stays below a pixel at this size); metres are taken as they are.
 */
export function projectAreas(
  areas: readonly AreaShape[],
  focus: readonly AreaShape[],
  frame: MapFrame,
): ProjectedMap {
  const [left, bottom, right, top] = boxOf(focus);
  const isDegrees = Math.max(Math.abs(left), Math.abs(right)) <= 180 &&
    Math.max(Math.abs(bottom), Math.abs(top)) <= 90;
  const stretch = isDegrees ? Math.cos((((bottom + top) / 2) * Math.PI) / 180) : 1;
  const margin = 3;
  const scale = Math.min(
    (frame.width - margin * 2) / Math.max(1e-9, (right - left) * stretch),
    (frame.maxHeight - margin * 2) / Math.max(1e-9, top - bottom),
  );
  const indent = (frame.width - (right - left) * stretch * scale) / 2;
  const place = ([x, y]: readonly [number, number]): readonly [number, number] => [
    frame.x + indent + (x - left) * stretch * scale,
    frame.y + margin + (top - y) * scale,
  ];
  return {
    areas: areas.map((area) => ({ code: area.code, rings: area.rings.map((ring) => ring.map(place)) })),
    height: (top - bottom) * scale + margin * 2,
  };
}

/** Writes an area as a path in steps of `grid` pixels, times ten so that steps are whole numbers. */
export function areaPath(area: AreaShape, grid: number): string {
  return area.rings.map((ring) => ringPath(ring, grid)).join("");
}

function ringPath(ring: readonly (readonly [number, number])[], grid: number): string {
  const snapped = ring.map(([x, y]) => [Math.round(x / grid), Math.round(y / grid)] as const);
  const corners = dropStraight(snapped.filter((at, i) => {
    const before = snapped[i - 1];
    return before === undefined || before[0] !== at[0] || before[1] !== at[1];
  }));
  const [first] = corners;
  // An area smaller than a step stays visible as one step.
  if (first === undefined) return "";
  if (corners.length < 3) return `M${first[0]},${first[1]}h1v1h-1z`;
  let text = `M${first[0]},${first[1]}l`;
  let [x, y] = first;
  corners.slice(1).forEach(([nextX, nextY], i) => {
    const [dx, dy] = [nextX - x, nextY - y];
    text += `${i === 0 || dx < 0 ? "" : " "}${dx}${dy < 0 ? "" : ","}${dy}`;
    [x, y] = [nextX, nextY];
  });
  return `${text}z`;
}

/**
 * Leaves out corners on a straight line between their neighbours. Neighbouring areas run along a shared border in
 * opposite directions and drop the same corners, so that no gap opens between them.
 */
function dropStraight(
  corners: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  return corners.filter((at, i) => {
    const [before, after] = [corners[i - 1], corners[i + 1]];
    if (before === undefined || after === undefined) return true;
    return (at[0] - before[0]) * (after[1] - at[1]) !== (at[1] - before[1]) * (after[0] - at[0]);
  });
}

/** The middle of the largest ring of an area by the area formula, in pixels. */
export function middleOf(area: AreaShape): readonly [number, number] {
  let best = { size: -1, x: 0, y: 0 };
  for (const ring of area.rings) {
    let twice = 0, x = 0, y = 0;
    ring.forEach(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length] ?? [x1, y1];
      const cross = x1 * y2 - x2 * y1;
      twice += cross;
      x += (x1 + x2) * cross;
      y += (y1 + y2) * cross;
    });
    const size = Math.abs(twice);
    if (size > best.size && size > 0) best = { size, x: x / (3 * twice), y: y / (3 * twice) };
  }
  return [best.x, best.y];
}
