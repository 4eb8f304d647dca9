/**
 * Fetches the outlines of a region's municipalities, wijken and buurten from PDOK, once, as a process of its own.
 *
 * Usage: `deno run -A lib/sources/fetch_outlines.ts FOLDER YEAR`, where FOLDER holds `region.json`. Exit code 1 with the
 * reason on standard error when an area or the service is not there.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { levelOf } from "../core/region.ts";
import { parseRegionFile, REGION_FILE } from "./region.ts";
import { type OutlinesFile, outlinesFileName } from "./region_outlines.ts";
import { type BoundaryOptions, loadBoundaries } from "./regions/boundaries.ts";

/** How to ask the service; as for {@linkcode loadBoundaries}. */
export type FetchOptions = Omit<BoundaryOptions, "level" | "year" | "municipalities">;

/**
 * Writes the outlines of a year beside the areas of a region.
 *
 * @param folder Where `region.json` lies.
 * @param year The year of boundaries.
 * @param options How to ask the service.
 * @returns The path of the file, and how many outlines it holds.
 * @throws {WorkspaceError} When the region is fictional or not accepted, or the service has not what was asked.
 */
export async function fetchOutlines(
  folder: string,
  year: number,
  options: FetchOptions = {},
): Promise<{ readonly path: string; readonly count: number }> {
  const regionPath = `${folder}/${REGION_FILE}`;
  const region = parseRegionFile(await Deno.readTextFile(regionPath), regionPath);
  if (region.fictional) {
    throw new WorkspaceError({
      what: "The region is fictional: its outlines are made up when a map is drawn",
      where: regionPath,
      mend: "Set fictional to false when its areas are real",
    });
  }
  const municipalities = region.areas
    .filter(({ code, from, to }) =>
      levelOf(code) === "gemeente" && year >= (from ?? -Infinity) && year <= (to ?? Infinity)
    )
    .map(({ code }) => code);
  const answers = [];
  for (const level of ["gemeente", "wijk", "buurt"] as const) {
    answers.push(await loadBoundaries({ ...options, level, year, municipalities }));
  }
  const file: OutlinesFile = {
    type: "FeatureCollection",
    citation: answers[0]?.citation ?? "",
    features: answers.flatMap(({ boundaries }) => boundaries.features),
  };
  const path = `${folder}/${outlinesFileName(year)}`;
  await Deno.writeTextFile(path, `${JSON.stringify(file)}\n`);
  return { path, count: file.features.length };
}

if (import.meta.main) {
  const [folder = "", year = ""] = Deno.args;
  try {
    const { path, count } = await fetchOutlines(folder, Number(year));
    await Deno.stdout.write(new TextEncoder().encode(`${count} outlines: ${path}\n`));
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    await Deno.stderr.write(new TextEncoder().encode(`error: ${error.message}\n`));
    Deno.exitCode = 1;
  }
}
