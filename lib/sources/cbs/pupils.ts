/**
 * The analysis file of pupils: one row per pupil and school year, with the reading score and the family's circumstances.
 *
 * @module
 */
import { Table } from "../../core/table.ts";
import { loadDataset } from "../dataset.ts";
import { joinRows } from "./_join.ts";
import { buildChildFile, CHILD_FILE_DATASETS } from "./children.ts";
import type { AnalysisFile, YearsOptions } from "./households.ts";

/** The datasets that {@linkcode buildPupilFile} needs: what a notebook declares. */
export const PUPIL_FILE_DATASETS: readonly string[] = [...CHILD_FILE_DATASETS, "local/schoolresultaten"]
  .sort();

/** Circumstances taken from the file of children. */
const TRUTHS: readonly string[] = [
  "eenouder",
  "moeder_zonder_werk",
  "bijstand",
  "schulden",
  "laagopgeleide_moeder",
  "arm",
];
const GROUPS: readonly string[] = ["laag", "midden", "hoog"];

/**
 * Builds the file of pupils of grades 3 to 8 of some school years.
 *
 * Texts: `leerling` (key), `school`, `wijk` (codes), `leesniveau` (reference level at the end of grade 8, else null),
 * `weging` (`laag`, `midden`, `hoog`: schools in three equal groups by the mean number of circumstances of their pupils in
 * the years asked; it stands in for the official school weight, which needs other data). Numbers: `schooljaar`, `groep`,
 * `leesscore`, `cohort` (school year in which the pupil was, or would be, in grade 3), `factoren`, `school_factoren` (that
 * mean). Truth values, null where the register does not know the pupil: `eenouder`, `moeder_zonder_werk`, `bijstand`,
 * `schulden`, `laagopgeleide_moeder`, `arm`.
 *
 * @param options Years (a school year by the year in which it ends), boundaries and folder.
 * @returns The file with its sources.
 * @throws {WorkspaceError} When no year is asked, or a dataset, year or column is missing.
 */
export async function buildPupilFile(options: YearsOptions): Promise<AnalysisFile> {
  const file = await buildChildFile(options);
  const where = options.projectDir === undefined ? {} : { projectDir: options.projectDir };
  const scores = await loadDataset("local/schoolresultaten", where);
  const asked = new Set(file.years), years = scores.table.numbers("schooljaar");
  const pupils = scores.table.filter((row) => asked.has(years[row] ?? NaN));
  return {
    table: pupilFileTable(pupils, file.table),
    sources: [...file.sources, scores.source],
    years: file.years,
  };
}

function pupilFileTable(pupils: Table, children: Table): Table {
  const rows = joinRows(pupils, ["RINPERSOON", "schooljaar"], children, ["kind", "jaar"]);
  const years = pupils.numbers("schooljaar"), grades = pupils.numbers("groep");
  const all = children.numbers("factoren"), factors = rows.map((row) => all[row] ?? NaN);
  const schools = pupils.texts("school");
  const means = meanBySchool(schools, factors);
  const groups = groupsOf(means);
  const truths = TRUTHS.map((name) => {
    const values = children.booleans(name);
    return [name, Array.from(rows, (row) => values[row] ?? null)] as const;
  });
  return Table.from({
    leerling: pupils.texts("RINPERSOON"),
    school: schools,
    wijk: pupils.texts("wijk"),
    leesniveau: pupils.texts("leesniveau"),
    weging: schools.map((school) => groups.get(school ?? "") ?? null),
    schooljaar: years,
    groep: grades,
    leesscore: pupils.numbers("leesscore"),
    cohort: years.map((year, row) => year - (grades[row] ?? NaN) + 3),
    factoren: factors,
    school_factoren: Float64Array.from(schools, (school) => means.get(school ?? "") ?? NaN),
    ...Object.fromEntries(truths),
  });
}

function meanBySchool(
  schools: readonly (string | null)[],
  factors: Float64Array,
): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const [row, school] of schools.entries()) {
    const value = factors[row] ?? NaN;
    if (school === null || Number.isNaN(value)) continue;
    const held = sums.get(school) ?? { sum: 0, count: 0 };
    sums.set(school, { sum: held.sum + value, count: held.count + 1 });
  }
  return new Map([...sums].map(([school, { sum, count }]) => [school, sum / count] as const));
}

function groupsOf(means: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const order = [...means].sort(([one, a], [other, b]) => a - b || (one < other ? -1 : 1));
  return new Map(
    order.map(([school], rank) =>
      [school, GROUPS[Math.floor((rank * GROUPS.length) / order.length)] ?? ""] as const
    ),
  );
}
