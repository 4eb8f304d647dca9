import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import {
  bSpline,
  designMatrix,
  fitLinear,
  fitLogistic,
  formula,
  interaction,
  marginalEffects,
  naturalSpline,
  type SplineTerm,
  validateOn,
} from "../../lib/risk/mod.ts";
import { close, readTable } from "./_reference.ts";

const birthwt = readTable("birthwt.csv");
/** The rows 1, 50 and 120 of R. */
const ROWS = [0, 49, 119];

/** R 4.2.2, package splines, `options(digits = 17)`. */
const BASES: readonly (readonly [string, SplineTerm, readonly (readonly number[])[]])[] = [
  ["ns(age, df = 4)", naturalSpline("age", { df: 4 }), [
    [0.231481481481481510, -0.228396145217430652, 0.49285483967971883, -0.26445869446228815],
    [0.718203093203093168, -0.054626257835801488, 0.19790952457222405, -0.10619535464851046],
    [0.014814814814814815, -0.142782909752422610, 0.30811048946575409, -0.16532757971333145],
  ]],
  ["ns(age, df = 1)", naturalSpline("age", { df: 1 }), [
    [0.129319955764076289],
    [0.206911929222522106],
    [0.051727982305630513],
  ]],
  ["ns(age, df = 2)", naturalSpline("age", { df: 2 }), [
    [0.28495528665656089, -0.158218588915438885],
    [0.42309132543418171, -0.212843502649640720],
    [0.11840249798020530, -0.068713275514356909],
  ]],
  ["ns(lwt, knots = c(110, 130))", naturalSpline("lwt", { knots: [110, 130] }), [
    [0.430809384241257864, 0.37207173096933810, 0.087023646694165915],
    [-0.065133626677702422, 0.14218494930495654, -0.076561126548822758],
    [-0.172343939735941865, 0.40208834001610932, -0.216509106162520448],
  ]],
  ["bs(age, df = 5)", bSpline("age", { df: 5 }), [
    [0.346839608203244554, 0.58743594300779045, 0.0610948191593352757, 0, 0],
    [0.044628099173553724, 0.71579418821647556, 0.2370177126099706766, 0.0025600000000000002, 0],
    [0.553106825834098537, 0.14668680944340767, 0.0039100684261974585, 0, 0],
  ]],
  ["bs(lwt, df = 4, degree = 2)", bSpline("lwt", { df: 4, degree: 2 }), [
    [0, 0.290269930947897103, 0.53018396161171233, 0.17954610744039068],
    [0.25156985871271587, 0.013736263736263736, 0, 0],
    [0.54984301412872838, 0.123626373626373631, 0, 0],
  ]],
];

Deno.test("spline bases are those of R's package splines to 1e-14", () => {
  for (const [name, term, wanted] of BASES) {
    const { values } = designMatrix(birthwt, formula("low", [term]));
    wanted.forEach((row, index) =>
      row.forEach((value, column) => {
        const gap = Math.abs(values[column + 1]![ROWS[index]!]! - value);
        assert.ok(gap < 1e-14, `${name}, row ${ROWS[index]}, column ${column + 1}: off by ${gap}`);
      })
    );
  }
});

Deno.test("a logistic model with a spline has R's coefficients, errors and deviance", () => {
  const model = fitLogistic(birthwt, formula("low", [naturalSpline("age", { df: 4 }), "smoke"]));
  // R's errors are those at its last step but one, so its fit was started once more from its own coefficients.
  const wanted = [
    ["(intercept)", 0.19379977834487655, 0.80792146539642218],
    ["ns(age)1", -0.57749148271917849, 0.84072155489280598],
    ["ns(age)4", -4.74661180467655885, 5.28713582049633590],
    ["smoke", 0.85197556441975586, 0.33877853754311321],
  ] as const;
  for (const [name, estimate, se] of wanted) {
    close(model.coefficient(name).estimate, estimate, name, 1e-10);
    close(model.coefficient(name).se, se, `${name} se`, 1e-10);
  }
  close(model.fit.deviance, 220.59650032115687, "deviance", 1e-12);
});

Deno.test("beyond the boundaries a natural spline is a straight line, as in R, and a B-spline says nothing", () => {
  const x = Float64Array.from({ length: 30 }, (_, row) => row % 15);
  const y = x.map((value, row) => (value + row % 4 > 8 ? 1 : 0));
  const table = Table.from({ x, y });
  const wide = Table.from({ x: x.map((value) => 2 * value - 5), y });
  assert.ok(validateOn(fitLogistic(table, formula("y", [naturalSpline("x", { df: 2 })])), wide).n === 30);
  const bent = fitLogistic(table, formula("y", [bSpline("x", { df: 2, degree: 2 })]));
  assert.throws(() => validateOn(bent, wide), /outside the range/);
});

Deno.test("the average slope of a spline is that of the function it follows, in an interaction too", () => {
  const x = Float64Array.from({ length: 60 }, (_, row) => row / 4 + (row % 7) / 9);
  const g = x.map((_, row) => row % 2);
  const line = x.map((value, row) => 3 + 2 * value + g[row]! * (1 + 5 * value));
  const term = naturalSpline("x", { df: 3 });
  const model = fitLinear(Table.from({ x, g, line }), formula("line", [term, "g", interaction(term, "g")]));
  const { effects } = marginalEffects(model);
  close(effects[0]?.estimate, 2 + 5 * 0.5, "slope of x", 1e-10);
});

Deno.test("splines refuse too few degrees of freedom, coinciding knots and knots outside", () => {
  assert.throws(() => naturalSpline("x", { df: 0 }), /degrees of freedom/);
  assert.throws(() => bSpline("x", { df: 2 }), /degrees of freedom/);
  const x = Float64Array.from({ length: 40 }, (_, row) => (row < 35 ? 0 : row));
  const table = Table.from({ x, y: x.map((_, row) => row % 2) });
  assert.throws(() => designMatrix(table, formula("y", [naturalSpline("x", { df: 4 })])), /coincide/);
  assert.throws(() => designMatrix(table, formula("y", [naturalSpline("x", { knots: [99] })])), /outside/);
});
