/** Sums and means of amounts whose largest contributions are given, bounded, or not known. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { AggregateCell, AggregateTable, Measure } from "../../lib/core/aggregate.ts";
import { dominanceOf, explain, policyById, primaryFindings, protect } from "../../lib/disclosure/mod.ts";
import { withContributions } from "../../lib/disclosure/contributions.ts";
import { dimension, table } from "./_tables.ts";

const AREA = dimension("area", ["A", "B"]);
const mean = (code: string, n: number, value: number, largest?: readonly number[]): AggregateCell => ({
  ...{ codes: [code], n, numerator: n * value, denominator: n, value, low: null, high: null },
  ...(largest === undefined ? {} : { largest }),
});
const of = (cells: readonly AggregateCell[], bounds?: Measure["bounds"]): AggregateTable => {
  const made = table("bedrag", "mean", [AREA], cells);
  return bounds === undefined ? made : { ...made, measure: { ...made.measure, bounds } };
};
const statuses = async (source: AggregateTable, policy = "cbs-microdata") =>
  (await protect(source, policy, { exception: { why: "test", who: "tester" } })).cells.map(({ status }) =>
    status
  );

Deno.test("means without largest contributions are hidden, with the reason in the receipt and the way out in Dutch", async () => {
  const safe = await protect(of([mean("A", 30, 400), mean("B", 40, 500)]));
  assert.deepEqual(safe.cells.map(({ status }) => status), ["suppressed", "suppressed"]);
  assert.deepEqual(safe.receipt.counts.map(({ reason, cells }) => [reason, cells]), [[
    "contributions-unknown",
    2,
  ]]);
  assert.match(safe.receipt.counts[0]!.label.nl, /niet bekend hoe groot de grootste bijdragen zijn/);
  const told = explain(safe).toString();
  assert.match(told, /grootste bijdragen ontbreken/);
  assert.match(told, /geef iedere cel `largest`.*meanTable.*bounds: \{ minimum, maximum \}/);
  assert.doesNotMatch(told, /voeg .* samen/, "merging mends nothing here");
});

Deno.test("one reason holds for all hidden cells of a table, so that it does not tell which one is small", async () => {
  const safe = await protect(of([mean("A", 4, 400, [500, 400, 400]), mean("B", 40, 500)]));
  assert.deepEqual(safe.cells.map(({ reason }) => reason), [
    "contributions-unknown",
    "contributions-unknown",
  ]);
});

Deno.test("means with largest contributions, with bounds, or under a policy without dominance are shown", async () => {
  const plain = [mean("A", 30, 3.2), mean("B", 40, 4.1)];
  assert.deepEqual(await statuses(of(plain, { minimum: 1, maximum: 5 })), ["shown", "shown"]);
  assert.deepEqual(await statuses(of(plain, { minimum: 0, maximum: 5 })), ["shown", "shown"]);
  assert.deepEqual(await statuses(of(plain.map((cell) => ({ ...cell, largest: [5, 5, 5] })))), [
    "shown",
    "shown",
  ]);
  assert.deepEqual(await statuses(of(plain), "datashield"), ["shown", "shown"]);
});

Deno.test("too few largest contributions for the rules are as none", () => {
  const [finding] = primaryFindings(of([mean("A", 30, 400, [500])]), policyById("cbs-microdata"));
  assert.equal(finding?.rule, "contributions-unknown", "the p%-rule looks at two");
});

Deno.test("contributions that cannot be the largest of their sum are as none, and no number is refused", async () => {
  const rules = (cell: AggregateCell) =>
    primaryFindings(of([cell]), policyById("cbs-microdata")).map(({ rule }) => rule);
  assert.deepEqual(
    rules(mean("A", 12, 1000, [1, 1, 1])).slice(0, 1),
    ["contributions-unknown"],
    "twelve of 1 are no 12,000",
  );
  assert.ok(!rules(mean("A", 12, 1000, [1000, 1000, 1000])).includes("contributions-unknown"));
  await assert.rejects(protect(of([mean("A", 12, 1000, [NaN, 1, 1])])), /not finite/);
});

Deno.test("bounds that leave one unit most of the sum, that do not fit, or that allow negatives do not help", () => {
  const rules = (cell: AggregateCell, minimum: number, maximum: number) =>
    primaryFindings(of([cell], { minimum, maximum }), policyById("cbs-microdata")).filter(({ codes }) =>
      codes[0] === "A"
    ).map(({ rule }) => rule);
  assert.deepEqual(rules(mean("A", 20, 1), 0, 1000), ["dominance", "p-percent"], "one may hold all");
  assert.deepEqual(rules(mean("A", 20, 7), 1, 5), ["contributions-unknown"], "a mean of 7 from 1 to 5");
  assert.deepEqual(rules(mean("A", 20, 1), -5, 5), ["contributions-unknown"], "contributions may cancel");
  assert.deepEqual(rules(mean("A", 20, 5), 1, 5), ["p-percent"], "everybody answered 5");
  const turned = of([mean("A", 20, 3)], { minimum: 5, maximum: 1 });
  assert.throws(() => primaryFindings(turned, policyById("cbs-microdata")), /lowest above the highest/);
});

Deno.test("no values within the bounds dominate more than is taken for possible", () => {
  const values = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 30 });
  fc.assert(fc.property(values, fc.integer({ min: 0, max: 3 }), (drawn, minimum) => {
    const own = drawn.map((x) => Math.max(x, minimum)), sum = own.reduce((a, b) => a + b, 0);
    if (sum === 0) return;
    const source = of([mean("A", own.length, sum / own.length)], { minimum, maximum: 12 });
    const worstCell = withContributions(source.cells[0]!, source.measure);
    const truth = dominanceOf(sum, own), worst = dominanceOf(sum, worstCell.largest!);
    for (const k of [1, 2, 3]) assert.ok(worst.topSharePercent(k) >= truth.topSharePercent(k) - 1e-9);
    assert.ok(worst.remainderPercent <= truth.remainderPercent + 1e-9);
  }));
});

const ratio = (
  code: string,
  n: number,
  numerator: number | null,
  denominator: number | null,
  more: Partial<AggregateCell> = {},
): AggregateCell => ({
  ...{
    codes: [code],
    n,
    numerator,
    denominator,
    value: numerator === null ? 1.5 : numerator / denominator!,
    low: null,
    high: null,
  },
  ...more,
});
const ratios = (...cells: readonly AggregateCell[]): AggregateTable =>
  table("verhouding", "ratio", [AREA], cells);
const EVEN = [12, 11, 10];

Deno.test("ratios of amounts are judged as sums are: on the numerator, and on a denominator that is an amount too", async () => {
  const rulesOf = (cell: AggregateCell) =>
    primaryFindings(ratios(cell), policyById("cbs-microdata")).filter(({ codes }) => codes[0] === "A").map((
      { rule },
    ) => rule);
  assert.deepEqual(rulesOf(ratio("A", 30, 300, 30)), ["contributions-unknown"], "no largest");
  assert.deepEqual(
    rulesOf(ratio("A", 30, 300, 30, { largest: EVEN })),
    [],
    "divided by a count of its units",
  );
  assert.deepEqual(
    rulesOf(ratio("A", 30, 300, 900, { largest: EVEN })),
    ["contributions-unknown"],
    "divided by an amount",
  );
  assert.deepEqual(
    rulesOf(ratio("A", 30, 300, 900, { largest: EVEN, largestOfDenominator: [31, 30, 30] })),
    [],
  );
  assert.deepEqual(rulesOf(ratio("A", 30, 300, 900, { largest: [280, 1], largestOfDenominator: [31, 30] })), [
    "dominance",
    "p-percent",
  ]);
  assert.deepEqual(rulesOf(ratio("A", 30, 300, 900, { largest: EVEN, largestOfDenominator: [880, 5] })), [
    "dominance",
    "p-percent",
  ]);
  assert.deepEqual(rulesOf(ratio("A", 30, null, null)), [], "two figures compared: judged by n");
  assert.deepEqual(rulesOf(ratio("A", 9, null, null)), ["minimum-count"]);
  assert.deepEqual(await statuses(ratios(ratio("A", 30, 300, 30), ratio("B", 40, 400, 40))), [
    "suppressed",
    "suppressed",
  ]);
});

Deno.test("the amount below a hidden ratio cannot be worked out from a total either", async () => {
  const areas = dimension("area", ["T", "A<T", "B<T", "C<T"]);
  const even = { largest: EVEN, largestOfDenominator: [31, 30, 30] };
  const safe = await protect(table("verhouding", "ratio", [areas], [
    ratio("T", 120, 1200, 3600, { largest: EVEN, largestOfDenominator: [880, 31, 30] }),
    ratio("A", 40, 400, 1200, { ...even, largestOfDenominator: [880, 5, 5] }),
    ratio("B", 40, 400, 1200, even),
    ratio("C", 40, 400, 1200, even),
  ]));
  const hidden = safe.cells.filter(({ status }) => status === "suppressed").map(({ codes }) => codes[0]);
  assert.ok(hidden.includes("A") && hidden.length > 1, `hidden: ${hidden}`);
});
