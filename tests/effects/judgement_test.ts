import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { LANGUAGES } from "../../lib/core/language.ts";
import { effectTable } from "../../lib/effects/aggregate.ts";
import { preRegister } from "../../lib/effects/preregistration.ts";
import { regressionToMean } from "../../lib/effects/regression_to_mean.ts";
import { effectNumber, type EffectSummary } from "../../lib/effects/summary.ts";
import { judgeEffect, VERDICT_RULES, VERDICT_WORDS } from "../../lib/effects/verdict.ts";

const text = { nl: "voorbeeld", en: "example" };
function effect(low: number, high: number, extra: Partial<EffectSummary> = {}): EffectSummary {
  const middle = (low + high) / 2;
  const rest = { method: text, n: 60, smallestN: 30, assumptions: [], warnings: [] };
  return { ...effectNumber(middle, 1, 30), low, high, ...rest, ...extra };
}
const OPTIONS = { better: "higher", smallestRelevant: 2 } as const;

Deno.test("judgeEffect() gives each verdict by its rule, and turns round when lower is better", () => {
  assert.equal(judgeEffect(effect(0.5, 3), OPTIONS).verdict, "improved");
  assert.equal(judgeEffect(effect(-3, -0.5), OPTIONS).verdict, "worsened");
  assert.equal(judgeEffect(effect(-1, 1.5), OPTIONS).verdict, "no-clear-change");
  assert.equal(judgeEffect(effect(-1, 5), OPTIONS).verdict, "cannot-say");
  assert.equal(judgeEffect(effect(-3, -0.5), { ...OPTIONS, better: "lower" }).verdict, "improved");
  assert.equal(judgeEffect(effect(0.5, 3), { ...OPTIONS, better: "lower" }).verdict, "worsened");
});

Deno.test("judgeEffect() says when a clear difference is smaller than what matters, and gives the remarks as doubts", () => {
  const small = judgeEffect(effect(0.5, 1.9), OPTIONS), clear = judgeEffect(effect(0.5, 3), OPTIONS);
  assert.deepEqual([small.verdict, clear.verdict], ["improved", "improved"]);
  assert.match(small.reason.nl, /kleiner dan wat ertoe doet/);
  assert.doesNotMatch(clear.reason.nl, /kleiner/);
  assert.match(judgeEffect(effect(-1.9, -0.5), OPTIONS).reason.en, /bad side, but .* smaller/);
  const remark = { code: "x", weight: "remark", text } as const;
  assert.deepEqual(judgeEffect(effect(1, 3, { warnings: [remark] }), OPTIONS).doubts, [text]);
  assert.deepEqual(clear.doubts, []);
});

Deno.test("judgeEffect() cannot say with small groups, without interval, or with a serious warning", () => {
  const serious = { code: "x", weight: "serious", text } as const;
  assert.equal(judgeEffect(effect(1, 3, { smallestN: 9 }), OPTIONS).verdict, "cannot-say");
  assert.equal(judgeEffect(effect(1, 3, { low: null }), OPTIONS).verdict, "cannot-say");
  const blocked = judgeEffect(effect(1, 3, { warnings: [serious] }), OPTIONS);
  assert.deepEqual([blocked.verdict, blocked.blockedBy], ["cannot-say", [text]]);
  assert.equal(
    judgeEffect(effect(1, 3, { warnings: [{ ...serious, weight: "remark" }] }), OPTIONS).verdict,
    "improved",
  );
  assert.throws(() => judgeEffect(effect(1, 3), { ...OPTIONS, smallestRelevant: 0 }), /not above 0/);
});

Deno.test("every verdict and rule has words in both languages", () => {
  const labels = [...Object.values(VERDICT_WORDS), ...VERDICT_RULES.map((rule) => rule.reason)];
  for (const label of labels) for (const language of LANGUAGES) assert.ok(label[language].length > 3);
});

Deno.test("regressionToMean() separates what chance alone does from the rest", () => {
  const before = [...Array(20).keys()].map((i) => 10 + i);
  const after = before.map((value, i) =>
    19.5 + 0.5 * (value - 19.5) + (i % 2 ? 0.3 : -0.3) - (i >= 17 ? 2 : 0)
  );
  const table = Table.from({
    before: Float64Array.from(before),
    after: Float64Array.from(after),
    selected: Float64Array.from(before, (_, i) => i >= 17 ? 1 : 0),
  });
  const result = regressionToMean(table, { before: "before", after: "after", selected: "selected" });
  assert.ok(Math.abs(result.slope - 0.5) < 0.02);
  assert.ok(result.observedChange < -6 && Math.abs(result.expectedChange + 4.25) < 0.3);
  assert.ok((result.low ?? 0) < -2 && (result.high ?? 0) > -2 && (result.high ?? 0) < 0);
  const constant = table.withColumns({ before: new Float64Array(20).fill(3) });
  assert.throws(
    () => regressionToMean(constant, { before: "before", after: "after", selected: "selected" }),
    /no group to compare/,
  );
});

Deno.test("preRegister() puts the hash into the note and refuses a changed plan", () => {
  const plan = {
    ...{
      id: "plan",
      registeredOn: "2026-01-15",
      question: text,
      primaryOutcome: text,
      better: "higher" as const,
    },
    ...{ smallestRelevant: 1, groups: text, model: text, decisionRule: text },
  };
  const registered = preRegister(plan);
  assert.match(registered.note.payload.paragraphs[0]?.nl ?? "", new RegExp(registered.sha256));
  assert.throws(() => preRegister({ ...plan, better: "lower" }, { expected: registered.sha256 }), /changed/);
  assert.throws(() => preRegister({ ...plan, registeredOn: "15 januari" }), /yyyy-mm-dd/);
  assert.throws(() => preRegister({ ...plan, registeredOn: "2026-02-31" }), /yyyy-mm-dd/);
});

Deno.test("effectTable() judges an effect on its smallest group and refuses a strange code", () => {
  const options = {
    ...{ id: "e", title: text, population: text, period: text, sources: [], entity: "person" as const },
    measure: { id: "e", label: text, unit: text, per: 1 as const, decimals: 1, definition: text },
    dimension: { name: "d", label: text, kind: "nominal" as const, codes: [{ code: "a", label: text }] },
  };
  const [cell] = effectTable([{ code: "a", effect: effect(1, 3, { smallestN: 4 }) }], options).cells;
  assert.deepEqual(cell, {
    codes: ["a"],
    n: 4,
    numerator: null,
    denominator: null,
    value: 2,
    low: 1,
    high: 3,
  });
  assert.throws(() => effectTable([{ code: "b", effect: effect(1, 3) }], options), /not of the dimension/);
});
