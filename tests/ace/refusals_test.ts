import assert from "node:assert/strict";
import {
  ACE_IQ10_NL,
  AceRefusal,
  BRFSS,
  doseResponse,
  GROUPINGS,
  IllegalAnswer,
  instrumentById,
  KAISER10,
  type MissingRule,
  PEARLS_CHILD,
  type RefusalReason,
  requireComparable,
  scoreTable,
  takeTotals,
  trend,
  WHO_ACE_IQ,
} from "../../lib/ace/mod.ts";
import * as door from "../../lib/ace/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { readVectors, tableOf } from "./_vectors.ts";

const TEXT = { nl: "voorbeeld", en: "example" };
const FRAME = { id: "ace", title: TEXT, population: TEXT, period: TEXT, sources: [] };

function refused(reason: RefusalReason, act: () => unknown): void {
  assert.throws(act, (error) => {
    return error instanceof AceRefusal && error.reason === reason && error.source.length > 0 &&
      error.mend.includes(error.source);
  });
}

function tenItems(rows: number, answer: string, upTo: number = 10): Table {
  const columns: Record<string, string[]> = {};
  for (let item = 1; item <= upTo; item++) columns[`q${item}`] = new Array<string>(rows).fill(answer);
  return Table.from(columns);
}

const complete: MissingRule = { kind: "complete" };

Deno.test("five of ten items are no ACE score under any rule that fills in, and no score under complete", () => {
  const five = tenItems(40, "no", 5);
  const filling: readonly MissingRule[] = [
    { kind: "asNo" },
    { kind: "maxMissing", most: 5 },
    { kind: "prorate", least: 5 },
    { kind: "imputed", method: "mice" },
  ];
  for (const missing of filling) {
    refused("partial-instrument", () => scoreTable(five, KAISER10, { rule: "kaiser10", missing }));
  }
  const scores = scoreTable(five, KAISER10, { rule: "kaiser10", missing: complete });
  assert.ok(scores.score().every(Number.isNaN));
  assert.equal(scores.upper()[0], 5);
  assert.deepEqual(scores.mapping.unmapped, ["q6", "q7", "q8", "q9", "q10"]);
});

Deno.test("the Dutch ACE-IQ-10 is refused because its items were not seen", () => {
  refused(
    "not-implementable",
    () => scoreTable(tenItems(1, "no"), ACE_IQ10_NL, { rule: "any", missing: complete }),
  );
});

Deno.test("PEARLS without its mode, and totals that claim item disclosure, are refused", () => {
  refused(
    "mode-missing",
    () => scoreTable(Table.from({}), PEARLS_CHILD, { rule: "pearls", missing: complete }),
  );
  const totals = Table.from({ part1Total: Float64Array.of(1), part2Total: Float64Array.of(1) });
  const mode = { reporter: "caregiver", disclosure: "item", channel: "web" } as const;
  refused("mode-missing", () => takeTotals(totals, PEARLS_CHILD, { mode }));
});

Deno.test("one series takes one instrument, rule, missing rule, mode and set of items", () => {
  const table = tenItems(40, "no");
  const base = scoreTable(table, KAISER10, { rule: "kaiser10", missing: complete });
  const bounds = scoreTable(table, KAISER10, { rule: "kaiser10", missing: { kind: "bounds" } });
  const mode = { reporter: "self", disclosure: "item", channel: "web" } as const;
  const web = scoreTable(table, KAISER10, { rule: "kaiser10", missing: complete, mode });
  const phone = scoreTable(table, KAISER10, {
    rule: "kaiser10",
    missing: complete,
    mode: { ...mode, channel: "telephone" },
  });
  const fewer = scoreTable(tenItems(40, "no", 9), KAISER10, { rule: "kaiser10", missing: complete });
  for (const other of [bounds, web, fewer]) refused("mixed-series", () => requireComparable([base, other]));
  refused("mixed-series", () => requireComparable([web, phone]));
  requireComparable([base, base]);
  const waves = [base, bounds].map((scores, index) => ({
    period: { code: `${index}`, label: TEXT },
    scores,
  }));
  refused("mixed-series", () => trend(waves, { ...FRAME, floor: 10, grouping: GROUPINGS.any }));
});

Deno.test("two BRFSS rules are two series", () => {
  const vector = readVectors().find(({ instrument }) => instrument === "brfss");
  const table = tableOf(JSON.parse(vector?.answers ?? "{}"));
  const [one, other] = ["brfss8.mmwr2023", "brfss11.items"].map((rule) =>
    scoreTable(table, BRFSS, { rule, missing: complete })
  );
  assert.ok(one && other);
  refused("mixed-series", () => requireComparable([one, other]));
});

Deno.test("an outcome by group under the floor is refused", () => {
  const scores = scoreTable(tenItems(40, "no"), KAISER10, { rule: "kaiser10", missing: complete });
  const outcome = Float64Array.from({ length: 40 }, (_, row) => row % 2);
  refused("under-floor", () => doseResponse(scores, outcome, { grouping: GROUPINGS.any, floor: 30 }));
});

Deno.test("an unknown rule and a missing rule that does not fit are errors, not defaults", () => {
  const table = tenItems(1, "no");
  assert.throws(
    () => scoreTable(table, KAISER10, { rule: "best", missing: complete }),
    /Choose one of: kaiser10/,
  );
  const missing = { kind: "maxMissing", most: 11 } as const;
  assert.throws(
    () => scoreTable(table, KAISER10, { rule: "kaiser10", missing }),
    /does not fit 10 categories/,
  );
});

Deno.test("an illegal code names row and column and never the value", () => {
  const table = tenItems(3, "no").withColumns({ q4: ["no", "geheim antwoord", "geheim antwoord"] });
  assert.throws(() => scoreTable(table, KAISER10, { rule: "kaiser10", missing: complete }), (error) => {
    assert.ok(error instanceof IllegalAnswer);
    assert.equal(error.row, 2);
    assert.match(error.message, /item q4: 2 cell\(s\) \(row 2, column q4\)/);
    return !error.message.includes("geheim");
  });
  const numeric = Table.from({ ACESWEAR: Float64Array.of(1, 3, 77123) });
  assert.throws(() => scoreTable(numeric, BRFSS, { rule: "brfss8.mmwr2023", missing: complete }), (error) => {
    return error instanceof IllegalAnswer && error.row === 3 && !error.message.includes("77123");
  });
});

Deno.test("imputed answers that still hold an unknown one are an error", () => {
  const table = tenItems(2, "no").withColumns({ q4: ["no", null] });
  const missing = { kind: "imputed", method: "mice" } as const;
  assert.throws(() => scoreTable(table, KAISER10, { rule: "kaiser10", missing }), /row 2/);
});

Deno.test("a mapping of columns and codes is followed, and its faults are told", () => {
  const table = Table.from({ v1: Float64Array.of(1, 2, 99), extra: ["a", "b", "c"] });
  const codes = { "1": "yes", "2": "no", "99": "dk" };
  const scores = scoreTable(table, KAISER10, {
    rule: "kaiser10",
    missing: complete,
    mapping: { q3: { column: "v1", codes } },
  });
  assert.deepEqual([...scores.flags("sexualAbuse")], [1, 0, -1]);
  assert.deepEqual(scores.mapping.mapped, { q3: "v1" });
  assert.deepEqual(scores.mapping.unusedColumns, ["extra"]);
  const options = { rule: "kaiser10", missing: complete };
  assert.throws(
    () => scoreTable(table, KAISER10, { ...options, mapping: { q77: "v1" } }),
    /does not have \(q77\)/,
  );
  assert.throws(() => scoreTable(table, KAISER10, { ...options, mapping: { q1: "v9" } }), /v9/);
  assert.throws(
    () => scoreTable(table, KAISER10, { ...options, mapping: { q1: "v1", q2: "v1" } }),
    /one column for two/,
  );
  const wrong = { q3: { column: "v1", codes: { "1": "perhaps" } } };
  assert.throws(
    () => scoreTable(table, KAISER10, { ...options, mapping: wrong }),
    /Choose from: no, yes, dk/,
  );
});

Deno.test("truth values stand for yes and no, and for nothing else", () => {
  const table = tenItems(3, "no").withColumns({ q1: [true, false, null] });
  const scores = scoreTable(table, KAISER10, { rule: "kaiser10", missing: complete });
  assert.deepEqual([...scores.flags("emotionalAbuse")], [1, 0, -1]);
  assert.throws(
    () => scoreTable(Table.from({ A1: [true] }), WHO_ACE_IQ, { rule: "aceiq13.binary", missing: complete }),
    /Truth values cannot stand/,
  );
});

Deno.test("contradictions are reported and never edited", () => {
  const vectors = readVectors();
  const find = (note: string) => {
    const vector = vectors.find((candidate) => candidate.note.startsWith(note));
    assert.ok(vector);
    const instrument = instrumentById(vector.instrument);
    const rule = vector.rule.split("/")[0] ?? "";
    return scoreTable(tableOf(JSON.parse(vector.answers)), instrument, { rule, missing: complete });
  };
  const sexual = find("inconsistent (forced sex");
  assert.ok(sexual.warnings.some(({ id }) => id === "inconsistent:sexual"));
  assert.equal(sexual.flags("sexualAbuse")[0], 1);
  const bullying = find("inconsistent skip");
  assert.ok(bullying.warnings.some(({ id }) => id === "inconsistent:bullying"));
  assert.equal(bullying.flags("bullying")[0], 0);
});

Deno.test("what is not verified in the reference warns in every result", () => {
  const answers: Record<string, string[]> = {};
  for (const { id } of WHO_ACE_IQ.items) {
    answers[id] = [id.startsWith("F") && id < "F6" ? "no" : id === "P1" || id === "P2" ? "always" : "never"];
  }
  const scores = scoreTable(Table.from({ ...answers, V2: [null] }), WHO_ACE_IQ, {
    rule: "aceiq13.freqA",
    missing: complete,
  });
  const ids = scores.warnings.map(({ id }) => id);
  assert.ok(ids.includes("unverified:aceiq13.freqA") && ids.includes("unverified:aceiq13.freqA-cuts"));
});

Deno.test("minors, filling in and prorating warn", () => {
  const ids = (missing: MissingRule, respondents: "adults" | "minors") =>
    scoreTable(tenItems(1, "no"), KAISER10, { rule: "kaiser10", missing, respondents }).warnings.map((
      { id },
    ) => id);
  assert.ok(ids({ kind: "asNo" }, "adults").includes("unknown-as-no"));
  assert.ok(ids({ kind: "prorate", least: 8 }, "adults").includes("prorated"));
  assert.ok(ids(complete, "minors").includes("right-censored"));
});

Deno.test("nothing in the folder's door gives a person a class", () => {
  const names = Object.keys(door).filter((name) => /risk|class|cut.?off/i.test(name));
  assert.deepEqual(names, ["classifyPerson"]);
});
