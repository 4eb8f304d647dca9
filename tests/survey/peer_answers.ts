/** The answers of lib/survey on a generated design, under the keys of tests/data/survey/peers.R. */
import { relationOf } from "../../lib/ace/survey_dose_response.ts";
import {
  type AnyDesign,
  type Calibrated,
  calibrateLinear,
  designEffect,
  type Estimates,
  jackknife,
  linearTrend,
  mean,
  pairwiseDifferences,
  postStratify,
  proportion,
  quantile,
  rake,
  rakeWeights,
  ratio,
  regress,
  type SurveyDesign,
  surveyKappa,
  total,
} from "../../lib/survey/mod.ts";
import type { Table } from "../../lib/core/table.ts";
import { designOf, type GeneratedDesign, tableOf } from "./generated.ts";

/** A value with what stands beside it: a standard error and two ends, or other numbers, as in the R script. */
export interface Answer {
  readonly key: string;
  readonly value: number;
  readonly se?: number;
  readonly low?: number;
  readonly high?: number;
}

const POPULATION = { age: { young: 1500, middle: 2100, old: 1300 }, sex: { f: 2600, m: 2300 } };
const WITHOUT_JACKKNIFE = new Set<string>([
  "twoStages",
  "lonelyCertainty",
  "lonelyCentre",
  "lonelyAverage",
  "weights",
  "strata",
]);

/** Everything that lib/survey says about a design. */
export function answersOf(generated: GeneratedDesign): readonly Answer[] {
  const table = tableOf(generated);
  const design = designOf(generated, table);
  return [
    { key: "df", value: design.degreesOfFreedom() },
    ...common("", design, table),
    ...domains(generated.kind, design, table),
    ...shares(design, table),
    ...models(generated.kind, design, table),
    ...agreement(design, table),
    ...weighting(design, table),
    ...(WITHOUT_JACKKNIFE.has(generated.kind) ? [] : replicates(design, table)),
  ];
}

function one(key: string, estimates: Estimates, index: number = 0): Answer {
  return { key, value: estimates.values[index]!, se: estimates.se[index]! };
}

function common(key: string, design: AnyDesign, table: Table): readonly Answer[] {
  const y = table.numbers("y");
  return [
    one(`${key}total`, total(design, y)),
    one(`${key}mean`, mean(design, y)),
    one(`${key}ratio`, ratio(design, y, table.numbers("e"))),
  ];
}

function domains(kind: string, design: SurveyDesign, table: Table): readonly Answer[] {
  const codes = table.texts("dom");
  const split = ["a", "b", "c"].map((name) => ({ name, includes: (row: number) => codes[row] === name }));
  const y = table.numbers("y");
  const means = mean(design, y, { domains: split });
  const totals = total(design, y, { domains: split });
  const single = split.flatMap(({ name }, index) => [
    { ...one(`mean/${name}`, means, index), low: means.df[index]! },
    one(`total/${name}`, totals, index),
  ]);
  // Under this policy R's two ways (svyby and subset) differ from each other: see peers.R.
  return kind === "lonelyAverage" ? single : [...single, ...contrasts(means)];
}

function contrasts(means: Estimates): readonly Answer[] {
  const trend = linearTrend(means, [0, 1, 3]);
  const holm = pairwiseDifferences(means, { adjust: "holm" });
  const bonferroni = pairwiseDifferences(means, { adjust: "bonferroni" });
  return [
    { key: "trend", value: trend.slope, se: trend.se, low: trend.pValue },
    ...holm.flatMap(({ difference, se, interval, pValue, adjustedPValue }, index) => [
      { key: `pair/${index + 1}`, value: difference, se, ...interval },
      {
        key: `pair-p/${index + 1}`,
        value: pValue,
        se: adjustedPValue,
        low: bonferroni[index]!.adjustedPValue,
      },
    ]),
  ];
}

function shares(design: SurveyDesign, table: Table): readonly Answer[] {
  const flag = table.numbers("flag");
  const y = table.numbers("y");
  const effect = designEffect(design, y);
  return [
    ...([["logit", "logit"], ["beta", "kornGraubard"]] as const).map(([name, interval]) => {
      const found = proportion(design, flag, { interval, empty: "outsideDomain" });
      const ends = found.intervals[0];
      return { ...one(`share/${name}`, found), low: ends?.low ?? NaN, high: ends?.high ?? NaN };
    }),
    ...[0.2, 0.5, 0.8].map((p) => {
      const { value, se, low, high } = quantile(design, y, { p });
      return { key: `quantile/${p}`, value, se: se ?? NaN, low: low ?? NaN, high: high ?? NaN };
    }),
    { key: "deff", value: effect.deff ?? NaN, se: effect.deffReplace },
  ];
}

function models(kind: string, design: SurveyDesign, table: Table): readonly Answer[] {
  const terms = {
    x: table.numbers("x"),
    b: Float64Array.from(table.texts("dom"), (code) => code === "b" ? 1 : 0),
  };
  const outcome = table.numbers("flag");
  const linear = regress(design, { outcome: table.numbers("y"), terms, family: "linear" });
  const logistic = regress(design, { outcome, terms, family: "logistic", empty: "outsideDomain" });
  const codes = ["0", "1", "2", "3"];
  const relation = relationOf(design, { groups: table.numbers("grp"), codes, outcome, level: 0.95 });
  const paf = relation.attributableFraction;
  const filled = kind !== "lonelyAverage" &&
    relation.rows.every(({ cases, nonCases }) => cases > 0 && nonCases > 0);
  return [
    ...[0, 1, 2].flatMap((index) => [
      one(`linear/${index + 1}`, linear, index),
      one(`logistic/${index + 1}`, logistic, index),
    ]),
    ...relation.rows.slice(filled ? 1 : 4).map(({ oddsRatio, seLog, interval }, index) => ({
      key: `odds/${index + 2}`,
      value: Math.log(oddsRatio ?? NaN),
      se: seLog ?? NaN,
      low: interval?.low ?? NaN,
      high: interval?.high ?? NaN,
    })),
    {
      key: "odds-step",
      value: Math.log(relation.perGroup?.oddsRatio ?? NaN),
      se: relation.perGroup?.seLog ?? NaN,
      low: relation.perGroup?.pValue ?? NaN,
    },
    { key: "paf", value: paf?.value ?? NaN },
  ];
}

function agreement(design: SurveyDesign, table: Table): readonly Answer[] {
  const ratings = { first: table.numbers("k1"), second: table.numbers("k2"), categories: 3 };
  return (["none", "linear", "quadratic"] as const)
    .map((weights) => one(`kappa/${weights}`, surveyKappa(design, ratings, weights)));
}

function marginsOf(table: Table) {
  return (["age", "sex"] as const)
    .map((name) => ({ name, codes: table.texts(name), population: POPULATION[name] }));
}

function weighting(design: SurveyDesign, table: Table): readonly Answer[] {
  const [age, sex] = marginsOf(table);
  const flags = (name: string, code: string) =>
    Float64Array.from(table.texts(name), (found) => found === code ? 1 : 0);
  const totals = [
    { name: "size", values: new Float64Array(table.rowCount).fill(1), total: 4900 },
    { name: "old", values: flags("age", "old"), total: POPULATION.age.old },
    { name: "young", values: flags("age", "young"), total: POPULATION.age.young },
    { name: "m", values: flags("sex", "m"), total: POPULATION.sex.m },
  ];
  const done: readonly (readonly [string, Calibrated])[] = [
    ["post/", postStratify(design, age!)],
    ["rake/", rake(design, [age!, sex!], { tolerance: 1e-13, maxIterations: 500 })],
    ["linear-calibration/", calibrateLinear(design, totals)],
  ];
  return done.flatMap(([key, { design: calibrated }]) => common(key, calibrated, table));
}

function replicates(design: SurveyDesign, table: Table): readonly Answer[] {
  const [age] = marginsOf(table);
  const y = table.numbers("y");
  const jack = jackknife(design);
  const codes = table.texts("dom");
  const b = [{ name: "b", includes: (row: number) => codes[row] === "b" }];
  const post = jack.mapWeights((weights) => rakeWeights(weights, [age!], { maxIterations: 1 }));
  return [
    ...common("jackknife/", jack, table),
    one("jackknife/mean/b", mean(jack, y, { domains: b })),
    one(
      "jackknife/slope",
      regress(jack, { outcome: y, terms: { x: table.numbers("x") }, family: "linear" }),
      1,
    ),
    one("jackknife/post", mean(post, y)),
  ];
}
