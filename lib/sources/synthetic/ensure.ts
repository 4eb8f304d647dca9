/**
 * Writes the synthetic region to disk once; later calls find it there.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../../core/hash.ts";
import { WorkspaceError } from "../../core/errors.ts";
import { writeParquet } from "../parquet.ts";
import { drawCare } from "./care.ts";
import { buildPeople } from "./people.ts";
import { type Region, syntheticFiles } from "./tables.ts";
import { drawTraits, YEARS, yearState } from "./years.ts";

/** Sizes of the synthetic region. */
export type SyntheticSize = "tiny" | "small" | "region";

/** About how many inhabitants each size has. */
export const INHABITANTS: Readonly<Record<SyntheticSize, number>> = {
  tiny: 2_000,
  small: 50_000,
  region: 475_000,
};

/** The version of the generator: another version may write other bytes. */
export const GENERATOR_VERSION = 6;

/** One file of the region as it stands on disk. */
export interface ManifestFile {
  /** The dataset id, for example `cbs/inhatab`. */
  readonly datasetId: string;
  /** The file name. */
  readonly name: string;
  /** The year of the file. */
  readonly year: number;
  /** SHA-256 of the bytes. */
  readonly sha256: string;
  /** The size in bytes. */
  readonly bytes: number;
}

/** What was written. */
export interface SyntheticManifest {
  /** The version of the generator. */
  readonly version: number;
  /** The size. */
  readonly size: SyntheticSize;
  /** The files, sorted by name. */
  readonly files: readonly ManifestFile[];
}

/** The name of the manifest in the folder of a size. */
export const MANIFEST_NAME = "manifest.json";

/**
 * Builds the region in memory.
 *
 * @param size The size.
 * @returns The region; the same size gives the same region everywhere.
 */
export function buildRegion(size: SyntheticSize): Region {
  const seed = `synthetic/${size}`;
  const world = buildPeople(seed, INHABITANTS[size]);
  const traits = drawTraits(seed, world);
  const states = YEARS.map((year) => yearState(seed, world, traits, year));
  return { seed, world, traits, states, care: drawCare(seed, world, traits, states) };
}

/**
 * Makes sure that the files of a size are on disk, and gives the manifest.
 *
 * Files are written to a folder beside the final one, which is then renamed: nobody sees half a region. Same size and
 * version, same bytes.
 *
 * @param options `size`, and `directory` in which the folder of the size stands.
 * @returns The manifest.
 * @throws {WorkspaceError} When the folder cannot be written.
 */
export async function ensureSynthetic(
  options: { readonly size: SyntheticSize; readonly directory: string },
): Promise<SyntheticManifest> {
  const folder = `${options.directory}/${options.size}`;
  const found = await readManifest(folder);
  if (found) return found;
  const draft = await Deno.makeTempDir({
    dir: await madeDirectory(options.directory),
    prefix: `.${options.size}-`,
  });
  try {
    const manifest = await writeRegion(draft, options.size);
    await replaceFolder(draft, folder);
    return manifest;
  } finally {
    await Deno.remove(draft, { recursive: true }).catch(() => {});
  }
}

async function madeDirectory(directory: string): Promise<string> {
  try {
    await Deno.mkdir(directory, { recursive: true });
    return directory;
  } catch (cause) {
    throw new WorkspaceError({
      what: "The folder for synthetic data cannot be made",
      where: directory,
      mend: "Run `deno run -A lib/sources/prepare.ts` outside the sandbox first",
    }, { cause });
  }
}

async function readManifest(folder: string): Promise<SyntheticManifest | null> {
  try {
    const manifest = JSON.parse(await Deno.readTextFile(`${folder}/${MANIFEST_NAME}`)) as SyntheticManifest;
    return manifest.version === GENERATOR_VERSION ? manifest : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function writeRegion(folder: string, size: SyntheticSize): Promise<SyntheticManifest> {
  const files: ManifestFile[] = [];
  for (const file of syntheticFiles(buildRegion(size))) {
    const bytes = writeParquet(file.table());
    const name = `${file.name}.parquet`;
    await Deno.writeFile(`${folder}/${name}`, bytes);
    files.push({
      datasetId: file.datasetId,
      name,
      year: file.year,
      sha256: sha256Hex(bytes),
      bytes: bytes.byteLength,
    });
  }
  files.sort((a, b) => a.name < b.name ? -1 : 1);
  const manifest: SyntheticManifest = { version: GENERATOR_VERSION, size, files };
  await Deno.writeTextFile(`${folder}/${MANIFEST_NAME}`, `${canonicalJson(manifest)}\n`);
  return manifest;
}

async function replaceFolder(draft: string, folder: string): Promise<void> {
  try {
    await Deno.remove(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  try {
    await Deno.rename(draft, folder);
  } catch (error) {
    // Another process was first; it wrote the same bytes.
    if (await readManifest(folder) === null) throw error;
  }
}
