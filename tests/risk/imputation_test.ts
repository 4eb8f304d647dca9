import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import {
  fitLinear,
  fitLogistic,
  formula,
  type ImputationOptions,
  imputeChained,
  poolEstimates,
  poolModels,
} from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";

Deno.test("poolEstimates() is pool.scalar() of mice 3.15 with Barnard–Rubin degrees of freedom", () => {
  const cases = [
    {
      estimates: [0.92, 1.07, 0.81, 1.15, 0.99],
      variances: [0.16, 0.15, 0.17, 0.155, 0.162],
      completeDf: 180,
      wanted: [
        0.988,
        0.1594,
        0.01732,
        0.180184,
        103.352079557304066,
        0.130388958594730153,
        0.131985030061964659,
      ],
    },
    {
      estimates: [2, 2.5, 1.7],
      variances: [0.04, 0.05, 0.045],
      completeDf: Infinity,
      wanted: [
        2.06666666666666643,
        0.045,
        0.16333333333333336,
        0.26277777777777783,
        2.91192471886713999,
        4.83950617283950635,
        0.886685503977978962,
      ],
    },
    {
      estimates: [10, 14, 9, 12],
      variances: [9, 8, 10, 9.5],
      completeDf: 17,
      wanted: [
        11.25,
        9.125,
        4.91666666666666696,
        15.2708333333333339,
        6.1210630187566899,
        0.67351598173515992,
        0.53348081456747187,
      ],
    },
  ];
  for (const { wanted, ...input } of cases) {
    const found = poolEstimates(input);
    const values = [
      found.estimate,
      found.within,
      found.between,
      found.se ** 2,
      found.df,
      found.relativeIncrease,
      found.missingInformation,
    ];
    values.forEach((value, index) => close(value, wanted[index]!, `value ${index}`, 1e-13));
  }
});

Deno.test("the interval of a pooled estimate is that of Student's t, worked out by hand", () => {
  const found = poolEstimates({ estimates: [10, 14, 9, 12], variances: [9, 8, 10, 9.5], completeDf: 17 });
  // R: qt(.975, 6.12106301875668990)
  close(found.high - found.estimate, 2.43522844996314 * Math.sqrt(15.2708333333333339), "half width", 1e-10);
  const same = poolEstimates({ estimates: [3, 3], variances: [4, 4], completeDf: 30 });
  assert.deepEqual([same.se, same.missingInformation, same.df], [2, 0, 31 / 33 * 30]);
  assert.throws(() => poolEstimates({ estimates: [1], variances: [1], completeDf: 9 }), /Cannot pool/);
  assert.throws(
    () => poolEstimates({ estimates: [1, NaN], variances: [1, 1], completeDf: 9 }),
    /Cannot pool/,
  );
});

/** y = 1 + 2x + noise; x is missing more often where y is large, so that complete rows mislead. */
function gappy(n: number, seed: string): { readonly full: Table; readonly table: Table } {
  const random = randomFor(seed);
  const x = Float64Array.from({ length: n }, () => random.normal());
  const y = x.map((value) => 1 + 2 * value + random.normal());
  const flag = x.map((value) => (random.next() < 1 / (1 + Math.exp(-value)) ? 1 : 0));
  const lost = y.map((value) => (random.next() < 0.7 / (1 + Math.exp(-value)) ? 1 : 0));
  return {
    full: Table.from({ x, y, flag }),
    table: Table.from({
      x: x.map((value, row) => (lost[row] === 1 ? NaN : value)),
      flag: Array.from(flag, (value, row) => (lost[row] === 0 && row % 5 === 0 ? null : value === 1)),
      y,
    }),
  };
}

const terms = formula("y", ["x"]);
const options: ImputationOptions = {
  columns: { x: "normal", flag: "logistic" },
  predictors: ["y"],
  seed: "mar",
  imputations: 10,
};

Deno.test("imputation mends the bias of complete rows, by the normal method and by mean matching where donors are not scarce", () => {
  const { table } = gappy(1500, "risk/imputation/mar");
  const complete = fitLinear(table, terms, { missing: "dropRows" }).coefficient("(intercept)");
  assert.ok(complete.high < 1, "complete rows are biased, so the test can fail");
  for (const method of ["normal", "meanMatching"] as const) {
    const imputed = imputeChained(table, { ...options, columns: { x: method, flag: "logistic" } });
    const [constant, slope] = imputed.fit((one) => fitLinear(one, terms)).coefficients;
    assert.ok(Math.abs(constant!.estimate - 1) < 0.12, `${method}: ${constant!.estimate}`);
    assert.ok(Math.abs(slope!.estimate - 2) < 0.12, `${method}: ${slope!.estimate}`);
    assert.ok(slope!.missingInformation > 0.2 && slope!.missingInformation < 0.8);
    assert.ok(imputed.traces.every(({ rHat }) => rHat < 1.2));
  }
});

Deno.test("a truth value comes back as one, and its share is that of the full data", () => {
  const { full, table } = gappy(1500, "risk/imputation/flags");
  const imputed = imputeChained(table, options);
  const share = (values: readonly (boolean | null)[]) =>
    values.filter((value) => value === true).length / 1500;
  const found = imputed.tables.map((one) => share(one.booleans("flag")));
  const wanted = full.numbers("flag").reduce((sum, value) => sum + value, 0) / 1500;
  const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
  assert.ok(Math.abs(mean - wanted) < 0.03, `${mean} against ${wanted}`);
});

Deno.test("kinds come back as texts, known ones untouched, and their shares without the bias of complete rows", () => {
  const random = randomFor("risk/imputation/kinds"),
    n = 900,
    z = Float64Array.from({ length: n }, () => random.normal());
  const full = Array.from(z, (value) => {
    const odds = [1, Math.exp(value), Math.exp(2 * value)],
      draw = random.next() * (odds[0]! + odds[1]! + odds[2]!);
    return draw < odds[0]! ? "alleen" : draw < odds[0]! + odds[1]! ? "paar" : "gezin";
  });
  const lost = Array.from(z, (value) => random.next() < 0.8 / (1 + Math.exp(-2 * value)));
  const kind = full.map((value, row) => lost[row] ? null : value);
  const twin = z.map((value, row) => (row % 7 === 0 ? NaN : value + random.normal()));
  const imputed = imputeChained(Table.from({ z, kind, twin }), {
    columns: { kind: "category", twin: "normal" },
    predictors: ["z"],
    seed: "kinds",
    imputations: 4,
    rounds: 2,
  });
  const shareOf = (values: readonly (string | null)[], level: string) =>
    values.filter((value) => value === level).length / values.filter((value) => value !== null).length;
  for (const level of ["alleen", "gezin", "paar"]) {
    const found = imputed.tables.map((one) => shareOf(one.texts("kind"), level));
    const mean = found.reduce((sum, share) => sum + share, 0) / found.length;
    assert.ok(
      Math.abs(mean - shareOf(full, level)) < 0.04,
      `${level}: ${mean} against ${shareOf(full, level)}`,
    );
  }
  assert.ok(
    shareOf(kind, "alleen") - shareOf(full, "alleen") > 0.08,
    "complete rows are biased, so the test can fail",
  );
  for (const one of imputed.tables) {
    one.texts("kind").forEach((value, row) => assert.ok(lost[row] ? value !== null : value === full[row]));
  }
});

Deno.test("mean matching gives observed values only, and known values are never touched", () => {
  const births = readTable("birthwt.csv");
  const lwt = births.numbers("lwt");
  const table = births.withColumns({ lwt: lwt.map((value, row) => (row % 6 === 0 ? NaN : value)) });
  const imputed = imputeChained(table, {
    columns: { lwt: "meanMatching" },
    predictors: ["low", "age", "smoke", "race"],
    seed: "births",
    imputations: 5,
  });
  const seen = new Set(lwt.filter((_, row) => row % 6 !== 0));
  for (const one of imputed.tables) {
    one.numbers("lwt").forEach((value, row) => {
      assert.ok(row % 6 === 0 ? seen.has(value) : value === lwt[row]);
    });
  }
  const pooled = imputed.fit((one) => fitLogistic(one, formula("low", ["lwt", "smoke"])));
  const truth = fitLogistic(births, formula("low", ["lwt", "smoke"]));
  for (const { name, estimate, se } of pooled.coefficients) {
    assert.ok(Math.abs(estimate - truth.coefficient(name).estimate) < truth.coefficient(name).se, name);
    assert.ok(se >= 0.9 * truth.coefficient(name).se, `${name} is not too sure`);
  }
  assert.equal(pooled.ratios?.length, 2);
});

Deno.test("the same seed gives the same data, another seed others, and a display shows no row", () => {
  const { table } = gappy(200, "risk/imputation/seed");
  const first = (seed: string) =>
    imputeChained(table, { ...options, seed, imputations: 2 }).tables[0]!.numbers("x");
  assert.deepEqual(first("a"), first("a"));
  assert.notDeepEqual(first("a"), first("b"));
  const shown = JSON.stringify(imputeChained(table, { ...options, imputations: 2 }));
  assert.match(shown, /Imputations\(2 data sets of 200 rows; missing: flag \d+, x \d+\)/);
});

Deno.test("separated flags, columns that say the same twice and hardly any value are imputed without NaN", () => {
  const random = randomFor("risk/imputation/hard");
  const x = Float64Array.from({ length: 80 }, () => random.normal());
  const table = Table.from({
    x,
    twice: x.map((value) => 2 * value),
    flag: x.map((value, row) => (row % 4 === 0 ? NaN : value > 0 ? 1 : 0)),
    few: x.map((value, row) => (row < 3 ? value : NaN)),
  });
  const imputed = imputeChained(table, {
    columns: { flag: "logistic", few: "meanMatching" },
    predictors: ["x", "twice"],
    seed: "hard",
    imputations: 3,
  });
  for (const one of imputed.tables) {
    assert.ok(one.numbers("flag").every((value) => value === 0 || value === 1));
    assert.ok(one.numbers("few").every(Number.isFinite));
  }
  assert.match(imputed.warnings.at(-1)?.en ?? "", /More than half of few/);
});

Deno.test("columns without gaps, without values, of one value, infinite or of texts are clear errors", () => {
  const x = Float64Array.of(1, 2, 3, NaN, 5, 6);
  const table = Table.from({
    x,
    y: Float64Array.of(1, 2, 3, 4, 5, 6),
    none: new Float64Array(6).fill(NaN),
    one: Float64Array.of(7, NaN, 7, 7, 7, 7),
    endless: Float64Array.of(1, Infinity, 3, NaN, 5, 6),
    text: ["a", null, "b", "a", "b", "a"],
  });
  const run = (column: string, method: ImputationOptions["columns"][string] = "normal", predictors = ["y"]) =>
    imputeChained(table, { columns: { [column]: method }, predictors, seed: "e" });
  assert.throws(() => run("y", "normal", ["one"]), /misses 1 values/);
  assert.throws(() => run("none"), /no value at all/);
  assert.throws(() => run("one"), /Every known value is the same/);
  assert.throws(() => run("endless"), /infinite/);
  assert.throws(() => run("text"), /text column is not imputed/);
  assert.throws(() => run("x", "category"), /5 levels on 5 rows is no grouping/);
  assert.throws(() => run("x", "logistic"), /other values than 0 and 1/);
  assert.throws(() => run("x", "normal", ["x"]), /named twice/);
  assert.throws(
    () => imputeChained(table, { columns: { x: "normal" }, predictors: ["y"], seed: "e", imputations: 1 }),
    /two imputations/,
  );
  const model = fitLinear(table, formula("y", ["x"]), { missing: "dropRows" });
  const other = fitLinear(table.filter((row) => row !== 3), formula("x", ["y"]));
  assert.throws(() => poolModels([model, other]), /differ in method or terms/);
});
