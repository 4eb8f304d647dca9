import assert from "node:assert/strict";
import * as fc from "fast-check";
import * as stats from "../../../lib/core/stats/mod.ts";

const probability = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
const shape = fc.double({ min: 0.3, max: 5000, noNaN: true });

function near(found: number, wanted: number, tolerance: number): void {
  assert.ok(Math.abs(found / wanted - 1) <= tolerance, `${found} is not ${wanted}`);
}

Deno.test("a quantile put into its distribution function gives the probability back", () => {
  fc.assert(fc.property(probability, shape, shape, (p, a, b) => {
    const pairs: readonly (readonly [number, number])[] = [
      [stats.normalQuantile(p), 0],
      [stats.studentTQuantile(p, a), 1],
      [stats.chiSquaredQuantile(p, a), 2],
      [stats.fQuantile(p, a, b), 3],
    ];
    const cdf = [
      (x: number) => stats.normalCdf(x),
      (x: number) => stats.studentTCdf(x, a),
      (x: number) => stats.chiSquaredCdf(x, a),
      (x: number) => stats.fCdf(x, a, b),
    ];
    // A heavy-tailed quantile loses digits by its own rounding: relative error of the argument times the shape.
    for (const [x, which] of pairs) {
      if (x > 1e-290 && x < 1e290) near(cdf[which]?.(x) ?? NaN, p, 1e-10);
    }
  }));
});

Deno.test("both tails add up to one", () => {
  fc.assert(fc.property(fc.double({ min: -50, max: 50, noNaN: true }), shape, shape, (x, a, b) => {
    assert.equal(stats.normalCdf(x) + stats.normalCdf(x, "upper"), 1);
    near(stats.studentTCdf(x, a) + stats.studentTCdf(x, a, "upper"), 1, 1e-14);
    near(stats.fCdf(Math.abs(x), a, b) + stats.fCdf(Math.abs(x), a, b, "upper"), 1, 1e-14);
  }));
});

Deno.test("a binomial quantile is the smallest count that reaches the probability", () => {
  fc.assert(
    fc.property(
      probability,
      fc.integer({ min: 0, max: 300 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (q, n, p) => {
        const k = stats.binomialQuantile(q, n, p);
        assert.ok(stats.binomialCdf(k, n, p) >= q);
        if (k > 0) assert.ok(stats.binomialCdf(k - 1, n, p) < q);
      },
    ),
  );
});

Deno.test("a Poisson quantile is the smallest count that reaches the probability", () => {
  fc.assert(fc.property(probability, fc.double({ min: 1e-3, max: 500, noNaN: true }), (q, mean) => {
    const k = stats.poissonQuantile(q, mean);
    assert.ok(stats.poissonCdf(k, mean) >= q);
    if (k > 0) assert.ok(stats.poissonCdf(k - 1, mean) < q);
  }));
});

Deno.test("illegal parameters are errors, never NaN", () => {
  assert.throws(() => stats.studentTCdf(1, 0), /df must be above 0/);
  assert.throws(() => stats.normalQuantile(1.2), /from 0 to 1/);
  assert.throws(() => stats.binomialCdf(1, 2.5, 0.5), /whole number/);
  assert.throws(() => stats.gammaCdf(1, -1), /above 0/);
});
