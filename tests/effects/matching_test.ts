import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { matchCoarsened, matchNearest, matchOptimal } from "../../lib/effects/mod.ts";
import { digits, LALONDE_TRAITS, readLalonde } from "./_support.ts";

const lalonde = readLalonde();
const COLUMNS = { outcome: "re78", treated: "treat", covariates: LALONDE_TRAITS };

// The balance that MatchIt's vignette prints for this very call. MatchIt 4.5.1 (Debian 12) itself gives 770.3901678, for a reason
// that `matchit_search_test.ts` holds. 894.3674803 is a plain greedy search written in R over fitted(glm()).
Deno.test("matchNearest() gives the balance of MatchIt's vignette on lalonde, and warns of what stays out of balance", () => {
  const result = matchNearest(lalonde, COLUMNS);
  assert.equal(result.pairs, 185);
  digits(result.estimate, "894.3674803");
  const line = (name: string) => result.balance.find((one) => one.covariate === name);
  const wanted = [
    ["distance", "0.9739", "0.7566"],
    ["age", "0.0718", "0.4568"],
    ["educ", "-0.1290", "0.5721"],
    ["re74", "-0.0505", "1.3289"],
    ["re75", "-0.0257", "1.4956"],
  ] as const;
  for (const [name, difference, ratio] of wanted) {
    digits(line(name)?.after, difference);
    digits(line(name)?.varianceRatioAfter, ratio);
  }
  digits(line("distance")?.before, "1.7940860");
  digits(line("age")?.varianceRatioBefore, "0.4399954634");
  assert.ok(result.warnings.some((warning) => warning.code === "out-of-balance"));
});

Deno.test("matchNearest() with a caliper of 0.2 on log odds keeps the pairs of greedy search in R, all within it", () => {
  const result = matchNearest(lalonde, { ...COLUMNS, distance: "log-odds", caliper: 0.2 });
  assert.deepEqual([result.pairs, result.unmatched], [117, 68]);
  digits(result.estimate, "1770.602906");
});

Deno.test("matchNearest() by Mahalanobis distance gives MatchIt's pairs, and with reuse the nearest of all", () => {
  digits(matchNearest(lalonde, { ...COLUMNS, distance: "mahalanobis" }).estimate, "516.6366684");
  const shared = matchNearest(lalonde, { ...COLUMNS, reuse: "allowed" });
  digits(shared.estimate, "1967.939684");
  assert.ok(shared.smallestN < 185 && shared.effectiveComparison < shared.smallestN);
});

Deno.test("matchNearest() pairs only people who are equal in the traits that are to be exact", () => {
  const result = matchNearest(lalonde, { ...COLUMNS, exact: ["race", "married", "nodegree"] });
  for (const name of ["white", "hispanic", "married", "nodegree"]) {
    assert.ok(Math.abs(result.balance.find((line) => line.covariate === name)?.after ?? 1) < 1e-9);
  }
});

// scipy 1.17.1, linear_sum_assignment on the same distances.
Deno.test("matchOptimal() finds the least total distance", async () => {
  const chance = await matchOptimal(lalonde, COLUMNS);
  digits(chance.totalDistance, "39.69279878");
  digits(chance.estimate, "894.3674803");
  const joint = await matchOptimal(lalonde, { ...COLUMNS, distance: "mahalanobis" });
  digits(joint.totalDistance, "304.04224906");
  digits(joint.estimate, "814.0910467568");
  assert.ok(
    joint.totalDistance < matchNearest(lalonde, { ...COLUMNS, distance: "mahalanobis" }).totalDistance,
  );
});

Deno.test("matchOptimal() makes as many pairs as a caliper allows before it saves on distance", async () => {
  const few = lalonde.filter((row) => row < 60 || row % 5 === 0);
  const options = { ...COLUMNS, distance: "log-odds", caliper: 0.2 } as const;
  const best = await matchOptimal(few, options);
  assert.ok(best.pairs >= matchNearest(few, options).pairs);
});

// MatchIt 4.5.1, method "cem": its default parts, and cut points of our own.
Deno.test("matchCoarsened() gives the strata, the effect and the balance of MatchIt's cem", () => {
  const plain = matchCoarsened(lalonde, COLUMNS);
  assert.deepEqual([plain.matched, plain.unmatched, 429 - plain.unusedComparison], [65, 120, 75]);
  digits(plain.estimate, "1070.907");
  const exact = Object.fromEntries(
    ["hispanic", "white", "married", "nodegree"].map((name) => [name, "exact" as const]),
  );
  const money = [1, 5000, 10000];
  const cuts = { ...exact, age: [20, 25, 30, 40], educ: [8.5, 11.5], re74: money, re75: money };
  const chosen = matchCoarsened(lalonde, { ...COLUMNS, cuts });
  assert.deepEqual([chosen.strata, chosen.matched, 429 - chosen.unusedComparison], [30, 99, 78]);
  digits(chosen.estimate, "-838.011454893");
  digits(chosen.effectiveComparison, "21.78015");
  const age = chosen.balance.find((line) => line.covariate === "age");
  digits(age?.after, "-0.0318402861");
  digits(age?.varianceRatioAfter, "0.5317685624");
});

Deno.test("matchCoarsened() refuses strata without both groups and cut points out of order", () => {
  const cuts = { re74: "exact", re75: "exact", age: "exact" } as const;
  const odd = lalonde.filter((row) => row < 3 || row > 600);
  assert.throws(() => matchCoarsened(odd, { ...COLUMNS, cuts }), /No stratum/);
  assert.throws(() => matchCoarsened(lalonde, { ...COLUMNS, cuts: { age: [30, 20] } }), /rising/);
});

Deno.test("matchNearest() refuses an empty group, separation, and too few pairs", () => {
  const make = (t: number[], x: number[]) =>
    Table.from({ y: Float64Array.from(x), t: Float64Array.from(t), x: Float64Array.from(x) });
  const options = { outcome: "y", treated: "t", covariates: ["x"] };
  assert.throws(() => matchNearest(make([1, 1, 1], [1, 2, 3]), options), /empty/);
  assert.throws(() => matchNearest(make([1, 1, 0, 0], [4, 3, 2, 1]), options), /tell the groups apart/);
  assert.throws(() => matchNearest(make([1, 0, 0, 0], [2, 1, 3, 2]), options), /Only 1 pairs/);
});

Deno.test("matching refuses infinite traits, a constant trait by Mahalanobis, and a caliper of 0", async () => {
  const infinite = lalonde.withColumns({
    age: lalonde.numbers("age").map((v, row) => row === 4 ? Infinity : v),
  });
  assert.throws(() => matchNearest(infinite, COLUMNS), /infinite/);
  const flat = lalonde.withColumns({ age: new Float64Array(lalonde.rowCount).fill(3) });
  assert.throws(() => matchNearest(flat, { ...COLUMNS, distance: "mahalanobis" }), /constant within/);
  await assert.rejects(matchOptimal(lalonde, { ...COLUMNS, caliper: 0 }), /not above 0/);
});

Deno.test("matching on huge scales gives the same pairs", () => {
  const huge = lalonde.withColumns({ re74: lalonde.numbers("re74").map((value) => value * 1e9) });
  digits(matchNearest(huge, { ...COLUMNS, distance: "mahalanobis" }).estimate, "516.6366684");
});
