import assert from "node:assert/strict";
import { membershipOf } from "../../lib/clustering/hidden.ts";
import {
  chooseK,
  clusterStability,
  clusterStabilityInWorkers,
  distance,
  kMedoids,
  mergeSmallClusters,
  profileClusters,
  type ProfileOptions,
  silhouette,
} from "../../lib/clustering/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { protect } from "../../lib/disclosure/mod.ts";
import { near, reference } from "./_reference.ts";

const TEXT = { nl: "voorbeeld", en: "example" };

Deno.test("the four groups of ruspini are stable, and seven are not all", () => {
  const d = distance(reference("ruspini.csv", ["x", "y"]), { columns: ["x", "y"] });
  const four = clusterStability(kMedoids(d, { k: 4 }), d, { resamples: 50 });
  assert.deepEqual(four.verdicts, ["stable", "stable", "stable", "stable"]);
  assert.ok(four.byCluster.every((value) => value > 0.9 && value <= 1));
  const seven = clusterStability(kMedoids(d, { k: 7 }), d, { resamples: 50 });
  assert.ok(seven.estimate < four.estimate);
  assert.match(seven.warnings.join(), /Not stable/);
});

Deno.test("stability repeats by the name of its seed and differs by another", () => {
  const d = distance(reference("ruspini.csv", ["x", "y"]), { columns: ["x", "y"] });
  const groups = kMedoids(d, { k: 6 });
  const of = (seedName: string) => clusterStability(groups, d, { resamples: 10, seedName }).byCluster;
  assert.deepEqual(of("a"), of("a"));
  assert.notDeepEqual(of("a"), of("b"));
});

Deno.test("stability in one, two or three workers is that without workers, to the last bit", async () => {
  const d = distance(reference("ruspini.csv", ["x", "y"]), { columns: ["x", "y"] });
  const groups = kMedoids(d, { k: 5 }), alone = clusterStability(groups, d, { resamples: 7 });
  for (const workers of [1, 2, 3]) {
    assert.deepEqual(await clusterStabilityInWorkers(groups, d, { resamples: 7, workers }), alone);
  }
  await assert.rejects(clusterStabilityInWorkers(groups, d, { workers: 0 }), /0 workers/);
  await assert.rejects(clusterStabilityInWorkers(groups, d, { resamples: 0 }), /0 resamples/);
});

Deno.test("uniform noise has a weak silhouette, which is said", () => {
  const random = randomFor("test/noise");
  const columns = ["a", "b", "c", "d", "e", "f"];
  const table = Table.from(
    Object.fromEntries(columns.map((name) => [name, Float64Array.from({ length: 80 }, () => random.next())])),
  );
  assert.match(chooseK(distance(table, { columns }), { to: 4 }).warnings.join(), /no separate groups/);
});

Deno.test("chooseK() refuses an empty or impossible range", () => {
  const d = distance(Table.from({ x: Float64Array.of(1, 2, 4, 9) }), { columns: ["x"] });
  assert.throws(() => chooseK(d, { from: 1 }), /from 1/);
  assert.throws(() => chooseK(d, { from: 3, to: 2 }), /from 3 to 2/);
  assert.throws(() => chooseK(d, { to: 4 }), /4 clusters of 4 rows/);
});

Deno.test("small clusters join the nearest until all reach the floor, down to one group with a warning", () => {
  const d = distance(Table.from({ x: Float64Array.of(1, 2, 3, 50, 51, 60, 99) }), { columns: ["x"] });
  const four = kMedoids(d, { k: 4 });
  const merged = mergeSmallClusters(four, d, { floor: 3 });
  assert.deepEqual(merged.sizes, [4, 3]);
  const { labels } = membershipOf(merged);
  assert.equal(new Set([...labels.slice(3)]).size, 1);
  const one = mergeSmallClusters(four, d, { floor: 5 });
  assert.deepEqual(one.sizes, [7]);
  assert.match(one.warnings.join(), /Only one group/);
  assert.throws(() => silhouette(one, d), /there is one/);
  assert.throws(() => mergeSmallClusters(four, d, { floor: 8 }), /7 rows/);
  assert.equal(mergeSmallClusters(four, d, { floor: 1 }), four);
});

function example(): { table: Table; options: ProfileOptions } {
  const x = Float64Array.from({ length: 300 }, (_, i) => i < 200 ? i / 100 : 50 + i / 100);
  const home = Array.from(
    { length: 300 },
    (_, i) => i === 0 ? null : i < 200 ? (i % 4 ? "rent" : "own") : i % 5 ? "own" : "rent",
  );
  return {
    table: Table.from({ x, home }),
    options: {
      id: "wonen",
      entity: "household",
      population: TEXT,
      period: TEXT,
      sources: [],
      column: "home",
      label: TEXT,
      categories: [{ code: "rent", label: TEXT }, { code: "own", label: TEXT }],
    },
  };
}

Deno.test("a profile gives share, ratio and interval by hand's formula, with missing values left out", () => {
  const { table, options } = example();
  const profile = profileClusters(kMedoids(distance(table, { columns: ["x"] }), { k: 2 }), table, options);
  const [rent, own] = profile.entries;
  assert.equal(rent?.n, 199);
  assert.equal(rent?.share, 150 / 199);
  assert.equal(rent?.shareOutside, 20 / 100);
  const ratio = (150 / 199) / 0.2, error = Math.sqrt(1 / 150 - 1 / 199 + 1 / 20 - 1 / 100);
  near(rent?.ratio ?? NaN, ratio, 12);
  near(rent?.low ?? NaN, ratio * Math.exp(-1.959963984540054 * error), 12);
  near(rent?.high ?? NaN, ratio * Math.exp(1.959963984540054 * error), 12);
  assert.equal(rent?.verdict, "over");
  assert.equal(own?.verdict, "under");
  assert.deepEqual(profile.warnings, ["1 of 300 rows have no known value of home."]);
});

Deno.test("the shares and ratios of a profile go through protect", async () => {
  const { table, options } = example();
  const profile = profileClusters(kMedoids(distance(table, { columns: ["x"] }), { k: 2 }), table, options);
  assert.equal(profile.shares.cells.length, 6);
  const total = profile.shares.cells.filter(({ codes }) => codes[0] === "total");
  assert.deepEqual(total.map(({ numerator }) => numerator), [170, 129]);
  for (const aggregate of [profile.shares, profile.ratios]) {
    const safe = await protect(aggregate);
    assert.equal(safe.cells.length, aggregate.cells.length);
  }
  assert.equal(profile.ratios.cells[0]?.n, 20);
});

Deno.test("a profile refuses numbers, unnamed categories and other rows, and shows no share", () => {
  const { table, options } = example();
  const groups = kMedoids(distance(table, { columns: ["x"] }), { k: 2 });
  assert.throws(() => profileClusters(groups, table, { ...options, column: "x" }), /Cut the numbers/);
  assert.throws(
    () => profileClusters(groups, table, { ...options, categories: [] }),
    /not among the categories/,
  );
  assert.throws(() => profileClusters(groups, table.filter((row) => row > 0), options), /299/);
  const profile = profileClusters(groups, table, options);
  assert.doesNotMatch(Deno.inspect(profile) + JSON.stringify(profile), /0\.\d/);
});

Deno.test("a category that nobody has gives no ratio rather than NaN", () => {
  const { table, options } = example();
  const groups = kMedoids(distance(table, { columns: ["x"] }), { k: 2 });
  const nobody = { code: "boat", label: TEXT };
  const profile = profileClusters(groups, table, { ...options, categories: [...options.categories, nobody] });
  const boat = profile.entries.find(({ category }) => category === "boat");
  assert.equal(boat?.ratio, null);
  assert.equal(boat?.share, 0);
  const empty = table.withColumns({ home: new Array<null>(300).fill(null) });
  const unknown = profileClusters(groups, empty, options);
  assert.equal(unknown.entries[0]?.share, null);
  assert.equal(unknown.shares.cells[0]?.value, null);
});
