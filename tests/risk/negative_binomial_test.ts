import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import {
  factor,
  fitNegativeBinomial,
  fitPoisson,
  formula,
  interaction,
  marginalEffects,
  ratioTable,
  standardisedRisks,
} from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";
import { frameOf } from "../support/table_frame.ts";

const quine = readTable("quine.csv");
const sex = factor("Sex", { reference: "F" });
const eth = factor("Eth", { reference: "A" });
const terms = formula("Days", [
  sex,
  factor("Age", { reference: "F0" }),
  eth,
  factor("Lrn", { reference: "AL" }),
]);

Deno.test("fitNegativeBinomial() has the coefficients, θ and likelihood of MASS on quine", () => {
  const model = fitNegativeBinomial(quine, terms);
  const wanted = [
    ["(intercept)", 2.894579990249410706, 0.22842461478191223],
    ["Sex=M", 0.082320284145787348, 0.15991501464827840],
    ["Age=F1", -0.448428149877556581, 0.23974659255529751],
    ["Age=F2", 0.088080152113966040, 0.23619302865360903],
    ["Age=F3", 0.356900971429410352, 0.24832436279948333],
    ["Eth=N", -0.569371697358186379, 0.15333335928274494],
    ["Lrn=SL", 0.292109157033703881, 0.18647471010036165],
  ] as const;
  for (const [name, estimate, se] of wanted) {
    close(model.coefficient(name).estimate, estimate, name, 1e-6);
    close(model.coefficient(name).se, se, `${name} se`, 1e-6);
  }
  // Venables & Ripley print θ = 1.2749 (0.161) and 2 × log-likelihood −1093.151.
  close(model.fit.theta?.estimate, 1.2748926450536144, "θ", 1e-6);
  // glm.nb itself prints the error at its last θ but one; this is that at the θ that optimize() of R finds.
  close(model.fit.theta?.se, 0.16103566277959641, "se of θ", 1e-7);
  close(model.fit.logLikelihood, -1093.1510182899842 / 2, "log-likelihood", 1e-12);
  close(model.fit.deviance, 167.95180082058459, "deviance", 1e-6);
  close(model.fit.aic, 1109.1510182899842, "AIC", 1e-12);
});

Deno.test("robust errors of a negative binomial are those of sandwich: HC0 and clusters", () => {
  const robust = fitNegativeBinomial(quine, terms, { covariance: "HC0" });
  close(robust.coefficient("Sex=M").se, 0.15516820137632822, "Sex=M HC0", 1e-6);
  close(robust.coefficient("Age=F3").se, 0.25340158718665740, "Age=F3 HC0", 1e-6);
  const clustered = fitNegativeBinomial(quine, terms, { covariance: { cluster: "Age" } });
  close(clustered.coefficient("Sex=M").se, 0.316535834201403465, "Sex=M by age", 1e-6);
  close(clustered.coefficient("Lrn=SL").se, 0.173884690847967954, "Lrn=SL by age", 1e-6);
});

Deno.test("interactions and person-time agree with MASS", () => {
  const crossed = fitNegativeBinomial(quine, formula("Days", [sex, eth, interaction(sex, eth)]));
  close(crossed.coefficient("Sex=M:Eth=N").estimate, 0.346581725439496779, "interaction", 1e-7);
  close(crossed.fit.theta?.estimate, 1.181347732681497, "θ", 1e-7);
  close(crossed.fit.logLikelihood, -1103.671923704632 / 2, "log-likelihood", 1e-12);
  const visits = fitNegativeBinomial(readTable("birthwt.csv"), formula("ftv", ["age", "smoke"]), {
    personTime: "lwt",
  });
  close(visits.coefficient("age").estimate, 0.043374960687849580, "age", 1e-5);
  close(visits.coefficient("smoke").se, 0.199428414236763912, "smoke se", 1e-5);
  close(visits.fit.theta?.estimate, 2.2087803573915181, "θ", 1e-5);
  close(visits.fit.logLikelihood, -453.74070039953222 / 2, "log-likelihood", 1e-12);
});

Deno.test("no other coefficients or θ near by have a larger likelihood", () => {
  const model = fitNegativeBinomial(quine, formula("Days", [sex]));
  const { ratios, fit } = model;
  // One term only: the ratio is that of the means, whatever θ.
  const days = quine.numbers("Days");
  const mean = (level: string) => {
    const rows = quine.texts("Sex").flatMap((value, row) => value === level ? [days[row]!] : []);
    return rows.reduce((sum, value) => sum + value, 0) / rows.length;
  };
  close(ratios[0]?.estimate, mean("M") / mean("F"), "ratio of means", 1e-10);
  const theta = fit.theta!.estimate;
  const likelihood = (value: number) =>
    days.reduce((sum, y, row) => {
      const mu = mean(String(quine.texts("Sex")[row]));
      let steps = 0;
      for (let k = 0; k < y; k++) steps += Math.log((value + k) / (k + 1));
      return sum + steps + value * Math.log(value / (value + mu)) + y * Math.log(mu / (value + mu));
    }, 0);
  close(fit.logLikelihood, likelihood(theta), "log-likelihood", 1e-12);
  for (const near of [0.99, 1.01]) assert.ok(likelihood(theta * near) < likelihood(theta));
});

Deno.test("counts that vary no more than Poisson, fractions and empty groups are clear errors", () => {
  const even = Table.from({ y: Float64Array.of(2, 3, 2, 3, 2, 3), x: Float64Array.of(0, 0, 0, 1, 1, 1) });
  assert.throws(() => fitNegativeBinomial(even, formula("y", ["x"])), /no more than Poisson.*fitPoisson/);
  assert.ok(fitPoisson(even, formula("y", ["x"])).coefficient("x").se > 0);
  const half = Table.from({ y: Float64Array.of(0.5, 3, 1, 2), x: Float64Array.of(0, 0, 1, 1) });
  assert.throws(() => fitNegativeBinomial(half, formula("y", ["x"])), /no count/);
  const empty = Table.from({ y: Float64Array.of(0, 0, 0, 9, 0, 4), x: Float64Array.of(0, 0, 0, 1, 1, 1) });
  assert.throws(() => fitNegativeBinomial(empty, formula("y", ["x"])), /no finite value/);
});

Deno.test("a negative binomial has effects and a table of rate ratios, but no risks", () => {
  const model = fitNegativeBinomial(quine, terms);
  assert.equal(model.ratioKind, "rate ratio");
  assert.throws(() => standardisedRisks(model, "Sex"), /no risks/);
  assert.ok(marginalEffects(model).effects.every(({ se }) => se > 0));
  const text = { nl: "verzuim", en: "absence" };
  assert.equal(ratioTable(model, frameOf("verzuim", text)).cells.length, 6);
});
