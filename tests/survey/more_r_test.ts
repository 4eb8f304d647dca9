import { parse } from "csv-parse/sync";
import assert from "node:assert/strict";
import {
  type AceScores,
  GROUPINGS,
  KAISER10,
  scoreTable,
  testChange,
  type WaveMeasure,
} from "../../lib/ace/mod.ts";
import { clopperPearsonInterval, wilsonInterval } from "../../lib/core/stats/mod.ts";
import { Table } from "../../lib/core/table.ts";
import {
  type AnyDesign,
  contrast,
  type Domain,
  type Estimates,
  jackknife,
  type LonelyPolicy,
  mean,
  postStratify,
  proportion,
  quantile,
  rake,
  rakeWeights,
  ratio,
  regress,
  replicateDesign,
  surveyDesign,
  total,
} from "../../lib/survey/mod.ts";
import { close, readTable } from "./_reference.ts";

// What tests/data/survey/more.R wrote: replicates of every kind, calibrated regressions, domains and lonely clusters of more
// statistics, other levels, waves, and intervals of simple samples. Each value must be used by a test of this file.

interface Line {
  readonly value: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
}

function linesOf(file: string): Record<string, string>[] {
  return parse(Deno.readTextFileSync(new URL(`../data/survey/${file}`, import.meta.url)), { columns: true });
}

const numberOf = (text: string | undefined) => text === undefined || text === "NA" ? NaN : Number(text);
const wanted = new Map(
  linesOf("more-expected.csv").map(({ key = "", value, se, low, high }): [string, Line] => [key, {
    value: numberOf(value),
    se: numberOf(se),
    low: numberOf(low),
    high: numberOf(high),
  }]),
);
const used = new Set<string>();

function lineOf(key: string): Line {
  const line = wanted.get(key);
  assert.ok(line, `more.R has no ${key}`);
  used.add(key);
  return line;
}

/** Estimates to 1e-8, standard errors to 1e-6, ends to 1e-6; R's NA is not compared. */
function agrees(
  found: {
    readonly value: number | undefined;
    readonly se?: number | null | undefined;
    readonly low?: number | null | undefined;
    readonly high?: number | null | undefined;
  },
  key: string,
): void {
  const line = lineOf(key);
  close(found.value, line.value, 1e-8, key);
  for (const part of ["se", "low", "high"] as const) {
    if (!Number.isNaN(line[part])) close(found[part], line[part], 1e-6, `${key} ${part}`);
  }
}

function at(estimates: Estimates, index: number = 0) {
  return { value: estimates.values[index], se: estimates.se[index] };
}

function inDomain(table: Table, name: string): Domain {
  const codes = table.texts("dom");
  return { name, includes: (row) => codes[row] === name };
}

function checkModels(key: string, design: AnyDesign, table: Table, domain?: Domain): void {
  const isB = inDomain(table, "b").includes;
  const terms = {
    x: table.numbers("x"),
    b: Float64Array.from({ length: table.rowCount }, (_, row) => isB(row) ? 1 : 0),
  };
  // Within domain a nobody is in domain b: R leaves such a term out.
  const { b: _, ...without } = terms;
  const chosen = domain ? without : terms;
  const only = domain ? { domain: domain.includes } : {};
  const linear = regress(design, { outcome: table.numbers("y"), terms: chosen, family: "linear", ...only });
  const logistic = regress(design, {
    outcome: table.numbers("flag"),
    terms: chosen,
    family: "logistic",
    empty: "outsideDomain",
    ...only,
  });
  linear.names.forEach((_, index) => {
    agrees(at(linear, index), `${key}/linear/${index + 1}`);
    agrees(at(logistic, index), `${key}/logistic/${index + 1}`);
  });
}

function checkQuantiles(key: string, design: AnyDesign, table: Table, domain?: Domain): void {
  for (const p of [0.2, 0.5, 0.8]) {
    const only = domain ? { domain: domain.includes } : {};
    agrees(quantile(design, table.numbers("y"), { p, ...only }), `${key}/quantile/${p}`);
  }
}

function checkShares(key: string, design: AnyDesign, table: Table, level = 0.95, domain?: Domain): void {
  for (const [name, interval] of [["beta", "kornGraubard"], ["logit", "logit"]] as const) {
    const found = proportion(design, table.numbers("flag"), {
      interval,
      level,
      empty: "outsideDomain",
      ...(domain ? { domains: [domain] } : {}),
    });
    agrees({ ...at(found), low: found.intervals[0]?.low, high: found.intervals[0]?.high }, `${key}/${name}`);
  }
}

function checkDifferences(key: string, design: AnyDesign, table: Table): void {
  const domains = [inDomain(table, "a"), inDomain(table, "b")];
  for (const name of ["y", "flag"]) {
    const means = mean(design, table.numbers(name), { domains, empty: "outsideDomain" });
    agrees(at(contrast(means, "a - b", [1, -1])), `${key}/difference/${name}`);
  }
}

function checkRatio(key: string, design: AnyDesign, table: Table): void {
  const domains = [inDomain(table, "b")];
  agrees(at(ratio(design, table.numbers("y"), table.numbers("e"), { domains })), `${key}/ratio/b`);
}

function checkAll(key: string, design: AnyDesign, table: Table): void {
  checkModels(key, design, table);
  checkQuantiles(key, design, table);
  checkShares(key, design, table);
  checkDifferences(key, design, table);
  checkRatio(key, design, table);
}

const tableA = readTable("design-a.csv");
const tableB = readTable("design-b.csv");
const STAGES = [{ stratum: "h", cluster: "psu" }];
const designA = surveyDesign(tableA, { weight: "w", stages: STAGES });
const designFpc = surveyDesign(tableA, {
  weight: "w",
  stages: [{ stratum: "h", cluster: "psu", population: "popc" }],
});
const AGE = { name: "age", codes: tableA.texts("age"), population: { young: 1500, middle: 2100, old: 1300 } };
const SEX = { name: "sex", codes: tableA.texts("sex"), population: { f: 2600, m: 2300 } };

Deno.test("shares at other levels and of a domain have R's Korn–Graubard and logit intervals", () => {
  checkShares("level90", designA, tableA, 0.9);
  checkShares("level99", designA, tableA, 0.99);
  checkShares("domain-c", designA, tableA, 0.95, inDomain(tableA, "c"));
});

Deno.test("regressions, quantiles, ratios and differences of domains agree with R survey", () => {
  checkDifferences("taylor", designA, tableA);
  checkRatio("taylor", designA, tableA);
  checkModels("domain-a", designA, tableA, inDomain(tableA, "a"));
  checkQuantiles("domain-b", designA, tableA, inDomain(tableA, "b"));
  checkDifferences("fpc", designFpc, tableA);
  checkModels("fpc-domain-a", designFpc, tableA, inDomain(tableA, "a"));
});

Deno.test("post-stratification and raking: regressions, quantiles, intervals and differences agree with R survey", () => {
  checkAll("post", postStratify(designA, AGE).design, tableA);
  checkAll("rake", rake(designA, [AGE, SEX], { tolerance: 1e-13, maxIterations: 200 }).design, tableA);
});

Deno.test("jackknife: every statistic agrees with R survey, with finite populations and after raking too", () => {
  checkAll("jkn", jackknife(designA), tableA);
  const finite = jackknife(designFpc);
  agrees(at(mean(finite, tableA.numbers("y"))), "jkn-fpc/mean");
  agrees(at(total(finite, tableA.numbers("y"))), "jkn-fpc/total");
  checkModels("jkn-fpc", finite, tableA);
  const raked = jackknife(designA).mapWeights((weights) =>
    rakeWeights(weights, [AGE, SEX], { maxIterations: 200, tolerance: 1e-12 })
  );
  agrees(at(mean(raked, tableA.numbers("y"))), "jkn-rake/mean");
  agrees(at(total(raked, tableA.numbers("y"), { domains: [inDomain(tableA, "b")] })), "jkn-rake/total/b");
});

Deno.test("bootstrap: with the draws that R made, every statistic is R's", () => {
  const factors = new Map(
    linesOf("bootstrap-factors.csv").map(({ psu, ...row }) => [Number(psu), Object.values(row)]),
  );
  const psu = tableA.numbers("psu");
  const replicates = Array.from(
    { length: 60 },
    (_, replicate) =>
      Float64Array.from(
        designA.weights,
        (weight, row) => weight * Number(factors.get(psu[row]!)?.[replicate] ?? NaN),
      ),
  );
  const scale = lineOf("boot/scale");
  const design = replicateDesign(designA.weights, replicates, {
    scale: scale.value,
    replicateScales: new Float64Array(60).fill(scale.low / 60),
    df: scale.high,
  });
  const y = tableA.numbers("y");
  agrees(at(mean(design, y)), "boot/mean");
  agrees(at(total(design, y)), "boot/total");
  agrees(at(ratio(design, y, tableA.numbers("e"))), "boot/ratio");
  agrees(at(mean(design, y, { domains: [inDomain(tableA, "b")] })), "boot/mean/b");
  checkQuantiles("boot", design, tableA);
  checkShares("boot", design, tableA);
  checkDifferences("boot", design, tableA);
  checkRatio("boot", design, tableA);
  const b = Float64Array.from(tableA.texts("dom"), (code) => code === "b" ? 1 : 0);
  const x = tableA.numbers("x");
  const linear = regress(design, { outcome: y, terms: { x, b }, family: "linear" });
  const flag = { outcome: tableA.numbers("flag"), family: "logistic", empty: "outsideDomain" } as const;
  const logistic = regress(design, { ...flag, terms: { x } });
  [0, 1, 2].forEach((index) => agrees(at(linear, index), `boot/linear/${index + 1}`));
  [0, 1].forEach((index) => agrees(at(logistic, index), `boot/logistic/${index + 1}`));
  // In one replicate nobody of domain b has the trait.
  assert.throws(() => regress(design, { ...flag, terms: { x, b } }), /fully predicted.*replicate \d+ of 60/s);
});

const POLICIES: readonly (readonly [string, LonelyPolicy])[] = [["certainty", "certainty"], [
  "adjust",
  "centre",
]];
for (const [key, lonely] of POLICIES) {
  Deno.test(`lonely clusters under ${lonely}: regressions, quantiles, intervals and differences agree with R survey`, () => {
    const design = surveyDesign(tableB, { weight: "w", stages: STAGES, lonely });
    checkModels(`lonely-${key}`, design, tableB);
    checkQuantiles(`lonely-${key}`, design, tableB);
    checkShares(`lonely-${key}`, design, tableB);
    checkDifferences(`lonely-${key}`, design, tableB);
  });
}

for (const lonely of ["certainty", "average"] as const) {
  Deno.test(`jackknife with lonely clusters under ${lonely} agrees with R survey`, () => {
    const design = jackknife(surveyDesign(tableB, { weight: "w", stages: STAGES, lonely }));
    agrees(at(mean(design, tableB.numbers("y"))), `jkn-lonely-${lonely}/mean`);
    agrees(at(total(design, tableB.numbers("y"))), `jkn-lonely-${lonely}/total`);
  });
}

/** ACE answers whose score is x, rounded and kept between 0 and 10. */
function scoresOf(table: Table): AceScores {
  const counts = Array.from(table.numbers("x"), (x) => Math.min(10, Math.max(0, Math.round(x))));
  const answers = Object.fromEntries(
    Array.from(
      { length: 10 },
      (_, item) => [`q${item + 1}`, counts.map((count) => item < count ? "yes" : "no")],
    ),
  );
  return scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
}

Deno.test("waves: testChange() gives R's difference between two surveys, its interval and its p value", () => {
  const second = surveyDesign(tableB, { weight: "w", stages: STAGES, lonely: "centre" });
  const waves = [[2024, tableA, designA], [2026, tableB, second]] as const;
  const label = { nl: "meting", en: "wave" };
  const timed = waves.map(([time, table, design]) => ({
    time,
    period: { code: `${time}`, label },
    scores: scoresOf(table),
    survey: { design, interval: "logit" } as const,
  }));
  const measures: readonly (readonly [string, WaveMeasure])[] = [
    ["s", { kind: "meanScore" }],
    ["many", { kind: "shareFrom", grouping: GROUPINGS.cdc4, code: "4+" }],
  ];
  for (const [key, measure] of measures) {
    const options = { id: "change", measure, samples: "independent", floor: 30, adjust: "holm" } as const;
    const { pairs: [pair], trend } = testChange(timed, options);
    agrees({ value: pair?.difference, se: pair?.se, ...pair?.interval }, `waves/${key}`);
    agrees({ value: pair?.pValue, low: pair?.df }, `waves/${key}/p`);
    // Two waves two years apart: the slope is half the difference, and the test is the same.
    close(trend.slope, (pair?.difference ?? NaN) / 2, 1e-12, "slope");
    close(trend.pValue, pair?.pValue ?? NaN, 1e-12, "p");
  }
});

Deno.test("Wilson and Clopper–Pearson intervals agree with R at three levels, from nobody to all of 100,000", () => {
  for (const key of wanted.keys()) {
    const [kind, n, x, level] = key.split("/");
    if (kind !== "wilson" && kind !== "clopper") continue;
    const interval = kind === "wilson" ? wilsonInterval : clopperPearsonInterval;
    const found = interval(Number(x), Number(n), { level: Number(level) });
    agrees({ value: Number(x) / Number(n), ...found }, key);
  }
});

Deno.test("every value that more.R wrote is used by a test of this file", () => {
  assert.deepEqual([...wanted.keys()].filter((key) => !used.has(key)), []);
  assert.ok(wanted.size > 240);
});
