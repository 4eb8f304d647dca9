import assert from "node:assert/strict";
import fc from "fast-check";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { funnelLimits, marshallRates, poissonGamma } from "../../lib/smallarea/mod.ts";
import { column, near } from "./_reference.ts";

const OBSERVED = column("lip.txt", "Obs", "\t");
const EXPECTED = column("lip.txt", "Exp", "\t");

Deno.test("Poisson–gamma by maximum likelihood gives R's values on Scottish lip cancer", () => {
  const fit = poissonGamma(OBSERVED, EXPECTED);
  near(fit.shape, 1.879489974);
  // α = ν/μ of the two published numbers, which R prints and α is not.
  near(fit.rate, 1.879489974 / 1.422060012, 9);
  near(fit.mean, 1.422060012);
  near(fit.logLikelihood, -181.5760741);
  [3.997362446, 4.079110735, 2.980213327, 2.846791624].forEach((value, i) => near(fit.estimate[i], value));
  near(fit.estimate[48], 0.331914426, 9);
  near(fit.estimate[54], 0.3403845125);
  near(fit.low[0], 1.986485635);
  near(fit.high[0], 6.699495772);
});

Deno.test("the moment iteration of Clayton and Kaldor gives R's values", () => {
  const fit = poissonGamma(OBSERVED, EXPECTED, { method: "clayton-kaldor" });
  near(fit.shape, 1.644015298, 9);
  near(fit.rate, 1.14884301, 8);
});

Deno.test("Marshall's estimator gives R's values", () => {
  const fit = marshallRates(OBSERVED, EXPECTED);
  near(fit.mean, 0.9996270048);
  near(fit.variance, 0.8027000987);
  near(fit.estimate[0], 3.872811234);
  near(fit.estimate[1], 4.046609176);
});

Deno.test("many events an area give the prior that the sum of all terms gives, in no more time", () => {
  const observed = [90_000, 120_000, 101_000, 80_500], expected = [100_000, 100_000, 100_000, 100_000];
  const { shape, rate } = poissonGamma(observed, expected);
  // The score of ν by the sum of all terms, at the fitted ν and α.
  let score = 0, size = 0;
  observed.forEach((count, i) => {
    let digammas = 0;
    for (let k = count - 1; k >= 0; k--) digammas += 1 / (shape + k);
    const log = Math.log1p(expected[i]! / rate);
    score += digammas - log;
    size += digammas;
  });
  assert.ok(Math.abs(score) < 1e-11 * size, `${score} of ${size}`);
});

Deno.test("areas that differ by chance only get the overall ratio, with a warning", () => {
  const even = [10, 10, 10, 10], base = [10, 10, 10, 10];
  for (const method of ["maximum-likelihood", "clayton-kaldor"] as const) {
    const fit = poissonGamma(even, base, { method });
    assert.deepEqual(fit.estimate, [1, 1, 1, 1]);
    assert.match(fit.warnings.join(), /by chance/);
    assert.ok(Number.isFinite(fit.logLikelihood));
  }
  assert.equal(marshallRates(even, base).variance, 0);
  assert.deepEqual(marshallRates(even, base).estimate, [1, 1, 1, 1]);
});

Deno.test("shrunken values lie between the raw ratio and the mean, with finite intervals around them", () => {
  const area = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0.5, max: 50, noNaN: true }));
  const areas = fc.array(area, { minLength: 4, maxLength: 25 }).filter((list) =>
    list.some(([count]) => count > 0)
  );
  fc.assert(
    fc.property(areas, (list) => {
      const observed = list.map(([count]) => count), expected = list.map(([, base]) => base);
      const fit = poissonGamma(observed, expected), moments = marshallRates(observed, expected);
      fit.estimate.forEach((value, i) => {
        const raw = fit.raw[i] ?? NaN;
        assert.ok(value >= Math.min(raw, fit.mean) - 1e-9 && value <= Math.max(raw, fit.mean) + 1e-9);
        assert.ok((fit.low[i] ?? NaN) <= value && (fit.high[i] ?? NaN) >= value * 0.5);
      });
      assert.ok(moments.estimate.every(Number.isFinite));
    }),
    { seed: 2, numRuns: 100 },
  );
});

Deno.test("empirical Bayes refuses impossible numbers", () => {
  assert.throws(() => poissonGamma([0, 0, 0], [1, 1, 1]), /No events/);
  assert.throws(() => marshallRates([0, 0, 0], [1, 1, 1]), /No events/);
  assert.throws(() => poissonGamma([1, 2], [1, 1]), /at least 3/);
  assert.throws(() => poissonGamma([1, 2, 3], [1, 1]), /different lengths/);
  assert.throws(() => poissonGamma([1, 2, 3], [1, 0, 1]), WorkspaceError);
  assert.throws(() => poissonGamma([1, NaN, 3], [1, 1, 1]), WorkspaceError);
  assert.throws(() => marshallRates([1], [1]), /at least 2/);
});

Deno.test("a result shows a summary and no area", () => {
  const fit = poissonGamma(OBSERVED, EXPECTED);
  assert.equal(Deno.inspect(fit), "Poisson–gamma risks of 56 areas: mean 1.422, shape 1.879, rate 1.322");
  assert.equal(JSON.stringify(fit), `"${Deno.inspect(fit)}"`);
});

Deno.test("funnel limits hold 95 and 99.8 % and narrow with size", () => {
  const expected = [0.1, 1, 10, 100, 1000];
  const { warning, alarm } = funnelLimits(expected.map(Math.round), expected);
  expected.forEach((_, i) => {
    assert.ok(
      (alarm.low[i] ?? NaN) <= (warning.low[i] ?? NaN) && (warning.high[i] ?? NaN) < (alarm.high[i] ?? NaN),
    );
    if (i > 0) assert.ok((warning.high[i] ?? NaN) < (warning.high[i - 1] ?? NaN));
  });
  // The normal limits 1 ± 1.96/√1000, which the exact ones approach.
  assert.ok(Math.abs((warning.high[4] ?? NaN) - 1.06198) < 0.0015);
  assert.ok(Math.abs((warning.low[4] ?? NaN) - 0.93802) < 0.0015);
});

Deno.test("the funnel of lip cancer is overdispersed and puts the first area beyond the alarm limit", () => {
  const funnel = funnelLimits(OBSERVED, EXPECTED);
  assert.equal(funnel.positions[0], "above alarm");
  assert.equal(funnel.positions.at(-1), "within");
  assert.match(funnel.warnings.join(), /more than by chance/);
  assert.throws(() => funnelLimits([1], [1], { warningLevel: 0.999 }), /Levels/);
});
