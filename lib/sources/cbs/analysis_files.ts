/**
 * Several analysis files at once: the registers are loaded, checked and packed once instead of once a file.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Table } from "../../core/table.ts";
import { loadRegisters } from "./_load.ts";
import { BIRTH_FILE_DATASETS, birthFileTable, loadBirths } from "./births.ts";
import { CHILD_FILE_DATASETS, childTable } from "./children.ts";
import {
  type AnalysisFile,
  HOUSEHOLD_COLUMNS,
  HOUSEHOLD_FILE_DATASETS,
  householdFileTable,
  type YearsOptions,
} from "./households.ts";
import { PERSON_FILE_DATASETS, personFileTable } from "./persons.ts";

/** An analysis file, by what a row of it is. */
export type AnalysisFileKind = "child" | "household" | "person" | "birth";

const DATASETS: Readonly<Record<AnalysisFileKind, readonly string[]>> = {
  child: CHILD_FILE_DATASETS,
  household: HOUSEHOLD_FILE_DATASETS,
  person: PERSON_FILE_DATASETS,
  birth: BIRTH_FILE_DATASETS,
};

/**
 * Builds several analysis files of the same years. Each is what its own function gives (`buildChildFile`,
 * `buildHouseholdFile`, `buildPersonFile`, `buildBirthFile`), and names its own sources. Loading and packing the
 * registers is most of the time, so four files cost little more than one; they do take the memory of four.
 *
 * @param kinds Which files, at least one.
 * @param options Years, boundaries and folder.
 * @returns The files, by kind.
 * @throws {WorkspaceError} When no kind or year is asked, or a dataset, year or column is missing.
 */
export async function buildAnalysisFiles<const Kind extends AnalysisFileKind>(
  kinds: readonly Kind[],
  options: YearsOptions,
): Promise<Readonly<Record<Kind, AnalysisFile>>> {
  if (kinds.length === 0) {
    throw new WorkspaceError({ what: "No file is asked", mend: `Name some of: ${Object.keys(DATASETS)}` });
  }
  const asked: ReadonlySet<AnalysisFileKind> = new Set<AnalysisFileKind>(kinds);
  const years = [...options.years].sort((a, b) => a - b);
  const { tableOf, sources, boundaryYear } = await loadRegisters({
    ...options,
    years,
    ...asked.has("household") ? { more: HOUSEHOLD_COLUMNS } : {},
  });
  const births = asked.has("birth") ? await loadBirths(options) : null;
  const all = births === null ? sources : [...sources, births.source];
  let children: Table | null = null;
  const childrenOnce = () => children ??= childTable(tableOf, { years, boundaryYear });
  const tables: Readonly<Record<AnalysisFileKind, () => Table>> = {
    child: childrenOnce,
    household: () => householdFileTable(tableOf, { years, boundaryYear }),
    person: () => personFileTable(tableOf, { years, boundaryYear }),
    birth: () => births === null ? childrenOnce() : birthFileTable(childrenOnce(), births),
  };
  const entries = [...asked].map((kind): readonly [AnalysisFileKind, AnalysisFile] => [kind, {
    table: tables[kind](),
    sources: all.filter(({ datasetId }) => DATASETS[kind].includes(datasetId)),
    years,
  }]);
  return Object.fromEntries(entries) as Record<Kind, AnalysisFile>;
}
