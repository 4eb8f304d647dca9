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

/**
 * Lists every local file in the module graph of some entry points, among them the entry points.
 *
 * Only files of the project count: packages are fixed by the lock file, which is part of the cache key itself.
 *
 * @param entryUrls File URLs of imported modules.
 * @param projectDir Root of the project.
 * @returns Absolute paths, sorted.
 * @throws {WorkspaceError} When the graph cannot be read.
 */
export async function moduleFilesOf(
  entryUrls: readonly string[],
  projectDir: string,
): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const list of await Promise.all([...entryUrls].sort().map((url) => graphOf(url, projectDir)))) {
    for (const file of list) files.add(file);
  }
  return [...files].sort();
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
