import assert from "node:assert/strict";
import { AceRefusal, distribute, GROUPINGS, KAISER10, scoreTable } from "../../lib/ace/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";

const TEXT = { nl: "voorbeeld", en: "example" };
const FRAME = {
  id: "ace",
  title: TEXT,
  population: TEXT,
  period: TEXT,
  sources: [],
  grouping: GROUPINGS.cdc4,
};

/** Synthetic respondents: each item exposed with 15 %, unknown with 3 %. */
function respondents(rows: number, name: string): Table {
  const random = randomFor(name);
  const columns: Record<string, (string | null)[]> = {};
  for (let item = 1; item <= 10; item++) {
    columns[`q${item}`] = Array.from({ length: rows }, () => {
      const draw = random.next();
      return draw < 0.15 ? "yes" : draw < 0.97 ? "no" : null;
    });
  }
  return Table.from(columns);
}

const scores = scoreTable(respondents(400, "distribution-test"), KAISER10, {
  rule: "kaiser10",
  missing: { kind: "complete" },
});

Deno.test("a distribution counts every respondent with a known group once", () => {
  const { cells } = distribute(scores, { ...FRAME, floor: 10 });
  const known = [...scores.score()].filter((score) => !Number.isNaN(score)).length;
  assert.ok(known > 200 && known < 400);
  assert.equal(cells.reduce((sum, cell) => sum + (cell.numerator ?? 0), 0), known);
  for (const cell of cells) {
    assert.equal(cell.n, known);
    assert.ok((cell.low ?? 1) <= (cell.value ?? 0) && (cell.value ?? 1) <= (cell.high ?? 0));
  }
});

Deno.test("a distribution by a dimension adds up to the distribution of all", () => {
  const codes = Array.from({ length: 400 }, (_, row) => row % 3 === 0 ? "WK990101" : "WK990102");
  const dimension = {
    name: "wijk",
    label: TEXT,
    kind: "region",
    codes: [{ code: "WK990101", label: TEXT }, { code: "WK990102", label: TEXT }],
  } as const;
  const all = distribute(scores, { ...FRAME, floor: 10 });
  const split = distribute(scores, { ...FRAME, floor: 10, by: { dimension, codes } });
  for (const group of GROUPINGS.cdc4.groups) {
    const parts = split.cells.filter((cell) => cell.codes[1] === group.code);
    const whole = all.cells.find((cell) => cell.codes[0] === group.code);
    assert.equal(parts.reduce((sum, cell) => sum + (cell.numerator ?? 0), 0), whole?.numerator);
  }
});

Deno.test("a group under the floor is refused, or left out by name", () => {
  const codes = Array.from({ length: 400 }, (_, row) => row < 5 ? "WK990101" : "WK990102");
  const dimension = {
    name: "wijk",
    label: TEXT,
    kind: "region",
    codes: [{ code: "WK990101", label: TEXT }, { code: "WK990102", label: TEXT }],
  } as const;
  const by = { dimension, codes };
  assert.throws(() => distribute(scores, { ...FRAME, floor: 30, by }), (error) => {
    return error instanceof AceRefusal && error.reason === "under-floor" && /WK990101/.test(error.message);
  });
  const kept = distribute(scores, { ...FRAME, floor: 30, by, underFloor: "leaveOut" });
  assert.deepEqual(kept.leftOut, ["WK990101"]);
  assert.ok(kept.cells.every((cell) => cell.codes[0] === "WK990102"));
});

Deno.test("scores and answers show their shape only", () => {
  assert.match(JSON.stringify(scores), /^"AceScores\(400 respondents/);
  assert.match(Deno.inspect(scores), /^AceScores\(/);
});
