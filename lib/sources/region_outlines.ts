/**
 * The outlines of the region that this machine works for, for the maps of its briefings.
 *
 * A fictional region gets made-up outlines. A real one has files beside `region.json`, fetched beforehand from PDOK: a
 * sealed run reaches no network, so that a map of an edition is made of bytes that stand in its provenance.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { levelOf } from "../core/region.ts";
import { grantedFiles } from "./granted.ts";
import { areasOf, currentRegion, regionPath } from "./region.ts";
import { fictionalOutlines, type OutlineLevel } from "./regions/fictional_outlines.ts";
import type { AreaOutlines } from "./regions/outline.ts";

/** The id under which a run is granted the files with outlines. */
export const OUTLINES_DATASET = "workspace/outlines";

/** What a file with outlines holds. */
export interface OutlinesFile extends AreaOutlines {
  /** GeoJSON. */
  readonly type: "FeatureCollection";
  /** How to cite them. */
  readonly citation: string;
}

/** The name of the file with the outlines of a year: gemeenten, wijken and buurten together. */
export function outlinesFileName(year: number): string {
  return `outlines-${year}.geojson`;
}

/** Outlines with what has to stand beside them. */
export interface RegionOutlines {
  /** The outlines by code, as maps take them. */
  readonly boundaries: AreaOutlines;
  /** A sentence on where the borders come from. */
  readonly citation: Label;
}

/** Which outlines. */
export interface OutlinesOptions {
  /** The level to draw. */
  readonly level: OutlineLevel;
  /** The year of boundaries. */
  readonly year: number;
  /** Only areas in this municipality or wijk; the whole region by default. */
  readonly within?: string;
  /** The folder of the workspace; that of this file by default. */
  readonly projectDir?: string;
}

/**
 * Gives the outlines of the region that this machine works for.
 *
 * @example Wijken of one municipality
 * ```ts
 * import { outlinesOf } from "./region_outlines.ts";
 * import assert from "node:assert/strict";
 *
 * const { boundaries, citation } = outlinesOf({ level: "wijk", year: 2023, within: "GM9909" });
 * assert.equal(boundaries.features.length, 3);
 * assert.match(citation.nl, /verzonnen/);
 * ```
 *
 * @param options The level, the year, and of which area.
 * @returns The outlines and how to cite them.
 * @throws {WorkspaceError} When there are none, and no fictional region for which they are made up.
 */
export function outlinesOf(options: OutlinesOptions): RegionOutlines {
  const { level, year, within } = options;
  const place = options.projectDir === undefined ? {} : { projectDir: options.projectDir };
  const file = readOutlines(options);
  if (file === null && !currentRegion(place).fictional) throw absent(year);
  const drawn = file ?? fictionalOutlines(areasOf(year, place), level);
  const features = drawn.features.filter(({ properties }) => {
    const code = String(properties["statcode"]);
    // Codes nest by their digits: WK9901… and BU9901… lie in GM9901.
    return levelOf(code) === level && code.slice(2).startsWith((within ?? "").slice(2));
  });
  if (features.length === 0) throw absent(year);
  return {
    boundaries: { features },
    citation: file === null
      ? { nl: "De grenzen op de kaart zijn verzonnen.", en: "The borders on the map are made up." }
      : { nl: `Grenzen: ${file.citation}.`, en: `Borders: ${file.citation}.` },
  };
}

function absent(year: number): WorkspaceError {
  return new WorkspaceError({
    what: `There are no outlines of these areas in ${year}`,
    where: outlinesFileName(year),
    mend: `Fetch them once: deno run -A lib/sources/fetch_outlines.ts FOLDER ${year}`,
  });
}

function readOutlines({ year, projectDir }: OutlinesOptions): OutlinesFile | null {
  const name = outlinesFileName(year);
  const granted = grantedFiles(OUTLINES_DATASET);
  const path = granted === null
    ? regionPath(projectDir)?.replace(/[^/]*$/, name)
    : granted.find((file) => file.path.endsWith(`/${name}`))?.path;
  if (path === undefined) return null;
  try {
    return JSON.parse(Deno.readTextFileSync(path)) as OutlinesFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    if (!(error instanceof SyntaxError)) throw error;
    throw new WorkspaceError({ what: "The outlines are no JSON", where: path, mend: "Fetch them again" });
  }
}
