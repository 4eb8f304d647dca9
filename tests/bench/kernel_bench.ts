/**
 * How long a kernel takes to start, to run a cell and to end: `deno run -A tests/bench/kernel_bench.ts [COUNT]`.
 *
 * Prints a table of medians and 95th percentiles in milliseconds, with the memory of kernel and runner.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { type KernelEffects, REAL_EFFECTS, startKernel } from "../../pipelines/kernel/client.ts";
import type { Kernel } from "../../pipelines/kernel/types.ts";

const PROJECT_DIR = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");

/** Starts that are measured; the number of cells is ten times that. */
const STARTS = Number(Deno.args[0] ?? 10);

const BROKER_ONLY: KernelEffects = { ...REAL_EFFECTS, prepareOsLayer: () => Promise.resolve(null) };

interface Row {
  readonly what: string;
  readonly timesMs: readonly number[];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

async function timed<T>(timesMs: number[], work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  timesMs.push(performance.now() - start);
  return result;
}

async function benchStarts(
  scratchDir: string,
  effects: KernelEffects,
  name: string,
): Promise<readonly Row[]> {
  const starts: number[] = [], ends: number[] = [];
  const sandbox = { read: [], scratchDir, net: [] };
  for (let i = 0; i < STARTS; i++) {
    const kernel = await timed(
      starts,
      () => startKernel({ projectDir: PROJECT_DIR, cwd: PROJECT_DIR, sandbox }, effects),
    );
    await timed(ends, () => kernel.close());
  }
  return [{ what: `start, ${name}`, timesMs: starts }, { what: `close, ${name}`, timesMs: ends }];
}

const CELLS: readonly (readonly [string, (i: number) => string])[] = [
  ["cell without output", (i) => `const a${i} = ${i};`],
  ["cell with a value", (i) => `${i}`],
  ["cell with 100 lines", (i) => `for (let n = 0; n < 100; n++) console.log("${i}:" + n);`],
  [
    "cell with a display of 1 MB",
    () => `await Deno.jupyter.display({ "text/html": "x".repeat(1e6) }, { raw: true });`,
  ],
  ["cell that throws, with its line", (i) => `const b${i} = 1;\n\nthrow new Error("x");`],
];

async function benchCells(kernel: Kernel): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [what, code] of CELLS) {
    const timesMs: number[] = [];
    for (let i = 0; i < 10 * STARTS; i++) {
      await timed(timesMs, () => kernel.execute({ cellId: `c${i}`, code: code(i) }));
    }
    rows.push({ what, timesMs });
  }
  return rows;
}

async function main(): Promise<void> {
  const scratchDir = await Deno.makeTempDir({ prefix: "kernel-bench-" });
  try {
    const rows = [
      ...await benchStarts(scratchDir, BROKER_ONLY, "broker only"),
      ...await benchStarts(scratchDir, REAL_EFFECTS, "all layers"),
    ];
    const sandbox = { read: [], scratchDir, net: [] };
    const kernel = await startKernel({ projectDir: PROJECT_DIR, cwd: PROJECT_DIR, sandbox });
    rows.push(...await benchCells(kernel));
    console.log("| what | n | median ms | p95 ms |\n| --- | --: | --: | --: |");
    for (const { what, timesMs } of rows) {
      const [median, p95] = [0.5, 0.95].map((share) => quantile(timesMs, share).toFixed(1));
      console.log(`| ${what} | ${timesMs.length} | ${median} | ${p95} |`);
    }
    const runnerMiB = Math.round(Deno.memoryUsage().rss / 2 ** 20);
    console.log(
      `\nKernel ${kernel.peakMemoryMiB()} MiB, runner ${runnerMiB} MiB; layers: ${kernel.layers.join(", ")}`,
    );
    await kernel.close();
  } finally {
    await Deno.remove(scratchDir, { recursive: true });
  }
}

if (import.meta.main) await main();
