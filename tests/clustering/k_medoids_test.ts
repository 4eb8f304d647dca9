import assert from "node:assert/strict";
import fc from "fast-check";
import { build, fasterPam } from "../../lib/clustering/faster_pam.ts";
import { matrixOf, membershipOf } from "../../lib/clustering/hidden.ts";
import {
  chooseK,
  type Clustering,
  clusterSeparation,
  Dissimilarity,
  distance,
  gower,
  kMedoids,
  silhouette,
} from "../../lib/clustering/mod.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { Table } from "../../lib/core/table.ts";
import { FLOWER_MIXED } from "./flower_columns.ts";
import { near, reference } from "./_reference.ts";

const POINTS = { columns: ["x", "y"] };

function medoidRows(clustering: Clustering): number[] {
  return membershipOf(clustering).medoids.map((row) => row + 1).sort((a, b) => a - b);
}

Deno.test("k-medoids on ruspini gives R's medoids, sizes, objective and silhouette", () => {
  const d = distance(reference("ruspini.csv", ["x", "y"]), POINTS);
  const four = kMedoids(d, { k: 4 });
  assert.deepEqual(medoidRows(four), [10, 32, 52, 70]);
  assert.deepEqual(four.sizes, [23, 20, 17, 15]);
  near(four.objective, 11.48637481, 8);
  near(four.objective * 75, 861.4781110933, 10);
  near(silhouette(four, d).estimate, 0.7376569909, 10);
  const { calinskiHarabasz, dunn } = clusterSeparation(four, d);
  near(calinskiHarabasz, 425.3273431, 9);
  near(dunn, 0.5047155337, 10);
  assert.throws(() => clusterSeparation(kMedoids(d, { k: 1 }), d), /there is one/);
});

Deno.test("k-medoids on ruspini gives R's objective and silhouette for k from 2 to 8", () => {
  const d = distance(reference("ruspini.csv", ["x", "y"]), POINTS);
  const choice = chooseK(d);
  const objectives = [
    31.94405615,
    21.59293014,
    11.48637481,
    10.39579069,
    9.528680407,
    8.677982761,
    8.040395652,
  ];
  const widths = [0.58273, 0.63270, 0.73766, 0.71348, 0.59935, 0.48845, 0.45108];
  assert.equal(choice.estimate, 4);
  choice.candidates.forEach((candidate, index) => {
    near(candidate.objective, objectives[index] ?? NaN, 9);
    near(candidate.silhouette, widths[index] ?? NaN, 5);
  });
});

Deno.test("k-medoids on ruspini by Manhattan distance gives R's values", () => {
  const d = distance(reference("ruspini.csv", ["x", "y"]), { ...POINTS, metric: "manhattan" });
  const four = kMedoids(d, { k: 4 });
  near(four.objective, 14.84, 10);
  assert.deepEqual(medoidRows(four), [9, 32, 50, 70]);
  near(silhouette(four, d).estimate, 0.7474637749, 10);
});

Deno.test("k-medoids on agriculture gives R's values", () => {
  const d = distance(reference("agriculture.csv", ["x", "y"]), POINTS);
  near(matrixOf(d)[1] ?? NaN, 5.408326913, 9);
  const two = kMedoids(d, { k: 2 });
  assert.deepEqual(medoidRows(two), [3, 11]);
  assert.deepEqual(two.sizes, [8, 4]);
  near(two.objective, 3.360610081, 9);
  near(silhouette(two, d).estimate, 0.6314057756, 10);
  const three = kMedoids(d, { k: 3 });
  near(three.objective, 2.619662887, 9);
  near(adjustedRand(membershipOf(two).labels, membershipOf(three).labels), 0.8791208791, 10);
});

Deno.test("k-medoids on flower gives R's objective and silhouette for k from 2 to 6, best at 5", () => {
  const table = reference("flower.csv", FLOWER_MIXED.map(({ name }) => name));
  const d = gower(table, { columns: FLOWER_MIXED });
  const choice = chooseK(d, { to: 6 });
  const objectives = [0.323722313, 0.2524214779, 0.1994712237, 0.1691562273, 0.1507852215];
  const widths = [0.1138994856, 0.206725559, 0.2402673759, 0.2906215055, 0.2511868071];
  choice.candidates.forEach((candidate, index) => {
    near(candidate.objective, objectives[index] ?? NaN, 9);
    near(candidate.silhouette, widths[index] ?? NaN, 9);
  });
  assert.equal(choice.estimate, 5);
  assert.deepEqual(medoidRows(kMedoids(d, { k: 3 })), [6, 12, 17]);
});

Deno.test("FasterPAM makes the swaps of the Rust reference on its unit matrix", () => {
  const triangle = [[], [1], [2, 3], [4, 5, 6], [7, 8, 9, 1]];
  const d = new Float64Array(25);
  triangle.forEach((row, i) => row.forEach((value, j) => d[i * 5 + j] = d[j * 5 + i] = value));
  const found = fasterPam({ d, n: 5 }, [0, 1]);
  assert.equal(found.loss, 4);
  assert.deepEqual(found.medoids, [0, 3]);
  assert.deepEqual([...found.labels], [0, 0, 0, 1, 1]);
  assert.equal(found.swaps, 2);
  const one = fasterPam({ d, n: 5 }, [1]);
  assert.equal(one.loss, 14);
  assert.deepEqual(one.medoids, [0]);
  const unlike = Dissimilarity.from(d, 5);
  near(silhouette(kMedoids(unlike, { k: 2 }), unlike).estimate, 0.7522494172494172, 14);
});

Deno.test("k-medoids leaves no single swap that lowers the loss", () => {
  const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
    minLength: 6,
    maxLength: 14,
  }).filter((list) => new Set(list.map(String)).size > 3);
  fc.assert(
    fc.property(points, fc.integer({ min: 2, max: 3 }), (list, k) => {
      const x = Float64Array.from(list, ([value]) => value),
        y = Float64Array.from(list, ([, value]) => value);
      const d = distance(Table.from({ x, y }), { ...POINTS, metric: "manhattan" });
      const { medoids } = membershipOf(kMedoids(d, { k }));
      const loss = lossOf(matrixOf(d), d.n, medoids);
      for (let c = 0; c < k; c++) {
        for (let j = 0; j < d.n; j++) {
          const other = medoids.map((medoid, index) => index === c ? j : medoid);
          assert.ok(lossOf(matrixOf(d), d.n, other) >= loss - 1e-9);
        }
      }
    }),
    { seed: 1, numRuns: 60 },
  );
});

Deno.test("BUILD, which passes rows by that cannot win, takes the medoids of looking at every row, ties to the first", () => {
  const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 30 })), {
    minLength: 9,
    maxLength: 40,
  });
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 7 }), (list, k) => {
      const x = Float64Array.from(list, ([value]) => value),
        y = Float64Array.from(list, ([, value]) => value / 7);
      const square = distance(Table.from({ x, y }), POINTS), d = matrixOf(square), n = square.n;
      const medoids: number[] = [];
      while (medoids.length < k) {
        const losses = Array.from({ length: n }, (_, row) => lossOf(d, n, [...medoids, row]));
        const least = Math.min(...losses.filter((_, row) => !medoids.includes(row)));
        medoids.push(
          losses.findIndex((loss, row) => !medoids.includes(row) && loss <= least + 1e-12 * losses[row]!),
        );
      }
      assert.deepEqual(build({ d, n }, k), medoids);
    }),
    { seed: 2, numRuns: 150 },
  );
});

Deno.test("random starts never make the objective worse and repeat by name", () => {
  const d = distance(reference("ruspini.csv", ["x", "y"]), POINTS);
  const plain = kMedoids(d, { k: 7 }), more = kMedoids(d, { k: 7, randomStarts: 5, seedName: "test" });
  assert.ok(more.objective <= plain.objective);
  assert.equal(more.objective, kMedoids(d, { k: 7, randomStarts: 5, seedName: "test" }).objective);
});

Deno.test("k-medoids refuses too many clusters and rows that are all alike, and warns of coinciding medoids", () => {
  const same = distance(Table.from({ x: Float64Array.of(1, 1, 1, 2) }), { columns: ["x"] });
  assert.throws(() => kMedoids(same, { k: 4 }), WorkspaceError);
  assert.throws(() => kMedoids(same, { k: 1.5 }), WorkspaceError);
  assert.match(kMedoids(same, { k: 3 }).warnings.join(), /fewer different rows than clusters/);
  const alike = distance(Table.from({ x: Float64Array.of(1, 1, 1) }), { columns: ["x"] });
  assert.throws(() => kMedoids(alike, { k: 2 }), /All rows are alike/);
});

Deno.test("a clustering shows sizes in bands and never a member", () => {
  const d = distance(Table.from({ x: Float64Array.from({ length: 30 }, (_, i) => i < 26 ? i : 900 + i) }), {
    columns: ["x"],
  });
  const groups = kMedoids(d, { k: 2 });
  const shown = JSON.stringify(groups) + Deno.inspect(groups) +
    JSON.stringify((groups as unknown as Record<symbol, () => unknown>)[Symbol.for("Jupyter.display")]?.());
  assert.match(shown, /sizes 26, <10/);
  assert.doesNotMatch(shown, /label|members|\[/);
  assert.deepEqual(Object.keys(groups).sort(), [
    "assumptions",
    "k",
    "method",
    "n",
    "noise",
    "objective",
    "sizes",
    "warnings",
  ]);
});

function lossOf(d: Float64Array, n: number, medoids: readonly number[]): number {
  let loss = 0;
  for (let o = 0; o < n; o++) loss += Math.min(...medoids.map((medoid) => d[medoid * n + o] ?? NaN));
  return loss;
}

function adjustedRand(a: Int32Array, b: Int32Array): number {
  const pairs = (counts: Map<string, number>) =>
    [...counts.values()].reduce((sum, c) => sum + c * (c - 1) / 2, 0);
  const count = (keys: string[]) => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return pairs(counts);
  };
  const both = count([...a].map((value, i) => `${value}/${b[i]}`));
  const left = count([...a].map(String)), right = count([...b].map(String));
  const expected = left * right / (a.length * (a.length - 1) / 2);
  return (both - expected) / ((left + right) / 2 - expected);
}
