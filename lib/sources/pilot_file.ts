/**
 * The pilot record beside a notebook, as text.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";

/** The file beside each notebook. A sealed run may read this one file of its folder, by this name. */
export const PILOT_FILE = "pilot.json";

/**
 * Reads the record that lies beside the notebook. A run reads it through the sandbox, so that it stands in the
 * provenance and a change of it makes the notebook run again.
 *
 * @param options `folder` is where to look. Default: the working folder, which is the notebook's own.
 * @returns The text of `pilot.json`; `readPilotRecord` of `lib/design` reads it.
 * @throws {WorkspaceError} When there is no such file.
 */
export async function loadPilotFile(options: { readonly folder?: string } = {}): Promise<string> {
  const path = options.folder === undefined ? PILOT_FILE : `${options.folder}/${PILOT_FILE}`;
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new WorkspaceError({
      what: "The notebook has no pilot record beside it",
      where: path,
      mend: "Make one with deno task pilot NAME start",
    });
  }
}
