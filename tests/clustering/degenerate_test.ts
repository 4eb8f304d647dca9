import assert from "node:assert/strict";
import * as clustering from "../../lib/clustering/mod.ts";
import {
  chooseK,
  chooseLatentClasses,
  clara,
  clusterAgreement,
  clusterSeparation,
  clusterSizes,
  clusterStability,
  crossTraits,
  cutHierarchy,
  Dissimilarity,
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
  latentClassSizes,
  mergeSmallClusters,
  predictionStrength,
  profileClusters,
  profileLatentClasses,
  profileTraits,
  regressLatentClasses,
  silhouette,
} from "../../lib/clustering/mod.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { Table } from "../../lib/core/table.ts";

const N = 24;
const index = (f: (i: number) => number) => Float64Array.from({ length: N }, (_, i) => f(i));

/** Tables that real files turn out to be. */
const TABLES: Readonly<Record<string, Table>> = {
  "constant columns": Table.from({
    x: index(() => 4),
    y: index(() => 4),
    c: Array.from({ length: N }, () => "a"),
  }),
  "all missing": Table.from({
    x: index(() => NaN),
    y: index(() => NaN),
    c: Array.from({ length: N }, () => null),
  }),
  "ties everywhere": Table.from({
    x: index((i) => i % 2),
    y: index((i) => (i >> 1) % 2),
    c: Array.from({ length: N }, (_, i) => i % 2 ? "a" : "b"),
  }),
  "an infinite value": Table.from({
    x: index((i) => i === 3 ? Infinity : i),
    y: index((i) => i),
    c: Array.from({ length: N }, () => "a"),
  }),
  "a huge scale": Table.from({
    x: index((i) => 1e300 * (i + 1)),
    y: index((i) => 1e-300 * i * i),
    c: Array.from({ length: N }, (_, i) => `k${i % 3}`),
  }),
  "a range beyond numbers": Table.from({
    x: index((i) => i % 2 ? 1.7e308 : -1.7e308),
    y: index((i) => i),
    c: Array.from({ length: N }, (_, i) => `k${i % 3}`),
  }),
  "one row apart": Table.from({
    x: index((i) => i === 0 ? 1e6 : 0),
    y: index(() => 0),
    c: Array.from({ length: N }, (_, i) => i === 0 ? "z" : "a"),
  }),
};

const COLUMNS = [
  { name: "x", kind: "numeric" },
  { name: "y", kind: "numeric" },
  { name: "c", kind: "nominal" },
] as const;

const TEXT = { nl: "soort", en: "kind" };
const FRAME = { id: "soort", entity: "person", population: TEXT, period: TEXT, sources: [] } as const;
const CATEGORIES = ["a", "b", "z", "k0", "k1", "k2"].map((code) => ({ code, label: TEXT }));

/** Methods that are not run by name, with the one that does the same. */
const COVERED_BY: Readonly<Record<string, string>> = {
  clusterStabilityInWorkers: "kMedoids",
  gapStatisticInWorkers: "gapStatistic",
  latentRegressionTable: "regressLatentClasses",
  profileLatentTraits: "latentClassErrors",
  markingTraits: "traits",
  traitShares: "traits",
  traitRatios: "traits",
};

Deno.test("the sweep leaves no function of the folder out", () => {
  const source = Object.values(METHODS).map(String).join("\n");
  const left = Object.entries(clustering).filter(([name, value]) =>
    typeof value === "function" && !/^[A-Z]/.test(name) && !source.includes(`${name}(`) &&
    !(name in COVERED_BY)
  );
  assert.deepEqual(left.map(([name]) => name), []);
});

/** Methods to which no number of clusters is too many. */
const WITHOUT_K: ReadonlySet<string> = new Set(["chooseLatentClasses", "gowerContributions"]);

/** Everything that makes groups, each giving the numbers that it shows. */
const METHODS: Readonly<Record<string, (table: Table, k: number) => readonly number[]>> = {
  kMedoids: (table, k) => {
    const d = gower(table, { columns: COLUMNS }), groups = kMedoids(d, { k });
    return [...groups.sizes, groups.objective, ...clusterStability(groups, d, { resamples: 3 }).byCluster];
  },
  kMedoidsWithNoise: (table, k) => {
    const groups = kMedoidsWithNoise(gower(table, { columns: COLUMNS }), { k, noiseFrom: 0.2 });
    return [...groups.sizes, groups.objective];
  },
  clara: (table, k) => {
    const groups = clara(table, { k, columns: COLUMNS, sampleRows: 20 });
    return [...groups.sizes, groups.objective];
  },
  kModes: (table, k) => {
    const groups = kModes(table, { k, categorical: ["x", "c"] });
    return [...groups.sizes, groups.objective, clusterAgreement(groups, groups).estimate];
  },
  kPrototypes: (table, k) => {
    const groups = kPrototypes(table, { k, numeric: ["x"], categorical: ["c"] });
    return [...groups.sizes, groups.objective];
  },
  hierarchy: (table, k) => {
    const d = gower(table, { columns: COLUMNS });
    return (["single", "complete", "average", "weighted", "ward"] as const).flatMap((linkage) => {
      const tree = hierarchy(d, { linkage }), groups = cutHierarchy(tree, d, { k });
      return [...tree.lastHeights, tree.copheneticCorrelation, ...groups.sizes, groups.objective];
    });
  },
  "hierarchy of distances": (table, k) => {
    const d = distance(table, { columns: ["x", "y"] });
    return [...hierarchy(d, { linkage: "ward" }).lastHeights, ...cutHierarchy(hierarchy(d), d, { k }).sizes];
  },
  chooseK: (table, k) =>
    chooseK(gower(table, { columns: COLUMNS }), { to: k }).candidates.map((c) => c.silhouette),
  gapStatistic: (table, k) =>
    gapStatistic(table, { columns: COLUMNS, to: k, references: 3 }).candidates.flatMap((
      c,
    ) => [c.gap, c.standardError]),
  predictionStrength: (table, k) =>
    predictionStrength(gower(table, { columns: COLUMNS }), { to: k, splits: 3 }).candidates.map((c) =>
      c.strength
    ),
  latentClasses: (table, k) => {
    const model = latentClasses(table, { k, items: ["x", "c"], starts: 10 });
    return [
      ...model.shares,
      model.logLikelihood,
      model.bic,
      model.gSquared!,
      model.chiSquared!,
      model.relativeEntropy!,
    ];
  },
  silhouette: (table, k) => {
    const d = gower(table, { columns: COLUMNS }), groups = kMedoids(d, { k });
    const { estimate, low, high, byCluster } = silhouette(groups, d);
    return [estimate, low, high, ...byCluster, clusterAgreement(groups, groups).estimate];
  },
  clusterSeparation: (table, k) => {
    const d = gower(table, { columns: COLUMNS }), separation = clusterSeparation(kMedoids(d, { k }), d);
    return [separation.calinskiHarabasz, separation.dunn];
  },
  mergeSmallClusters: (table, k) => {
    const d = gower(table, { columns: COLUMNS });
    const groups = mergeSmallClusters(kMedoids(d, { k }), d, { floor: 10 });
    return [...groups.sizes, groups.objective];
  },
  gammaSensitivity: (table, k) =>
    gammaSensitivity(table, { k, numeric: ["x"], categorical: ["c"], gamma: 1 }).candidates.map((
      { agreement },
    ) => agreement),
  gowerContributions: (table) =>
    gowerContributions(table, { columns: COLUMNS }).columns.map(({ share }) => share),
  "gower by ranks": (table, k) => {
    const columns = (["ranks", "between"] as const).map((ties) => ({
      name: "x",
      kind: "ordinal" as const,
      ties,
    }));
    return columns.flatMap((column) => {
      const d = gower(table, { columns: [column, COLUMNS[2]] });
      return [d.mean, ...kMedoids(d, { k }).sizes];
    });
  },
  "asymmetric gower": (table, k) => {
    const d = gower(table, { columns: [{ name: "x", kind: "asymmetric" }, COLUMNS[2]] });
    return [d.mean, ...kMedoids(d, { k }).sizes];
  },
  profileClusters: (table, k) => {
    const groups = kMedoids(gower(table, { columns: COLUMNS }), { k });
    const profile = profileClusters(groups, table, {
      ...FRAME,
      column: "c",
      label: TEXT,
      categories: CATEGORIES,
    });
    const shares = [...profile.shares.cells, ...profile.ratios.cells];
    return [
      ...shares.flatMap(({ n, value }) => [n, value ?? 0]),
      ...clusterSizes(groups, {
        ...FRAME,
        title: TEXT,
      }).cells.map(({ low }) => low ?? NaN),
    ];
  },
  traits: (table, k) => {
    const flagged = table.withColumns({ flag: Array.from(table.numbers("x"), (value) => value > 0) });
    const groups = kMedoids(gower(table, { columns: COLUMNS }), { k });
    const options = { ...FRAME, title: TEXT, traits: [{ column: "flag", label: TEXT }] };
    const shares = profileTraits(groups, flagged, options);
    const crossed = crossTraits(groups, flagged, { ...options, group: "1", floor: 1 });
    return [...shares.cells, ...crossed.cells].flatMap(({ n, value }) => [n, value ?? 0]);
  },
  latentClassErrors: (table, k) => {
    const model = latentClasses(table, { k, items: ["x", "c"], starts: 10 });
    const { shares, answers } = latentClassErrors(model);
    const profile = profileLatentClasses(model, table, {
      ...FRAME,
      column: "c",
      label: TEXT,
      categories: CATEGORIES,
    });
    return [
      ...[...shares, ...answers].flatMap(({ estimate, standardError, low, high }) => [
        estimate,
        standardError ?? 0,
        low ?? 0,
        high ?? 0,
      ]),
      ...profile.shares.cells.map(({ n }) => n),
      ...latentClassSizes(model, { ...FRAME, title: TEXT }).cells.map(({ value }) => value!),
    ];
  },
  regressLatentClasses: (table, k) => {
    const model = latentClasses(table, { k, items: ["x", "c"], starts: 10 });
    return regressLatentClasses(model, table, { covariates: ["y"] }).effects.flatMap((
      { estimate, low, high },
    ) => [
      estimate,
      low,
      high,
    ]);
  },
  chooseLatentClasses: (table, k) =>
    chooseLatentClasses(table, { to: k, items: ["x", "c"], starts: 10 }).models.map((m) => m.bic),
};

for (const [method, run] of Object.entries(METHODS)) {
  for (const [what, table] of Object.entries(TABLES)) {
    Deno.test(`${method} on ${what} gives numbers or a sentence, never NaN in silence`, () => {
      for (const k of [2, 3]) {
        try {
          const numbers = run(table, k);
          assert.ok(numbers.length > 0 && numbers.every(Number.isFinite), `k = ${k}: ${numbers}`);
        } catch (error) {
          if (!(error instanceof WorkspaceError)) throw error;
          assert.ok(error.what.length > 10, error.message);
        }
      }
    });
  }

  Deno.test(`${method} refuses more clusters than rows and a table of one row`, () => {
    const three = Table.from({
      x: Float64Array.of(1, 2, 3),
      y: Float64Array.of(1, 5, 2),
      c: ["a", "b", "c"],
    });
    if (!WITHOUT_K.has(method)) assert.throws(() => run(three, 40), WorkspaceError);
    const one = Table.from({ x: Float64Array.of(1), y: Float64Array.of(1), c: ["a"] });
    if (method !== "chooseLatentClasses") assert.throws(() => run(one, 2), WorkspaceError);
  });
}

Deno.test("choosing latent classes stops where a model would not be identified", () => {
  const table = Table.from({
    x: index((i) => i % 2),
    c: Array.from({ length: N }, (_, i) => i % 3 ? "a" : "b"),
  });
  assert.deepEqual(
    chooseLatentClasses(table, { items: ["x", "c"], to: 40, starts: 5 }).models.map(({ k }) => k),
    [1],
  );
});

Deno.test("rows that are all equally far apart give groups without NaN", () => {
  const d = Dissimilarity.from(Float64Array.from({ length: 100 }, (_, i) => i % 11 === 0 ? 0 : 1), 10);
  const groups = kMedoids(d, { k: 3 });
  assert.equal(groups.sizes.reduce((sum, size) => sum + size, 0), 10);
  assert.ok(chooseK(d, { to: 4 }).candidates.every(({ silhouette }) => Number.isFinite(silhouette)));
});
