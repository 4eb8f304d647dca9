import assert from "node:assert/strict";
import {
  AceRefusal,
  type AceScores,
  BRFSS,
  classifyPerson,
  cooccurrence,
  distribute,
  distributeBounds,
  doseResponse,
  GROUPINGS,
  INSTRUMENTS,
  KAISER10,
  type Mode,
  PCE7,
  PEARLS_CHILD,
  prevalence,
  type RefusalReason,
  reliability,
  requireComparable,
  scoreTable,
  surveyDoseResponse,
  takeTotals,
  testChange,
  testRetest,
  tetrachoric,
  tetrachoricAlpha,
  tetrachoricMatrix,
  trend,
  WHO_ACE_IQ,
} from "../../lib/ace/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { surveyDesign } from "../../lib/survey/mod.ts";

// The refusals that the issue names, one by one. Each is an AceRefusal that says what, what to do instead, and who says so.

const TEXT = { nl: "voorbeeld", en: "example" };
const FRAME = { id: "ace", title: TEXT, population: TEXT, period: TEXT, sources: [] };
const ROWS = 40;
const COMPLETE = { kind: "complete" } as const;

function refused(reason: RefusalReason, act: () => unknown): void {
  assert.throws(act, (error) => {
    assert.ok(error instanceof AceRefusal, `${error}`);
    assert.equal(error.reason, reason);
    assert.ok(error.what.length > 10 && error.mend.length > 20 && error.source.length > 10);
    return error.message.includes(error.source);
  });
}

function tenItems(answer: (row: number, item: number) => string): Table {
  return Table.from(Object.fromEntries(
    KAISER10.items.map(({ id }, item) => [id, Array.from({ length: ROWS }, (_, row) => answer(row, item))]),
  ));
}

function scored(mode?: Mode): AceScores {
  const table = tenItems((row, item) => (row + 3 * item) % 4 === 0 ? "yes" : "no");
  return scoreTable(table, KAISER10, { rule: "kaiser10", missing: COMPLETE, ...(mode ? { mode } : {}) });
}

const scores = scored();
const outcome = Float64Array.from({ length: ROWS }, (_, row) => row % 2);
const design = surveyDesign(Table.from({ w: new Float64Array(ROWS).fill(1) }), { weight: "w", stages: [] });
const floor = ROWS + 1;
const wave = (code: string, of: AceScores) => ({
  time: Number(code),
  period: { code, label: TEXT },
  scores: of,
});
const CHANGE = {
  id: "change",
  measure: { kind: "meanScore" },
  samples: "independent",
  floor: 2,
  adjust: "holm",
} as const;
const grouping = GROUPINGS.any;

Deno.test("a risk class or cut-off for a person is refused, and no exported function is one", () => {
  for (const asked of ["risk class", "cut-off 4+", "high risk"]) {
    refused("individual-cutoff", () => classifyPerson({ asked }));
  }
});

const UNDER_FLOOR: readonly (readonly [string, () => unknown])[] = [
  ["distribute", () => distribute(scores, { ...FRAME, grouping, floor })],
  ["distributeBounds", () => distributeBounds(scores, { ...FRAME, grouping, floor })],
  ["prevalence", () => prevalence(scores, { ...FRAME, base: "known", floor })],
  ["cooccurrence", () => cooccurrence(scores, { ...FRAME, kind: "joint", floor })],
  ["doseResponse", () => doseResponse(scores, outcome, { grouping, floor })],
  ["surveyDoseResponse", () => surveyDoseResponse(scores, outcome, { design, grouping, floor })],
  ["trend", () => trend([wave("2024", scores)], { ...FRAME, grouping, floor })],
  ["testChange", () => testChange([wave("2024", scores), wave("2026", scores)], { ...CHANGE, floor })],
  ["reliability", () => reliability(scores, { floor })],
  ["tetrachoricMatrix", () => tetrachoricMatrix(scores, { floor })],
  ["testRetest", () => testRetest(scores, scores, { floor })],
];
for (const [name, act] of UNDER_FLOOR) {
  Deno.test(`${name}() refuses a result under the policy's floor`, () => refused("under-floor", act));
}

const SELF: Mode = { reporter: "self", disclosure: "item", channel: "web" };
const OTHERS: readonly (readonly [string, AceScores])[] = [
  [
    "another instrument",
    scoreTable(Table.from({ ACEDEPRS: Float64Array.of(1) }), BRFSS, {
      rule: "brfss8.mmwr2023",
      missing: COMPLETE,
    }),
  ],
  [
    "another missing rule",
    scoreTable(tenItems(() => "no"), KAISER10, { rule: "kaiser10", missing: { kind: "asNo" } }),
  ],
  ["another mode", scored(SELF)],
  [
    "other items",
    scoreTable(tenItems(() => "no").select(["q1", "q2"]), KAISER10, { rule: "kaiser10", missing: COMPLETE }),
  ],
];
for (const [name, other] of OTHERS) {
  Deno.test(`a series with ${name} is refused by everything that makes one`, () => {
    refused("mixed-series", () => requireComparable([scores, other]));
    const waves = [wave("2024", scores), wave("2026", other)];
    refused("mixed-series", () => trend(waves, { ...FRAME, grouping, floor: 1 }));
    refused("mixed-series", () => testChange(waves, CHANGE));
    refused("mixed-series", () => testRetest(scores, other, { floor: 1 }));
  });
}

Deno.test("two rules of one instrument are two series for every instrument that has more than one", () => {
  for (const instrument of INSTRUMENTS.filter(({ rules }) => rules.length > 1)) {
    const [first, ...rest] = instrument.rules.map(({ id }) =>
      scoreTable(Table.from({ other: Float64Array.of(1) }), instrument, { rule: id, missing: COMPLETE })
    );
    assert.ok(first && rest.length > 0);
    for (const other of rest) refused("mixed-series", () => requireComparable([first, other]));
  }
});

Deno.test("a total over part of the items is no score, and the parts of an instrument are not added", () => {
  const five = tenItems(() => "no").select(["q1", "q2", "q3", "q4", "q5"]);
  refused(
    "partial-instrument",
    () => scoreTable(five, KAISER10, { rule: "kaiser10", missing: { kind: "asNo" } }),
  );
  refused(
    "partial-instrument",
    () => takeTotals(Table.from({ total: Float64Array.of(3) }), KAISER10, { mode: SELF }),
  );
  const totals = Table.from({ part1Total: Float64Array.of(3), part2Total: Float64Array.of(2) });
  const mode = { reporter: "caregiver", disclosure: "aggregate", channel: "paper" } as const;
  const pearls = takeTotals(totals, PEARLS_CHILD, { mode });
  for (const part of ["total", "score", "part1+part2"]) refused("not-a-score", () => pearls.score(part));
});

Deno.test("a mode that does not fit the form is refused: totals for items, another reporter for PEARLS", () => {
  const options = { rule: "kaiser10", missing: COMPLETE } as const;
  const aggregate: Mode = { ...SELF, disclosure: "aggregate" };
  refused("mode-missing", () => scoreTable(tenItems(() => "no"), KAISER10, { ...options, mode: aggregate }));
  const item = Table.from({ p1: ["no"] });
  refused(
    "mode-missing",
    () => scoreTable(item, PEARLS_CHILD, { rule: "pearls", missing: COMPLETE, mode: SELF }),
  );
});

Deno.test("a part says in its table which count it is; a series whose mode nobody recorded warns", () => {
  const answers = Object.fromEntries(PCE7.items.map(({ id }) => [id, ["never", "never"]]));
  const pce = scoreTable(Table.from(answers), PCE7, { rule: "pce7", missing: COMPLETE });
  const family = distribute(pce, { ...FRAME, grouping: GROUPINGS.any, floor: 1, part: "family" });
  assert.match(family.measure.label.en, /family \(0–3\)/);
  assert.doesNotMatch(distribute(scores, { ...FRAME, grouping, floor: 1 }).measure.label.en, /:/);
  const ids = (of: AceScores) =>
    trend([wave("2024", of)], { ...FRAME, grouping, floor: 1 }).warnings.map(({ id }) => id);
  assert.ok(ids(scores).includes("mode-unrecorded"));
  assert.ok(!ids(scored(SELF)).includes("mode-unrecorded"));
});

Deno.test("the numbers that the ACE-IQ prints for no answer are reasons, and 99 is none", () => {
  const options = { rule: "aceiq13.binary", missing: { kind: "bounds" } } as const;
  const found = scoreTable(Table.from({ F1: Float64Array.of(66, 77, 88) }), WHO_ACE_IQ, options);
  assert.deepEqual([...found.flags("householdSubstanceUse")], [-1, -1, -1]);
  // dontKnow 1, refused 2, notApplicable 4; all other items were not asked: 16.
  assert.deepEqual([...found.reasonBits()], [4 + 16, 1 + 16, 2 + 16]);
  assert.throws(
    () => scoreTable(Table.from({ F1: Float64Array.of(99) }), WHO_ACE_IQ, options),
    /row 1, column F1/,
  );
});

Deno.test("tetrachoric correlations of scores: symmetric, each that of its pair, an empty cell as asked", () => {
  const { ids, correlations } = tetrachoricMatrix(
    { a: [1, 1, 1, 0, 0, 0, 1, 0], b: [1, 1, 0, 0, 0, 1, 1, 0], c: [1, 0, 1, 0, 1, 0, 1, -1] },
    { floor: 7 },
  );
  assert.deepEqual(ids, ["a", "b", "c"]);
  assert.equal(correlations[0]?.[1], tetrachoric([[3, 1], [1, 3]]));
  assert.equal(correlations[0]?.[2], tetrachoric([[2, 1], [1, 3]]));
  correlations.forEach((row, a) => row.forEach((value, b) => assert.equal(value, correlations[b]?.[a])));
  const same = { a: [1, 1, 0, 0], b: [1, 1, 0, 0] };
  assert.throws(() => tetrachoricMatrix(same, { floor: 4 }), /empty cell/);
  assert.equal(tetrachoricMatrix(same, { floor: 4, emptyCell: "leaveOut" }).correlations[0]?.[1], null);
  assert.ok((tetrachoricMatrix(same, { floor: 4, emptyCell: "addHalf" }).correlations[0]?.[1] ?? 0) > 0.8);
});

Deno.test("a forgotten column warns by name, and alpha from tetrachoric correlations says what an ACE score is", () => {
  const part = scoreTable(tenItems(() => "no").select(["q1", "q2", "q3"]), KAISER10, {
    rule: "kaiser10",
    missing: { kind: "bounds" },
  });
  const warning = part.warnings.find(({ id }) => id === "items-not-asked");
  assert.match(warning?.text.en ?? "", /: q4, q5, q6, q7, q8, q9, q10$/);
  assert.ok(!scores.warnings.some(({ id }) => id === "items-not-asked"));
  const pair = [[1, 1, 1, 0, 0, 0, 1, 0], [1, 1, 0, 0, 0, 1, 1, 0]];
  const { alpha, warnings } = tetrachoricAlpha(pair);
  const rho = tetrachoric([[3, 1], [1, 3]]);
  assert.ok(Math.abs(alpha - 2 * rho / (1 + rho)) < 1e-12);
  assert.deepEqual(warnings.map(({ id }) => id), ["formative-index"]);
});
