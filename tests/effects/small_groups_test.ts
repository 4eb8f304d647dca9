import assert from "node:assert/strict";
import fc from "fast-check";
import { randomFor } from "../../lib/core/random.ts";
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
      if (one.estimate === 0) assert.equal(one.pValue, 1);
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
  digits(fisherExact({ yes: 3, of: 4 }, { yes: 1, of: 4 }).pValue, "0.48571428571");
  digits(fisherExact({ yes: 1, of: 10 }, { yes: 7, of: 12 }).pValue, "0.03095975232");
  assert.equal(fisherExact({ yes: 0, of: 5 }, { yes: 0, of: 6 }).pValue, 1);
  assert.throws(() => fisherExact({ yes: 6, of: 5 }, { yes: 0, of: 6 }), /whole number/);
});

Deno.test("fisherExact() gives n, the difference and Newcombe's interval, and says when test and interval disagree", () => {
  const found = fisherExact({ yes: 56, of: 70 }, { yes: 48, of: 80 });
  assert.deepEqual([found.n, found.smallestN], [150, 70]);
  digits(found.estimate, "0.2");
  // Newcombe (1998), table II, method 10.
  digits(found.low, "0.0524");
  digits(found.high, "0.3339");
  assert.equal(found.warnings.length, 0);
  assert.match(String(found), /Fisher's exact test: 0.2000 .95% 0.05243 to 0.3339., n = 150/);
  const border = fisherExact({ yes: 8, of: 10 }, { yes: 3, of: 10 });
  assert.ok(border.pValue > 0.05 && border.low! > 0);
  assert.deepEqual(border.warnings.map(({ code }) => code), ["on-the-border"]);
});

Deno.test("the interval of permutationTest() holds the shifts that one-sided exact tests do not refuse, found by trying them", () => {
  const a = Float64Array.of(3.1, 5.4, 8.2, 9.9, 10.3), b = Float64Array.of(1.2, 2.7, 4.4, 6.1, 7.6, 3.3);
  const { low, high, estimate, n, smallestN, assumptions } = permutationTest(a, b);
  assert.deepEqual([n, smallestN, assumptions.length], [11, 5, 2]);
  assert.ok(low! < estimate && estimate < high!);
  /** Share of all 462 divisions whose difference is at least (or at most) that seen, after a shift is taken off. */
  const tail = (shift: number, side: 1 | -1) => {
    const values = [...a.map((value) => value - shift), ...b];
    const means = (rows: number) => {
      const own = values.filter((_, i) => rows >> i & 1), rest = values.filter((_, i) => !(rows >> i & 1));
      const mean = (list: readonly number[]) => list.reduce((x, y) => x + y, 0) / list.length;
      return own.length === 5 ? mean(own) - mean(rest) : null;
    };
    const seen = means(0b11111)!;
    const all = Array.from({ length: 2 ** 11 }, (_, rows) => means(rows)).filter((one) => one !== null);
    return all.filter((one) => side * (one - seen) >= -1e-12).length / all.length;
  };
  assert.ok(tail(low! + 1e-9, 1) > 0.025 && tail(low! - 1e-9, 1) <= 0.025);
  assert.ok(tail(high! - 1e-9, -1) > 0.025 && tail(high! + 1e-9, -1) <= 0.025);
});

Deno.test("the interval agrees with the p value, sampled or exact, and is absent where no division is rare enough", () => {
  const random = randomFor("test/permutation-interval");
  for (let run = 0; run < 40; run++) {
    const a = Float64Array.from({ length: 7 }, () => random.normal() + 1.2);
    const b = Float64Array.from({ length: 7 }, () => random.normal());
    const exact = permutationTest(a, b), sampled = permutationTest(a, b, { mostExact: 0, draws: 4_999 });
    // With groups of one size the two-sided p is twice the one-sided.
    assert.equal(exact.pValue <= 0.05, exact.low! > 0 || exact.high! < 0, `${exact.pValue}`);
    assert.ok(Math.abs(exact.low! - sampled.low!) < 0.15 && Math.abs(exact.high! - sampled.high!) < 0.15);
  }
  const few = permutationTest(Float64Array.of(4, 5, 6), Float64Array.of(1, 2, 3));
  assert.deepEqual([few.low, few.high], [null, null]);
  assert.deepEqual(few.warnings.map(({ code }) => code), ["too-few-divisions"]);
});

Deno.test("in 95 of a hundred draws the permutation interval holds the true difference, also with skewed values", () => {
  const random = randomFor("test/permutation-coverage");
  let covered = 0;
  for (let run = 0; run < 400; run++) {
    const draw = (shift: number) =>
      Float64Array.from({ length: 6 }, () => shift - Math.log(1 - random.next()));
    const { low, high } = permutationTest(draw(2), draw(0));
    covered += Number(low! <= 2 && 2 <= high!);
  }
  // Exact, so at least 95 %, and a little more as there are steps: 400 runs have an error of one point.
  assert.ok(covered >= 0.93 * 400 && covered <= 0.98 * 400, `${covered}`);
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
