/**
 * How long audits and optimal suppressions take, on synthetic regions by category. Prints a table.
 *
 * Run with `deno run -A -q tests/bench/disclosure_bench.ts`. CPU time is of this process, so that a busy machine does
 * not spoil it.
 */
import process from "node:process";
import { randomFor } from "../../lib/core/random.ts";
import { audit, type LinearSystem, suppress, SystemBuilder } from "../../lib/disclosure/mod.ts";

const MINIMUM = 10;

/** Municipality, districts and neighbourhoods by category with totals; log-normal sizes. */
function regionSystem(districts: number, perDistrict: number, categories: number): LinearSystem {
  const random = randomFor(`bench/disclosure/${districts}x${perDistrict}x${categories}`);
  const columns = [...Array.from({ length: categories }, (_, c) => `c${c}`), "T"];
  const districtNames = Array.from({ length: districts }, (_, w) => `W${w}`);
  const below = (w: string) => Array.from({ length: perDistrict }, (_, k) => `${w}B${k}`);
  const rows = ["G", ...districtNames.flatMap((w) => [w, ...below(w)])];
  const values = new Map<string, number>();
  for (const w of districtNames) {
    for (const b of below(w)) {
      const size = Math.exp(3 + 1.2 * random.normal());
      for (const [c, column] of columns.slice(0, -1).entries()) {
        const value = Math.round((size * Math.exp(random.normal())) / (1 + c / 3));
        for (const row of ["G", w, b]) {
          for (const at of [column, "T"]) {
            values.set(`${row}|${at}`, (values.get(`${row}|${at}`) ?? 0) + value);
          }
        }
      }
    }
  }
  const builder = new SystemBuilder();
  for (const row of rows) {
    for (const column of columns) {
      const key = `${row}|${column}`, value = values.get(key)!;
      const isSmall = value > 0 && value < MINIMUM;
      const decision = isSmall ? "hidden" : value === 0 || key === "G|T" ? "shown" : "free";
      const item = builder.addItem(key, Math.log(1 + value) + 0.01, decision);
      const quantity = builder.addQuantity(key, { value, upper: 3 * value + 1000, item });
      if (isSmall) builder.addRequirement(key, quantity, { width: MINIMUM });
    }
  }
  for (const row of rows) builder.addSum(row, `${row}|T`, columns.slice(0, -1).map((c) => `${row}|${c}`));
  for (const column of columns) {
    builder.addSum(`G|${column} down`, `G|${column}`, districtNames.map((w) => `${w}|${column}`));
    for (const w of districtNames) {
      builder.addSum(`${w}|${column} down`, `${w}|${column}`, below(w).map((b) => `${b}|${column}`));
    }
  }
  return builder.build();
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cpu: number; readonly wall: number }> {
  const cpu = process.cpuUsage(), start = performance.now();
  const result = await work();
  const used = process.cpuUsage(cpu);
  return { result, cpu: (used.user + used.system) / 1e6, wall: (performance.now() - start) / 1000 };
}

/** Sizes: districts, neighbourhoods per district, categories. */
const SIZES = [[4, 8, 4], [7, 10, 6], [10, 11, 8], [19, 18, 8]] as const;

if (import.meta.main) {
  console.log("cells primaries open | audit cpu s (wall) | method cost gap attacks leaks cpu s (wall)");
  for (const [districts, perDistrict, categories] of SIZES) {
    const system = regionSystem(districts, perDistrict, categories);
    const primaries = system.items.map((item) => item.decision === "hidden");
    const before = await timed(() => audit(system, primaries));
    const head = [system.items.length, primaries.filter(Boolean).length, before.result.leaks.length].join(
      " ",
    );
    const first = `${head} | ${before.cpu.toFixed(2)} (${before.wall.toFixed(2)})`;
    const after = await timed(() => suppress(system));
    const { method, cost, gapShare, attacks, audit: last } = after.result;
    const what = [method, cost.toFixed(1), gapShare.toFixed(4), attacks, last.leaks.length].join(" ");
    console.log(`${first} | ${what} ${after.cpu.toFixed(2)} (${after.wall.toFixed(2)})`);
  }
}
