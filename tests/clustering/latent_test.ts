import assert from "node:assert/strict";
import { posteriorsOf } from "../../lib/clustering/hidden.ts";
import { roundKeepingTotal } from "../../lib/clustering/latent_profile.ts";
import {
  chooseLatentClasses,
  latentClasses,
  profileLatentClasses,
  type ProfileOptions,
  regressLatentClasses,
} from "../../lib/clustering/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { protect } from "../../lib/disclosure/mod.ts";
import { answers, ITEMS, patternTable } from "./_patterns.ts";
import { near } from "./_reference.ts";

const TEXT = { nl: "voorbeeld", en: "example" };

Deno.test("latentClasses() gives poLCA's fit on carcinoma for one to four classes", () => {
  const { table, items } = patternTable("carcinoma.csv");
  // logLik, parameters, AIC, BIC, G², X², df. poLCA stops sooner: X² of four classes differs in the sixth digit.
  const published = [
    [-524.464818, 7, 1062.929636, 1082.324428, 476.7813906, 1975.386693, 111, 9],
    [-317.256837, 15, 664.5136746, 706.073944, 62.36542936, 92.64813524, 103, 9],
    [-293.704979, 23, 633.4099576, 697.1357039, 15.26171233, 20.50335693, 95, 8],
    [-289.285849, 31, 640.5716976, 726.4629209, 6.423452353, 10.08415571, 87, 5],
  ] as const;
  const choice = chooseLatentClasses(table, { items, to: 4 });
  assert.equal(choice.estimate, 3);
  published.forEach(([logLik, parameters, aic, bic, gSquared, chiSquared, df, digits], at) => {
    const model = choice.models[at]!;
    near(model.logLikelihood, logLik, 8);
    assert.equal(model.parameters, parameters);
    near(model.aic, aic, 9);
    near(model.bic, bic, 9);
    near(model.gSquared!, gSquared, 8);
    near(model.chiSquared!, chiSquared, digits);
    assert.equal(model.residualDf, df);
  });
});

Deno.test("three classes of carcinoma have poLCA's shares, probabilities and entropy, from every finished run", () => {
  const { table, items } = patternTable("carcinoma.csv");
  const model = latentClasses(table, { k: 3, items });
  [0.4447276572, 0.3735644271, 0.1817079157].forEach((share, c) => near(model.shares[c]!, share, 8));
  near(model.relativeEntropy!, 0.9256653316, 8);
  [0, 0.9426902932, 0.4871686875].forEach((p, c) => near(model.items[0]!.probabilities[c]![0]!, p, 8));
  assert.equal(model.runs.replicated, model.runs.finished);
  assert.match(model.warnings.join(), /0 or 1/);
  // Sclove's criterion by hand: ln((118 + 2) / 24) = ln 5.
  near(model.adjustedBic, 2 * 293.7049788 + 23 * Math.log(5), 7);
});

Deno.test("two classes of universalistic values are those of Goodman (1974)", () => {
  const { table, items } = patternTable("values.csv");
  const model = latentClasses(table, { k: 2, items });
  near(model.gSquared!, 2.72, 3);
  near(model.chiSquared!, 2.72, 3);
  assert.equal(model.residualDf, 6);
  [0.721, 0.279].forEach((share, c) => near(model.shares[c]!, share, 3));
  const published = [[0.714, 0.993], [0.33, 0.94], [0.354, 0.927], [0.132, 0.769]];
  published.forEach((pair, item) =>
    pair.forEach((p, c) => near(model.items[item]!.probabilities[c]![0]!, p, 3))
  );
});

Deno.test("two classes of cheating have poLCA's log-likelihood and Dayton's shares", () => {
  const { table, items } = patternTable("cheating.csv");
  const model = latentClasses(table, { k: 2, items });
  near(model.logLikelihood, -440.0271, 6);
  near(model.shares[1]!, 0.1606, 4);
  near(model.bic, 931.9409, 6);
});

Deno.test("three classes of gss82 reach the best of the five maxima that the manual of poLCA lists, with its shares", () => {
  const { table, items } = patternTable("gss82.csv");
  const model = latentClasses(table, { k: 3, items });
  near(model.logLikelihood, -2754.545, 6);
  [0.621, 0.207, 0.172].forEach((share, c) => near(model.shares[c]!, share, 3));
  // Items have two and three categories: 2 + 3 × (2 + 1 + 1 + 2) parameters.
  assert.equal(model.parameters, 20);
  assert.deepEqual(model.items.map(({ categories }) => categories.length), [3, 2, 2, 3]);
});

Deno.test("the model repeats by the name of its seed and does not depend on the order of rows", () => {
  const { table, items } = patternTable("carcinoma.csv");
  const model = latentClasses(table, { k: 3, items, seedName: "test/a" });
  assert.deepEqual(latentClasses(table, { k: 3, items, seedName: "test/a" }).shares, model.shares);
  const backwards = Table.from(
    Object.fromEntries(items.map((name) => [name, table.numbers(name).slice().reverse()])),
  );
  near(latentClasses(backwards, { k: 3, items }).logLikelihood, model.logLikelihood, 9);
});

Deno.test("a missing answer drops out: answers that tell nothing change nothing, and fit against the table is unknown", () => {
  const table = answers(400, "missing");
  const blank = Float64Array.from({ length: 400 }, (_, i) => i % 3 === 0 ? NaN : 1);
  const whole = latentClasses(table, { k: 2, items: ITEMS });
  const extra = latentClasses(table.withColumns({ blank }), { k: 2, items: [...ITEMS, "blank"] });
  near(extra.logLikelihood, whole.logLikelihood, 9);
  assert.equal(extra.gSquared, null);
  assert.match(extra.warnings.join(), /blank has one value only/);
});

Deno.test("rows without any answer are left out and counted", () => {
  const a = Float64Array.of(1, 1, 0, 0, 1, 0, NaN), b = Float64Array.of(1, 1, 0, 0, 0, 1, NaN);
  const model = latentClasses(Table.from({ a, b }), { k: 1, items: ["a", "b"] });
  assert.equal(model.n, 6);
  assert.match(model.warnings.join(), /1 of 7 rows without any answer/);
});

Deno.test("latent classes refuse what cannot be, in a sentence", () => {
  const table = Table.from({
    a: ["x", "y", "x"],
    none: [null, null, null],
    wild: Float64Array.of(1, Infinity, 2),
    b: [true, false, true],
  });
  const of = (items: readonly string[], k = 1, starts = 5) => () =>
    latentClasses(table, { k, items, starts });
  assert.throws(of(["a"]), /at least two different items/);
  assert.throws(of(["a", "a"]), /at least two different items/);
  assert.throws(of(["a", "none"]), /all|missing/i);
  assert.throws(of(["a", "wild"]), /infinite/);
  assert.throws(of(["a", "b"], 3), /3 classes among 2 different patterns/);
  assert.throws(of(["a", "b"], 1, 0), /starts is 0/);
});

Deno.test("many items do not underflow", () => {
  const columns = Object.fromEntries(Array.from({ length: 1200 }, (_, j) => [
    `q${j}`,
    Float64Array.from({ length: 40 }, (_, i) => Number((i * 7 + j * 3) % 5 < (i < 20 ? 1 : 4))),
  ]));
  const model = latentClasses(Table.from(columns), { k: 2, items: Object.keys(columns), starts: 10 });
  assert.ok(Number.isFinite(model.logLikelihood));
  near(model.shares[0]!, 0.5, 9);
});

Deno.test("a model shows criteria, never a class of a row or a probability of an answer", () => {
  const { table, items } = patternTable("carcinoma.csv");
  const model = latentClasses(table, { k: 3, items });
  const shown = JSON.stringify(model) + Deno.inspect(model);
  assert.match(shown, /3 of 118 rows, BIC 697.1/);
  assert.doesNotMatch(shown, /posterior|probabilities|0\.94/);
  assert.equal(Object.keys(model).some((key) => /posterior|label|member/.test(key)), false);
  assert.equal(posteriorsOf(model).posterior.length, 20 * 3);
  assert.throws(() => posteriorsOf({}), /not a model of latent classes/);
});

Deno.test("the profile of a model on its own item gives the model's shares and goes through protect", async () => {
  const table = answers(3000, "profile");
  const model = latentClasses(table, { k: 3, items: ITEMS });
  const text = Array.from(table.numbers("q3"), (value) => value === 1 ? "ja" : "nee");
  const options: ProfileOptions = {
    id: "klassen",
    entity: "household",
    population: TEXT,
    period: TEXT,
    sources: [],
    column: "antwoord",
    label: TEXT,
    categories: [{ code: "ja", label: TEXT }, { code: "nee", label: TEXT }],
  };
  const profile = profileLatentClasses(model, table.withColumns({ antwoord: text }), options);
  assert.equal(profile.n, 3000);
  for (const entry of profile.entries.filter(({ category }) => category === "ja")) {
    const expected = model.items[3]!.probabilities[Number(entry.cluster) - 1]![1]!;
    assert.ok(Math.abs(entry.share! - expected) < 0.002, `${entry.share} is not ${expected}`);
  }
  assert.ok((await protect(profile.shares)).cells.some((cell) => cell.value !== null));
  assert.throws(() => profileLatentClasses(model, answers(10, "other"), options), /table has 10/);
});

Deno.test("rounding keeps the total and gives the largest remainders", () => {
  assert.deepEqual(roundKeepingTotal(Float64Array.of(1.4, 1.4, 0.2)), [2, 1, 0]);
  assert.deepEqual(roundKeepingTotal(Float64Array.of(0.5, 0.5)), [1, 0]);
  assert.deepEqual(roundKeepingTotal(Float64Array.of(3, 0)), [3, 0]);
});

Deno.test("three-step regression finds the effect that made the data, where uncorrected assignment understates it", () => {
  const table = answers(6000, "regression");
  const model = latentClasses(table, { k: 3, items: ITEMS });
  for (const correction of ["ml", "bch"] as const) {
    const { effects, n, residualDf } = regressLatentClasses(model, table, {
      covariates: ["x", "woman"],
      correction,
    });
    assert.equal(n, 6000);
    assert.equal(residualDf, 6000 - 6);
    const strong = effects.filter(({ term }) => term === "x").map(({ estimate }) => Math.abs(estimate));
    assert.ok(Math.max(...strong) > 0.65 && Math.max(...strong) < 0.95, `${strong}`);
    for (const { term, low, high } of effects) if (term === "woman") assert.ok(low < 1 && high > 1);
  }
});

Deno.test("three-step regression refuses collinear, constant and infinite covariates and other rows", () => {
  const table = answers(500, "refuse");
  const model = latentClasses(table, { k: 2, items: ITEMS });
  const x = table.numbers("x");
  const wide = table.withColumns({
    twice: x.map((value) => 2 * value),
    wild: x.map((value, i) => i === 0 ? Infinity : value),
    gap: x.map((value, i) => i < 20 ? NaN : value),
    same: Array.from(x, () => "a"),
  });
  const of = (...covariates: string[]) => () => regressLatentClasses(model, wide, { covariates });
  assert.throws(of("x", "twice"), /depend on each other/);
  assert.throws(of("wild"), /infinite/);
  assert.throws(of("same"), /constant/);
  assert.throws(of(), /No covariates/);
  assert.match(of("gap")().warnings.join(), /20 of 500 rows/);
  assert.throws(() => regressLatentClasses(model, answers(5, "x"), { covariates: ["x"] }), /table has 5/);
  const one = latentClasses(table, { k: 1, items: ITEMS });
  assert.throws(() => regressLatentClasses(one, table, { covariates: ["x"] }), /there is one/);
});
