import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { type AreaMethod, fayHerriot } from "../../lib/smallarea/mod.ts";

/** The long form of the issue: 500 runs and 93 to 97 %. The short form only catches what is badly wrong. */
const RUNS = Deno.env.get("SMART_START_LONG") === "1" ? 500 : 60;
const AREAS = 60;

/** The share of areas, over all runs, whose true value lies in the interval. */
function coverage(method: AreaMethod): number {
  let covered = 0;
  for (let run = 0; run < RUNS; run++) {
    const random = randomFor(`coverage/fay-herriot/${run}`);
    const areas = Array.from({ length: AREAS }, () => {
      const x = random.normal(), psi = 0.3 + random.next(), truth = 2 + x + random.normal();
      return { x, psi, truth, direct: truth + Math.sqrt(psi) * random.normal() };
    });
    const fit = fayHerriot({
      direct: areas.map(({ direct }) => direct),
      variances: areas.map(({ psi }) => psi),
      predictors: areas.map(({ x }) => [1, x]),
    }, { method });
    covered += areas.filter(({ truth }, i) => fit.low[i]! <= truth && truth <= fit.high[i]!).length;
  }
  return covered / RUNS / AREAS;
}

for (const method of ["reml", "ml", "moment", "adjusted-ml"] as const) {
  Deno.test(`the 95 % intervals of Fay–Herriot by ${method} cover 93 to 97 %`, () => {
    const share = coverage(method);
    assert.ok(share >= 0.93 && share <= 0.97, `${method} covers ${share}`);
  });
}
