/**
 * From dataset ids to the files that hold them, in the environment of this machine.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { sha256Hex } from "../core/hash.ts";
import { type DatasetDefinition, findDataset } from "./catalogue.ts";
import { latestVersions, parseCbsFileName } from "./cbs/file_name.ts";
import { type Environment, environmentPath, readEnvironment } from "./environment.ts";
import { type GrantedFile, grantedFiles } from "./granted.ts";
import { REGION_DATASET, REGION_FILE } from "./region.ts";
import { OUTLINES_DATASET } from "./region_outlines.ts";
import { ensureSynthetic } from "./synthetic/ensure.ts";
import { MANIFEST_NAME, type ManifestFile } from "./synthetic/manifest.ts";
import { shardFolder } from "./synthetic/shards.ts";

/** One file of a dataset. */
export interface DatasetFile {
  /** The dataset's id. */
  readonly datasetId: string;
  /** The year in the file name. */
  readonly year: number;
  /** The absolute path. */
  readonly path: string;
  /** SHA-256 of the bytes; absent where the file is not read yet. */
  readonly sha256?: string;
}

/** A file that a run may read. */
export interface PreparedFile {
  /** The dataset's id; `workspace/...` for settings. */
  readonly datasetId: string;
  /** The absolute path. */
  readonly path: string;
  /** SHA-256 of the bytes. */
  readonly sha256: string;
  /** The size in bytes. */
  readonly bytes: number;
}

/** The folder of the workspace. */
export function defaultProjectDir(): string {
  return new URL("../../", import.meta.url).pathname.replace(/\/$/, "");
}

/**
 * Finds the files of a dataset; synthetic ones are made when they are not there yet.
 *
 * @param id The dataset's id.
 * @param options `projectDir` is the folder of the workspace.
 * @returns The files, by year.
 * @throws {WorkspaceError} When the id is unknown or no file is found.
 */
export async function locateDataset(
  id: string,
  options: { readonly projectDir: string },
): Promise<readonly DatasetFile[]> {
  const definition = findDataset(id);
  const granted = grantedFiles(id);
  if (granted !== null) return grantedFilesOf(granted, definition);
  const environment = await readEnvironment(options.projectDir);
  const files = environment.kind === "synthetic"
    ? await syntheticFilesOf(id, environment, options.projectDir)
    : await realFilesOf(definition, environment.root);
  if (files.length > 0) return files;
  throw new WorkspaceError({
    what: `No file of dataset ${id} was found`,
    where: environment.kind === "files" ? environment.root : options.projectDir,
    mend: `Look for ${definition.fileStem}<year>${definition.fileKind}V<n>`,
  });
}

/** Inside a run: what was made ready, with the year that the file's name tells. */
function grantedFilesOf(
  granted: readonly GrantedFile[],
  definition: DatasetDefinition,
): readonly DatasetFile[] {
  if (granted.length === 0) {
    throw new WorkspaceError({
      what: `The notebook does not declare dataset ${definition.id}`,
      mend: "Add it to smart_start.datasets in the notebook's metadata",
    });
  }
  return granted
    .map((file) => ({ ...file, year: parseCbsFileName(file.path.replace(/^.*[\\/]/, ""))?.year ?? 0 }))
    .sort((a, b) => a.year - b.year);
}

async function syntheticFilesOf(
  id: string,
  { shard, size }: Extract<Environment, { readonly kind: "synthetic" }>,
  projectDir: string,
): Promise<readonly DatasetFile[]> {
  const directory = syntheticDirectory(projectDir);
  const manifest = await ensureSynthetic({ size, directory });
  const files = manifest.files.filter((file) => file.datasetId === id);
  return (shard === undefined ? files : filesOfShard(files, shard))
    .map((file) => ({
      datasetId: id,
      year: file.year,
      path: `${directory}/${size}/${file.name}`,
      sha256: file.sha256,
    }))
    .sort((a, b) => a.year - b.year);
}

/** The files of one shard. Local partners have files in the first one only: then those. */
function filesOfShard(files: readonly ManifestFile[], shard: number): readonly ManifestFile[] {
  const within = (one: number) => files.filter(({ name }) => name.startsWith(`${shardFolder(one)}/`));
  const own = within(shard);
  return own.length > 0 || !files.every(({ name }) => name.startsWith(`${shardFolder(0)}/`))
    ? own
    : within(0);
}

async function realFilesOf(definition: DatasetDefinition, root: string): Promise<readonly DatasetFile[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(root)) if (entry.isFile) names.push(entry.name);
  return latestVersions(names, { stem: definition.fileStem, kind: definition.fileKind })
    .map((file) => ({ datasetId: definition.id, year: file.year, path: `${root}/${file.fileName}` }));
}

function syntheticDirectory(projectDir: string): string {
  return `${projectDir}/.smart-start/data/synthetic`;
}

/**
 * Makes datasets ready before a sealed run, and lists every file that the run may read for them.
 *
 * The list holds the setting and the manifest too (`workspace/environment`, `workspace/synthetic-manifest`), because
 * {@linkcode locateDataset} reads them inside the run.
 *
 * @param ids The datasets that the notebook declares.
 * @param options `projectDir` is the folder of the workspace.
 * @returns The files, by path; a yearly dataset has several.
 * @throws {WorkspaceError} When an id is unknown or no file is found.
 */
export async function prepareDatasets(
  ids: readonly string[],
  options: { readonly projectDir: string },
): Promise<readonly PreparedFile[]> {
  const { projectDir } = options;
  const environment = await readEnvironment(projectDir);
  const prepared: PreparedFile[] = [];
  for (const id of ids) {
    for (const file of await locateDataset(id, options)) prepared.push(await describe(id, file.path));
  }
  const setting = environmentPath(projectDir);
  await Deno.mkdir(setting.replace(/\/[^/]*$/, ""), { recursive: true });
  await writeIfAbsent(setting, `${JSON.stringify(environment)}\n`);
  prepared.push(await describe("workspace/environment", setting));
  if (environment.kind === "synthetic" && ids.length > 0) {
    const manifest = `${syntheticDirectory(projectDir)}/${environment.size}/${MANIFEST_NAME}`;
    prepared.push(await describe("workspace/synthetic-manifest", manifest));
  }
  if (environment.kind === "files") prepared.push(...await describeRegion(environment.root));
  return prepared.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Names of files with outlines. */
const OUTLINES_REGEXP = /^outlines-\d{4}\.geojson$/;

/** The areas that the files are about, with outlines; a folder without them is about the region of the workspace. */
async function describeRegion(root: string): Promise<readonly PreparedFile[]> {
  try {
    const found = [await describe(REGION_DATASET, `${root}/${REGION_FILE}`)];
    for await (const { name, isFile } of Deno.readDir(root)) {
      if (isFile && OUTLINES_REGEXP.test(name)) {
        found.push(await describe(OUTLINES_DATASET, `${root}/${name}`));
      }
    }
    return found;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function describe(datasetId: string, path: string): Promise<PreparedFile> {
  const bytes = await Deno.readFile(path);
  return { datasetId, path, sha256: sha256Hex(bytes), bytes: bytes.byteLength };
}

async function writeIfAbsent(path: string, text: string): Promise<void> {
  try {
    await Deno.writeTextFile(path, text, { createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}
