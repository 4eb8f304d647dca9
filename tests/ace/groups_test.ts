import assert from "node:assert/strict";
import fc from "fast-check";
import {
  AceRefusal,
  cooccurrence,
  distribute,
  distributeBounds,
  doseResponse,
  doseResponseTable,
  groupingFrom,
  GROUPINGS,
  KAISER10,
  prevalence,
  scoreTable,
  testRetest,
  trend,
} from "../../lib/ace/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { proportion, surveyDesign } from "../../lib/survey/mod.ts";

const TEXT = { nl: "voorbeeld", en: "example" };
const FRAME = { id: "ace", title: TEXT, population: TEXT, period: TEXT, sources: [] };
const OPTIONS = { rule: "kaiser10", missing: { kind: "complete" } } as const;

/** Synthetic respondents whose items hang together; 3 % of the answers are unknown. */
function respondents(rows: number, name: string): Table {
  const random = randomFor(name);
  const strain = Float64Array.from({ length: rows }, () => random.normal());
  const columns: Record<string, (string | null)[]> = {};
  for (let item = 1; item <= 10; item++) {
    columns[`q${item}`] = Array.from({ length: rows }, (_, row) => {
      if (random.next() < 0.03) return null;
      return random.next() < 1 / (1 + Math.exp(2 - strain[row]!)) ? "yes" : "no";
    });
  }
  return Table.from(columns);
}

const table = respondents(600, "ace/groups-test");
const scores = scoreTable(table, KAISER10, OPTIONS);
const random = randomFor("ace/groups-test/design");
const design = surveyDesign(
  Table.from({
    w: Float64Array.from({ length: 600 }, () => 1 + 9 * random.next()),
    school: Float64Array.from({ length: 600 }, (_, row) => Math.floor(row / 20)),
    regio: Float64Array.from({ length: 600 }, (_, row) => Math.floor(row / 200)),
  }),
  { weight: "w", stages: [{ stratum: "regio", cluster: "school" }] },
);

Deno.test("a weighted distribution is the proportion of lib/survey, with unweighted counts beside it", () => {
  const survey = { design, interval: "kornGraubard" } as const;
  const weighted = distribute(scores, { ...FRAME, floor: 30, grouping: GROUPINGS.cdc4, survey });
  const plain = distribute(scores, { ...FRAME, floor: 30, grouping: GROUPINGS.cdc4 });
  const groups = scores.groups(GROUPINGS.cdc4);
  const flags = Float64Array.from(groups, (group) => group < 0 ? NaN : group === 3 ? 1 : 0);
  const direct = proportion(design, flags, { interval: "kornGraubard", empty: "outsideDomain" });
  assert.equal(weighted.cells[3]?.value, direct.values[0]);
  assert.equal(weighted.cells[3]?.low, direct.intervals[0]?.low);
  assert.deepEqual(
    weighted.cells.map(({ n, numerator }) => [n, numerator]),
    plain.cells.map(({ n, numerator }) => [n, numerator]),
  );
  assert.ok(Math.abs(weighted.cells.reduce((sum, { value }) => sum + (value ?? 0), 0) - 1) < 1e-12);
});

Deno.test("bounds contain the share of every completion of the answers", () => {
  const open = scoreTable(table, KAISER10, { ...OPTIONS, missing: { kind: "bounds" } });
  const { cells } = distributeBounds(open, { ...FRAME, floor: 30, grouping: GROUPINGS.cdc4 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const draw = randomFor(`completion/${seed}`);
      const columns: Record<string, (string | null)[]> = {};
      for (const name of table.columnNames) {
        columns[name] = table.texts(name).map((answer) => answer ?? (draw.next() < 0.5 ? "yes" : "no"));
      }
      const full = distribute(scoreTable(Table.from(columns), KAISER10, OPTIONS), {
        ...FRAME,
        floor: 30,
        grouping: GROUPINGS.cdc4,
      });
      full.cells.forEach(({ codes, value }) => {
        const [low, high] = cells.filter((cell) => cell.codes[0] === codes[0]).map((cell) =>
          cell.value ?? NaN
        );
        assert.ok((low ?? NaN) <= (value ?? NaN) && (value ?? NaN) <= (high ?? NaN));
      });
    }),
    { numRuns: 20 },
  );
});

Deno.test("prevalence counts each category among those for whom it is known, or all are", () => {
  const known = prevalence(scores, { ...FRAME, floor: 30, base: "known" });
  const complete = prevalence(scores, { ...FRAME, floor: 30, base: "complete" });
  const flags = scores.flags("emotionalAbuse");
  assert.equal(known.cells[0]?.n, flags.filter((flag) => flag >= 0).length);
  assert.equal(known.cells[0]?.numerator, flags.filter((flag) => flag === 1).length);
  const all = scores.score().filter((score) => !Number.isNaN(score)).length;
  assert.ok(complete.cells.every(({ n }) => n === all));
  assert.throws(() => prevalence(scores, { ...FRAME, floor: 700, base: "known" }), AceRefusal);
});

Deno.test("a joint share is symmetric and follows from the conditional one", () => {
  const joint = cooccurrence(scores, { ...FRAME, floor: 30, kind: "joint" });
  const conditional = cooccurrence(scores, { ...FRAME, floor: 10, kind: "conditional" });
  assert.equal(joint.cells.length, 45);
  for (const { codes, numerator } of joint.cells) {
    const both = conditional.cells.filter((cell) => codes.every((code) => cell.codes.includes(code)));
    assert.equal(both.length, 2);
    assert.ok(both.every((cell) => cell.numerator === numerator));
  }
  const few = cooccurrence(scores, { ...FRAME, floor: 90, kind: "conditional" });
  assert.ok(few.cells.length < conditional.cells.length);
  assert.ok(few.cells.every(({ n }) => n >= 90));
});

Deno.test("odds by group follow from scores and outcome, and become a table for protection", () => {
  const outcome = Float64Array.from(
    scores.score(),
    (score, row) => row % 17 === 0 ? NaN : (row * 7 + 3 * score) % 10 < 3 ? 1 : 0,
  );
  const relation = doseResponse(scores, outcome, { grouping: GROUPINGS.cdc4, floor: 30 });
  const known = scores.score().filter((score, row) => !Number.isNaN(score) && row % 17 !== 0).length;
  assert.equal(relation.rows.reduce((sum, { cases, nonCases }) => sum + cases + nonCases, 0), known);
  const cells = doseResponseTable(relation, GROUPINGS.cdc4, FRAME).cells;
  assert.deepEqual(cells.map(({ value }) => value), relation.rows.map(({ oddsRatio }) => oddsRatio));
  assert.throws(
    () => doseResponse(scores, Float64Array.of(1), { grouping: GROUPINGS.any, floor: 1 }),
    /0, 1 or an empty/,
  );
});

Deno.test("a trend holds the distribution of every wave", () => {
  const second = scoreTable(respondents(500, "ace/groups-test/second"), KAISER10, OPTIONS);
  const waves = [["2024", scores], ["2026", second]] as const;
  const options = { ...FRAME, floor: 30, grouping: GROUPINGS.cdc4 };
  const series = trend(waves.map(([code, scores]) => ({ period: { code, label: TEXT }, scores })), options);
  assert.deepEqual(series.dimensions.map(({ kind }) => kind), ["period", "ordinal"]);
  const last = distribute(second, options).cells;
  assert.deepEqual(series.cells.slice(4).map(({ value }) => value), last.map(({ value }) => value));
  assert.ok(series.cells.slice(4).every(({ codes }) => codes[0] === "2026"));
});

Deno.test("scores that fall between two measurements warn", () => {
  const same = testRetest(scores, scores, { floor: 30 });
  assert.equal(same.score.kappa, 1);
  assert.equal(same.warnings.length, 0);
  const less = table.withColumns({ q1: table.texts("q1").map((answer) => answer === "yes" ? "no" : answer) });
  const later = testRetest(scores, scoreTable(less, KAISER10, OPTIONS), { floor: 30 });
  assert.ok((later.score.kappa ?? 1) < 1);
  assert.deepEqual(later.warnings.map(({ id }) => id), ["falling-score"]);
});

Deno.test("an own grouping names its groups from their lowest scores", () => {
  assert.deepEqual(groupingFrom("eigen", [0, 1, 2, 6]).groups.map(({ code }) => code), [
    "0",
    "1",
    "2-5",
    "6+",
  ]);
  assert.throws(() => groupingFrom("eigen", [1, 2]), /ascend from 0/);
});

Deno.test("a dimension that does not fit the respondents is an error with the place", () => {
  const dimension = {
    name: "wijk",
    label: TEXT,
    kind: "region",
    codes: [{ code: "WK990101", label: TEXT }],
  } as const;
  const options = { ...FRAME, floor: 1, grouping: GROUPINGS.any };
  const codes = new Array<string>(600).fill("WK990101");
  assert.throws(
    () => distribute(scores, { ...options, by: { dimension, codes: codes.slice(1) } }),
    /599 values for 600/,
  );
  codes[41] = "WK990199";
  assert.throws(() => distribute(scores, { ...options, by: { dimension, codes } }), /wijk, row 42/);
});
