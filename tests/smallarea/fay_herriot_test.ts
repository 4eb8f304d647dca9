import assert from "node:assert/strict";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { randomFor } from "../../lib/core/random.ts";
import { type AreaMethod, fayHerriot } from "../../lib/smallarea/mod.ts";
import { column, near } from "./_reference.ts";

const DIRECT = column("milk.csv", "direct_est");
const VARIANCES = column("milk.csv", "std_error").map((value) => value * value);
const PREDICTORS = [...column("milk.csv", "major_area")].map((major) => [
  1,
  ...[2, 3, 4].map((code) => Number(code === major)),
]);

function milk(method: AreaMethod) {
  return fayHerriot({ direct: DIRECT, variances: VARIANCES, predictors: PREDICTORS }, { method });
}

Deno.test("Fay–Herriot by REML gives the converged values for milk", () => {
  const fit = milk("reml");
  near(fit.variance, 0.018550334763, 11);
  [0.9681889870, 0.1327803055, 0.2269462245, -0.2413010399].forEach((value, k) =>
    near(fit.coefficients[k], value, 9)
  );
  [1.0219705442, 1.0476019514, 1.0679514263, 0.7608165651].forEach((value, i) =>
    near(fit.estimate[i], value, 10)
  );
  near(fit.estimate[42], 0.6810868851, 10);
  [0.013460256460, 0.005372879733, 0.005701994717, 0.008541752019].forEach((value, i) =>
    near(fit.meanSquaredError[i], value, 10)
  );
  near(fit.meanSquaredError[42], 0.009903647797, 10);
});

Deno.test("Fay–Herriot by ML and by moments gives the converged values for milk", () => {
  const ml = milk("ml"), moment = milk("moment");
  near(ml.variance, 0.015517508712, 11);
  near(ml.estimate[0], 1.0161732362, 11);
  near(ml.meanSquaredError[0], 0.013579938423, 11);
  near(moment.variance, 0.016420263654, 11);
  near(moment.estimate[0], 1.0179759242, 11);
  near(moment.meanSquaredError[0], 0.012757013881, 11);
});

/** Twice the REML log-likelihood of areas with a common mean, written out. */
function remlOf(direct: readonly number[], psi: readonly number[], a: number): number {
  const w = psi.map((value) => 1 / (a + value)), sum = w.reduce((s, v) => s + v, 0);
  const centre = w.reduce((s, v, i) => s + v * direct[i]!, 0) / sum;
  return w.reduce((s, v, i) => s + Math.log(v) - v * (direct[i]! - centre) ** 2, 0) - Math.log(sum);
}

Deno.test("a likelihood with several maxima gives the highest, also when it falls from 0 on", () => {
  const direct = [21.77, 2.84, 7.28, -16.13, 2.41, 2.6], psi = [69.936, 5.618, 42.631, 30.302, 3.839, 1.232];
  const one = direct.map(() => [1]);
  const fit = fayHerriot({ direct, variances: psi, predictors: one });
  // numpy on a grid: 71.26, with a log-likelihood 0.76 above that of 0, where the slope is downwards.
  assert.ok(Math.abs(fit.variance - 71.26) < 2, `${fit.variance}`);
  assert.ok(remlOf(direct, psi, fit.variance) > remlOf(direct, psi, 0) + 1.5);
  for (let set = 0; set < 25; set++) {
    const random = randomFor(`fay-herriot/maxima/${set}`);
    const variances = direct.map(() => 10 ** (4 * random.next() - 2));
    const values = variances.map((value) =>
      random.normal() * Math.sqrt(value + 10 ** (3 * random.next() - 2))
    );
    const found = remlOf(
      values,
      variances,
      fayHerriot({ direct: values, variances, predictors: one }).variance,
    );
    for (let step = 0; step <= 400; step++) {
      const other = step === 0 ? 0 : 10 ** (step / 50 - 4);
      assert.ok(remlOf(values, variances, other) <= found + 1e-9, `set ${set}: ${other} is higher`);
    }
  }
});

Deno.test("direct estimates that a predictor explains fully get their prediction, with a warning", () => {
  const x = [1, 2, 3, 4, 5];
  const fit = fayHerriot({ direct: x, variances: x, predictors: x.map((value) => [1, value]) });
  assert.equal(fit.variance, 0);
  fit.estimate.forEach((value, i) => assert.ok(Math.abs(value - (x[i] ?? NaN)) < 1e-12));
  assert.match(fit.warnings.join(), /No variance/);
  fit.low.forEach((value, i) => assert.ok(value < x[i]! && x[i]! < fit.high[i]!));
});

Deno.test("a variance between areas that may as well be 0 is warned of, a clear one is not", () => {
  const warned = (between: number) =>
    Array.from({ length: 8 }, (_, set) => {
      const random = randomFor(`fay-herriot/unsure/${set}`);
      const direct = Array.from({ length: 30 }, () => Math.sqrt(between) * random.normal() + random.normal());
      const data = { direct, variances: direct.map(() => 1), predictors: direct.map(() => [1]) };
      assert.doesNotMatch(fayHerriot(data, { interval: "mse" }).warnings.join(), /too wide/);
      return /too wide/.test(fayHerriot(data).warnings.join());
    }).filter(Boolean).length;
  // Of areas that do not differ 95 % are warned of by the border of the test.
  assert.ok(warned(0) >= 7 && warned(4) === 0, `${warned(0)} ${warned(4)}`);
});

Deno.test("rescaling the data rescales the estimates", () => {
  const plain = milk("reml");
  const large = fayHerriot({
    direct: DIRECT.map((value) => value * 1e6),
    variances: VARIANCES.map((value) => value * 1e12),
    predictors: PREDICTORS,
  });
  near(large.variance / 1e12, plain.variance, 10);
  near(large.estimate[7] ?? NaN, (plain.estimate[7] ?? NaN) * 1e6, 10);
});

Deno.test("posterior intervals of milk are those of a fine integral, and no unit changes them", () => {
  // scipy, 20,000 steps over ln A and the mixture's quantiles by brentq: see fay_herriot_posterior.py beside the data.
  const wanted: readonly (readonly [number, number, number])[] = [[0, 0.8011247112, 1.2585632130], [
    3,
    0.5616880604,
    0.9375384664,
  ], [42, 0.4839227488, 0.8704334784]];
  const fit = milk("reml");
  for (const [area, low, high] of wanted) {
    assert.ok(
      Math.abs(fit.low[area]! - low) < 2e-5 && Math.abs(fit.high[area]! - high) < 2e-5,
      `${fit.low[area]} ${fit.high[area]}`,
    );
  }
  for (const unit of [1e-150, 1e150]) {
    const other = fayHerriot({
      direct: DIRECT.map((value) => value * unit),
      variances: VARIANCES.map((value) => value * unit ** 2),
      predictors: PREDICTORS.map((row) => row.map((value, k) => k === 1 ? value / unit : value)),
    });
    fit.low.forEach((value, i) => near(other.low[i]! / unit, value, 9));
    fit.meanSquaredError.forEach((value, i) => near(other.meanSquaredError[i]! / unit / unit, value, 9));
  }
});

Deno.test("Fay–Herriot refuses collinear predictors, too few areas and impossible variances", () => {
  const x = [1, 2, 3, 4, 5];
  assert.throws(() => fayHerriot({ direct: x, variances: x, predictors: x.map(() => [1, 2]) }), /collinear/);
  assert.throws(
    () => fayHerriot({ direct: [1, 2, 3], variances: [1, 1, 1], predictors: x.slice(2).map((v) => [1, v]) }),
    /too few/,
  );
  const one = x.map(() => [1]);
  assert.throws(() => fayHerriot({ direct: x, variances: [1, 1, 0, 1, 1], predictors: one }), WorkspaceError);
  assert.throws(
    () => fayHerriot({ direct: [1, NaN, 1, 1, 1], variances: x, predictors: one }),
    WorkspaceError,
  );
  assert.throws(() => fayHerriot({ direct: x, variances: x, predictors: [[1], [1]] }), /different lengths/);
  assert.throws(() => fayHerriot({ direct: x, variances: x, predictors: x.map(() => []) }), /empty/);
});
