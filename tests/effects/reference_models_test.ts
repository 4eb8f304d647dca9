/** Numbers of the reference that several folders share: comparisons on lalonde, and models on the tables of small areas. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { Table } from "../../lib/core/table.ts";
import { matchCoarsened } from "../../lib/effects/mod.ts";
import { fitLinear, fitLogistic, fitNegativeBinomial, fitPoisson, formula } from "../../lib/risk/mod.ts";
import { fayHerriot } from "../../lib/smallarea/mod.ts";
import { digits, LALONDE_TRAITS, readLalonde } from "./_support.ts";

const lalonde = readLalonde();

/** A table of `tests/data/smallarea/`. */
function areasOf(file: string, delimiter: string): Table {
  const text = Deno.readTextFileSync(new URL(`../data/smallarea/${file}`, import.meta.url));
  const rows: Record<string, string>[] = parse(text, { columns: true, delimiter });
  return Table.from(Object.fromEntries(
    Object.keys(rows[0]!).map((name) => [name, Float64Array.from(rows, (row) => Number(row[name]))]),
  ));
}

Deno.test("lalonde: the plain difference, the chance of taking part and least squares are those of R", () => {
  const [y, treated] = [lalonde.numbers("re78"), lalonde.numbers("treat")];
  const mean = (side: number) => {
    const own = y.filter((_, row) => treated[row] === side);
    return own.reduce((a, b) => a + b, 0) / own.length;
  };
  digits(mean(1) - mean(0), "-635.026212");
  const chance = fitLogistic(lalonde, formula("treat", LALONDE_TRAITS));
  // R's glm stops a step short: 2e-9 of each.
  for (const [name, wanted] of [["age", 0.01577707099], ["white", -3.065367729]] as const) {
    assert.ok(Math.abs(chance.coefficient(name).estimate / wanted - 1) < 1e-8);
  }
  const by = (kind: "model" | "HC1" | "HC3") =>
    fitLinear(lalonde, formula("re78", ["treat", ...LALONDE_TRAITS]), { covariance: kind }).coefficient(
      "treat",
    );
  digits(by("model").estimate, "1548.243802");
  digits(by("model").se, "781.2792975");
  digits(by("HC1").se, "740.5760491");
  digits(by("HC3").se, "749.9867589");
});

Deno.test("lalonde: a line among those who did not take part, read for those who did, gives R's outcome regression", () => {
  const [y, treated] = [lalonde.numbers("re78"), lalonde.numbers("treat")];
  const line = fitLinear(lalonde.filter((row) => treated[row] === 0), formula("re78", LALONDE_TRAITS));
  const gaps = [...y.keys()].filter((row) => treated[row] === 1).map((row) =>
    LALONDE_TRAITS.reduce(
      (rest, name) => rest - line.coefficient(name).estimate * lalonde.numbers(name)[row]!,
      y[row]! - line.coefficients[0]!.estimate,
    )
  );
  digits(gaps.reduce((a, b) => a + b, 0) / gaps.length, "1647.583252");
});

Deno.test("lalonde: strata of equal race, marriage and degree give MatchIt's exact matching", () => {
  const found = matchCoarsened(lalonde, {
    ...{ outcome: "re78", treated: "treat", covariates: ["white", "hispanic", "married", "nodegree"] },
    cuts: { white: "exact", hispanic: "exact", married: "exact", nodegree: "exact" },
  });
  digits(found.estimate, "1309.89721");
});

Deno.test("lip cancer: Poisson and negative binomial on farming are those of R", () => {
  const areas = areasOf("lip.txt", "\t");
  // AFF is a share here and AFF/10 of percentages in R.
  const table = areas.withColumns({ aff: areas.numbers("AFF").map((share) => 10 * share) });
  const model = formula("Obs", ["aff"]);
  const poisson = fitPoisson(table, model, { personTime: "Exp", covariance: "model" });
  digits(poisson.coefficients[0]!.estimate, "-0.5422681570");
  digits(poisson.coefficients[0]!.se, "0.0695245");
  digits(poisson.coefficient("aff").estimate, "0.7373219089");
  digits(poisson.coefficient("aff").se, "0.0595572");
  digits(poisson.fit.deviance, "238.6207796");
  const spread = fitNegativeBinomial(table, model, { personTime: "Exp" });
  assert.ok(Math.abs(spread.fit.theta!.estimate - 2.98428025) < 1e-6);
  assert.ok(Math.abs(spread.coefficients[0]!.estimate + 0.3527686464) < 1e-7);
  // R gives it by the share itself.
  assert.ok(Math.abs(10 * spread.coefficient("aff").estimate - 7.148155082) < 1e-6);
});

Deno.test("Columbus: crime on income and housing is that of R", () => {
  const model = fitLinear(areasOf("columbus.csv", ","), formula("CRIME", ["INC", "HOVAL"]));
  // R prints 68.6189610951; the table holds its numbers in single precision, 1e-12 of which shows here.
  assert.ok(Math.abs(model.coefficients[0]!.estimate - 68.6189610951) < 1e-10);
  digits(model.coefficient("INC").estimate, "-1.5973108341");
  digits(model.coefficient("HOVAL").estimate, "-0.2739314782");
});

Deno.test("milk: sae stops 1.1e-7 short of the top, and its likelihood and AIC are those of where it stops", () => {
  const milk = areasOf("milk.csv", ","),
    direct = milk.numbers("direct_est"),
    major = milk.numbers("major_area");
  const variances = milk.numbers("std_error").map((value) => value * value), stopped = 0.0185502223;
  const { variance } = fayHerriot({
    ...{ direct, variances },
    predictors: Array.from(major, (own) => [1, ...[2, 3, 4].map((code) => Number(code === own))]),
  });
  assert.ok(Math.abs(variance - stopped) < 1.2e-7);
  // With a constant per major area, least squares gives its weighted mean.
  const centre = (code: number) => {
    const rows = [...major.keys()].filter((row) => major[row] === code);
    const weigh = (value: (row: number) => number) =>
      rows.reduce((sum, row) => sum + value(row) / (stopped + variances[row]!), 0);
    return weigh((row) => direct[row]!) / weigh(() => 1);
  };
  const likelihood = direct.reduce((sum, value, row) => {
    const total = stopped + variances[row]!, rest = value - centre(major[row]!);
    return sum - (Math.log(2 * Math.PI * total) + rest * rest / total) / 2;
  }, 0);
  digits(likelihood, "12.677478");
  digits(-2 * likelihood + 2 * 5, "-15.354956");
});
