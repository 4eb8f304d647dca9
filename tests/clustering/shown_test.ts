import assert from "node:assert/strict";
import {
  chooseK,
  chooseLatentClasses,
  clara,
  clusterAgreement,
  type Clustering,
  clusterSeparation,
  clusterStability,
  cutHierarchy,
  type Dissimilarity,
  distance,
  gammaSensitivity,
  gapStatistic,
  gower,
  gowerContributions,
  hierarchy,
  kMedoids,
  kMedoidsWithNoise,
  kModes,
  kPrototypes,
  latentClassErrors,
  latentClasses,
  latentRegressionTable,
  mergeSmallClusters,
  predictionStrength,
  profileClusters,
  profileLatentClasses,
  regressLatentClasses,
  silhouette,
} from "../../lib/clustering/mod.ts";
import { matrixOf, membershipOf } from "../../lib/clustering/hidden.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { DEFAULT_POLICY, ownPolicy, protectAll } from "../../lib/disclosure/mod.ts";
import { answers, ITEMS } from "./_patterns.ts";

const N = 300;
const table = (() => {
  const random = randomFor("tests/clustering/shown"), rows = answers(N, "shown");
  return rows.withColumns({
    age: Float64Array.from({ length: N }, (_, i) => random.normal() + 3 * (i % 3)),
    kind: Array.from({ length: N }, (_, i) => random.next() < 0.8 ? "abc"[i % 3]! : "d"),
  });
})();
const columns = [{ name: "age", kind: "numeric" }, { name: "kind", kind: "nominal" }] as const;
const unlike = gower(table, { columns }), groups = kMedoids(unlike, { k: 3 });
const model = latentClasses(table, { k: 3, items: ITEMS, starts: 15 });
const text = { nl: "soort", en: "kind" };
const frame = { id: "soort", entity: "person", population: text, period: text, sources: [] } as const;
const regression = regressLatentClasses(model, table, { covariates: ["x", "woman"] });
const profile = {
  ...frame,
  column: "kind",
  label: text,
  categories: [..."abcd"].map((code) => ({ code, label: text })),
};

/** Every method of the folder, with what it gives. */
const RESULTS: Readonly<Record<string, object>> = {
  gower: unlike,
  gowerContributions: gowerContributions(table, { columns }),
  distance: distance(table, { columns: ["age"] }),
  kMedoids: groups,
  clara: clara(table, { k: 3, columns, sampleRows: 60 }),
  kModes: kModes(table, { k: 2, categorical: ["kind"] }),
  kPrototypes: kPrototypes(table, { k: 3, categorical: ["kind"], numeric: ["age"] }),
  gammaSensitivity: gammaSensitivity(table, { k: 2, categorical: ["kind"], numeric: ["age"], gamma: 1 }),
  kMedoidsWithNoise: kMedoidsWithNoise(unlike, { k: 3, noiseFrom: 0.3 }),
  hierarchy: hierarchy(unlike),
  cutHierarchy: cutHierarchy(hierarchy(unlike), unlike, { k: 3 }),
  mergeSmallClusters: mergeSmallClusters(kMedoids(unlike, { k: 8 }), unlike, { floor: 30 }),
  latentClasses: model,
  chooseLatentClasses: chooseLatentClasses(table, { items: ITEMS, to: 2, starts: 5 }),
  latentClassErrors: latentClassErrors(model),
  regressLatentClasses: regression,
  chooseK: chooseK(unlike, { to: 4 }),
  gapStatistic: gapStatistic(table, { columns, to: 3, references: 3 }),
  predictionStrength: predictionStrength(unlike, { to: 3, splits: 3 }),
  silhouette: silhouette(groups, unlike),
  clusterSeparation: clusterSeparation(groups, unlike),
  clusterStability: clusterStability(groups, unlike, { resamples: 5 }),
  clusterAgreement: clusterAgreement(groups, groups),
  profileClusters: profileClusters(groups, table, profile),
  profileLatentClasses: profileLatentClasses(model, table, profile),
};

/** The longest list in what a result shows of itself. */
function longestList(value: unknown, seen = new Set<unknown>()): number {
  if (value === null || typeof value !== "object" || seen.has(value)) return 0;
  seen.add(value);
  const own = Array.isArray(value) || ArrayBuffer.isView(value) ? (value as ArrayLike<unknown>).length : 0;
  return Math.max(own, ...Object.values(value).map((inner) => longestList(inner, seen)));
}

for (const [name, result] of Object.entries(RESULTS)) {
  Deno.test(`${name}() shows a summary with its n and no row, in a notebook, on the console and as JSON`, () => {
    const display = (result as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")];
    const shown = display?.call(result)["text/plain"] ?? "";
    assert.match(shown, /\b300\b/);
    assert.ok(shown.startsWith(JSON.parse(JSON.stringify(result))), shown);
    assert.ok(shown.startsWith(Deno.inspect(result)), shown);
    assert.ok(shown.split("\n").length < 20 && longestList(result) < N / 5, "rows");
    for (const warning of (result as { warnings: readonly string[] }).warnings) {
      assert.ok(shown.includes(warning), `the display leaves out: ${warning}`);
    }
    assert.equal((result as { n: number }).n, N);
  });
}

/** The mean silhouette by its definition over some rows; a row without a cluster to compare with counts as 0. */
function meanWidth(d: Float64Array, n: number, labels: Int32Array, rows: readonly number[]): number {
  const mean = (row: number, others: readonly number[]) =>
    others.reduce((sum, other) => sum + d[row * n + other]!, 0) / others.length;
  const widths = rows.map((row) => {
    const own = rows.filter((other) => other !== row && labels[other] === labels[row]);
    const apart = [...new Set(rows.map((other) => labels[other]!))].filter((label) => label !== labels[row])
      .map((label) => mean(row, rows.filter((other) => labels[other] === label)));
    if (own.length === 0 || apart.length === 0) return 0;
    const a = mean(row, own), b = Math.min(...apart);
    return (b - a) / Math.max(a, b);
  });
  return widths.reduce((sum, width) => sum + width, 0) / rows.length;
}

function jackknife(clusters: Clustering, unlike: Dissimilarity): number {
  const { n } = unlike, all = Array.from({ length: n }, (_, row) => row);
  const means = all.map((out) =>
    meanWidth(matrixOf(unlike), n, membershipOf(clusters).labels, all.filter((row) => row !== out))
  );
  const centre = means.reduce((sum, value) => sum + value, 0) / n;
  return Math.sqrt((n - 1) / n * means.reduce((sum, value) => sum + (value - centre) ** 2, 0));
}

Deno.test("the interval of a silhouette is the jackknife's: each row left out in turn and all computed anew", () => {
  const few = table.filter((row) => row < 40), d = gower(few, { columns }), own = kMedoids(d, { k: 3 });
  // Clusters of two and of one row, so that leaving one out empties a cluster.
  const x = Float64Array.of(1, 2, 3, 4, 40, 41, 90), strays = distance(Table.from({ x }), { columns: ["x"] });
  for (const [clusters, unlike] of [[own, d], [kMedoids(strays, { k: 3 }), strays]] as const) {
    const { low, high, estimate } = silhouette(clusters, unlike);
    const se = (estimate - low) / 1.959963984540054;
    assert.ok(low > -1 && Math.abs(Math.min(1, 2 * estimate - low) - high) < 1e-12);
    assert.ok(Math.abs(se / jackknife(clusters, unlike) - 1) < 1e-9, `${se}`);
  }
});

Deno.test("a regression of classes goes into protect with its n, and the policy's model rules judge it", async () => {
  const options = { ...frame, title: text };
  const odds = latentRegressionTable(regression, options);
  const behind = odds.cells.map(({ n }) => n);
  assert.equal(odds.cells.length, 4);
  assert.ok(behind.every((n) => n > 0 && n < N), "the counts of classes, not of all rows");
  // Of a truth value the smallest of four counts, of a number that of two classes.
  assert.ok(behind[1]! <= behind[0]! / 2 + 10);
  const [shown] = await protectAll([odds]);
  assert.equal(shown?.cell("2", "x")?.status, "shown");
  const strict = ownPolicy({
    id: "streng",
    version: "1",
    label: text,
    thresholds: { residualDof: { ...DEFAULT_POLICY.residualDof, value: N } },
  });
  const [hidden] = await protectAll([odds], strict);
  assert.ok(odds.cells.every(({ codes }) => hidden?.cell(...codes)?.status === "suppressed"));
  assert.throws(() => latentRegressionTable({ ...regression }, options), /no counts behind it/);
  assert.throws(
    () => latentRegressionTable(regression, { ...options, groups: [text] }),
    /1 names for 3 classes/,
  );
});
