/**
 * Scratch folders: a fresh one for each run, and none that outlives its process for long.
 *
 * A folder belongs to who holds the lock beside it. The lock is the operating system's, so it ends with its holder,
 * however that ends; the next run then removes what was left.
 *
 * @module
 */
import type { ProjectLayout } from "../layout.ts";
import { join } from "../paths.ts";
import { BusyError, type Lock, takeLock } from "../publish/lock.ts";

/** A scratch folder that is in use. */
export interface Scratch extends AsyncDisposable {
  /** Its path. */
  readonly dir: string;
}

const LOCK_SUFFIX = ".lock";

/**
 * Makes a scratch folder, and removes those of runs that were killed.
 *
 * @param layout The project.
 * @param name What its name begins with.
 * @returns The folder; dispose of it to remove it.
 */
export async function makeScratch(layout: ProjectLayout, name: string): Promise<Scratch> {
  const root = layout.scratchRootDir;
  await Deno.mkdir(root, { recursive: true });
  await removeOrphans(root);
  const { dir, lock } = await claim(root, name);
  return {
    dir,
    [Symbol.asyncDispose]: async () => {
      await removeQuietly(dir);
      await removeQuietly(dir + LOCK_SUFFIX);
      lock.release();
    },
  };
}

/** A lock first, then the folder: a folder without a holder is never one that is about to be used. */
async function claim(root: string, name: string): Promise<{ readonly dir: string; readonly lock: Lock }> {
  for (;;) {
    const nonce = crypto.getRandomValues(new Uint8Array(8)).toHex();
    const dir = join(root, `${name}-${nonce}`);
    try {
      const lock = await takeLock(dir + LOCK_SUFFIX, { purpose: `Scratch folder of ${name}` });
      await Deno.mkdir(dir, { mode: 0o700 });
      return { dir, lock };
    } catch (error) {
      // Another run took the new lock for one of a run that had ended, and removes it.
      if (!(error instanceof BusyError)) throw error;
    }
  }
}

async function removeOrphans(root: string): Promise<void> {
  for await (const { name } of Deno.readDir(root)) {
    const dir = join(root, name.endsWith(LOCK_SUFFIX) ? name.slice(0, -LOCK_SUFFIX.length) : name);
    const file = await openLock(dir + LOCK_SUFFIX);
    if (file === "absent") await removeQuietly(dir);
    if (typeof file === "string") continue;
    try {
      if (!await file.tryLock(true)) continue;
      await removeQuietly(dir);
      await removeQuietly(dir + LOCK_SUFFIX);
    } finally {
      file.close();
    }
  }
}

async function openLock(path: string): Promise<Deno.FsFile | "absent" | "closed"> {
  try {
    return await Deno.open(path, { read: true });
  } catch (error) {
    return error instanceof Deno.errors.NotFound ? "absent" : "closed";
  }
}

async function removeQuietly(path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch(() => {});
}
