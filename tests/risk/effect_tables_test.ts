import assert from "node:assert/strict";
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import { DEFAULT_POLICY, judgeModel, ownPolicy, protect, protectAll } from "../../lib/disclosure/mod.ts";
import {
  differenceTable,
  factor,
  fitLinear,
  fitLogistic,
  fitMultinomial,
  formula,
  imputeChained,
  marginalEffectTable,
  modelOutput,
  multinomialTable,
  pooledTable,
  profileInterval,
  ratioTable,
  standardisedRiskTable,
} from "../../lib/risk/mod.ts";
import { readTable } from "./_reference.ts";
import { frameOf } from "../support/table_frame.ts";

const births = readTable("birthwt.csv");
const text = { nl: "gewicht", en: "weight" };
const texts = frameOf("tabel", text);
const race = factor("race", { reference: "1" });
const model = fitLogistic(births, formula("low", ["age", race, "smoke", "ht"]));
const smokers = births.numbers("smoke").reduce((sum, value) => sum + value, 0);

Deno.test("every table of a model hands over the smallest count behind each estimate", () => {
  const bySide = differenceTable(fitLinear(births, formula("bwt", ["age", "smoke"])), texts);
  assert.deepEqual(bySide.cells.map(({ codes, n }) => [codes[0], n]), [["age", 189], ["smoke", smokers]]);
  const effects = marginalEffectTable(model, texts).cells;
  const ratios = ratioTable(model, texts).cells;
  assert.deepEqual(effects.map(({ codes, n }) => [codes[0], n]), ratios.map(({ codes, n }) => [codes[0], n]));
  assert.deepEqual(ratios.map(({ n }) => n), [59, 11, 23, 29, 5]);
  assert.deepEqual(standardisedRiskTable(model, "smoke", texts).cells.map(({ n }) => n), [29, 30]);
});

Deno.test("tables of effects, risks and pooled ratios go through protect; small ones are hidden", async () => {
  const imputed = imputeChained(
    births.withColumns({ lwt: births.numbers("lwt").map((value, row) => (row % 9 === 0 ? NaN : value)) }),
    { columns: { lwt: "meanMatching" }, predictors: ["low", "smoke", "ht"], seed: "t", imputations: 3 },
  );
  const pooled = imputed.fit((table) => fitLogistic(table, formula("low", ["lwt", "smoke", "ht"])));
  const tables = [
    marginalEffectTable(model, texts),
    { ...standardisedRiskTable(model, "smoke", texts), id: "risico" },
    { ...pooledTable(pooled, texts), id: "aanvulling" },
  ];
  const [effects, risks, ratios] = await protectAll(tables);
  assert.equal(effects?.cell("smoke")?.status, "shown");
  assert.equal(effects?.cell("ht")?.status, "suppressed");
  assert.equal(risks?.cell("1")?.status, "shown");
  assert.equal(ratios?.cell("lwt")?.status, "shown");
  assert.equal(ratios?.cell("ht")?.status, "suppressed");
});

Deno.test("modelOutput() tells the policy's model rules all they judge: n, freedom, fit, categories", () => {
  assert.deepEqual(modelOutput(model), {
    n: 189,
    residualDof: 183,
    rSquared: null,
    intercept: "withheld",
    regressors: "some-continuous",
  });
  const categories = fitLogistic(births, formula("low", [race, "smoke"]));
  const rules = judgeModel(modelOutput(categories, "released"), DEFAULT_POLICY).map(({ rule }) => rule);
  assert.deepEqual(rules, ["model-as-table"]);
  assert.deepEqual(judgeModel(modelOutput(categories), DEFAULT_POLICY), []);
  const few = fitLinear(births.filter((row) => row < 12), formula("bwt", ["age", "lwt"]));
  assert.deepEqual(judgeModel(modelOutput(few), DEFAULT_POLICY).map(({ rule }) => rule), ["residual-dof"]);
});

Deno.test("a table of ratios has profile intervals on request", () => {
  const wald = ratioTable(model, texts).cells,
    profile = ratioTable(model, { ...texts, interval: "profile" }).cells;
  profile.forEach(({ codes: [name], n, value, low, high }, at) => {
    const found = profileInterval(model, name!);
    assert.deepEqual([n, value], [wald[at]!.n, wald[at]!.value]);
    assert.deepEqual([low, high], [Math.exp(found.low), Math.exp(found.high)]);
    assert.notEqual(low, wald[at]!.low);
  });
});

Deno.test("protect judges the model behind every table by its policy: a stricter one hides them all", async () => {
  const strict = ownPolicy({
    id: "streng",
    version: "1",
    label: text,
    thresholds: { residualDof: { ...DEFAULT_POLICY.residualDof, value: 200 } },
  });
  const several = fitMultinomial(births, formula("race", ["age", "smoke"]), { reference: "1" });
  const gappy = births.withColumns({
    lwt: births.numbers("lwt").map((value, row) => (row % 9 === 0 ? NaN : value)),
  });
  const pooled = imputeChained(gappy, {
    columns: { lwt: "normal" },
    predictors: ["low"],
    seed: "s",
    imputations: 2,
  })
    .fit((table) => fitLogistic(table, formula("low", ["lwt"])));
  const tables: Readonly<Record<string, AggregateTable>> = {
    ratios: ratioTable(model, texts),
    differences: differenceTable(fitLinear(births, formula("bwt", ["age", "smoke"])), texts),
    effects: marginalEffectTable(model, texts),
    risks: standardisedRiskTable(model, "smoke", texts),
    pooled: pooledTable(pooled, texts),
    multinomial: multinomialTable(several, texts),
  };
  for (const [name, table] of Object.entries(tables)) {
    const seen = (await protect(table)).cells.filter(({ status }) => status === "shown").length;
    assert.ok(seen > 0, name);
    const left = (await protect(table, strict)).cells.filter(({ status }) => status === "shown").length;
    assert.equal(left, 0, name);
  }
});

Deno.test("tables refuse models with too few degrees of freedom, and ratios where there are differences", () => {
  const few = fitLinear(births.filter((row) => row < 12), formula("bwt", ["age", "lwt"]));
  assert.throws(() => differenceTable(few, texts), /9 residual degrees of freedom/);
  assert.throws(() => marginalEffectTable(few, texts), /9 residual degrees of freedom/);
  assert.throws(() => differenceTable(model, texts), /has ratios/);
});
