/**
 * How much processor time charts take: a warm figure of every form, and one drawing of it (a figure has four).
 *
 * Run: `deno run -A -q tests/bench/charts_bench.ts`
 *
 * @module
 */
import process from "node:process";
import { choroplethMap } from "../../lib/charts/mod.ts";
import { dimension, protectedFixture } from "../support/protected_fixture.ts";
import { gallery, gridBoundaries, notTold } from "../charts/gallery.ts";

/** Processor time in milliseconds: other work on the machine does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const ROUNDS = 9;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const areas = dimension("gemeente", { nl: "Gemeente", en: "Municipality" }, "region", {
  ...Object.fromEntries(Array.from({ length: 342 }, (_, i) => [`GM${9001 + i}`, `Gemeente ${i}`])),
});
const table = protectedFixture({
  id: "landkaart",
  dimensions: [areas],
  cells: areas.codes.map((code, i) => ({ codes: [code.code], value: 5 + (i % 40) / 2 })),
});
const boundaries = gridBoundaries(areas.codes.map((code) => code.code), 19, 40);

const cold = cpuMs();
await gallery();
console.log(`all forms, cold: ${(cpuMs() - cold).toFixed(0)} ms`);

const whole: number[] = [], maps: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const start = cpuMs();
  const figures = await gallery();
  whole.push((cpuMs() - start) / figures.length);
  const before = cpuMs();
  choroplethMap(table, { notTold, boundaries });
  maps.push(cpuMs() - before);
}
console.log(`a figure, warm, mean over the forms, median of ${ROUNDS}: ${median(whole).toFixed(1)} ms`);
console.log(`a drawing of it: ${(median(whole) / 4).toFixed(1)} ms`);
console.log(`a map of 342 areas with 160 corners, four drawings: ${median(maps).toFixed(0)} ms`);
