/**
 * Speed of the spatial methods; results are recorded in RESULTS.md.
 *
 * @module
 */
import { cpuUsage } from "node:process";
import { randomFor } from "../../lib/core/random.ts";
import { bayesMoran, fayHerriot, moran, neighbourWeights } from "../../lib/smallarea/mod.ts";

/** Queen neighbours on a grid of 60 × 50. */
function grid(): readonly (readonly number[])[] {
  return Array.from({ length: 3000 }, (_, area) => {
    const x = area % 60, y = Math.floor(area / 60);
    const steps = [-1, 0, 1].flatMap((a) => [-1, 0, 1].map((b) => [x + a, y + b] as const));
    return steps.filter(([a, b]) => (a !== x || b !== y) && a >= 0 && a < 60 && b >= 0 && b < 50)
      .map(([a, b]) => b * 60 + a);
  });
}

function best(work: () => void): number {
  const times = [0, 1, 2].map(() => {
    const start = cpuUsage();
    work();
    return cpuUsage(start).user / 1000;
  });
  return Math.min(...times);
}

const random = randomFor("bench/smallarea"), weights = neighbourWeights(grid());
const values = Float64Array.from({ length: 3000 }, () => random.normal());
const base = values.map(() => 50 + random.below(400)),
  counts = base.map((people) => Math.floor(people * random.next() / 5));
const areas = {
  direct: values,
  variances: values.map(() => 0.2 + random.next()),
  predictors: Array.from(values, () => [1, random.normal()]),
};
console.log("| what | processor time, best of three, ms |\n| --- | ---: |");
console.log(`| Moran, n = 3,000, 999 permutations | ${best(() => moran(values, weights)).toFixed(0)} |`);
console.log(`| the same for rates (EB) | ${best(() => bayesMoran(counts, base, weights)).toFixed(0)} |`);
console.log(`| Fay–Herriot, 3,000 areas, REML | ${best(() => fayHerriot(areas)).toFixed(0)} |`);
