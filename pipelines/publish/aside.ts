/**
 * Files of an edition that are written before it is opened.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { sha256Hex } from "../../lib/core/hash.ts";
import { asWriteProblem, writeDurably } from "./_durable.ts";
import { checkEditionPath } from "./_layout.ts";

/** A file that lies aside, flushed, until an edition takes it. */
export interface AsideFile {
  /** Path inside the edition, with `/`. */
  readonly path: string;
  /** Where it lies now, absolute. */
  readonly file: string;
  /** Its content. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Writes a file aside, so that an edition need only move it.
 *
 * @param folder A folder of the caller's own, on the disk of the editions if it can be: moving is then one step.
 * @param path Path inside the edition, with `/`.
 * @param text The content, written as UTF-8.
 * @returns The file.
 * @throws {WorkspaceError} When the path is not valid or the disk refuses.
 */
export async function writeFileAside(folder: string, path: string, text: string): Promise<AsideFile> {
  checkEditionPath(path);
  const bytes = new TextEncoder().encode(text);
  const file = join(folder, path);
  try {
    await writeDurably(file, bytes).catch(async (error: unknown) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      await Deno.mkdir(dirname(file), { recursive: true });
      await writeDurably(file, bytes);
    });
  } catch (error) {
    throw asWriteProblem(error, folder);
  }
  return { path, file, bytes, sha256: sha256Hex(bytes) };
}
