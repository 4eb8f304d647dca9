/** The numbers of the effect briefing, once more from the raw rows by plain loops, and held to the built-in effects. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { SheetsPayload } from "../../lib/core/sheet.ts";
import { studentTQuantile } from "../../lib/core/stats/student_t.ts";
import type { ProgrammeObject } from "../../lib/core/display.ts";
import type { PreRegistration } from "../../lib/effects/mod.ts";
import { loadDataset } from "../../lib/sources/mod.ts";
import { KNOWN_EFFECTS } from "../../lib/sources/synthetic/local.ts";
import { type NotebookValues, percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("hallo-jij") ?? valuesOf("hallo-jij");
  cache.set("hallo-jij", known);
  return known;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const round = (value: number, decimals: number) => Number(value.toFixed(decimals)) + 0;

interface Mother {
  readonly treated: boolean;
  readonly scores: Map<number, number>;
}

async function mothers(outcome: string): Promise<readonly Mother[]> {
  const { table } = await loadDataset("local/hallo-jij");
  const found = new Map<string, Mother>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = table.texts("deelnemer")[row] ?? "";
    const mother = found.get(key) ??
      { treated: table.texts("groep")[row] === "traject", scores: new Map<number, number>() };
    const score = table.numbers(outcome)[row] ?? NaN;
    if (Number.isFinite(score)) mother.scores.set(table.numbers("meting")[row] ?? NaN, score);
    found.set(key, mother);
  }
  return [...found.values()];
}

Deno.test("mean well-being per group and moment, and who stayed, are as in the raw answers", async () => {
  const [values, people] = [await notebook(), await mothers("welbevinden")];
  for (const [group, treated] of [["treated", true], ["comparison", false]] as const) {
    for (const wave of [0, 1, 2]) {
      const scores = people.filter((one) => one.treated === treated).flatMap(({ scores }) =>
        scores.get(wave) ?? []
      );
      assert.equal(shownIn(tableOf(values, "veiligScores"), group, String(wave)), round(mean(scores), 0));
    }
  }
  const left = people.filter(({ scores }) => scores.has(2)).length;
  assert.equal(shownIn(tableOf(values, "veiligGebleven"), "2"), percentOf(left, people.length));
});

Deno.test("the difference of mothers who started low and high is that of their mean changes, by plain sums", async () => {
  const [values, people] = [await notebook(), await mothers("welbevinden")];
  const starts = people.flatMap(({ scores }) => scores.get(0) ?? []).toSorted((a, b) => a - b);
  const edge = starts[Math.floor(starts.length / 2)] ?? NaN;
  for (const [code, isLow] of [["laag", true], ["hoog", false]] as const) {
    const change = (group: boolean) =>
      mean(
        people.filter(({ treated }) => treated === group).flatMap(({ scores }) => {
          const [first, last] = [scores.get(0), scores.get(2)];
          return first === undefined || last === undefined || (first < edge) !== isLow ? [] : [last - first];
        }),
      );
    const cell = tableOf(values, "veiligNaarStart").cell(code);
    assert.equal(cell?.value, round(change(true) - change(false), 1), code);
    assert.ok((cell?.low ?? NaN) < (cell?.value ?? NaN) && (cell?.value ?? NaN) < (cell?.high ?? NaN));
  }
});

/** Solves a small linear system, and gives the logarithm of the determinant. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]) {
  const a = matrix.map((row, i) => [...row, right[i] ?? 0]);
  let logDeterminant = 0;
  a.forEach((pivot, k) => {
    const head = pivot[k] ?? NaN;
    logDeterminant += Math.log(head);
    a.forEach((row, i) => {
      if (i === k) return;
      const factor = (row[k] ?? 0) / head;
      row.forEach((value, j) => row[j] = value - factor * (pivot[j] ?? 0));
    });
  });
  return { solution: a.map((row, k) => (row.at(-1) ?? 0) / (row[k] ?? NaN)), logDeterminant };
}

/** Restricted likelihood of a random level per mother, for one ratio of variances; smaller is better. */
function mixedAt(people: readonly Mother[], ratio: number) {
  const p = 6, cross = Array.from({ length: p }, () => new Array<number>(p).fill(0));
  const right = new Array<number>(p).fill(0);
  let square = 0, logV = 0, count = 0;
  for (const { treated, scores } of people) {
    const g = treated ? 1 : 0;
    const rows = [...scores].map(([wave, y]) => ({
      y,
      x: [0, 1, 2].map((w) => w === wave ? 1 : 0).concat(g, wave === 1 ? g : 0, wave === 2 ? g : 0),
    }));
    const shrink = ratio / (1 + ratio * rows.length);
    logV += Math.log(1 + ratio * rows.length);
    count += rows.length;
    for (const one of rows) {
      for (const two of rows) {
        const weight = (one === two ? 1 : 0) - shrink;
        square += weight * one.y * two.y;
        one.x.forEach((x, i) => {
          right[i] = (right[i] ?? 0) + weight * x * two.y;
          two.x.forEach((z, j) => cross[i]![j] = (cross[i]?.[j] ?? 0) + weight * x * z);
        });
      }
    }
  }
  const { solution, logDeterminant } = solve(cross, right);
  const rest = square - solution.reduce((sum, b, i) => sum + b * (right[i] ?? 0), 0);
  return { contrast: solution[5] ?? NaN, loss: (count - p) * Math.log(rest) + logV + logDeterminant };
}

Deno.test("a plain search of the mixed model finds the same difference, and its margin holds the built-in +6", async () => {
  const [values, people] = [await notebook(), await mothers("welbevinden")];
  let low = 0.01, high = 50;
  for (let step = 0; step < 80; step++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (mixedAt(people, a).loss < mixedAt(people, b).loss) high = b;
    else low = a;
  }
  const expected = round(mixedAt(people, (low + high) / 2).contrast, 1);
  const cell = tableOf(values, "veiligVerschil").cell("2");
  assert.equal(cell?.value, expected);
  assert.ok(sentenceOf(values, "welbevindenJaar").includes(String(expected).replace(".", ",")));
  assert.ok((cell?.low ?? NaN) < KNOWN_EFFECTS.wellbeing && KNOWN_EFFECTS.wellbeing < (cell?.high ?? NaN));
  const change = (treated: boolean) =>
    mean(
      people.filter((one) => one.treated === treated).flatMap(({ scores }) => {
        const [first, last] = [scores.get(0), scores.get(2)];
        return first === undefined || last === undefined ? [] : [last - first];
      }),
    );
  assert.equal(
    shownIn(tableOf(values, "veiligVariantenMoeders"), "paren"),
    round(change(true) - change(false), 1),
  );
});

interface Area {
  readonly treated: boolean;
  readonly percent: Map<number, number>;
  children: number;
}

async function areas(): Promise<readonly Area[]> {
  const { table } = await loadDataset("local/gebieden-effect");
  const found = new Map<string, Area>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = table.texts("gebied")[row] ?? "";
    const area = found.get(key) ??
      { treated: table.booleans("behandeld")[row] === true, percent: new Map<number, number>(), children: 0 };
    area.children = table.numbers("kinderen")[row] ?? NaN;
    area.percent.set(
      table.numbers("jaar")[row] ?? NaN,
      100 * (table.numbers("gebeurtenissen")[row] ?? NaN) / area.children,
    );
    found.set(key, area);
  }
  return [...found.values()];
}

const START = KNOWN_EFFECTS.areaStartYear, AFTER = [0, 1, 2, 3].map((step) => START + step);

/** Mean difference between the groups of a number per area, with the standard error and degrees of freedom of Welch. */
function contrast(all: readonly Area[], number: (area: Area) => number) {
  const parts = [true, false].map((treated) => {
    const values = all.filter((area) => area.treated === treated).map(number), centre = mean(values);
    const free = values.length - 1, squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    return { centre, free, variance: squares / free / values.length };
  });
  const [met, zonder] = parts, variance = (met?.variance ?? NaN) + (zonder?.variance ?? NaN);
  return {
    difference: (met?.centre ?? NaN) - (zonder?.centre ?? NaN),
    error: Math.sqrt(variance),
    free: variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.free, 0),
  };
}

const since = (area: Area, years: readonly number[]) =>
  mean(years.map((year) => area.percent.get(year) ?? NaN)) - (area.percent.get(START - 1) ?? NaN);

Deno.test("the difference between areas and its margin follow by hand, and the margin holds the built-in -0.02", async () => {
  const [values, all] = [await notebook(), await areas()];
  const { difference, error, free } = contrast(all, (area) => since(area, AFTER));
  const reach = studentTQuantile(0.975, free) * error;
  const cell = tableOf(values, "veiligVarianten").cell("gekozen");
  assert.deepEqual(
    [cell?.value, cell?.low, cell?.high],
    [difference, difference - reach, difference + reach].map((x) => round(x, 1)),
  );
  const truth = 100 * KNOWN_EFFECTS.areaShare;
  assert.ok((cell?.low ?? NaN) < truth && truth < (cell?.high ?? NaN));
  for (const step of [-6, -3, 0, 3]) {
    assert.equal(
      shownIn(tableOf(values, "veiligRondStart"), String(step)),
      round(contrast(all, (area) => since(area, [START + step])).difference, 1),
    );
  }
});

Deno.test("money follows from the difference by plain sums", async () => {
  const [values, all] = [await notebook(), await areas()];
  const treated = all.filter((area) => area.treated);
  const children = treated.reduce((sum, area) => sum + area.children, 0);
  const avoided = -contrast(all, (area) => since(area, AFTER)).difference * children / 100;
  const discount = AFTER.reduce((sum, _, year) => sum + 1.0225 ** -year, 0);
  const costs = treated.length * 90_000 * discount, saved = avoided * 8_000 * discount;
  const table = tableOf(values, "veiligKosten");
  assert.equal(shownIn(table, "midden", "kosten"), round(-costs / 1000, 0));
  assert.equal(shownIn(table, "midden", "saldo"), round((saved - costs) / 1000, 0));
  assert.equal(shownIn(tableOf(values, "veiligPerKind"), "vermeden"), round(avoided, 0));
  assert.equal(shownIn(tableOf(values, "veiligPerKind"), "nodig"), round(treated.length * 90_000 / 8_000, 0));
});

/** JSON with sorted names, written here once more. */
function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, each]) => `${JSON.stringify(name)}:${sortedJson(each)}`);
  return `{${parts.join(",")}}`;
}

Deno.test("the plan is the one that the record fixed, and the verdicts follow from the shown margins", async () => {
  const values = await notebook();
  const { plan, sha256 } = values["plan"] as PreRegistration;
  const record = JSON.parse(await Deno.readTextFile("notebooks/hallo-jij/pilot.json"));
  assert.equal(sha256, record.effectPlan.preregistration);
  assert.equal(createHash("sha256").update(sortedJson(plan)).digest("hex"), sha256);
  const sheet = (values["oordelen"] as ProgrammeObject<"sheets">).payload as SheetsPayload;
  const part = sheet.pages[0]?.parts[0];
  assert.ok(part?.kind === "table");
  const words = part.rows.map((row) => row[1]?.nl);
  assert.ok((tableOf(values, "veiligVerschil").cell("2")?.low ?? NaN) > 0);
  assert.ok((tableOf(values, "veiligVarianten").cell("gekozen")?.high ?? NaN) < 0);
  assert.deepEqual([words[0], words[2]], ["verbeterd", "verbeterd"]);
  // Nothing was built in before the start: no year before lies off zero, and no line through them by plain sums per area.
  const before = tableOf(values, "veiligRondStart").cells.filter(({ codes }) => Number(codes[0]) < 0);
  assert.ok(before.every(({ low, high }) => (low ?? 1) <= 0 && 0 <= (high ?? -1)));
  const years = [-6, -5, -4, -3, -2, -1];
  const line = contrast(
    await areas(),
    ({ percent }) =>
      years.reduce((sum, year) => sum + (year + 3.5) * (percent.get(START + year) ?? NaN), 0) / 17.5,
  );
  assert.ok(Math.abs(line.difference) < studentTQuantile(0.95, line.free) * line.error);
  // Nor could a line that fits those years explain the difference: from the last year before to the mean year after is 2.5.
  const found = contrast(await areas(), (area) => since(area, AFTER)).difference;
  const steepest = line.difference - studentTQuantile(0.975, line.free) * line.error;
  assert.ok(2.5 * steepest > found, `${2.5 * steepest} ${found}`);
  assert.equal(words[3], "verbeterd");
});
