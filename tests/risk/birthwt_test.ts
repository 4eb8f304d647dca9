/** Expected values: R 4.2.2, glm at epsilon 1e-15, sandwich, and statsmodels; see tests/data/risk/README.md. */
import {
  type CovarianceChoice,
  factor,
  fitFirth,
  fitLogistic,
  fitPoisson,
  fitRiskRatios,
  formula,
  interaction,
  marginalEffects,
  standardisedRisks,
} from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";

const table = readTable("birthwt.csv");
const race = factor("race", { reference: "1" });
const terms = formula("low", ["age", "lwt", race, "smoke", "ptl", "ht", "ui"]);

const PUBLISHED: readonly (readonly [string, number, number, number, number, number])[] = [
  ["(intercept)", 0.4644032826509, 1.20470210966999, 1.22013530755, 1.25026664243, 1.30366940957],
  ["age", -0.0270697792990, 0.03645261429683, 0.0337552838662, 0.0345888731868, 0.0360009514785],
  ["lwt", -0.0151825628626, 0.00692790239348, 0.00711455511408, 0.00729024959757, 0.00765967734569],
  ["race=2", 1.2632193755484, 0.52646774130581, 0.506180154445, 0.518680312131, 0.546563478891],
  ["race=3", 0.8616351075343, 0.43919749202892, 0.432395816899, 0.443073864717, 0.45926106026],
  ["smoke", 0.9233491572288, 0.40085831534155, 0.385740309083, 0.395266195562, 0.411730433432],
  ["ptl", 0.5417551194891, 0.34626656235773, 0.410362999062, 0.420496944756, 0.457952661534],
  ["ht", 1.8336956099130, 0.69176998813150, 0.654924890393, 0.671098310726, 0.733814412882],
  ["ui", 0.7585965042111, 0.45939182116441, 0.487145004205, 0.499175087397, 0.524913467015],
];

Deno.test("fitLogistic() gives the published coefficients and four covariances of birthwt", () => {
  (["model", "HC0", "HC1", "HC3"] as const).forEach((covariance, index) => {
    const model = fitLogistic(table, terms, { covariance });
    for (const [name, beta, ...errors] of PUBLISHED) {
      close(model.coefficient(name).estimate, beta, name);
      close(model.coefficient(name).se, errors[index]!, `${name} ${covariance}`);
    }
  });
  const { fit } = fitLogistic(table, terms);
  close(fit.deviance, 201.426951204, "deviance");
  close(fit.nullDeviance, 234.671996193, "null deviance");
  close(fit.aic, 219.426951204, "AIC");
});

Deno.test("HC2 and CR3 agree with the matrix formulas written out in R, CR2 with clubSandwich", () => {
  const hc2 = fitLogistic(table, terms, { covariance: "HC2" });
  close(hc2.coefficient("smoke").se, 0.39835940460852598, "HC2 smoke");
  close(hc2.coefficient("ht").se, 0.69298382186436458, "HC2 ht");
  const cases = [["CR2", 0.404900855870119813, 0.031849498405199808], [
    "CR3",
    0.4419890109899643,
    0.0348922100406594,
  ]] as const;
  for (const [correction, smoke, age] of cases) {
    const model = fitLogistic(table, terms, { covariance: { cluster: "age", correction } });
    close(model.coefficient("smoke").se, smoke, `${correction} smoke`);
    close(model.coefficient("age").se, age, `${correction} age`);
  }
});

Deno.test("clusters by age give the three published corrections", () => {
  const wanted = [
    ["CR0", 0.3742827763, 0.0292568725],
    ["CR1", 0.382332789209, 0.0298861245222],
    ["CR1S", 0.390736711584, 0.030543040899],
  ] as const;
  for (const [correction, smoke, age] of wanted) {
    const covariance: CovarianceChoice = { cluster: "age", correction };
    const model = fitLogistic(table, terms, { covariance });
    close(model.coefficient("smoke").se, smoke, `${correction} smoke`);
    close(model.coefficient("age").se, age, `${correction} age`);
  }
});

Deno.test("the odds ratio of smoking has the published Wald interval", () => {
  const ratio = fitLogistic(table, terms).ratios.find(({ name }) => name === "smoke");
  close(ratio?.low, 1.147609744, "low", 1e-9);
  close(ratio?.high, 5.523529279, "high", 1e-9);
});

Deno.test("marginalEffects() sets a factor as a group and agrees with the published effects", () => {
  const wanted: readonly (readonly [string, number, number])[] = [
    ["age", -0.00482550405325, 0.00647440490757],
    ["lwt", -0.00270646900453, 0.00118347220034],
    ["race=2", 0.23279000421, 0.0995696022484],
    ["race=3", 0.151000049217, 0.0760608035168],
    ["smoke", 0.170465124038, 0.0729571562152],
    ["ptl", 0.0965741721087, 0.0602501366101],
    ["ht", 0.364410523716, 0.127532877756],
    ["ui", 0.146380249279, 0.0929191939288],
  ];
  const { effects } = marginalEffects(fitLogistic(table, terms));
  for (const [name, estimate, se] of wanted) {
    const effect = effects.find((one) => one.name === name);
    close(effect?.estimate, estimate, name);
    close(effect?.se, se, `${name} se`);
  }
  const robust = marginalEffects(fitLogistic(table, terms, { covariance: "HC1" })).effects;
  close(robust.find(({ name }) => name === "smoke")?.se, 0.073312805251, "smoke HC1");
});

Deno.test("standardisedRisks() gives the published risks and ratio of smoking", () => {
  const { risks } = standardisedRisks(fitLogistic(table, terms), "smoke");
  close(risks[0]?.risk.estimate, 0.245805995954, "risk 0");
  close(risks[1]?.risk.estimate, 0.416271119992, "risk 1");
  close(risks[1]?.ratio?.estimate, 1.69349457232, "ratio");
  close(risks[1]?.difference?.se, 0.0729571562152, "difference se");
});

Deno.test("fitRiskRatios() gives the published risk ratios and HC0 errors", () => {
  const wanted = [["smoke", 1.774160779913, 0.21334354455153], ["race=2", 2.235029293214, 0.27575493598644], [
    "ht",
    2.792819865789,
    0.26833042202264,
  ]] as const;
  const { ratios } = fitRiskRatios(table, terms);
  for (const [name, estimate, se] of wanted) {
    const ratio = ratios.find((one) => one.name === name);
    close(ratio?.estimate, estimate, name);
    close(ratio?.se, se, `${name} se`);
  }
});

Deno.test("the crude 2 × 2 table has the published risk ratio, interval and odds ratio", () => {
  const [risk] = fitRiskRatios(table, formula("low", ["smoke"])).ratios;
  close(risk?.estimate, 1.60764212488, "RR");
  close(risk?.low, 1.05781242476, "low");
  close(risk?.high, 2.44326228469, "high");
  close(fitLogistic(table, formula("low", ["smoke"])).ratios[0]?.estimate, 2.02194357367, "OR");
});

Deno.test("fitFirth() agrees with a weighted glm on augmented data in R", () => {
  const model = fitFirth(table, terms);
  close(model.coefficient("(intercept)").estimate, 0.3488566440296995, "intercept");
  close(model.coefficient("race=2").estimate, 1.2074083102059960, "race=2");
  close(model.coefficient("ht").estimate, 1.7121697801425373, "ht");
  close(model.coefficient("ht").se, 0.68135759194722678, "ht se");
  close(model.fit.logLikelihood, -85.6155146247548, "penalised log-likelihood");
});

Deno.test("fitPoisson() with person-time agrees with R", () => {
  const model = fitPoisson(table, formula("ptl", ["age", "smoke"]), { personTime: "lwt" });
  close(model.coefficient("(intercept)").estimate, -7.6902821243286859, "intercept");
  close(model.coefficient("smoke").estimate, 0.9761301235237608, "smoke");
  close(model.coefficient("age").se, 0.0299559035759559, "age se");
  close(model.fit.deviance, 139.573969107051, "deviance");
  close(model.fit.nullDeviance, 148.840462555957, "null deviance");
  close(model.fit.aic, 209.634342507899, "AIC");
});

Deno.test("interactions of numbers and factors agree with R", () => {
  const crossed = formula("low", [
    "age",
    "smoke",
    race,
    interaction("age", "smoke"),
    interaction(race, "smoke"),
  ]);
  const model = fitLogistic(table, crossed);
  close(model.coefficient("age:smoke").estimate, 0.0306374899937165, "age:smoke");
  close(model.coefficient("race=2:smoke").estimate, -0.2766022424001378, "race=2:smoke");
  close(model.coefficient("race=3:smoke").estimate, -1.3864059846731185, "race=3:smoke");
  close(model.fit.deviance, 215.837575811097, "deviance");
});

Deno.test("fitLogistic() gives the published coefficients of infert", () => {
  const model = fitLogistic(readTable("infert.csv"), formula("case", ["spontaneous", "induced"]));
  const wanted = [[-1.707860071360, 0.267709483688], [1.197205035293, 0.211643284627], [
    0.418129395048,
    0.205627456497,
  ]] as const;
  wanted.forEach(([estimate, se], index) => {
    close(model.coefficients[index]?.estimate, estimate, `coefficient ${index}`);
    close(model.coefficients[index]?.se, se, `se ${index}`);
  });
  close(model.fit.deviance, 279.611978834, "deviance");
});
