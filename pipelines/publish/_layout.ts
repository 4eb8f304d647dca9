/**
 * Where things lie under the output folder.
 *
 * ```text
 * current -> 2026-1                    the last complete edition
 * 2026-1  -> .versions/2026-1.<nonce>  an edition that readers see
 * .versions/                           whole editions, never changed once they are here
 * .staging/                            editions in the making
 * .failed/2026-1/                      the executed copies of the last attempt that failed
 * .locks/                              one lock file per edition, one for the swap
 * ```
 *
 * A link can be replaced in one step by `rename`, a folder with files in it cannot; hence the links. Linux and
 * macOS have both; Windows needs a privilege for links and is not supported.
 *
 * @module
 */
import { join } from "node:path";
import { WorkspaceError } from "../../lib/core/errors.ts";

/** Name of the link to the last complete edition. */
export const CURRENT = "current";

/** Absolute or relative paths of the parts of an output folder. */
export interface Layout {
  /** The folder itself, with the links that readers follow. */
  readonly outputDir: string;
  /** Whole editions. */
  readonly versions: string;
  /** Editions in the making. */
  readonly staging: string;
  /** Executed copies of failed attempts. */
  readonly failed: string;
  /** Lock files. */
  readonly locks: string;
  /** The note of a swap that is under way. */
  readonly intent: string;
  /** The lock under which links change. */
  readonly swapLock: string;
}

/** The parts of an output folder. */
export function layoutOf(outputDir: string): Layout {
  return {
    outputDir,
    versions: join(outputDir, ".versions"),
    staging: join(outputDir, ".staging"),
    failed: join(outputDir, ".failed"),
    locks: join(outputDir, ".locks"),
    intent: join(outputDir, ".locks", "swap.json"),
    swapLock: join(outputDir, ".locks", "swap"),
  };
}

/** The lock file of one edition. */
export function editionLock(layout: Layout, editionId: string): string {
  return join(layout.locks, `edition-${editionId}`);
}

/** Refuses an id that could leave the output folder or hide in it. */
export function checkEditionId(editionId: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(editionId) && editionId !== CURRENT) return;
  throw new WorkspaceError({
    what: "The edition id is not valid",
    where: JSON.stringify(editionId.slice(0, 80)),
    mend:
      "Use 1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first, not `current`",
  });
}

/** Refuses a path that could leave the edition, hide in it or mean two files on some systems. */
export function checkEditionPath(path: string): void {
  const parts = path.split("/");
  if (parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/.test(part))) return;
  throw new WorkspaceError({
    what: "The path of a file in an edition is not valid",
    where: JSON.stringify(path.slice(0, 200)),
    mend: "Use relative paths of letters, digits, dots, hyphens and underscores, without hidden names",
  });
}

/** A short name that no other run has. Names files that nobody reads by name; no result depends on it. */
export function freshNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
