/**
 * The catalogue: every dataset declared once, asked for by id, the same in every environment.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import type { Sensitivity } from "../core/provenance.ts";
import { CBS_DATASETS } from "./cbs/datasets.ts";
import { AREA_FIGURES } from "./local/area_figures.ts";
import { LOCAL_DATASETS } from "./local/datasets.ts";
import type { DatasetSchema } from "./schema.ts";

/** A dataset as the catalogue knows it. */
export interface DatasetDefinition {
  /** The id by which notebooks ask, for example `cbs/inhatab`. */
  readonly id: string;
  /** What readers see. */
  readonly title: Label;
  /** Who owns the data. */
  readonly owner: string;
  /** The licence. */
  readonly licence: string;
  /** How far rows may travel. */
  readonly sensitivity: Sensitivity;
  /** `once`: one file with all years; `yearly`: a file a year, stacked with a column `JAAR`. */
  readonly shape: "once" | "yearly";
  /** The first part of the file name, for example `INHA`. */
  readonly fileStem: string;
  /** The kind in the file name: a table at a date or spells. */
  readonly fileKind: "TAB" | "BUS";
  /** The columns. */
  readonly schema: DatasetSchema;
}

const ALL: readonly DatasetDefinition[] = [...CBS_DATASETS, ...LOCAL_DATASETS, AREA_FIGURES];

/**
 * Lists every dataset of the catalogue.
 *
 * @returns The definitions, by id.
 */
export function listDatasets(): readonly DatasetDefinition[] {
  return [...ALL].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Finds a dataset by id.
 *
 * @example Title and key
 * ```ts
 * import { findDataset } from "./catalogue.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(findDataset("cbs/gbapersoontab").schema.key, ["RINPERSOONS", "RINPERSOON"]);
 * ```
 *
 * @param id The id.
 * @returns The definition.
 * @throws {WorkspaceError} When the catalogue does not hold it.
 */
export function findDataset(id: string): DatasetDefinition {
  const found = ALL.find((dataset) => dataset.id === id);
  if (found) return found;
  throw new WorkspaceError({
    what: `Dataset is not in the catalogue: ${id}`,
    mend: `Choose one of: ${listDatasets().map((dataset) => dataset.id).join(", ")}`,
  });
}
