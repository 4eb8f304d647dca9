/** Expected trend: R 4.2.2, prop.trend.test; E-values: VanderWeele & Ding (2017). */
import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { protectAll } from "../../lib/disclosure/mod.ts";
import {
  eValue,
  factor,
  fitLinear,
  fitLogistic,
  formula,
  ratioTable,
  stackRiskFactors,
  stackTables,
} from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";
import { frameOf } from "../support/table_frame.ts";

const births = readTable("birthwt.csv");
const text = { nl: "laag geboortegewicht", en: "low birth weight" };
const texts = { ...frameOf("stapeling", text), period: { nl: "1986", en: "1986" } };
const stack = stackRiskFactors(births, { outcome: "low", factors: ["smoke", "ht", "ui"], upTo: 2 });

Deno.test("stackRiskFactors() counts birthwt as R does, with trend and Katz intervals", () => {
  assert.deepEqual(stack.levels.map(({ code, n, cases }) => [code, n, cases]), [
    ["0", 93, 18],
    ["1", 78, 31],
    [
      "2+",
      18,
      10,
    ],
  ]);
  close(stack.trend.chiSquared, 13.6183933230518, "trend", 1e-12);
  const ratio = stack.levels[1]?.ratio;
  const se = Math.sqrt(1 / 31 - 1 / 78 + 1 / 18 - 1 / 93);
  close(ratio?.estimate, (31 / 78) / (18 / 93), "ratio", 1e-12);
  close(ratio?.high, (31 / 78) / (18 / 93) * Math.exp(1.959963984540054 * se), "high", 1e-12);
});

Deno.test("a stack goes through protect, and a ratio on a small count is hidden with the share it would give away", async () => {
  const [shares, ratios] = await protectAll(stackTables(stack, texts));
  assert.equal(shares.cell("1")?.status, "shown");
  assert.equal(shares.cell("1")?.value, 39.7);
  assert.equal(shares.cell("2+")?.status, "suppressed");
  assert.equal(ratios.cell("1")?.status, "shown");
  assert.equal(ratios.cell("1")?.value, 2.05);
  assert.equal(ratios.cell("2+")?.status, "suppressed");
});

Deno.test("the ratios of a model go through protect without the constant and without small groups", async () => {
  const race = factor("race", { reference: "1" });
  const model = fitLogistic(births, formula("low", ["age", race, "smoke", "ht"]));
  const [table] = await protectAll([ratioTable(model, texts)]);
  assert.equal(table.cell("smoke")?.status, "shown");
  assert.equal(table.cell("ht")?.status, "suppressed");
  assert.equal(table.cells.length, 5);
  assert.ok(table.cells.every(({ codes }) => codes[0] !== "(intercept)"));
});

Deno.test("a model with few degrees of freedom, or without ratios, gives no table", () => {
  const small = Table.from({
    x: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    y: Float64Array.of(0, 1, 0, 0, 1, 1, 0, 1),
  });
  assert.throws(
    () => ratioTable(fitLogistic(small, formula("y", ["x"])), texts),
    /residual degrees of freedom/,
  );
  assert.throws(
    () => ratioTable(fitLinear(births, formula("bwt", ["age"])), texts),
    /differences, not ratios/,
  );
});

Deno.test("stackRiskFactors() refuses what it cannot count", () => {
  assert.throws(() => stackRiskFactors(births, { outcome: "low", factors: ["smoke"] }), /Cannot stack/);
  assert.throws(
    () => stackRiskFactors(births, { outcome: "low", factors: ["smoke", "age"], upTo: 2 }),
    /0 and 1/,
  );
  const none = Table.from({
    a: new Float64Array(6),
    b: new Float64Array(6),
    y: Float64Array.of(0, 1, 0, 1, 0, 1),
  });
  assert.throws(() => stackRiskFactors(none, { outcome: "y", factors: ["a", "b"], upTo: 2 }), /same number/);
});

Deno.test("an empty group has no share and no ratio, and says so", () => {
  const table = Table.from({
    a: Float64Array.of(0, 0, 0, 1, 1, 1),
    b: Float64Array.of(0, 0, 0, 0, 0, 0),
    y: Float64Array.of(0, 1, 0, 1, 0, 1),
  });
  const { levels, warnings } = stackRiskFactors(table, { outcome: "y", factors: ["a", "b"], upTo: 2 });
  assert.deepEqual([levels[2]?.share, levels[2]?.ratio], [null, null]);
  assert.match(warnings[0]?.en ?? "", /No ratio for 2\+/);
});

Deno.test("eValue() gives the E-values of R's EValue package, one a kind of measure", () => {
  const PUBLISHED = [
    [{ measure: "risk ratio", estimate: 3.9, low: 2.4, high: 8.7 }, 7.263034344, 4.23303],
    [{ measure: "risk ratio", estimate: 1.8, low: 1, high: 3 }, 3, 1],
    [{ measure: "risk ratio", estimate: 0.8, low: 0.5, high: 1 }, 1.809016994, 1],
    [{ measure: "odds ratio", outcome: "common", estimate: 2, low: 1, high: 4 }, 2.179580427, 1],
    [{ measure: "mean difference", estimate: 0.5, low: 0, high: 1 }, 2.529141982, 1],
    [{ measure: "hazard ratio", outcome: "common", estimate: 1.5, low: 1, high: 2 }, 1.978541387, 1],
  ] as const;
  for (const [input, estimate, interval] of PUBLISHED) {
    const value = eValue(input);
    close(value.estimate, estimate, input.measure, 5e-10);
    close(value.interval, interval, `${input.measure}, interval`, 5e-6);
  }
});

Deno.test("eValue() inverts ratios below 1, is 1 where the interval holds 1, and converts common outcomes", () => {
  const protective = eValue({ measure: "risk ratio", estimate: 1 / 3.9, low: 1 / 8.7, high: 1 / 1.8 });
  close(protective.estimate, 3.9 + Math.sqrt(3.9 * 2.9), "E-value", 1e-12);
  close(protective.interval, 3, "interval", 1e-12);
  assert.equal(eValue({ measure: "risk ratio", estimate: 1.4, low: 0.9, high: 2.1 }).interval, 1);
  const odds = eValue({ measure: "odds ratio", outcome: "common", estimate: 4, low: 2.25, high: 9 });
  close(odds.estimate, 2 + Math.sqrt(2), "odds", 1e-12);
  const hazard = eValue({ measure: "hazard ratio", outcome: "common", estimate: 1, low: 0.5, high: 2 });
  close(hazard.riskRatio, 1, "hazard", 1e-12);
  close(
    eValue({ measure: "mean difference", estimate: 0.5, low: 0.2, high: 0.8 }).riskRatio,
    Math.exp(0.455),
    "d",
  );
  assert.throws(() => eValue({ measure: "risk ratio", estimate: 2, low: 3, high: 4 }), /does not enclose/);
  const huge = { estimate: 2000, low: 1999, high: 2001 };
  assert.throws(() => eValue({ measure: "mean difference", ...huge }), /too strong/);
  assert.throws(
    () => eValue({ measure: "risk ratio", estimate: 1e-310, low: 1e-310, high: 1e-310 }),
    /too strong/,
  );
});

Deno.test("eValue() carries the number of rows that it was given, and says null otherwise", () => {
  const input = { measure: "risk ratio", estimate: 2, low: 1.5, high: 3 } as const;
  const told = eValue({ ...input, n: 1200 });
  assert.equal(told.n, 1200);
  assert.match(String(told), /n = 1,200/);
  assert.equal(eValue(input).n, null);
});
