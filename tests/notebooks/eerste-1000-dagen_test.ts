/** The numbers of the briefing on the first thousand days, once more from the raw registers by plain loops. */
import assert from "node:assert/strict";
import type { Table } from "../../lib/core/table.ts";
import { areasOf, loadDataset, type RegionOutlines } from "../../lib/sources/mod.ts";
import { type NotebookValues, percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const YEARS = [2018, 2019, 2020, 2021, 2022, 2023];
const YOUNG_BELOW = 25;
const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("dagen") ?? valuesOf("eerste-1000-dagen");
  cache.set("dagen", known);
  return known;
}

/** A child: the outcome from the raw file of midwives and hospitals, the family from the notebook's rows. */
interface Birth {
  readonly early: boolean;
  readonly light: boolean;
  readonly adverse: boolean;
  readonly factors: number;
  readonly income: string;
  readonly gemeente: string;
  readonly wijk: string;
  readonly mother: string;
  readonly child: string;
}

async function births(): Promise<readonly Birth[]> {
  const { table: raw } = await loadDataset("cbs/prntab", { years: YEARS });
  const rows = (await notebook())["kinderen"] as Table;
  const rowOf = new Map(Array.from(rows.texts("kind"), (kind, row) => [kind, row]));
  return Array.from({ length: raw.rowCount }, (_, i): Birth => {
    const row = rowOf.get(raw.texts("RINPERSOON")[i] ?? "") ?? NaN;
    assert.ok(Number.isInteger(row), "a child of the raw file is not in the notebook");
    const early = (raw.numbers("ZWDUUR_WEKEN")[i] ?? NaN) < 37;
    const light = (raw.numbers("GEBGEWICHTPERCENTIEL")[i] ?? NaN) < 10;
    return {
      early,
      light,
      adverse: early || light,
      factors: rows.numbers("factoren")[row] ?? NaN,
      income: rows.texts("inkomensgroep")[row] ?? "",
      gemeente: rows.texts("gemeente")[row] ?? "",
      wijk: rows.texts("wijk")[row] ?? "",
      mother: raw.texts("RINPERSOONMa")[i] ?? "",
      child: raw.texts("RINPERSOON")[i] ?? "",
    };
  });
}

function share(all: readonly Birth[], has: (one: Birth) => boolean, decimals = 1): number {
  return percentOf(all.filter(has).length, all.length, decimals);
}

function dutch(percentage: number, decimals = 1): string {
  return `${percentage.toFixed(decimals).replace(".", ",")}%`;
}

const adverse = (one: Birth) => one.adverse;

Deno.test("the three findings are counts over the raw file of births", async () => {
  const [values, all] = [await notebook(), await births()];
  const many = share(all.filter(({ factors }) => factors >= 4), adverse);
  const none = share(all.filter(({ factors }) => factors === 0), adverse);
  assert.ok(sentenceOf(values, "hoeVaak").includes(`(${dutch(share(all, adverse))})`));
  assert.ok(sentenceOf(values, "stapeling").includes(`(${dutch(many)} tegen ${dutch(none)})`));
  const outside = share(all.filter(adverse), ({ factors }) => factors < 2, 0);
  assert.ok(sentenceOf(values, "buiten").includes(`(${dutch(outside, 0)})`));
});

Deno.test("rungs, incomes and municipalities are counted from the same children", async () => {
  const [values, all] = [await notebook(), await births()];
  for (const rung of [0, 1, 2, 3]) {
    const here = all.filter(({ factors }) => factors === rung);
    assert.equal(shownIn(tableOf(values, "veiligStapel"), String(rung)), share(here, adverse));
  }
  for (const income of ["laagste", "middelste", "hoogste"]) {
    const here = all.filter((one) => one.income === income);
    assert.equal(shownIn(tableOf(values, "veiligInkomen"), income), share(here, adverse));
    if (income === "middelste") continue;
    assert.equal(
      shownIn(tableOf(values, "veiligKloof"), "vroeggeboorte", income),
      share(here, ({ early }) => early, 0),
    );
    assert.equal(
      shownIn(tableOf(values, "veiligKloof"), "laag_gewicht", income),
      share(here, ({ light }) => light, 0),
    );
  }
  const shown = tableOf(values, "veiligGemeente");
  const hidden = [...new Set(all.map(({ gemeente }) => gemeente))].filter((gemeente) => {
    const value = shownIn(shown, gemeente);
    if (value !== null) assert.equal(value, share(all.filter((one) => one.gemeente === gemeente), adverse));
    return value === null;
  });
  assert.ok(hidden.length === 0 || hidden.length > 1, "one hidden municipality would follow from the region");
});

Deno.test("young mothers are those whose first child came before 25, by the raw registers", async () => {
  const [values, all] = [await notebook(), await births()];
  const { table: people } = await loadDataset("cbs/gbapersoontab", { years: [2023] });
  const born = new Map<string, number>();
  for (let row = 0; row < people.rowCount; row++) {
    const part = (name: string) => Number(people.column(name).values[row]);
    const day = part("GBAGEBOORTEMAAND") * 100 + part("GBAGEBOORTEDAG");
    born.set(people.texts("RINPERSOON")[row] ?? "", part("GBAGEBOORTEJAAR") * 10_000 + day);
  }
  const { table: links } = await loadDataset("cbs/kindoudertab");
  const first = new Map<string, number>();
  for (let row = 0; row < links.rowCount; row++) {
    const mother = links.texts("RINPERSOONMa")[row] ?? "";
    const child = born.get(links.texts("RINPERSOON")[row] ?? "") ?? Infinity;
    first.set(mother, Math.min(child, first.get(mother) ?? Infinity));
  }
  const young = ({ mother }: Birth) =>
    Math.floor(((first.get(mother) ?? NaN) - (born.get(mother) ?? NaN)) / 10_000) < YOUNG_BELOW;
  for (const income of ["laagste", "hoogste"]) {
    const here = all.filter((one) => one.income === income);
    assert.equal(shownIn(tableOf(values, "veiligKloof"), "jonge_moeder", income), share(here, young, 0));
  }
});

Deno.test("arrears with the health premium are those of a known parent in the year of birth, by the raw registers", async () => {
  const [values, all] = [await notebook(), await births()];
  const { table: links } = await loadDataset("cbs/kindoudertab");
  const parents = new Map(Array.from(links.texts("RINPERSOON"), (child, row) => [
    child,
    [links.texts("RINPERSOONMa")[row] ?? "", links.texts("RINPERSOONpa")[row] ?? ""],
  ]));
  const { table: people } = await loadDataset("cbs/gbapersoontab", { years: [2023] });
  const yearOf = new Map(
    Array.from(
      people.texts("RINPERSOON"),
      (one, row) => [one, Number(people.column("GBAGEBOORTEJAAR").values[row])],
    ),
  );
  const behind = new Map<number, ReadonlySet<string | null>>();
  for (const year of YEARS) {
    const { table } = await loadDataset("cbs/wanbzvtab", { columns: ["RINPERSOON"], years: [year] });
    behind.set(year, new Set(table.texts("RINPERSOON")));
  }
  const arrears = ({ child }: Birth) =>
    (parents.get(child) ?? []).some((one) => behind.get(yearOf.get(child) ?? NaN)?.has(one) === true);
  assert.ok(all.filter(arrears).length > 20);
  for (const income of ["laagste", "hoogste"]) {
    const here = all.filter((one) => one.income === income), count = here.filter(arrears).length;
    const shown = shownIn(tableOf(values, "veiligKloof"), "wanbetaler_ouder", income);
    assert.equal(shown, count < 10 ? null : share(here, arrears, 0), income);
  }
});

Deno.test("the map shows the share of births with two or more circumstances of each district, or hides it for too few", async () => {
  const [values, all] = [await notebook(), await births()];
  const shown = tableOf(values, "veiligKaart");
  const codes = areasOf(2023).filter(({ level }) => level === "wijk").map(({ code }) => code).sort();
  assert.deepEqual(shown.cells.map(({ codes: [code] }) => code).sort(), codes);
  const heavy = ({ factors }: Birth) => factors >= 2;
  let visible = 0;
  for (const code of codes) {
    const here = all.filter(({ wijk }) => wijk === code), value = shownIn(shown, code);
    const rare = Math.min(here.filter(heavy).length, here.filter((one) => !heavy(one)).length) < 10;
    assert.equal(value, rare ? null : share(here, heavy, shown.measure.decimals), code);
    if (value !== null) visible += 1;
  }
  assert.ok(visible >= 10, String(visible));
  const { boundaries } = values["grenzen"] as RegionOutlines;
  const outlined = new Set(boundaries.features.map(({ properties }) => String(properties["statcode"])));
  assert.ok(codes.every((code) => outlined.has(code)), "a district has no outline");
});

/** The top of a function of one number between two ends, by thirds. */
function top(of: (x: number) => number, low: number, high: number): number {
  for (let step = 0; step < 80; step++) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (of(left) < of(right)) low = left;
    else high = right;
  }
  return (low + high) / 2;
}

/** Log likelihood of the negative binomial margins, without what does not change. */
function likelihood(
  observed: readonly number[],
  expected: readonly number[],
  shape: number,
  rate: number,
): number {
  return observed.reduce((sum, events, area) => {
    const all = rate + (expected[area] ?? NaN);
    let rising = 0;
    for (let i = 0; i < events; i++) rising += Math.log(shape + i);
    return sum + rising + shape * Math.log(rate / all) - events * Math.log(all);
  }, 0);
}

Deno.test("districts: the raw ratio is counted, and the shrunken one has the best shape and rate by plain search", async () => {
  const [values, all] = [await notebook(), await births()];
  const codes = [...new Set(all.map(({ wijk }) => wijk))].sort();
  const heavy = all.filter(({ factors }) => factors >= 2).length / all.length;
  const observed = codes.map((wijk) => all.filter((one) => one.wijk === wijk && one.factors >= 2).length);
  const expected = codes.map((wijk) => heavy * all.filter((one) => one.wijk === wijk).length);
  const bestRate = (logShape: number) =>
    top((logRate) => likelihood(observed, expected, Math.exp(logShape), Math.exp(logRate)), -3, 8);
  const logShape = top((x) => likelihood(observed, expected, Math.exp(x), Math.exp(bestRate(x))), -3, 8);
  const [shape, rate] = [Math.exp(logShape), Math.exp(bestRate(logShape))];
  const parents = new Map(areasOf(2023).map(({ code, parent }) => [code, parent]));
  const table = tableOf(values, "veiligWijken");
  let shown = 0;
  codes.forEach((wijk, area) => {
    if (parents.get(wijk) !== "GM9901") return;
    const [events, base] = [observed[area] ?? NaN, expected[area] ?? NaN];
    const [raw, shrunken] = [shownIn(table, wijk, "ruw"), shownIn(table, wijk, "bijgesteld")];
    assert.equal(events < 10, raw === null, wijk);
    assert.equal(raw === null, shrunken === null, wijk);
    if (raw === null || shrunken === null) return;
    shown += 1;
    assert.ok(Math.abs(raw - events / base) <= 0.05 + 1e-9, wijk);
    assert.ok(Math.abs(shrunken - (events + shape) / (base + rate)) <= 0.05 + 1e-4, wijk);
    assert.ok(Math.abs(shrunken - 1) <= Math.abs(raw - 1) + 1e-9, `${wijk} moves towards the region`);
  });
  assert.ok(shown >= 10, String(shown));
});
