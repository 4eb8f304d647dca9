/**
 * Hexagons on a lattice of whole numbers: which corners they share, and the rings around a set of them.
 *
 * @module
 */
import { randomFor } from "../../core/random.ts";

/** The middle of a hexagon: `x` in halves of its width, `y` in halves of its side. */
export interface Cell {
  /** East. */
  readonly x: number;
  /** North. */
  readonly y: number;
}

/** A place in metres. */
type Place = readonly [number, number];

/** The side of a hexagon in metres: a buurt of nine is about two square kilometres. */
const SIDE_M = 300;
/** How far a corner is pushed aside, in sides. A third keeps hexagons from folding over each other. */
const PUSH_SIDES = 0.3;
/** From the middle to each corner, against the clock. */
const CORNERS: readonly (readonly [number, number])[] = [[1, -1], [1, 1], [0, 2], [-1, 1], [-1, -1], [0, -2]];
/** From the middle to the neighbour behind the side that begins at the corner of the same number. */
const NEIGHBOURS: readonly (readonly [number, number])[] = [[2, 0], [1, 3], [-1, 3], [-2, 0], [-1, -3], [
  1,
  -3,
]];

/** More than any place on a land of a hundred thousand hexagons lies from the middle, in halves. */
const FAR = 8192;

/** A key of a hexagon or a corner. */
export function cellKey({ x, y }: Cell): number {
  return (y + FAR) * 2 * FAR + x + FAR;
}

/** Whether one can walk from every hexagon to every other. */
export function hangsTogether(cells: readonly Cell[]): boolean {
  const left = new Map(cells.map((cell) => [cellKey(cell), cell]));
  const queue = cells.slice(0, 1);
  for (const { x, y } of queue) {
    for (const [dx, dy] of [[0, 0] as const, ...NEIGHBOURS]) {
      const key = cellKey({ x: x + dx, y: y + dy });
      const found = left.get(key);
      left.delete(key);
      if (found !== undefined && (dx !== 0 || dy !== 0)) queue.push(found);
    }
  }
  return left.size === 0;
}

/**
 * The closed rings around a set of hexagons, against the clock, in metres.
 *
 * At a corner three hexagons meet, so that one ring at most goes through it.
 *
 * @param cells The hexagons.
 * @param pushed Where corners lie that were asked for before: neighbours have to find the same place.
 */
export function ringsOf(
  cells: readonly Cell[],
  pushed: Map<number, Place>,
): readonly (readonly Place[])[] {
  const own = new Set(cells.map(cellKey));
  const next = new Map<number, readonly [number, Place]>();
  for (const { x, y } of cells) {
    CORNERS.forEach(([dx, dy], i) => {
      const [nx, ny] = NEIGHBOURS[i] ?? [0, 0];
      if (own.has(cellKey({ x: x + nx, y: y + ny }))) return;
      const [toX, toY] = CORNERS[(i + 1) % CORNERS.length] ?? [0, 0];
      const [from, to] = [{ x: x + dx, y: y + dy }, { x: x + toX, y: y + toY }];
      next.set(cellKey(from), [cellKey(to), placeOf(from, pushed)]);
    });
  }
  const rings: Place[][] = [];
  for (const start of [...next.keys()]) {
    const ring: Place[] = [];
    for (let at = next.get(start), from = start; at !== undefined; at = next.get(from)) {
      ring.push(at[1]);
      next.delete(from);
      from = at[0];
    }
    const [first] = ring;
    if (first !== undefined) rings.push([...ring, first]);
  }
  return rings;
}

function placeOf(corner: Cell, pushed: Map<number, Place>): Place {
  const key = cellKey(corner);
  const known = pushed.get(key);
  if (known !== undefined) return known;
  const random = randomFor(`fictional-outlines/corner/${corner.x}/${corner.y}`);
  const push = (): number => (random.next() - 0.5) * 2 * PUSH_SIDES;
  const place: Place = [
    Math.round((corner.x * Math.sqrt(3) / 2 + push()) * SIDE_M),
    Math.round((corner.y / 2 + push()) * SIDE_M),
  ];
  pushed.set(key, place);
  return place;
}
