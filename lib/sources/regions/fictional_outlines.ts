/**
 * Outlines of a region that does not exist: a made-up land, divided among its municipalities, wijken and buurten.
 *
 * The land is laid out in hexagons of which the corners are pushed a little aside. A hexagon belongs to one area of the
 * lowest level, so that buurten fill their wijk, wijken their municipality, and neighbours share the very same border.
 * The coordinates lie near the origin of the Dutch grid, in France: nothing can be laid over a map of the Netherlands.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { type Random, randomFor } from "../../core/random.ts";
import type { Area, RegionLevel } from "../../core/region.ts";
import { type Cell, hangsTogether, ringsOf } from "./_hexagons.ts";
import type { AreaOutlines } from "./outline.ts";

/** The levels that have outlines. */
export type OutlineLevel = "gemeente" | "wijk" | "buurt";

/** Hexagons for each area of the lowest level: enough for a border with some turns, few enough for a small file. */
const CELLS_PER_LEAF = 9;
/** The fewest hexagons, so that a region of a few municipalities has no coarse outlines. */
const LEAST_CELLS = 1_500;
/** How much wider than high the land is. */
const LAND_RATIO = 1.35;
/** How far the coast goes in and out, as a part of the distance to the middle, and in how many waves. */
const COAST = { depth: 0.05, waves: 3 } as const;
/** The widest turn of a dividing line away from straight across, in radians. */
const WIDEST_TURN = 0.5;
/** How many lines are tried before an area may lie in two parts, as real ones sometimes do. */
const MOST_LINES = 20;

/**
 * Draws outlines for a list of areas. The same list always gives the same outlines; another list, such as that of a year
 * in which an area moved, divides the land anew.
 *
 * @example Wijken fill their municipality
 * ```ts
 * import { fictionalOutlines } from "./fictional_outlines.ts";
 * import assert from "node:assert/strict";
 *
 * const areas = [
 *   { code: "GM9901", name: "Vlierdrecht", level: "gemeente", parent: "CR99" },
 *   { code: "WK990101", name: "Kern", level: "wijk", parent: "GM9901" },
 *   { code: "WK990102", name: "Noord", level: "wijk", parent: "GM9901" },
 * ] as const;
 * const codes = fictionalOutlines(areas, "wijk").features.map(({ properties }) => properties["statcode"]);
 * assert.deepEqual(codes, ["WK990101", "WK990102"]);
 * ```
 *
 * @param areas The areas of the region with their parents.
 * @param level The level to draw.
 * @returns The outlines by code, in metres.
 * @throws {WorkspaceError} When the list has no area of that level, or a code is not made up (99).
 */
export function fictionalOutlines(areas: readonly Area[], level: OutlineLevel): AreaOutlines {
  const real = areas.find(({ code, level }) => level !== "region" && !/^(?:GM|WK|BU)99/.test(code));
  const wanted = areas.filter((area) => area.level === level).toSorted(byCode);
  if (real !== undefined || wanted.length === 0) {
    throw new WorkspaceError({
      what: real === undefined
        ? `There is no area of level ${level}`
        : `${real.code} is no code of a fictional area, so its outline is not made up`,
      mend: "Give the areas of a fictional region",
    });
  }
  const municipalities = areas.filter((area) => area.level === "gemeente").toSorted(byCode);
  const random = randomFor("fictional-outlines");
  const tree = municipalities.map((area) => branchOf(area, areas));
  const land = makeLand(tree.reduce((sum, { leaves }) => sum + leaves, 0), random);
  const cells = new Map<string, readonly Cell[]>();
  divide(land, tree, random, cells);
  const jitter = new Map<number, readonly [number, number]>();
  return {
    features: wanted.map(({ code, name }) => ({
      properties: { statcode: code, statnaam: name },
      geometry: {
        type: "MultiPolygon",
        coordinates: ringsOf(cells.get(code) ?? [], jitter).map((ring) => [ring]),
      },
    })),
  };
}

function byCode(a: Area, b: Area): number {
  return a.code < b.code ? -1 : 1;
}

/** An area with what lies in it. */
interface Branch {
  readonly code: string;
  readonly children: readonly Branch[];
  /** How many areas of the lowest level lie in it; itself when there are none. */
  readonly leaves: number;
}

const BELOW: Readonly<Partial<Record<RegionLevel, RegionLevel>>> = { gemeente: "wijk", wijk: "buurt" };

function branchOf(area: Area, areas: readonly Area[]): Branch {
  const below = BELOW[area.level];
  const children = below === undefined
    ? []
    : areas.filter(({ level, parent }) => level === below && parent === area.code).toSorted(byCode).map((
      child,
    ) => branchOf(child, areas));
  return {
    code: area.code,
    children,
    leaves: children.length === 0 ? 1 : children.reduce((sum, { leaves }) => sum + leaves, 0),
  };
}

/** The hexagons nearest the middle of an ellipse with a wavy coast. */
function makeLand(leaves: number, random: Random): readonly Cell[] {
  const count = Math.max(LEAST_CELLS, leaves * CELLS_PER_LEAF);
  const phase = random.next() * 2 * Math.PI;
  const reach = Math.ceil(Math.sqrt(count) * 1.5);
  const candidates: { readonly cell: Cell; readonly distance: number }[] = [];
  for (let row = -reach; row <= reach; row++) {
    for (let column = -reach; column <= reach; column++) {
      const cell = { x: 2 * column + (row & 1), y: 3 * row };
      const [east, north] = [cell.x * Math.sqrt(3) / LAND_RATIO, cell.y];
      const coast = 1 + COAST.depth * Math.sin(COAST.waves * Math.atan2(north, east) + phase);
      candidates.push({ cell, distance: Math.sqrt(east * east + north * north) / coast });
    }
  }
  return candidates.toSorted((a, b) => a.distance - b.distance || byPlace(a.cell, b.cell)).slice(0, count)
    .map(
      ({ cell }) => cell,
    );
}

function byPlace(a: Cell, b: Cell): number {
  return a.y - b.y || a.x - b.x;
}

/** Divides land among branches by straight lines, each by its number of leaves, and each branch among its children. */
function divide(
  land: readonly Cell[],
  branches: readonly Branch[],
  random: Random,
  into: Map<string, readonly Cell[]>,
): void {
  const [only] = branches;
  if (only === undefined) return;
  if (branches.length === 1) {
    into.set(only.code, land);
    return divide(land, only.children, random, into);
  }
  const total = branches.reduce((sum, { leaves }) => sum + leaves, 0);
  let first = 1, sum = only.leaves;
  while (first < branches.length - 1 && sum + (branches[first]?.leaves ?? 0) / 2 <= total / 2) {
    sum += branches[first]?.leaves ?? 0;
    first++;
  }
  const [one, other] = cutInTwo(land, Math.round(land.length * sum / total), random);
  divide(one, branches.slice(0, first), random, into);
  divide(other, branches.slice(first), random, into);
}

/** Cuts land by a line of which both sides hang together; at this size one of the first lines does. */
function cutInTwo(
  land: readonly Cell[],
  at: number,
  random: Random,
): readonly [readonly Cell[], readonly Cell[]] {
  for (let line = 1;; line++) {
    const inOrder = acrossLongSide(land, random);
    const [one, other] = [inOrder.slice(0, at), inOrder.slice(at)];
    if (line === MOST_LINES || (hangsTogether(one) && hangsTogether(other))) return [one, other];
  }
}

/** Hexagons in order along their longest direction, turned a little, so that a cut goes across. */
function acrossLongSide(land: readonly Cell[], random: Random): readonly Cell[] {
  const place = ({ x, y }: Cell): readonly [number, number] => [x * Math.sqrt(3), y];
  const mean = (axis: 0 | 1): number => land.reduce((sum, cell) => sum + place(cell)[axis], 0) / land.length;
  const [middleX, middleY] = [mean(0), mean(1)];
  let xx = 0, xy = 0, yy = 0;
  for (const cell of land) {
    const [dx, dy] = [place(cell)[0] - middleX, place(cell)[1] - middleY];
    [xx, xy, yy] = [xx + dx * dx, xy + dx * dy, yy + dy * dy];
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2 + (random.next() - 0.5) * 2 * WIDEST_TURN;
  return land.map((cell) => {
    const [x, y] = place(cell);
    return { cell, along: x * Math.cos(angle) + y * Math.sin(angle) };
  }).sort((a, b) => a.along - b.along || byPlace(a.cell, b.cell)).map(({ cell }) => cell);
}
