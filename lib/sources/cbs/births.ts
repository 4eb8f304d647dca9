/**
 * The analysis file of births: one row per child born alive, with the circumstances of mother and household.
 *
 * @module
 */
import { Table } from "../../core/table.ts";
import { type Dataset, loadDataset } from "../dataset.ts";
import { joinRows } from "./_join.ts";
import { buildChildFile, CHILD_FILE_DATASETS } from "./children.ts";
import type { AnalysisFile, YearsOptions } from "./households.ts";

/** The datasets that {@linkcode buildBirthFile} needs: what a notebook declares. */
export const BIRTH_FILE_DATASETS: readonly string[] = [...CHILD_FILE_DATASETS, "cbs/prntab"].sort();

/** Before so many completed weeks a birth is preterm. Source: WHO. */
const TERM_WEEKS = 37;
/** Below this percentile a child is small for its gestation. Source: Perined. */
const SMALL_PERCENTILE = 10;
/** Incomes up to these percentiles are the lowest, middle and highest third. */
const THIRDS: readonly (readonly [number, string])[] = [[33, "laagste"], [67, "middelste"], [100, "hoogste"]];

/**
 * Builds the file of births of some years: children born in the year who live in the region on its last day.
 *
 * Columns: those of `buildChildFile` for the year of birth that say something about mother, household and area (`kind`,
 * `moeder`, `huishouden`, `geslacht`, `gemeente`, `wijk`, `buurt`, `jaar`, `moeder_leeftijd`, `moeder_leeftijd_eerste_kind`, the
 * stacked factors, `factoren`, `factoren_onbekend`, `inkomen_percentiel`, `arm`, `verdachte_ouder`,
 * `wanbetaler_ouder`), and
 * `zwangerschapsduur_weken`, `geboortegewicht` (grams), `gewicht_percentiel`, `inkomensgroep` (`laagste`, `middelste`,
 * `hoogste` third of all households), `vroeggeboorte` (before 37 weeks), `laag_gewicht` (below the tenth percentile),
 * `ongunstige_start` (either of them: "big 2"), `eerste_kind` (of the mother), `alleenstaande_moeder` (31 December). Null or NaN where Perined does not tell.
 *
 * @param options Years, boundaries and folder.
 * @returns The file with its sources.
 * @throws {WorkspaceError} When no year is asked, or a dataset, year or column is missing.
 */
export async function buildBirthFile(options: YearsOptions): Promise<AnalysisFile> {
  const file = await buildChildFile(options);
  const births = await loadBirths(options);
  return {
    table: birthFileTable(file.table, births),
    sources: [...file.sources, births.source],
    years: file.years,
  };
}

/** Loads what {@linkcode birthFileTable} needs of Perined. */
export async function loadBirths(where: { readonly projectDir?: string }): Promise<Dataset> {
  return await loadDataset("cbs/prntab", {
    columns: ["RINPERSOON", "ZWDUUR_WEKEN", "GEBGEWICHT", "GEBGEWICHTPERCENTIEL"],
    ...where.projectDir === undefined ? {} : { projectDir: where.projectDir },
  });
}

const LATER: ReadonlySet<string> = new Set([
  "leeftijd",
  "ots_31_december",
  "voogdij_31_december",
  "jeugd_ggz",
  "ouders_gescheiden_dit_jaar",
  "ots",
  "voogdij",
  "beschermd",
  "verblijf",
  "jeugdhulp",
  "reclassering",
  "uithuisplaatsing",
]);

/** Joins children below one year, which have one row each, with Perined. */
export function birthFileTable(children: Table, births: Pick<Dataset, "table">): Table {
  const ages = children.numbers("leeftijd");
  const young = children.filter((row) => ages[row] === 0)
    .select(children.columnNames.filter((name) => !LATER.has(name)));
  const rows = joinRows(young, ["kind"], births.table, ["RINPERSOON"]);
  const number = (name: string) => {
    const values = births.table.numbers(name);
    return rows.map((row) => values[row] ?? NaN);
  };
  const weeks = number("ZWDUUR_WEKEN"), percentile = number("GEBGEWICHTPERCENTIEL");
  const below = (values: Float64Array, limit: number) =>
    Array.from(values, (value) => Number.isNaN(value) ? null : value < limit);
  const preterm = below(weeks, TERM_WEEKS), small = below(percentile, SMALL_PERCENTILE);
  const first = young.numbers("moeder_leeftijd_eerste_kind");
  return young.withColumns({
    alleenstaande_moeder: young.booleans("eenouder"),
    eerste_kind: Array.from(
      young.numbers("moeder_leeftijd"),
      (age, row) => Number.isNaN(age) ? null : age === first[row],
    ),
    zwangerschapsduur_weken: weeks,
    geboortegewicht: number("GEBGEWICHT"),
    gewicht_percentiel: percentile,
    inkomensgroep: Array.from(young.numbers("inkomen_percentiel"), incomeThird),
    vroeggeboorte: preterm,
    laag_gewicht: small,
    ongunstige_start: preterm.map((early, row) => eitherOf(early, small[row] ?? null)),
  });
}

function incomeThird(percentile: number): string | null {
  return THIRDS.find(([last]) => percentile <= last)?.[1] ?? null;
}

/** True when one is surely true, null when that is not known. */
function eitherOf(one: boolean | null, other: boolean | null): boolean | null {
  if (one === true || other === true) return true;
  return one === null || other === null ? null : false;
}
