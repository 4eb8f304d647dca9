/**
 * Writes the dossier of an edition: what may leave and what a checker sees only, in folders of their own.
 *
 * @module
 */
import { dirname, join } from "../paths.ts";

/** One file of a dossier. */
export interface DossierFile {
  /** Path below the dossier's folder. */
  readonly path: string;
  /** Its text. */
  readonly text: string;
}

/**
 * Replaces the dossier of an edition.
 *
 * The new one is written beside the old one first, so that a crash leaves one of the two whole.
 *
 * @param files The files.
 * @param folder Where the dossier lies. Absolute.
 */
export async function keepDossier(files: readonly DossierFile[], folder: string): Promise<void> {
  const aside = `${folder}.new`;
  await removeFolder(aside);
  await Deno.mkdir(aside, { recursive: true, mode: 0o700 });
  for (const { path, text } of files) {
    const file = join(aside, path);
    await Deno.mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await Deno.writeTextFile(file, text, { mode: 0o600 });
  }
  await removeFolder(folder);
  await Deno.rename(aside, folder);
}

async function removeFolder(folder: string): Promise<void> {
  try {
    await Deno.remove(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
