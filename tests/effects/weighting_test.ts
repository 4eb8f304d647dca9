import assert from "node:assert/strict";
import fc from "fast-check";
import { Table } from "../../lib/core/table.ts";
import { balanceByEntropy, weighByChance } from "../../lib/effects/mod.ts";
import { digits, LALONDE_TRAITS, readLalonde } from "./_support.ts";

const lalonde = readLalonde();
const COLUMNS = { outcome: "re78", treated: "treat", covariates: LALONDE_TRAITS };

// Estimates of `treated` and `all`: R, whose glm stops at 1e-8 of the deviance (so 8 digits). Errors, and overlap: stacked estimating equations with numerical
// derivatives in numpy 2 over statsmodels' Logit.
Deno.test("weighByChance() gives the weighted effects of lalonde, with errors that know the chance was estimated", () => {
  const wanted = [
    ["treated", "1214.071221", "798.1546278"],
    ["all", "224.6763083", "876.1931912"],
    ["overlap", "1242.200636", "738.749040"],
  ] as const;
  for (const [target, estimate, error] of wanted) {
    const result = weighByChance(lalonde, { ...COLUMNS, target });
    assert.ok(Math.abs(result.estimate / Number(estimate) - 1) < 1e-8, target);
    assert.ok(Math.abs((result.standardError ?? 0) / Number(error) - 1) < 1e-8, target);
  }
  digits(weighByChance(lalonde, COLUMNS).effectiveComparison, "99.815386");
});

Deno.test("weighing on overlap balances every trait exactly", () => {
  const { balance } = weighByChance(lalonde, { ...COLUMNS, target: "overlap" });
  assert.ok(balance.every((line) => Math.abs(line.after) < 1e-8));
});

// scipy 1.17.1 (BFGS on the dual) and numerical estimating equations.
Deno.test("balanceByEntropy() gives the weights of least entropy with exact balance, and their error", () => {
  const means = balanceByEntropy(lalonde, COLUMNS);
  digits(means.estimate, "1273.26181");
  digits(means.standardError, "789.744800");
  digits(means.effectiveComparison, "98.457834");
  assert.ok(means.balance.every((line) => Math.abs(line.after) < 1e-9));
  const both = balanceByEntropy(lalonde, { ...COLUMNS, moments: "means-and-variances" });
  digits(both.estimate, "1068.08902");
  digits(both.standardError, "817.653383");
  assert.ok(both.warnings.some((warning) => warning.code === "heavy-weights"));
});

Deno.test("balanceByEntropy() is exact in balance, or refuses, for any small table", () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
  const rows = fc.array(row, { minLength: 2, maxLength: 8 });
  let balanced = 0;
  fc.assert(fc.property(rows, rows, (taken, others) => {
    const all = [...taken, ...others];
    const table = Table.from({
      y: Float64Array.from(all, ([a, b]) => a * 2 - b),
      t: Float64Array.from(all, (_, i) => i < taken.length ? 1 : 0),
      a: Float64Array.from(all, ([a]) => a),
      b: Float64Array.from(all, ([, b]) => b),
    });
    try {
      const result = balanceByEntropy(table, { outcome: "y", treated: "t", covariates: ["a", "b"] });
      const size = Math.max(...result.balance.map((line) => Math.abs(line.after)).filter(Number.isFinite));
      assert.ok(!(size > 1e-6) && Math.abs(result.estimate) < 1e-6);
      balanced++;
    } catch (error) {
      assert.match(String(error), /No weights make the groups equal/);
    }
  }));
  assert.ok(balanced > 0);
});

Deno.test("weighting refuses an empty group, separation, a constant trait, and missing values", () => {
  const make = (t: number[], x: number[]) =>
    Table.from({ y: Float64Array.from(x), t: Float64Array.from(t), x: Float64Array.from(x) });
  const options = { outcome: "y", treated: "t", covariates: ["x"] };
  for (const weigh of [weighByChance, balanceByEntropy]) {
    assert.throws(() => weigh(make([1, 1], [1, 2]), options), /empty/);
    assert.throws(() => weigh(make([1, 1, 0, 0], [4, 3, 2, 1]), options), /tell the groups apart|No weights/);
    assert.throws(() => weigh(make([1, 0, 1, 0], [2, 2, 2, 2]), options), /no variation|No weights/);
    assert.throws(() => weigh(make([1, 0, 1, 0], [2, NaN, 2, 1]), options), /missing/);
  }
});
