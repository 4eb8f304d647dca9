/** The numbers of the school's briefing, once more from the rows by plain loops. */
import assert from "node:assert/strict";
import { loadDataset } from "../../lib/sources/mod.ts";
import { SCHOOL_EFFECTS } from "../../lib/sources/synthetic/schools.ts";
import { percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const SCHOOL = "S9901031", WIJK = "WK990103", CITY = "GM9901";
const values = await valuesOf("zuidwester");

/** One school year has eleven months with lessons. */
const rateOf = (events: number, pupilMonths: number) =>
  Number(((100 * events) / (pupilMonths / 11)).toFixed(1));

Deno.test("time-outs before and with the team are the sums of the monthly counts", async () => {
  const { table } = await loadDataset("local/schoolpanel");
  const sums = { before: [0, 0], after: [0, 0] };
  for (let row = 0; row < table.rowCount; row++) {
    if (table.texts("school")[row] !== SCHOOL) continue;
    const sum = (table.numbers("maand")[row] ?? 0) < 201_908 ? sums.before : sums.after;
    sum[0]! += table.numbers("time_outs")[row] ?? 0;
    sum[1]! += table.numbers("leerlingen")[row] ?? 0;
  }
  const [before, after] = [sums.before, sums.after].map(([events = 0, months = 0]) => rateOf(events, months));
  const shown = tableOf(values, "veiligTimeOuts");
  assert.equal(shownIn(shown, "time_outs", "voor"), before);
  assert.equal(shownIn(shown, "time_outs", "na"), after);
  const words = (value: number | undefined) => (value ?? NaN).toFixed(1).replace(".", ",");
  assert.match(
    sentenceOf(values, "minderTimeOuts"),
    new RegExp(`gedaald van ${words(before)} per 100 .* naar ${words(after)} per 100`),
  );
});

Deno.test("the ratio that is built into the panel lies within what the two shown margins allow", () => {
  const shown = tableOf(values, "veiligTimeOuts");
  const [before, after] = ["voor", "na"].map((code) => shown.cell("time_outs", code));
  const least = (after?.low ?? NaN) / (before?.high ?? NaN),
    most = (after?.high ?? NaN) / (before?.low ?? NaN);
  assert.ok(
    least <= SCHOOL_EFFECTS.timeOutRatio && SCHOOL_EFFECTS.timeOutRatio <= most,
    `${least} to ${most}`,
  );
  assert.ok(most < 1);
});

Deno.test("half-years and the schools beside it are counted from the same months", async () => {
  const { table } = await loadDataset("local/schoolpanel");
  const spring: [number, number] = [0, 0], others: [number, number] = [0, 0];
  for (let row = 0; row < table.rowCount; row++) {
    const school = table.texts("school")[row] ?? "", month = table.numbers("maand")[row] ?? 0;
    const add = (sum: [number, number]) => {
      sum[0] += table.numbers("time_outs")[row] ?? 0;
      sum[1] += table.numbers("leerlingen")[row] ?? 0;
    };
    if (school === SCHOOL && month >= 202_201 && month <= 202_206) add(spring);
    if (table.numbers("schooljaar")[row] === 2022 && !SCHOOL_EFFECTS.schools.includes(school as never)) {
      add(others);
    }
  }
  assert.equal(shownIn(tableOf(values, "veiligVerloop"), "2021-2"), rateOf(...spring));
  assert.equal(shownIn(tableOf(values, "veiligNaast"), "andere", "2022"), rateOf(...others));
});

Deno.test("parents who walk in easily are counted among those who answered", async () => {
  const { table } = await loadDataset("local/oudertevredenheid");
  for (const year of [2018, 2021]) {
    const answers = Array.from({ length: table.rowCount }, (_, row) => row)
      .filter((row) => table.texts("school")[row] === SCHOOL && table.numbers("jaar")[row] === year)
      .map((row) => table.numbers("drempel")[row] ?? NaN).filter(Number.isFinite);
    const share = percentOf(answers.filter((answer) => answer >= 4).length, answers.length);
    assert.equal(shownIn(tableOf(values, "veiligDrempel"), "drempel", String(year)), share);
    assert.ok(sentenceOf(values, "lageDrempel").includes(`${share}% in ${year}`));
  }
});

Deno.test("children in poverty, and the index of crime, are as counted in the district and beside it", async () => {
  const children = values["kinderenStad"] as Awaited<ReturnType<typeof loadDataset>>["table"];
  const counts = { wijk: [0, 0], rest: [0, 0] };
  for (let row = 0; row < children.rowCount; row++) {
    const poor = children.booleans("arm")[row], place = children.texts("wijk")[row];
    if (poor === null || place === null) continue;
    const sum = place === WIJK ? counts.wijk : counts.rest;
    sum[0]! += poor ? 1 : 0;
    sum[1]! += 1;
  }
  const shown = tableOf(values, "veiligArm");
  for (const area of ["wijk", "rest"] as const) {
    const [poor = 0, all = 1] = counts[area];
    assert.equal(shownIn(shown, area), percentOf(poor, all, shown.measure.decimals), area);
  }
  const { table } = await loadDataset("open/gebiedscijfers");
  const crime = (belongs: (row: number) => boolean) => {
    let crimes = 0, people = 0;
    for (let row = 0; row < table.rowCount; row++) {
      if (table.numbers("jaar")[row] !== 2023 || !belongs(row)) continue;
      crimes += table.numbers("GeregistreerdeMisdrijven")[row] ?? 0;
      people += table.numbers("AantalInwoners")[row] ?? 0;
    }
    return crimes / people;
  };
  const index = (100 * crime((row) => table.texts("wijk")[row] === WIJK)) /
    crime((row) => table.texts("gemeente")[row] === CITY);
  assert.equal(
    shownIn(tableOf(values, "veiligProfiel"), "geregistreerde-misdrijven-per-1000", "wijk"),
    Math.round(index),
  );
});

Deno.test("the map is smoothed by the formula, and hides districts with fewer than ten such children", () => {
  const children = values["kinderenStad"] as Awaited<ReturnType<typeof loadDataset>>["table"];
  const byWijk = new Map<string, [number, number]>();
  for (let row = 0; row < children.rowCount; row++) {
    const place = children.texts("wijk")[row], factors = children.numbers("factoren")[row] ?? NaN;
    if (!place || Number.isNaN(factors)) continue;
    const [hits, all] = byWijk.get(place) ?? [0, 0];
    byWijk.set(place, [hits + (factors >= 4 ? 1 : 0), all + 1]);
  }
  const parts = [...byWijk.values()],
    sum = (pick: 0 | 1) => parts.reduce((total, part) => total + part[pick], 0);
  const base = sum(1), mean = sum(0) / base;
  const spread = parts.reduce((total, [hits, all]) => total + all * (hits / all - mean) ** 2, 0) / base;
  const between = Math.max(0, spread - mean * (1 - mean) / (base / parts.length));
  const map = tableOf(values, "veiligKaart");
  for (const [code, [hits, all]] of byWijk) {
    const weight = between / (between + mean * (1 - mean) / all);
    const smooth = Math.round(100 * (weight * (hits / all) + (1 - weight) * mean));
    const shown = shownIn(map, code);
    if (hits < 10) assert.equal(shown, null, code);
    else if (shown !== null) assert.equal(shown, smooth, code);
  }
  assert.ok(map.cells.filter(({ value }) => value !== null).length >= 15);
});
