/**
 * Writing a region to a folder of its own, of which nobody sees half.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { canonicalJson, sha256Hex } from "../../core/hash.ts";
import { writeParquet } from "../parquet.ts";
import { drawCare } from "./care.ts";
import type { ManifestFile, SyntheticManifest } from "./manifest.ts";
import { GENERATOR_VERSION, MANIFEST_NAME } from "./manifest.ts";
import { buildPeople } from "./people.ts";
import type { Region } from "./region.ts";
import { syntheticFiles } from "./tables.ts";
import { drawTraits, YEARS, yearState } from "./years.ts";

/** What a region is made of. */
export interface RegionPlan {
  /** The name from which all numbers derive. */
  readonly seed: string;
  /** About how many persons live there. */
  readonly inhabitants: number;
  /** Which shard of the country: its areas and its keys. 0 is the region of the workspace. */
  readonly shard: number;
}

/** Builds a region in memory. */
export function buildPlan({ seed, inhabitants, shard }: RegionPlan): Region {
  const world = buildPeople(seed, inhabitants, shard);
  const traits = drawTraits(seed, world);
  const states = YEARS.map((year) => yearState(seed, world, traits, year));
  return { seed, world, traits, states, care: drawCare(seed, world, traits, states), shard };
}

/** Reads the manifest of a folder; null where there is none, or one of another version of the generator. */
export async function readManifest(folder: string): Promise<SyntheticManifest | null> {
  try {
    const manifest = JSON.parse(await Deno.readTextFile(`${folder}/${MANIFEST_NAME}`)) as SyntheticManifest;
    return manifest.version === GENERATOR_VERSION ? manifest : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Writes the manifest of a folder, its files sorted by name, and gives it. */
export async function writeManifest(
  folder: string,
  of: Omit<SyntheticManifest, "version">,
): Promise<SyntheticManifest> {
  const files = of.files.toSorted((a, b) => a.name < b.name ? -1 : 1);
  const manifest: SyntheticManifest = { version: GENERATOR_VERSION, size: of.size, files };
  await Deno.writeTextFile(`${folder}/${MANIFEST_NAME}`, `${canonicalJson(manifest)}\n`);
  return manifest;
}

/**
 * Makes sure that a region is in its folder: written to a draft beside it, which is then renamed.
 *
 * @param folder Where it has to stand.
 * @param size What the manifest says.
 * @param plan What to build.
 * @returns The manifest, found or written.
 * @throws {WorkspaceError} When the folder cannot be written.
 */
export async function ensureFolder(
  folder: string,
  size: SyntheticManifest["size"],
  plan: RegionPlan,
): Promise<SyntheticManifest> {
  const found = await readManifest(folder);
  if (found) return found;
  const [parent, name] = [folder.replace(/\/[^/]*$/, ""), folder.replace(/^.*\//, "")];
  await makeDirectory(parent);
  return await inTurn(`${parent}/.${name}.lock`, async () => {
    const made = await readManifest(folder);
    if (made) return made;
    const draft = await Deno.makeTempDir({ dir: parent, prefix: `.${name}-` });
    try {
      const manifest = await writeManifest(draft, { size, files: await writeFiles(draft, buildPlan(plan)) });
      await replaceFolder(draft, folder);
      return manifest;
    } finally {
      await Deno.remove(draft, { recursive: true }).catch(() => {});
    }
  });
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await Deno.mkdir(directory, { recursive: true });
  } catch (cause) {
    throw new WorkspaceError({
      what: "The folder for synthetic data cannot be made",
      where: directory,
      mend: "Run `deno run -A lib/sources/prepare.ts` outside the sandbox first",
    }, { cause });
  }
}

/** Works while no other process makes the same files; a turn ends with its process, however that ends. */
async function inTurn<Made>(path: string, work: () => Promise<Made>): Promise<Made> {
  using file = await Deno.open(path, { write: true, create: true });
  await file.lock(true);
  try {
    return await work();
  } finally {
    // Who waits for this file finds the work done; who comes later makes a file of its own and finds it done too.
    await Deno.remove(path).catch(() => {});
  }
}

/** Writes a table at a time. */
async function writeFiles(folder: string, region: Region): Promise<readonly ManifestFile[]> {
  const files: ManifestFile[] = [];
  for (const file of syntheticFiles(region)) {
    const bytes = writeParquet(file.table());
    const name = `${file.name}.parquet`;
    await Deno.writeFile(`${folder}/${name}`, bytes);
    const { datasetId, year } = file;
    files.push({ datasetId, name, year, sha256: sha256Hex(bytes), bytes: bytes.byteLength });
  }
  return files;
}

/** Puts the draft in its place; what an older version of the generator left there goes. */
async function replaceFolder(draft: string, folder: string): Promise<void> {
  if (await readManifest(folder) !== null) return;
  try {
    await Deno.remove(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  await Deno.rename(draft, folder);
}
