/**
 * Which files a notebook's imports pull in.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { fromFileUrl, isWithin, join } from "../paths.ts";
import { writeFileAtomic } from "./atomic_write.ts";
import type { FileHasher } from "./file_hash.ts";

interface InfoModule {
  readonly local?: string | null;
  readonly specifier: string;
}

/** Where graphs are remembered between editions. */
export interface GraphMemory {
  /** The file. An unreadable one is an empty one. */
  readonly file: string;
  /** Hashes files: a graph holds as long as every file in it has the same bytes. */
  readonly hasher: FileHasher;
}

/** Hashes by absolute path: the files of one graph, and the configuration that resolves its imports. */
type RememberedGraph = Readonly<Record<string, string | null>>;

/** As for hashes: the clock of a file system may be coarse. */
const QUIET_MS = 2_000;

/** Files that decide what an import means. */
const RESOLUTION: readonly string[] = ["deno.json", "deno.lock"];

/** Module graphs, each read once: fifty runs of one notebook import the same modules. Make one for each edition. */
export class ModuleGraphs {
  readonly #projectDir: string;
  readonly #memory: GraphMemory | null;
  readonly #graphs = new Map<
    string,
    { readonly files: Promise<readonly string[]>; readonly readAtMs: number }
  >();
  #remembered: Promise<Map<string, RememberedGraph>> | null = null;

  /**
   * Makes an empty collection.
   *
   * @param projectDir Root of the project.
   * @param memory Where graphs are remembered; null to ask Deno for each.
   */
  constructor(projectDir: string, memory: GraphMemory | null = null) {
    this.#projectDir = projectDir;
    this.#memory = memory;
  }

  /**
   * Lists every local file in the module graph of some entry points, among them the entry points.
   *
   * Only files of the project count: packages are fixed by the lock file, which is part of the cache key itself.
   *
   * @param entryUrls File URLs of imported modules.
   * @returns Absolute paths, sorted.
   * @throws {WorkspaceError} When a graph cannot be read.
   */
  async filesOf(entryUrls: readonly string[]): Promise<readonly string[]> {
    const lists = await Promise.all(entryUrls.map((url) => this.#filesOfOne(url)));
    return [...new Set(lists.flat())].sort();
  }

  /** Writes down what was read, for the next edition. */
  async save(): Promise<void> {
    if (this.#memory === null || this.#graphs.size === 0) return;
    const graphs = await this.#recall(this.#memory);
    for (const [url, { files, readAtMs }] of this.#graphs) {
      const hashed = await this.#hashed(await files, readAtMs, this.#memory);
      if (hashed === null) graphs.delete(url);
      else graphs.set(url, hashed);
    }
    const sorted = [...graphs].sort(([a], [b]) => (a < b ? -1 : 1));
    await writeFileAtomic(this.#memory.file, JSON.stringify(Object.fromEntries(sorted)));
  }

  #filesOfOne(url: string): Promise<readonly string[]> {
    const known = this.#graphs.get(url);
    if (known !== undefined) return known.files;
    const files = this.#read(url);
    this.#graphs.set(url, { files, readAtMs: Date.now() });
    return files;
  }

  async #read(url: string): Promise<readonly string[]> {
    if (this.#memory === null) return await graphOf(url, this.#projectDir);
    const remembered = (await this.#recall(this.#memory)).get(url);
    if (remembered !== undefined && await this.#holds(remembered, this.#memory)) {
      const config = this.#resolutionFiles();
      return Object.keys(remembered).filter((path) => !config.includes(path));
    }
    return await graphOf(url, this.#projectDir);
  }

  async #holds(graph: RememberedGraph, { hasher }: GraphMemory): Promise<boolean> {
    for (const [path, sha256] of Object.entries(graph)) if (await hasher.hash(path) !== sha256) return false;
    return true;
  }

  /** Null when a file was written about when the graph was read: the graph may be of its old text. */
  async #hashed(
    files: readonly string[],
    readAtMs: number,
    { hasher }: GraphMemory,
  ): Promise<RememberedGraph | null> {
    const hashes: Record<string, string | null> = {};
    for (const path of [...files, ...this.#resolutionFiles()]) {
      const writtenAtMs = (await Deno.stat(path)).mtime?.getTime() ?? Infinity;
      if (writtenAtMs > readAtMs - QUIET_MS) return null;
      hashes[path] = await hasher.hash(path);
    }
    return hashes;
  }

  #resolutionFiles(): readonly string[] {
    return RESOLUTION.map((name) => join(this.#projectDir, name));
  }

  #recall({ file }: GraphMemory): Promise<Map<string, RememberedGraph>> {
    return this.#remembered ??= Deno.readTextFile(file).then(
      (text) => new Map(Object.entries(JSON.parse(text) as Record<string, RememberedGraph>)),
    ).catch(() => new Map());
  }
}

async function graphOf(url: string, projectDir: string): Promise<readonly string[]> {
  const run = (...args: readonly string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: [...args, url],
      cwd: projectDir,
      stdout: "piped",
      stderr: "piped",
      env: { NO_COLOR: "1" },
    }).output();
  // A sealed kernel may read Deno's cache of compiled modules and not write it: without this step every kernel would
  // compile the library anew, which takes a quarter of a second.
  const [{ code, stdout, stderr }] = await Promise.all([
    run("info", "--json", "-q"),
    run("cache", "-q", "--cached-only"),
  ]);
  if (code !== 0) {
    throw new WorkspaceError({
      what: `Cannot read the module graph: ${new TextDecoder().decode(stderr).trim().split("\n")[0] ?? ""}`,
      where: url,
      mend: "Check that the import exists and compiles",
    });
  }
  const info = JSON.parse(new TextDecoder().decode(stdout)) as { readonly modules?: readonly InfoModule[] };
  return (info.modules ?? [])
    .filter((module) => module.specifier.startsWith("file:"))
    .map((module) => fromFileUrl(module.specifier))
    .filter((path) => isWithin(path, projectDir));
}
