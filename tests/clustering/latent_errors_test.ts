import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { latentClassErrors, latentClasses } from "../../lib/clustering/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { patternTable } from "./_patterns.ts";

const LONG = Deno.env.get("SMART_START_LONG") === "1";
/** Brute force in 40 digits: see latent_errors.py beside it. */
const WANTED: readonly Record<string, string>[] = parse(
  Deno.readTextFileSync(new URL("../data/clustering/latent_errors.csv", import.meta.url)),
  { columns: true },
);

for (
  const [data, k] of [["carcinoma", 2], ["carcinoma", 3], ["values", 2], ["cheating", 2], [
    "gss82",
    3,
  ]] as const
) {
  Deno.test(`errors of ${k} classes of ${data} are those of differences in 40 digits, by both informations`, () => {
    const { table, items } = patternTable(`${data}.csv`);
    const model = latentClasses(table, { k, items });
    const kinds = new Set<string>();
    for (const information of ["observed", "outerProduct"] as const) {
      const { shares, answers } = latentClassErrors(model, { information });
      const wanted = WANTED.filter((row) =>
        row.data === data && Number(row.classes) === k && row.information === information
      );
      for (const { item, class: own, category, estimate, error } of wanted) {
        kinds.add(information);
        const of = answers.filter((figure) => figure.item === items[Number(item)] && figure.class === own);
        const found = item === "" ? shares[Number(own) - 1]! : of[Number(category)]!;
        const gap = Math.abs(found.standardError! / Number(error) - 1);
        assert.ok(gap < 1e-8, `${information} ${item} ${own}: ${found.standardError} is not ${error}`);
        assert.ok(Math.abs(found.estimate - Number(estimate)) < 1e-8);
      }
    }
    assert.ok(kinds.has("observed"));
  });
}

Deno.test("probabilities on the boundary have no error, are labelled and counted in a warning", () => {
  const { table, items } = patternTable("carcinoma.csv");
  const { answers, shares, warnings } = latentClassErrors(latentClasses(table, { k: 3, items }));
  const edge = answers.filter(({ state }) => state === "boundary");
  assert.ok(edge.length > 0);
  for (const { standardError, low, high, estimate } of edge) {
    assert.deepEqual([standardError, low, high], [null, null, null]);
    assert.ok(estimate < 1e-5 || estimate > 1 - 1e-5);
  }
  assert.match(warnings.join(), new RegExp(`${edge.length} of 42 probabilities are estimated as 0 or 1`));
  // 0.445 and 0.374 of 118 slides differ by less than their uncertainty.
  assert.match(warnings.join(), /Classes 1 and 2 are of nearly the same size/);
  assert.ok(
    shares.every(({ low, high, estimate }) => 0 < low! && low! < estimate && estimate < high! && high! < 1),
  );
});

Deno.test("a model that is not identified has no errors and says so; one class and one answer are fixed", () => {
  const bits = (pattern: string) => Float64Array.from({ length: 80 }, (_, i) => Number(pattern[i % 8]));
  const table = Table.from({ a: bits("11100010"), b: bits("11100001"), same: new Float64Array(80) });
  const open = latentClassErrors(latentClasses(table, { k: 2, items: ["a", "b"] }));
  assert.deepEqual(open.shares.map(({ state, standardError }) => [state, standardError]), [
    ["not identified", null],
    ["not identified", null],
  ]);
  assert.match(open.warnings.join(), /cannot tell the parameters apart/);
  const one = latentClassErrors(latentClasses(table, { k: 1, items: ["a", "same"] }));
  assert.deepEqual(one.shares.map(({ state }) => state), ["fixed"]);
  assert.equal(one.answers.find(({ item }) => item === "same")!.state, "fixed");
  // One class is a plain share: √(p(1 − p)/n).
  assert.ok(Math.abs(one.answers[0]!.standardError! - Math.sqrt(0.25 / 80)) < 1e-12);
  assert.throws(
    () => latentClassErrors(latentClasses(table, { k: 1, items: ["a", "b"] }), { level: 95 }),
    /level/,
  );
});

const TRUE_SHARE = 0.6, CHANCES = [[0.85, 0.8, 0.75, 0.9, 0.7], [0.2, 0.15, 0.3, 0.25, 0.1]] as const;

Deno.test("95 % intervals of class sizes and answers cover, with a fifth of the answers missing", () => {
  const runs = LONG ? 500 : 40;
  let shares = 0, answers = 0;
  for (let run = 0; run < runs; run++) {
    const random = randomFor(`coverage/latent/${run}`);
    const group = Array.from({ length: 600 }, () => random.next() < TRUE_SHARE ? 0 : 1);
    const columns = CHANCES[0].map((_, j) => [
      `q${j}`,
      Float64Array.from(group, (c) => {
        const answer = Number(random.next() < CHANCES[c]![j]!);
        return random.next() < 0.2 ? NaN : answer;
      }),
    ]);
    const table = Table.from(Object.fromEntries(columns));
    const model = latentClasses(table, { k: 2, items: table.columnNames, starts: 10 });
    const errors = latentClassErrors(model);
    const holds = ({ low, high }: { low: number | null; high: number | null }, truth: number) =>
      Number(low !== null && high !== null && low <= truth && truth <= high);
    shares += holds(errors.shares[0]!, TRUE_SHARE);
    const yes = errors.answers.filter(({ category }) => category === "1");
    answers += yes.reduce((sum, figure) =>
      sum + holds(figure, CHANCES[Number(figure.class) - 1]![Number(figure.item[1])]!), 0) / yes.length;
  }
  const least = LONG ? 0.93 : 0.95 - 4 * Math.sqrt(0.95 * 0.05 / runs), most = LONG ? 0.97 : 1;
  for (const share of [shares / runs, answers / runs]) {
    assert.ok(share >= least && share <= most, `${(100 * share).toFixed(1)} % of ${runs} runs`);
  }
});
