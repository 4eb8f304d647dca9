import assert from "node:assert/strict";
import { WorkspaceError } from "../../lib/core/errors.ts";
import {
  fayHerriot,
  geary,
  getisG,
  localGetis,
  localMoran,
  moran,
  neighbourWeights,
} from "../../lib/smallarea/mod.ts";

const N = 12;
const ring = Array.from({ length: N }, (_, i) => [(i + 1) % N, (i + N - 1) % N]);
const weights = neighbourWeights(ring), binary = neighbourWeights(ring, { style: "binary" });
const base = Array.from({ length: N }, (_, i) => 1 + (i * 7) % 5 + i / 10);

/** Values by area as real files have them. */
const VALUES: Readonly<Record<string, readonly number[]>> = {
  plain: base,
  "a constant": base.map(() => 3),
  "ties everywhere": base.map((_, i) => 1 + i % 2),
  "an infinite value": base.map((value, i) => i === 4 ? Infinity : value),
  "a missing value": base.map((value, i) => i === 4 ? NaN : value),
  "1e150 times": base.map((value) => value * 1e150),
  "1e-150 times": base.map((value) => value * 1e-150),
  "none": [],
};

/** Every method, each giving the numbers that it shows. */
const METHODS: Readonly<Record<string, (values: readonly number[]) => unknown>> = {
  moran: (values) => moran(values, weights, { permutations: 19 }),
  geary: (values) => geary(values, weights, { permutations: 19 }),
  getisG: (values) => getisG(values, binary),
  localMoran: (values) => localMoran(values, weights),
  localGetis: (values) => localGetis(values, binary),
  fayHerriot: (direct) =>
    fayHerriot({
      direct,
      variances: direct.map((value) => value * value / 4),
      predictors: direct.map(() => [1]),
    }),
};

/** All numbers in a result. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(numbersIn);
}

for (const [method, run] of Object.entries(METHODS)) {
  for (const [name, values] of Object.entries(VALUES)) {
    Deno.test(`${method} of ${name}: numbers or a clear error, never NaN in silence`, () => {
      try {
        const numbers = numbersIn(run(values));
        assert.ok(
          numbers.length > 0 && numbers.every(Number.isFinite),
          `${numbers.filter((n) => !Number.isFinite(n))}`,
        );
      } catch (error) {
        if (!(error instanceof WorkspaceError)) throw error;
        assert.ok(error.what.length > 10);
        assert.notEqual(name, "plain");
      }
    });
  }
}

Deno.test("no unit changes Moran's I, Geary's C, Getis' G or the weights of areas", () => {
  for (const unit of [1e-60, 1e60]) {
    const scaled = base.map((value) => value * unit);
    const near = (a: number, b: number) =>
      assert.ok(Math.abs(a / b - 1) < 1e-9, `${a} is not ${b} at ${unit}`);
    near(
      moran(scaled, weights, { permutations: 0 }).estimate,
      moran(base, weights, { permutations: 0 }).estimate,
    );
    near(
      geary(scaled, weights, { permutations: 0 }).estimate,
      geary(base, weights, { permutations: 0 }).estimate,
    );
    near(getisG(scaled, binary).estimate, getisG(base, binary).estimate);
  }
});
