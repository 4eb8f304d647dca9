/**
 * The notebooks of the project, read and described.
 *
 * @module
 */
import { sha256Hex } from "../../lib/core/hash.ts";
import type { ProjectLayout } from "../layout.ts";
import { canonicalNotebook } from "../notebook/canonical.ts";
import type { Notebook } from "../notebook/nbformat.ts";
import { readNotebook } from "../notebook/read.ts";
import { viewOf } from "../notebook/view.ts";
import { basename, dirname, join, relative } from "../paths.ts";

/** A notebook of the project in canonical form. */
export interface ProjectNotebook {
  /** Short name for people and for paths in an edition: the folder, and the file where it has another name. */
  readonly name: string;
  /** Absolute path of the file. */
  readonly file: string;
  /** Path relative to the project. */
  readonly path: string;
  /** The notebook, canonical: no outputs. */
  readonly notebook: Notebook;
  /** SHA-256 of the file. */
  readonly sourceSha256: string;
  /** SHA-256 of the view: what vetting approves. */
  readonly viewSha256: string;
  /** Ids of the datasets that it declares in `smart_start.datasets`. */
  readonly datasets: readonly string[];
}

/**
 * Finds the notebooks of the project: one folder a pilot, folders that start with `_` or `.` left out.
 *
 * @param layout The project.
 * @returns Absolute paths, sorted.
 */
export async function findNotebooks(layout: ProjectLayout): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const folder of Deno.readDir(layout.notebooksDir)) {
    if (!folder.isDirectory || /^[_.]/.test(folder.name)) continue;
    for await (const entry of Deno.readDir(join(layout.notebooksDir, folder.name))) {
      if (entry.isFile && entry.name.endsWith(".ipynb")) {
        files.push(join(layout.notebooksDir, folder.name, entry.name));
      }
    }
  }
  return files.sort();
}

/**
 * Reads a notebook.
 *
 * @param file Absolute path.
 * @param layout The project.
 * @returns The notebook.
 */
export async function loadProjectNotebook(file: string, layout: ProjectLayout): Promise<ProjectNotebook> {
  const bytes = await Deno.readFile(file);
  const path = relative(layout.projectDir, file);
  const notebook = canonicalNotebook(readNotebook(bytes, { file: path }));
  return {
    name: nameOf(file),
    file,
    path,
    notebook,
    sourceSha256: sha256Hex(bytes),
    viewSha256: sha256Hex(viewOf(notebook).text),
    datasets: declaredDatasets(notebook),
  };
}

function nameOf(file: string): string {
  const folder = basename(dirname(file));
  const stem = basename(file, ".ipynb");
  return folder === stem ? folder : `${folder}-${stem}`;
}

/** Ids of the datasets that a notebook declares in `smart_start.datasets`, sorted. */
export function declaredDatasets(notebook: Notebook): readonly string[] {
  const own = notebook.metadata["smart_start"];
  if (own === null || typeof own !== "object" || Array.isArray(own)) return [];
  const datasets = (own as { readonly [key: string]: unknown })["datasets"];
  return Array.isArray(datasets) ? datasets.filter((id): id is string => typeof id === "string").sort() : [];
}
