import assert from "node:assert/strict";
import { membershipOf } from "../../lib/clustering/hidden.ts";
import {
  clara,
  distance,
  gower,
  kMedoids,
  kMedoidsWithNoise,
  mergeSmallClusters,
  profileClusters,
} from "../../lib/clustering/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { FLOWER_TYPED } from "./flower_columns.ts";
import { near, reference } from "./_reference.ts";

const NUMERIC = [{ name: "x", kind: "numeric" }, { name: "y", kind: "numeric" }] as const;

Deno.test("with a sample of all rows clara() is k-medoids, on mixed and on numeric columns", () => {
  const flower = reference("flower.csv", FLOWER_TYPED.map(({ name }) => name));
  const ruspini = reference("ruspini.csv", ["x", "y"]);
  for (const [table, columns] of [[flower, FLOWER_TYPED], [ruspini, NUMERIC]] as const) {
    for (const k of [2, 3, 4, 5]) {
      const whole = kMedoids(gower(table, { columns }), { k }), sampled = clara(table, { k, columns });
      near(sampled.objective, whole.objective, 12);
      assert.deepEqual(membershipOf(sampled), membershipOf(whole));
    }
  }
});

Deno.test("clara() on half-size samples of ruspini finds R's medoids' groups, and repeats by name", () => {
  const table = reference("ruspini.csv", ["x", "y"]);
  const options = { k: 4, columns: NUMERIC, sampleRows: 40 };
  const groups = clara(table, options);
  assert.deepEqual(groups.sizes, [23, 20, 17, 15]);
  assert.deepEqual(membershipOf(clara(table, options)), membershipOf(groups));
});

Deno.test("clara() stays within two hundredths of k-medoids on 3,000 rows with missing values", () => {
  const random = randomFor("test/clara");
  const group = Int32Array.from({ length: 3000 }, () => random.below(4));
  const number = (shift: number, missing: number) =>
    Float64Array.from(group, (g) => random.next() < missing ? NaN : random.normal() + (g * shift) % 9);
  const table = Table.from({
    x: number(4, 0),
    y: number(7, 0.05),
    c: Array.from(group, (g) => random.next() < 0.05 ? null : random.next() < 0.8 ? `c${g % 3}` : "c0"),
    rare: Array.from(group, (g) => g === 3 && random.next() < 0.5),
  });
  const columns = [
    ...NUMERIC,
    { name: "c", kind: "nominal" },
    { name: "rare", kind: "asymmetric", weight: 0.5 },
  ] as const;
  const whole = kMedoids(gower(table, { columns }), { k: 4 });
  const sampled = clara(table, { k: 4, columns, sampleRows: 300 });
  assert.ok(sampled.objective >= whole.objective - 1e-12);
  assert.ok(sampled.objective < whole.objective * 1.02, `${sampled.objective} ${whole.objective}`);
});

Deno.test("clara() refuses what cannot be, in a sentence", () => {
  const n = 30, x = Float64Array.from({ length: n }, (_, i) => i);
  const table = Table.from({
    x,
    flat: x.map(() => 3),
    wild: x.map((v) => v === 4 ? Infinity : v),
    huge: x.map((v) => v % 2 ? 1.7e308 : -1.7e308),
    none: x.map(() => NaN),
    gap: x.map((v) => v === 7 ? NaN : v),
  });
  const of = (name: string, rest = {}) => () =>
    clara(table, { k: 2, columns: [{ name, kind: "numeric" }], ...rest });
  assert.throws(of("flat"), /all alike|alike/);
  assert.throws(of("wild"), /infinite/);
  assert.throws(of("huge"), /too large/);
  assert.throws(of("none"), /missing/);
  assert.throws(of("gap"), /known value in common/);
  assert.throws(of("gap", { sampleRows: 5, seedName: "test/without-row-7" }), /known value in common/);
  assert.throws(of("x", { k: 30 }), /30 clusters of 30 rows/);
  assert.throws(of("x", { samples: 0 }), /0 samples/);
  assert.throws(of("x", { sampleRows: 2 }), /2 rows for 2 clusters/);
});

Deno.test("strays join a noise class that comes last, which merging and profiles respect", () => {
  const x = Float64Array.from(
    { length: 64 },
    (_, i) => i < 30 ? i / 10 : i < 60 ? 50 + i / 10 : 1000 * (i - 58),
  );
  const unlike = distance(Table.from({ x }), { columns: ["x"] });
  const groups = kMedoidsWithNoise(unlike, { k: 2, noiseFrom: 10 });
  assert.deepEqual(groups.sizes, [30, 30, 4]);
  assert.equal(groups.noise, "last");
  assert.match(JSON.stringify(groups), /rows that belong nowhere/);
  // Under the floor the noise class joins a group; above it, it stays and takes nobody in.
  assert.deepEqual(mergeSmallClusters(groups, unlike, { floor: 10 }).sizes, [34, 30]);
  const kept = mergeSmallClusters(kMedoidsWithNoise(unlike, { k: 3, noiseFrom: 10 }), unlike, { floor: 3 });
  assert.equal(kept.noise, "last");
  assert.deepEqual(kept.sizes, [31, 30, 3]);
  const text = { nl: "x", en: "x" };
  const profile = profileClusters(groups, Table.from({ x, far: Array.from(x, (v) => v > 900) }), {
    id: "ver",
    entity: "person",
    population: text,
    period: text,
    sources: [],
    column: "far",
    label: text,
    categories: [{ code: "true", label: text }, { code: "false", label: text }],
  });
  assert.equal(profile.ratios.dimensions[0]?.codes.at(-1)?.label.en, "in no group");
});

Deno.test("without strays there is no noise class, and k-medoids with a far limit is k-medoids", () => {
  const d = distance(reference("ruspini.csv", ["x", "y"]), { columns: ["x", "y"] });
  const groups = kMedoidsWithNoise(d, { k: 4, noiseFrom: 1000 });
  assert.equal(groups.noise, "none");
  near(groups.objective * 75, 861.4781110933, 10);
  // A near limit leaves the rows within it; each costs what it costs and the rest the limit.
  const near20 = kMedoidsWithNoise(d, { k: 4, noiseFrom: 12 });
  assert.equal(near20.k, 5);
  assert.ok(near20.objective < groups.objective && near20.sizes.at(-1)! > 0);
  for (const noiseFrom of [0, -1, NaN, Infinity]) {
    assert.throws(() => kMedoidsWithNoise(d, { k: 4, noiseFrom }), /Noise cannot begin/);
  }
  assert.throws(() => kMedoidsWithNoise(d, { k: 74, noiseFrom: 3 }), /74 clusters of 74/);
});
