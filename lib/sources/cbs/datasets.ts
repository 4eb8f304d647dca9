/**
 * CBS microdata files as the catalogue knows them.
 *
 * `certainty` says whether a column name was seen in public research code or is only recalled; check a recalled or
 * unverified name against the documentation of the file before use inside the CBS environment.
 *
 * @module
 */
import type { DatasetDefinition } from "../catalogue.ts";
import { INCOME_FILES } from "./_income_files.ts";
import { POPULATION_FILES } from "./_population_files.ts";
import { SCHOOL_AND_CARE_FILES } from "./_school_and_care_files.ts";

const FILES = [...POPULATION_FILES, ...INCOME_FILES, ...SCHOOL_AND_CARE_FILES];

/** Every CBS file that the workspace knows. */
export const CBS_DATASETS: readonly DatasetDefinition[] = FILES.map((file) => ({
  id: `cbs/${file.family}`,
  title: file.title,
  owner: "CBS",
  licence: "CBS microdata",
  sensitivity: "personal",
  shape: file.shape,
  fileStem: file.family.replace(/(tab|bus)$/, "").toUpperCase(),
  fileKind: file.family.endsWith("bus") ? "BUS" : "TAB",
  schema: { columns: file.columns, key: file.key ?? [] },
}));
