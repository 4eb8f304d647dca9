/**
 * Gap statistic, bootstrap stability and prediction strength beside R packages `cluster` and `fpc` on 200 generated data
 * sets; prints a table of agreement. All three draw at random, so what is drawn is compared in standard errors of its mean.
 *
 * Run: `deno run -A -q tests/bench/peers/choice_peers.ts [sets] [draws] [gap]`, with R and its packages `cluster` and `fpc`.
 *
 * @module
 */
import { membershipOf } from "../../../lib/clustering/hidden.ts";
import {
  clusterStability,
  gapStatistic,
  gower,
  kMedoids,
  predictionStrength,
} from "../../../lib/clustering/mod.ts";
import { randomFor } from "../../../lib/core/random.ts";
import { Table } from "../../../lib/core/table.ts";

const SETS = Number(Deno.args[0] ?? 200), DRAWS = Number(Deno.args[1] ?? 50), PART = Deno.args[2] ?? "all";
const folder = await Deno.makeTempDir();
const seen = new Map<string, number[]>();

function record(name: string, value: number): void {
  const values = seen.get(name) ?? [];
  seen.set(name, values);
  values.push(value);
}

/** Rows around k centres, in some sets far apart and in others hardly. */
function points(set: number) {
  const random = randomFor(`bench/choice/${set}`), n = 40 + random.below(40), k = 2 + random.below(3);
  const width = 1 + random.below(3), apart = 1 + random.below(4);
  const columns = Array.from({ length: width }, (_, j) => {
    const values = Float64Array.from({ length: n }, (_, i) => random.normal() + apart * ((i * (j + 1)) % k));
    return [`x${j}`, values] as const;
  });
  return { table: Table.from(Object.fromEntries(columns)), columns, k, n };
}

async function read(name: string): Promise<readonly string[]> {
  return (await Deno.readTextFile(`${folder}/${name}.csv`)).trim().split("\n");
}

const numbers = (text: string): readonly number[] => text.split(",").map(Number);
const sets = Array.from({ length: SETS }, (_, set) => points(set));
for (const [i, { columns, n }] of sets.entries()) {
  const rows = Array.from({ length: n }, (_, row) => columns.map(([, values]) => values[row]).join(","));
  await Deno.writeTextFile(`${folder}/r${i}.csv`, rows.join("\n"));
}
await Deno.writeTextFile(`${folder}/k.csv`, sets.map(({ k }) => k).join("\n"));
const script = new URL("choice_peers.R", import.meta.url).pathname;
const { code, stderr } = await new Deno.Command("Rscript", { args: [script, folder, String(DRAWS), PART] })
  .output();
if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
const [gaps, boots, strengths] = await Promise.all(["gap", "boot", "strength"].map(read));
/** Two costs are the same but for the order in which they were added up. */
const ROUNDING = 1e-12;

for (const [i, { table, columns, k }] of sets.entries()) {
  const named = columns.map(([name]) => ({ name, kind: "numeric" as const }));
  // A seed a set, so that chance does not go the same way in all of them.
  const seedName = `bench/choice/${i}/draws`;
  const own = gapStatistic(table, {
    columns: named,
    to: 6,
    references: DRAWS,
    reference: "uniform",
    seedName,
  });
  const [best, ...rest] = numbers(gaps![i]!);
  own.candidates.forEach(({ logWithin, expected, standardError }, at) => {
    const apart = logWithin - rest[at]!;
    record("gap: same W (1 is yes)", Number(Math.abs(apart) < ROUNDING));
    if (Math.abs(apart) >= ROUNDING) record("gap: difference of ln W where it is not the same", apart);
    // Two means of as many draws: each has an error of s / √B, and s √(1 + 1/B) is the standard error of both tables.
    const noise = Math.hypot(standardError, rest[12 + at]!) / Math.sqrt(DRAWS + 1);
    record(
      "gap: difference of E ln W in its standard errors",
      (expected - rest[6 + at]! - rest[at]!) / noise,
    );
    record("gap: ratio of the standard errors", standardError / rest[12 + at]!);
  });
  record("gap: same number chosen (1 is yes)", Number(own.estimate === best));
  if (PART === "gap") continue;
  const d = gower(table, { columns: named }), groups = kMedoids(d, { k });
  const [partition, means, spreads] = boots![i]!.split(";").map(numbers);
  const labels = membershipOf(groups).labels;
  const partner = groups.sizes.map((_, c) => partition![labels.indexOf(c)]! - 1);
  const same = labels.every((label, row) => partner[label] === partition![row]! - 1);
  record("stability: same clusters at the start (1 is yes)", Number(same));
  if (same) {
    const { byCluster } = clusterStability(groups, d, { resamples: DRAWS, seedName });
    byCluster.forEach((mean, c) => {
      const spread = spreads![partner[c]!]!;
      record("stability: difference", mean - means![partner[c]!]!);
      if (spread > 0) {
        const noise = spread * Math.sqrt(2 / DRAWS);
        record("stability: difference in its standard errors", (mean - means![partner[c]!]!) / noise);
      }
    });
  }
  const strength = numbers(strengths![i]!);
  predictionStrength(d, { to: 4, splits: DRAWS, seedName }).candidates.forEach((candidate, at) => {
    const noise = strength[3 + at]! * Math.sqrt(2 / DRAWS);
    record("prediction strength: difference", candidate.strength - strength[at]!);
    if (noise > 0) {
      record(
        "prediction strength: difference in its standard errors",
        (candidate.strength - strength[at]!) / noise,
      );
    }
  });
}
await Deno.remove(folder, { recursive: true });
console.log(`| ${SETS} sets, ${DRAWS} draws | values | mean | standard deviation | least | most |`);
console.log("|---|--:|--:|--:|--:|--:|");
for (const [name, values] of seen) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const shown = [mean, spread, Math.min(...values), Math.max(...values)].map((value) => value.toPrecision(3));
  console.log(`| ${name} | ${values.length} | ${shown.join(" | ")} |`);
}
