/**
 * Speed of the methods for effects; results are recorded in RESULTS.md.
 *
 * @module
 */
import { cpuUsage } from "node:process";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { groupTimeEffects, matchNearest, matchOptimal, mixedGroupByWave } from "../../lib/effects/mod.ts";
import { PANEL_COLUMNS, staggeredPanel } from "./_staggered_panel.ts";

function people(count: number): Table {
  const random = randomFor("bench/people");
  const a = Float64Array.from({ length: count }, () => random.normal());
  const t = a.map((value) => random.next() < 1 / (1 + Math.exp(1.5 - value)) ? 1 : 0);
  return Table.from({ a, b: a.map(() => random.normal()), t, y: a.map((value, i) => value + t[i]!) });
}

function waves(count: number): Table {
  const random = randomFor("bench/waves");
  const rows = Array.from({ length: count * 3 }, (_, row) => ({ i: Math.floor(row / 3), w: row % 3 }));
  const level = Float64Array.from({ length: count }, () => 3 * random.normal());
  return Table.from({
    p: rows.map(({ i }) => `p${i}`),
    w: rows.map(({ w }) => String(w)),
    g: Float64Array.from(rows, ({ i }) => i % 2),
    y: Float64Array.from(rows, ({ i, w }) => level[i]! + w * (i % 2) + random.normal()),
  });
}

async function row(name: string, work: () => unknown): Promise<void> {
  const start = performance.now(), used = cpuUsage();
  await work();
  const { user, system } = cpuUsage(used);
  const seconds = (value: number) => (value / 1000).toFixed(2);
  console.log(`| ${name} | ${seconds((user + system) / 1000)} | ${seconds(performance.now() - start)} |`);
}

console.log("| what | processor s | wall s |\n| --- | ---: | ---: |");
const big = staggeredPanel(100_000);
await row(
  "Callaway–Sant'Anna, 100,000 units × 10 periods, joint bands",
  () => groupTimeEffects(big, PANEL_COLUMNS),
);
await row(
  "the same, doubly robust with a covariate",
  () => groupTimeEffects(big, { ...PANEL_COLUMNS, covariates: ["x"] }),
);
const crowd = people(10_000),
  some = people(1_000),
  match = { outcome: "y", treated: "t", covariates: ["a", "b"] };
await row("nearest neighbour, 10,000 people", () => matchNearest(crowd, match));
await row("optimal pairs by HiGHS, 1,000 people", () => matchOptimal(some, match));
const questionnaire = waves(1_000),
  mixed = { outcome: "y", person: "p", treated: "g", wave: "w", waves: ["0", "1", "2"] };
await row("mixed model, 1,000 people × 3 waves", () => mixedGroupByWave(questionnaire, mixed));
