/** Certified values: NIST Statistical Reference Datasets, Longley, in the units of NIST. */
import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { fitLinear, formula } from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";

const NAMES = ["GNP.deflator", "GNP", "Unemployed", "Armed.Forces", "Population", "Year"];

Deno.test("fitLinear() has 13 digits of the certified coefficients of Longley", () => {
  const certified = [
    -3482.25863459582,
    0.0150618722713733,
    -0.0358191792925910,
    -0.0202022980381683,
    -0.0103322686717359,
    -0.0511041056535807,
    1.82915146461355,
  ];
  const model = fitLinear(readTable("longley.csv"), formula("Employed", NAMES));
  certified.forEach((wanted, index) => close(model.estimates[index], wanted, `coefficient ${index}`, 1e-13));
  close(model.fit.rSquared, 0.995479004577296, "R²", 1e-13);
  close(model.fit.sigma, 0.304854073561965, "sigma", 1e-12);
});

Deno.test("fitLinear() has 13 digits of Longley in the whole numbers that NIST gives", () => {
  const table = readTable("longley.csv");
  const factors = [10, 1000, 10, 10, 1000, 1, 1000];
  const columns = Object.fromEntries(
    [...NAMES, "Employed"].map((name, index) =>
      [name, table.numbers(name).map((value) => Math.round(value * factors[index]!))] as const
    ),
  );
  const model = fitLinear(Table.from(columns), formula("Employed", NAMES));
  const certified = [
    -3482258.63459582,
    1.50618722713733,
    -0.0358191792925910,
    -2.02022980381683,
    -1.03322686717359,
    -0.0511041056535807,
    1829.15146461355,
  ];
  certified.forEach((wanted, index) => close(model.estimates[index], wanted, `coefficient ${index}`, 1e-13));
  close(model.fit.sigma, 304.854073561965, "sigma", 1e-13);
  const errors = [890420.383607373, 8.49149257747669, 0.0334910077722432, 0.488399681651699];
  errors.forEach((wanted, index) => close(model.coefficients[index]?.se, wanted, `se ${index}`, 1e-10));
  assert.equal(model.df, 9);
});
