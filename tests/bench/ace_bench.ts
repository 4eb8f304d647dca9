/**
 * Scores ten million respondents on ten items, against pandas and Polars on the same numbers in one run.
 *
 * `deno run -A tests/bench/ace_bench.ts [rows]` prints a table. Peers are installed from PyPI into
 * `.smart-start/ace-venv`; a peer that cannot be installed is named as missing.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { distribute, GROUPINGS, KAISER10, type MissingRule, scoreTable } from "../../lib/ace/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { mean, surveyDesign } from "../../lib/survey/mod.ts";

const ROWS = Number(Deno.args[0] ?? 10_000_000);
const STATE = join(import.meta.dirname ?? ".", "../../.smart-start/ace-bench");
const VENV = join(import.meta.dirname ?? ".", "../../.smart-start/ace-venv");
const REPEATS = 3;
const TEXT = { nl: "meting", en: "measurement" };

/** What one program needed. */
interface Outcome {
  readonly name: string;
  /** The least of three, in milliseconds. */
  readonly completeMs: number;
  readonly boundsMs: number;
  /** Processor time of one scoring, all threads, in milliseconds: comparable where others use the machine too. */
  readonly cpuMs: number;
  /** The largest resident set, in gigabytes, the data included. */
  readonly peakGb: number;
  /** Respondents with a score, and the sums of the bounds: all programs must agree. */
  readonly check: readonly number[];
}

/** 20 % yes, 75 % no, 3 % empty, 2 % don't know, by an integer hash: the same numbers for every program. */
function answers(): readonly Float64Array[] {
  return Array.from({ length: 10 }, (_, item) =>
    Float64Array.from({ length: ROWS }, (_, row) => {
      const draw = (Math.imul(row + 1, 2654435761) ^ Math.imul(item + 1, 40503 * 65537)) >>> 0;
      const mixed = (Math.imul(draw ^ (draw >>> 15), 2246822519) >>> 0) % 100;
      return mixed < 20 ? 1 : mixed < 95 ? 2 : mixed < 98 ? NaN : 7;
    }));
}

/** User and system time of this process, from the kernel's clock ticks of 10 ms. */
function processorMs(): number {
  const fields = Deno.readTextFileSync("/proc/self/stat").split(") ")[1]?.split(" ") ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

function ours(columns: readonly Float64Array[]): Outcome {
  const table = Table.from(Object.fromEntries(columns.map((values, item) => [`c${item}`, values])));
  const codes = { "1": "yes", "2": "no", "7": "dk" };
  const mapping = Object.fromEntries(
    columns.map((_, item) => [`q${item + 1}`, { column: `c${item}`, codes }]),
  );
  let peakGb = 0;
  let cpuMs = Infinity;
  const time = (missing: MissingRule) => {
    const times = Array.from({ length: REPEATS }, () => {
      const start = performance.now();
      const before = processorMs();
      scoreTable(table, KAISER10, { rule: "kaiser10", missing, mapping });
      cpuMs = Math.min(cpuMs, processorMs() - before);
      peakGb = Math.max(peakGb, Deno.memoryUsage().rss / 1e9);
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  const completeMs = time({ kind: "complete" });
  const boundsMs = time({ kind: "bounds" });
  const scores = scoreTable(table, KAISER10, { rule: "kaiser10", missing: { kind: "complete" }, mapping });
  const start = performance.now();
  const { cells } = distribute(scores, {
    id: "bench",
    title: TEXT,
    population: TEXT,
    period: TEXT,
    sources: [],
    floor: 10,
    grouping: GROUPINGS.cdc4,
  });
  console.log(`distribution over ${cells.length} groups: ${Math.round(performance.now() - start)} ms`);
  const known = scores.score().reduce((sum, score) => sum + (Number.isNaN(score) ? 0 : 1), 0);
  const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);
  return {
    name: "lib/ace",
    completeMs,
    boundsMs,
    cpuMs,
    peakGb,
    check: [known, sum(scores.lower()), sum(scores.upper())],
  };
}

// What a careful analyst would write: flags with unknowns, illegal codes refused, score, bounds, items answered.
const PYTHON = `
import json, resource, sys, time
import numpy as np
tool, state, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3])
names = [f"c{i}" for i in range(10)]
data = {n: np.fromfile(f"{state}/{n}.bin", dtype=np.float64) for n in names}
def best(f):
    global cpu
    times = []
    for _ in range(repeats):
        start = time.perf_counter(); used = time.process_time(); result = f()
        times.append((time.perf_counter() - start) * 1000); cpu = min(cpu, (time.process_time() - used) * 1000)
    return min(times), result
cpu = 1e9
if tool == "pandas":
    import pandas as pd
    frame = pd.DataFrame(data, copy=False)
    def parts():
        yes, no = frame == 1, frame == 2
        assert (yes | no | (frame == 7) | frame.isna()).all(axis=None)
        unknown = ~(yes | no)
        return yes, unknown, yes.sum(axis=1), unknown.sum(axis=1)
    def complete():
        yes, unknown, low, miss = parts(); flags = yes.astype("float64").mask(unknown); return flags, low.where(miss == 0), 10 - miss
    def bounds():
        yes, unknown, low, miss = parts(); flags = yes.astype("float64").mask(unknown); return flags, low, low + miss, 10 - miss
    completeMs, (f, score, a) = best(complete); boundsMs, (f, low, high, a) = best(bounds)
    check = [int(score.notna().sum()), int(low.sum()), int(high.sum())]
else:
    import polars as pl
    frame = pl.DataFrame(data)
    def parts():
        legal = frame.select(pl.all_horizontal([pl.col(n).is_in([1.0, 2.0, 7.0]) | pl.col(n).is_nan() for n in names]).all()).item()
        assert legal
        return frame.lazy().select([pl.when(pl.col(n) == 1).then(1).when(pl.col(n) == 2).then(0).otherwise(None).cast(pl.Int8).alias(n) for n in names]).with_columns(
            pl.sum_horizontal([pl.col(n).fill_null(0) for n in names]).alias("low"), pl.sum_horizontal([pl.col(n).is_null().cast(pl.Int8) for n in names]).alias("miss"))
    def complete(): return parts().with_columns(pl.when(pl.col("miss") == 0).then(pl.col("low").cast(pl.Float64)).alias("score"), (10 - pl.col("miss")).alias("answered")).collect()
    def bounds(): return parts().with_columns((pl.col("low") + pl.col("miss")).alias("high"), (10 - pl.col("miss")).alias("answered")).collect()
    completeMs, done = best(complete); boundsMs, wide = best(bounds)
    check = [int(done["score"].is_not_null().sum()), int(wide["low"].cast(pl.Int64).sum()), int(wide["high"].cast(pl.Int64).sum())]
print(json.dumps({"name": tool + " " + (pd.__version__ if tool == "pandas" else pl.__version__), "completeMs": completeMs, "boundsMs": boundsMs, "cpuMs": cpu,
  "peakGb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, "check": check}))
`;

async function peer(tool: string): Promise<Outcome | string> {
  const python = join(VENV, "bin/python");
  const run = await new Deno.Command(python, { args: ["-c", PYTHON, tool, STATE, `${REPEATS}`] }).output();
  if (!run.success) return `${tool}: ${new TextDecoder().decode(run.stderr).trim().split("\n").at(-1)}`;
  return JSON.parse(new TextDecoder().decode(run.stdout));
}

async function prepareVenv(): Promise<void> {
  try {
    await Deno.stat(join(VENV, "bin/python"));
  } catch {
    await new Deno.Command("python3", { args: ["-m", "venv", VENV] }).output();
  }
  await new Deno.Command(join(VENV, "bin/pip"), { args: ["install", "-q", "numpy", "pandas", "polars"] })
    .output();
}

/** A mean under a design with 2,000 clusters, as one line beside the scoring. */
function surveyLine(): string {
  const rows = 100_000;
  const design = surveyDesign(
    Table.from({
      w: Float64Array.from({ length: rows }, (_, row) => 1 + row % 7),
      psu: Float64Array.from({ length: rows }, (_, row) => row % 2000),
      h: Float64Array.from({ length: rows }, (_, row) => row % 20),
    }),
    { weight: "w", stages: [{ stratum: "h", cluster: "psu" }] },
  );
  const values = Float64Array.from({ length: rows }, (_, row) => (row * 37) % 101);
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    mean(design, values);
    return performance.now() - start;
  });
  return `survey mean, ${rows} respondents, 2000 clusters: ${Math.min(...times).toFixed(1)} ms`;
}

const columns = answers();
const first = ours(columns);
await Deno.mkdir(STATE, { recursive: true });
for (const [item, values] of columns.entries()) {
  await Deno.writeFile(join(STATE, `c${item}.bin`), new Uint8Array(values.buffer as ArrayBuffer));
}
await prepareVenv();
console.log(`| ${ROWS} × 10 | complete | bounds | processor | peak memory |\n|---|---|---|---|---|`);
for (const outcome of [first, await peer("pandas"), await peer("polars")]) {
  if (typeof outcome === "string") {
    console.log(`| ${outcome} | – | – | – | – |`);
    continue;
  }
  assert.deepEqual(outcome.check, first.check);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  console.log(
    `| ${outcome.name} | ${seconds(outcome.completeMs)} | ${seconds(outcome.boundsMs)} | ${
      seconds(outcome.cpuMs)
    } | ${outcome.peakGb.toFixed(2)} GB |`,
  );
}
console.log(surveyLine());
const [load] = Deno.loadavg();
console.log(`load average during the run: ${load?.toFixed(1)}`);
await Deno.remove(STATE, { recursive: true });
