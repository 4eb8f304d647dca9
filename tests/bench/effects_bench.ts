/**
 * Speed of the methods for effects; results are recorded in RESULTS.md.
 *
 * @module
 */
import { cpuUsage } from "node:process";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { groupTimeEffects, matchNearest, matchOptimal, mixedGroupByWave } from "../../lib/effects/mod.ts";

/** Units that start in period 3, 5, 7 or 9 of 10, or never. */
function panel(units: number): Table {
  const random = randomFor("bench/effects"), periods = 10, rows = units * periods;
  const [y, period, start, x] = [0, 1, 2, 3].map(() => new Float64Array(rows));
  const unit: string[] = [];
  for (let i = 0, row = 0; i < units; i++) {
    const level = random.normal(), trait = random.normal(), first = [0, 0, 3, 5, 7, 9][random.below(6)]!;
    for (let t = 1; t <= periods; t++, row++) {
      y![row] = level + 0.1 * t + 0.03 * trait * t + (first > 0 && t >= first ? 0.5 : 0) + random.normal();
      [period![row], start![row], x![row]] = [t, first, trait];
      unit.push(`u${i}`);
    }
  }
  return Table.from({ y: y!, period: period!, start: start!, x: x!, unit });
}

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
const big = panel(100_000), columns = { outcome: "y", unit: "unit", period: "period", firstTreated: "start" };
await row(
  "Callaway–Sant'Anna, 100,000 units × 10 periods, joint bands",
  () => groupTimeEffects(big, columns),
);
await row(
  "the same, doubly robust with a covariate",
  () => groupTimeEffects(big, { ...columns, covariates: ["x"] }),
);
const crowd = people(10_000),
  some = people(1_000),
  match = { outcome: "y", treated: "t", covariates: ["a", "b"] };
await row("nearest neighbour, 10,000 people", () => matchNearest(crowd, match));
await row("optimal pairs by HiGHS, 1,000 people", () => matchOptimal(some, match));
const questionnaire = waves(1_000),
  mixed = { outcome: "y", person: "p", treated: "g", wave: "w", waves: ["0", "1", "2"] };
await row("mixed model, 1,000 people × 3 waves", () => mixedGroupByWave(questionnaire, mixed));
