/**
 * The synthetic region in the shape of CBS files: same file names, same columns where they are known.
 *
 * @module
 */
import { randomFor } from "../../core/random.ts";
import type { Table } from "../../core/table.ts";
import { checkKeys, personKeys } from "./_keys.ts";
import * as once from "./_once_tables.ts";
import * as yearly from "./_yearly_tables.ts";
import { areaFigureTable } from "./area_figures.ts";
import { LAST_BOUNDARY_YEAR } from "./areas.ts";
import { localTables } from "./local.ts";
import type { Region } from "./region.ts";
import { wealthTable } from "./wealth.ts";
import type { YearState } from "./years.ts";

/** One file to write. */
export interface SyntheticFile {
  /** The dataset's id, for example `cbs/gbapersoontab`. */
  readonly datasetId: string;
  /** The file name without extension, for example `GBAPERSOON2023TABV1`. */
  readonly name: string;
  /** The year of the file. */
  readonly year: number;
  /** Makes the table. */
  readonly table: () => Table;
}

const LAST_YEAR = LAST_BOUNDARY_YEAR;

/**
 * Lists every file of the region. Tables are made when asked, so that they need not be in memory together. Files of
 * local partners exist for the region of the workspace only, not for other shards.
 */
export function syntheticFiles(region: Region): readonly SyntheticFile[] {
  checkKeys(region);
  const keys = personKeys(region);
  const tab = (family: string, name: string, table: () => Table): SyntheticFile => ({
    datasetId: `cbs/${family}`,
    name: `${name}${LAST_YEAR}${family.endsWith("bus") ? "BUS" : "TAB"}V1`,
    year: LAST_YEAR,
    table,
  });
  const single = [
    tab("gbapersoontab", "GBAPERSOON", () => once.personTable(region, keys)),
    tab("kindoudertab", "KINDOUDER", () => once.parentTable(region, keys)),
    tab("gbahuishoudensbus", "GBAHUISHOUDENS", () => once.householdTable(region, keys)),
    tab("gbaadresobjectbus", "GBAADRESOBJECT", () => once.addressTable(region, keys)),
    tab("vslgwbtab", "VSLGWB", () => once.areaTable(region)),
    tab("eigendomtab", "EIGENDOM", () => once.tenureTable(region)),
    tab("wsnppersbus", "WSNPPERS", () => once.restructuringTable(region, keys)),
    tab("jgdhulpbus", "JGDHULP", () => once.careTable(region.care.help, keys, "JGDH", "JGDHVORM")),
    tab(
      "jgdbeschermbus",
      "JGDBESCHERM",
      () => once.careTable(region.care.orders, keys, "JGDB", "JGDBMAATREGEL"),
    ),
    tab("jgdreclasbus", "JGDRECLAS", () => once.careTable(region.care.probation, keys, "JGDR", "JGDRVORM")),
    tab("prntab", "PRN", () => once.birthTable(region, keys)),
  ];
  const partners = (region.shard ?? 0) === 0 ? localTables(region, keys) : {};
  const local = Object.entries(partners).map(([datasetId, table]): SyntheticFile => ({
    datasetId,
    name: `${datasetId.replace("local/", "").toUpperCase().replaceAll("-", "_")}${LAST_YEAR}TABV1`,
    year: LAST_YEAR,
    table,
  }));
  const areas: SyntheticFile = {
    datasetId: "open/gebiedscijfers",
    name: `GEBIEDSCIJFERS${LAST_YEAR}TABV1`,
    year: LAST_YEAR,
    table: () => areaFigureTable(region),
  };
  return [...single, ...local, areas, ...region.states.flatMap((state) => yearlyFiles(region, keys, state))];
}

function yearlyFiles(region: Region, keys: Int32Array, state: YearState): readonly SyntheticFile[] {
  const random = () => randomFor(`${region.seed}/table/${state.year}`);
  const file = (family: string, name: string, table: () => Table): SyntheticFile => ({
    datasetId: `cbs/${family}`,
    name: `${name}${state.year}TABV1`,
    year: state.year,
    table,
  });
  return [
    file("koppelpersoonhuishoudentab", "KOPPELPERSOONHUISHOUDEN", () => yearly.linkTable(keys, state)),
    file("inhatab", "INHA", () => yearly.incomeTable(keys, state)),
    file("secmtab", "SECM", () => yearly.positionTable(region, keys, state)),
    file("bijstanduitkeringentab", "BIJSTANDUITKERINGEN", () => yearly.markedTable(keys, state.assistance)),
    file("wanbzvtab", "WANBZV", () => yearly.markedTable(keys, state.premiumDefault)),
    file("schuldenproblematiektab", "SCHULDENPROBLEMATIEK", () => yearly.debtTable(keys, state)),
    file("hoogsteopltab", "HOOGSTEOPL", () => yearly.educationTable(region, keys, state)),
    file("zvwzorgkostentab", "ZVWZORGKOSTEN", () => yearly.healthTable(keys, state, random().fork("health"))),
    file("inschrwpotab", "INSCHRWPO", () => yearly.pupilTable(region, keys, state, random().fork("pupils"))),
    file("verdtab", "VERD", () => yearly.suspectTable(region, keys, state)),
    file("vehtab", "VEH", () => wealthTable(region, keys, state)),
  ];
}
