import assert from "node:assert/strict";
import * as stats from "../../../lib/core/stats/mod.ts";

interface Expected {
  readonly x: number;
  readonly n: number;
  readonly wilson: readonly [number, number];
  readonly clopperPearson: readonly [number, number];
  readonly logit: readonly [number, number] | null;
}

const path = new URL("../../data/ace/ace-statistics.json", import.meta.url);
const reference: { binomialCI95: readonly Expected[] } = JSON.parse(Deno.readTextFileSync(path));

function equal(found: stats.Interval | null, wanted: readonly [number, number] | null, digits: number): void {
  if (wanted === null || found === null) return assert.equal(found, wanted);
  assert.ok(Math.abs(found.low - wanted[0]) <= 0.5 * 10 ** -digits, `${found.low} is not ${wanted[0]}`);
  assert.ok(Math.abs(found.high - wanted[1]) <= 0.5 * 10 ** -digits, `${found.high} is not ${wanted[1]}`);
}

for (const row of reference.binomialCI95) {
  Deno.test(`Wilson, Clopper–Pearson and logit intervals of ${row.x}/${row.n} equal the reference`, () => {
    equal(stats.wilsonInterval(row.x, row.n), row.wilson, 6);
    equal(stats.clopperPearsonInterval(row.x, row.n), row.clopperPearson, 6);
    equal(stats.logitCountInterval(row.x, row.n), row.logit, 6);
  });
}

Deno.test("Wilson and Clopper–Pearson of 15/148 equal R to 10 digits", () => {
  equal(stats.wilsonInterval(15, 148), [0.0623863995, 0.1604872417], 10);
  equal(stats.clopperPearsonInterval(15, 148), [0.0578440101, 0.1616504903], 10);
});

Deno.test("a Korn–Graubard interval at an empty or full share uses the unweighted n", () => {
  const full = stats.kornGraubardInterval(1, { se: 0, df: 20, n: 30 });
  equal(full, [0.884297, 1], 6);
});

Deno.test("impossible counts and shares are refused", () => {
  assert.throws(() => stats.wilsonInterval(5, 4), /from 0 to the base/);
  assert.throws(() => stats.kornGraubardInterval(0.5, { se: 0.1, df: 0, n: 30 }), /degrees of freedom/);
  assert.throws(() => stats.wilsonInterval(1, 4, { level: 95 }), /confidence level/);
});

Deno.test("Korn–Graubard with the effective size capped at n is the wider of the two", () => {
  const options = { se: 0.05008660671239195, df: 4, n: 23 };
  const plain = stats.kornGraubardInterval(0.13793103448275862, options);
  equal(plain, [0.0358200457, 0.3274288737], 9);
  const capped = stats.kornGraubardInterval(0.13793103448275862, { ...options, cap: "sampleSize" });
  assert.ok(capped.low < plain.low && capped.high > plain.high);
});
