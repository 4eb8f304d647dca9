/**
 * Small helpers for effects on disk.
 *
 * @module
 */
import type { Notebook } from "../nbformat.ts";
import { typeCheckNotebook, type TypeProblem } from "../typecheck.ts";

/** Gives the folder of a path with `/`. */
export function dirnameOf(path: string): string {
  return path.replace(/\/[^/]*$/, "") || "/";
}

/** Checks the types of a notebook below a folder of notebooks. */
export function typeCheckIn(
  notebook: Notebook,
  path: string,
  dirs: { readonly projectDir: string; readonly notebooksDir: string },
): Promise<readonly TypeProblem[]> {
  const notebookDir = dirnameOf(`${dirs.notebooksDir}/${path}`);
  return typeCheckNotebook(notebook, { projectDir: dirs.projectDir, notebookDir, name: path });
}
