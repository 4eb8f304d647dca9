/**
 * The files that the runner made ready for this very run.
 *
 * A sealed notebook may read its declared files and list no folder, so it is told where they are. The runner defines
 * the list on the global object before the first cell, frozen, under a registered symbol; in JupyterLab there is none.
 *
 * @module
 */

/** A file that was made ready. */
export interface GrantedFile {
  /** The dataset's id. */
  readonly datasetId: string;
  /** The absolute path. */
  readonly path: string;
  /** SHA-256 of the bytes. */
  readonly sha256: string;
}

/** The symbol under which the runner defines the list. */
const GRANTED = Symbol.for("smart-start.datasets");

/**
 * Gives the files of a dataset that the runner made ready.
 *
 * @param datasetId The id.
 * @returns The files in the order of their paths; none when the dataset was not declared; null outside a run.
 */
export function grantedFiles(datasetId: string): readonly GrantedFile[] | null {
  const list = (globalThis as { readonly [GRANTED]?: readonly GrantedFile[] })[GRANTED];
  return list === undefined ? null : list.filter((file) => file.datasetId === datasetId);
}
