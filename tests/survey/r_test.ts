import assert from "node:assert/strict";
import {
  type AnyDesign,
  calibrateLinear,
  contrast,
  designEffect,
  type Estimates,
  jackknife,
  type LonelyPolicy,
  mean,
  postStratify,
  proportion,
  quantile,
  rake,
  rakeWeights,
  raoScott,
  ratio,
  regress,
  surveyDesign,
  total,
} from "../../lib/survey/mod.ts";
import type { Table } from "../../lib/core/table.ts";
import { agrees, close, keysOf, readTable, reference } from "./_reference.ts";

const tableA = readTable("design-a.csv");
const tableB = readTable("design-b.csv");
const tableC = readTable("design-c.csv");

const designA = surveyDesign(tableA, { weight: "w", stages: [{ stratum: "h", cluster: "psu" }] });

/** One estimate of a set by its position. */
function at(estimates: Estimates, index: number = 0) {
  return { value: estimates.values[index], se: estimates.se[index] };
}

function domainsOf(table: Table) {
  const codes = table.texts("dom");
  return ["a", "b", "c"].map((name) => ({ name, includes: (row: number) => codes[row] === name }));
}

function checkCommon(key: string, design: AnyDesign, table: Table): void {
  const y = table.numbers("y");
  const flag = table.numbers("flag");
  agrees(at(total(design, y)), `${key}/total/y`);
  agrees(at(mean(design, y)), `${key}/mean/y`);
  agrees(at(ratio(design, y, table.numbers("e"))), `${key}/ratio/y/e`);
  agrees(at(mean(design, flag, { empty: "outsideDomain" })), `${key}/mean/flag`);
  const domains = domainsOf(table);
  const means = mean(design, y, { domains });
  const totals = total(design, y, { domains });
  domains.forEach(({ name }, index) => {
    agrees(at(means, index), `${key}/mean/y/${name}`);
    agrees(at(totals, index), `${key}/total/y/${name}`);
    assert.equal(means.df[index], reference(`${key}/df/${name}`).value);
  });
  assert.equal(design.degreesOfFreedom(), reference(`${key}/df`).value);
  agrees(at(contrast(means, "a - b", [1, -1, 0])), `${key}/difference/a-b`);
}

function checkFull(key: string, design: AnyDesign, table: Table): void {
  checkCommon(key, design, table);
  const y = table.numbers("y");
  const flag = table.numbers("flag");
  for (const [name, interval] of [["logit", "logit"], ["beta", "kornGraubard"]] as const) {
    const shares = proportion(design, flag, { interval, empty: "outsideDomain" });
    agrees(at(shares), `${key}/proportion/${name}`);
    const wanted = reference(`${key}/proportion/${name}`);
    // R fits the logit interval by svyglm with an epsilon of 1e-8.
    close(shares.intervals[0]?.low, wanted.low, 1e-6, `${key} ${name} low`);
    close(shares.intervals[0]?.high, wanted.high, 1e-6, `${key} ${name} high`);
  }
  for (const p of [0.1, 0.5, 0.9]) {
    const found = quantile(design, y, { p });
    const wanted = reference(`${key}/quantile/${p}`);
    agrees(found, `${key}/quantile/${p}`);
    close(found.low, wanted.low, 1e-10, `${key} quantile ${p} low`);
    close(found.high, wanted.high, 1e-10, `${key} quantile ${p} high`);
  }
  const effect = designEffect(design, y);
  close(effect.deff, reference(`${key}/deff`).value, 1e-8, `${key} deff`);
  close(effect.deffReplace, reference(`${key}/deff-replace`).value, 1e-8, `${key} deff-replace`);
  const terms = {
    x: table.numbers("x"),
    b: Float64Array.from(table.texts("dom"), (code) => code === "b" ? 1 : 0),
  };
  const linear = regress(design, { outcome: y, terms, family: "linear" });
  const logistic = regress(design, { outcome: flag, terms, family: "logistic", empty: "outsideDomain" });
  for (const index of [0, 1, 2]) {
    agrees(at(linear, index), `${key}/linear/${index + 1}`);
    agrees(at(logistic, index), `${key}/logistic/${index + 1}`);
  }
}

Deno.test("a stratified clustered design agrees with R survey in every estimate", () =>
  checkFull("a", designA, tableA));

Deno.test("the same design with finite populations agrees with R survey", () => {
  const stages = [{ stratum: "h", cluster: "psu", population: "popc" }];
  checkFull("a-fpc", surveyDesign(tableA, { weight: "w", stages }), tableA);
});

Deno.test("a sample with weights only agrees with R survey", () => {
  checkFull("srs", surveyDesign(tableA, { weight: "w", stages: [] }), tableA);
});

Deno.test("two stages with finite populations agree with R survey", () => {
  const stages = [{ stratum: "h", cluster: "psu", population: "popc" }, {
    cluster: "row",
    population: "popr",
  }];
  const design = surveyDesign(tableC, { stages });
  close(design.weights[0], reference("c/weight/1").value, 1e-12, "weight");
  checkCommon("c", design, tableC);
});

const POLICIES: readonly (readonly [string, LonelyPolicy])[] = [
  ["b-certainty", "certainty"],
  ["b-adjust", "centre"],
  ["b-average", "average"],
];
for (const [key, lonely] of POLICIES) {
  Deno.test(`lonely clusters under the policy ${lonely} agree with R survey`, () => {
    const design = surveyDesign(tableB, { weight: "w", stages: [{ stratum: "h", cluster: "psu" }], lonely });
    checkCommon(key, design, tableB);
  });
}

Deno.test("collapsing lonely strata is what R gives on strata that were joined by hand", () => {
  const stages = [{ stratum: "h", cluster: "psu" }];
  checkCommon("b-collapse", surveyDesign(tableB, { weight: "w", stages, lonely: "collapse" }), tableB);
});

Deno.test("lonely clusters are refused unless a policy is named", () => {
  const design = surveyDesign(tableB, { weight: "w", stages: [{ stratum: "h", cluster: "psu" }] });
  assert.throws(() => mean(design, tableB.numbers("y")), /one cluster.*Name a policy/s);
});

Deno.test("jackknife replicates agree with R survey", () => {
  const design = jackknife(designA);
  const y = tableA.numbers("y");
  agrees(at(mean(design, y)), "a-jkn/mean/y");
  agrees(at(total(design, y)), "a-jkn/total/y");
  agrees(at(ratio(design, y, tableA.numbers("e"))), "a-jkn/ratio/y/e");
  agrees(at(mean(design, y, { domains: domainsOf(tableA) }), 1), "a-jkn/mean/y/b");
});

const AGE = { name: "age", codes: tableA.texts("age"), population: { young: 1500, middle: 2100, old: 1300 } };
const SEX = { name: "sex", codes: tableA.texts("sex"), population: { f: 2600, m: 2300 } };

Deno.test("post-stratification agrees with R survey, by linearisation and by replicates", () => {
  const { design, report } = postStratify(designA, AGE);
  assert.equal(report.converged, "yes");
  checkCommon("a-post", design, tableA);
  const replicates = jackknife(designA).mapWeights((weights) =>
    rakeWeights(weights, [AGE], { maxIterations: 1 })
  );
  agrees(at(mean(replicates, tableA.numbers("y"))), "a-jkn-post/mean/y");
});

Deno.test("raking agrees with R survey's calibrate and reports convergence", () => {
  const { design, report } = rake(designA, [AGE, SEX], { tolerance: 1e-13 });
  assert.equal(report.converged, "yes");
  assert.ok(report.iterations > 1 && report.largestGap <= 1e-13);
  close(design.weights[0], reference("a-rake/weight/1").value, 1e-8, "weight 1");
  close(design.weights[49], reference("a-rake/weight/50").value, 1e-8, "weight 50");
  checkCommon("a-rake", design, tableA);
});

Deno.test("raking that stops early says so", () => {
  assert.equal(rake(designA, [AGE, SEX], { maxIterations: 1 }).report.converged, "no");
});

Deno.test("linear calibration agrees with R survey", () => {
  const flag = (name: string, code: string) =>
    Float64Array.from(tableA.texts(name), (found) => found === code ? 1 : 0);
  const { design } = calibrateLinear(designA, [
    { name: "size", values: new Float64Array(tableA.rowCount).fill(1), total: 4900 },
    { name: "old", values: flag("age", "old"), total: 1300 },
    { name: "young", values: flag("age", "young"), total: 1500 },
    { name: "m", values: flag("sex", "m"), total: 2300 },
    { name: "e", values: tableA.numbers("e"), total: 245000 },
  ]);
  close(design.weights[6], reference("a-linear/weight/7").value, 1e-8, "weight 7");
  checkCommon("a-linear", design, tableA);
});

Deno.test("the Rao–Scott test agrees with R survey", () => {
  const texts = (name: string) => tableA.texts(name).map((code) => code ?? "");
  for (const [key, columns] of [["a/rao-scott/F", "sex"], ["a/rao-scott/F3", "age"]] as const) {
    const found = raoScott(designA, texts("dom"), texts(columns));
    const wanted = reference(key);
    close(found.statistic, wanted.value, 1e-8, key);
    close(found.pValue, wanted.se, 1e-8, `${key} p`);
    close(found.df1, wanted.low, 1e-8, `${key} df1`);
    close(found.df2, wanted.high, 1e-8, `${key} df2`);
  }
});

Deno.test("every value that generate.R wrote is used by a test of this file", () => {
  const prefixes = [
    "a",
    "a-fpc",
    "srs",
    "c",
    "b-certainty",
    "b-adjust",
    "b-average",
    "b-collapse",
    "a-jkn",
    "a-post",
  ];
  const counted = [...prefixes, "a-jkn-post", "a-rake", "a-linear"].flatMap((prefix) => keysOf(prefix));
  assert.equal(counted.length, 215);
});
