import assert from "node:assert/strict";
import { strengthOf } from "../../lib/clustering/prediction_strength.ts";
import { matrixOf } from "../../lib/clustering/hidden.ts";
import { distance, gapStatistic, predictionStrength } from "../../lib/clustering/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { near, reference } from "./_reference.ts";

const COLUMNS = [{ name: "x", kind: "numeric" }, { name: "y", kind: "numeric" }] as const;

Deno.test("gapStatistic() has clusGap's W on ruspini for k from 1 to 6, and four groups", () => {
  const published = [
    2.278788089933,
    1.805418323532,
    1.455713153908,
    0.849598855885,
    0.757422696646,
    0.639028100535,
  ];
  const choice = gapStatistic(reference("ruspini.csv", ["x", "y"]), {
    columns: COLUMNS,
    to: 6,
    reference: "uniform",
  });
  // clusGap took Euclidean distance on scaled columns; Gower is Manhattan: the values below are R's by daisy and pam.
  const gower = [
    1.836086755352,
    1.386126052534,
    1.008489380139,
    0.396628144104,
    0.307998493755,
    0.177739715868,
  ];
  choice.candidates.forEach(({ logWithin }, at) => near(logWithin, gower[at]!, 11));
  assert.ok(choice.candidates.every(({ logWithin }, at) => logWithin < published[at]!));
  assert.equal(choice.estimate, 4);
  // The gap itself depends on chance: clusGap found 0.6964 with standard error 0.0414 at k = 4.
  assert.ok(Math.abs(choice.candidates[3]!.gap - 0.6964) < 0.12, `${choice.candidates[3]!.gap}`);
});

Deno.test("on columns that do not depend on each other the gap says that there is one group", () => {
  const random = randomFor("test/gap");
  const draw = () => Float64Array.from({ length: 120 }, () => random.normal());
  const table = Table.from({ x: draw(), y: draw(), z: Array.from(draw(), (v) => v > 0.5 ? "a" : "b") });
  const columns = [...COLUMNS, { name: "z", kind: "nominal" }] as const;
  const choice = gapStatistic(table, { columns, to: 4, references: 30 });
  assert.equal(choice.estimate, 1);
  assert.match(choice.warnings.join(), /do not cluster/);
  assert.deepEqual(
    gapStatistic(table, { columns, to: 2, references: 5 }),
    gapStatistic(table, {
      columns,
      to: 2,
      references: 5,
    }),
  );
});

Deno.test("gapStatistic() refuses what cannot be", () => {
  const x = Float64Array.of(1, 2, 3, 9, NaN), y = Float64Array.of(1, 1, 1, 1, 1);
  const table = Table.from({ x, y, c: ["a", "a", "b", "b", "b"] });
  const of = (names: readonly ("x" | "y")[], rest = {}) => () =>
    gapStatistic(table, { columns: names.map((name) => ({ name, kind: "numeric" })), to: 2, ...rest });
  assert.throws(of(["x"]), /One column shuffled/);
  assert.throws(of(["x", "y"], { reference: "uniform" }), /without missing values/);
  assert.throws(of(["x", "y"], { references: 1 }), /1 references/);
  assert.throws(of(["x", "y"], { to: 5 }), /5 clusters of 5 rows/);
  assert.throws(of(["y"], { reference: "uniform" }), /all alike/);
});

Deno.test("predictionStrength() on ruspini is near fpc's over its own halvings, with four groups the strongest above two", () => {
  const d = distance(reference("ruspini.csv", ["x", "y"]), { columns: ["x", "y"] });
  const choice = predictionStrength(d, { to: 6, splits: 100 });
  // R fpc 2.2-10, prediction.strength(dist, claraCBI, usepam), 400 halvings: both sides depend on chance.
  const fpc = [0.9620176, 0.5937457, 1, 0.6288569, 0.4531089];
  choice.candidates.forEach(({ strength }, at) =>
    assert.ok(Math.abs(strength - fpc[at]!) < 0.06, `${at} ${strength}`)
  );
  assert.equal(choice.estimate, 4);
});

Deno.test("the strength of a halving is that of the worst cluster, by hand", () => {
  const table = Table.from({ x: Float64Array.of(0, 1, 10, 11, 0.5, 1.5, 9, 4) });
  const d = distance(table, { columns: ["x"] });
  // Second half: {0.5, 1.5, 4} and {9}; the first half's medoids 0 (or 1) and 10 keep all three together: 1.
  // First half: {0, 1}, {10, 11}; the second half's medoids 1.5 and 9 keep both pairs: 1.
  assert.equal(strengthOf(matrixOf(d), 8, [[0, 1, 2, 3], [4, 5, 6, 7]], 2), 1);
  // With three clusters the first half has {0}, {1}, {10, 11} or such; medoids of the second half: 0.5 or 1.5, 4, 9.
  const three = strengthOf(matrixOf(d), 8, [[0, 1, 2, 3], [4, 5, 6, 7]], 3);
  assert.ok(three >= 0 && three <= 1);
});

Deno.test("noise is not found again, and too few rows are refused", () => {
  const random = randomFor("test/strength");
  const draw = () => Float64Array.from({ length: 100 }, () => random.next());
  const noise = distance(Table.from({ x: draw(), y: draw(), z: draw() }), { columns: ["x", "y", "z"] });
  const choice = predictionStrength(noise, { to: 5, splits: 20 });
  assert.equal(choice.estimate, 1);
  assert.match(choice.warnings.join(), /no separate groups/);
  const few = distance(Table.from({ x: Float64Array.of(1, 2, 3, 4, 5, 6) }), { columns: ["x"] });
  assert.throws(() => predictionStrength(few), /2 to 1 clusters of 6 rows/);
  assert.throws(() => predictionStrength(noise, { splits: 0 }), /in 0 halvings/);
});
