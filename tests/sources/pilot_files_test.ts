import assert from "node:assert/strict";
import { dayNumber } from "../../lib/core/period.ts";
import { Table } from "../../lib/core/table.ts";
import { acceptTable } from "../../lib/sources/accept.ts";
import {
  birthDays,
  buildAnalysisFiles,
  buildBirthFile,
  buildChildFile,
  buildFoodBankFile,
  buildHouseholdFile,
  buildPersonFile,
  buildPupilFile,
  buildYouthFile,
  findDataset,
  indexSpells,
  loadDataset,
  peopleTables,
} from "../../lib/sources/mod.ts";
import { computeIndicators, listIndicators } from "../../lib/indicators/mod.ts";
import { buildRegion, ensureSynthetic } from "../../lib/sources/synthetic/ensure.ts";
import { SCHOOL_EFFECTS } from "../../lib/sources/synthetic/schools.ts";
import { syntheticFiles } from "../../lib/sources/synthetic/tables.ts";
import { stackTables } from "../../lib/sources/mod.ts";

const YEARS = [2021, 2022, 2023];
const projectDir = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(projectDir, { recursive: true }));
await Deno.mkdir(`${projectDir}/.smart-start/data/synthetic`, { recursive: true });
await Deno.writeTextFile(`${projectDir}/.smart-start/environment.json`, '{"kind":"synthetic","size":"tiny"}');
await ensureSynthetic({ size: "tiny", directory: `${projectDir}/.smart-start/data/synthetic` });

/** The same registers straight from the generator: another way to the same rows. */
const files = syntheticFiles(buildRegion("tiny"));
function tableOf(id: string): Table {
  const { schema, shape } = findDataset(id);
  const parts = files.filter((file) => file.datasetId === id).map((file) => {
    const table = acceptTable(file.table(), schema, { file: id });
    return shape === "once"
      ? table
      : table.withColumns({ JAAR: new Float64Array(table.rowCount).fill(file.year) });
  });
  return stackTables(parts);
}
const people = peopleTables(tableOf, { year: 2023 });

/** Counts rows by a text of some of their columns. */
function countBy(table: Table, names: readonly string[], keep: (row: number) => boolean = () => true) {
  const counts = new Map<string, number>();
  for (let row = 0; row < table.rowCount; row++) {
    if (!keep(row)) continue;
    const key = names.map((name) => String(table.column(name).values[row])).join("/");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => a < b ? -1 : 1));
}

Deno.test("buildAnalysisFiles() gives of one reading what each function gives of its own, with its own sources", async () => {
  const options = { years: [2021, 2022], projectDir };
  const together = await buildAnalysisFiles(["birth", "person", "household", "child"], options);
  const alone = {
    birth: await buildBirthFile(options),
    child: await buildChildFile(options),
    household: await buildHouseholdFile(options),
    person: await buildPersonFile(options),
  };
  const valuesOf = (table: Table) => table.columnNames.map((name) => [name, [...table.column(name).values]]);
  for (const kind of ["birth", "child", "household", "person"] as const) {
    assert.deepEqual(valuesOf(together[kind].table), valuesOf(alone[kind].table), kind);
    assert.deepEqual(together[kind].years, alone[kind].years);
    const ids = ({ sources }: { readonly sources: readonly { readonly datasetId: string }[] }) =>
      sources.map(({ datasetId }) => datasetId).sort();
    assert.deepEqual(ids(together[kind]), ids(alone[kind]), kind);
  }
  await assert.rejects(buildAnalysisFiles([], options), /No file is asked/);
});

Deno.test("buildHouseholdFile() agrees with the households that another way of reading gives", async () => {
  const { table } = await buildHouseholdFile({ years: YEARS, projectDir });
  const year = table.numbers("jaar");
  const last = (row: number) => year[row] === 2023;
  const shared = ["buurt", "personen", "kinderen_thuis", "minderjarigen", "inkomen", "arm", "schulden"];
  assert.deepEqual(countBy(table, shared, last), countBy(people.households, shared));
  const single = countBy(people.households, ["type"]).get("6");
  assert.equal(countBy(table, ["type"], last).get("eenouder"), single);
  const keys = table.texts("huishouden").map((key, row) => `${key}/${year[row]}`);
  assert.equal(new Set(keys).size, keys.length);
});

Deno.test("buildHouseholdFile() counts the years of poverty up to each year and never more than were asked", async () => {
  const { table } = await buildHouseholdFile({ years: YEARS, projectDir });
  const years = table.numbers("jaar"), count = table.numbers("jaren_arm"), poor = table.booleans("arm");
  for (const [row, year] of years.entries()) {
    assert.ok((count[row] ?? -1) <= year - 2020);
    if (poor[row] === true) assert.ok((count[row] ?? 0) >= 1);
  }
  assert.ok(count.some((years) => years === 3));
});

Deno.test("buildFoodBankFile() marks a household of every client who lives in the region, and no other", async () => {
  const { table, years } = await buildFoodBankFile({ year: 2023, earlierYears: [2022], projectDir });
  assert.deepEqual(years, [2023]);
  const clients = (await loadDataset("local/voedselbank", { projectDir })).table;
  assert.equal(table.booleans("voedselbank").filter((client) => client === true).length, clients.rowCount);
  const months = table.numbers("maanden_voedselbank");
  assert.equal([...months].filter((value) => value >= 0).length, clients.rowCount);
  const heads = new Set(clients.texts("RINPERSOON"));
  for (const [row, client] of table.booleans("voedselbank").entries()) {
    assert.equal(heads.has(table.texts("hoofdkostwinner")[row] ?? ""), client);
  }
});

Deno.test("buildBirthFile() agrees with the births that another way of reading gives", async () => {
  const { table } = await buildBirthFile({ years: YEARS, projectDir });
  const year = table.numbers("jaar");
  const shared = ["buurt", "zwangerschapsduur_weken", "gewicht_percentiel"];
  assert.deepEqual(countBy(table, shared, (row) => year[row] === 2023), countBy(people.births, shared));
  const weeks = table.numbers("zwangerschapsduur_weken"), small = table.booleans("laag_gewicht");
  for (const [row, adverse] of table.booleans("ongunstige_start").entries()) {
    assert.equal(adverse, (weeks[row] ?? 0) < 37 || small[row] === true);
  }
});

Deno.test("buildPersonFile() agrees with the persons that another way of reading gives", async () => {
  const { table } = await buildPersonFile({ years: [2018, 2019, 2020, 2021, 2022, 2023], projectDir });
  const year = table.numbers("jaar");
  const shared = people.persons.columnNames.filter((name) => name !== "jaar");
  assert.ok(shared.length >= 20);
  assert.deepEqual(countBy(table, shared, (row) => year[row] === 2023), countBy(people.persons, shared));
});

Deno.test("at least a hundred indicators can be computed from the files that are built and the open figures", async () => {
  const where = { years: [2023], projectDir };
  const tables = {
    child: (await buildChildFile(where)).table,
    birth: (await buildBirthFile(where)).table,
    household: (await buildHouseholdFile(where)).table,
    person: (await buildPersonFile(where)).table,
    pupil: (await buildPupilFile(where)).table,
    area: (await loadDataset("open/gebiedscijfers", { projectDir })).table,
    respondent: (await loadDataset("local/vragenlijst", { projectDir })).table,
  };
  let computed = 0;
  for (const [rows, table] of Object.entries(tables)) {
    const indicators = listIndicators({ rows: rows as keyof typeof tables, columns: table.columnNames });
    const label = { nl: "x", en: "x" };
    const results = await computeIndicators({
      table,
      indicators,
      by: [],
      period: label,
      population: label,
      sources: [],
    });
    computed += results.filter((result) => Number.isFinite(result.cells[0]?.value ?? NaN)).length;
  }
  assert.ok(computed >= 100, String(computed));
});

Deno.test("the open figures count the region's own people, and parts are never more than their whole", () => {
  const table = tableOf("open/gebiedscijfers");
  const years = table.numbers("jaar"), inhabitants = table.numbers("AantalInwoners");
  const total = inhabitants.reduce((sum, count, row) => sum + (years[row] === 2023 ? count : 0), 0);
  assert.equal(total, people.persons.rowCount);
  for (const [part, whole] of [["Minderjarigen", "AantalInwoners"], ["Deelnemers", "Doelgroep"]] as const) {
    assert.ok(table.numbers(part).every((count, row) => count <= (table.numbers(whole)[row] ?? 0)), part);
  }
});

Deno.test("buildPupilFile() keeps every score and takes circumstances from the same child and year", async () => {
  const { table } = await buildPupilFile({ years: YEARS, projectDir });
  const scores = (await loadDataset("local/schoolresultaten", { projectDir })).table;
  const asked = scores.filter((row) => (scores.numbers("schooljaar")[row] ?? 0) >= 2021);
  assert.deepEqual([...table.numbers("leesscore")], [...asked.numbers("leesscore")]);
  const children = (await buildChildFile({ years: YEARS, projectDir })).table;
  const factors = new Map(
    children.texts("kind").map((
      kind,
      row,
    ) => [`${kind}/${children.numbers("jaar")[row]}`, children.numbers("factoren")[row]]),
  );
  const years = table.numbers("schooljaar");
  for (const [row, pupil] of table.texts("leerling").entries()) {
    assert.equal(table.numbers("factoren")[row], factors.get(`${pupil}/${years[row]}`) ?? NaN);
  }
  const weights = countBy(table, ["weging", "school"]);
  assert.equal(
    new Set([...weights.keys()].map((key) => key.split("/")[1])).size,
    weights.size,
    "a school in two groups",
  );
});

Deno.test("buildYouthFile() finds the first help, the first year as a suspect, and their order", async () => {
  const { table } = await buildYouthFile({
    year: 2023,
    earlierYears: [2018, 2019, 2020, 2021, 2022],
    projectDir,
  });
  const birth = birthDays(tableOf("cbs/gbapersoontab"));
  const help = indexSpells(tableOf("cbs/jgdhulpbus"), {
    key: "RINPERSOON",
    start: "JGDHDATUMAANVANG",
    end: "JGDHDATUMEINDE",
  });
  const suspects = tableOf("cbs/verdtab");
  const first = new Map<string, number>();
  for (const [row, key] of suspects.texts("RINPERSOON").entries()) {
    const year = suspects.numbers("JAAR")[row] ?? 0;
    if (year < (first.get(key ?? "") ?? 9999)) first.set(key ?? "", year);
  }
  let ordered = 0;
  for (const [row, key] of table.texts("persoon").entries()) {
    const start = help.get(key ?? "")?.find((spell) => spell.start <= dayNumber("2023-12-31"))?.start;
    const age = start === undefined ? NaN : Math.floor((start - (birth.get(key ?? "") ?? 0)) / 365.25);
    const found = table.numbers("hulp_leeftijd")[row] ?? NaN;
    assert.ok(Number.isNaN(age) ? Number.isNaN(found) : Math.abs(found - age) <= 1);
    const year = first.get(key ?? "");
    assert.equal(table.booleans("verdachte")[row], year !== undefined);
    const before = year === undefined ? null : start !== undefined && start < dayNumber(`${year}-01-01`);
    assert.equal(table.booleans("hulp_voor_verdachte")[row], before);
    if (before === true) ordered++;
  }
  assert.ok(ordered > 0);
  assert.ok(table.numbers("leeftijd").every((age) => age >= 6 && age <= 27));
});

Deno.test("the panel of schools holds its built-in effect on time-outs, and none before the team starts", () => {
  const table = tableOf("local/schoolpanel");
  const treated = table.booleans("innovatie"), months = table.numbers("maand");
  const counts = table.numbers("time_outs"), pupils = table.numbers("leerlingen");
  const rate = (team: boolean, after: boolean) => {
    let events = 0, exposed = 0;
    for (const [row, month] of months.entries()) {
      if (treated[row] !== team || (month >= SCHOOL_EFFECTS.fromMonth) !== after) continue;
      events += counts[row] ?? 0;
      exposed += pupils[row] ?? 0;
    }
    return events / exposed;
  };
  const ratio = (rate(true, true) / rate(true, false)) / (rate(false, true) / rate(false, false));
  assert.ok(Math.abs(ratio - SCHOOL_EFFECTS.timeOutRatio) < 0.12, String(ratio));
  assert.equal(new Set(table.texts("school")).size, 8);
});

Deno.test("parents of the schools with the team answer higher in the second survey, others do not", () => {
  const table = tableOf("local/oudertevredenheid");
  const mean = (team: boolean, year: number) => {
    const values = [...table.numbers("snelle_hulp")].filter((value, row) =>
      !Number.isNaN(value) && table.numbers("jaar")[row] === year &&
      SCHOOL_EFFECTS.schools.includes(table.texts("school")[row] as never) === team
    );
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const rise = (mean(true, 2021) - mean(true, 2018)) - (mean(false, 2021) - mean(false, 2018));
  assert.ok(Math.abs(rise - SCHOOL_EFFECTS.satisfaction) < 0.3, String(rise));
});

Deno.test("every title that was borrowed stands in the collection with its genre and age band, under one name", () => {
  const loans = tableOf("local/bibliotheek"), books = tableOf("local/collectie");
  const shelf = new Map(books.texts("titel").map((title, row) => [title, row]));
  for (const [row, title] of loans.texts("titel").entries()) {
    const book = shelf.get(title) ?? -1;
    assert.equal(books.texts("genre")[book], loans.texts("genre")[row]);
    assert.equal(books.texts("leeftijdsband")[book], loans.texts("leeftijdsband")[row]);
  }
  assert.equal(countBy(books, ["titel", "naam"]).size, new Set(books.texts("naam")).size);
});

Deno.test("in the questionnaire of parents only who answered has answers, and weights undo the sampling", () => {
  const table = tableOf("local/oudervragenlijst");
  const answered = table.booleans("respons");
  for (const name of ["gezinsvorm", "opleiding", "thuistaal", "drempel"]) {
    assert.ok(table.texts(name).every((text, row) => (text !== null) === answered[row]), name);
  }
  assert.ok(table.numbers("voorleesdagen").every((days, row) => Number.isNaN(days) !== answered[row]));
  assert.deepEqual([...countBy(table, ["stratum", "gewicht"]).keys()], ["overig/2", "stad/4"]);
});
