import assert from "node:assert/strict";
import fc from "fast-check";
import { WorkspaceError } from "../../lib/core/errors.ts";
import * as smallarea from "../../lib/smallarea/mod.ts";
import {
  areaTable,
  type AreaTableOptions,
  bayesMoran,
  boundaryNeighbours,
  expectedEvents,
  fayHerriot,
  funnelLimits,
  geary,
  getisG,
  localGetis,
  localMoran,
  marshallRates,
  moran,
  neighbourWeights,
  poissonGamma,
  rawBesideShrunken,
  residualMoran,
  spatialLag,
  standardiseDirectly,
  standardisedRatio,
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
  spatialLag: (values) => spatialLag(values, values.map((_, i) => [1, i % 3]), weights),
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

/** Rates and standardisation, each of three lists of six numbers. */
const RATES: Readonly<
  Record<string, (a: readonly number[], b: readonly number[], c: readonly number[]) => unknown>
> = {
  standardiseDirectly: (counts, populations, standard) =>
    standardiseDirectly({ counts, populations, standard }),
  expectedEvents: (populations, standardPopulations, standardCounts) =>
    expectedEvents({ populations, standardCounts, standardPopulations }),
  standardisedRatio: (a, b) => standardisedRatio(a[0]!, b[0]!),
  "standardisedRatio, log-normal": (a, b) => standardisedRatio(a[0]!, b[0]!, { interval: "log-normal" }),
  marshallRates,
  poissonGamma: (a, b) => poissonGamma(a, b),
  "poissonGamma, Clayton–Kaldor": (a, b) => poissonGamma(a, b, { method: "clayton-kaldor" }),
  funnelLimits: (a, b) => funnelLimits(a, b),
  bayesMoran: (a, b) =>
    bayesMoran(a, b, neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]), { permutations: 19 }),
  residualMoran: (a, b) =>
    residualMoran(a, b.map((x) => [1, x]), neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]])),
  spatialLag: (a, b) =>
    spatialLag(a, b.map((x) => [1, x]), neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]])),
  areaTable: (a, b) => areaTable({ estimate: b }, aboutAreas(a)).cells,
  rawBesideShrunken: (a, b) =>
    rawBesideShrunken(poissonGamma(a, b), aboutAreas(a)).cells.map((
      { value, low, high },
    ) => [value, low, high]),
  // Squares of which corners and sides lie anywhere.
  "boundaryNeighbours, a mutual list each": (a, b, c) => {
    const outlines = a.map((x, i) => square(x, b[i]!, Math.abs(c[i]!) || 1));
    const lists = boundaryNeighbours(outlines, { islands: "nearest" });
    lists.forEach((list, i) => assert.ok(list.every((j) => j !== i && lists[j]!.includes(i))));
    return [lists.length, ...lists.flat()];
  },
};

function aboutAreas(counts: readonly number[]): AreaTableOptions {
  const text = { nl: "voorbeeld", en: "example" };
  return {
    ...{ id: "x", title: text, population: text, period: text, sources: [], entity: "person", counts },
    measure: { id: "x", label: text, unit: text, kind: "ratio", per: 1, decimals: 2, definition: text },
    areas: {
      ...{ name: "wijk", label: text, kind: "region" },
      codes: counts.map((_, i) => ({ code: `WK99010${i}`, label: text })),
    },
  };
}

function square(x: number, y: number, side: number) {
  const ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];
  return { type: "Polygon", coordinates: [ring] } as const;
}

Deno.test("the sweep leaves no function of the folder out", () => {
  const swept = new Set([...Object.keys(METHODS), ...Object.keys(RATES)].map((name) => name.split(",")[0]));
  const left = Object.entries(smallarea).filter(([name, value]) =>
    typeof value === "function" && !swept.has(name) && name !== "neighbourWeights"
  );
  // neighbourWeights: `spatial_test.ts` refuses each wrong list.
  assert.deepEqual(left.map(([name]) => name), []);
});

Deno.test("no area at all is a clear error everywhere", () => {
  for (const [name, method] of Object.entries(RATES)) {
    if (/^(areaTable|boundary)/.test(name)) continue;
    assert.throws(() => method([], [], []), WorkspaceError, name);
  }
});

/** Poisson–gamma has no finite shape and rate when areas are alike; that is documented and warned of. */
const meant = (value: unknown) =>
  (typeof value === "object" && value !== null && "shape" in value && value.shape === Infinity)
    ? { ...value, shape: 0, rate: 0 }
    : value;

for (const [name, method] of Object.entries(RATES)) {
  Deno.test(`${name} of odd counts and populations: numbers or a clear error, never NaN in silence`, () => {
    const count = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(0, 1, 2, 7, 40, 1000) },
      fc.constantFrom(NaN, Infinity, -1, 0.5, 1e9, 1e300),
    );
    const base = fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(0.5, 1, 10, 333, 20_000) },
      fc.constantFrom(NaN, Infinity, 0, -3, 1e-300, 1e300),
    );
    const six = (of: fc.Arbitrary<number>) => fc.array(of, { minLength: 6, maxLength: 6 });
    const alike = (of: fc.Arbitrary<number>) => of.map((value) => new Array<number>(6).fill(value));
    let answered = 0;
    fc.assert(
      fc.property(
        fc.oneof(six(count), alike(count)),
        fc.oneof(six(base), alike(base)),
        fc.oneof(six(count), alike(count)),
        (a, b, c) => {
          try {
            const numbers = numbersIn(meant(method(a, b, c)));
            answered++;
            assert.ok(numbers.every(Number.isFinite), `${numbers}`);
          } catch (error) {
            if (!(error instanceof WorkspaceError)) throw error;
            assert.ok(error.what.length > 10);
          }
        },
      ),
      { numRuns: 80, seed: 20261122 },
    );
    assert.ok(answered > 5, `${answered} answers`);
  });
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
