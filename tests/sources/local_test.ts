import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { acceptTable } from "../../lib/sources/accept.ts";
import { findDataset } from "../../lib/sources/mod.ts";
import { buildRegion } from "../../lib/sources/synthetic/ensure.ts";
import { KNOWN_EFFECTS } from "../../lib/sources/synthetic/local.ts";
import { READING_TRIAL } from "../../lib/sources/synthetic/reading_pleasure.ts";
import { syntheticFiles } from "../../lib/sources/synthetic/tables.ts";
import { SAVINGS_LIMIT } from "../../lib/sources/synthetic/wealth.ts";

const files = syntheticFiles(buildRegion("small"));
const tableOf = (id: string): Table => {
  // Of yearly files the last year: whose states the local files are made from.
  const file = files.findLast((one) => one.datasetId === id);
  return acceptTable(file?.table() ?? Table.from({}), findDataset(id).schema, { file: id });
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

Deno.test("the built-in effect on areas comes back from difference-in-differences", () => {
  const table = tableOf("local/gebieden-effect");
  const [years, children, events] = ["jaar", "kinderen", "gebeurtenissen"].map((name) => table.numbers(name));
  const treated = table.booleans("behandeld");
  const share = (group: boolean, after: boolean) => {
    const rows = Array.from(treated.keys()).filter((row) =>
      treated[row] === group && ((years?.[row] ?? 0) >= KNOWN_EFFECTS.areaStartYear) === after
    );
    return mean(rows.map((row) => (events?.[row] ?? 0) / (children?.[row] ?? 1)));
  };
  const effect = (share(true, true) - share(true, false)) - (share(false, true) - share(false, false));
  assert.ok(Math.abs(effect - KNOWN_EFFECTS.areaShare) < 0.008, String(effect));
});

Deno.test("the built-in effect of the trajectory comes back, and there is none at the first moment", () => {
  const table = tableOf("local/hallo-jij");
  const groups = table.texts("groep"),
    moments = table.numbers("meting"),
    scores = table.numbers("welbevinden");
  const at = (group: string, moment: number) =>
    mean([...scores].filter((_, row) => groups[row] === group && moments[row] === moment));
  const gap = (moment: number) => at("traject", moment) - at("vergelijking", moment);
  assert.ok(Math.abs(gap(2) - gap(0) - KNOWN_EFFECTS.wellbeing) < 5, String(gap(2) - gap(0)));
});

Deno.test("about one in eight respondents has four or more ACEs, and codes for no answer occur", () => {
  const table = tableOf("local/vragenlijst");
  const items = Array.from(
    { length: 10 },
    (_, item) => table.numbers(`ace${String(item + 1).padStart(2, "0")}`),
  );
  const scores = Array.from(
    { length: table.rowCount },
    (_, row) => items.filter((item) => item[row] === 1).length,
  );
  const four = scores.filter((score) => score >= 4).length / scores.length;
  const two = scores.filter((score) => score >= 2).length / scores.length;
  assert.ok(four > 0.08 && four < 0.18, String(four));
  assert.ok(two > 0.28 && two < 0.5, String(two));
  assert.ok(items.some((item) => item.includes(8)) && items.some((item) => item.includes(9)));
});

Deno.test("reading falls behind in the upper grades at four schools and not at the others", () => {
  const table = tableOf("local/schoolresultaten");
  const schools = table.texts("school"), grades = table.numbers("groep"), scores = table.numbers("leesscore");
  const growth = new Map([...new Set(schools)].map((school) => {
    const at = (grade: number) =>
      mean([...scores].filter((_, row) => schools[row] === school && grades[row] === grade));
    return [school, at(8) - at(5)] as const;
  }));
  const slow = [...growth.values()].sort((a, b) => a - b).slice(0, 4);
  assert.ok(mean(slow) < mean([...growth.values()]) - 6, `${slow}`);
});

Deno.test("food-bank clients are about nine in a thousand inhabitants", () => {
  const table = tableOf("local/voedselbank");
  const served = [...table.numbers("personen")].reduce((sum, value) => sum + value, 0);
  assert.ok(served > 400 && served < 520, String(served));
});

Deno.test("some households are known to more than one partner, and titles are lent unevenly", () => {
  const cases = tableOf("local/hgkm-casussen");
  const partners = new Map<string, Set<string>>();
  for (const [row, household] of cases.texts("huishouden").entries()) {
    partners.set(
      household ?? "",
      (partners.get(household ?? "") ?? new Set()).add(cases.texts("organisatie")[row] ?? ""),
    );
  }
  assert.ok([...partners.values()].some((known) => known.size >= 2));
  const loans = tableOf("local/bibliotheek").texts("titel");
  const counts = new Map<string, number>();
  for (const title of loans) counts.set(title ?? "", (counts.get(title ?? "") ?? 0) + 1);
  const sorted = [...counts.values()].sort((a, b) => b - a);
  assert.ok((sorted[0] ?? 0) > 3 * (sorted[Math.floor(sorted.length / 2)] ?? 0));
});

Deno.test("pleasure in reading grows by the built-in effect more at schools with the list, counted by school", () => {
  const table = tableOf("local/leesplezier");
  const scores = table.numbers("leesplezier"), moments = table.numbers("meting");
  const first = new Map<string | null, number>(), growth = new Map<string | null, number[]>();
  const schools = table.texts("school"), withList = table.booleans("boekenlijst");
  table.texts("kind").forEach((child, row) => {
    const score = scores[row] ?? NaN, school = schools[row] ?? null;
    if (moments[row] === 0) first.set(child, score);
    else growth.set(school, [...growth.get(school) ?? [], score - (first.get(child) ?? NaN)]);
  });
  assert.equal(growth.size, READING_TRIAL.schools);
  const has = (school: string | null) => withList[schools.indexOf(school)] === true;
  const mean4 = (list: boolean) =>
    mean([...growth].filter(([school]) => has(school) === list).map(([, all]) => mean(all)));
  const effect = mean4(true) - mean4(false);
  assert.ok(Math.abs(effect - READING_TRIAL.effect) < 0.2, String(effect));
  assert.ok(Math.abs(mean4(false) - READING_TRIAL.drift) < 0.15, String(mean4(false)));
});

Deno.test("savings: poor households have far less than others, and with assistance never more than the law lets them", () => {
  const wealth = tableOf("cbs/vehtab"), income = tableOf("cbs/inhatab"), keys = wealth.texts("RINPERSOONHKW");
  const poor = new Map(
    income.texts("RINPERSOONHKW").map((key, row) => [key, income.texts("INHARMOEDE")[row]]),
  );
  const middle = (code: string) => {
    const all = [...wealth.numbers("VEHW1111BANH")].filter((_, row) => poor.get(keys[row] ?? null) === code);
    return all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN;
  };
  assert.ok(middle("1") < middle("0") / 3, `${middle("1")} ${middle("0")}`);
  const helped = new Set(tableOf("cbs/bijstanduitkeringentab").texts("RINPERSOON"));
  const ofHelped = [...wealth.numbers("VEHW1111BANH")].filter((_, row) => helped.has(keys[row] ?? null));
  assert.ok(ofHelped.length > 100 && Math.max(...ofHelped) <= SAVINGS_LIMIT.together);
});

Deno.test("schemes are used by poor households only, each at most once, and professionals count at most the children they see", () => {
  const schemes = tableOf("local/minimaregelingen"), income = tableOf("cbs/inhatab");
  const poor = new Set(
    income.texts("RINPERSOONHKW").filter((_, row) => income.texts("INHARMOEDE")[row] === "1"),
  );
  assert.ok(schemes.texts("RINPERSOON").every((key) => poor.has(key)));
  const rows = schemes.texts("RINPERSOON").map((key, row) => `${key} ${schemes.texts("regeling")[row]}`);
  assert.equal(new Set(rows).size, rows.length);
  assert.deepEqual([...new Set(schemes.texts("regeling"))].sort(), ["inkomenstoeslag", "meedoen"]);
  const asked = tableOf("local/professionals");
  const [children, target] = ["kinderen", "kinderen_doelgroep"].map((name) => asked.numbers(name));
  const answered = asked.booleans("respons");
  const many = [...answered].filter((wel) => wel === true).length;
  assert.ok(many > 200 && many < answered.length);
  answered.forEach((wel, row) => {
    if (wel !== true) return assert.ok(Number.isNaN(children?.[row]), "who did not answer has no answers");
    assert.ok((target?.[row] ?? NaN) <= (children?.[row] ?? NaN));
  });
});
