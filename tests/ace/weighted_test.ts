import assert from "node:assert/strict";
import fc from "fast-check";
import {
  AceRefusal,
  type AceScores,
  type ChangeOptions,
  distribute,
  doseResponse,
  GROUPINGS,
  KAISER10,
  kappa,
  scoreTable,
  surveyDoseResponse,
  testChange,
  testRetest,
} from "../../lib/ace/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { clopperPearsonInterval } from "../../lib/core/stats/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { adjustPValues, surveyDesign, surveyKappa } from "../../lib/survey/mod.ts";

function close(found: number | null | undefined, wanted: number, tolerance: number, what: string): void {
  assert.ok(Math.abs((found ?? NaN) - wanted) <= tolerance, `${what}: ${found} is not ${wanted}`);
}

/** Respondents with this many "yes", by the ten-item questionnaire; −1 leaves one item open. */
function scoresOf(counts: readonly number[]): AceScores {
  const answers = Object.fromEntries(
    KAISER10.items.map((
      { id },
      item,
    ) => [id, counts.map((count) => count < 0 ? null : item < count ? "yes" : "no")]),
  );
  return scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
}

function simple(weights: Float64Array) {
  return surveyDesign(Table.from({ w: weights }), { weight: "w", stages: [] });
}

const random = randomFor("tests/ace/weighted");
const counts = Array.from({ length: 400 }, (_, row) => row % 40 === 0 ? -1 : random.below(6));
const outcome = Float64Array.from(
  counts,
  (count, row) => row % 33 === 0 ? NaN : random.next() < 0.15 + 0.1 * count ? 1 : 0,
);
const scores = scoresOf(counts);

Deno.test("with equal weights the weighted odds, fraction and AUC are the unweighted ones", () => {
  const plain = doseResponse(scores, outcome, { grouping: GROUPINGS.cdc4, floor: 10 });
  const design = simple(new Float64Array(400).fill(3));
  const weighted = surveyDoseResponse(scores, outcome, { design, grouping: GROUPINGS.cdc4, floor: 10 });
  plain.rows.forEach((row, index) => {
    const other = weighted.rows[index];
    close(other?.oddsRatio, row.oddsRatio ?? NaN, 1e-12, row.group);
    assert.deepEqual([other?.cases, other?.nonCases], [row.cases, row.nonCases]);
    if (row.interval) {
      // The design uses n/(n − 1) and t where Woolf uses n and z: a little wider.
      const [mine, woolf] = [other?.interval, row.interval];
      assert.ok((mine?.low ?? 9) < woolf.low * 1.02 && (mine?.high ?? 0) > woolf.high * 0.98);
    }
  });
  close(weighted.attributableFraction?.value, plain.attributableFraction ?? NaN, 1e-12, "PAF");
  close(weighted.auc, plain.auc, 1e-12, "AUC");
  close(weighted.perGroup?.oddsRatio, plain.perGroup.oddsRatio, 1e-9, "per group");
});

Deno.test("a weight of two is the same as the respondent twice", () => {
  const weights = Float64Array.from(counts, (_, row) => 1 + row % 2);
  const doubled = counts.flatMap((_, row) => row % 2 === 1 ? [row, row] : [row]);
  const grouping = GROUPINGS.three;
  const once = surveyDoseResponse(scores, outcome, { design: simple(weights), grouping, floor: 10 });
  const twice = doseResponse(
    scoresOf(doubled.map((row) => counts[row] ?? 0)),
    Float64Array.from(doubled, (row) => outcome[row] ?? NaN),
    { grouping, floor: 10 },
  );
  once.rows.forEach(({ oddsRatio, group }, index) =>
    close(oddsRatio, twice.rows[index]?.oddsRatio ?? NaN, 1e-12, group)
  );
  close(once.auc, twice.auc, 1e-12, "AUC");
});

Deno.test("a small group, an outcome that does not fit and a group without cases are not passed over", () => {
  const design = simple(new Float64Array(400).fill(1));
  const options = { design, grouping: GROUPINGS.cdc4, floor: 390 };
  assert.throws(() => surveyDoseResponse(scores, outcome, options), AceRefusal);
  assert.throws(
    () => surveyDoseResponse(scores, outcome.map((value) => value + 1), options),
    /0, 1 or empty/,
  );
  for (const value of [0, 1]) {
    const same = new Float64Array(400).fill(value);
    assert.throws(() => surveyDoseResponse(scores, same, { ...options, floor: 10 }), /Everybody or nobody/);
  }
  const none = Float64Array.from(counts, (count, row) => count === 0 ? 0 : row % 3 === 0 ? 1 : 0);
  const found = surveyDoseResponse(scores, none, { ...options, floor: 10, grouping: GROUPINGS.any });
  assert.equal(found.rows[1]?.oddsRatio, null);
  assert.deepEqual([found.attributableFraction, found.perGroup], [null, null]);
  assert.ok(found.warnings.some(({ id }) => id === "empty-cell"));
  assert.ok(found.warnings.some(({ id }) => id === "no-individual-prediction"));
});

// Tables and printed results: SAS/STAT, The FREQ procedure, Agreement study (linear weights); R vcd, SexualFun (linear);
// Fleiss (1981), p. 213 (linear); Agresti (2002), table 10.8 (0.493, and 0.78 with squared weights).
const PUBLISHED: readonly (readonly [
  string,
  readonly (readonly number[])[],
  "none" | "linear" | "quadratic",
  string,
  string | null,
])[] = [
  ["SAS", [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]], "none", "0.3449", "0.0724"],
  ["SAS", [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]], "linear", "0.5082", "0.0655"],
  ["SexualFun", [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]], "none", "0.1293", "0.0686"],
  ["SexualFun", [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]], "linear", "0.2374", "0.0783"],
  ["Fleiss", [[75, 1, 4], [5, 4, 1], [0, 0, 10]], "none", "0.6765", "0.0877"],
  ["Fleiss", [[75, 1, 4], [5, 4, 1], [0, 0, 10]], "linear", "0.7222", "0.0843"],
  ["Agresti", [[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]], "none", "0.493", null],
  ["Agresti", [[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]], "quadratic", "0.78", null],
];
for (const [name, table, weights, value, se] of PUBLISHED) {
  Deno.test(`kappa with weights "${weights}" is the published one: ${name}`, () => {
    const found = kappa(table, { weights });
    assert.equal(found.kappa?.toFixed(value.length - 2), value);
    if (se !== null) assert.equal(found.se?.toFixed(4), se);
    // Under a design of equal weights: the same value, and a standard error with n − 1 for n.
    const pairs = table.flatMap((row, i) =>
      row.flatMap((n, j) => Array.from({ length: n }, () => [i, j] as const))
    );
    const ratings = {
      first: pairs.map(([i]) => i),
      second: pairs.map(([, j]) => j),
      categories: table.length,
    };
    const design = surveyKappa(simple(new Float64Array(pairs.length).fill(2)), ratings, weights);
    close(design.values[0], found.kappa ?? NaN, 1e-12, "design");
    close(design.se[0], (found.se ?? NaN) * Math.sqrt(pairs.length / (pairs.length - 1)), 1e-12, "design se");
  });
}

Deno.test("test–retest under a design: equal weights give the unweighted kappas, other weights do not", () => {
  const again = scoresOf(
    counts.map((count, row) => count < 0 ? 0 : row % 5 === 0 ? Math.min(5, count + 1) : count),
  );
  const plain = testRetest(scores, again, { floor: 30 });
  const equal = testRetest(scores, again, {
    floor: 30,
    survey: { design: simple(new Float64Array(400).fill(2)) },
  });
  close(equal.score.kappa, plain.score.kappa ?? NaN, 1e-12, "score");
  close(equal.score.observed, plain.score.observed, 1e-12, "observed");
  assert.equal(equal.score.n, plain.score.n);
  assert.deepEqual([plain.basis, equal.basis], ["unweighted", "surveyDesign"]);
  const uneven = simple(Float64Array.from(counts, (_, row) => row % 5 === 0 ? 9 : 1));
  const linear = testRetest(scores, again, { floor: 30, survey: { design: uneven }, scoreWeights: "linear" });
  assert.ok(
    (linear.score.kappa ?? 1) <
      (testRetest(scores, again, { floor: 30, scoreWeights: "linear" }).score.kappa ?? 0),
  );
});

function wave(time: number, values: readonly number[]) {
  const label = { nl: `${time}`, en: `${time}` };
  return { time, period: { code: `${time}`, label }, scores: scoresOf(values) };
}
const steady = (extra: number) => Array.from({ length: 60 }, (_, row) => row % 4 + extra);
const CHANGE: ChangeOptions = {
  id: "change",
  measure: { kind: "meanScore" },
  samples: "independent",
  floor: 30,
  adjust: "holm",
};

Deno.test("waves: the slope per year, the pairs, and no change where there is none", () => {
  const rising = testChange([wave(2020, steady(0)), wave(2022, steady(1)), wave(2026, steady(3))], CHANGE);
  close(rising.trend.slope, 0.5, 1e-12, "slope");
  assert.ok(rising.trend.pValue < 1e-6);
  assert.deepEqual(rising.pairs.map(({ from, to }) => `${from}-${to}`), [
    "2020-2022",
    "2020-2026",
    "2022-2026",
  ]);
  close(rising.pairs[1]?.difference, 3, 1e-12, "difference");
  assert.ok(rising.pairs.every(({ pValue, adjustedPValue }) => adjustedPValue >= pValue));
  assert.ok(rising.warnings.some(({ id }) => id === "trend-is-not-effect"));
  const same = testChange([wave(2020, steady(0)), wave(2022, steady(0))], CHANGE);
  close(same.trend.pValue, 1, 1e-12, "p");
});

Deno.test("waves: two of them give the t test of a difference, with weights and clusters", () => {
  const [first, second] = [wave(1, steady(0)), wave(2, steady(1))];
  const table = Table.from({
    w: new Float64Array(60).fill(1),
    school: Float64Array.from({ length: 60 }, (_, row) => row % 12),
  });
  const design = surveyDesign(table, { weight: "w", stages: [{ cluster: "school" }] });
  const survey = { design, interval: "logit" } as const;
  const found = testChange([{ ...first, survey }, { ...second, survey }], CHANGE);
  assert.equal(found.trend.df, 22);
  const se = Math.hypot(found.waves[0]?.se ?? 0, found.waves[1]?.se ?? 0);
  close(found.trend.se, se, 1e-12, "se");
  close(found.pairs[0]?.pValue, found.trend.pValue, 1e-12, "p");
});

Deno.test("waves under the floor, with one time, of an unknown group or not independent are refused", () => {
  const two = [wave(1, steady(0)), wave(2, steady(1))];
  assert.throws(() => testChange(two, { ...CHANGE, floor: 61 }), AceRefusal);
  assert.throws(() => testChange([wave(1, steady(0)), wave(1, steady(1))], CHANGE), /two different times/);
  const measure = { kind: "shareFrom", grouping: GROUPINGS.cdc4, code: "9+" } as const;
  assert.throws(() => testChange(two, { ...CHANGE, measure }), /no group 9\+/);
  assert.throws(() => testChange(two, { ...CHANGE, samples: "same" as "independent" }), /not independent/);
});

Deno.test("Holm's p values are never above Bonferroni's, keep the order and never fall below the raw ones", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
      (raw) => {
        const [holm, bonferroni] = [adjustPValues(raw, "holm"), adjustPValues(raw, "bonferroni")];
        raw.forEach((p, index) => {
          assert.ok(holm[index]! <= bonferroni[index]! + 1e-15 && holm[index]! >= p);
          raw.forEach((q, other) => assert.ok(p > q || holm[index]! <= holm[other]! + 1e-15));
        });
      },
    ),
  );
});

Deno.test("shares have Wilson's interval, or the exact one where that is named, which is wider", () => {
  const text = { nl: "voorbeeld", en: "example" };
  const frame = { id: "ace", title: text, population: text, period: text, sources: [], floor: 30 };
  const options = { ...frame, grouping: GROUPINGS.cdc4 };
  const usual = distribute(scores, options).cells;
  const exact = distribute(scores, { ...options, countInterval: "clopperPearson" }).cells;
  usual.forEach((cell, index) => {
    const other = exact[index];
    const wanted = clopperPearsonInterval(cell.numerator ?? 0, cell.n);
    assert.deepEqual([other?.low, other?.high], [wanted.low, wanted.high]);
    assert.ok((other?.high ?? 0) - (other?.low ?? 0) > (cell.high ?? 0) - (cell.low ?? 0));
  });
});
