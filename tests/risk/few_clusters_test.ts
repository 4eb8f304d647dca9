import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
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
const age = { covariance: { cluster: "age", correction: "CR2", working: "independent" } } as const;
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
      { covariance: { cluster: "room", correction: "CR2", working: "independent" } },
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

/** Rows of unlike clusters, with what the districts have of their own. */
const wards = Array.from({ length: 70 }, (_, row) => Math.floor(Math.sqrt(2 * row)));
const unlike = (() => {
  const random = randomFor("risk/exchangeable"), own = Array.from({ length: 12 }, () => random.normal());
  const z = Float64Array.from(wards, () => random.normal());
  const x = Float64Array.from(wards, (ward) => Number(ward % 3 === 0));
  const amount = Float64Array.from(wards, (ward, row) => z[row]! + own[ward]! + random.normal());
  return Table.from({
    x,
    z,
    amount,
    y: amount.map((value) => Number(value > 0)),
    place: Float64Array.from(wards),
  });
})();

/** The degrees of freedom by the definition, with matrices of all rows. */
function degreesByDefinition(means: readonly number[] | null, residuals: readonly number[]): number {
  const n = wards.length, all = Array.from({ length: n }, (_, row) => row);
  const x = new Matrix(all.map((row) => [1, unlike.numbers("x")[row]!, unlike.numbers("z")[row]!]));
  const v = means === null ? all.map(() => 1) : means.map((mean) => mean * (1 - mean));
  const weights = Matrix.diag(means === null ? all.map(() => 1) : v);
  const bread = inverse(x.transpose().mmul(weights).mmul(x));
  const maker = Matrix.eye(n).sub(weights.mmul(x).mmul(bread).mmul(x.transpose()));
  const scaled = residuals.map((value, row) => value / Math.sqrt(v[row]!));
  let products = 0, pairs = 0;
  for (const a of all) {
    for (const b of all) {
      if (a === b || wards[a] !== wards[b]) continue;
      products += scaled[a]! * scaled[b]!;
      pairs++;
    }
  }
  const rho = Math.max(0, products / pairs / (scaled.reduce((sum, value) => sum + value ** 2, 0) / n));
  assert.ok(rho > 0.05);
  const omega = new Matrix(
    all.map((a) =>
      all.map((b) => (wards[a] !== wards[b] ? 0 : (a === b ? 1 : rho) * Math.sqrt(v[a]! * v[b]!)))
    ),
  );
  const shares = [...new Set(wards)].map((ward) => {
    const rows = all.filter((row) => wards[row] === ward),
      root = Matrix.diag(rows.map((row) => Math.sqrt(v[row]!)));
    const own = maker.subMatrixRow(rows);
    const middle = root.mmul(own).mmul(Matrix.diag(v)).mmul(own.transpose()).mmul(root);
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(middle, {
      assumeSymmetric: true,
    });
    const inverseRoot = eigenvectorMatrix
      .mmul(Matrix.diag(realEigenvalues.map((value) => (value < 1e-9 ? 0 : 1 / Math.sqrt(value)))))
      .mmul(eigenvectorMatrix.transpose());
    const adjust = root.mmul(inverseRoot).mmul(root);
    const contrast = adjust.mmul(x.subMatrixRow(rows)).mmul(bread).mmul(Matrix.columnVector([0, 1, 0]));
    return own.transpose().mmul(contrast);
  });
  const p = shares.map((a) => shares.map((b) => a.transpose().mmul(omega).mmul(b).get(0, 0)));
  const trace = p.reduce((sum, row, at) => sum + row[at]!, 0);
  return trace ** 2 / p.flat().reduce((sum, value) => sum + value * value, 0);
}

for (const kind of ["linear", "logit"] as const) {
  Deno.test(`degrees of freedom of a ${kind} model with exchangeable clusters are those of the definition, and fewer`, () => {
    const fit = (working?: "independent") =>
      (kind === "linear" ? fitLinear : fitLogistic)(
        unlike,
        formula(kind === "linear" ? "amount" : "y", ["x", "z"]),
        { covariance: { cluster: "place", correction: "CR2", ...(working ? { working } : {}) } },
      );
    const model = fit(), [constant, x, z] = [...model.estimates];
    const eta = wards.map((_, row) =>
      constant! + x! * unlike.numbers("x")[row]! + z! * unlike.numbers("z")[row]!
    );
    const means = kind === "linear" ? null : eta.map((value) => 1 / (1 + Math.exp(-value)));
    const outcome = unlike.numbers(kind === "linear" ? "amount" : "y");
    const wanted = degreesByDefinition(means, (means ?? eta).map((mean, row) => outcome[row]! - mean));
    close(model.coefficientDf![1]!, wanted, "df", 1e-9);
    assert.ok(fit("independent").coefficientDf![1]! > wanted);
    assert.deepEqual(fit("independent").covariance, model.covariance);
  });
}
