import assert from "node:assert/strict";
import fc from "fast-check";
import { Table } from "../../lib/core/table.ts";
import { syntheticControl } from "../../lib/effects/mod.ts";
import { nearestToZero } from "../../lib/effects/simplex_weights.ts";
import { digits, readTable } from "./_support.ts";

const smoking = readTable("california_prop99.csv");
const COLUMNS = {
  outcome: "PacksPerCapita",
  unit: "State",
  period: "Year",
  treatedUnit: "California",
  start: 1989,
};

// scipy 1.17.1 (SLSQP, ftol 1e-16) gives −19.51365 and a loss of 52.12961219; synthdid::sc_estimate stops its Frank–Wolfe
// steps early and publishes −19.61966, within 0.6 % (and a loss that is higher).
Deno.test("syntheticControl() gives the effect and the states of Proposition 99", () => {
  const result = syntheticControl(smoking, COLUMNS);
  digits(result.estimate, "-19.5136");
  assert.ok(Math.abs(result.estimate + 19.61966) < 0.12);
  assert.ok(result.rmspeBefore ** 2 * 19 < 52.12961219 + 1e-6);
  const wanted = {
    "Utah": "0.394",
    "Montana": "0.232",
    "Nevada": "0.205",
    "Connecticut": "0.109",
    "New Hampshire": "0.045",
    "Colorado": "0.015",
  };
  assert.deepEqual(
    result.weights.map(({ unit, weight }) => [unit, weight.toFixed(3)]),
    Object.entries(wanted),
  );
  assert.deepEqual(result.placebo, { rank: 3, areas: 39, pValue: 3 / 39 });
});

Deno.test("nearestToZero() meets the conditions of the exact solution for any points", () => {
  const point = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (lists) => {
    const points = lists.map((list) => Float64Array.from(list));
    const weights = nearestToZero(points);
    assert.ok(weights.every((weight) => weight >= 0));
    assert.ok(Math.abs(weights.reduce((a, b) => a + b, 0) - 1) < 1e-9);
    const at = [0, 1, 2, 3].map((k) => points.reduce((sum, p, j) => sum + weights[j]! * p[k]!, 0));
    const length = at.reduce((sum, value) => sum + value * value, 0);
    // No point lies on the near side of the plane through the answer (Karush–Kuhn–Tucker).
    for (const p of points) {
      assert.ok(p.reduce((sum, value, k) => sum + value * at[k]!, 0) >= length - 1e-7);
    }
  }));
});

function panel(areas: number, years: number, effect: number): Table {
  const rows = Array.from({ length: areas }, (_, area) =>
    Array.from({ length: years }, (_, year) => ({
      area: `a${String(area).padStart(2, "0")}`,
      year: 2000 + year,
      y: 10 + Math.sin(area * 7) * 3 + year * (1 + Math.cos(area * 5)) / 4 +
        Math.sin(area * 13 + year * 31) / 5 + (area === 0 && year >= 8 ? effect : 0),
      people: 100 + area,
      x: Math.cos(area * 3),
      z: Math.sin(area * 7),
    }))).flat();
  const numbers = (key: "year" | "y" | "people" | "x" | "z") => Float64Array.from(rows, (row) => row[key]);
  return Table.from({
    area: rows.map((row) => row.area),
    ...{
      year: numbers("year"),
      y: numbers("y"),
      people: numbers("people"),
      x: numbers("x"),
      z: numbers("z"),
    },
  });
}
const PANEL = { outcome: "y", unit: "area", period: "year", treatedUnit: "a00", start: 2008, size: "people" };

Deno.test("syntheticControl() ranks a large effect first, and its interval holds it and not zero", () => {
  const result = syntheticControl(panel(40, 12, 6), PANEL);
  assert.equal(result.placebo.rank, 1);
  assert.ok(
    result.low !== null && result.high !== null && result.low > 0 && result.low < 6 && result.high > 6,
  );
  assert.equal(result.smallestN, 100);
  assert.equal(result.n, 40 * 100 + 780);
});

Deno.test("nested importance never fits worse before the start than equal importance", () => {
  const predictors = [
    { column: "x", from: 2000, to: 2007 },
    { column: "z", from: 2000, to: 2007 },
    { column: "y", from: 2007, to: 2007 },
  ];
  const table = panel(12, 12, 3);
  const equal = syntheticControl(table, { ...PANEL, predictors });
  const nested = syntheticControl(table, { ...PANEL, predictors, importance: "nested" });
  assert.ok(nested.rmspeBefore <= equal.rmspeBefore + 1e-12);
  assert.ok(Math.abs(nested.importance.reduce((a, b) => a + b, 0) - 1) < 1e-12);
  assert.equal(syntheticControl(table, { ...PANEL, predictors, poorFit: 2 }).placebo.areas <= 12, true);
});

Deno.test("syntheticControl() shows one area as n 1 without sizes, and gives no interval with few areas", () => {
  const { size: _, ...bare } = PANEL;
  const result = syntheticControl(panel(8, 12, 6), bare);
  assert.deepEqual([result.smallestN, result.low, result.high, result.standardError], [1, null, null, null]);
  assert.ok(result.warnings.some((warning) => warning.code === "few-placebos"));
});

Deno.test("syntheticControl() refuses gaps, too few areas or periods, flat predictors and importance without predictors", () => {
  const table = panel(6, 12, 0);
  assert.throws(() => syntheticControl(table.filter((row) => row !== 5), PANEL), /every period/);
  assert.throws(() => syntheticControl(table, { ...PANEL, treatedUnit: "x" }), /does not occur/);
  assert.throws(() => syntheticControl(table, { ...PANEL, start: 2001 }), /1 periods before/);
  assert.throws(() => syntheticControl(table, { ...PANEL, start: 2050 }), /0 from the start/);
  const flat = table.withColumns({ flat: new Float64Array(table.rowCount).fill(3) });
  const predictors = [{ column: "flat", from: 2000, to: 2007 }];
  assert.throws(() => syntheticControl(flat, { ...PANEL, predictors }), /same in all areas/);
  assert.throws(() => syntheticControl(table, { ...PANEL, importance: "nested" }), /without predictors/);
  const one = [{ column: "x", from: 2000, to: 2007 }];
  assert.throws(
    () => syntheticControl(table, { ...PANEL, predictors: one, importance: [1, 2] }),
    /2 importances/,
  );
  const infinite = table.withColumns({
    y: table.numbers("y").map((value, row) => row === 3 ? Infinity : value),
  });
  assert.throws(() => syntheticControl(infinite, PANEL), /missing or infinite/);
});

Deno.test("three predictors that many mixes of states meet exactly give a serious warning", () => {
  const predictors = [1975, 1980, 1988].map((year) => ({ column: "PacksPerCapita", from: year, to: year }));
  const loose = syntheticControl(smoking, { ...COLUMNS, predictors });
  assert.ok(loose.warnings.some(({ code, weight }) => code === "weights-not-unique" && weight === "serious"));
  assert.ok(!syntheticControl(smoking, COLUMNS).warnings.some(({ code }) => code === "weights-not-unique"));
});
