/**
 * What a run really depended on, and whether that still holds.
 *
 * @module
 */
import type { AccessRecord } from "../kernel/types.ts";
import { isAbsolute, join, relative } from "../paths.ts";
import type { RunInput } from "../publish/run_record.ts";
import type { FileHasher } from "./file_hash.ts";

/** Why a file is a dependency. */
export type DependencyRole = "module" | "dataset" | "file";

/** One file that a run read. */
export interface Dependency {
  /** Path relative to the project. */
  readonly path: string;
  /** SHA-256 at the time of the run; null when the run saw that there was no such file. */
  readonly sha256: string | null;
  /** Why it counts. */
  readonly role: DependencyRole;
}

/**
 * Turns what the sandbox recorded and what the module graph holds into a list of hashed files.
 *
 * Packages and the runtime's own files are left out: the lock file and the Deno version stand for them in the key.
 *
 * @param accesses The kernel's trace.
 * @param moduleFiles Absolute paths of imported project modules.
 * @param projectDir Root of the project.
 * @param hasher Hashes files.
 * @returns Dependencies sorted by path.
 */
export async function dependenciesOf(
  accesses: readonly AccessRecord[],
  moduleFiles: readonly string[],
  projectDir: string,
  hasher: FileHasher,
): Promise<readonly Dependency[]> {
  const roles = new Map<string, DependencyRole>();
  for (const file of moduleFiles) roles.set(relative(projectDir, file), "module");
  for (const access of accesses) {
    const role = roleOf(access);
    if (role === null) continue;
    const path = isAbsolute(access.value) ? relative(projectDir, access.value) : access.value;
    if (!roles.has(path)) roles.set(path, role);
  }
  const found: Dependency[] = [];
  for (const [path, role] of roles) {
    const absolute = join(projectDir, path);
    if (await isFolder(absolute)) continue;
    found.push({ path, sha256: await hasher.hash(absolute), role });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function roleOf(access: AccessRecord): DependencyRole | null {
  if (access.permission !== "read" || access.result !== "allow" || access.value === "") return null;
  if (access.rule.startsWith("dataset:")) return "dataset";
  if (access.rule === "module" || access.rule === "project") return "module";
  if (access.rule.startsWith("notebook") || access.rule.startsWith("granted")) return "file";
  return null;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch {
    return false;
  }
}

/**
 * Describes for the record what a run read: the dependencies that were there.
 *
 * @param dependencies What a run depended on.
 * @param projectDir Root of the project.
 * @returns The files with their sizes, in the same order.
 */
export async function describeInputs(
  dependencies: readonly Dependency[],
  projectDir: string,
): Promise<readonly RunInput[]> {
  const inputs = dependencies.map(async ({ path, sha256, role }): Promise<readonly RunInput[]> => {
    if (sha256 === null) return [];
    const { size } = await Deno.stat(join(projectDir, path));
    return [{ path, sha256, bytes: size, role: role === "file" ? "other" : role }];
  });
  return (await Promise.all(inputs)).flat();
}

/**
 * Finds the first dependency that changed.
 *
 * @param dependencies What a run depended on.
 * @param projectDir Root of the project.
 * @param hasher Hashes files.
 * @returns The changed path with what happened to it; null when all is as it was.
 */
export async function findChangedDependency(
  dependencies: readonly Dependency[],
  projectDir: string,
  hasher: FileHasher,
): Promise<string | null> {
  for (const dependency of dependencies) {
    const now = await hasher.hash(join(projectDir, dependency.path));
    if (now === dependency.sha256) continue;
    const what = now === null ? "is gone" : dependency.sha256 === null ? "appeared" : "changed";
    return `${dependency.path} ${what}`;
  }
  return null;
}
