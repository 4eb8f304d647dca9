import assert from "node:assert/strict";
import fc from "fast-check";
import { membershipOf, mergesOf } from "../../lib/clustering/hidden.ts";
import { cutHierarchy, Dissimilarity, distance, hierarchy, type Linkage } from "../../lib/clustering/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { near, reference } from "./_reference.ts";

/** Highest merges, sum of heights and cophenetic correlation by R 4.2.2 `hclust`, `cophenetic`; sizes by `cutree`. */
const RUSPINI: readonly (readonly [Linkage, readonly number[], number, number, readonly number[]])[] = [
  [
    "single",
    [44.9444101085, 40.4969134626, 24.0416305603, 19, 13.6014705087],
    514.955851659,
    0.873007284626,
    [
      23,
      20,
      17,
      15,
    ],
  ],
  [
    "complete",
    [154.4959546396, 102.0784012414, 94.5780101292, 63.6396103068, 47.6340214553],
    1183.4254481,
    0.889158452248,
    [20, 20, 20, 15],
  ],
  [
    "average",
    [101.1419959673, 67.7505226586, 64.4255486251, 34.7247467572, 24.905324341],
    834.485844434,
    0.900792864363,
    [23, 20, 17, 15],
  ],
  [
    "ward",
    [556.8411524372, 276.6743829746, 276.3419034802, 73.9159375665, 53.8369451833],
    2025.3461375,
    0.891415761678,
    [23, 20, 17, 15],
  ],
];

for (const [linkage, heights, sum, cophenetic, sizes] of RUSPINI) {
  Deno.test(`hierarchy() by ${linkage} linkage gives R's heights, cophenetic correlation and cut on ruspini`, () => {
    const d = distance(reference("ruspini.csv", ["x", "y"]), { columns: ["x", "y"] });
    const tree = hierarchy(d, { linkage });
    heights.forEach((height, at) => near(tree.lastHeights[at]!, height, 10));
    near(
      mergesOf(tree).reduce((total, { height }) => total + height, 0),
      sum,
      linkage === "weighted" ? 2 : 10,
    );
    near(tree.copheneticCorrelation, cophenetic, 10);
    assert.deepEqual(cutHierarchy(tree, d, { k: 4 }).sizes, sizes);
  });
}

Deno.test("hierarchy() by average linkage gives R's heights on agriculture", () => {
  const d = distance(reference("agriculture.csv", ["x", "y"]), { columns: ["x", "y"] });
  const published = [
    14.77962929383,
    8.55075349444,
    5.29409238915,
    5.16236379966,
    4.78835236330,
    4.02676809296,
    3.14006369362,
    2.76917517853,
    2.24835597259,
    2.22036033112,
    1.64924225025,
  ];
  hierarchy(d).lastHeights.forEach((height, at) => near(height, published[at]!, 11));
});

Deno.test("hierarchy() by weighted linkage gives R's heights and cophenetic correlation on agriculture", () => {
  const d = distance(reference("agriculture.csv", ["x", "y"]), { columns: ["x", "y"] });
  const tree = hierarchy(d, { linkage: "weighted" });
  [13.99172949498, 8.55075349444, 6.40809134908, 5.16236379966, 5.02946199527, 3.82220024493].forEach((
    height,
    at,
  ) => near(tree.lastHeights[at]!, height, 11));
  near(tree.copheneticCorrelation, 0.817216610646, 11);
});

Deno.test("heights rise, and those of single linkage are the edges of the shortest spanning tree", () => {
  const point = fc.tuple(
    fc.double({ min: 0, max: 9, noNaN: true }),
    fc.double({ min: 0, max: 9, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(point, { minLength: 3, maxLength: 12 }), (points) => {
      const table = Table.from({
        x: Float64Array.from(points, ([x]) => x),
        y: Float64Array.from(points, ([, y]) => y),
      });
      const d = distance(table, { columns: ["x", "y"] });
      for (const linkage of ["single", "complete", "average", "weighted", "ward"] as const) {
        const heights = mergesOf(hierarchy(d, { linkage })).map(({ height }) => height);
        heights.forEach((height, at) => assert.ok(at === 0 || height >= heights[at - 1]!));
      }
      const found = mergesOf(hierarchy(d, { linkage: "single" })).reduce(
        (sum, { height }) => sum + height,
        0,
      );
      const shortest = spanningTree(points);
      assert.ok(Math.abs(found - shortest) < 1e-9 * (1 + shortest), `${found} ${shortest}`);
    }),
    { numRuns: 60, seed: 6 },
  );
});

function spanningTree(points: readonly (readonly [number, number])[]): number {
  const far = points.map(() => Infinity), inside = points.map(() => false);
  far[0] = 0;
  let total = 0;
  for (let step = 0; step < points.length; step++) {
    let next = -1;
    far.forEach((value, i) => {
      if (!inside[i] && (next < 0 || value < far[next]!)) next = i;
    });
    inside[next] = true;
    total += far[next]!;
    points.forEach(([x, y], i) => {
      far[i] = Math.min(far[i]!, Math.hypot(x - points[next]![0], y - points[next]![1]));
    });
  }
  return total;
}

Deno.test("a tree of ties says so, stays a number and shows no merge", () => {
  const same = Dissimilarity.from(Float64Array.from({ length: 25 }, (_, i) => i % 6 === 0 ? 0 : 1), 5);
  const tree = hierarchy(same);
  assert.equal(tree.copheneticCorrelation, 0);
  assert.match(tree.warnings.join(), /equally high/);
  assert.match(JSON.stringify(tree), /average linkage\) of 5 rows/);
  assert.doesNotMatch(Deno.inspect(tree), /left|right/);
  assert.deepEqual(cutHierarchy(tree, same, { k: 1 }).sizes, [5]);
  assert.throws(() => cutHierarchy(tree, same, { k: 5 }), /5 clusters of 5 rows/);
  const other = Dissimilarity.from(Float64Array.of(0, 1, 1, 0), 2);
  assert.throws(() => cutHierarchy(tree, other, { k: 2 }), /different rows/);
  assert.throws(() => mergesOf({}), /not a hierarchy/);
  assert.equal(membershipOf(cutHierarchy(tree, same, { k: 2 })).labels.length, 5);
});
