/**
 * The manifest of an edition: which files it has, with what content.
 *
 * @module
 */
import { join } from "node:path";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { type Json, sha256Hex } from "../../lib/core/hash.ts";
import {
  countShape,
  jsonShape,
  listShape,
  objectShape,
  oneOfShape,
  sha256Shape,
  textShape,
} from "./_shape.ts";

/** One file of an edition. */
export interface EditionFile {
  /** Path inside the edition, with `/`. */
  readonly path: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
}

/** What `edition.json` holds. */
export interface EditionManifest {
  /** Version of this format. */
  readonly format: 1;
  /** The edition's id. */
  readonly editionId: string;
  /** What the runner tells of the edition, such as commit and pilots. */
  readonly facts: Json;
  /** Every file but `edition.json` itself, sorted by path. */
  readonly files: readonly EditionFile[];
}

/** Name of the manifest in the edition's folder. */
export const MANIFEST_NAME = "edition.json";

const manifestShape = objectShape({
  format: oneOfShape(1),
  editionId: textShape(),
  facts: jsonShape,
  files: listShape(objectShape({ path: textShape(), bytes: countShape(), sha256: sha256Shape })),
});

/**
 * Reads the text of a manifest.
 *
 * @param text The content of `edition.json`.
 * @param where Its path, for messages.
 * @returns The manifest.
 * @throws {WorkspaceError} When it is no JSON or has another shape.
 */
export function parseManifest(text: string, where: string): EditionManifest {
  try {
    return manifestShape(JSON.parse(text), "$");
  } catch (error) {
    const why = error instanceof Error && error.name === "ShapeError" ? `: ${error.message}` : "";
    throw new WorkspaceError({
      what: `The manifest of the edition cannot be read${why}`,
      where,
      mend: "Publish the edition again",
    });
  }
}

/** What a check of an edition found. */
export interface EditionCheck {
  /** The manifest; null when it could not be read. */
  readonly manifest: EditionManifest | null;
  /** What is wrong, one sentence each, sorted; empty when the edition is whole. */
  readonly problems: readonly string[];
}

/**
 * Compares every file of an edition with the manifest: missing, changed, surplus.
 *
 * @param editionDir The edition's folder, or a link to it such as `current`.
 * @returns The manifest and what is wrong.
 */
export async function verifyEdition(editionDir: string): Promise<EditionCheck> {
  let manifest: EditionManifest;
  let folder: string;
  try {
    // Resolve the link once: while another run swaps it, all reads must go to one version.
    folder = await Deno.realPath(editionDir);
    manifest = parseManifest(await Deno.readTextFile(join(folder, MANIFEST_NAME)), editionDir);
  } catch (error) {
    const why = error instanceof WorkspaceError ? error.what : "The edition has no manifest";
    return { manifest: null, problems: [why] };
  }
  const listed = new Set(manifest.files.map((file) => file.path));
  const surplus = (await filesUnder(folder, "")).filter((path) =>
    path !== MANIFEST_NAME && !listed.has(path)
  );
  const problems = surplus.map((path) => `File is not in the manifest: ${path}`);
  for (const file of manifest.files) {
    const problem = await checkFile(folder, file);
    if (problem !== null) problems.push(problem);
  }
  return { manifest, problems: problems.sort() };
}

async function checkFile(folder: string, file: EditionFile): Promise<string | null> {
  try {
    const bytes = await Deno.readFile(join(folder, file.path));
    if (bytes.length === file.bytes && sha256Hex(bytes) === file.sha256) return null;
    return `File has another content than when it was published: ${file.path}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `File is missing: ${file.path}`;
    throw error;
  }
}

async function filesUnder(folder: string, prefix: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const entry of Deno.readDir(join(folder, prefix))) {
    const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory) paths.push(...await filesUnder(folder, path));
    else paths.push(path);
  }
  return paths.sort();
}
