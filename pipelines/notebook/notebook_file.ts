/**
 * Reads the notebook that a person named, and says in words why it cannot be read.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";

/** What is wrong with a path, by class of error, and what to do. */
const PROBLEMS: readonly (readonly [
  kind: abstract new (...args: never[]) => Error,
  what: string,
  mend: string,
])[] = [
  [Deno.errors.NotFound, "There is no such notebook", "Check the path"],
  [Deno.errors.NotADirectory, "There is no such notebook", "Check the path"],
  [Deno.errors.IsADirectory, "This is a folder", "Name the .ipynb file in it"],
  [Deno.errors.PermissionDenied, "The notebook may not be read", "Ask its owner for the right to read it"],
];

/**
 * Reads a notebook's bytes.
 *
 * @param file The path, absolute or from where the person stands.
 * @returns The bytes.
 * @throws {WorkspaceError} When there is no such file, when it is a folder, or when it may not be read.
 */
export async function readNotebookFile(file: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(file);
  } catch (error) {
    const problem = PROBLEMS.find(([kind]) => error instanceof kind);
    if (problem === undefined) throw error;
    throw new WorkspaceError({ what: problem[1], where: file, mend: problem[2] });
  }
}
