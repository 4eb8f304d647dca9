import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { Table, type TextValues } from "../../lib/core/table.ts";
import {
  designMatrix,
  factor,
  fitFirth,
  fitLinear,
  fitLogistic,
  fitPoisson,
  fitRiskRatios,
  formula,
  interaction,
  naturalSpline,
  SeparationError,
} from "../../lib/risk/mod.ts";
import { close, twoByTwo } from "./_reference.ts";

const x = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const mixed = Float64Array.of(0, 1, 0, 0, 1, 1, 0, 1);

function separation(run: () => unknown): SeparationError {
  try {
    run();
  } catch (error) {
    if (error instanceof SeparationError) return error;
    throw error;
  }
  return assert.fail("no separation was found");
}

Deno.test("complete separation is proved, named and advised on", () => {
  const table = Table.from({ x: Float64Array.of(1, 2, 3, 4, 5, 6), y: Float64Array.of(0, 0, 0, 1, 1, 1) });
  const error = separation(() => fitLogistic(table, formula("y", ["x"])));
  assert.equal(error.kind, "complete");
  assert.deepEqual(error.columns, ["x"]);
  assert.match(error.message, /fitFirth/);
  const firth = fitFirth(table, formula("y", ["x"]));
  assert.ok(firth.coefficient("x").estimate > 0 && firth.coefficient("x").estimate < 5);
});

Deno.test("an empty cell is quasi-separation, also with a log link, and Firth equals adding a half", () => {
  const table = twoByTwo(12, 0, 20, 18);
  assert.equal(separation(() => fitLogistic(table, formula("y", ["x"]))).kind, "quasi");
  const none = twoByTwo(0, 12, 20, 18);
  assert.deepEqual(separation(() => fitRiskRatios(none, formula("y", ["x"]))).columns, ["x"]);
  assert.deepEqual(separation(() => fitPoisson(none, formula("y", ["x"]))).columns, ["x"]);
  const odds = (12.5 * 18.5) / (0.5 * 20.5);
  close(fitFirth(table, formula("y", ["x"])).coefficient("x").estimate, Math.log(odds), "Firth", 1e-9);
});

Deno.test("a model close to separation, but not separated, is fitted", () => {
  const table = twoByTwo(40, 1, 1, 5000);
  const model = fitLogistic(table, formula("y", ["x"]));
  close(model.coefficient("x").estimate, Math.log(40 * 5000), "log odds ratio", 1e-9);
});

Deno.test("dependent columns are refused with the equation that ties them, or left out on request", () => {
  const table = Table.from({ x, twice: x.map((value) => 2 * value + 3), y: mixed });
  const terms = formula("y", ["x", "twice"]);
  assert.throws(
    () => fitLinear(table, terms),
    /twice follows from the others: it equals 3 × \(intercept\) \+ 2 × x/,
  );
  const model = fitLinear(table, terms, { collinear: "dropColumns" });
  assert.deepEqual(model.names, ["(intercept)", "x"]);
  assert.match(model.warnings[0]?.en ?? "", /twice/);
});

Deno.test("a number that nearly follows from others is told of, with the share that does; levels and curves are not", () => {
  const random = randomFor("risk/inflated"), n = 200;
  const income = Float64Array.from({ length: n }, () => random.normal());
  // Far from zero, where sums of squares would lose the digits.
  const spending = income.map((value) => 1e6 + value + random.normal() / 5);
  const age = Float64Array.from({ length: n }, () => 10 + random.below(40));
  const y = income.map((value) => (random.next() < 1 / (1 + Math.exp(-value)) ? 1 : 0));
  const table = Table.from({ income, spending, age, y });
  const others = fitLinear(table, formula("income", ["spending", "age"])).fit.rSquared!;
  const said = fitLinear(table, formula("y", ["income", "spending", "age"])).warnings.map(({ en }) => en);
  assert.deepEqual(said.map((text) => text.split(" ").slice(0, 4).join(" ")), [
    `income follows for ${Math.floor(100 * others)}%`,
    `spending follows for ${Math.floor(100 * others)}%`,
  ]);
  assert.equal(
    fitLogistic(table, formula("y", ["income", "age"])).warnings.some(({ en }) => /follows for/.test(en)),
    false,
  );
  const curved = fitLogistic(table, formula("y", [naturalSpline("age", { df: 4 }), "income"]));
  assert.equal(curved.warnings.some(({ en }) => /follows for/.test(en)), false);
  assert.match(
    fitLogistic(table, formula("y", ["income", "spending"])).warnings.at(-1)!.en,
    /spending follows for 9/,
  );
});

Deno.test("a constant column is refused as such", () => {
  const table = Table.from({ x: new Float64Array(8).fill(4), y: mixed });
  assert.throws(() => fitLogistic(table, formula("y", ["x"])), /same value in every row/);
});

Deno.test("missing values are refused with counts, or left out and told", () => {
  const table = Table.from({ x: x.map((value) => value === 3 ? NaN : value), y: mixed });
  assert.throws(() => fitLogistic(table, formula("y", ["x"])), /x in 1 rows/);
  const model = fitLogistic(table, formula("y", ["x"]), { missing: "dropRows" });
  assert.equal(model.n, 7);
  assert.equal(model.droppedRows, 1);
  assert.match(model.warnings[0]?.en ?? "", /1 rows left out/);
  const none = Table.from({ x: new Float64Array(8).fill(NaN), y: mixed });
  assert.throws(() => fitLogistic(none, formula("y", ["x"]), { missing: "dropRows" }), /No row has a value/);
});

Deno.test("one class, other outcomes, too few rows, infinity and one cluster are clear errors", () => {
  const table = Table.from({
    x,
    one: new Float64Array(8).fill(1),
    y: mixed,
    wijk: new Array(8).fill("WK990101"),
    endless: x.map((value) => value === 2 ? Infinity : value),
  });
  assert.throws(() => fitLogistic(table, formula("one", ["x"])), /same outcome/);
  assert.throws(() => fitLogistic(table, formula("x", ["y"])), /other values than 0 and 1/);
  assert.throws(() => fitLinear(table, formula("x", ["endless"])), /infinite/);
  assert.throws(
    () => fitLogistic(table, formula("y", ["x"]), { covariance: { cluster: "wijk" } }),
    /one cluster/,
  );
  assert.throws(() => fitRiskRatios(table, formula("y", ["x"]), { covariance: "model" }), /wrong for a 0\/1/);
  const small = Table.from({ x: x.slice(0, 2), y: mixed.slice(0, 2) });
  assert.throws(() => fitLinear(small, formula("y", ["x"])), /2 complete rows for 2 coefficients/);
  assert.throws(() => fitLinear(table, formula("y", ["x"]), { level: 95 }), /level/);
});

Deno.test("a formula refuses doubles, the outcome as term and an interaction without its parts", () => {
  assert.throws(() => formula("y", ["x", "x"]), /twice/);
  assert.throws(() => formula("y", ["y"]), /outcome is also a term/);
  assert.throws(() => formula("y", ["x", interaction("x", "z")]), /z on its own/);
  assert.throws(() => interaction("x", "x"), /different columns/);
});

Deno.test("a factor names its levels and refuses a reference that does not occur", () => {
  const buurt: TextValues = ["a", "b", "a", "b", "c", "c", "a", "b"];
  const table = Table.from({ buurt, y: mixed });
  assert.throws(
    () => designMatrix(table, formula("y", [factor("buurt", { reference: "z" })])),
    /does not occur/,
  );
  assert.throws(() => designMatrix(table, formula("y", ["buurt"])), /text column is no number/);
  const design = designMatrix(table, formula("y", [factor("buurt", { reference: "b" })]));
  assert.deepEqual(design.factors[0]?.levels, [{ level: "b", n: 3 }, { level: "a", n: 3 }, {
    level: "c",
    n: 2,
  }]);
});

Deno.test("results show a summary and no row", () => {
  const table = Table.from({ x, y: mixed });
  const model = fitLogistic(table, formula("y", ["x"]));
  for (const text of [JSON.stringify(model), String(model), Deno.inspect(model)]) {
    assert.match(text, /logistic model of y, n = 8/);
  }
  assert.equal(Deno.inspect(designMatrix(table, formula("y", ["x"]))), "DesignMatrix(8 rows × 2 columns)");
});

Deno.test("a constant outcome, a perfect fit and numbers of any size give numbers or clear errors, never NaN", () => {
  const table = Table.from({
    x,
    same: new Float64Array(8).fill(3),
    line: x.map((value) => 2 * value + 1),
    huge: x.map((value) => value * 1e200),
    tiny: mixed.map((value, row) => (value + row) * 1e-200),
  });
  for (const outcome of ["same", "line"]) {
    const model = fitLinear(table, formula(outcome, ["x"]));
    for (const { estimate, se, low, high, p } of model.coefficients) {
      assert.ok([estimate, se, low, high, p].every(Number.isFinite), outcome);
    }
  }
  close(fitLinear(table, formula("line", ["x"])).coefficient("x").estimate, 2, "slope", 1e-14);
  assert.equal(fitLinear(table, formula("same", ["x"])).fit.rSquared, null);
  assert.throws(() => fitLinear(table, formula("x", ["huge"])), /too large to square/);
  assert.throws(() => fitLinear(table, formula("x", ["tiny"])), /No finite estimate/);
});

Deno.test("units do not change what a model says", () => {
  const y = Float64Array.of(0, 1, 0, 0, 1, 1, 0, 1);
  const plain = fitLogistic(Table.from({ x, y }), formula("y", ["x"])).coefficient("x");
  for (const unit of [1e-9, 1e9]) {
    const scaled = fitLogistic(Table.from({ x: x.map((v) => v * unit), y }), formula("y", ["x"])).coefficient(
      "x",
    );
    close(scaled.estimate * unit, plain.estimate, "estimate");
    close(scaled.p, plain.p, "p");
  }
});
