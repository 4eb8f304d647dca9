import assert from "node:assert/strict";
import { matrixOf } from "../../lib/clustering/hidden.ts";
import { Dissimilarity, distance, gower, gowerContributions } from "../../lib/clustering/mod.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { Table } from "../../lib/core/table.ts";
import { FLOWER_MIXED, FLOWER_TYPED } from "./flower_columns.ts";
import { near, reference } from "./_reference.ts";

function flower(
  columns: typeof FLOWER_MIXED,
): { mean: number; at: (i: number, j: number) => number; all: number[] } {
  const d = gower(reference("flower.csv", columns.map(({ name }) => name)), { columns });
  const matrix = matrixOf(d);
  const all = [...matrix].filter((_, index) => index % 18 < Math.floor(index / 18));
  return { mean: d.mean, at: (i, j) => matrix[(i - 1) * 18 + j - 1] ?? NaN, all };
}

Deno.test("gower() gives R's daisy on flower with default types", () => {
  const { mean, at, all } = flower(FLOWER_MIXED);
  near(at(1, 2), 0.8875408497, 10);
  near(at(1, 3), 0.5272467320, 10);
  near(at(1, 4), 0.3517973856, 10);
  near(at(2, 3), 0.5147058824, 10);
  near(mean, 0.4865332, 7);
  near(Math.min(...all), 0.1417892, 7);
  near(Math.max(...all), 0.8875409, 7);
});

Deno.test("gower() gives R's daisy on flower with asymmetric, symmetric, rank and log types", () => {
  const { mean, at } = flower(FLOWER_TYPED);
  near(at(1, 2), 0.8972290461, 10);
  near(at(1, 3), 0.6136399183, 10);
  near(mean, 0.5287744122, 10);
});

Deno.test("gower() leaves a missing value out of numerator and denominator, and weighs columns", () => {
  const table = Table.from({
    age: Float64Array.of(0, 10, NaN),
    home: ["rent", "own", "rent"],
    debt: [true, false, null],
  });
  const d = matrixOf(gower(table, {
    columns: [
      { name: "age", kind: "numeric", weight: 2 },
      { name: "home", kind: "nominal" },
      { name: "debt", kind: "asymmetric" },
    ],
  }));
  assert.equal(d[1], 1);
  assert.equal(d[2], 0);
  assert.equal(d[5], 1);
});

Deno.test("gower() orders text levels as told and refuses an unnamed one", () => {
  const table = Table.from({ level: ["low", "mid", "high"] });
  const order = ["low", "mid", "high"];
  const d = gower(table, { columns: [{ name: "level", kind: "ordinal", order }] });
  assert.deepEqual([...matrixOf(d).slice(0, 3)], [0, 0.5, 1]);
  assert.throws(() => gower(table, { columns: [{ name: "level", kind: "ordinal" }] }), /order/);
  assert.throws(
    () => gower(table, { columns: [{ name: "level", kind: "ordinal", order: ["low"] }] }),
    /not among the levels/,
  );
});

Deno.test("gower() warns of a constant column and stays a number", () => {
  const table = Table.from({ x: Float64Array.of(1, 2, 3), c: Float64Array.of(7, 7, 7) });
  const d = gower(table, { columns: [{ name: "x", kind: "numeric" }, { name: "c", kind: "numeric" }] });
  assert.deepEqual(d.warnings, ["Column c has one value only: it tells no rows apart."]);
  assert.ok(matrixOf(d).every(Number.isFinite));
});

Deno.test("gower() refuses what it cannot compare, with a sentence and without a value", () => {
  const bad: [Table, string, Parameters<typeof gower>[1]["columns"][number]["kind"]][] = [
    [Table.from({ x: Float64Array.of(NaN, NaN) }), "x", "numeric"],
    [Table.from({ x: Float64Array.of(1, Infinity) }), "x", "numeric"],
    [Table.from({ x: Float64Array.of(-1e308, 1.7e308) }), "x", "numeric"],
    [Table.from({ x: Float64Array.of(0, 1) }), "x", "log"],
    [Table.from({ x: Float64Array.of(1, 2) }), "x", "asymmetric"],
    [Table.from({ x: ["a", "b"] }), "x", "numeric"],
    [Table.from({ x: Float64Array.of(1, NaN) }), "x", "numeric"],
    [Table.from({ x: Float64Array.of(1) }), "x", "numeric"],
  ];
  for (const [table, name, kind] of bad) {
    assert.throws(() => gower(table, { columns: [{ name, kind }] }), WorkspaceError);
  }
  const ok = Table.from({ x: Float64Array.of(1, 2) });
  assert.throws(() => gower(ok, { columns: [] }), /No column/);
  assert.throws(() => gower(ok, { columns: [{ name: "x", kind: "numeric", weight: NaN }] }), /Weight/);
});

Deno.test("distance() divides by the deviation when told and refuses missing and constant columns", () => {
  const table = Table.from({
    x: Float64Array.of(0, 2),
    c: Float64Array.of(1, 1),
    m: Float64Array.of(1, NaN),
  });
  near(distance(table, { columns: ["x"], scale: "deviation" }).mean, Math.SQRT2, 15);
  assert.throws(() => distance(table, { columns: ["c"], scale: "deviation" }), /constant/);
  assert.throws(() => distance(table, { columns: ["m"] }), /missing/);
  assert.throws(() => distance(table, { columns: [] }), /No columns/);
});

Deno.test("a dissimilarity refuses a matrix that is none and shows no pair", () => {
  assert.throws(() => Dissimilarity.from(Float64Array.of(0, 1, 2, 0), 2), /symmetric/);
  assert.throws(() => Dissimilarity.from(Float64Array.of(0, NaN, NaN, 0), 2), /missing/);
  assert.throws(() => Dissimilarity.from(Float64Array.of(1, 1, 1, 0), 2), /diagonal/);
  assert.throws(() => Dissimilarity.from(Float64Array.of(0, 1), 2), /2 × 2/);
  const pair = Dissimilarity.from(Float64Array.of(0, 1, 1, 0), 2);
  assert.equal(JSON.stringify(pair), '"Dissimilarity(2 rows, mean 1.000)"');
  assert.equal(Deno.inspect(pair), "Dissimilarity(2 rows, mean 1.000)");
});

Deno.test("contributions of columns add up to the mean dissimilarity, gaps and traits that both lack left out", () => {
  const columns = [
    { name: "age", kind: "numeric", weight: 2 },
    { name: "home", kind: "nominal" },
    { name: "debt", kind: "asymmetric" },
    { name: "none", kind: "nominal", weight: 0 },
  ] as const;
  const table = Table.from({
    age: Float64Array.of(0, 10, NaN, 5),
    home: ["rent", "own", "rent", "own"],
    debt: [true, false, null, false],
    none: ["a", "b", "a", "b"],
  });
  const found = gowerContributions(table, { columns });
  assert.ok(Math.abs(found.estimate - gower(table, { columns }).mean) < 1e-15);
  // Pairs (1,2) (1,3) (2,3) (1,4) (2,4) (3,4): age 2/4, –, –, 1/4, 1/3, –; debt 1/4, –, –, 1/4, –, –.
  const wanted = [(2 / 4 + 1 / 4 + 1 / 3) / 6, (1 / 4 + 0 + 1 + 1 / 4 + 0 + 1) / 6, (1 / 4 + 1 / 4) / 6, 0];
  found.columns.forEach(({ mean }, at) => assert.ok(Math.abs(mean - wanted[at]!) < 1e-15, `${at}: ${mean}`));
  assert.match(found.warnings.join(), /home makes up 61 %/);
  const alike = table.withColumns({ home: ["a", "a", "a", "a"] });
  assert.throws(() => gowerContributions(alike, { columns: [columns[1]] }), /All rows are alike/);
});

Deno.test("ordinal columns by ranks are Podani's equations 3 and 2, ties, gaps and other columns included", () => {
  const levels = ["mid", "low", null, "high", "low", "low", "top", "mid", "low", "high"];
  const order = ["low", "mid", "never", "high", "top"], age = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3);
  const table = Table.from({ level: levels, age }), n = levels.length;
  const known = levels.filter((level) => level !== null).map((level) => order.indexOf(level));
  const ties = (code: number) => known.filter((other) => other === code).length;
  const rank = (code: number) => known.filter((other) => other < code).length + (ties(code) + 1) / 2;
  const least = Math.min(...known), most = Math.max(...known);
  const half = (code: number) => (ties(code) - 1) / 2;
  const wanted = {
    ranks: (a: number, b: number) => Math.abs(rank(a) - rank(b)) / (rank(most) - rank(least)),
    between: (a: number, b: number) =>
      a === b ? 0 : (Math.abs(rank(a) - rank(b)) - half(a) - half(b)) /
        (rank(most) - rank(least) - half(most) - half(least)),
  };
  for (const ties of ["ranks", "between"] as const) {
    for (const rows of [table, table.filter((row) => levels[row] !== null)]) {
      const d = gower(rows, {
        columns: [{ name: "level", kind: "ordinal", order, ties, weight: 2 }, {
          name: "age",
          kind: "numeric",
        }],
      });
      const texts = rows.texts("level"),
        ages = rows.numbers("age"),
        matrix = matrixOf(d),
        count = rows.rowCount;
      assert.ok(count >= n - 1);
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < count; j++) {
          const gap = Math.abs(ages[i]! - ages[j]!) / 8, a = texts[i], b = texts[j];
          const both = a == null || b == null
            ? gap
            : (2 * wanted[ties](order.indexOf(a), order.indexOf(b)) + gap) / 3;
          near(matrix[i * count + j]!, i === j ? 0 : both, 12);
        }
      }
    }
  }
});
