/**
 * This pipeline beside `nbconvert --execute`, `papermill` + `nbconvert` and `quarto render`: the same notebooks, the
 * same Deno kernel, one after the other on one machine.
 *
 * Run: `deno run -A tests/bench/pipeline_bench.ts [--sets 50] [--rounds 2] [--only light,sets]`. The peers are installed from PyPI into
 * `.smart-start/bench-venv` the first time; one that does not install is left out with the reason. Prints Markdown.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { join } from "node:path";
import { addVetted, type CellPlan, FRAME, notebookText, vet } from "../support/notebook_builder.ts";
import { type TestProject, withProject } from "../support/project.ts";
import { type Cost, measure } from "./_process_tree.ts";
import { type Peers, preparePeers } from "./_peers.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** Notebooks of little work: what is measured is the pipeline, not the sums. */
const LIGHT = ["licht-1", "licht-2", "licht-3", "licht-4", "licht-5", "licht-6"];
/** The pilot with real work: a population of several files, eight tables, four figures. */
const HEAVY = "heusden";

const { values: flags } = parseArgs({
  options: {
    sets: { type: "string", default: "50" },
    rounds: { type: "string", default: "2" },
    only: { type: "string", default: "light,heavy,all,warm,sets,loss" },
  },
});
const SETS = Number(flags.sets);
const ROUNDS = Number(flags.rounds);
const WANTED = new Set(flags.only.split(","));

const LIMITS: CellPlan = [
  "method",
  `limits({ items: [{ nl: "Een.", en: "One." }, { nl: "Twee.", en: "Two." }, { nl: "Drie.", en: "Three." }] })`,
];

function lightCells(name: string): readonly CellPlan[] {
  const cells: CellPlan[] = [];
  for (let nth = 0; nth < 20; nth++) {
    const source = `Array.from({ length: ${
      nth + 3
    } }, (_, i) => i * keer).reduce((sum, one) => sum + one, 0)`;
    cells.push(["analyse", `const som_${nth} = ${source};\nsom_${nth} + " ${name}"`]);
  }
  return [...cells, LIMITS];
}

/** One line of the table. */
interface Row {
  readonly scenario: string;
  readonly program: string;
  readonly cost: Cost | null;
  readonly htmlBytes: number | null;
  readonly note: string;
}

/** A program that is measured. */
interface Contender {
  readonly program: string;
  readonly run: () => Promise<Cost>;
}

/**
 * Runs all programs in turn, several rounds, and keeps the fastest run of each: the one that other work on the machine
 * disturbed least. In turn, so that a busy minute hits them all.
 */
async function race(rounds: number, contenders: readonly Contender[]): Promise<ReadonlyMap<string, Cost>> {
  const best = new Map<string, Cost>();
  for (let round = 0; round < rounds; round++) {
    for (const { program, run } of contenders) {
      const cost = await run();
      if (cost.code !== 0) throw new Error(`${program} failed:\n${cost.output.slice(-2_000)}`);
      if (cost.wallSeconds < (best.get(program)?.wallSeconds ?? Infinity)) best.set(program, cost);
    }
  }
  return best;
}

const OURS = "this pipeline";

/** What the task gives the runner in `deno.json`: a small space for young objects takes 20 to 40 MiB less. */
const AS_THE_TASK: readonly string[] = ["--v8-flags=--max-semi-space-size=2"];

function ours(project: TestProject, ...args: readonly string[]): Promise<Cost> {
  const main = join(project.dir, "pipelines", "main.ts");
  const env = { NO_COLOR: "1", CI: "true" };
  return measure([Deno.execPath(), "run", "-A", "-q", ...AS_THE_TASK, main, ...args], {
    cwd: project.dir,
    env,
  });
}

async function forget(project: TestProject): Promise<void> {
  for (const path of [".smart-start/cache", "reports/output"]) {
    await Deno.remove(join(project.dir, path), { recursive: true }).catch(() => {});
  }
}

function pathOf(project: TestProject, name: string): string {
  return join(project.dir, "notebooks", name, `${name}.ipynb`);
}

async function sizeOf(path: string): Promise<number | null> {
  return await Deno.stat(path).then((info) => info.size, () => null);
}

function editionPage(project: TestProject, name: string): string {
  return join(project.dir, "reports", "output", "current", name, "briefing.html");
}

/** Runs notebooks with this pipeline and with every peer. */
async function compare(
  scenario: string,
  rounds: number,
  own: () => Promise<Cost>,
  paths: readonly string[],
  peers: Peers,
  htmlOf: { readonly own: string; readonly peer: string } | null,
): Promise<readonly Row[]> {
  const out = await Deno.makeTempDir({ prefix: "peer-" });
  const contenders = [
    { program: OURS, run: own },
    ...peers.installed.map((peer) => ({ program: peer.name, run: () => peer.render(paths, out) })),
  ];
  const rows: Row[] = [];
  for (const [program, cost] of await race(rounds, contenders)) {
    const page = htmlOf === null ? null : program === OURS ? htmlOf.own : join(out, htmlOf.peer);
    rows.push({ scenario, program, cost, htmlBytes: page === null ? null : await sizeOf(page), note: "" });
  }
  await Deno.remove(out, { recursive: true });
  return rows;
}

/** Nothing is in the cache and nothing published. */
function coldRows(
  scenario: string,
  names: readonly string[],
  project: TestProject,
  peers: Peers,
): Promise<readonly Row[]> {
  const first = names[0] ?? "";
  const pilots = names.flatMap((name) => ["--pilot", name]);
  const own = async () => {
    await forget(project);
    return await ours(project, "briefings", "--edition", "2026-01-05", ...pilots);
  };
  const paths = names.map((name) => pathOf(project, name));
  return compare(scenario, ROUNDS, own, paths, peers, {
    own: editionPage(project, first),
    peer: `${first}.html`,
  });
}

/** What runs again when nothing, and when one cell, has changed. The peers keep nothing: they run it all. */
async function warmRows(project: TestProject, names: readonly string[]): Promise<readonly Row[]> {
  const pilots = names.flatMap((name) => ["--pilot", name]);
  const edition = ["briefings", "--edition", "2026-01-05", ...pilots];
  const warm = await ours(project, ...edition);
  if (warm.code !== 0) throw new Error(warm.output);
  const unchanged = await race(ROUNDS + 2, [{ program: OURS, run: () => ours(project, ...edition) }]);
  let round = 0;
  const change = async () => {
    const cells: CellPlan[] = [["analyse", `${++round} + keer`], ...lightCells("licht-3")];
    await project.write("notebooks/licht-3/licht-3.ipynb", notebookText([...FRAME, ...cells]));
    await vet(project, "licht-3");
    return await ours(project, ...edition);
  };
  const changed = await race(ROUNDS, [{ program: OURS, run: change }]);
  const row = (scenario: string, cost: Cost | undefined, note: string): Row => {
    return { scenario, program: OURS, cost: cost ?? null, htmlBytes: null, note };
  };
  const keeps = "peers: as all seven, cold; they keep nothing";
  return [
    row("nothing changed", unchanged.get(OURS), keeps),
    row("one cell changed", changed.get(OURS), `1 of 7 ran, approval not timed; ${keeps}`),
  ];
}

/** One notebook with many parameter sets. The peers cannot set parameters for this kernel: their copies are made first. */
async function parameterRows(project: TestProject, peers: Peers): Promise<readonly Row[]> {
  const sets = Array.from({ length: SETS }, (_, nth) => ({ keer: nth + 1 }));
  await project.write("sets.json", JSON.stringify(sets));
  const file = join(project.dir, "sets.json");
  const text = await project.read("notebooks/licht-1/licht-1.ipynb");
  const paths = await Promise.all(sets.map(async ({ keer }) => {
    const path = `copies/sets-${keer}/sets-${keer}.ipynb`;
    await project.write(path, text.replace("const keer = 1;", `const keer = ${keer};`));
    return join(project.dir, path);
  }));
  const own = async () => {
    await forget(project);
    const args = ["briefings", "--edition", "2026-01-05", "--pilot", "licht-1", "--param-sets", file];
    return await ours(project, ...args);
  };
  return await compare(`${SETS} parameter sets`, 1, own, paths, peers, null);
}

/** Cells whose own output can be told from any other. */
const OUTPUT_CELLS = 200;
/** Lines of a cell that writes much; the last one is looked for. */
const LINES = 20;

function outputSource(nth: number): string {
  const marker = `out-${nth}-end`;
  if (nth % 4 === 0) {
    return `for (let line = 0; line < ${LINES}; line++) console.log("line", line);\nconsole.log("${marker}")`;
  }
  if (nth % 4 === 1) return `console.log("${marker}")`;
  if (nth % 4 === 2) return `Deno.jupyter.html\`<b>${marker}</b>\``;
  return `"${marker}"`;
}

interface Loss {
  readonly program: string;
  readonly lost: number;
  readonly misplaced: number;
}

async function lossRows(project: TestProject, peers: Peers): Promise<readonly Loss[]> {
  const cells: CellPlan[] = Array.from({ length: OUTPUT_CELLS }, (_, nth) => ["analyse", outputSource(nth)]);
  await project.write("notebooks/uitvoer/uitvoer.ipynb", notebookText(cells));
  const path = pathOf(project, "uitvoer");
  const out = await Deno.makeTempDir({ prefix: "loss-" });
  const draft = await ours(project, "draft", path, "--out", out);
  if (draft.code !== 0) throw new Error(draft.output);
  const losses: Loss[] = [{ program: OURS, ...await countLoss(join(out, "executed.ipynb")) }];
  for (const peer of peers.installed) {
    const executed = await peer.execute(path, out);
    losses.push({ program: peer.name, ...await countLoss(executed) });
  }
  return losses;
}

interface ExecutedCell {
  readonly cell_type: string;
  readonly outputs?: unknown;
}

async function countLoss(path: string): Promise<Omit<Loss, "program">> {
  const { cells } = JSON.parse(await Deno.readTextFile(path)) as { readonly cells: readonly ExecutedCell[] };
  let [lost, misplaced] = [0, 0];
  for (const [nth, cell] of cells.filter((one) => one.cell_type === "code").entries()) {
    const found = [...JSON.stringify(cell.outputs).matchAll(/out-(\d+)-end/g)].map((match) =>
      Number(match[1])
    );
    if (!found.includes(nth)) lost++;
    if (found.some((one) => one !== nth)) misplaced++;
  }
  return { lost, misplaced };
}

function printTable(rows: readonly Row[], losses: readonly Loss[], peers: Peers): void {
  const kib = (bytes: number | null) => bytes === null ? "" : String(Math.round(bytes / 1024));
  console.log(
    "| scenario | program | wall s | CPU s | peak MiB | of it runner | runner, shared pages once | HTML KiB | note |",
  );
  console.log("| --- | --- | --: | --: | --: | --: | --: | --: | --- |");
  for (const { scenario, program, cost, htmlBytes, note } of rows) {
    const numbers = cost === null
      ? ["", "", "", "", ""]
      : [cost.wallSeconds.toFixed(2), cost.cpuSeconds.toFixed(2), cost.peakMiB.toFixed(0)]
        .concat(cost.runnerPeakMiB.toFixed(0), cost.runnerSharePeakMiB.toFixed(0));
    console.log(`| ${[scenario, program, ...numbers, kib(htmlBytes), note].join(" | ")} |`);
  }
  console.log(`\nOutputs, of ${OUTPUT_CELLS} cells:\n`);
  console.log("| program | lost | under a wrong cell |\n| --- | --: | --: |");
  for (const { program, lost, misplaced } of losses) console.log(`| ${program} | ${lost} | ${misplaced} |`);
  for (const { name, why } of peers.missing) console.log(`\nNot measured: ${name}: ${why}`);
}

if (import.meta.main) {
  const peers = await preparePeers(join(ROOT, ".smart-start"));
  await withProject(async (project) => {
    const heavyFiles = [`notebooks/${HEAVY}/${HEAVY}.ipynb`, `notebooks/${HEAVY}/pilot.json`];
    const heavy = await Promise.all(heavyFiles.map((path) => project.read(path)));
    for (const name of LIGHT) await addVetted(project, name, lightCells(name));
    for (const [i, path] of heavyFiles.entries()) await project.write(path, heavy[i] ?? "");
    await vet(project, HEAVY);
    const all = [HEAVY, ...LIGHT];
    // Once before the clock starts: data are made and packages fetched for every program alike.
    const ready = await ours(project, "briefings", "--edition", "2026-01-05");
    if (ready.code !== 0) throw new Error(ready.output);
    const scenarios: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
      light: () => coldRows("one light notebook, cold", ["licht-1"], project, peers),
      heavy: () => coldRows("one heavy notebook, cold", [HEAVY], project, peers),
      all: () => coldRows("all seven, cold", all, project, peers),
      warm: () => warmRows(project, all),
      sets: () => parameterRows(project, peers),
    };
    const rows: Row[] = [];
    for (const [name, run] of Object.entries(scenarios)) if (WANTED.has(name)) rows.push(...await run());
    printTable(rows, WANTED.has("loss") ? await lossRows(project, peers) : [], peers);
  });
}
