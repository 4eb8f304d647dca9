/**
 * How long clustering takes, and beside R `cluster` and Python `kmedoids` and `stepmix` where these are installed.
 *
 * Run: `PEERS_PYTHON=/path/to/python deno run -A -q tests/bench/clustering_bench.ts`; without it, own times only.
 *
 * @module
 */
import { emPass, randomParameters } from "../../lib/clustering/latent_em.ts";
import { matrixOf } from "../../lib/clustering/hidden.ts";
import { readPatterns } from "../../lib/clustering/latent_classes.ts";
import {
  clara,
  clusterStability,
  clusterStabilityInWorkers,
  gower,
  kMedoids,
  kModes,
  kPrototypes,
  latentClasses,
} from "../../lib/clustering/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";

const ROUNDS = 3;

/** Milliseconds, the least of some rounds. */
function leastMs(rounds: number, work: () => unknown): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/** Six groups in six numbers and four columns of categories. */
function mixedTable(n: number): Table {
  const random = randomFor(`bench/clustering/${n}`),
    group = Int32Array.from({ length: n }, () => random.below(6));
  return Table.from(Object.fromEntries([
    ...Array.from({ length: 6 }, (_, j) => [
      `x${j}`,
      Float64Array.from(group, (g) => random.normal() + (g * (j + 1) * 7) % 6),
    ]),
    ...Array.from({ length: 4 }, (_, j) => [
      `c${j}`,
      Float64Array.from(group, (g) => random.next() < 0.7 ? (g + j) % 3 : random.below(3)),
    ]),
  ]));
}

const numeric = Array.from({ length: 6 }, (_, j) => `x${j}`),
  categorical = Array.from({ length: 4 }, (_, j) => `c${j}`);
const columns = [
  ...numeric.map((name) => ({ name, kind: "numeric" as const })),
  ...categorical.map((name) => ({ name, kind: "nominal" as const })),
];

function show(what: string, ms: number, note = ""): void {
  console.log(`| ${what} | ${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms | ${note} |`);
}

console.log("| what | least of rounds | note |\n|---|--:|---|");
const five = mixedTable(5000);
let d = gower(five, { columns });
show("Gower, n = 5,000, 10 columns", leastMs(ROUNDS, () => d = gower(five, { columns })));
let objective = 0;
show("k-medoids, n = 5,000, k = 6", leastMs(ROUNDS, () => objective = kMedoids(d, { k: 6 }).objective));
console.log(`| loss of it | | ${objective * 5000} |`);

const answers = fiveThousandAnswers();
const { patterns } = readPatterns(answers, answers.columnNames);
const start = randomParameters(patterns, 4, randomFor("bench/clustering/start"));
show(
  "latent classes: one pass, 5,000 rows, 10 items, 4 classes",
  leastMs(ROUNDS, () => {
    for (let pass = 0; pass < 200; pass++) emPass(patterns, start);
  }) / 200,
  `${patterns.counts.length} patterns`,
);
show(
  "latent classes: compress, 50 starts, 10 to their end",
  leastMs(1, () => objective = latentClasses(answers, { k: 4, items: answers.columnNames }).logLikelihood),
  `log-likelihood ${objective}`,
);
await comparePeers();
const part = mixedTable(2500), partD = gower(part, { columns }), partGroups = kMedoids(partD, { k: 6 });
show(
  "stability, n = 2,500, 20 resamples",
  leastMs(2, () => clusterStability(partGroups, partD, { resamples: 20 })),
);
for (const workers of [1, 2]) {
  const began = performance.now();
  await clusterStabilityInWorkers(partGroups, partD, { resamples: 20, workers });
  show(`the same in ${workers} worker${workers > 1 ? "s" : ""}`, performance.now() - began);
}
const million = mixedTable(1_000_000);
show(
  "CLARA, 1,000,000 rows, 10 columns, k = 6",
  leastMs(1, () => objective = clara(million, { k: 6, columns }).objective),
);
show(
  "k-prototypes, 1,000,000 rows, one start",
  leastMs(1, () => kPrototypes(million, { k: 6, numeric, categorical, randomStarts: 0 })),
);
show(
  "k-modes, 1,000,000 rows, one start",
  leastMs(1, () => kModes(million, { k: 6, categorical, randomStarts: 0 })),
);

function fiveThousandAnswers(): Table {
  const random = randomFor("bench/clustering/answers"),
    group = Int32Array.from({ length: 5000 }, () => random.below(4));
  return Table.from(Object.fromEntries(Array.from({ length: 10 }, (_, j) => [
    `q${j}`,
    Float64Array.from(group, (g) => Number(random.next() < ((j + g) % 4 === 0 ? 0.85 : 0.3))),
  ])));
}

/** The same rows and the same matrix in R and Python, in the same minute. */
async function comparePeers(): Promise<void> {
  const python = Deno.env.get("PEERS_PYTHON");
  if (!python) return;
  const folder = await Deno.makeTempDir(), n = 5000, here = new URL("peers/", import.meta.url).pathname;
  await Deno.writeFile(`${folder}/d.bin`, new Uint8Array(matrixOf(d).buffer));
  const flat = new Float64Array(5000 * 10);
  answers.columnNames.forEach((name, j) =>
    answers.numbers(name).forEach((value, i) => flat[i * 10 + j] = value)
  );
  await Deno.writeFile(`${folder}/answers.bin`, new Uint8Array(flat.buffer));
  const task = [{
    kind: "speed",
    n,
    k: 6,
    d: `${folder}/d.bin`,
    answers: `${folder}/answers.bin`,
    rows: 5000,
  }];
  await Deno.writeTextFile(`${folder}/job.json`, JSON.stringify(task));
  const run = async (program: string, args: string[]) =>
    new TextDecoder().decode((await new Deno.Command(program, { args, stderr: "inherit" }).output()).stdout);
  await run(python, [`${here}clustering_peers.py`, `${folder}/job.json`, `${folder}/out.json`]);
  const [found] = JSON.parse(await Deno.readTextFile(`${folder}/out.json`)) as Record<
    string,
    [number, number]
  >[];
  for (const [name, [value, loss]] of Object.entries(found!)) {
    show(`Python: ${name}`, name.includes("ms per") ? value : value * 1000, String(loss));
  }
  await Deno.writeTextFile(
    `${folder}/rows.csv`,
    [columns.map(({ name }) => name).join(",")].concat(
      Array.from({ length: n }, (_, i) => columns.map(({ name }) => five.numbers(name)[i]!).join(",")),
    ).join("\n"),
  );
  console.log((await run("Rscript", [`${here}clustering_speed.R`, `${folder}/rows.csv`])).trim());
  await Deno.remove(folder, { recursive: true });
}
