import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { fayHerriot, type FayHerriotOptions } from "../../lib/smallarea/mod.ts";

/** The long form of the issue: 500 runs and 93 to 97 %. The short form only catches what is badly wrong. */
const LONG = Deno.env.get("SMART_START_LONG") === "1";
const BOUNDS = { low: 0.93, high: 0.97 };
/** Few runs, in each of which areas share the estimate of the variance between them. */
const SHORT_BOUNDS = LONG ? BOUNDS : { low: 0.9, high: 1 };

interface Scene {
  readonly areas: number;
  /** Variance between areas; sampling variances lie from 0.3 to 1.3. */
  readonly between: number;
}

/** The share of areas, over all runs, whose true value lies in the interval. */
function coverage({ areas: count, between }: Scene, options: FayHerriotOptions, runs: number): number {
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const random = randomFor(`coverage/fay-herriot/${run}`);
    const areas = Array.from({ length: count }, () => {
      const x = random.normal(),
        psi = 0.3 + random.next(),
        truth = 2 + x + Math.sqrt(between) * random.normal();
      return { x, psi, truth, direct: truth + Math.sqrt(psi) * random.normal() };
    });
    const fit = fayHerriot({
      direct: areas.map(({ direct }) => direct),
      variances: areas.map(({ psi }) => psi),
      predictors: areas.map(({ x }) => [1, x]),
    }, options);
    covered += areas.filter(({ truth }, i) => fit.low[i]! <= truth && truth <= fit.high[i]!).length;
  }
  const share = covered / runs / count;
  if (LONG) {
    console.log(
      `${JSON.stringify({ count, between, ...options })}: ${(100 * share).toFixed(1)} % of ${runs} runs`,
    );
  }
  return share;
}

for (const method of ["reml", "ml", "moment", "adjusted-ml"] as const) {
  Deno.test(`95 % intervals of Fay–Herriot from the mean squared error of ${method} cover 93 to 97 %`, () => {
    const share = coverage({ areas: 60, between: 1 }, { method, interval: "mse" }, LONG ? 500 : 60);
    assert.ok(share >= BOUNDS.low && share <= BOUNDS.high, `${method} covers ${share}`);
  });
}

for (
  const scene of [{ areas: 60, between: 1 }, { areas: 60, between: 0.2 }, { areas: 20, between: 1 }, {
    areas: 20,
    between: 0.4,
  }]
) {
  Deno.test(`95 % intervals of Fay–Herriot cover 93 to 97 % with ${scene.areas} areas and variance ${scene.between} between them`, () => {
    const share = coverage(scene, {}, LONG ? 500 : Math.round(480 / scene.areas));
    assert.ok(share >= SHORT_BOUNDS.low && share <= SHORT_BOUNDS.high, `covers ${share}`);
  });
}

Deno.test("where areas hardly differ intervals are too wide, not too narrow", () => {
  assert.ok(coverage({ areas: 60, between: 0.02 }, {}, LONG ? 300 : 4) > 0.95);
});
