import assert from "node:assert/strict";
import fc from "fast-check";
import { Table } from "../../lib/core/table.ts";
import { fisherExact } from "../../lib/effects/fisher_exact.ts";
import { groupByWave } from "../../lib/effects/group_wave.ts";
import { permutationTest } from "../../lib/effects/permutation.ts";
import { digits } from "./_support.ts";

Deno.test("permutationTest() counts all divisions of small groups and is symmetric", () => {
  const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(values, values, (a, b) => {
      const one = permutationTest(Float64Array.from(a), Float64Array.from(b));
      const other = permutationTest(Float64Array.from(b), Float64Array.from(a));
      assert.equal(one.kind, "exact");
      assert.ok(Math.abs(one.pValue - other.pValue) < 1e-12);
      assert.ok(one.pValue > 0 && one.pValue <= 1);
      if (one.difference === 0) assert.equal(one.pValue, 1);
    }),
    { numRuns: 100 },
  );
});

Deno.test("permutationTest() by sampling comes close to the exact p value and repeats itself", () => {
  const a = Float64Array.of(3, 5, 8, 9, 10, 12), b = Float64Array.of(1, 2, 4, 6, 7, 3);
  const exact = permutationTest(a, b), sampled = permutationTest(a, b, { mostExact: 0 });
  assert.equal(sampled.kind, "sampled");
  assert.ok(Math.abs(exact.pValue - sampled.pValue) < 0.01);
  assert.equal(sampled.pValue, permutationTest(a, b, { mostExact: 0 }).pValue);
  assert.throws(() => permutationTest(a, new Float64Array()), /empty/);
});

Deno.test("fisherExact() agrees with R fisher.test", () => {
  digits(fisherExact({ yes: 3, of: 4 }, { yes: 1, of: 4 }), "0.48571428571");
  digits(fisherExact({ yes: 1, of: 10 }, { yes: 7, of: 12 }), "0.03095975232");
  assert.equal(fisherExact({ yes: 0, of: 5 }, { yes: 0, of: 6 }), 1);
  assert.throws(() => fisherExact({ yes: 6, of: 5 }, { yes: 0, of: 6 }), /whole number/);
});

function questionnaire(scores: readonly (readonly [string, number, string, number])[]): Table {
  return Table.from({
    person: scores.map((row) => row[0]),
    treated: Float64Array.from(scores, (row) => row[1]),
    wave: scores.map((row) => row[2]),
    score: Float64Array.from(scores, (row) => row[3]),
  });
}
const COLUMNS = { outcome: "score", person: "person", treated: "treated", wave: "wave", waves: ["0", "1"] };

Deno.test("groupByWave() gives Welch's interval of the changes as R t.test does", () => {
  const changes = [[2, 4, 3, 5, 1], [0, 1, -1, 2]];
  const table = questionnaire(
    changes.flatMap((group, g) =>
      group.flatMap((change, i) =>
        [[`${g}${i}`, 1 - g, "0", 5 + i], [`${g}${i}`, 1 - g, "1", 5 + i + change]] as const
      )
    ),
  );
  const result = groupByWave(table, COLUMNS);
  // R 4.2.2: t.test(c(2,4,3,5,1), c(0,1,-1,2))
  digits(result.estimate, "2.5");
  digits(result.low, "0.23477971825");
  digits(result.pValue, "0.03493878236");
  assert.equal(result.smallestN, 4);
  assert.equal(result.contrasts[0]?.permutation.kind, "exact");
});

Deno.test("groupByWave() counts who was lost and warns when many are", () => {
  const table = questionnaire([
    ["a", 1, "0", 4],
    ["b", 1, "0", 5],
    ["c", 1, "0", 6],
    ["a", 1, "1", 7],
    ["b", 1, "1", NaN],
    ["d", 0, "0", 4],
    ["e", 0, "0", 5],
    ["d", 0, "1", 4],
    ["e", 0, "1", 6],
  ]);
  const result = groupByWave(table, COLUMNS);
  const after = result.cells.find((cell) => cell.group === "treated" && cell.wave === "1");
  assert.deepEqual([after?.n, after?.lost], [1, 2]);
  assert.equal(result.low, null);
  assert.deepEqual(result.warnings.map((warning) => warning.code), ["small-group", "attrition"]);
});

Deno.test("groupByWave() refuses a person in two groups and a wave without answers", () => {
  assert.throws(
    () => groupByWave(questionnaire([["a", 1, "0", 4], ["a", 0, "1", 4]]), COLUMNS),
    /both groups/,
  );
  assert.throws(() => groupByWave(questionnaire([["a", 1, "0", 4], ["b", 0, "0", 4]]), COLUMNS), /Nobody/);
});
