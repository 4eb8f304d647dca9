import assert from "node:assert/strict";
import {
  AceRefusal,
  type AceScores,
  classifyPerson,
  GROUPINGS,
  IllegalAnswer,
  instrumentById,
  scoreTable,
  takeTotals,
} from "../../lib/ace/mod.ts";
import { missingRule, modeFor, readVectors, tableOf, type Vector } from "./_vectors.ts";

const vectors = readVectors();

function score(vector: Vector): AceScores {
  const [rule = "", missing = ""] = vector.rule.split("/");
  const instrument = instrumentById(vector.instrument);
  const table = tableOf(JSON.parse(vector.answers));
  if (missing === "aggregate") {
    return takeTotals(table, instrument, { mode: { ...modeFor(instrument), disclosure: "aggregate" } });
  }
  const known = instrument.rules.find(({ id }) => id === rule) ?? instrument.rules[0];
  return scoreTable(table, instrument, {
    rule: known?.id ?? rule,
    missing: missingRule(missing),
    mode: modeFor(instrument),
  });
}

function one(column: ArrayLike<number>): number | null {
  const value = column[0] ?? NaN;
  return Number.isNaN(value) ? null : value;
}

function checkFlags(scores: AceScores, expected: Readonly<Record<string, number | null>> | null): void {
  if (!expected) return;
  const found = Object.fromEntries(
    scores.categoryIds.map((id) => [id, scores.flags(id)[0] === -1 ? null : scores.flags(id)[0]]),
  );
  assert.deepEqual(found, expected);
}

function checkScore(scores: AceScores, vector: Vector): void {
  const { rule, expected_score: expected } = vector;
  if (rule.endsWith("/group") || rule.endsWith("/boundedGroup")) {
    const group = GROUPINGS.cdc4.groups[scores.groups(GROUPINGS.cdc4)[0] ?? -1]?.code ?? "null";
    return assert.equal(group, expected);
  }
  if (rule.endsWith("/bounds")) {
    return assert.deepEqual([scores.lower()[0], scores.upper()[0]], JSON.parse(expected));
  }
  if (expected.startsWith("{")) {
    const { group, ...parts }: Record<string, number | string | null> = JSON.parse(expected);
    for (const [part, value] of Object.entries(parts)) assert.equal(one(scores.score(part)), value, part);
    if (group !== undefined) {
      assert.equal(GROUPINGS.pce3.groups[scores.groups(GROUPINGS.pce3)[0] ?? -1]?.code ?? null, group);
    }
    return;
  }
  const wanted = expected === "null" ? null : Number(expected);
  const found = one(scores.score());
  if (wanted === null || found === null) return assert.equal(found, wanted);
  assert.ok(Math.abs(found - wanted) <= 1e-12, `${found} is not ${wanted}`);
}

function checkError(vector: Vector): void {
  const [, kind, item] = vector.expected_score.split(":");
  if (kind === "refused") return assert.throws(() => classifyPerson({ asked: vector.rule }), AceRefusal);
  assert.throws(() => score(vector), (error) => {
    if (kind === "out-of-range") return error instanceof Error && error.message.includes(item ?? "?");
    return error instanceof IllegalAnswer && error.item === item && error.row === 1;
  });
}

vectors.forEach((vector, index) => {
  Deno.test(`vector ${index + 1}, ${vector.instrument} ${vector.rule}: ${vector.note}`, () => {
    if (vector.expected_score.startsWith("ERROR:")) return checkError(vector);
    const scores = score(vector);
    checkFlags(scores, JSON.parse(vector.expected_flags || "null"));
    checkScore(scores, vector);
  });
});

Deno.test("the vectors file holds 90 rows over nine instruments", () => {
  assert.equal(vectors.length, 90);
  assert.equal(new Set(vectors.map(({ instrument }) => instrument)).size, 9);
});
