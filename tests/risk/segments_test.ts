import fc from "fast-check";
import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { protectAll } from "../../lib/disclosure/mod.ts";
import { factor, growSegments, type Segment, type Segments, segmentTable } from "../../lib/risk/mod.ts";
import { readTable } from "./_reference.ts";
import { frameOf } from "../support/table_frame.ts";

const birthwt = readTable("birthwt.csv");
const infert = readTable("infert.csv");
const race = factor("race", { reference: "1" });
const education = factor("education", { reference: "0-5yrs" });

function leaves({ segments }: Segments): readonly (readonly number[])[] {
  return segments.map(({ n, cases }) => [n, cases]);
}

Deno.test("with all rows to grow and estimate on, the leaves are those of R's rpart (anova)", () => {
  const all = { seed: "r", heldOutShare: 0 };
  const births = ["age", "lwt", race, "smoke", "ptl", "ht", "ui", "ftv"];
  const wide = growSegments(birthwt, { ...all, outcome: "low", predictors: births, leafFloor: 10 });
  assert.deepEqual(leaves(wide), [[10, 8], [15, 11], [15, 7], [11, 5], [18, 5], [88, 21], [32, 2]]);
  const narrow = growSegments(birthwt, {
    ...all,
    outcome: "low",
    predictors: births,
    leafFloor: 15,
    depth: 3,
    complexity: 0.02,
  });
  assert.deepEqual(leaves(narrow), [[30, 18], [28, 13], [99, 26], [32, 2]]);
  assert.equal(narrow.segments[3]?.rule.nl, "ptl ≤ 0,5 en lwt > 106 en age > 27,5");
  const cases = growSegments(infert, {
    ...all,
    outcome: "case",
    predictors: ["age", "parity", education, "induced", "spontaneous"],
    leafFloor: 10,
  });
  assert.deepEqual(leaves(cases), [[13, 12], [23, 15], [38, 19], [23, 7], [74, 21], [10, 2], [67, 7]]);
  const grouped = growSegments(birthwt, {
    ...all,
    outcome: "low",
    predictors: [race, "lwt"],
    leafFloor: 15,
    leastToSplit: 20,
    depth: 3,
    complexity: 0,
  });
  assert.deepEqual(leaves(grouped), [[20, 13], [24, 10], [17, 7], [112, 28], [16, 1]]);
  assert.match(grouped.warnings[0]?.en ?? "", /too extreme/);
});

Deno.test("held-out rates are honest: on pure noise they stay at the mean, grown rates do not", () => {
  const random = randomFor("risk/segments/noise");
  const n = 4000;
  const column = () => Float64Array.from({ length: n }, () => random.normal());
  const columns = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, column()]));
  const y = Float64Array.from({ length: n }, () => (random.next() < 0.2 ? 1 : 0));
  const { segments } = growSegments(Table.from({ ...columns, y }), {
    outcome: "y",
    predictors: Object.keys(columns),
    seed: "noise",
    complexity: 0,
    leafFloor: 10,
    leastToSplit: 300,
    depth: 6,
  });
  const excess = (shareOf: (one: Segment) => number) =>
    segments.reduce((sum, one) => sum + one.n * (shareOf(one) - 0.2) ** 2, 0);
  assert.ok(segments.length >= 4);
  assert.ok(excess(({ grownShare }) => grownShare) > 2 * excess(({ share }) => share));
});

Deno.test("the same seed gives the same segments, another seed another draw", () => {
  const options = { outcome: "low", predictors: ["lwt", "age"], leafFloor: 10 };
  const one = growSegments(birthwt, { ...options, seed: "a" });
  assert.deepEqual(leaves(growSegments(birthwt, { ...options, seed: "a" })), leaves(one));
  assert.notEqual(growSegments(birthwt, { ...options, seed: "b" }).cases, one.cases);
});

Deno.test("segments hold every held-out row once and none under the floor, whatever the data", () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom("p", "q", "r"), fc.boolean());
  fc.assert(
    fc.property(fc.array(row, { minLength: 60, maxLength: 200 }), (rows) => {
      fc.pre(new Set(rows.map(([, , y]) => y)).size === 2 && rows.some(([, g]) => g === "p"));
      const table = Table.from({
        a: Float64Array.from(rows, ([a]) => a),
        g: rows.map(([, g]) => g),
        y: rows.map(([, , y]) => y),
      });
      const result = growSegments(table, {
        outcome: "y",
        predictors: ["a", factor("g", { reference: "p" })],
        seed: "any",
        leafFloor: 10,
        complexity: 0,
      });
      assert.equal(result.segments.reduce((sum, { n }) => sum + n, 0), result.n);
      assert.equal(result.n + result.grownN, rows.length);
      assert.ok(
        result.segments.every(({ n, interval, share }) =>
          n >= 10 && interval.low <= share && share <= interval.high
        ),
      );
    }),
    { seed: 6, numRuns: 60 },
  );
});

Deno.test("segments go through protect with their counts, and tell of no row", async () => {
  const result = growSegments(birthwt, {
    outcome: "low",
    predictors: ["lwt", "ptl"],
    seed: "p",
    leafFloor: 20,
  });
  const text = { nl: "laag gewicht", en: "low weight" };
  const table = segmentTable(result, frameOf("segmenten", text));
  assert.equal(table.cells.reduce((sum, { n }) => sum + n, 0), result.n);
  assert.equal(table.cells.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0), result.cases);
  const [released] = await protectAll([table]);
  assert.equal(released.cells.length, result.segments.length);
  assert.match(JSON.stringify(result), /low in \d+ segments/);
});

Deno.test("a floor under ten, one class, gaps and too few rows are clear errors; a constant gives one segment", () => {
  const base = { outcome: "low", predictors: ["age"], seed: "e" };
  assert.throws(() => growSegments(birthwt, { ...base, leafFloor: 5 }), /points at persons/);
  assert.throws(() => growSegments(birthwt.filter((row) => row < 30), base), /Every row|hold|floor/);
  const gap = birthwt.withColumns({ age: birthwt.numbers("age").map((v, row) => (row === 0 ? NaN : v)) });
  assert.throws(() => growSegments(gap, base), /age in 1 rows/);
  assert.equal(growSegments(gap, { ...base, missing: "dropRows" }).droppedRows, 1);
  const same = birthwt.withColumns({ age: new Float64Array(189).fill(4) });
  const one = growSegments(same, base);
  assert.deepEqual([one.segments.length, one.segments[0]?.rule.en], [1, "everybody"]);
});
