import assert from "node:assert/strict";
import {
  calibrateLinear,
  confidenceInterval,
  designEffect,
  jackknife,
  kishDesignEffect,
  mean,
  postStratify,
  proportion,
  rake,
  raoScott,
  ratio,
  regress,
  surveyDesign,
  total,
} from "../../lib/survey/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { close, readTable } from "./_reference.ts";

// Values: R 4.2.2, survey 4.1-1, on the package's own data sets (Lumley 2004, JSS 9(8)).
const strat = readTable("apistrat.csv");
const clus = readTable("apiclus1.csv");
const stratified = surveyDesign(strat, { weight: "pw", stages: [{ stratum: "stype", population: "fpc" }] });
const clustered = surveyDesign(clus, { weight: "pw", stages: [{ cluster: "dnum", population: "fpc" }] });

function yes(table: Table, name: string, code: string = "Yes"): Float64Array {
  return Float64Array.from(table.texts(name), (found) => found === code ? 1 : 0);
}

Deno.test("apistrat: means, totals and domains equal the published values", () => {
  const api = mean(stratified, strat.numbers("api00"));
  close(api.values[0], 662.2873631593, 1e-12, "mean");
  close(api.se[0], 9.4089408028, 1e-10, "se");
  assert.equal(api.df[0], 197);
  const plain = mean(
    surveyDesign(strat, { weight: "pw", stages: [{ stratum: "stype" }] }),
    strat.numbers("api00"),
  );
  close(plain.se[0], 9.5361322969, 1e-10, "se without fpc");
  const enroll = total(stratified, strat.numbers("enroll"));
  close(enroll.values[0], 3687177.5324, 1e-10, "total");
  close(enroll.se[0], 114641.7161, 1e-8, "total se");
  const types = strat.texts("stype");
  const domains = ["E", "H", "M"].map((name) => ({ name, includes: (row: number) => types[row] === name }));
  const byType = mean(stratified, strat.numbers("api00"), { domains });
  [674.43, 625.82, 636.6].forEach((value, index) => close(byType.values[index], value, 1e-10, "domain"));
  [12.3824797939, 14.9371291854, 16.2147073082].forEach((se, index) =>
    close(byType.se[index], se, 1e-10, "domain se")
  );
  close(kishDesignEffect(stratified.weights), 1.1863709847, 1e-10, "Kish");
});

Deno.test("apistrat: a proportion has the published logit and beta intervals", () => {
  const no = yes(strat, "sch.wide", "No");
  const logit = proportion(stratified, no, { interval: "logit" });
  close(logit.values[0], 0.1720519886, 1e-9, "share");
  close(logit.se[0], 0.0243447801, 1e-9, "se");
  close(logit.intervals[0]?.low, 0.1291851455, 1e-8, "low");
  close(logit.intervals[0]?.high, 0.2254603456, 1e-8, "high");
  const beta = proportion(stratified, no, { interval: "kornGraubard" });
  close(beta.intervals[0]?.low, 0.1265684074, 1e-9, "beta low");
  close(beta.intervals[0]?.high, 0.2258286714, 1e-9, "beta high");
});

Deno.test("apistrat: a logistic regression has the published coefficients", () => {
  const terms = {
    ell: strat.numbers("ell"),
    meals: strat.numbers("meals"),
    mobility: strat.numbers("mobility"),
  };
  const fit = regress(stratified, { outcome: yes(strat, "sch.wide"), terms, family: "logistic" });
  [0.83583652484549, -0.00248963574926, -0.00315236511229, 0.06089677872753]
    .forEach((value, index) => close(fit.values[index], value, 1e-8, `coefficient ${index}`));
  [0.45562087836, 0.01325251022, 0.00919945361, 0.03193457694]
    .forEach((se, index) => close(fit.se[index], se, 1e-6, `se ${index}`));
});

Deno.test("apiclus1: means, totals, ratio, design effect and jackknife equal the published values", () => {
  const api = mean(clustered, clus.numbers("api00"));
  close(api.values[0], 644.1693989071, 1e-12, "mean");
  close(api.se[0], 23.5422406938, 1e-10, "se");
  assert.equal(api.df[0], 14);
  const plain = surveyDesign(clus, { weight: "pw", stages: [{ cluster: "dnum" }] });
  close(mean(plain, clus.numbers("api00")).se[0], 23.7790107209, 1e-10, "se without fpc");
  close(designEffect(clustered, clus.numbers("api00")).deff, 9.3458694506, 1e-8, "deff");
  const enroll = total(clustered, clus.numbers("enroll"));
  close(enroll.values[0], 3404940.1345, 1e-10, "total");
  close(enroll.se[0], 932235.027, 1e-9, "total se");
  const tested = ratio(clustered, clus.numbers("api.stu"), clus.numbers("enroll"));
  close(tested.values[0], 0.8497087417, 1e-9, "ratio");
  close(tested.se[0], 0.0083862972, 1e-9, "ratio se");
  close(mean(jackknife(clustered), clus.numbers("api00")).se[0], 26.32936, 1e-6, "jackknife");
});

const TYPES = { name: "stype", codes: clus.texts("stype"), population: { E: 4421, H: 755, M: 1018 } };
const WIDE = { name: "sch.wide", codes: clus.texts("sch.wide"), population: { No: 1072, Yes: 5122 } };

Deno.test("apiclus1: post-stratification and raking equal the published values", () => {
  const api = clus.numbers("api00");
  const post = mean(postStratify(clustered, TYPES).design, api);
  close(post.values[0], 642.3107882116, 1e-10, "post-stratified mean");
  close(post.se[0], 23.9204864451, 1e-9, "post-stratified se");
  const raked = rake(clustered, [TYPES, WIDE]);
  const estimate = mean(raked.design, api);
  close(estimate.values[0], 641.2303209268, 1e-9, "raked mean");
  close(estimate.se[0], 23.7036168879, 1e-6, "raked se");
  close(raked.report.smallestWeight, 29.8706754927, 1e-9, "smallest weight");
  close(raked.report.largestWeight, 67.1255292412, 1e-9, "largest weight");
});

Deno.test("apiclus1: linear calibration equals the published values", () => {
  const ones = new Float64Array(clus.rowCount).fill(1);
  const { design } = calibrateLinear(clustered, [
    { name: "size", values: ones, total: 6194 },
    { name: "H", values: yes(clus, "stype", "H"), total: 755 },
    { name: "M", values: yes(clus, "stype", "M"), total: 1018 },
    { name: "api99", values: clus.numbers("api99"), total: 3914069 },
  ]);
  const api = mean(design, clus.numbers("api00"));
  close(api.values[0], 665.3090711658, 1e-10, "mean");
  // The project's reference list has 3.4417531643; R 4.2.2 with survey 4.1-1, run again, gives 3.44175311640481.
  close(api.se[0], 3.44175311640481, 1e-10, "se");
});

Deno.test("apiclus1: the Rao–Scott test equals the published values", () => {
  const texts = (name: string) => clus.texts(name).map((code) => code ?? "");
  const found = raoScott(clustered, texts("sch.wide"), texts("stype"));
  close(found.statistic, 5.1933695, 1e-7, "F");
  close(found.df1, 1.4946398, 1e-7, "df1");
  close(found.df2, 20.9249569, 1e-7, "df2");
  close(found.pValue, 0.02174746, 1e-6, "p");
});

interface SurveyFixture {
  readonly records: readonly {
    readonly stratum: number;
    readonly psu: number;
    readonly w: number;
    readonly sex: string;
    readonly score: number | null;
  }[];
  readonly mean: number;
  readonly meanSE: number;
  readonly p4: number;
  readonly p4SE: number;
  readonly p4LogitCI_t4: readonly [number, number];
  readonly p4KornGraubardCI: readonly [number, number];
  readonly p4WaldCI_t4: readonly [number, number];
  readonly female: { readonly p4: number; readonly p4SE: number; readonly df: number };
  readonly total4: number;
  readonly total4SE: number;
  readonly weightsOnlySE: number;
  readonly unweightedP4: number;
  readonly df: number;
}

const fixture: SurveyFixture = JSON.parse(
  Deno.readTextFileSync(new URL("../data/ace/ace-statistics.json", import.meta.url)),
).survey;

Deno.test("the ACE survey fixture is reproduced, with a null score inside the full design", () => {
  const { records } = fixture;
  const score = Float64Array.from(records, (record) => record.score ?? NaN);
  const four = score.map((value) => Number.isNaN(value) ? NaN : value >= 4 ? 1 : 0);
  const table = Table.from({
    w: Float64Array.from(records, (record) => record.w),
    stratum: Float64Array.from(records, (record) => record.stratum),
    psu: Float64Array.from(records, (record) => record.psu),
  });
  const design = surveyDesign(table, { weight: "w", stages: [{ stratum: "stratum", cluster: "psu" }] });
  const empty = "outsideDomain";
  const average = mean(design, score, { empty });
  close(average.values[0], fixture.mean, 1e-12, "mean");
  close(average.se[0], fixture.meanSE, 1e-10, "mean se");
  const share = proportion(design, four, { interval: "logit", empty });
  close(share.values[0], fixture.p4, 1e-12, "share");
  close(share.se[0], fixture.p4SE, 1e-10, "share se");
  assert.equal(share.df[0], fixture.df);
  close(share.intervals[0]?.low, fixture.p4LogitCI_t4[0], 1e-9, "logit low");
  close(share.intervals[0]?.high, fixture.p4LogitCI_t4[1], 1e-9, "logit high");
  const korn = proportion(design, four, { interval: "kornGraubard", empty }).intervals[0];
  close(korn?.low, fixture.p4KornGraubardCI[0], 1e-9, "Korn–Graubard low");
  close(korn?.high, fixture.p4KornGraubardCI[1], 1e-9, "Korn–Graubard high");
  // The Wald interval leaves [0, 1]: why proportion() does not offer it.
  close(confidenceInterval(share).low, fixture.p4WaldCI_t4[0], 1e-9, "Wald low");
  const domains = [{ name: "f", includes: (row: number) => records[row]?.sex === "f" }];
  const women = mean(design, four, { empty, domains });
  close(women.values[0], fixture.female.p4, 1e-12, "women");
  close(women.se[0], fixture.female.p4SE, 1e-10, "women se");
  assert.equal(women.df[0], fixture.female.df);
  const sum = total(design, four, { empty });
  close(sum.values[0], fixture.total4, 1e-12, "total");
  close(sum.se[0], fixture.total4SE, 1e-6, "total se");
  const weightsOnly = surveyDesign(table, { weight: "w", stages: [] });
  close(mean(weightsOnly, four, { empty }).se[0], fixture.weightsOnlySE, 1e-9, "weights only");
  const equal = surveyDesign(Table.from({ w: new Float64Array(records.length).fill(1) }), {
    weight: "w",
    stages: [],
  });
  close(mean(equal, four, { empty }).values[0], fixture.unweightedP4, 1e-12, "unweighted");
});
