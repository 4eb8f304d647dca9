import assert from "node:assert/strict";
import fc from "fast-check";
import { membershipOf, prototypesOf } from "../../lib/clustering/hidden.ts";
import {
  clusterAgreement,
  distance,
  gammaSensitivity,
  kMedoids,
  kModes,
  kPrototypes,
} from "../../lib/clustering/mod.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { Table } from "../../lib/core/table.ts";
import { near, reference } from "./_reference.ts";
import { STOCKS } from "./stocks.ts";

Deno.test("kPrototypes() gives the cost, gamma, groups and centres of kmodes on its stocks", () => {
  const groups = kPrototypes(STOCKS, {
    k: 4,
    numeric: ["value"],
    categorical: ["sector", "country"],
    scale: "none",
  });
  near(groups.objective * 12, 1664.4708549504871, 12);
  assert.match(groups.method, /gamma 69.9/);
  const labels = [...membershipOf(groups).labels];
  assert.deepEqual(labels.map((label) => labels.indexOf(label)), [0, 1, 1, 1, 1, 5, 5, 5, 5, 9, 9, 9]);
  const means = [...prototypesOf(groups).means].sort((a, b) => a - b);
  [197.66666666666666, 275.35, 356.975, 738.5].forEach((mean, c) => near(means[c]!, mean, 12));
});

Deno.test("kModes() divides soybean as the diseases do, at the best cost that kmodes finds", () => {
  const names = Array.from({ length: 35 }, (_, j) => `a${j}`);
  const table = reference("soybean.csv", names);
  const groups = kModes(table, { k: 4, categorical: names });
  assert.equal(Math.round(groups.objective * 47), 199);
  assert.deepEqual(groups.sizes, [17, 10, 10, 10]);
});

Deno.test("with the best start k-modes finds the least cost of all divisions of a few rows", () => {
  const cell = fc.integer({ min: 0, max: 2 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 5, maxLength: 7 }), (rows) => {
      const distinct = new Set(rows.map(String)).size;
      fc.pre(distinct >= 2);
      const table = Table.from({
        a: Float64Array.from(rows, (row) => row[0]),
        b: Float64Array.from(rows, (row) => row[1]),
        c: Float64Array.from(rows, (row) => row[2]),
      });
      const found = kModes(table, { k: 2, categorical: ["a", "b", "c"], randomStarts: 40 }).objective *
        rows.length;
      let least = Infinity;
      for (let mask = 1; mask < 2 ** rows.length - 1; mask++) {
        const sides = [rows.filter((_, i) => mask >> i & 1), rows.filter((_, i) => !(mask >> i & 1))];
        least = Math.min(least, sides.reduce((sum, side) => sum + costOf(side), 0));
      }
      assert.equal(Math.round(found), least);
    }),
    { numRuns: 60, seed: 6 },
  );
});

function costOf(rows: readonly (readonly number[])[]): number {
  return [0, 1, 2].reduce((sum, j) => {
    const counts = [0, 1, 2].map((level) => rows.filter((row) => row[j] === level).length);
    return sum + rows.length - Math.max(...counts);
  }, 0);
}

Deno.test("gamma decides: nought leaves the numbers alone, a large one leaves the categories", () => {
  const table = Table.from({
    x: Float64Array.of(0, 0.1, 9, 9.1, 0.2, 9.2),
    kind: ["a", "b", "a", "b", "a", "b"],
  });
  const options = { k: 2, numeric: ["x"], categorical: ["kind"], gamma: 1 } as const;
  const byNumber = kPrototypes(table, { ...options, gamma: 0 });
  assert.deepEqual([...membershipOf(byNumber).labels].map((l) => l === membershipOf(byNumber).labels[0]), [
    true,
    true,
    false,
    false,
    true,
    false,
  ]);
  const byKind = kPrototypes(table, { ...options, gamma: 1000 });
  assert.ok(clusterAgreement(byNumber, byKind).estimate < 0.2);
  const tried = gammaSensitivity(table, options);
  assert.deepEqual(tried.candidates.map(({ gamma }) => gamma), [0.5, 1, 2]);
  assert.equal(tried.candidates[1]!.agreement, 1);
  assert.equal(tried.estimate, Math.min(...tried.candidates.map(({ agreement }) => agreement)));
  assert.match(String(tried), /gamma 0.5: /);
});

Deno.test("the adjusted Rand index of agriculture's two and three groups is R's", () => {
  const d = distance(reference("agriculture.csv", ["x", "y"]), { columns: ["x", "y"] });
  near(clusterAgreement(kMedoids(d, { k: 2 }), kMedoids(d, { k: 3 })).estimate, 0.8791208791, 10);
});

Deno.test("prototypes refuse what cannot be, in a sentence without a value", () => {
  const table = Table.from({
    x: Float64Array.of(1, 2, 3, 4),
    flat: Float64Array.of(5, 5, 5, 5),
    wild: Float64Array.of(1, Infinity, 2, 3),
    huge: Float64Array.of(1e200, -1e200, 2, 3),
    gap: Float64Array.of(1, NaN, 2, 3),
    none: [null, null, null, null],
    kind: ["a", "b", "b", null],
    same: ["a", "a", "a", "a"],
  });
  const proto = (numeric: string[], categorical: string[], k = 2, gamma = 1) => () =>
    kPrototypes(table, { numeric, categorical, k, gamma });
  assert.throws(proto(["flat"], ["same"]), /constant/);
  assert.throws(proto(["wild"], ["same"]), /missing or infinite/);
  assert.throws(proto(["gap"], ["same"]), /missing or infinite/);
  assert.throws(proto(["huge"], ["same"]), /too large/);
  assert.throws(proto(["x"], ["none"]), /missing/);
  assert.throws(proto(["x"], ["kind"]), /1 values are missing/);
  assert.throws(proto(["x"], ["same"], 4), /4 clusters of 4 rows/);
  assert.throws(proto(["x"], ["same"], 2, -1), /Gamma is -1/);
  assert.throws(proto([], ["same"]), /No numbers/);
  assert.throws(() => kModes(table, { k: 2, categorical: ["same"] }), /fewer different rows/);
  assert.throws(() => kModes(table, { k: 2, categorical: [] }), WorkspaceError);
  const counted = kModes(table, { k: 2, categorical: ["kind"], missing: "category" });
  assert.match(counted.warnings.join(), /1 missing values of kind/);
  assert.throws(() => prototypesOf(kMedoids(distance(table, { columns: ["x"] }), { k: 2 })), /no prototypes/);
});

Deno.test("large offsets do not spoil the means", () => {
  const x = Float64Array.from({ length: 400 }, (_, i) => 1e9 + (i % 2) * 10 + (i % 7) / 10);
  const groups = kPrototypes(Table.from({ x, c: Array.from(x, () => "a") }), {
    k: 2,
    numeric: ["x"],
    categorical: ["c"],
    scale: "none",
  });
  assert.deepEqual(groups.sizes, [200, 200]);
});
