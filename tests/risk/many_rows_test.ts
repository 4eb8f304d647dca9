import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import {
  factor,
  fitLogistic,
  fitRiskRatios,
  formula,
  type RegressionModel,
  SeparationError,
} from "../../lib/risk/mod.ts";
import { close, readTable, repeated } from "./_reference.ts";

const terms = formula("low", [
  "age",
  "lwt",
  factor("race", { reference: "1" }),
  "smoke",
  "ptl",
  "ht",
  "ui",
]);
const birthwt = readTable("birthwt.csv");

function agree(found: RegressionModel, wanted: RegressionModel, copies: number): void {
  for (const { name, estimate, se } of wanted.coefficients) {
    const other = found.coefficient(name);
    close(other.estimate, estimate, name, 1e-11);
    close(other.se * Math.sqrt(copies), se, `${name} se`, 1e-9);
  }
}

Deno.test("the fast way for many rows gives the published digits: birthwt 30 and 300 times over", () => {
  for (const copies of [30, 300]) {
    const model = fitLogistic(repeated(birthwt, copies), terms);
    agree(model, fitLogistic(birthwt, terms), copies);
    close(model.fit.deviance / copies, 201.426951204, "deviance", 1e-11);
    close(model.coefficient("smoke").estimate, 0.9233491572288, "smoke");
  }
});

Deno.test("robust covariances and risk ratios hold on the fast way too", () => {
  const big = repeated(birthwt, 30);
  agree(
    fitLogistic(big, terms, { covariance: "HC0" }),
    fitLogistic(birthwt, terms, { covariance: "HC0" }),
    30,
  );
  agree(fitRiskRatios(big, terms), fitRiskRatios(birthwt, terms), 30);
});

Deno.test("columns far from zero or nearly alike keep their digits with many rows", () => {
  const big = repeated(birthwt, 30);
  const plain = fitLogistic(big, formula("low", ["age", "lwt"]));
  const age = big.numbers("age");
  const shifted = big.withColumns({
    age: age.map((value) => value + 2000),
    lwt: big.numbers("lwt").map((value, row) => 1e6 * age[row]! + value),
  });
  const model = fitLogistic(shifted, formula("low", ["age", "lwt"]));
  // β_age·age + β_lwt·lwt is the same plane: lwt keeps its slope, age gives 10⁶ of it back.
  close(model.coefficient("lwt").estimate, plain.coefficient("lwt").estimate, "lwt", 1e-7);
  close(model.coefficient("lwt").se, plain.coefficient("lwt").se, "lwt se", 1e-7);
});

Deno.test("separation, dependence and rare levels are found among many rows", () => {
  const n = 60_000;
  const x = Float64Array.from({ length: n }, (_, row) => row % 7);
  const y = x.map((value, row) => (value + row % 5 > 6 ? 1 : 0));
  const rare = x.map((_, row) => (row === 5 || row === 10 ? 1 : 0));
  const table = Table.from({ x, y, twice: x.map((value) => 2 * value), split: y.map((v) => v + 1), rare });
  assert.throws(() => fitLogistic(table, formula("y", ["split"])), SeparationError);
  assert.throws(() => fitLogistic(table, formula("y", ["x", "twice"])), /twice follows from the others/);
  const flipped = table.withColumns({ y: y.map((v, row) => (row === 5 ? 1 : row === 10 ? 0 : v)) });
  assert.ok(Number.isFinite(fitLogistic(flipped, formula("y", ["x", "rare"])).coefficient("rare").se));
});
