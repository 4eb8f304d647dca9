/**
 * The speed that issue 6 asks of risk, clustering, effects and small areas, beside the peers on the same data in the same minutes:
 * one line each with pass or fail. Processor seconds unless `--wall` is given (for a quiet machine).
 *
 * `PEERS_PYTHON=<python with kmedoids, stepmix> POLCA_PYTHON=<python 3.12 with polca> deno run -A -q \
 *   tests/bench/analysis_gate_bench.ts [--wall] [logit|million|pam|latent|clara|did|moran|workers …]`
 *
 * @module
 */
import { cpuUsage } from "node:process";
import { emPass, randomParameters } from "../../lib/clustering/latent_em.ts";
import { matrixOf } from "../../lib/clustering/hidden.ts";
import { readPatterns } from "../../lib/clustering/latent_classes.ts";
import {
  clara,
  clusterStability,
  clusterStabilityInWorkers,
  gower,
  kMedoids,
} from "../../lib/clustering/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { groupTimeEffects } from "../../lib/effects/mod.ts";
import { fitLogistic, formula } from "../../lib/risk/mod.ts";
import { moran, neighbourWeights } from "../../lib/smallarea/mod.ts";
import { PANEL_COLUMNS, staggeredPanel } from "./_staggered_panel.ts";

/** Seconds: of the processor, and by the clock. */
interface Seconds {
  readonly cpu: number;
  readonly wall: number;
}

const WALL = Deno.args.includes("--wall");
const CHOSEN = Deno.args.filter((argument) => !argument.startsWith("--"));
const PEERS = new URL("peers/", import.meta.url).pathname;
const folder = await Deno.makeTempDir();
let failed = 0;

async function least(rounds: number, work: () => unknown): Promise<Seconds> {
  let best: Seconds = { cpu: Infinity, wall: Infinity };
  for (let round = 0; round < rounds; round++) {
    const start = performance.now(), before = cpuUsage();
    await work();
    const { user, system } = cpuUsage(before);
    best = {
      cpu: Math.min(best.cpu, (user + system) / 1e6),
      wall: Math.min(best.wall, (performance.now() - start) / 1000),
    };
  }
  return best;
}

/** Prints a line: own seconds may be at most `factor` times the limit. */
function judge(what: string, own: Seconds, limit: Seconds | null, factor = 1): void {
  const value = WALL ? own.wall : own.cpu;
  if (limit === null) {
    console.log(`| ${what} | ${value.toPrecision(3)} | – | – | not measured: the peer is not there |`);
    return;
  }
  const most = factor * (WALL ? limit.wall : limit.cpu), verdict = value <= most ? "pass" : "FAIL";
  if (verdict === "FAIL") failed++;
  const shown = [value, most, value / most].map((number) => number.toPrecision(3));
  console.log(`| ${what} | ${shown.join(" | ")} | ${verdict} |`);
}

const fixed = (seconds: number): Seconds => ({ cpu: seconds, wall: seconds });

/** Runs a peer that prints `name cpu wall` lines; an empty map when it is not installed. */
async function ask(
  program: string | undefined,
  args: readonly string[],
): Promise<ReadonlyMap<string, Seconds>> {
  if (program === undefined) return new Map();
  const env = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", POLARS_MAX_THREADS: "1" };
  const { success, stdout, stderr } = await new Deno.Command(program, { args: [...args], env }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).slice(-1000));
  return new Map(
    new TextDecoder().decode(stdout).trim().split("\n").map((line) => {
      const [name = "", cpu, wall] = line.trim().split(/\s+/);
      return [name, { cpu: Number(cpu), wall: Number(wall) }] as const;
    }),
  );
}

async function hasR(): Promise<boolean> {
  try {
    return (await new Deno.Command("Rscript", { args: ["--version"] }).output()).success;
  } catch {
    return false;
  }
}
const R = await hasR() ? "Rscript" : undefined;

async function writeNumbers(name: string, ...parts: readonly Float64Array[]): Promise<string> {
  const path = `${folder}/${name}`;
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  for (const part of parts) {
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
  }
  return path;
}

async function logit(n: number, p: number, rounds: number): Promise<{ own: Seconds; peer: Seconds | null }> {
  const random = randomFor(`bench/gate/${n}x${p}`);
  const names = Array.from({ length: p }, (_, j) => `x${j + 1}`);
  const columns = names.map((_, j) =>
    Float64Array.from({ length: n }, () => j % 3 === 0 ? Number(random.next() < 0.3) : random.normal())
  );
  const y = Float64Array.from({ length: n }, (_, row) => {
    let eta = -1;
    for (let j = 0; j < p; j++) eta += (j % 2 === 0 ? 0.15 : -0.15) * columns[j]![row]!;
    return Number(random.next() < 1 / (1 + Math.exp(-eta)));
  });
  const table = Table.from({ ...Object.fromEntries(names.map((name, j) => [name, columns[j]!])), y });
  const own = await least(rounds, () => fitLogistic(table, formula("y", names)));
  if (n > 500_000) return { own, peer: null };
  const path = await writeNumbers("glm.bin", y, new Float64Array(n).fill(1), ...columns);
  const found = await ask(R, [`${PEERS}gate_peers.R`, "glm", path, String(n), String(p + 1)]);
  return { own, peer: found.get("glm") ?? null };
}

const NUMERIC = Array.from({ length: 6 }, (_, j) => `x${j}`);
const NOMINAL = Array.from({ length: 4 }, (_, j) => `c${j}`);
const COLUMNS = [
  ...NUMERIC.map((name) => ({ name, kind: "numeric" as const })),
  ...NOMINAL.map((name) => ({ name, kind: "nominal" as const })),
];

/** Six groups in six numbers and four columns of categories. */
function mixedTable(n: number): Table {
  const random = randomFor(`bench/clustering/${n}`),
    group = Int32Array.from({ length: n }, () => random.below(6));
  return Table.from(Object.fromEntries([
    ...NUMERIC.map((name, j) =>
      [name, Float64Array.from(group, (g) => random.normal() + (g * (j + 1) * 7) % 6)] as const
    ),
    ...NOMINAL.map((name, j) =>
      [name, Float64Array.from(group, (g) => random.next() < 0.7 ? (g + j) % 3 : random.below(3))] as const
    ),
  ]));
}

function sum(...all: readonly (Seconds | undefined)[]): Seconds | null {
  let cpu = 0, wall = 0;
  for (const one of all) {
    if (one === undefined) return null;
    cpu += one.cpu;
    wall += one.wall;
  }
  return { cpu, wall };
}

async function askPython(): Promise<ReadonlyMap<string, Seconds>> {
  const d = matrixOf(gower(mixedTable(5000), { columns: COLUMNS })), table = answersTable();
  const flat = new Float64Array(50_000);
  table.columnNames.forEach((name, j) => table.numbers(name).forEach((value, i) => flat[i * 10 + j] = value));
  const [matrix, answers] = [await writeNumbers("d.bin", d), await writeNumbers("answers.bin", flat)];
  const main = await ask(Deno.env.get("PEERS_PYTHON"), [
    `${PEERS}gate_peers.py`,
    matrix,
    "5000",
    "6",
    answers,
    "5000",
  ]);
  const polca = await ask(Deno.env.get("POLCA_PYTHON"), [`${PEERS}gate_polca.py`, answers, "5000"]);
  return new Map([...main, ...polca]);
}
let python: ReadonlyMap<string, Seconds> | null = null;

async function medoids(): Promise<void> {
  const table = mixedTable(5000);
  let d = gower(table, { columns: COLUMNS });
  const matrix = await least(3, () => d = gower(table, { columns: COLUMNS }));
  const groups = await least(3, () => kMedoids(d, { k: 6 }));
  const lines = Array.from(
    { length: 5000 },
    (_, row) => COLUMNS.map(({ name }) => table.numbers(name)[row]!).join(","),
  );
  await Deno.writeTextFile(
    `${folder}/rows.csv`,
    [COLUMNS.map(({ name }) => name).join(","), ...lines].join("\n"),
  );
  const r = await ask(R, [`${PEERS}gate_peers.R`, "pam", `${folder}/rows.csv`]);
  python ??= await askPython();
  const both = sum(matrix, groups)!;
  judge(
    "Gower + FasterPAM n=5,000 ≤ ⅓ of daisy + pam(faster)",
    both,
    sum(r.get("daisy"), r.get("pam-faster")),
    1 / 3,
  );
  judge("FasterPAM n=5,000 ≤ 2 × kmedoids, BUILD as here", groups, python.get("kmedoids-build") ?? null, 2);
  judge("FasterPAM n=5,000 ≤ 2 × kmedoids, random start", groups, python.get("kmedoids-random") ?? null, 2);
}

function answersTable(): Table {
  const random = randomFor("bench/clustering/answers"),
    group = Int32Array.from({ length: 5000 }, () => random.below(4));
  return Table.from(Object.fromEntries(Array.from({ length: 10 }, (_, j) => [
    `q${j}`,
    Float64Array.from(group, (g) => Number(random.next() < ((j + g) % 4 === 0 ? 0.85 : 0.3))),
  ])));
}

async function latent(): Promise<void> {
  const table = answersTable(), { patterns } = readPatterns(table, table.columnNames);
  const start = randomParameters(patterns, 4, randomFor("bench/clustering/start"));
  const passes = await least(5, () => {
    for (let pass = 0; pass < 500; pass++) emPass(patterns, start);
  });
  const own = { cpu: passes.cpu / 500, wall: passes.wall / 500 };
  python ??= await askPython();
  judge("latent classes, a pass ≤ ⅕ of pypoLCA (C++)", own, python.get("polca-pass") ?? null, 1 / 5);
  judge("latent classes, a pass ≤ ⅕ of R poLCA's 6.3 ms (reference file)", own, fixed(0.0063), 1 / 5);
  judge("latent classes, a pass ≤ StepMix", own, python.get("stepmix-pass") ?? null);
}

async function spatial(): Promise<void> {
  const lists = Array.from({ length: 3000 }, (_, area) => {
    const x = area % 60, y = Math.floor(area / 60);
    return [-1, 0, 1].flatMap((a) => [-1, 0, 1].map((b) => [x + a, y + b] as const))
      .filter(([a, b]) => (a !== x || b !== y) && a >= 0 && a < 60 && b >= 0 && b < 50).map(([a, b]) =>
        b * 60 + a
      );
  });
  const random = randomFor("bench/smallarea"), weights = neighbourWeights(lists);
  const values = Float64Array.from({ length: 3000 }, () => random.normal());
  judge("Moran, 999 permutations, n=3,000 ≤ 0.3 s", await least(5, () => moran(values, weights)), fixed(0.3));
}

async function staggered(): Promise<void> {
  const panel = staggeredPanel(100_000), what = "Callaway–Sant'Anna, 100,000 × 10, joint bands";
  judge(`${what} ≤ 10 s`, await least(2, () => groupTimeEffects(panel, PANEL_COLUMNS)), fixed(10));
  const covariates = { ...PANEL_COLUMNS, covariates: ["x"] };
  judge(
    `${what}, doubly robust with a covariate ≤ 10 s`,
    await least(2, () => groupTimeEffects(panel, covariates)),
    fixed(10),
  );
}

async function workers(): Promise<void> {
  const d = gower(mixedTable(3000), { columns: COLUMNS }), groups = kMedoids(d, { k: 6 });
  const options = { resamples: 100 };
  const one = await least(1, () => clusterStability(groups, d, options));
  const two = await least(1, () => clusterStabilityInWorkers(groups, d, { ...options, workers: 2 }));
  // By the clock on a quiet machine; otherwise what two free processors would take.
  judge("100 resamples of 3,000 in two workers < in none", { cpu: two.cpu / 2, wall: two.wall }, one);
}

const GATES: Readonly<Record<string, () => Promise<void>>> = {
  logit: async () => {
    const { own, peer } = await logit(100_000, 20, 5);
    judge("logit 100,000 × 20 ≤ R glm.fit", own, peer);
  },
  million: async () => judge("logit 1,000,000 × 30 ≤ 8 s", (await logit(1_000_000, 30, 2)).own, fixed(8)),
  pam: medoids,
  latent,
  clara: async () => {
    const table = mixedTable(1_000_000);
    judge(
      "CLARA 1,000,000 × 10 ≤ 20 s",
      await least(1, () => clara(table, { k: 6, columns: COLUMNS })),
      fixed(20),
    );
  },
  did: staggered,
  moran: spatial,
  workers,
};

console.log(
  `| gate (${
    WALL ? "wall" : "processor"
  } seconds) | own | at most | ratio | |\n| --- | --: | --: | --: | --- |`,
);
for (const [name, run] of Object.entries(GATES)) {
  if (CHOSEN.length === 0 || CHOSEN.includes(name)) await run();
}
await Deno.remove(folder, { recursive: true });
if (failed > 0) Deno.exit(1);
