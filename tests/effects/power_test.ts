import assert from "node:assert/strict";
import { clusterDesignEffect, detectableDifference, powerOf, sizeFor } from "../../lib/effects/power.ts";
import { digits } from "./_support.ts";

// R 4.2.2: power.prop.test and power.t.test with tol = 1e-13, pwr::pwr.2p.test, pwr::pwr.t.test. With R's default
// tolerance of 1.2e-4 the roots print as 76.70693011, 685.5968580658, .275317545, 22.0210977, 63.7657637143, .3981400450:
// those digits are where R stops searching, not where the root lies.
Deno.test("power and size for two shares agree with R", () => {
  digits(sizeFor({ kind: "shares", base: 0.5 }, 0.25, 0.9), "76.7069284518");
  digits(powerOf({ kind: "shares", base: 0.5 }, 0.25, 50), "0.7401659013");
  digits(sizeFor({ kind: "shares", base: 0.1 }, 0.05), "685.5968583254");
  digits(sizeFor({ kind: "shares-arcsine", base: 0.2 }, 0.1), "291.6886683421");
  digits(0.2 + detectableDifference({ kind: "shares", base: 0.2 }, 500), "0.2753317070");
});

Deno.test("power, size and detectable difference for means agree with R", () => {
  const test = { kind: "two-means", deviation: 1 } as const;
  digits(powerOf(test, 1, 20), "0.8689528017");
  digits(sizeFor(test, 1, 0.9), "22.0210955701");
  digits(sizeFor(test, 0.5), "63.7657637248");
  digits(detectableDifference(test, 100), "0.3981386249");
  digits(
    powerOf({ kind: "one-mean", deviation: 1, alpha: 0.1, wrongDirection: "counted" }, 0.2, 60),
    "0.4555817641",
  );
});

Deno.test("clusters cost power by the design effect", () => {
  const cluster = { size: 20, icc: 0.05 };
  assert.ok(Math.abs(clusterDesignEffect(cluster) - 1.95) < 1e-12);
  const plain = detectableDifference({ kind: "shares", base: 0.3 }, 400 / 1.95);
  assert.ok(Math.abs(detectableDifference({ kind: "shares", base: 0.3, cluster }, 400) - plain) < 1e-12);
  const means = { kind: "two-means", deviation: 1 } as const;
  assert.ok(
    detectableDifference({ ...means, cluster }, 100) > Math.sqrt(1.95) * detectableDifference(means, 100),
  );
  assert.ok(clusterDesignEffect({ ...cluster, variation: 0.6 }) > 1.95);
});

// R 4.2.2: uniroot over pt(qt(.975, 8), 8, sqrt(100/1.95/2)·d, lower.tail = FALSE) = 0.8 for five classes of twenty a group.
Deno.test("the detectable difference of classes is that of the noncentral t with degrees of freedom by class", () => {
  const cluster = { size: 20, icc: 0.05 };
  digits(detectableDifference({ kind: "two-means", deviation: 1, cluster }, 100), "0.6321314926");
});

Deno.test("power refuses what has no answer, and says so", () => {
  assert.throws(() => detectableDifference({ kind: "shares", base: 0.999 }, 20), /No difference reaches/);
  assert.throws(() => sizeFor({ kind: "two-means", deviation: 1 }, 0), /No number of people/);
  assert.throws(() => powerOf({ kind: "two-means", deviation: 0 }, 1, 20), /not above 0/);
  assert.throws(() => powerOf({ kind: "shares", base: 0.9 }, 0.2, 20), /not between 0 and 1/);
  assert.throws(() => clusterDesignEffect({ size: 20, icc: 2 }), /intraclass/);
});

Deno.test("a difference of very many standard deviations is found surely, at once and without a break in the curve", () => {
  const test = { kind: "two-means", deviation: 1 } as const;
  assert.equal(powerOf(test, 1e150, 20), 1);
  // Left and right of where the chance of missing it is lost in rounding.
  const shift = 85 / Math.sqrt(10);
  assert.ok(Math.abs(powerOf(test, 0.9 * shift, 20) - 1) < 1e-12 && powerOf(test, shift, 20) === 1);
  assert.throws(() => powerOf({ ...test, alpha: 1e-150 }, 1e9, 2), /too many standard deviations/);
  assert.throws(() => powerOf(test, 1, 1e12), /more than a billion/);
});
