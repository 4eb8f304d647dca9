/**
 * Begins another region, as a process of its own: writes its areas file to start from, says which files of the catalogue
 * are there, and points the workspace at them when asked.
 *
 * Usage: `deno run -A lib/sources/new_region.ts PROJECT NAME FOLDER [activate]`. Exit code 1 with the reason on standard
 * error when something is wrong.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { listDatasets } from "./catalogue.ts";
import { latestVersions } from "./cbs/file_name.ts";
import { environmentPath } from "./environment.ts";
import { parseRegionFile, REGION_FILE, type RegionFile } from "./region.ts";
import { HART_VAN_BRABANT } from "./regions/hart_van_brabant.ts";

/** Regions whose municipalities are known here. */
const KNOWN_REGIONS: readonly RegionFile[] = [HART_VAN_BRABANT];

/**
 * Makes the areas file of a region that begins: its own where it is known here, else made-up places, to be replaced.
 *
 * @param id The slug of the region.
 * @returns The content of `region.json`.
 */
export function newRegionFile(id: string): RegionFile {
  const known = KNOWN_REGIONS.find((region) => region.id === id);
  if (known) return known;
  const name = id.slice(0, 1).toUpperCase() + id.slice(1).replaceAll("-", " ");
  return {
    version: 1,
    id,
    code: "CR98",
    label: { nl: `${name} (verzonnen regio)`, en: `${name} (fictional region)` },
    fictional: true,
    areas: [
      { code: "GM9951", name: "Voorbeeldstad" },
      { code: "WK995101", name: "Voorbeeldwijk" },
      { code: "BU99510101", name: "Voorbeeldbuurt" },
    ],
  };
}

/** What was made and found. */
interface NewRegion {
  /** The areas file. */
  readonly file: string;
  /** Whether the areas in it are made up. */
  readonly fictional: boolean;
  /** Ids of datasets whose files are there. */
  readonly found: readonly string[];
  /** Ids of datasets without a file, with what is looked for. */
  readonly absent: readonly string[];
}

/**
 * Writes the areas file where there is none, and looks for the files of the catalogue.
 *
 * @param id The slug of the region.
 * @param folder Where its files lie.
 * @returns What was made and found.
 * @throws {WorkspaceError} When the areas file that is there is not accepted.
 */
export async function beginRegion(id: string, folder: string): Promise<NewRegion> {
  const file = `${folder}/${REGION_FILE}`;
  let region = newRegionFile(id);
  await Deno.mkdir(folder, { recursive: true });
  try {
    await Deno.writeTextFile(file, `${JSON.stringify(region, null, 2)}\n`, { createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    region = parseRegionFile(await Deno.readTextFile(file), file);
  }
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) if (entry.isFile) names.push(entry.name);
  const found: string[] = [], absent: string[] = [];
  for (const { id, fileStem, fileKind } of listDatasets()) {
    if (latestVersions(names, { stem: fileStem, kind: fileKind }).length > 0) found.push(id);
    else absent.push(`${id}: ${fileStem}<year>${fileKind}V<n>.sav, .parquet or .arrow`);
  }
  return { file, fictional: region.fictional, found, absent };
}

function report(
  { file, fictional, found, absent }: NewRegion,
  projectDir: string,
  folder: string,
  activated: boolean,
): string {
  const setting = JSON.stringify({ kind: "files", root: folder });
  return [
    `Areas: ${file}`,
    fictional
      ? "  Replace the made-up places by those of the region; set fictional to false for real ones."
      : "  Add the wijken and buurten that you need, and years of membership where they differ.",
    `Datasets there: ${found.length}; not there: ${absent.length}`,
    ...absent.map((line) => `  ${line}`),
    activated
      ? `The workspace reads this region now: ${environmentPath(projectDir)}` +
        (found.length === 0 ? "\nNo file is there yet: a notebook stops until those it declares are." : "") +
        "\nBack to invented people: remove that file."
      : `To let the workspace read it, write ${setting} to ${
        environmentPath(projectDir)
      }, or add --activate.`,
    "Notebooks stay as they are; choose the municipality with --param gemeente=CODE.",
    "",
  ].join("\n");
}

if (import.meta.main) {
  const [projectDir = "", id = "", folder = "", activate = ""] = Deno.args;
  try {
    const made = await beginRegion(id, folder);
    if (activate === "activate") {
      const path = environmentPath(projectDir);
      await Deno.mkdir(path.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(path, `${JSON.stringify({ kind: "files", root: folder })}\n`);
    }
    const text = report(made, projectDir, folder, activate === "activate");
    await Deno.stdout.write(new TextEncoder().encode(text));
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    await Deno.stderr.write(new TextEncoder().encode(`error: ${error.message}\n`));
    Deno.exitCode = 1;
  }
}
