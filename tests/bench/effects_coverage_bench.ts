/**
 * Coverage of the 95 % intervals of effects in simulated data; results are recorded in RESULTS.md.
 *
 * `deno run -A tests/bench/effects_coverage_bench.ts [RUNS] [small-sample or plain] [PART OF A NAME]`
 *
 * @module
 */
import {
  BANDS,
  coverage,
  DID,
  EVENT_STUDY,
  GROUP_TIME,
  MIXED,
  seriesSituations,
  TWO_WAY,
} from "../effects/coverage_situations.ts";

const runs = Number(Deno.args[0] ?? "500"), part = Deno.args[2] ?? "";
const interval = Deno.args[1] === "plain" ? "plain" : "small-sample";
const SERIES = (["reml-ar1", "prais-winsten", "newey-west"] as const)
  .flatMap((method) => seriesSituations(method, [12, 24, 48, 96]));

console.log(`| situation (${runs} runs) | ${interval} |\n| --- | ---: |`);
for (const situation of [...DID, ...TWO_WAY, ...EVENT_STUDY, ...GROUP_TIME, ...BANDS, ...MIXED, ...SERIES]) {
  if (!situation.name.includes(part)) continue;
  console.log(`| ${situation.name} | ${(100 * coverage(situation, runs, interval)).toFixed(1)} % |`);
}
