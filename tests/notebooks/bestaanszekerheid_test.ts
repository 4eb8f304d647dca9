/** The numbers of the minima's briefing, once more: from raw registers, by plain loops, and by a plain clustering. */
import assert from "node:assert/strict";
import { membershipOf } from "../../lib/clustering/hidden.ts";
import { loadDataset } from "../../lib/sources/mod.ts";
import { partition, percentOf, sentenceOf, shownIn, tableOf, unlikeness, valuesOf } from "./_support.ts";

const YEARS = [2019, 2020, 2021, 2022, 2023];
const values = await valuesOf("bestaanszekerheid");
const file = values["huishoudens"] as Awaited<ReturnType<typeof loadDataset>>["table"];

Deno.test("low income and its duration are as the income register says of the main earners", async () => {
  const { table } = await loadDataset("cbs/inhatab", {
    columns: ["RINPERSOONHKW", "INHARMOEDE"],
    years: YEARS,
  });
  const years = table.numbers("JAAR"),
    earners = table.texts("RINPERSOONHKW"),
    flags = table.texts("INHARMOEDE");
  const known = new Set<string>(), poorNow = new Set<string>(), poorYears = new Map<string, number>();
  for (const [row, earner] of earners.entries()) {
    if (earner === null || flags[row] === null) continue;
    const poor = flags[row] === "1";
    if (poor) poorYears.set(earner, (poorYears.get(earner) ?? 0) + 1);
    if (years[row] !== 2023) continue;
    known.add(earner);
    if (poor) poorNow.add(earner);
  }
  const earnersOfFile = file.texts("hoofdkostwinner").filter((one) => one !== null && known.has(one));
  assert.equal(earnersOfFile.length, known.size, "every household of the register is in the file once");
  const long = [...poorNow].filter((earner) => (poorYears.get(earner) ?? 0) >= 4);
  assert.ok(poorNow.size > 500);
  assert.equal(shownIn(tableOf(values, "veiligLaag"), "regio"), percentOf(poorNow.size, known.size, 1));
  assert.equal(shownIn(tableOf(values, "veiligLang"), "regio"), percentOf(long.length, poorNow.size));
});

Deno.test("shares by district, by step and of debt restructuring are as counted row by row", () => {
  const poor = file.booleans("arm"), place = file.texts("wijk");
  const byWijk = new Map<string, [number, number]>(), bySteps = new Map<string, [number, number]>();
  let debts = 0, restructured = 0;
  for (let row = 0; row < file.rowCount; row++) {
    const worries = ["schulden", "wanbetaler", "ggz", "laagopgeleid"]
      .filter((name) => file.booleans(name)[row] === true).length +
      (file.texts("type")[row] === "eenouder" ? 1 : 0);
    for (
      const [counts, code] of [[byWijk, place[row] ?? "-"], [
        bySteps,
        worries > 2 ? "3+" : String(worries),
      ]] as const
    ) {
      const [hits, all] = counts.get(code) ?? [0, 0];
      counts.set(code, [hits + (poor[row] === true ? 1 : 0), all + 1]);
    }
    if (file.booleans("schulden")[row] !== true) continue;
    debts += 1;
    if (file.booleans("schuldsanering")[row] === true) restructured += 1;
  }
  const steps = tableOf(values, "veiligTrede");
  for (const code of ["0", "3+"]) {
    assert.equal(shownIn(steps, code), percentOf(...bySteps.get(code) ?? [0, 1], 1), code);
  }
  const wijken = tableOf(values, "veiligWijk");
  const shown = wijken.cells.filter(({ codes, value }) => value !== null && codes[0] !== "GM9901");
  assert.ok(shown.length >= 10);
  for (const { codes: [code = ""], value } of shown) {
    const [hits, all] = byWijk.get(code) ?? [0, 1];
    assert.equal(value, percentOf(hits, all, 1), code);
    assert.ok(hits >= 10, `${code} shows fewer than ten`);
  }
  assert.ok(
    sentenceOf(values, "bereik").includes(
      `(${String(percentOf(restructured, debts, 1)).replace(".", ",")}%)`,
    ),
  );
});

Deno.test("each household is in the group of its nearest centre, no plain search does better, and a ratio is two shares divided", () => {
  const poor = file.booleans("arm");
  const minima = Array.from({ length: file.rowCount }, (_, row) => row).filter((row) => poor[row] === true);
  const rows = minima.map((row) => ({
    marks: [
      file.texts("type")[row] ?? null,
      file.texts("bron_inkomen")[row] ?? null,
      file.booleans("schulden")[row] ?? null,
    ],
    numbers: ["leeftijd_hoofd", "minderjarigen", "jaren_arm"].map((name) => file.numbers(name)[row] ?? NaN),
    works: (file.numbers("werkenden")[row] ?? 0) > 0,
  }));
  const d = unlikeness(rows), { labels, medoids } = membershipOf(values["groepen"] as object);
  const own = (i: number) => d[i]?.[medoids[labels[i] ?? 0] ?? 0] ?? NaN;
  for (const i of rows.keys()) {
    assert.ok(medoids.every((m) => own(i) <= (d[i]?.[m] ?? 0) + 1e-12), "not the nearest");
  }
  const plain = partition(d, 4);
  const centres = [0, 1, 2, 3].map((group) => {
    const members = [...plain.keys()].filter((i) => plain[i] === group);
    return Math.min(...members.map((m) => members.reduce((sum, i) => sum + (d[i]?.[m] ?? 0), 0)));
  });
  const cost = [...rows.keys()].reduce((sum, i) => sum + own(i), 0);
  assert.ok(cost <= centres.reduce((sum, x) => sum + x, 0) + 1e-9, "a plain search does better");
  const groups = [0, 1, 2, 3].map((group) => rows.filter((_, i) => labels[i] === group));
  groups.forEach((group, i) =>
    assert.equal(
      shownIn(tableOf(values, "veiligGrootte"), String(i + 1)),
      percentOf(group.length, rows.length),
    )
  );
  const working = (some: typeof rows) => some.filter(({ works }) => works).length / some.length;
  const couples = groups[2] ?? [];
  const ratio = working(couples) / working(rows.filter((row) => !couples.includes(row)));
  assert.equal(shownIn(tableOf(values, "veiligVerschil"), "werk", "3"), Number(ratio.toFixed(1)));
});

/** Savings in the bank per main earner, and who uses a municipal scheme, from the raw files. */
const savings = new Map<string, number>(), scheme = new Map<string, Set<string>>();
{
  const { table } = await loadDataset("cbs/vehtab", { years: [2023] });
  table.texts("RINPERSOONHKW").forEach((key, row) =>
    savings.set(key ?? "", table.numbers("VEHW1111BANH")[row] ?? NaN)
  );
  const used = (await loadDataset("local/minimaregelingen")).table;
  used.texts("regeling").forEach((name, row) => {
    const users = scheme.get(name ?? "") ?? new Set();
    scheme.set(name ?? "", users.add(used.texts("RINPERSOON")[row] ?? ""));
  });
}

/** Whether a household of a row has no more savings than the law lets those who ask for assistance have. */
function hasLittle(row: number): boolean {
  const limit = file.texts("type")[row] === "alleenstaand" ? 7605 : 15210;
  return (savings.get(file.texts("hoofdkostwinner")[row] ?? "") ?? NaN) <= limit;
}

function entitledToAssistance(row: number): boolean {
  const source = file.texts("bron_inkomen")[row];
  return hasLittle(row) && file.numbers("werkenden")[row] === 0 &&
    (file.numbers("leeftijd_hoofd")[row] ?? NaN) < 67 &&
    (source === "bijstand" || source === "geen inkomen");
}

Deno.test("non-use of social assistance is counted among those who seem entitled, by years of poverty", () => {
  const shown = tableOf(values, "veiligZonderBijstand");
  const without = new Map<string, [number, number]>();
  for (let row = 0; row < file.rowCount; row++) {
    const entitled = file.booleans("arm")[row] === true && entitledToAssistance(row);
    if (!entitled) continue;
    const years = file.numbers("jaren_arm")[row] ?? NaN;
    const code = years === 1 ? "een" : years === 2 ? "twee" : "langer";
    const [hits, all] = without.get(code) ?? [0, 0];
    without.set(code, [hits + (file.booleans("bijstand")[row] === false ? 1 : 0), all + 1]);
  }
  for (const [code, [hits, all]] of without) {
    assert.equal(shownIn(shown, "zonder_bijstand", code), percentOf(hits, all), code);
  }
  assert.match(
    sentenceOf(values, "zonder"),
    new RegExp(`\\(${percentOf(...without.get("een") ?? [0, 1])}%\\)`),
  );
});

Deno.test("per group: savings, who seems entitled to a scheme, and who of them uses it, household by household", () => {
  const poor = Array.from({ length: file.rowCount }, (_, row) => row)
    .filter((row) => file.booleans("arm")[row] === true);
  const { labels } = membershipOf(values["groepen"] as object);
  const earner = (row: number) => file.texts("hoofdkostwinner")[row] ?? "";
  const entitled: Readonly<Record<string, (row: number) => boolean>> = {
    bijstand: entitledToAssistance,
    toeslag: (row) =>
      hasLittle(row) && (file.numbers("jaren_arm")[row] ?? NaN) >= 3 &&
      (file.numbers("leeftijd_hoofd")[row] ?? NaN) < 67,
    meedoen: (row) => hasLittle(row) && (file.numbers("minderjarigen")[row] ?? NaN) > 0,
  };
  const uses: Readonly<Record<string, (row: number) => boolean>> = {
    bijstand: (row) => file.booleans("bijstand")[row] === true,
    toeslag: (row) => scheme.get("inkomenstoeslag")?.has(earner(row)) === true,
    meedoen: (row) => scheme.get("meedoen")?.has(earner(row)) === true,
  };
  const rightly = (shown: number | null, count: number, all: number, what: string) => {
    // A hidden cell may be hidden for another one's sake; a shown one has ten on both sides of its share.
    if (shown === null) return 0;
    assert.equal(shown, percentOf(count, all), what);
    assert.ok(count >= 10 && all - count >= 10, what);
    return 1;
  };
  let seen = 0;
  for (const group of [0, 1, 2, 3]) {
    const rows = poor.filter((_, i) => labels[i] === group), code = String(group + 1);
    const few = rows.filter((row) => (savings.get(earner(row)) ?? NaN) < 1000).length;
    assert.equal(shownIn(tableOf(values, "veiligBuffer"), "geen_buffer", code), percentOf(few, rows.length));
    for (const name of Object.keys(entitled)) {
      const having = rows.filter((row) => entitled[name]?.(row) === true);
      const using = having.filter((row) => uses[name]?.(row) === true).length;
      const [right, use] = ["veiligRecht", "veiligGebruikVanRecht"].map((table) => tableOf(values, table));
      seen += rightly(shownIn(right!, `recht_${name}`, code), having.length, rows.length, `${name} ${code}`);
      seen += rightly(shownIn(use!, `gebruikt_${name}`, code), using, having.length, `${name} used ${code}`);
    }
  }
  assert.ok(seen >= 14, String(seen));
  const all = poor.filter((row) => entitled["toeslag"]?.(row) === true);
  const used = percentOf(all.filter((row) => uses["toeslag"]?.(row) === true).length, all.length);
  assert.ok(sentenceOf(values, "toeslag").includes(`(${used}%)`));
});
