/**
 * The swap: makes a finished folder the edition that readers see.
 *
 * The commit point is one `rename` of a link. What happens before it leaves the old edition, what happens after it
 * is completed by {@linkcode finishSwap}, by this run or, after a power cut, by the next.
 *
 * @module
 */
import { basename, join } from "node:path";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { liesAt, linkTarget, namesIn, removeQuietly, replaceFile, syncFolder } from "./_durable.ts";
import { CURRENT, freshNonce, type Layout } from "./_layout.ts";
import { objectShape, textShape } from "./_shape.ts";
import { type Lock, takeLock } from "./lock.ts";

/** A swap takes milliseconds; a holder that keeps the lock this long hangs on its disk. */
const SWAP_WAIT_MS = 30_000;

const intentShape = objectShape({ editionId: textShape(), version: textShape() });

/** Takes the lock under which links and versions change. */
export function lockSwap(layout: Layout): Promise<Lock> {
  return takeLock(layout.swapLock, { purpose: "The output folder", waitMs: SWAP_WAIT_MS });
}

/**
 * Swaps a finished folder in as an edition and as the current one. Call it under {@linkcode lockSwap}.
 *
 * @param layout The output folder.
 * @param stagingDir The finished folder, flushed.
 * @param editionId The edition.
 * @param nonce A name part that no other version has.
 * @returns The folder's new place.
 */
export async function swapIn(
  layout: Layout,
  stagingDir: string,
  editionId: string,
  nonce: string,
): Promise<string> {
  const version = `${editionId}.${nonce}`;
  const versionDir = join(layout.versions, version);
  const editionLink = join(layout.outputDir, editionId);
  const ready = [`${stagingDir}.edition`, `${stagingDir}.current`] as const;
  const previous = await ownLinkTarget(editionLink);
  await ownLinkTarget(join(layout.outputDir, CURRENT));
  const target = join(".versions", version);
  try {
    // Both links exist before the first is put in place, so that a full disk is found out in time.
    await Deno.symlink(target, ready[0]);
    await Deno.symlink(editionId, ready[1]);
    await Deno.rename(stagingDir, versionDir);
    await syncFolder(layout.versions);
    const intent = new TextEncoder().encode(JSON.stringify({ editionId, version }));
    await replaceFile(layout.intent, intent, nonce);
    await Deno.rename(ready[0], editionLink);
  } catch (error) {
    for (const path of [...ready, layout.intent, versionDir]) await removeQuietly(path);
    throw error;
  }
  await Deno.rename(ready[1], join(layout.outputDir, CURRENT));
  await syncFolder(layout.outputDir);
  await removeQuietly(layout.intent);
  await sweepVersions(layout, previous === null ? [] : [basename(previous)]);
  return versionDir;
}

/**
 * Completes or undoes a swap that a killed run left, and removes versions that nothing points to.
 *
 * Call it under {@linkcode lockSwap}.
 *
 * @param layout The output folder.
 * @returns The edition whose swap was completed; null when there was none.
 */
export async function finishSwap(layout: Layout): Promise<string | null> {
  for (const name of await namesIn(layout.locks)) {
    if (name.startsWith(`${basename(layout.intent)}.`)) await removeQuietly(join(layout.locks, name));
  }
  const intent = await readIntent(layout.intent);
  if (intent === null) return null;
  const target = await linkTarget(join(layout.outputDir, intent.editionId));
  const committed = target === join(".versions", intent.version);
  if (committed && (await linkTarget(join(layout.outputDir, CURRENT))) !== intent.editionId) {
    const ready = join(layout.staging, `${intent.editionId}-${Deno.pid}-${freshNonce()}.current`);
    await Deno.symlink(intent.editionId, ready);
    await Deno.rename(ready, join(layout.outputDir, CURRENT));
    await syncFolder(layout.outputDir);
  }
  await removeQuietly(layout.intent);
  return committed ? intent.editionId : null;
}

/**
 * Removes the versions that no link points to. Call it under {@linkcode lockSwap}.
 *
 * @param layout The output folder.
 * @param keep Versions to keep all the same: a reader may still be in the one that was replaced just now.
 * @returns The names of what was removed.
 */
export async function sweepVersions(layout: Layout, keep: readonly string[]): Promise<readonly string[]> {
  const used = new Set(keep);
  for (const name of await namesIn(layout.outputDir)) {
    const target = name.startsWith(".") ? null : await linkTarget(join(layout.outputDir, name));
    if (target !== null) used.add(basename(target));
  }
  const unused = (await namesIn(layout.versions)).filter((name) => !used.has(name));
  for (const name of unused) await removeQuietly(join(layout.versions, name));
  return unused;
}

async function ownLinkTarget(path: string): Promise<string | null> {
  const found = await liesAt(path);
  if (found === null) return null;
  if (found.isSymlink) return await Deno.readLink(path);
  throw new WorkspaceError({
    what: "A folder or file that this program did not make stands where an edition should",
    where: path,
    mend: "Move it elsewhere or publish under another edition id",
  });
}

async function readIntent(path: string): Promise<{ editionId: string; version: string } | null> {
  try {
    return intentShape(JSON.parse(await Deno.readTextFile(path)), "$");
  } catch {
    return null; // Not there, or not written to the end: then nothing was swapped yet.
  }
}
