/**
 * Editions: built aside, flushed, swapped in as a whole.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { type Json, sha256Hex } from "../../lib/core/hash.ts";
import type { AsideFile } from "./aside.ts";
import { asWriteProblem, removeQuietly, syncFolder, writeDurably } from "./_durable.ts";
import { openFailedFolder, OWNER_ONLY } from "./_failed.ts";
import { checkEditionId, checkEditionPath, CURRENT, editionLock, freshNonce, layoutOf } from "./_layout.ts";
import type { Layout } from "./_layout.ts";
import { lockSwap, swapIn } from "./_swap.ts";
import { type EditionFile, type EditionManifest, MANIFEST_NAME, parseManifest } from "./edition_manifest.ts";
import { type Lock, takeLock } from "./lock.ts";
import { settle } from "./recover.ts";

export { checkEditionId } from "./_layout.ts";

/** Longer than the moment in which recovery tries a lock, so that it is not taken for another run. */
const LOCK_WAIT_MS = 500;

/** How to open an edition. */
export interface OpenEditionOptions {
  /** Folder of all editions, for example `reports/output`. Made when it is not there. */
  readonly outputDir: string;
  /** The edition, for example `2026-1`. */
  readonly editionId: string;
  /** How long to wait for another run of the same edition, in milliseconds. Default 500. */
  readonly waitMs?: number;
}

/** A file for an edition or for the copy of a failed attempt. */
export interface FileContent {
  /** Path inside the edition, with `/`. */
  readonly path: string;
  /** The content; text is written as UTF-8. */
  readonly content: Uint8Array | string;
}

/** An edition that readers can see. */
export interface PublishedEdition {
  /** Where readers find it. */
  readonly editionDir: string;
  /** The link to the last complete edition, which points to this one now. */
  readonly currentDir: string;
  /** What was published. */
  readonly manifest: EditionManifest;
}

/**
 * Opens an edition to fill it. Nothing that readers see changes before {@linkcode Edition.publish}.
 *
 * One run at a time may hold an edition; runs of different editions do not wait for each other but for the
 * moment of the swap.
 *
 * @example Publish two files
 * ```ts
 * import { openEdition, verifyEdition } from "./mod.ts";
 * import assert from "node:assert/strict";
 *
 * const outputDir = await Deno.makeTempDir();
 * const edition = await openEdition({ outputDir, editionId: "2026-1" });
 * await edition.addFile("index.html", "<!doctype html>");
 * await edition.addFile("heusden/briefing.html", "<!doctype html>");
 * const { currentDir } = await edition.publish({ facts: { commit: null } });
 * assert.deepEqual((await verifyEdition(currentDir)).problems, []);
 * ```
 *
 * @param options Where, and which.
 * @returns The edition, locked.
 * @throws {BusyError} When another run holds the edition.
 * @throws {WorkspaceError} When the id is not valid or the folder cannot be written.
 */
export async function openEdition(options: OpenEditionOptions): Promise<Edition> {
  checkEditionId(options.editionId);
  const layout = layoutOf(options.outputDir);
  const nonce = freshNonce();
  await guardWrites(layout.outputDir, async () => {
    for (const dir of [layout.versions, layout.staging, layout.locks]) {
      await Deno.mkdir(dir, { recursive: true });
    }
  });
  // Runs that were killed left their staging, perhaps under another id, and perhaps a swap half done.
  await settle(layout).catch((error) => {
    throw asWriteProblem(error, layout.outputDir);
  });
  const lock = await takeLock(editionLock(layout, options.editionId), {
    purpose: `Edition ${options.editionId}`,
    waitMs: options.waitMs ?? LOCK_WAIT_MS,
  });
  try {
    const stagingDir = join(layout.staging, `${options.editionId}-${Deno.pid}-${nonce}`);
    await guardWrites(layout.outputDir, () => Deno.mkdir(stagingDir));
    return new Edition({ layout, editionId: options.editionId, nonce, stagingDir, lock });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** What {@linkcode openEdition} hands to an edition. */
export interface EditionState {
  /** The parts of the output folder. */
  readonly layout: Layout;
  /** The edition. */
  readonly editionId: string;
  /** A name part that no other version has. */
  readonly nonce: string;
  /** The folder in which it grows. */
  readonly stagingDir: string;
  /** The edition's lock, held. */
  readonly lock: Lock;
}

/** An edition in the making. Made by {@linkcode openEdition}; ends with `publish`, `fail` or `abandon`. */
export class Edition {
  /** The edition's id. */
  readonly id: string;
  /** The folder in which it grows. */
  readonly stagingDir: string;
  #state: EditionState;
  #files = new Map<string, EditionFile>();
  #taken = new Map<string, string>();
  #folders = new Set<string>();
  #phase: "open" | "ended" = "open";

  /**
   * Use {@linkcode openEdition}.
   *
   * @param state The folder, its lock and its names.
   */
  constructor(state: EditionState) {
    this.#state = state;
    this.id = state.editionId;
    this.stagingDir = state.stagingDir;
    this.#folders.add(state.stagingDir);
  }

  /**
   * Adds a file.
   *
   * @param path Path inside the edition, with `/`.
   * @param content The content; text is written as UTF-8.
   * @returns Its entry in the manifest.
   * @throws {WorkspaceError} When the path is not valid or taken, or the disk refuses.
   */
  async addFile(path: string, content: Uint8Array | string): Promise<EditionFile> {
    this.#mustBeOpen();
    this.#claim(path);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const target = join(this.stagingDir, path);
    await guardWrites(this.#state.layout.outputDir, async () => {
      await this.#makeFolder(dirname(target));
      await writeDurably(target, bytes);
    });
    const file = { path, bytes: bytes.length, sha256: sha256Hex(bytes) };
    this.#files.set(path, file);
    return file;
  }

  /**
   * Takes in a file that was written aside: moved when it can be, otherwise written again.
   *
   * @param aside The file; it lies no longer where it was.
   * @returns Its entry in the manifest.
   * @throws {WorkspaceError} When the path is not valid or taken, or the disk refuses.
   */
  async takeIn(aside: AsideFile): Promise<EditionFile> {
    this.#mustBeOpen();
    this.#claim(aside.path);
    const target = join(this.stagingDir, aside.path);
    await guardWrites(this.#state.layout.outputDir, async () => {
      await this.#makeFolder(dirname(target));
      // Another disk, or gone: the bytes are still here.
      await Deno.rename(aside.file, target).catch(() => writeDurably(target, aside.bytes));
    });
    const file = { path: aside.path, bytes: aside.bytes.length, sha256: aside.sha256 };
    this.#files.set(aside.path, file);
    return file;
  }

  /**
   * Takes files over from an edition that is published: briefings that did not run this time.
   *
   * @param prefix Folder or file in that edition, such as `heusden`; `""` takes all but what was added already.
   * @param options `from`: the edition's id; default the last complete one.
   * @returns The entries taken over, sorted by path; none when that edition does not exist or has none.
   * @throws {WorkspaceError} When a file there is not what its manifest says: damage is not carried on.
   */
  async carryOver(prefix: string, options: { readonly from?: string } = {}): Promise<readonly EditionFile[]> {
    this.#mustBeOpen();
    const manifest = await this.#readPublished(options.from ?? CURRENT);
    if (manifest === null) return [];
    const wanted = manifest.files.filter((file) => isUnder(file.path, prefix) && !this.#files.has(file.path));
    for (const file of wanted) {
      const bytes = await Deno.readFile(join(manifest.folder, file.path));
      if (sha256Hex(bytes) !== file.sha256) throw damagedFile(join(manifest.folder, file.path));
      await this.addFile(file.path, bytes);
    }
    return wanted;
  }

  /**
   * Flushes everything, writes the manifest and swaps the edition in.
   *
   * Whatever stops it before the one step of the swap, a killed process or a full disk, leaves the old edition.
   *
   * @param options `facts`: what the manifest tells beside the files. Same files and facts, same bytes.
   * @returns Where readers find it.
   * @throws {WorkspaceError} When the disk refuses; the staged files are removed then.
   */
  async publish(options: { readonly facts: Json }): Promise<PublishedEdition> {
    this.#mustBeOpen();
    this.#phase = "ended";
    const { layout, nonce } = this.#state;
    const manifest: EditionManifest = {
      format: 1,
      editionId: this.id,
      facts: options.facts,
      files: [...this.#files.values()].sort((a, b) => a.path < b.path ? -1 : 1),
    };
    try {
      await guardWrites(layout.outputDir, async () => {
        const text = JSON.stringify(manifest, null, 1) + "\n";
        await writeDurably(join(this.stagingDir, MANIFEST_NAME), new TextEncoder().encode(text));
        for (const folder of this.#folders) await syncFolder(folder);
        const swap = await lockSwap(layout);
        try {
          await swapIn(layout, this.stagingDir, this.id, nonce);
        } finally {
          swap.release();
        }
      });
      await removeQuietly(join(layout.failed, this.id));
    } finally {
      await this.#end();
    }
    return {
      editionDir: join(layout.outputDir, this.id),
      currentDir: join(layout.outputDir, CURRENT),
      manifest,
    };
  }

  /**
   * Gives the edition up and keeps what helps to find out why; readers keep the edition they have.
   *
   * @param files The executed copies of the notebooks that failed, and what else explains it. A folder that an
   *   earlier failed attempt left is replaced.
   * @returns The folder with the copies.
   * @throws {WorkspaceError} When the copies cannot be written; the edition is given up all the same.
   */
  async fail(files: readonly FileContent[]): Promise<{ readonly failedDir: string }> {
    this.#mustBeOpen();
    this.#phase = "ended";
    const { layout } = this.#state;
    const failedDir = join(layout.failed, this.id);
    const aside = `${this.stagingDir}.failed`;
    try {
      // First make room: on a full disk the copies may fit where the staged edition was.
      await removeQuietly(this.stagingDir);
      await guardWrites(layout.outputDir, async () => {
        await openFailedFolder(layout.failed);
        await Deno.mkdir(aside, { recursive: true, mode: OWNER_ONLY });
        for (const file of files) await writeAside(aside, file);
        await removeQuietly(failedDir);
        await Deno.rename(aside, failedDir);
      });
    } finally {
      await removeQuietly(aside);
      await this.#end();
    }
    return { failedDir };
  }

  /** Gives the edition up without a trace. Does nothing when it has ended. */
  async abandon(): Promise<void> {
    if (this.#phase === "ended") return;
    this.#phase = "ended";
    await this.#end();
  }

  /** Gives the edition up at the end of an `await using` block, unless it was published. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.abandon();
  }

  async #end(): Promise<void> {
    await removeQuietly(this.stagingDir);
    this.#state.lock.release();
  }

  #mustBeOpen(): void {
    if (this.#phase === "open") return;
    throw new WorkspaceError({ what: "The edition has ended", where: this.id, mend: "Open it again" });
  }

  /** Also refuses paths that differ in case only: they are one file on a Mac. */
  #claim(path: string): void {
    checkEditionPath(path);
    const key = path.toLowerCase();
    if (this.#taken.has(key) || key === MANIFEST_NAME) {
      throw new WorkspaceError({
        what: "The edition has this file already",
        where: path,
        mend: "Give each file a path of its own, differing in more than case",
      });
    }
    this.#taken.set(key, path);
  }

  async #makeFolder(folder: string): Promise<void> {
    await Deno.mkdir(folder, { recursive: true });
    for (let one = folder; one.length > this.stagingDir.length; one = dirname(one)) this.#folders.add(one);
  }

  async #readPublished(from: string): Promise<EditionManifest & { readonly folder: string } | null> {
    const link = join(this.#state.layout.outputDir, from);
    try {
      const folder = await Deno.realPath(link);
      const text = await Deno.readTextFile(join(folder, MANIFEST_NAME));
      return { ...parseManifest(text, link), folder };
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  }
}

function isUnder(path: string, prefix: string): boolean {
  return prefix === "" || path === prefix || path.startsWith(`${prefix}/`);
}

function damagedFile(where: string): WorkspaceError {
  return new WorkspaceError({
    what: "A file of a published edition is not what its manifest says",
    where,
    mend: "Run its notebook again with --force",
  });
}

async function writeAside(folder: string, file: FileContent): Promise<void> {
  checkEditionPath(file.path);
  const target = join(folder, file.path);
  await Deno.mkdir(dirname(target), { recursive: true, mode: OWNER_ONLY });
  const bytes = typeof file.content === "string" ? new TextEncoder().encode(file.content) : file.content;
  await writeDurably(target, bytes);
}

async function guardWrites(where: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw asWriteProblem(error, where);
  }
}
