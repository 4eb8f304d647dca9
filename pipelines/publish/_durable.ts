/**
 * Writing that survives a power cut: flushed files and folders, links replaced in one step.
 *
 * @module
 */
import { dirname } from "node:path";
import { WorkspaceError } from "../../lib/core/errors.ts";

/** Advice per system error; the codes are POSIX's. */
const ADVICE: Readonly<Record<string, { readonly what: string; readonly mend: string }>> = {
  ENOSPC: {
    what: "The disk is full",
    mend: "Free some space and run again; earlier editions are as they were",
  },
  EDQUOT: {
    what: "The disk quota is used up",
    mend: "Free some space and run again; earlier editions are as they were",
  },
  EROFS: {
    what: "The output folder is read-only",
    mend: "Mount it writable or choose another output folder; earlier editions are as they were",
  },
  EACCES: {
    what: "The output folder may not be written",
    mend: "Give this user write access; earlier editions are as they were",
  },
  EPERM: {
    what: "The output folder may not be changed",
    mend: "Give this user write access and lift an immutable flag; earlier editions are as they were",
  },
  EIO: {
    what: "The disk reported an error",
    mend: "Check the disk; earlier editions are as they were",
  },
};

/**
 * Turns an error of the file system into one that a person can act on; other errors stay what they are.
 *
 * @param error What was thrown.
 * @param where The file or folder in question.
 * @returns The error to throw.
 */
export function asWriteProblem(error: unknown, where: string): unknown {
  const code = codeOf(error);
  const advice = code === null ? undefined : ADVICE[code];
  return advice === undefined ? error : new WorkspaceError({ ...advice, where }, { cause: error });
}

/** The POSIX code of a system error, such as `ENOSPC`; null when it has none. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return error instanceof Deno.errors.PermissionDenied ? "EACCES" : null;
}

/** Writes a new file and flushes it. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await Deno.open(path, { write: true, create: true, truncate: true, mode: 0o644 });
  try {
    let written = 0;
    while (written < bytes.length) written += await file.write(bytes.subarray(written));
    await file.sync();
  } finally {
    file.close();
  }
}

/** Flushes a folder: the names in it, not the contents of its files. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await Deno.open(path, { read: true });
  try {
    await folder.sync();
  } finally {
    folder.close();
  }
}

/** Writes a file so that readers see the old content or the new, never a part. */
export async function replaceFile(path: string, bytes: Uint8Array, nonce: string): Promise<void> {
  const aside = `${path}.${nonce}`;
  try {
    await writeDurably(aside, bytes);
    await Deno.rename(aside, path);
  } catch (error) {
    await removeQuietly(aside);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Where a symbolic link points; null when there is none at `path`. */
export async function linkTarget(path: string): Promise<string | null> {
  try {
    return await Deno.readLink(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    if (codeOf(error) === "EINVAL") return null;
    throw error;
  }
}

/** Whether something lies at `path`, a dangling link included. */
export async function liesAt(path: string): Promise<Deno.FileInfo | null> {
  try {
    return await Deno.lstat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return null;
    throw error;
  }
}

/** Removes a file or a folder; what is gone already, or will not go, is no error: recovery comes by later. */
export async function removeQuietly(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch {
    // Left for `recoverEditions`.
  }
}

/** The names in a folder, sorted; empty when the folder is not there. */
export async function namesIn(path: string): Promise<readonly string[]> {
  try {
    const names: string[] = [];
    for await (const entry of Deno.readDir(path)) names.push(entry.name);
    return names.sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
