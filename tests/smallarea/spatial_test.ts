import assert from "node:assert/strict";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { randomFor } from "../../lib/core/random.ts";
import {
  geary,
  getisG,
  localMoran,
  moran,
  neighbourWeights,
  residualMoran,
} from "../../lib/smallarea/mod.ts";
import { columbusWeights, column, near } from "./_reference.ts";

const CRIME = column("columbus.csv", "CRIME");
const ROW = columbusWeights("row");
const BINARY = columbusWeights("binary");
const PLAIN = { permutations: 0 } as const;

Deno.test("Moran's I of Columbus gives R's estimate and moments under both assumptions", () => {
  assert.equal(ROW.neighbours.length, 230);
  const random = moran(CRIME, ROW, PLAIN);
  near(random.estimate, 0.485770913662, 12);
  near(random.expected, -0.020833333333, 11);
  near(random.variance, 0.008991121322, 10);
  near(random.z, 5.3427136, 8);
  const normal = moran(CRIME, ROW, { ...PLAIN, variance: "normal" });
  near(normal.variance, 0.008860962269, 10);
  near(normal.z, 5.3818103, 8);
  near(moran(CRIME, BINARY, PLAIN).estimate, 0.482272307, 9);
  near(moran(column("columbus.csv", "HOVAL"), ROW, PLAIN).estimate, 0.1736452083, 10);
  near(moran(column("columbus.csv", "INC"), ROW, PLAIN).estimate, 0.4168379418, 10);
});

Deno.test("Geary's C of Columbus gives R's estimate and variance", () => {
  const found = geary(CRIME, ROW, PLAIN);
  near(found.estimate, 0.54780337717, 11);
  near(found.variance, 0.00980410787, 9);
  assert.ok(found.z < -4 && found.p < 1e-5);
});

Deno.test("Getis and Ord's G of Columbus gives R's estimate", () => {
  const found = getisG(CRIME, BINARY, PLAIN);
  near(found.estimate, 0.1227242454, 10);
  // globalG.test of spdep 1.2-7.
  near(found.expected, 9.7789115646259e-02, 13);
  near(found.variance, 3.3839715584634e-05, 11);
  near(found.z, 4.28645511071, 11);
  near(found.p, 9.07734333694e-06, 10);
  assert.throws(() => getisG(CRIME, ROW), /binary/);
});

Deno.test("local Moran of Columbus gives R's values with conditional and total moments", () => {
  const conditional = localMoran(CRIME, ROW), total = localMoran(CRIME, ROW, { moments: "total" });
  [0.736818490608, 0.528777013266, 0.093850741662].forEach((value, i) =>
    near(conditional.estimate[i], value, 11)
  );
  near(conditional.expected[0], -0.0285985419672, 12);
  near(conditional.variance[0], 0.666144890763, 12);
  near(conditional.z[0], 0.9378, 4);
  near(total.expected[0], -0.0208333, 6);
  near(total.variance[0], 0.476922453553, 12);
  near(total.z[0], 1.0971, 4);
  assert.ok(conditional.adjustedP.every((p) => p > 0 && p <= 1));
});

Deno.test("Moran's I of the residuals of crime on income and housing gives R's values", () => {
  const income = column("columbus.csv", "INC"), housing = column("columbus.csv", "HOVAL");
  const predictors = Array.from(income, (value, i) => [1, value, housing[i] ?? NaN]);
  const found = residualMoran(CRIME, predictors, ROW);
  near(found.estimate, 0.212374152523, 11);
  near(found.expected, -0.033268284347, 10);
  assert.ok(found.p < 0.01);
});

Deno.test("residual Moran with an intercept only is Moran under normality", () => {
  const plain = moran(CRIME, ROW, { ...PLAIN, variance: "normal" });
  const found = residualMoran(CRIME, Array.from(CRIME, () => [1]), ROW);
  near(found.estimate, plain.estimate, 10);
  near(found.expected, plain.expected, 10);
  near(found.variance, plain.variance, 10);
  assert.throws(() => residualMoran(CRIME, Array.from(CRIME, () => [1, 2]), ROW), /collinear/);
  assert.throws(() => residualMoran(CRIME, [[1]], ROW), /one row an area/);
  assert.throws(
    () => residualMoran(CRIME, Array.from(CRIME, (value) => [1, value]), ROW),
    /explain every value/,
  );
});

Deno.test("permutation agrees with the normal distribution under noise and is small under pattern", () => {
  assert.equal(moran(CRIME, ROW).permutationP, 0.001);
  assert.equal(geary(CRIME, ROW).permutationP, 0.001);
  assert.equal(getisG(CRIME, BINARY).permutationP, 0.001);
  const random = randomFor("test/spatial-noise");
  const noise = Float64Array.from({ length: 49 }, () => random.normal());
  for (const alternative of ["alike", "unlike", "either"] as const) {
    for (const test of [moran, geary]) {
      const { p, permutationP } = test(noise, ROW, { alternative });
      assert.ok(Math.abs(p - (permutationP ?? NaN)) < 0.05, `${alternative}: ${p}, ${permutationP}`);
    }
  }
});

Deno.test("permutation repeats by the name of its seed", () => {
  const of = (seedName: string) =>
    moran(CRIME.map((value, i) => value + 60 * (i % 5)), ROW, { seedName }).permutationP;
  assert.equal(of("a"), of("a"));
});

Deno.test("the analytic variance is that of all reorderings", () => {
  const row = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3]]), values = [1, 4, 9, 2, 30];
  const binary = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3]], { style: "binary" });
  for (const test of [moran, geary, getisG]) {
    const line = test === getisG ? binary : row;
    const all = reorderings(values).map((list) => test(list, line, PLAIN).estimate);
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
    const { expected, variance: stated } = test(values, line, PLAIN);
    near(mean, expected, 10);
    near(variance, stated, 10);
  }
});

Deno.test("spatial statistics refuse constant, missing and too few values, and wrong neighbours", () => {
  const line = neighbourWeights([[1], [0, 2], [1, 3], [2]]);
  for (const bad of [[1, 1, 1, 1], [1, NaN, 2, 3], [0.1, 0.1, 0.1, 0.1], [1, 2, 3], [1, 2, 3, Infinity]]) {
    for (const test of [moran, geary, localMoran]) assert.throws(() => test(bad, line), WorkspaceError);
  }
  assert.throws(() => neighbourWeights([[1], [0], []]), /no neighbours/);
  assert.throws(() => neighbourWeights([[0], [0]]), /itself/);
  assert.throws(() => neighbourWeights([[2], [0]]), /does not exist/);
  assert.throws(() => neighbourWeights([[1, 1], [0]]), /twice/);
  assert.throws(() => moran([1, 2, 3, 5], line, { permutations: 1.5 }), /permutations/);
});

function reorderings(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]];
  return values.flatMap((first, i) =>
    reorderings(values.filter((_, j) => j !== i)).map((rest) => [first, ...rest])
  );
}
