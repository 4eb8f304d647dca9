/** The numbers of the education briefing, once more from the raw test scores and the list of initiatives by plain loops. */
import assert from "node:assert/strict";
import type { ProgrammeObject } from "../../lib/core/display.ts";
import { loadDataset, type RegionOutlines } from "../../lib/sources/mod.ts";
import { KNOWN_EFFECTS } from "../../lib/sources/synthetic/local.ts";
import { type NotebookValues, percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const FIRST = 2018, LAST = 2023;
const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("one") ?? valuesOf("onderwijs");
  cache.set("one", known);
  return known;
}

interface Score {
  readonly pupil: string;
  readonly school: string;
  readonly grade: number;
  readonly score: number;
  readonly level: string | null;
}

async function scores(): Promise<readonly Score[]> {
  const { table } = await loadDataset("local/schoolresultaten");
  const years = table.numbers("schooljaar");
  return Array.from(years, (year, row) => ({
    year,
    pupil: table.texts("RINPERSOON")[row] ?? "",
    school: table.texts("school")[row] ?? "",
    grade: table.numbers("groep")[row] ?? NaN,
    score: table.numbers("leesscore")[row] ?? NaN,
    level: table.texts("leesniveau")[row] ?? null,
  })).filter(({ year }) => year >= FIRST && year <= LAST);
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** The mean step of one grade of pupils above grade 5, per school: a plainer measure than the notebook's. */
function stepsOf(rows: readonly Score[]): ReadonlyMap<string, number> {
  const known = new Map(rows.map((row) => [`${row.pupil} ${row.school} ${row.grade}`, row.score]));
  const steps = new Map<string, number[]>();
  for (const { pupil, school, grade, score } of rows) {
    const before = known.get(`${pupil} ${school} ${grade - 1}`);
    if (grade > 5 && before !== undefined) steps.set(school, [...steps.get(school) ?? [], score - before]);
  }
  return new Map(
    [...steps].filter(([, list]) => list.length >= 20).map(([school, list]) => [school, mean(list)]),
  );
}

Deno.test("the schools that the notebook finds are the four where the fall is built in, and no other", async () => {
  const values = await notebook();
  const found = values["achter"] as ReadonlySet<string>;
  const steps = [...stepsOf(await scores())].sort(([, a], [, b]) => a - b);
  assert.deepEqual(steps.slice(0, 4).map(([school]) => school).sort(), [...found].sort());
  const typical = mean(steps.slice(4).map(([, step]) => step));
  for (const [, step] of steps.slice(0, 4)) {
    assert.ok(Math.abs(step - typical - KNOWN_EFFECTS.readingFallPerGrade) < 1.5, String(step - typical));
  }
});

Deno.test("means per grade, the split of the difference and the level below 1F are those of plain loops", async () => {
  const [values, rows] = [await notebook(), await scores()];
  const behind = values["achter"] as ReadonlySet<string>;
  const table = tableOf(values, "veiligPerGroep");
  // Every weight has a school that lags, so all other schools are compared with.
  assert.equal(
    (values["gelijk"] as ReadonlySet<string>).size,
    new Set(values["weging"] as readonly string[]).size,
  );
  const of = (grade: number, side: string) =>
    rows.filter((row) => row.grade === grade && behind.has(row.school) === (side === "achter"));
  const average = (grade: number, side: string) =>
    mean(of(grade, side).map(({ score }) => score).filter((score) => !Number.isNaN(score)));
  for (const grade of [3, 4, 5, 6, 7, 8]) {
    for (const side of ["achter", "andere"]) {
      assert.equal(
        shownIn(table, String(grade), side),
        Number(average(grade, side).toFixed(0)),
        `${grade} ${side}`,
      );
    }
  }
  const gap = (grade: number) => average(grade, "achter") - average(grade, "andere");
  const built = tableOf(values, "veiligOpbouw");
  assert.equal(shownIn(built, "start"), Math.round(gap(5)));
  assert.equal(shownIn(built, "groei"), Math.round(gap(8) - gap(5)));
  const share = (side: string) => {
    const known = of(8, side).filter(({ level }) => level !== null);
    return percentOf(known.filter(({ level }) => level === "onder 1F").length, known.length);
  };
  assert.equal(shownIn(tableOf(values, "veiligNiveau"), "onder_1f", "achter"), share("achter"));
  assert.ok(sentenceOf(values, "onderNiveau").includes(`${share("achter")}% tegen ${share("andere")}%`));
});

Deno.test("the coverage matrix is the list of initiatives, with five districts without any", async () => {
  const values = await notebook();
  const { table } = await loadDataset("local/initiatieven");
  const [from, to, where] = [
    table.numbers("leeftijd_van"),
    table.numbers("leeftijd_tot"),
    table.texts("wijk"),
  ];
  const matrix = tableOf(values, "veiligDekking");
  const districts = matrix.dimensions[0]?.codes.map(({ code }) => code) ?? [];
  assert.equal(districts.length, 21);
  for (const district of districts) {
    for (
      const [code, low, high] of [["0-3", 0, 3], ["4-6", 4, 6], ["7-9", 7, 9], ["10-12", 10, 12]] as const
    ) {
      const count = Array.from(where).filter((one, row) =>
        one === district && (from[row] ?? 99) <= high && (to[row] ?? -1) >= low
      ).length;
      assert.equal(shownIn(matrix, district, code), count, `${district} ${code}`);
    }
  }
  assert.equal(districts.filter((district) => !where.includes(district)).length, 5);
});

Deno.test("the map counts the initiatives of each district, and each of its outlines is a district of the map", async () => {
  const values = await notebook();
  const { table } = await loadDataset("local/initiatieven");
  const shown = tableOf(values, "veiligPerWijk");
  const districts = shown.dimensions[0]?.codes.map(({ code }) => code) ?? [];
  const counts = districts.map((district) => table.texts("wijk").filter((one) => one === district).length);
  assert.deepEqual(shown.cells.map(({ value }) => value), counts);
  assert.equal(counts.reduce((sum, count) => sum + count, 0), table.rowCount, "none lies outside the map");
  const { boundaries } = values["grenzenVanWijken"] as RegionOutlines;
  const outlined = boundaries.features.map(({ properties }) => String(properties["statcode"]));
  assert.deepEqual(outlined.toSorted(), districts.toSorted());
  const { title } = (values["figuurKaart"] as ProgrammeObject<"figure">).payload;
  const most = Math.max(...counts);
  assert.equal(
    counts.filter((count) => count === most).length >= 1 && title.nl.includes(` (${most}) `),
    true,
    title.nl,
  );
});

Deno.test("library members in districts with and without an initiative are added up from the open figures", async () => {
  const values = await notebook();
  const { table } = await loadDataset("open/gebiedscijfers");
  const having = new Set((await loadDataset("local/initiatieven")).table.texts("wijk"));
  const city = [...having][0]?.slice(0, 6).replace("WK", "GM");
  for (const [code, has] of [["met", true], ["zonder", false]] as const) {
    let members = 0, children = 0;
    for (let row = 0; row < table.rowCount; row++) {
      if (table.texts("gemeente")[row] !== city || table.numbers("jaar")[row] !== LAST) continue;
      if (having.has(table.texts("wijk")[row] ?? null) !== has) continue;
      members += table.numbers("JeugdledenBibliotheek")[row] || 0;
      children += table.numbers("Inwoners0Tot18")[row] || 0;
    }
    assert.ok(children > 100);
    assert.equal(shownIn(tableOf(values, "veiligLeden"), code), percentOf(members, children), code);
  }
});
