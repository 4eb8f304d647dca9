/**
 * Which files a notebook's imports pull in.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { fromFileUrl, isWithin } from "../paths.ts";

interface InfoModule {
  readonly local?: string | null;
  readonly specifier: string;
}

/** Module graphs, each read once: fifty runs of one notebook import the same modules. Make one for each edition. */
export class ModuleGraphs {
  readonly #projectDir: string;
  readonly #graphs = new Map<string, Promise<readonly string[]>>();

  /**
   * Makes an empty collection.
   *
   * @param projectDir Root of the project.
   */
  constructor(projectDir: string) {
    this.#projectDir = projectDir;
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

  #filesOfOne(url: string): Promise<readonly string[]> {
    const known = this.#graphs.get(url);
    if (known !== undefined) return known;
    const graph = graphOf(url, this.#projectDir);
    this.#graphs.set(url, graph);
    return graph;
  }
}

async function graphOf(url: string, projectDir: string): Promise<readonly string[]> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "-q", url],
    cwd: projectDir,
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  });
  const { code, stdout, stderr } = await command.output();
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
