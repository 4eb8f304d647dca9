/**
 * Loads the registers of an analysis file, of each only the columns that the file is made of.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { SourceRef } from "../../core/provenance.ts";
import { Table } from "../../core/table.ts";
import { type Dataset, loadDataset } from "../dataset.ts";
import type { TableOf } from "./register.ts";

/** Columns by dataset id. */
export type ColumnsByDataset = Readonly<Record<string, readonly string[]>>;

const PERSON = "RINPERSOON", MAIN = "RINPERSOONHKW";

/** What `readRegister` and `readRegisterYears` ask; of the areas of addresses one column more, by year of boundaries. */
export const REGISTER_COLUMNS: ColumnsByDataset = {
  "cbs/bijstanduitkeringentab": [PERSON],
  "cbs/gbaadresobjectbus": [
    PERSON,
    "RINOBJECTNUMMER",
    "GBADATUMAANVANGADRESHOUDING",
    "GBADATUMEINDEADRESHOUDING",
  ],
  "cbs/gbahuishoudensbus": [PERSON, "DATUMAANVANGHH", "DATUMEINDEHH", "HUISHOUDNR", "TYPHH"],
  "cbs/gbapersoontab": [PERSON, "GBAGESLACHT", "GBAGEBOORTEJAAR", "GBAGEBOORTEMAAND", "GBAGEBOORTEDAG"],
  "cbs/hoogsteopltab": [PERSON, "OPLNIVSOI2021AGG1HB"],
  "cbs/inhatab": [MAIN, "INHEHALGR", "INHARMOEDE", "INHP100HGEST"],
  "cbs/jgdbeschermbus": [PERSON, "JGDBDATUMAANVANG", "JGDBDATUMEINDE", "JGDBMAATREGEL"],
  "cbs/jgdhulpbus": [PERSON, "JGDHDATUMAANVANG", "JGDHDATUMEINDE", "JGDHVORM"],
  "cbs/jgdreclasbus": [PERSON, "JGDRDATUMAANVANG", "JGDRDATUMEINDE"],
  "cbs/kindoudertab": [PERSON, "RINPERSOONpa", "RINPERSOONMa"],
  "cbs/koppelpersoonhuishoudentab": [PERSON, MAIN],
  "cbs/schuldenproblematiektab": [MAIN],
  "cbs/secmtab": [PERSON, "SECM"],
  "cbs/verdtab": [PERSON],
  "cbs/vslgwbtab": ["RINOBJECTNUMMER"],
  "cbs/wanbzvtab": [PERSON],
  "cbs/wsnppersbus": [PERSON, "WSNPDATUMAANVANG", "WSNPDATUMEINDE"],
  "cbs/zvwzorgkostentab": [PERSON, "ZVWKGGZ"],
};

/** How to load the registers. */
export interface RegisterOptions {
  /** The years of the yearly registers. */
  readonly years: readonly number[];
  /** The year of boundaries; the last of `years` by default. */
  readonly boundaryYear?: number;
  /** The folder of the workspace. */
  readonly projectDir?: string;
  /** Columns beyond {@linkcode REGISTER_COLUMNS}. */
  readonly more?: ColumnsByDataset;
  /** Datasets of which every year is needed, whatever `years` says. */
  readonly everyYear?: readonly string[];
}

/** Registers in memory. */
export interface LoadedRegisters {
  /** Gives the table of a dataset id. */
  readonly tableOf: TableOf;
  /** Where the tables come from, by id. */
  readonly sources: readonly SourceRef[];
  /** The year of boundaries. */
  readonly boundaryYear: number;
}

/** Loads the registers; the years are checked to be at least one. */
export async function loadRegisters(options: RegisterOptions): Promise<LoadedRegisters> {
  if (options.years.length === 0) {
    throw new WorkspaceError({ what: "No year is asked", mend: "Give at least one year" });
  }
  const boundaryYear = options.boundaryYear ?? Math.max(...options.years);
  const where = options.projectDir === undefined ? {} : { projectDir: options.projectDir };
  const datasets = new Map<string, Dataset>();
  const ids = [...new Set([...Object.keys(REGISTER_COLUMNS), ...Object.keys(options.more ?? {})])].sort();
  for (const id of ids) {
    const areas = id === "cbs/vslgwbtab" ? [`bc${boundaryYear}`] : [];
    const columns = [...new Set([...REGISTER_COLUMNS[id] ?? [], ...areas, ...options.more?.[id] ?? []])];
    const years = options.everyYear?.includes(id) ? {} : { years: options.years };
    datasets.set(id, await loadDataset(id, { columns, ...years, ...where }));
  }
  return {
    tableOf: (id) => datasets.get(id)?.table ?? Table.from({}),
    sources: [...datasets.values()].map((dataset) => dataset.source),
    boundaryYear,
  };
}
