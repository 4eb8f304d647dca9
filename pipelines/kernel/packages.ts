/**
 * Which packages the lock file names, and which of them a file in Deno's cache belongs to.
 *
 * @module
 */
import { join, relative, sep } from "node:path";

/** The packages of a lock file, with the cache that they lie in. */
export interface LockedPackages {
  /** Folder of the npm cache, absolute. */
  readonly npmDir: string;
  /** `name@version` of every locked package. */
  readonly names: ReadonlySet<string>;
}

/**
 * Reads the locked packages.
 *
 * @param lockFile Path of `deno.lock`. Without the file no package is locked.
 * @param denoDir Folder of Deno's caches.
 * @returns The packages.
 * @throws {SyntaxError} When the lock file is no JSON.
 */
export async function readLockedPackages(lockFile: string, denoDir: string): Promise<LockedPackages> {
  const text = await Deno.readTextFile(lockFile).catch((error: unknown) => {
    if (error instanceof Deno.errors.NotFound) return "{}";
    throw error;
  });
  const lock = JSON.parse(text) as { readonly npm?: Readonly<Record<string, unknown>> };
  return { npmDir: join(denoDir, "npm"), names: new Set(Object.keys(lock.npm ?? {}).map(withoutPeers)) };
}

/** A key may name peers after the version: `name@1.0.0_peer@2.0.0`. */
function withoutPeers(key: string): string {
  const at = key.indexOf("@", 1);
  const underscore = key.indexOf("_", at);
  return underscore < 0 ? key : key.slice(0, underscore);
}

/**
 * Finds the locked package of a file.
 *
 * @param locked The packages.
 * @param path A path without links.
 * @returns `name@version`; null when the file belongs to no locked package.
 */
export function packageOfPath(locked: LockedPackages, path: string): string | null {
  const parts = relative(locked.npmDir, path).split(sep);
  if (parts[0] === ".." || parts.length < 3) return null;
  const [first, second, third] = parts.slice(1);
  const [name, version] = first?.startsWith("@") ? [`${first}/${second}`, third] : [first, second];
  // The cache keeps a second copy of a package with other peers as `version_1`.
  const key = `${name}@${version?.replace(/_\d+$/, "")}`;
  return locked.names.has(key) ? key : null;
}

/**
 * Lists where the locked packages lie in the cache, with what Deno keeps beside them to resolve versions.
 *
 * @param locked The packages.
 * @returns Absolute paths, sorted; of packages for other systems the folders need not exist.
 */
export async function packageFolders(locked: LockedPackages): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const registry of await listFolders(locked.npmDir)) {
    for (const key of locked.names) {
      const at = key.lastIndexOf("@");
      const folder = join(locked.npmDir, registry, key.slice(0, at));
      paths.push(join(folder, key.slice(at + 1)), join(folder, "registry.json"));
    }
  }
  return paths.sort();
}

async function listFolders(dir: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(dir)) if (entry.isDirectory) names.push(entry.name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}
