/** Rule arithmetic: published examples (Handbook 4.2, 5.2; ACRO's unit tests) and own boundaries. */
import assert from "node:assert/strict";
import type { AggregateCell } from "../../lib/core/aggregate.ts";
import {
  countsBehind,
  DEFAULT_POLICY,
  dominanceOf,
  explain,
  isConfirmed,
  judgeGroups,
  judgeModel,
  judgeNested,
  judgePercentile,
  loosenings,
  ownPolicy,
  parsePolicy,
  POLICIES,
  type Policy,
  policyById,
  primaryFindings,
  protect,
  THRESHOLD_NAMES,
} from "../../lib/disclosure/mod.ts";
import { handOverOf } from "../../lib/disclosure/hand_over.ts";
import { count, dimension, share, table } from "./_tables.ts";

const rulesOf = (
  cells: readonly AggregateCell[],
  kind: "count" | "share" | "mean" | "sum",
  policy = DEFAULT_POLICY,
) =>
  primaryFindings(table("t", kind, [dimension("d", cells.map((c) => c.codes[0]!))], cells), policy)
    .map((finding) => `${finding.codes[0]} ${finding.rule}`);

const amount = (code: string, n: number, numerator: number, largest: readonly number[]): AggregateCell => ({
  codes: [code],
  n,
  numerator,
  denominator: n,
  value: numerator / n,
  low: null,
  high: null,
  largest,
});

Deno.test("B1: 50,000 and 49,000 of 100,000 pass (1,50) by a hair and fail the p%-rule", () => {
  const { topSharePercent, remainderPercent } = dominanceOf(100_000, [50_000, 49_000]);
  assert.equal(topSharePercent(1), 50);
  assert.equal(remainderPercent, 2);
  assert.deepEqual(rulesOf([amount("x", 30, 100_000, [50_000, 49_000])], "sum"), ["x p-percent"]);
  assert.deepEqual(rulesOf([amount("x", 30, 100_000, [50_001, 30_000])], "sum"), ["x dominance"]);
  const acro = rulesOf([amount("x", 30, 100_000, [50_000, 49_000])], "sum", policyById("acro"));
  assert.deepEqual(acro, ["x dominance", "x p-percent"], "ACRO: NK 0.99 and p 0.02 fail");
});

Deno.test("A4: the (2,75) rule flags exactly the cells that sdcTable flags", () => {
  const policy = ownPolicy({
    id: "two-75",
    version: "1",
    label: { nl: "-", en: "-" },
    thresholds: {
      dominance: { value: [{ largest: 2, percent: 75 }], source: "sdcTable", standing: "read" },
      pPercent: { value: null, source: "sdcTable", standing: "read" },
      minimumCount: { value: 0, source: "sdcTable", standing: "read" },
    },
  });
  const cells = [
    amount("A|f", 2, 20, [11, 9]),
    amount("D|m", 11, 366, [200, 80]),
    amount("B|m", 14, 300, [40, 30]),
  ];
  assert.deepEqual(rulesOf(cells, "sum", policy), ["A|f dominance", "D|m dominance"]);
});

Deno.test("B7: counts of 9, 10 and 11, and zero", () => {
  const cells = [count(["nine"], 9), count(["ten"], 10), count(["eleven"], 11), count(["zero"], 0)];
  const found = rulesOf(cells, "count").filter((rule) => rule.endsWith("minimum-count"));
  assert.deepEqual(found, ["nine minimum-count", "zero minimum-count"]);
  assert.deepEqual(
    rulesOf([count(["zero"], 0), count(["ten"], 10)], "count", policyById("datashield")),
    [],
    "a policy that shows zeros",
  );
});

Deno.test("B7: a share of exactly 90 % passes, one more does not", () => {
  assert.deepEqual(rulesOf([share(["x"], 900, 1000)], "share"), []);
  assert.deepEqual(rulesOf([share(["x"], 901, 1000)], "share"), ["x group-share"]);
});

Deno.test("R3: a category with more than 90 % of its row is hidden, a place is not", () => {
  const cells = [count(["yes"], 910), count(["no"], 90)];
  const nominal = table("t", "count", [dimension("d", ["yes", "no"], "nominal")], cells);
  assert.deepEqual(primaryFindings(nominal, DEFAULT_POLICY).map((f) => [f.codes[0], f.rule]), [[
    "yes",
    "group-share",
  ]]);
  const region = table("t", "count", [dimension("d", ["yes", "no"], "region")], cells);
  assert.deepEqual(primaryFindings(region, DEFAULT_POLICY), []);
});

Deno.test("B6: the single woman who works 30 hours is found by the count and by the group (Handbook 5.2)", () => {
  const hours = dimension(
    "hours",
    ["under-16", "16-30", "over-30", "all<"].map((c) => c.replace("<", "")),
    "ordinal",
  );
  const source = table("t", "count", [hours], [
    count(["under-16"], 0),
    count(["16-30"], 0),
    count(["over-30"], 1),
    count(["all"], 1),
  ]);
  const found = primaryFindings(source, DEFAULT_POLICY).filter((f) => f.codes[0] === "over-30").map((f) =>
    f.rule
  );
  assert.ok(found.includes("minimum-count"));
});

Deno.test("R13: the income rules need a base of 100 and no value above 30 % of the sum", () => {
  const policy = policyById("cbs-income");
  assert.deepEqual(rulesOf([amount("x", 99, 9900, [100, 100])], "mean", policy), ["x minimum-base"]);
  assert.deepEqual(rulesOf([amount("x", 100, 10_000, [3000, 100])], "mean", policy), []);
  assert.deepEqual(rulesOf([amount("x", 100, 10_000, [3100, 100])], "mean", policy), ["x extreme-share"]);
});

Deno.test("R13: counts are rounded to hundreds", async () => {
  const policy = policyById("cbs-income");
  const values = [149, 150, 250, 1049, 1050];
  const source = table(
    "t",
    "count",
    [dimension("d", values.map(String))],
    values.map((n) => count([`${n}`], n)),
  );
  const safe = await protect(source, policy);
  assert.deepEqual(safe.cells.map((cell) => cell.value), [100, 200, 300, 1000, 1100]);
  assert.ok(safe.cells.every((cell) => cell.status === "rounded"));
});

Deno.test("with negative contributions dominance goes by absolute values (ABS)", () => {
  assert.deepEqual(rulesOf([amount("x", 40, 10, [900, 600, 20])], "sum"), ["x dominance", "x p-percent"]);
});

Deno.test("D2: degrees of freedom of 5 and 3 fail, 15 and 20 pass; so do 12 and 30 (ACRO)", () => {
  const model = { n: 100, rSquared: 0.2, intercept: "released", regressors: "some-continuous" } as const;
  const fails = (residualDof: number) => judgeModel({ ...model, residualDof }, DEFAULT_POLICY).length > 0;
  assert.deepEqual([5, 15, 3, 20].map(fails), [true, false, true, false]);
  assert.deepEqual([15, 20, 12, 30, 9, 10].map(fails), [false, false, false, false, true, false]);
});

Deno.test("a model of categories only, or one that fits too well, has to withhold its intercept", () => {
  const model = {
    n: 100,
    residualDof: 90,
    rSquared: 0.95,
    intercept: "released",
    regressors: "all-categorical",
  } as const;
  assert.deepEqual(judgeModel(model, DEFAULT_POLICY).map((f) => f.rule), ["fit-too-close", "model-as-table"]);
  assert.deepEqual(judgeModel({ ...model, intercept: "withheld" }, DEFAULT_POLICY), []);
});

Deno.test("percentiles need ten on each side, and minimum and maximum are refused", () => {
  assert.equal(judgePercentile(50, 19, DEFAULT_POLICY).length, 1);
  assert.equal(judgePercentile(50, 20, DEFAULT_POLICY).length, 0);
  assert.equal(judgePercentile(0, 10_000, DEFAULT_POLICY)[0]?.rule, "extreme");
  assert.equal(judgePercentile(100, 10_000, DEFAULT_POLICY)[0]?.rule, "extreme");
});

Deno.test("a cluster of nine is named, one of ten is not", () => {
  assert.deepEqual(judgeGroups([120, 9, 10], DEFAULT_POLICY).map((f) => f.detail.nl.slice(0, 7)), [
    "groep 2",
  ]);
});

Deno.test("C6: N 120 and N 111 give away nine persons with a mean of 31,566.67", () => {
  assert.equal(judgeNested(120, 111, DEFAULT_POLICY)[0]?.rule, "nested-population");
  const hidden = (120 * 25_400 - 111 * 24_900) / 9;
  assert.ok(Math.abs(hidden - 31_566.67) < 0.01, "what the subtraction gives");
});

Deno.test("E2: 12.5 % of 40 is exactly five; from a base of 1,000 on one decimal leaves room", () => {
  assert.deepEqual(countsBehind(12.5, 40, 1), { low: 5, high: 5 });
  const wide = countsBehind(12.5, 4000, 1);
  assert.deepEqual(wide, { low: 498, high: 502 });
});

Deno.test("D3: of 3^4 cells with eleven records exactly the three with five are found (ACRO)", () => {
  const letters = ["A", "B", "C"];
  const names = ["f1", "f2", "f3", "f4"];
  const cells = letters.flatMap((a) =>
    letters.flatMap((b) =>
      letters.flatMap((c) =>
        letters.map((d) => count([a, b, c, d], a === "C" && c === "C" && d === "C" ? 5 : 11))
      )
    )
  );
  const source = table("t", "count", names.map((name) => dimension(name, letters)), cells);
  const found = primaryFindings(source, DEFAULT_POLICY);
  assert.deepEqual(found.map((f) => f.codes.join("")), ["CACC", "CBCC", "CCCC"]);
  const without = {
    ...source,
    cells: cells.filter((cell) => cell.codes[0] !== "C"),
    dimensions: names.map((name, i) => dimension(name, i === 0 ? ["A", "B"] : letters)),
  };
  assert.deepEqual(primaryFindings(without, DEFAULT_POLICY), []);
});

Deno.test("policies: each threshold has a source, and no policy of unconfirmed thresholds calls itself confirmed", () => {
  for (const policy of POLICIES) {
    for (const name of THRESHOLD_NAMES) assert.ok(policy[name].source.length > 3, `${policy.id} ${name}`);
    assert.equal(isConfirmed(policy), THRESHOLD_NAMES.every((name) => policy[name].standing === "read"));
  }
  assert.equal(isConfirmed(DEFAULT_POLICY), false);
});

Deno.test("a looser policy needs a reason and a name, and the receipt shows both", async () => {
  const source = table("t", "count", [dimension("d", ["a", "b"])], [count(["a"], 5), count(["b"], 50)]);
  await assert.rejects(protect(source, "datashield"), /looser than cbs-microdata/);
  const exception = { why: "Afgesproken met de gegevenseigenaar", who: "A. Voorbeeld" };
  const safe = await protect(source, "datashield", { exception });
  assert.equal(safe.cell("a")?.value, 5);
  assert.ok(
    safe.receipt.exceptions.some(({ what, who }) =>
      what.startsWith("minimumCount: 3") && who === "A. Voorbeeld"
    ),
  );
});

Deno.test("an own policy is read from JSON, and a misspelt threshold is refused", () => {
  const own = { id: "stad", version: "2", label: { nl: "Stad", en: "City" } };
  const minimumCount = { value: 5, source: "Besluit", standing: "read" };
  const policy = parsePolicy(JSON.stringify({ ...own, thresholds: { minimumCount } }));
  assert.deepEqual(loosenings(policy).map((l) => l.name), ["minimumCount"]);
  assert.throws(
    () => parsePolicy(JSON.stringify({ ...own, thresholds: { minimumcount: minimumCount } })),
    /do not exist/,
  );
  assert.throws(
    () =>
      parsePolicy(JSON.stringify({ ...own, thresholds: { minimumCount: { ...minimumCount, value: -1 } } })),
    /makes no sense/,
  );
  assert.throws(
    () =>
      parsePolicy(JSON.stringify({ ...own, thresholds: { minimumCount: { ...minimumCount, source: "" } } })),
    /no source/,
  );
});

Deno.test("protect() judges the model behind a table by itself, and hides its estimates when it breaks a rule", async () => {
  const model = {
    n: 400,
    residualDof: 380,
    rSquared: 0.3,
    intercept: "released",
    regressors: "some-continuous",
  } as const;
  const cell = { codes: ["x"], n: 400, numerator: null, denominator: null, value: 1.4, low: 1.1, high: 1.9 };
  const estimates = (fit: Partial<typeof model> | { readonly residualDof: number }) => ({
    ...table("model", "estimate", [dimension("factor", ["x"], "nominal")], [cell]),
    model: { ...model, ...fit },
  });
  assert.equal((await protect(estimates({}))).cells[0]?.status, "shown");
  const safe = await protect(estimates({ residualDof: 9 }));
  assert.equal(safe.cells[0]?.status, "suppressed");
  assert.match(explain(safe).toString(), /9 vrijheidsgraden/);
});

Deno.test("protect() judges percentiles by itself: ten on each side, and no smallest or largest value", async () => {
  const medians = (percentile: number, n: number) => {
    const made = table("mediaan", "estimate", [dimension("wijk", ["A"])], [{
      ...count(["A"], n),
      numerator: null,
      value: 31.5,
    }]);
    return { ...made, measure: { ...made.measure, percentile } };
  };
  const statusOf = async (percentile: number, n: number) =>
    (await protect(medians(percentile, n))).cells[0]!.status;
  assert.equal(await statusOf(50, 19), "suppressed");
  assert.equal(await statusOf(50, 20), "shown");
  assert.equal(await statusOf(90, 99), "suppressed");
  assert.equal(await statusOf(90, 100), "shown");
  assert.equal(await statusOf(0, 1000), "suppressed");
  assert.equal(await statusOf(100, 1000), "suppressed");
  await assert.rejects(protect(medians(101, 50)), /does not lie in 0 to 100/);
});

Deno.test("a policy object is checked by protect(): no threshold that hides nothing, no borrowed name", async () => {
  const source = table("t", "count", [dimension("d", ["a", "b"])], [count(["a"], 5), count(["b"], 50)]);
  const base = policyById("cbs-microdata");
  const own = (minimumCount: unknown, id = "eigen") =>
    ({ ...base, id, minimumCount: { ...base.minimumCount, value: minimumCount } }) as Policy;
  for (const value of [NaN, Infinity, "3", undefined, -1]) {
    await assert.rejects(protect(source, own(value)), /makes no sense/);
  }
  await assert.rejects(protect(source, own(15, "cbs-microdata")), /has the id of a policy of the workspace/);
  await assert.rejects(protect(source, own(15, "open")), /has the id of a policy of the workspace/);
  const { dominance: _dominance, ...gap } = own(15);
  await assert.rejects(protect(source, gap as Policy), /says nothing of dominance/);
  assert.equal((await protect(source, own(15))).cell("a")?.value, null);
  assert.equal((await protect(source, { ...base })).cell("a")?.value, null, "a copy is the same policy");
});

Deno.test("B3: of 330 with 300, 20 and 10 an attacker has to hold 352.94 possible (Handbook 4.2)", async () => {
  const policy = ownPolicy({
    ...{ id: "handboek", version: "1", label: { nl: "Handboek", en: "Handbook" } },
    thresholds: {
      dominance: { value: [{ largest: 1, percent: 85 }], source: "Handbook 4.2", standing: "read" },
      pPercent: { value: null, source: "Handbook 4.2", standing: "read" },
      amountWidthPercent: { value: 0, source: "Handbook 4.2", standing: "read" },
    },
  });
  const parts = [["x", 330, [300, 20, 10]], ["y", 40, [6, 5, 4]], ["z", 900, [90, 80, 70]]] as const;
  const areas = dimension("d", ["T", ...parts.map(([code]) => `${code}<T`)]);
  const sums = table("b3", "sum", [areas], [
    { ...amount("T", 90, 1270, [300, 90, 80]), value: 1270 },
    ...parts.map(([code, value, largest]) => ({ ...amount(code, 30, value, largest), value })),
  ]);
  const safe = await protect(sums, policy, {
    exception: { why: "het voorbeeld van het handboek", who: "A. Voorbeeld" },
  });
  const { cells } = JSON.parse(handOverOf([safe])).tables[0].checked.check;
  const x = cells.find(({ codes }: { codes: string[] }) => codes[0] === "x");
  assert.deepEqual(x.reasons, ["dominance"]);
  const known = x.intervals.find(({ of }: { of: string }) => of === "amount");
  assert.ok(known.high >= 352.94 && known.low <= 330 - 22.94, `${known.low} to ${known.high}`);
  assert.equal(safe.cells.filter(({ status }) => status === "suppressed").length, 2, "x and one beside it");
});
