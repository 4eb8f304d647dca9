import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import {
  clusterStability,
  clusterStabilityInWorkers,
  gapStatistic,
  gapStatisticInWorkers,
  gower,
  kMedoids,
} from "../../lib/clustering/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { startKernel } from "../../pipelines/kernel/mod.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");

/** 120 rows with ties and gaps, of which no grouping is quite stable: so that a wrong order would show. */
function rows(): Table {
  const random = randomFor("tests/clustering/workers");
  return Table.from({
    x: Float64Array.from(
      { length: 120 },
      () => random.next() < 0.1 ? NaN : Math.round(10 * random.normal()) / 10,
    ),
    y: Float64Array.from({ length: 120 }, () => random.normal()),
    c: Array.from({ length: 120 }, () => "abc"[random.below(3)]!),
  });
}

const COLUMNS = [{ name: "x", kind: "numeric" }, { name: "y", kind: "numeric" }, {
  name: "c",
  kind: "nominal",
}] as const;

Deno.test("one, two and four workers give the same bits as none", async () => {
  const d = gower(rows(), { columns: COLUMNS }), groups = kMedoids(d, { k: 5 });
  const alone = clusterStability(groups, d, { resamples: 5 });
  assert.ok(alone.byCluster.some((value) => value < 1));
  for (const workers of [1, 2, 4]) {
    const found = await clusterStabilityInWorkers(groups, d, { resamples: 5, workers });
    assert.deepEqual(found, alone);
    found.byCluster.forEach((value, c) =>
      assert.ok(Object.is(value, alone.byCluster[c]), `${workers} workers`)
    );
  }
});

Deno.test("the gap statistic of one and three workers has the same bits as without, and refuses what it refuses", async () => {
  const options = { columns: COLUMNS, to: 3, references: 5 }, alone = gapStatistic(rows(), options);
  for (const workers of [1, 3]) {
    const found = await gapStatisticInWorkers(rows(), { ...options, workers });
    assert.deepEqual(found, alone);
    found.candidates.forEach(({ gap }, at) => assert.ok(Object.is(gap, alone.candidates[at]!.gap)));
  }
  const alike = Table.from({ x: new Float64Array(30), c: Array.from({ length: 30 }, () => "a") });
  const same = { columns: [COLUMNS[0], COLUMNS[2]], to: 2, references: 2 };
  await assert.rejects(gapStatisticInWorkers(alike, same), /rows of every cluster are all alike/);
  await assert.rejects(gapStatisticInWorkers(rows(), { ...options, workers: 0 }), /Cannot start 0 workers/);
});

/** What a notebook would run: the same numbers with workers and without, in a kernel behind the permission broker. */
const CELL = `
import { clusterStability, clusterStabilityInWorkers, gower, kMedoids } from "../lib/clustering/mod.ts";
import { Table } from "../lib/core/mod.ts";
const x = Float64Array.from({ length: 60 }, (_, i) => (i * 37) % 61);
const d = gower(Table.from({ x }), { columns: [{ name: "x", kind: "numeric" }] });
const groups = kMedoids(d, { k: 4 });
const alone = clusterStability(groups, d, { resamples: 8 });
const spread = await clusterStabilityInWorkers(groups, d, { resamples: 8, workers: 2 });
"same: " + (JSON.stringify(alone.byCluster) === JSON.stringify(spread.byCluster))
`;

Deno.test("workers run in a notebook's kernel behind the permission broker, and may do no more than the notebook", async () => {
  const scratchDir = await Deno.makeTempDir({ prefix: "workers-test-" });
  const sandbox = { read: [], scratchDir, net: [] };
  const kernel = await startKernel({ projectDir: PROJECT, cwd: `${PROJECT}/notebooks`, sandbox });
  try {
    const result = await kernel.execute({ cellId: "cell", code: CELL, timeoutMs: 60_000 });
    assert.equal(result.failure, null);
    const shown = result.outputs.flatMap((output) =>
      output.output_type === "execute_result" ? [output.data["text/plain"]] : []
    );
    assert.match(String(shown), /same: true/);
    const hostile = `
const worker = new Worker("data:text/javascript," + encodeURIComponent(
  "try { Deno.readTextFileSync('/etc/hostname'); postMessage('read') } catch (e) { postMessage(e.name) }"), { type: "module" });
const said = await new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
worker.terminate();
"worker says " + said`;
    const denied = await kernel.execute({ cellId: "hostile", code: hostile, timeoutMs: 60_000 });
    assert.match(JSON.stringify(denied.outputs) + String(denied.failure?.evalue), /NotCapable|denied/);
  } finally {
    await kernel.close();
    await Deno.remove(scratchDir, { recursive: true });
  }
});
