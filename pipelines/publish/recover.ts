/**
 * Cleaning up after runs that were killed, and looking at what is published.
 *
 * @module
 */
import { join } from "node:path";
import type { Json } from "../../lib/core/hash.ts";
import { asWriteProblem, liesAt, linkTarget, namesIn, removeQuietly } from "./_durable.ts";
import { CURRENT, editionLock, type Layout, layoutOf } from "./_layout.ts";
import { finishSwap, lockSwap, sweepVersions } from "./_swap.ts";
import { type EditionManifest, MANIFEST_NAME, parseManifest } from "./edition_manifest.ts";
import { BusyError, takeLock } from "./lock.ts";

/** What recovery did. */
export interface Recovery {
  /** The edition whose swap a killed run had begun and this one completed; null when there was none. */
  readonly completed: string | null;
  /** Names of abandoned folders that were removed, sorted. */
  readonly removed: readonly string[];
}

/**
 * Completes a swap that was cut off after its commit point and removes what killed runs left.
 *
 * Runs that are alive are not touched: they hold their edition's lock, which the operating system drops with the
 * process. Call it at the start of a run; it is quick when there is nothing to do.
 *
 * @param outputDir Folder of all editions; it may be missing.
 * @returns What was done.
 * @throws {WorkspaceError} When the folder cannot be written.
 */
export async function recoverEditions(outputDir: string): Promise<Recovery> {
  const layout = layoutOf(outputDir);
  if (await liesAt(layout.locks) === null) return { completed: null, removed: [] };
  try {
    const settled = await settle(layout);
    const swap = await lockSwap(layout);
    try {
      const swept = await sweepVersions(layout, []);
      return { completed: settled.completed, removed: [...swept, ...settled.removed].sort() };
    } finally {
      swap.release();
    }
  } catch (error) {
    throw asWriteProblem(error, outputDir);
  }
}

/**
 * Completes a swap that was cut off and removes the staging of dead runs; versions stay, a reader may be in one.
 *
 * @param layout The output folder, with its folders made.
 * @returns What was done.
 */
export async function settle(layout: Layout): Promise<Recovery> {
  const swap = await lockSwap(layout);
  try {
    const completed = await finishSwap(layout);
    return { completed, removed: await removeAllStaleStaging(layout) };
  } finally {
    swap.release();
  }
}

/**
 * As {@linkcode settle}, for a run that may find nothing to publish: without leftovers nothing is written or locked.
 *
 * @param outputDir Folder of all editions; it may be missing.
 * @throws {WorkspaceError} When there are leftovers and the folder cannot be written.
 */
export async function settleLeftovers(outputDir: string): Promise<void> {
  const layout = layoutOf(outputDir);
  if ((await namesIn(layout.staging)).length === 0 && await liesAt(layout.intent) === null) return;
  await settle(layout).catch((error) => {
    throw asWriteProblem(error, outputDir);
  });
}

/** Removes what earlier runs of one edition left in staging. Call it while holding that edition's lock. */
async function removeStaleStaging(layout: Layout, editionId: string): Promise<readonly string[]> {
  const stale = (await namesIn(layout.staging)).filter((name) => editionOf(name) === editionId);
  for (const name of stale) await removeQuietly(join(layout.staging, name));
  return stale;
}

async function removeAllStaleStaging(layout: Layout): Promise<readonly string[]> {
  const names = await namesIn(layout.staging);
  const editions = new Set(names.map(editionOf).filter((id) => id !== null));
  const removed: string[] = [];
  for (const editionId of editions) {
    try {
      const lock = await takeLock(editionLock(layout, editionId), { purpose: `Edition ${editionId}` });
      removed.push(...await removeStaleStaging(layout, editionId));
      lock.release();
    } catch (error) {
      if (!(error instanceof BusyError)) throw error;
    }
  }
  return removed;
}

/** The edition that a name in staging belongs to; the names are `<edition>-<pid>-<nonce>` and some ending. */
function editionOf(name: string): string | null {
  return /^(.+)-\d+-[0-9a-f]{12}(\.[a-z]+)?$/.exec(name)?.[1] ?? null;
}

/** An edition in the output folder. */
export interface ListedEdition {
  /** The edition's id. */
  readonly editionId: string;
  /** Where readers find it. */
  readonly editionDir: string;
  /** Whether it is the last complete one. */
  readonly current: "yes" | "no";
  /** Its manifest; null when that cannot be read. */
  readonly manifest: EditionManifest | null;
  /** What the runner told of the edition; null when the manifest cannot be read. */
  readonly facts: Json;
}

/**
 * Lists the published editions, sorted by id.
 *
 * @param outputDir Folder of all editions; it may be missing.
 * @returns The editions.
 */
export async function listEditions(outputDir: string): Promise<readonly ListedEdition[]> {
  const current = await linkTarget(join(outputDir, CURRENT));
  const editions: ListedEdition[] = [];
  for (const editionId of await namesIn(outputDir)) {
    if (editionId.startsWith(".") || editionId === CURRENT) continue;
    const editionDir = join(outputDir, editionId);
    if (await linkTarget(editionDir) === null) continue;
    const manifest = await manifestIn(editionDir);
    editions.push({
      editionId,
      editionDir,
      current: current === editionId ? "yes" : "no",
      manifest,
      facts: manifest?.facts ?? null,
    });
  }
  return editions;
}

async function manifestIn(editionDir: string): Promise<EditionManifest | null> {
  try {
    return parseManifest(await Deno.readTextFile(join(editionDir, MANIFEST_NAME)), editionDir);
  } catch {
    return null;
  }
}
