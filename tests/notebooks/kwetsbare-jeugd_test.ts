/** The numbers of the briefing on young people, once more: by plain loops over rows and raw registers, and by a plain model. */
import assert from "node:assert/strict";
import type { Table } from "../../lib/core/table.ts";
import { loadDataset } from "../../lib/sources/mod.ts";
import { type NotebookValues, percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const YEAR = 2023;
const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("kwetsbare-jeugd") ?? valuesOf("kwetsbare-jeugd");
  cache.set("kwetsbare-jeugd", known);
  return known;
}

/** The rows of the analysis file as plain objects. */
async function youth() {
  const { table } = (await notebook())["bestand"] as { readonly table: Table };
  const vulnerable = [
    "eenouder_of_alleen",
    "arm",
    "bijstand_ouder",
    "schulden",
    "ggz_ouder",
    "jonge_moeder",
    "laagopgeleide_moeder",
  ];
  const count = (names: readonly string[], row: number) =>
    names.filter((name) => table.booleans(name)[row] === true).length;
  return Array.from({ length: table.rowCount }, (_, row) => ({
    person: table.texts("persoon")[row] ?? "",
    age: table.numbers("leeftijd")[row] ?? NaN,
    man: table.texts("geslacht")[row] === "man",
    district: table.texts("wijk")[row] ?? "",
    suspect: table.booleans("verdachte")[row] === true,
    suspectAge: table.numbers("verdachte_leeftijd")[row] ?? NaN,
    diploma: table.booleans("startkwalificatie")[row] ?? null,
    debts: table.booleans("schulden")[row] === true,
    worries: count(vulnerable, row),
    supports: count(["ouder_werkt", "eigen_woning", "niet_verhuisd"], row),
  }));
}

/** The day of a date as yyyymmdd. */
const plain = (date: string | null | undefined) => (date ?? "").replaceAll("-", "");

/** First days in the registers of care, by person. */
async function firstCare(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (
    const [id, start] of [["cbs/jgdhulpbus", "JGDHDATUMAANVANG"], [
      "cbs/jgdbeschermbus",
      "JGDBDATUMAANVANG",
    ]] as const
  ) {
    const { table } = await loadDataset(id);
    const people = table.texts("RINPERSOON"), days = table.column(start).values as ArrayLike<string | null>;
    Array.from(people).forEach((person, row) => {
      const day = plain(days[row]);
      if (person !== null && day <= `${YEAR}1231` && day < (found.get(person) ?? "9")) found.set(person, day);
    });
  }
  return found;
}

Deno.test("teenagers who ever were suspects had help before as often as the raw registers of care say", async () => {
  const [values, rows, care] = [await notebook(), await youth(), await firstCare()];
  const births = (await loadDataset("cbs/gbapersoontab")).table;
  const [year, month, day] = ["JAAR", "MAAND", "DAG"].map((part) =>
    births.column(`GBAGEBOORTE${part}`).values as ArrayLike<number | string | null>
  );
  const two = (value: number | string | null | undefined) => String(value ?? "").padStart(2, "0");
  const birthOf = new Map(
    Array.from(births.texts("RINPERSOON"), (person, row) => [
      person,
      `${year?.[row]}${two(month?.[row])}${two(day?.[row])}`,
    ]),
  );
  const teenagers = rows.filter(({ suspect, age }) => suspect && age >= 12 && age <= 17);
  const before = teenagers.filter(({ person, suspectAge }) => {
    const day = care.get(person), birth = birthOf.get(person) ?? "";
    if (day === undefined) return false;
    // Completed years on the first day of care, from the two dates as numbers.
    return Math.floor((Number(day) - Number(birth)) / 10_000) < suspectAge;
  }).length;
  const share = percentOf(before, teenagers.length);
  assert.ok(teenagers.length > 100);
  assert.equal(shownIn(tableOf(values, "veiligEerderHulp"), "eerder_hulp", "12-17"), share);
  assert.equal(shownIn(tableOf(values, "veiligWatEerst"), "12-17", "eerder"), share);
  assert.ok(sentenceOf(values, "eerderGezien").includes(`(${share}%)`));
});

Deno.test("the suspects are those of the register of suspects", async () => {
  const rows = await youth();
  const years = [2018, 2019, 2020, 2021, 2022, YEAR];
  const { table } = await loadDataset("cbs/verdtab", { years });
  const suspects = new Set(table.texts("RINPERSOON"));
  const wrong = rows.filter(({ person, suspect, age }) => age >= 12 && suspects.has(person) !== suspect);
  assert.deepEqual([wrong.length, rows.filter(({ suspect }) => suspect).length > 500], [0, true]);
});

Deno.test("first times by age are as counted person by person, and stages with fewer than ten stay hidden", async () => {
  const values = await notebook();
  const { table } = values["bestand"] as { readonly table: Table };
  const shownTable = tableOf(values, "veiligKeerpunten");
  let shownCells = 0;
  for (
    const event of ["hulp_leeftijd", "bescherming_leeftijd", "verdachte_leeftijd", "reclassering_leeftijd"]
  ) {
    for (const [from, to] of [[9, 11], [12, 14], [15, 17], [18, 20], [21, 23]] as const) {
      let times = 0, years = 0;
      for (let row = 0; row < table.rowCount; row++) {
        const now = table.numbers("leeftijd")[row] ?? NaN, first = table.numbers(event)[row] ?? NaN;
        for (const age of [now - 3, now - 2, now - 1]) {
          if (age < from || age > to || first < age) continue;
          years += 1;
          if (first === age) times += 1;
        }
      }
      const cell = shownTable.cell(event, `${from}-${to}`);
      if (cell === undefined) assert.equal(times, 0);
      else if (times < 10) assert.equal(cell.value, null, `${event} ${from}`);
      if (cell?.value === null || cell === undefined) continue;
      shownCells += 1;
      assert.equal(cell.value, Math.round(1000 * times / years), `${event} ${from}`);
    }
  }
  assert.ok(shownCells >= 6, String(shownCells));
});

Deno.test("diplomas, debts by age and districts are as counted by hand, and small ones stay hidden", async () => {
  const [values, rows] = [await notebook(), await youth()];
  const from12 = rows.filter(({ age }) => age >= 12), many = from12.filter(({ worries }) => worries >= 2);
  const known = many.filter(({ diploma }) => diploma !== null);
  const share = percentOf(known.filter(({ diploma }) => diploma === true).length, known.length);
  assert.equal(shownIn(tableOf(values, "veiligDiploma"), "startkwalificatie", "veel"), share);
  assert.ok(sentenceOf(values, "metDiploma").includes(`(${share}%)`));
  const young = rows.filter(({ age }) => age < 12);
  assert.equal(
    shownIn(tableOf(values, "veiligLevensloop"), "schulden", "6-11"),
    percentOf(young.filter(({ debts }) => debts).length, young.length),
  );
  const table = tableOf(values, "veiligWijkAandeel");
  assert.equal(shownIn(table, "regio"), percentOf(many.length, from12.length));
  let hidden = 0;
  for (const { code } of table.dimensions[0]?.codes.slice(1) ?? []) {
    const here = from12.filter(({ district }) => district === code);
    const part = here.filter(({ worries }) => worries >= 2).length;
    const shown = shownIn(table, code);
    if (shown === null) hidden += 1;
    else assert.equal(shown, percentOf(part, here.length), code);
    if (part < 10) assert.equal(shown, null, code);
  }
  assert.ok(hidden > 0);
});

/** Natural cubic spline with three columns, in the truncated form: another basis of the same curves. */
function curve(ages: readonly number[]): (age: number) => readonly number[] {
  const sorted = ages.toSorted((a, b) => a - b);
  const at = (p: number) => {
    const h = (sorted.length - 1) * p, low = Math.floor(h);
    return (sorted[low] ?? 0) + (h - low) * ((sorted[low + 1] ?? sorted[low] ?? 0) - (sorted[low] ?? 0));
  };
  const knots = [0, 1 / 3, 2 / 3, 1].map(at), last = knots.at(-1) ?? 0;
  const d = (k: number, x: number) =>
    (Math.max(0, x - (knots[k] ?? 0)) ** 3 - Math.max(0, x - last) ** 3) / (last - (knots[k] ?? 0));
  return (x) => [x, d(0, x) - d(2, x), d(1, x) - d(2, x)];
}

/** Newton's steps for a logistic model. */
function logistic(x: readonly (readonly number[])[], y: readonly number[]): readonly number[] {
  const p = x[0]?.length ?? 0;
  const beta = new Array<number>(p).fill(0);
  for (let step = 0; step < 30; step++) {
    const a = Array.from({ length: p }, () => new Array<number>(p + 1).fill(0));
    x.forEach((row, i) => {
      const mu = 1 / (1 + Math.exp(-row.reduce((sum, value, j) => sum + value * (beta[j] ?? 0), 0)));
      for (let j = 0; j < p; j++) {
        const line = a[j]!;
        for (let k = 0; k < p; k++) line[k] = (line[k] ?? 0) + mu * (1 - mu) * (row[j] ?? 0) * (row[k] ?? 0);
        line[p] = (line[p] ?? 0) + ((y[i] ?? 0) - mu) * (row[j] ?? 0);
      }
    });
    for (let k = 0; k < p; k++) {
      const pivot = a.slice(k).reduce((best, row) =>
        Math.abs(row[k] ?? 0) > Math.abs(best[k] ?? 0) ? row : best
      );
      a.splice(a.indexOf(pivot), 1);
      a.splice(k, 0, pivot);
      a.forEach((row, i) => {
        if (i === k) return;
        const factor = (row[k] ?? 0) / (pivot[k] ?? NaN);
        row.forEach((value, j) => row[j] = value - factor * (pivot[j] ?? 0));
      });
    }
    a.forEach((row, k) => beta[k] = (beta[k] ?? 0) + (row[p] ?? 0) / (row[k] ?? NaN));
  }
  return beta;
}

Deno.test("a plain logistic model gives the same risks for groups of the same age and sex", async () => {
  const [values, rows] = [await notebook(), (await youth()).filter(({ age }) => age >= 12)];
  const spline = curve(rows.map(({ age }) => age));
  const scale = (age: number) => spline(age).map((value) => value / 100);
  const design = (row: (typeof rows)[number], worries = Math.min(3, row.worries)) => [
    ...[1, ...scale(row.age), row.man ? 1 : 0],
    ...[1, 2, 3].map((level) => worries === level ? 1 : 0),
    ...[row.supports <= 1 ? 1 : 0, row.supports === 2 ? 1 : 0],
  ];
  const beta = logistic(rows.map((row) => design(row)), rows.map(({ suspect }) => suspect ? 1 : 0));
  const chance = (x: readonly number[]) =>
    1 / (1 + Math.exp(-x.reduce((sum, value, j) => sum + value * (beta[j] ?? 0), 0)));
  for (const [code, level] of [["0", 0], ["2", 2], ["3+", 3]] as const) {
    const risk = rows.reduce((sum, row) => sum + chance(design(row, level)), 0) / rows.length;
    assert.equal(shownIn(tableOf(values, "veiligKwetsbaar"), code), Number((100 * risk).toFixed(1)), code);
  }
});

Deno.test("no object of the briefing tells about one young person", async () => {
  const values = await notebook();
  for (const [name, value] of Object.entries(values)) {
    if (!name.startsWith("veilig")) continue;
    const table = tableOf(values, name);
    assert.ok(table.dimensions.every(({ name }) => name !== "persoon"));
    assert.ok(!JSON.stringify(table.cells).includes("RINPERSOON"), typeof value);
  }
});
