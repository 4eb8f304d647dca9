/**
 * Clustering beside Python and R on 200 generated data sets a method; prints a table of agreement.
 *
 * Run: `PEERS_PYTHON=/path/to/python deno run -A -q tests/bench/peers/clustering_peers.ts [sets] [r|points|mixed|latent …]`, with a Python that has
 * numpy, scipy, scikit-learn, kmedoids, kmodes, stepmix and gower, and R with package `cluster`.
 *
 * @module
 */
import { matrixOf, membershipOf, mergesOf } from "../../../lib/clustering/hidden.ts";
import {
  clara,
  clusterAgreement,
  clusterSeparation,
  distance,
  gower,
  hierarchy,
  kMedoids,
  kModes,
  kPrototypes,
  latentClasses,
  type Linkage,
  regressLatentClasses,
  silhouette,
} from "../../../lib/clustering/mod.ts";
import { strengthOf } from "../../../lib/clustering/prediction_strength.ts";
import { randomFor } from "../../../lib/core/random.ts";
import { Table } from "../../../lib/core/table.ts";

const SETS = Number(Deno.args[0] ?? 200);
const LINKAGES: readonly Linkage[] = ["single", "complete", "average", "weighted", "ward"];
const folder = await Deno.makeTempDir();

type Numbers = readonly number[];
type Row = { readonly name: string; readonly gaps: number[] };
const rows = new Map<string, Row>();

/** Records a relative difference; negative is better than the peer where less is better. */
function record(name: string, own: number, peer: number): void {
  const row = rows.get(name) ?? { name, gaps: [] };
  rows.set(name, row);
  row.gaps.push((own - peer) / Math.max(1e-12, Math.abs(peer)));
}

function points(set: number) {
  const random = randomFor(`bench/points/${set}`),
    n = 40 + random.below(40),
    k = 2 + random.below(4),
    p = 2 + random.below(3);
  const x = Array.from(
    { length: n },
    (_, i) => Array.from({ length: p }, (_, j) => random.normal() + 3 * ((i * (j + 1)) % k)),
  );
  const names = x[0]!.map((_, j) => `x${j}`);
  const table = Table.from(
    Object.fromEntries(names.map((name, j) => [name, Float64Array.from(x, (row) => row[j]!)])),
  );
  const d = distance(table, { columns: names }),
    groups = kMedoids(d, { k }),
    other = kMedoids(d, { k: k + 1 });
  const order = Array.from({ length: n }, (_, i) => [random.next(), i] as const).sort((a, b) => a[0] - b[0])
    .map(([, i]) => i);
  const halves = [order.slice(0, n >> 1), order.slice(n >> 1)] as const;
  const task = {
    kind: "points",
    x,
    k,
    halves,
    labels: [...membershipOf(groups).labels],
    other: [...membershipOf(other).labels],
  };
  return { task, d, groups, other, halves, k, table, names };
}

function mixed(set: number) {
  const random = randomFor(`bench/mixed/${set}`), n = 60 + random.below(60), k = 2 + random.below(3);
  const group = Array.from({ length: n }, () => random.below(k));
  const numbers = group.map((g) => [random.normal() + 2 * g, random.normal() - 3 * (g % 2)]);
  const codes = group.map((g) => [0, 1, 2].map((j) => random.next() < 0.7 ? (g + j) % 4 : random.below(4)));
  const task = { kind: "mixed", numbers, codes, k, gamma: 0.8 };
  const table = Table.from(Object.fromEntries([
    ...[0, 1].map((j) => [`n${j}`, Float64Array.from(numbers, (row) => row[j]!)] as const),
    ...[0, 1, 2].map((j) => [`c${j}`, Float64Array.from(codes, (row) => row[j]!)] as const),
  ]));
  return { task, table, k };
}

function latent(set: number) {
  const random = randomFor(`bench/latent/${set}`), n = 400 + random.below(400), k = 2 + set % 2, items = 6;
  const chances = Array.from(
    { length: k },
    (_, c) => Array.from({ length: items }, (_, j) => (j + c) % k === 0 ? 0.85 : 0.2),
  );
  const x = Array.from({ length: n }, () => random.normal());
  const answers = x.map((value) => {
    const c = random.next() < 1 / (1 + Math.exp(-0.7 * value)) ? 0 : 1 + random.below(k - 1);
    return chances[c]!.map((chance) =>
      set % 4 === 3 && random.next() < 0.1 ? null : Number(random.next() < chance)
    );
  });
  const names = chances[0]!.map((_, j) => `q${j}`);
  const table = Table.from({
    ...Object.fromEntries(names.map((name, j) => [name, Float64Array.from(answers, (row) => row[j] ?? NaN)])),
    x: Float64Array.from(x),
  });
  return { task: { kind: "latent", items: answers, k, x }, table, names, k };
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await new Deno.Command(program, { args: [...args], env: { OMP_NUM_THREADS: "1" } })
    .output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
}

async function ask<T>(tasks: readonly unknown[]): Promise<readonly T[]> {
  await Deno.writeTextFile(`${folder}/job.json`, JSON.stringify(tasks));
  const script = new URL("clustering_peers.py", import.meta.url).pathname;
  await run(Deno.env.get("PEERS_PYTHON") ?? "python3", [script, `${folder}/job.json`, `${folder}/out.json`]);
  return JSON.parse(await Deno.readTextFile(`${folder}/out.json`));
}

interface PointsAnswer {
  readonly heights: Readonly<Record<Linkage, Numbers>>;
  readonly cophenetic: Readonly<Record<Linkage, number>>;
  readonly pam: number;
  readonly fasterpam: number;
  readonly silhouette: number;
  readonly ch: number;
  readonly rand: number;
  readonly strength: number;
}

async function comparePoints(): Promise<void> {
  const sets = Array.from({ length: SETS }, (_, set) => points(set));
  const answers = await ask<PointsAnswer>(sets.map(({ task }) => task));
  for (const [i, { d, groups, other, halves, k }] of sets.entries()) {
    const peer = answers[i]!;
    for (const linkage of LINKAGES) {
      const tree = hierarchy(d, { linkage });
      mergesOf(tree).forEach(({ height }, at) =>
        record(`hierarchy ${linkage}: heights (SciPy)`, height, peer.heights[linkage][at]!)
      );
      record(
        `hierarchy ${linkage}: cophenetic (SciPy)`,
        tree.copheneticCorrelation,
        peer.cophenetic[linkage],
      );
    }
    record("k-medoids: loss (kmedoids pam)", groups.objective * d.n, peer.pam);
    record("k-medoids: loss (kmedoids fasterpam)", groups.objective * d.n, peer.fasterpam);
    record("silhouette (scikit-learn)", silhouette(groups, d).estimate, peer.silhouette);
    record("Calinski–Harabasz (scikit-learn)", clusterSeparation(groups, d).calinskiHarabasz, peer.ch);
    record("adjusted Rand (scikit-learn)", clusterAgreement(groups, other).estimate, peer.rand);
    record(
      "prediction strength (own NumPy on kmedoids pam)",
      strengthOf(matrixOf(d), d.n, halves, k),
      peer.strength,
    );
  }
}

async function compareMixed(): Promise<void> {
  const sets = Array.from({ length: SETS }, (_, set) => mixed(set));
  const answers = await ask<{ readonly gower: Numbers; readonly modes: number; readonly protos: number }>(
    sets.map(({ task }) => task),
  );
  const categorical = ["c0", "c1", "c2"], numeric = ["n0", "n1"];
  for (const [i, { table, k }] of sets.entries()) {
    const peer = answers[i]!;
    const columns = [
      ...numeric.map((name) => ({ name, kind: "numeric" as const })),
      ...categorical.map((name) => ({ name, kind: "nominal" as const })),
    ];
    matrixOf(gower(table, { columns })).forEach((value, at) => {
      if (peer.gower[at]! > 0) record("Gower: pairs (gower, in 32 bits)", value, peer.gower[at]!);
    });
    record(
      "k-modes: cost (kmodes, 20 starts)",
      kModes(table, { k, categorical }).objective * table.rowCount,
      peer.modes,
    );
    const protos = kPrototypes(table, { k, categorical, numeric, gamma: 0.8, scale: "none" });
    record("k-prototypes: cost (kmodes, 20 starts)", protos.objective * table.rowCount, peer.protos);
  }
}

interface LatentAnswer {
  readonly logLikelihood: number;
  readonly shares: Numbers;
  readonly BCH: readonly Numbers[];
  readonly ML: readonly Numbers[];
}

async function compareLatent(): Promise<void> {
  const sets = Array.from({ length: SETS }, (_, set) => latent(set));
  const answers = await ask<LatentAnswer>(sets.map(({ task }) => task));
  for (const [i, { table, names, k }] of sets.entries()) {
    const peer = answers[i]!, model = latentClasses(table, { k, items: names, starts: 20 });
    record("latent classes: −log-likelihood (StepMix, 2 starts)", -model.logLikelihood, -peer.logLikelihood);
    model.shares.forEach((share, c) => record("latent classes: shares (StepMix)", share, peer.shares[c]!));
    for (const correction of ["BCH", "ML"] as const) {
      const { effects } = regressLatentClasses(model, table, {
        covariates: ["x"],
        correction: correction === "BCH" ? "bch" : "ml",
      });
      effects.filter(({ term }) => term === "x").forEach(({ estimate }, c) =>
        record(`three steps ${correction}: slopes (StepMix)`, estimate, peer[correction][c]![1]!)
      );
    }
  }
}

async function compareR(): Promise<void> {
  const sets = Array.from({ length: SETS }, (_, set) => points(set));
  for (const [i, { task }] of sets.entries()) {
    await Deno.writeTextFile(`${folder}/r${i}.csv`, task.x.map((row) => row.join(",")).join("\n"));
  }
  await Deno.writeTextFile(`${folder}/k.csv`, sets.map(({ k }) => k).join("\n"));
  await run("Rscript", [new URL("clustering_peers.R", import.meta.url).pathname, folder]);
  const lines = (await Deno.readTextFile(`${folder}/r.csv`)).trim().split("\n").map((line) =>
    line.split(",").map(Number)
  );
  for (const [i, { table, names, k }] of sets.entries()) {
    const [mean, pam, sampled] = lines[i]!,
      columns = names.map((name) => ({ name, kind: "numeric" as const }));
    const d = gower(table, { columns });
    record("Gower: mean (R daisy)", d.mean, mean!);
    record("k-medoids on Gower: mean cost (R pam)", kMedoids(d, { k }).objective, pam!);
    record(
      "CLARA, 5 samples of 40 + 2k: mean cost (R clara)",
      clara(table, { k, columns, sampleRows: 40 + 2 * k }).objective,
      sampled!,
    );
  }
}

const parts = { r: compareR, points: comparePoints, mixed: compareMixed, latent: compareLatent };
for (const [name, compare] of Object.entries(parts)) {
  if (Deno.args.length < 2 || Deno.args.includes(name)) await compare();
}
await Deno.remove(folder, { recursive: true });
console.log(
  `| ${SETS} sets: own beside peer | values | least | median | largest relative difference |\n|---|--:|--:|--:|--:|`,
);
for (const { name, gaps } of rows.values()) {
  const sorted = gaps.toSorted((a, b) => a - b),
    show = (value: number) => value === 0 ? "0" : value.toExponential(1);
  console.log(
    `| ${name} | ${gaps.length} | ${show(sorted[0]!)} | ${show(sorted[sorted.length >> 1]!)} | ${
      show(sorted.at(-1)!)
    } |`,
  );
}
