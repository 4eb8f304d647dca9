import fc from "fast-check";
import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { protectAll } from "../../lib/disclosure/mod.ts";
import {
  decisionCounts,
  decisionTable,
  factor,
  fairnessByGroup,
  fairnessTables,
  fitLinear,
  fitLogistic,
  formula,
} from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";
import { frameOf } from "../support/table_frame.ts";

const births = readTable("birthwt.csv");
const terms = formula("low", ["age", "lwt", factor("race", { reference: "1" }), "smoke", "ptl", "ht", "ui"]);
const model = fitLogistic(births, terms);
const text = { nl: "laag gewicht", en: "low weight" };
const texts = frameOf("eerlijk", text);

Deno.test("fairnessByGroup() counts birthwt by smoking at a threshold of 0.3 as R does", () => {
  const { groups, equalBaseRatesP } = fairnessByGroup(model, births, { by: "smoke", threshold: 0.3 });
  const counts = groups.map(({ n, observed, falsePositives, falseNegatives, predictiveValue }) => [
    n,
    ...[observed, falsePositives, falseNegatives, predictiveValue].flatMap((rate) => [rate?.count, rate?.of]),
  ]);
  assert.deepEqual(counts, [
    [115, 29, 115, 22, 86, 11, 29, 18, 40],
    [74, 30, 74, 20, 44, 7, 30, 23, 43],
  ]);
  close(groups[0]?.predicted, 0.252173913043478, "mean prediction", 1e-12);
  close(groups[1]?.expectedOverObserved, 1, "expected over observed", 1e-12);
  // R: prop.test(20, 44, correct = FALSE) gives Wilson's interval; chisq.test(correct = FALSE).
  close(groups[1]?.falsePositives?.low, 0.317052341422209, "Wilson low", 1e-12);
  close(groups[1]?.falsePositives?.high, 0.599338168010380, "Wilson high", 1e-12);
  close(equalBaseRatesP, 0.0264906425305024, "equal base rates", 1e-12);
});

Deno.test("where base rates differ it warns that calibration and equal errors cannot all hold", () => {
  const smoke = fairnessByGroup(model, births, { by: "smoke", threshold: 0.3 });
  assert.match(smoke.warnings[0]?.en ?? "", /cannot then also have equal/);
  const even = births.withColumns({ half: births.numbers("age").map((_, row) => row % 2) });
  const halves = fairnessByGroup(model, even, { by: "half", threshold: 0.3 });
  assert.ok(halves.equalBaseRatesP > 0.05);
  assert.deepEqual(halves.warnings, []);
});

Deno.test("a group or base under the floor gets no figure", () => {
  const { groups, warnings } = fairnessByGroup(model, births, { by: "ht", threshold: 0.3, floor: 13 });
  const small = groups[1];
  assert.equal(small?.n, 12);
  assert.deepEqual(
    [small?.observed, small?.predicted, small?.falsePositives, small?.falseNegatives, small?.predictiveValue],
    [null, null, null, null, null],
  );
  assert.match(warnings.map(({ en }) => en).join(), /Too small.*1$/);
  const own = fairnessByGroup(model, births, { by: "ht", threshold: 0.3 }).groups[1];
  assert.ok(own?.observed !== null && own?.falsePositives === null, "12 rows, 5 without the outcome");
});

Deno.test("fairness refuses one group, gaps, thresholds out of range and models without risks", () => {
  const run = (by: string, threshold = 0.3, floor = 10, table = births) =>
    fairnessByGroup(model, table, { by, threshold, floor });
  const odd = births.withColumns({
    same: new Float64Array(189),
    gap: births.numbers("age").map((v, r) => r === 3 ? NaN : v % 2),
  });
  assert.throws(() => run("same", 0.3, 10, odd), /Fewer than two groups/);
  assert.throws(() => run("gap", 0.3, 10, odd), /1 rows have no group/);
  assert.throws(() => run("smoke", 1), /out of range/);
  assert.throws(() => run("smoke", 0.3, 5), /out of range/);
  const linear = fitLinear(births, formula("bwt", ["age"]));
  assert.throws(
    () => fairnessByGroup(linear, births, { by: "smoke", threshold: 0.3 }),
    /not validated on risks/,
  );
});

Deno.test("the four fairness tables go through protect with their own bases", async () => {
  const tables = fairnessTables(fairnessByGroup(model, births, { by: "smoke", threshold: 0.3 }), texts);
  assert.deepEqual(tables.map(({ cells }) => cells.map(({ n }) => n)), [[115, 74], [86, 44], [29, 30], [
    40,
    43,
  ]]);
  const released = await protectAll(tables);
  assert.equal(released.length, 4);
  assert.equal(released[0]?.cell("1")?.status, "shown");
});

Deno.test("decisionCounts() counts birthwt as R does, with net benefit by hand", () => {
  const { counts, bands, n } = decisionCounts(model, births, { thresholds: [0.2, 0.4] });
  assert.deepEqual(counts.map(({ offered, found, missed }) => [offered, found, missed]), [[133, 51, 8], [
    51,
    30,
    29,
  ]]);
  close(counts[0]?.netBenefit, 51 / 189 - 82 / 189 * 0.25, "net benefit", 1e-14);
  close(counts[0]?.netBenefitOfAll, 59 / 189 - 130 / 189 * 0.25, "net benefit of all", 1e-14);
  close(counts[1]?.offeredPerFound, 51 / 30, "offered per found", 1e-14);
  assert.equal(bands.reduce((sum, band) => sum + band.n, 0), n);
});

Deno.test("more is offered and less missed the lower the threshold, whatever the data", () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 99 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 120, maxLength: 160 }), (rows) => {
      const x = Float64Array.from(rows, ([value]) => value);
      const table = Table.from({
        x,
        y: Float64Array.from(rows, ([value, draw]) => draw < 15 + 20 * value ? 1 : 0),
      });
      let found;
      try {
        found = decisionCounts(fitLogistic(table, formula("y", ["x"])), table, { thresholds: [0.25, 0.5] });
      } catch (error) {
        assert.match(String(error), /bands|separat|same outcome|same value/);
        return;
      }
      const [low, high] = found.counts;
      assert.ok(low!.offered >= high!.offered && low!.missed <= high!.missed);
      assert.equal(low!.found + low!.missed, found.cases);
    }),
    { seed: 6, numRuns: 40 },
  );
});

Deno.test("decision counts refuse bands of few rows and thresholds out of order; bands go through protect", async () => {
  assert.throws(() => decisionCounts(model, births, { thresholds: [0.2, 0.75] }), /fewer than 10 rows/);
  assert.throws(() => decisionCounts(model, births, { thresholds: [0.4, 0.2] }), /do not rise/);
  assert.throws(() => decisionCounts(model, births, { thresholds: [] }), /do not rise/);
  const table = decisionTable(decisionCounts(model, births, { thresholds: [0.2, 0.4] }), texts);
  assert.deepEqual(table.cells.map(({ codes, n, numerator }) => [codes[0], n, numerator]), [
    ["0-20", 56, 8],
    ["20-40", 82, 21],
    ["40-100", 51, 30],
  ]);
  const [released] = await protectAll([table]);
  assert.equal(released.cell("40-100")?.status, "shown");
});
