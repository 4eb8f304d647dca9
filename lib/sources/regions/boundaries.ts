/**
 * Outlines of municipalities, wijken and buurten from PDOK, checked and made fit for a map.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { codeAtLevel, isRegionCode, levelOf } from "../../core/region.ts";
import { asRow, type JsonRow, strange } from "../statline/json.ts";
import { type HttpOptions, jsonClient } from "../statline/http.ts";
import { featuresOf } from "./_boundary_pages.ts";
import { type BoundaryService, PDOK_OGC } from "./boundary_services.ts";
import type { AreaOutline, AreaOutlines } from "./outline.ts";
import { type SimplifyOptions, simplifyOutlines } from "./simplify.ts";

/** Which outlines. */
export interface BoundaryOptions extends HttpOptions, SimplifyOptions {
  /** The level. */
  readonly level: "buurt" | "wijk" | "gemeente";
  /** The year of boundaries. */
  readonly year: number;
  /** The municipalities; a region is the list of its members in that year. */
  readonly municipalities: readonly string[];
  /** The service; OGC API Features of PDOK by default. */
  readonly service?: BoundaryService;
  /** `map` simplifies to the size of the map, `full` keeps every place; `map` by default. */
  readonly detail?: "map" | "full";
  /** What becomes of parts that are water: `leave-out` or `keep`; `leave-out` by default. */
  readonly water?: "leave-out" | "keep";
}

/** Outlines, with what was left out and what has to stand beside them. */
export interface BoundaryAnswer {
  /** The outlines by code, as maps take them. */
  readonly boundaries: AreaOutlines;
  /** Codes of which a part that is water was left out. */
  readonly waterLeftOut: readonly string[];
  /** What the service sent without a usable code or outline, in its words. */
  readonly unknown: readonly string[];
  /** The licence. */
  readonly licence: string;
  /** How to cite them. */
  readonly citation: string;
}

/**
 * Loads outlines of areas. Answers are kept in `cacheDir` by year, so that a second run needs no network.
 *
 * Numbers that stand for "not known" (-99997 and the like) become null. An area whose code, year or municipality is not
 * what was asked, or whose coordinates do not lie in the Netherlands, is refused: the filter or the axes were ignored.
 *
 * @param options What to load, how to ask, how much detail.
 * @returns The outlines.
 * @throws {WorkspaceError} When the server fails, sends what was not asked, or a municipality is missing.
 */
export async function loadBoundaries(options: BoundaryOptions): Promise<BoundaryAnswer> {
  const service = options.service ?? PDOK_OGC;
  const client = jsonClient(options);
  const collected: Collected = { areas: new Map(), ids: new Map(), water: new Set(), unknown: new Set() };
  for (const municipality of [...new Set(options.municipalities)].sort()) {
    if (!isRegionCode(municipality) || levelOf(municipality) !== "gemeente") {
      throw noMunicipality(municipality);
    }
    const features = await featuresOf(client, service, {
      level: options.level,
      year: options.year,
      municipality,
    });
    for (const feature of features) noteFeature(collected, feature, municipality, options);
    const found = [...collected.areas.keys()].some((code) => codeAtLevel(code, "gemeente") === municipality);
    if (!found) throw absent(municipality, options.year);
  }
  const features = [...collected.areas.values()].sort((a, b) => (codeOf(a) < codeOf(b) ? -1 : 1));
  const fill = (text: string) => text.replaceAll("{year}", String(options.year));
  return {
    boundaries: options.detail === "full" ? { features } : simplifyOutlines({ features }, options),
    waterLeftOut: [...collected.water].sort(),
    unknown: [...collected.unknown].sort(),
    licence: service.licence,
    citation: fill(service.citation),
  };
}

function noMunicipality(code: string): WorkspaceError {
  return new WorkspaceError({
    what: "Outlines are asked by municipality",
    where: code.slice(0, 20),
    mend: "Give codes such as GM9901",
  });
}

function absent(code: string, year: number): WorkspaceError {
  return new WorkspaceError({
    what: `The service has no outline of this municipality in ${year}`,
    where: code,
    mend: "Municipalities merge: look whether it existed on 1 January of that year",
  });
}

interface Collected {
  readonly areas: Map<string, AreaOutline>;
  readonly ids: Map<string, string>;
  readonly water: Set<string>;
  readonly unknown: Set<string>;
}

function codeOf(area: AreaOutline): string {
  return String(area.properties["statcode"]);
}

function noteFeature(
  collected: Collected,
  feature: JsonRow,
  municipality: string,
  { level, year, water }: BoundaryOptions,
): void {
  const where = `outlines of ${municipality}`;
  const properties = namesAsOne(asRow(feature["properties"], where));
  const code = textOf(properties["statcode"] ?? properties[`${level}code`]);
  const polygons = polygonsOf(feature["geometry"], where);
  if (!isRegionCode(code) || levelOf(code) !== level || polygons.length === 0) {
    collected.unknown.add(code || "(no code)");
    return;
  }
  checkAsked(code, properties, municipality, year, where);
  // Pages may overlap where the server does not sort them: the same feature again is no second one.
  const id = textOf(feature["id"]), text = JSON.stringify(polygons);
  if (id !== "" && collected.ids.get(`${code}/${id}`) === text) return;
  collected.ids.set(`${code}/${id}`, text);
  if (isWater(properties["water"]) && water !== "keep") {
    collected.water.add(code);
    return;
  }
  const held = collected.areas.get(code);
  const before = held?.geometry.type === "MultiPolygon" ? held.geometry.coordinates : [];
  collected.areas.set(code, {
    properties: held?.properties ?? described(code, properties, level),
    geometry: { type: "MultiPolygon", coordinates: [...before, ...polygons] },
  });
}

/** Both spellings of names are seen: `aantalInwoners` and `aantal_inwoners`. */
function namesAsOne(properties: JsonRow): JsonRow {
  return Object.fromEntries(
    Object.entries(properties).map((
      [name, value],
    ) => [name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()), value]),
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

function isWater(value: unknown): boolean {
  return /^(JA|B)$/i.test(textOf(value));
}

function checkAsked(
  code: string,
  properties: JsonRow,
  municipality: string,
  year: number,
  where: string,
): void {
  if (codeAtLevel(code, "gemeente") !== municipality) {
    throw strange("it holds areas that were not asked for", where);
  }
  const said = textOf(properties["jaar"]) || /^\d{4}/.exec(textOf(properties["jrstatcode"]))?.[0] || "";
  if (said !== "" && said !== String(year)) throw strange("its outlines are of another year", where);
}

/** Numbers from here down stand for a figure that is not known, confidential or impossible. Source: PDOK, CBS. */
const HIGHEST_SENTINEL = -99_990;

function described(code: string, properties: JsonRow, level: string): AreaOutline["properties"] {
  const kept: Record<string, string | number | null> = {
    statcode: code,
    statnaam: textOf(properties["statnaam"] ?? properties[`${level}naam`]),
  };
  for (const [name, value] of Object.entries(properties)) {
    if (name in kept) continue;
    if (typeof value === "number") {
      kept[name] = Number.isFinite(value) && value > HIGHEST_SENTINEL ? value : null;
    } else if (typeof value === "string") kept[name] = value;
  }
  return kept;
}

type Polygons = readonly (readonly (readonly (readonly number[])[])[])[];

function polygonsOf(value: unknown, where: string): Polygons {
  if (value === null || value === undefined) return [];
  const { type, coordinates } = asRow(value, where);
  if (!Array.isArray(coordinates) || (type !== "Polygon" && type !== "MultiPolygon")) {
    throw strange("an outline is no polygon", where);
  }
  const polygons: unknown[] = type === "Polygon" ? [coordinates] : coordinates;
  return polygons.map((polygon) => {
    if (!Array.isArray(polygon) || polygon.length === 0) throw strange("an outline is no polygon", where);
    return polygon.map((ring) => checkRing(ring, where));
  });
}

/** The Netherlands in metres of its grid, and in degrees of longitude and latitude. */
const BOXES: readonly (readonly [number, number, number, number])[] = [
  [-10_000, 290_000, 300_000, 640_000],
  [2.5, 50.5, 7.5, 54],
];

function checkRing(ring: unknown, where: string): readonly (readonly number[])[] {
  if (!Array.isArray(ring) || ring.length < 4) throw strange("an outline is not closed", where);
  const points = ring.map((at): readonly number[] => {
    const [x, y] = Array.isArray(at) ? at as unknown[] : [];
    const lies = typeof x === "number" && typeof y === "number" &&
      BOXES.some(([left, bottom, right, top]) => x >= left && x <= right && y >= bottom && y <= top);
    if (!lies) {
      throw strange("an outline lies outside the Netherlands, or its axes are the other way round", where);
    }
    return [x, y];
  });
  const [first, last] = [points[0]!, points.at(-1)!];
  if (first[0] !== last[0] || first[1] !== last[1]) throw strange("an outline is not closed", where);
  return points;
}
