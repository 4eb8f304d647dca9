/**
 * How long loading, the file of children and indicators take. Run: `deno run -A -q tests/bench/indicators_bench.ts`.
 *
 * Prints processor seconds, because the wall clock says more about what else the machine does.
 */
import process from "node:process";
import { buildChildFile } from "../../lib/sources/mod.ts";
import { buildRegion } from "../../lib/sources/synthetic/ensure.ts";
import { duckdbEngine, polarsEngine } from "../../lib/engine/mod.ts";
import { computeIndicators, listIndicators } from "../../lib/indicators/mod.ts";

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function timed<T>(what: string, run: () => T | Promise<T>): Promise<T> {
  const before = processorSeconds();
  const result = await run();
  console.log(`${what.padEnd(58)} ${(processorSeconds() - before).toFixed(2).padStart(7)} s`);
  return result;
}

await timed("build the region `tiny` in memory", () => buildRegion("tiny"));
await timed("build the region `small` in memory", () => buildRegion("small"));
const years = [2018, 2019, 2020, 2021, 2022, 2023];
const file = await timed(
  "load 18 datasets and build the file of children, 6 years",
  () => buildChildFile({ years }),
);
console.log(`rows ${file.table.rowCount}`);
const indicators = listIndicators({ rows: "child", columns: file.table.columnNames });
for (const engine of [polarsEngine(), duckdbEngine()]) {
  await timed(`${indicators.length} indicators x buurt x year on ${engine.name}`, () =>
    computeIndicators({
      engine,
      table: file.table,
      indicators,
      by: ["buurt", "jaar"],
      period: { nl: "2018-2023", en: "2018-2023" },
      population: { nl: "kinderen", en: "children" },
      sources: file.sources,
    }));
}
