/**
 * Locks between processes that end with the process that holds them, however it ends.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { asWriteProblem } from "./_durable.ts";

/** Who holds a lock, for messages. */
export interface LockHolder {
  /** Process id. */
  readonly pid: number;
  /** Name of the machine. */
  readonly host: string;
  /** What it is doing, such as `edition 2026-1`. */
  readonly purpose: string;
}

/** Something is locked by another run. */
export class BusyError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "BusyError";
  /** Who holds the lock; null when the file did not tell. */
  readonly holder: LockHolder | null;

  /**
   * Makes the error.
   *
   * @param purpose What is locked.
   * @param holder Who holds it.
   * @param where The lock file.
   */
  constructor(purpose: string, holder: LockHolder | null, where: string) {
    const who = holder === null ? "another run" : `process ${holder.pid} on ${holder.host}`;
    super({ what: `${purpose} is being made by ${who}`, where, mend: "Wait until it ends, then run again" });
    this.holder = holder;
  }
}

/** A lock that is held. */
export interface Lock {
  /** Lets go. May be called twice. */
  release(): void;
}

/** How to take a lock. */
export interface LockOptions {
  /** What it guards, in words, such as `Edition 2026-1`. */
  readonly purpose: string;
  /** How long to wait for another holder, in milliseconds. Default 0: refuse at once. */
  readonly waitMs?: number;
}

/** Between two tries: short beside the second or so that a publish takes. */
const RETRY_MS = 25;

/**
 * Takes an exclusive lock on a file, which is made when it is not there and stays afterwards.
 *
 * The lock is the operating system's (`flock`): a killed holder leaves none behind, and a process id that came
 * round again cannot be mistaken for a holder. Only who holds the lock may remove its file; who waited for it then notices,
 * since a lock on a file without a name would guard nothing.
 *
 * @example Two holders
 * ```ts
 * import { takeLock } from "./lock.ts";
 * import assert from "node:assert/strict";
 *
 * const dir = await Deno.makeTempDir();
 * const lock = await takeLock(`${dir}/a.lock`, { purpose: "Edition 2026-1" });
 * await assert.rejects(takeLock(`${dir}/a.lock`, { purpose: "Edition 2026-1" }), /is being made by process/);
 * lock.release();
 * (await takeLock(`${dir}/a.lock`, { purpose: "Edition 2026-1" })).release();
 * ```
 *
 * @param path The lock file.
 * @param options What it guards and how long to wait.
 * @returns The lock.
 * @throws {BusyError} When another holder keeps it for longer than `waitMs`.
 * @throws {WorkspaceError} When the file cannot be made.
 */
export async function takeLock(path: string, options: LockOptions): Promise<Lock> {
  const file = await openLockFile(path);
  try {
    const tries = 1 + Math.ceil((options.waitMs ?? 0) / RETRY_MS);
    for (let attempt = 1; !(await file.tryLock(true)); attempt++) {
      if (attempt >= tries) throw new BusyError(options.purpose, await readHolder(path), path);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    if (!await isStillNamed(file, path)) throw new BusyError(options.purpose, null, path);
    await writeHolder(path, options.purpose);
  } catch (error) {
    file.close();
    throw asWriteProblem(error, path);
  }
  let held = true;
  return {
    release() {
      if (held) file.close();
      held = false;
    },
  };
}

/** Opened for reading: a file open for writing would keep an administrator from mounting the disk read-only. */
async function openLockFile(path: string): Promise<Deno.FsFile> {
  try {
    (await Deno.open(path, { write: true, create: true, mode: 0o644 })).close();
    return await Deno.open(path, { read: true });
  } catch (error) {
    throw asWriteProblem(error, path);
  }
}

/** Whether the path still leads to the file, or to none or another since its last holder removed it. */
async function isStillNamed(file: Deno.FsFile, path: string): Promise<boolean> {
  const named = await Deno.stat(path).catch(() => null);
  const held = await file.stat();
  return named !== null && named.ino === held.ino && named.dev === held.dev;
}

async function writeHolder(path: string, purpose: string): Promise<void> {
  const holder: LockHolder = { pid: Deno.pid, host: Deno.hostname(), purpose };
  await Deno.writeTextFile(path, JSON.stringify(holder));
}

async function readHolder(path: string): Promise<LockHolder | null> {
  try {
    const value: unknown = JSON.parse(await Deno.readTextFile(path));
    return isHolder(value) ? value : null;
  } catch {
    return null; // The holder is writing it at this moment: the message does without.
  }
}

function isHolder(value: unknown): value is LockHolder {
  return typeof value === "object" && value !== null && "pid" in value && typeof value.pid === "number" &&
    "host" in value && typeof value.host === "string" && "purpose" in value &&
    typeof value.purpose === "string";
}
