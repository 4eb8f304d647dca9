import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { acceptTable } from "../../lib/sources/accept.ts";
import { findDataset } from "../../lib/sources/mod.ts";
import { buildRegion } from "../../lib/sources/synthetic/ensure.ts";
import { KNOWN_EFFECTS } from "../../lib/sources/synthetic/local.ts";
import { syntheticFiles } from "../../lib/sources/synthetic/tables.ts";

const files = syntheticFiles(buildRegion("small"));
const tableOf = (id: string): Table => {
  const file = files.find((one) => one.datasetId === id);
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
