import assert from "node:assert/strict";
import fc from "fast-check";
import { WorkspaceError } from "../../lib/core/errors.ts";
import {
  type AreaOutline,
  bayesMoran,
  boundaryNeighbours,
  fayHerriot,
  localGetis,
  moran,
  neighbourWeights,
} from "../../lib/smallarea/mod.ts";
import { columbusWeights, column, near } from "./_reference.ts";

const CRIME = column("columbus.csv", "CRIME");
const ROW = columbusWeights("row"), BINARY = columbusWeights("binary");
const BASE = column("columbus.csv", "HOVAL").map((value) => Math.floor(value * 10));
const COUNTS = CRIME.map((value, i) => Math.floor(value * BASE[i]! / 400));

// R 4.2.2, spdep 1.2-7.
Deno.test("Moran's I of rates of unequal areas gives the statistic of EBImoran.mc", () => {
  near(bayesMoran(COUNTS, BASE, ROW, { permutations: 0 }).estimate, 0.4748138905167, 12);
  assert.equal(bayesMoran(COUNTS, BASE, ROW).permutationP, 0.001);
  assert.throws(() => bayesMoran(COUNTS.map(() => 0), BASE, ROW), /No events/);
  assert.throws(() => bayesMoran(BASE, BASE, ROW), WorkspaceError);
  assert.throws(() => bayesMoran(COUNTS, BASE.map(() => 0), ROW), /not above 0/);
});

Deno.test("with one base for all, Moran of rates is plain Moran", () => {
  const base = COUNTS.map(() => 500);
  const plain = moran(COUNTS, ROW, { permutations: 0 });
  near(bayesMoran(COUNTS, base, ROW, { permutations: 0 }).estimate, plain.estimate, 12);
});

// R 4.2.2, spdep 1.2-7: localG with nb2listw in style B and W, without and with include.self.
Deno.test("local G of Columbus gives R's Gi and Gi* in both styles", () => {
  const without = [-0.93780765103526, -0.98565912026153, -0.71841891250463, -0.06666232344867];
  const starred = [-1.4327796539664, -1.3400080974642, -0.7719986809531, -0.1317333644905];
  for (const weights of [BINARY, ROW]) {
    without.forEach((value, i) => near(localGetis(CRIME, weights).z[i], value, 11));
    starred.forEach((value, i) => near(localGetis(CRIME, weights, { self: "with" }).z[i], value, 11));
  }
  const { kind, adjustedP } = localGetis(CRIME, BINARY, { self: "with" });
  assert.ok(kind.includes("high") && adjustedP.every((p) => p > 0 && p <= 1));
});

Deno.test("local G refuses an area next to all others, constants and missing values", () => {
  const full = neighbourWeights([[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]);
  assert.throws(() => localGetis([1, 2, 3, 5], full), /all others as neighbours/);
  for (const bad of [[2, 2, 2, 2], [1, NaN, 2, 3], [1, Infinity, 2, 3]]) {
    assert.throws(() => localGetis(bad, neighbourWeights([[1], [0, 2], [1, 3], [2]])), WorkspaceError);
  }
  // Without the last area all the others are the same: nothing to compare it with.
  assert.throws(
    () => localGetis([0, 0, 0, 5], neighbourWeights([[1], [0, 2], [1, 3], [2]])),
    /same value/,
  );
});

function square(x: number, y: number, size = 1): AreaOutline {
  return {
    type: "Polygon",
    coordinates: [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]],
  };
}

Deno.test("on any grid queen neighbours are the eight around and rook neighbours the four beside", () => {
  const side = fc.integer({ min: 2, max: 6 });
  fc.assert(fc.property(side, side, fc.double({ min: -1e5, max: 1e5, noNaN: true }), (wide, high, shift) => {
    const cells = Array.from({ length: wide * high }, (_, i) => [i % wide, Math.floor(i / wide)] as const);
    const outlines = cells.map(([x, y]) => square(x + shift, y - shift));
    for (const contiguity of ["queen", "rook"] as const) {
      const found = boundaryNeighbours(outlines, { contiguity, snap: 1e-4 });
      cells.forEach(([x, y], i) => {
        const wanted = cells.flatMap(([a, b], j) => {
          const across = Math.abs(a - x), along = Math.abs(b - y);
          const close = contiguity === "queen" ? Math.max(across, along) : across + along;
          return close === 1 ? [j] : [];
        });
        assert.deepEqual(found[i], wanted);
      });
    }
  }));
});

Deno.test("areas of several polygons touch by any of them; islands are refused or joined with the nearest", () => {
  const double: AreaOutline = {
    type: "MultiPolygon",
    coordinates: [[[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[5, 5], [6, 5], [6, 6], [5, 5]]]],
  };
  const areas = [double, square(1, 0), square(6, 5), square(20, 0)];
  assert.throws(() => boundaryNeighbours(areas), /touches no other/);
  assert.deepEqual(boundaryNeighbours(areas, { islands: "nearest" }), [[1, 2], [0], [0, 3], [2]]);
  const lists = boundaryNeighbours(areas, { islands: "nearest" });
  assert.equal(neighbourWeights(lists).n, 4);
  assert.throws(() => boundaryNeighbours([square(0, NaN), square(1, 0)]), /not a number/);
  assert.throws(() => boundaryNeighbours([square(0, 0)], { islands: "nearest" }), /touches no other/);
  assert.throws(() => boundaryNeighbours(areas, { snap: 0 }), /snap/);
});

Deno.test("a corner within the snap distance is shared, one beyond it is not", () => {
  const areas = [square(0, 0), square(1.004, 0)];
  assert.deepEqual(boundaryNeighbours(areas, { snap: 0.01 }), [[1], [0]]);
  assert.throws(() => boundaryNeighbours(areas), /touches no other/);
});

Deno.test("adjusted maximum likelihood finds a variance where the others find none, and near them where they do", () => {
  const flat = {
    direct: [1, 1.1, 0.9, 1, 1.05, 0.95],
    variances: [1, 1, 1, 1, 1, 1],
    predictors: [[1], [1], [1], [1], [1], [1]],
  };
  assert.equal(fayHerriot(flat).variance, 0);
  const adjusted = fayHerriot(flat, { method: "adjusted-ml" });
  assert.ok(adjusted.variance > 0 && adjusted.weight.every((weight) => weight > 0));
  const random = Array.from({ length: 200 }, (_, i) => 5 + 2 * Math.sin(i * 12.9898) + Math.sin(i * 78.233));
  const data = { direct: random, variances: random.map(() => 0.5), predictors: random.map(() => [1]) };
  const ml = fayHerriot(data, { method: "ml" }).variance,
    ad = fayHerriot(data, { method: "adjusted-ml" }).variance;
  assert.ok(ad > ml && ad < 1.05 * ml);
  // One variance for all areas: the slope is zero where A + ψ = (m/(m−2)) · Σr²/m less the same for the mean alone.
  const m = 200, mean = random.reduce((a, b) => a + b, 0) / m;
  const squares = random.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const slope = (a: number) => squares / (a + 0.5) ** 2 - m / (a + 0.5) + 2 / a;
  assert.ok(Math.abs(slope(ad)) < 1e-9);
});
