/** How often intervals hold the truth, over samples from a known population. Long form: 500 samples, 93 to 97 %. */
import assert from "node:assert/strict";
import { type Random, randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import {
  bootstrap,
  confidenceInterval,
  jackknife,
  mean,
  proportion,
  rake,
  surveyDesign,
} from "../../lib/survey/mod.ts";

const LONG = Deno.env.get("SMART_START_LONG") === "1";
/** With 500 samples the share of a right 95 % interval has a standard error of 1 point, with 60 of 2.8 points. */
const FORM = LONG ? { samples: 500, least: 0.93, most: 0.97 } : { samples: 60, least: 0.86, most: 1 };

/** 400 clusters of 10 to 30 persons in two strata; the truth is known. */
interface Population {
  readonly clusters:
    readonly (readonly { readonly y: number; readonly flag: number; readonly sex: string }[])[];
  readonly meanY: number;
  readonly share: number;
  readonly counts: Readonly<Record<string, number>>;
}

function population(random: Random): Population {
  const clusters = Array.from({ length: 400 }, (_, index) => {
    const effect = random.normal();
    return Array.from({ length: 10 + random.below(21) }, () => {
      const sex = random.next() < 0.5 ? "f" : "m";
      const y = (index < 200 ? 10 : 14) + 2 * effect + 3 * random.normal() + (sex === "f" ? 1 : 0);
      return { y, sex, flag: random.next() < 1 / (1 + Math.exp(1.4 - 0.6 * effect)) ? 1 : 0 };
    });
  });
  const all = clusters.flat();
  const average = (of: (person: typeof all[number]) => number) =>
    all.reduce((sum, one) => sum + of(one), 0) / all.length;
  const women = all.filter(({ sex }) => sex === "f").length;
  return {
    clusters,
    meanY: average(({ y }) => y),
    share: average(({ flag }) => flag),
    counts: { f: women, m: all.length - women },
  };
}

const SAMPLED = 25;
const TRUE = population(randomFor("tests/survey/coverage/population"));

/** 25 clusters of each stratum, everybody in them. */
function sample(random: Random) {
  const rows = [0, 200].flatMap((start) => {
    const left = Array.from({ length: 200 }, (_, index) => start + index);
    const drawn = Array.from({ length: SAMPLED }, () => left.splice(random.below(left.length), 1)[0] ?? 0);
    return drawn.flatMap((cluster) =>
      (TRUE.clusters[cluster] ?? []).map((person) => ({ ...person, cluster, h: start }))
    );
  });
  const numbers = (of: (row: typeof rows[number]) => number) => Float64Array.from(rows, of);
  const table = Table.from({
    w: new Float64Array(rows.length).fill(200 / SAMPLED),
    h: numbers(({ h }) => h),
    cluster: numbers(({ cluster }) => cluster),
    size: new Float64Array(rows.length).fill(200),
    y: numbers(({ y }) => y),
    flag: numbers(({ flag }) => flag),
    sex: rows.map(({ sex }) => sex),
  });
  const stages = [{ stratum: "h", cluster: "cluster", population: "size" }];
  return { table, design: surveyDesign(table, { weight: "w", stages }) };
}

const INTERVALS = ["mean", "logit", "kornGraubard", "jackknife", "bootstrap", "raked"] as const;
type Kind = typeof INTERVALS[number];

/** Whether each interval of one sample holds the truth. */
function holds(round: number): Readonly<Record<Kind, boolean>> {
  const random = randomFor(`tests/survey/coverage/${round}`);
  const { table, design } = sample(random);
  const y = table.numbers("y");
  const within = (ends: { readonly low: number; readonly high: number } | null | undefined, truth: number) =>
    ends !== null && ends !== undefined && ends.low <= truth && truth <= ends.high;
  const shareEnds = (interval: "logit" | "kornGraubard") =>
    proportion(design, table.numbers("flag"), { interval }).intervals[0];
  const margin = { name: "sex", codes: table.texts("sex"), population: TRUE.counts };
  return {
    mean: within(confidenceInterval(mean(design, y)), TRUE.meanY),
    logit: within(shareEnds("logit"), TRUE.share),
    kornGraubard: within(shareEnds("kornGraubard"), TRUE.share),
    jackknife: within(confidenceInterval(mean(jackknife(design), y)), TRUE.meanY),
    bootstrap: within(
      confidenceInterval(mean(bootstrap(design, { replicates: 100, random }), y)),
      TRUE.meanY,
    ),
    raked: within(confidenceInterval(mean(rake(design, [margin]).design, y)), TRUE.meanY),
  };
}

Deno.test(`95 % intervals hold the truth in ${FORM.least * 100} to ${FORM.most * 100} % of ${FORM.samples} samples`, () => {
  const rounds = Array.from({ length: FORM.samples }, (_, round) => holds(round));
  for (const kind of INTERVALS) {
    const share = rounds.filter((round) => round[kind]).length / rounds.length;
    if (LONG) console.log(`${kind}: ${(100 * share).toFixed(1)} % of ${FORM.samples} samples`);
    assert.ok(share >= FORM.least && share <= FORM.most, `${kind}: ${(100 * share).toFixed(1)} %`);
  }
});
