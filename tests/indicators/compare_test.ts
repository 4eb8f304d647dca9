import assert from "node:assert/strict";
import fc from "fast-check";
import type { AggregateTable, Dimension } from "../../lib/core/mod.ts";
import {
  adjustPValues,
  compareWithMatched,
  compareWithPrevious,
  compareWithReference,
  compareWithRest,
  compositeIndex,
  smoothShares,
} from "../../lib/indicators/mod.ts";

const label = (nl: string) => ({ nl, en: nl });

function shares(
  parts: Readonly<Record<string, readonly [number, number]>>,
  kind: Dimension["kind"] = "region",
): AggregateTable {
  return {
    id: "t",
    title: label("t"),
    measure: {
      id: "m",
      label: label("m"),
      unit: label("%"),
      kind: "share",
      per: 100,
      decimals: 1,
      definition: label("d"),
    },
    entity: "person",
    population: label("p"),
    period: label("2022"),
    dimensions: [{ name: "gemeente", label: label("g"), kind, codes: [] }],
    cells: Object.entries(parts).map(([code, [numerator, denominator]]) => ({
      codes: [code],
      n: denominator,
      numerator,
      denominator,
      value: denominator === 0 ? null : numerator / denominator,
      low: null,
      high: null,
    })),
    sources: [],
  };
}

function near(found: number | null | undefined, wanted: number, tolerance = 1e-9): void {
  assert.ok(Math.abs((found ?? NaN) - wanted) < tolerance, `${found} is not ${wanted}`);
}

Deno.test("adjustPValues() equals R's p.adjust", () => {
  const raw = [0.01, 0.04, 0.03, 0.5];
  [0.04, 0.16 / 3, 0.16 / 3, 0.5].forEach((wanted, index) =>
    near(adjustPValues(raw, "benjamini-hochberg")[index], wanted)
  );
  [0.04, 0.09, 0.09, 0.5].forEach((wanted, index) => near(adjustPValues(raw, "holm")[index], wanted));
  assert.deepEqual(adjustPValues(raw, "none"), raw);
});

Deno.test("compareWithRest() equals R: prop.test without correction, and fisher.test for small counts", () => {
  const p = (a: readonly [number, number], b: readonly [number, number]) =>
    compareWithRest(shares({ GM9901: a, GM9902: b }))[0]?.p;
  near(p([60, 400], [90, 420]), 0.0173085052983);
  near(p([3, 20], [40, 180]), 0.575587089595);
  near(p([8, 10], [1, 10]), 0.00547749464158);
});

Deno.test("compareWithRest() gives Newcombe's published interval: 56/70 against 48/80 is 0.0524 to 0.3339", () => {
  const [first] = compareWithRest(shares({ GM9901: [56, 70], GM9902: [48, 80] }));
  near(first?.difference, 0.2);
  near(first?.low, 0.0524, 5e-5);
  near(first?.high, 0.3339, 5e-5);
});

Deno.test("compareWithRest() gives evidence by the adjusted p-value, and none without a base", () => {
  const found = compareWithRest(
    shares({ GM9901: [200, 1000], GM9902: [100, 1000], GM9903: [150, 1000], GM9904: [0, 0] }),
  );
  assert.deepEqual(found.map((one) => one.evidence), ["certain", "certain", "too-few", "none"]);
  assert.equal(found[3]?.difference, null);
});

Deno.test("looking at more areas never makes the evidence of one stronger", () => {
  fc.assert(fc.property(fc.integer({ min: 10, max: 60 }), fc.integer({ min: 0, max: 8 }), (hits, more) => {
    const few = compareWithRest(shares({ A: [hits, 200], B: [40, 200] }))[0];
    const raw = Array.from({ length: more }, () => 0.6);
    const [first] = adjustPValues([few?.p ?? 1, ...raw], "holm");
    assert.ok((first ?? 0) >= (few?.adjustedP ?? 0) / 2 - 1e-12);
    assert.ok((first ?? 0) >= (few?.p ?? 0));
  }));
});

Deno.test("compareWithPrevious() compares nothing across a break in the series", () => {
  const table = shares({ "2022": [50, 1000], "2023": [60, 1000], "2024": [200, 1000] }, "period");
  const found = compareWithPrevious(table, { breaks: [2024] });
  assert.deepEqual(found.map((one) => [one.code, one.against, one.evidence]), [
    ["2023", "2022", "too-few"],
    ["2024", "2023", "none"],
  ]);
  assert.equal(found[1]?.difference, null);
  assert.match(found[1]?.warning?.nl ?? "", /2024/);
});

Deno.test("compareWithPrevious() refuses a table without periods", () => {
  assert.throws(() => compareWithPrevious(shares({ A: [1, 2], B: [1, 2] })), /not a period/);
});

Deno.test("smoothShares() gives Marshall's formula, worked by hand", () => {
  // m = 30/300; s² = (100·0.1² + 100·0.1² + 100·0)/300; A = s² − 0.09/100.
  const found = smoothShares(shares({ A: [20, 100], B: [0, 100], C: [10, 100] }));
  const between = (100 * 0.01 + 100 * 0.01) / 300 - 0.09 / 100;
  const weight = between / (between + 0.09 / 100);
  near(found[0]?.smoothed, weight * 0.2 + (1 - weight) * 0.1);
  near(found[1]?.smoothed, (1 - weight) * 0.1);
  near(found[2]?.smoothed, 0.1);
});

Deno.test("smoothShares() keeps every share between its own and that of all, the larger area nearer its own", () => {
  const part = fc.integer({ min: 1, max: 500 }).chain((n) =>
    fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n))
  );
  fc.assert(fc.property(fc.array(part, { minLength: 2, maxLength: 12 }), (parts) => {
    const table = shares(Object.fromEntries(parts.map((one, index) => [`A${index}`, one])));
    const overall = parts.reduce((sum, one) => sum + one[0], 0) / parts.reduce((sum, one) => sum + one[1], 0);
    const found = smoothShares(table);
    for (const [index, one] of found.entries()) {
      const raw = one.raw ?? overall;
      assert.ok(
        one.smoothed >= Math.min(raw, overall) - 1e-12 && one.smoothed <= Math.max(raw, overall) + 1e-12,
      );
      for (const [other, two] of found.entries()) {
        if ((parts[index]?.[1] ?? 0) >= (parts[other]?.[1] ?? 0)) {
          assert.ok(one.ownWeight >= two.ownWeight - 1e-12);
        }
      }
    }
  }));
});

Deno.test("compositeIndex() puts the area first that is worst on every part, whatever the choices", () => {
  const risk = shares({ A: [50, 100], B: [20, 100], C: [10, 100], D: [15, 100] });
  const protects = shares({ A: [10, 100], B: [60, 100], C: [70, 100], D: [65, 100] });
  for (const normalise of ["z-score", "min-max", "rank"] as const) {
    const index = compositeIndex([
      { table: risk, direction: "risk", weight: 2 },
      { table: protects, direction: "protective", weight: 1 },
    ], { normalise });
    const first = index.scores.find((one) => one.code === "A");
    assert.deepEqual([first?.rank, first?.rankRange], [1, [1, 1]]);
    assert.equal(index.scores.find((one) => one.code === "C")?.rank, 4);
  }
});

Deno.test("compositeIndex() shows that ranks rest on the choices where the parts disagree", () => {
  const one = shares({ A: [50, 100], B: [30, 100], C: [10, 100] });
  const other = shares({ A: [10, 100], B: [30, 100], C: [50, 100] });
  const index = compositeIndex([
    { table: one, direction: "risk", weight: 1 },
    { table: other, direction: "risk", weight: 1 },
  ]);
  assert.ok(index.meanRankShift > 0.5);
  assert.deepEqual(index.scores.find((score) => score.code === "A")?.rankRange, [1, 3]);
});

Deno.test("compositeIndex() leaves out areas that lack a part, says which, and is the same each time", () => {
  const one = shares({ A: [5, 10], B: [3, 10], C: [1, 10], D: [0, 0] });
  const parts = [{ table: one, direction: "risk", weight: 1 }, {
    table: one,
    direction: "risk",
    weight: 3,
  }] as const;
  assert.deepEqual(compositeIndex(parts).leftOut, ["D"]);
  assert.deepEqual(compositeIndex(parts), compositeIndex(parts));
  assert.throws(() => compositeIndex([{ table: one, direction: "risk", weight: 1 }]), /at least two parts/);
  assert.throws(
    () => compositeIndex([...parts, { table: one, direction: "risk", weight: 0 }]),
    /weight is not above 0/,
  );
});

Deno.test("compareWithReference() gives the p-values of the exact binomial test where few are expected, else of the score test", () => {
  const table = shares({ few: [7, 20], none: [0, 30], many: [60, 400], empty: [0, 0] });
  const raw = compareWithReference(table, { reference: 0.1, adjust: "none" });
  // R's binom.test(7, 20, 0.1), and z = 3.3333 for 60 of 400; computed independently with Python's exact binomials.
  near(raw[0]?.p, 0.002386089408966118);
  near(raw[2]?.p, 0.0008581206663936802, 1e-7);
  near(raw[2]?.difference, 0.05);
  assert.equal(raw[3]?.p, null);
  near(compareWithReference(shares({ a: [0, 30] }), { reference: 0.05 })[0]?.p, 0.4024599507959766);
  assert.throws(() => compareWithReference(table, { reference: 10 }), /no share between 0 and 1/);
});

Deno.test("compareWithReference() adjusts for the number of areas and names the nation", () => {
  const table = shares({ a: [60, 400], b: [41, 400], c: [39, 400] });
  const [first] = compareWithReference(table, { reference: 0.1 });
  near(first?.adjustedP, 3 * (first?.p ?? 0));
  assert.deepEqual([first?.against, first?.evidence], ["nation", "certain"]);
});

Deno.test("compareWithMatched() compares with the matched areas together, and refuses an area as its own match", () => {
  const table = shares({ a: [30, 100], b: [10, 100], c: [5, 100], d: [50, 100] });
  const [found, ...others] = compareWithMatched(table, { matches: new Map([["a", ["b", "c"]]]) });
  const [same] = compareWithRest(shares({ a: [30, 100], both: [15, 200] }), { adjust: "none" });
  near(found?.difference, 0.3 - 15 / 200);
  near(found?.p, same?.p ?? NaN);
  assert.deepEqual([found?.against, others.length], ["matched", 0]);
  assert.throws(() => compareWithMatched(table, { matches: new Map([["a", ["a"]]]) }), /matches itself/);
  assert.throws(() => compareWithMatched(table, { matches: new Map([["a", ["z"]]]) }), /not in the table: z/);
});
