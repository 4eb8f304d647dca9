import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { inverseRootTerms } from "../../lib/risk/inverse_root.ts";
import {
  factor,
  fitLinear,
  fitLogistic,
  fitNegativeBinomial,
  fitPoisson,
  formula,
  marginalEffects,
  type RegressionModel,
} from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";

const births = readTable("birthwt.csv");
const quine = readTable("quine.csv");
const age = { covariance: { cluster: "age", correction: "CR2" } } as const;
const pupils = quine.withColumns({
  room: quine.texts("Age").map((value, row) => `${value} ${quine.texts("Lrn")[row]}`),
});
/** Ages have one value of `alone`: the cluster of 22 alone decides its coefficient. */
const alone = births.withColumns({ alone: births.numbers("age").map((value) => Number(value === 22)) });

/** The models of clubsandwich.R, which wrote the expected values with R 4.2.2 and clubSandwich 0.5.8. */
const MODELS: Readonly<Record<string, () => RegressionModel>> = {
  logit: () => fitLogistic(births, formula("low", ["age", "lwt", "smoke", "ht"]), age),
  poisson: () => fitPoisson(births, formula("low", ["smoke", "lwt"]), age),
  linear: () => fitLinear(births, formula("bwt", ["lwt", "smoke", "ht"]), age),
  negbin: () =>
    fitNegativeBinomial(
      pupils,
      formula("Days", [factor("Eth", { reference: "A" }), factor("Sex", { reference: "F" })]),
      { covariance: { cluster: "room", correction: "CR2" } },
    ),
  decided: () => fitLogistic(alone, formula("low", ["alone", "lwt"]), age),
};
const WANTED: readonly Record<string, string>[] = parse(
  Deno.readTextFileSync(new URL("../data/risk/clubsandwich.csv", import.meta.url)),
  { columns: true },
);

for (const [name, fit] of Object.entries(MODELS)) {
  Deno.test(`CR2 errors, degrees of freedom and p-values of a ${name} model are clubSandwich's`, () => {
    const model = fit();
    const rows = WANTED.filter((row) => row.model === name);
    assert.equal(rows.length, model.names.length);
    rows.forEach(({ term, se, df, p }, index) => {
      close(model.coefficients[index]!.se, Number(se), `${term} error`, 2e-8);
      close(model.coefficientDf![index]!, Number(df), `${term} df`, 2e-8);
      close(model.coefficients[index]!.p, Number(p), `${term} p`, 2e-7);
    });
  });
}

Deno.test("the sum of shifted inverses is the inverse root over the whole range", () => {
  for (const least of [1, 0.5, 1e-3, 1e-6]) {
    const terms = inverseRootTerms(least, 1);
    for (let step = 0; step <= 50; step++) {
      const value = least ** (step / 50);
      const sum = terms.reduce((total, { weight, shift }) => total + weight / (value + shift), 0);
      assert.ok(Math.abs(sum * Math.sqrt(value) - 1) < 1e-13, `${least} ${value}`);
    }
  }
});

Deno.test("the average effect of one linear column has the degrees of freedom of its coefficient", () => {
  const model = MODELS.linear!(),
    effect = marginalEffects(model).effects.find(({ name }) => name === "smoke");
  const own = model.coefficient("smoke");
  close(effect!.low, own.low, "low", 1e-10);
  close(effect!.p, own.p, "p", 1e-9);
});

Deno.test("with equal clusters and a contrast between them degrees of freedom are those of a t-test on cluster means", () => {
  const random = randomFor("risk/satterthwaite");
  const place = Float64Array.from({ length: 200 }, (_, row) => row % 10);
  const x = place.map((district) => Number(district < 5));
  const y = place.map(() => random.normal());
  const model = fitLinear(Table.from({ x, y, place }), formula("y", ["x"]), {
    covariance: { cluster: "place", correction: "CR2" },
  });
  close(model.coefficientDf![1]!, 8, "df", 1e-10);
});
