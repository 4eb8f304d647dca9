/**
 * Where the files of vetting lie.
 *
 * @module
 */

/** Where the list of keys lies below `notebooks/`. */
export const KEY_LIST_PATH = "keys.json";

/**
 * Gives the path of the pilot record beside a notebook.
 *
 * @example In the same folder
 * ```ts
 * import { pilotRecordPath } from "./places.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(pilotRecordPath("voorbeeld/verloop.ipynb"), "voorbeeld/pilot.json");
 * ```
 *
 * @param path Path of the notebook.
 * @returns The path of `pilot.json` in its folder.
 */
export function pilotRecordPath(path: string): string {
  return path.replace(/[^/]*$/, "pilot.json");
}

/**
 * Gives the path of the record file of a notebook.
 *
 * @example Beside the notebook
 * ```ts
 * import { vettingPath } from "./places.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(vettingPath("voorbeeld/verloop.ipynb"), "voorbeeld/verloop.vet.json");
 * ```
 *
 * @param path Path of the notebook.
 * @returns The same path with `.vet.json` in the place of `.ipynb`.
 */
export function vettingPath(path: string): string {
  return path.replace(/\.ipynb$/, ".vet.json");
}
