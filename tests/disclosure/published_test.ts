/** Figures of others are known to the attacker too. */
import assert from "node:assert/strict";
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import { protect, protectAll, type ProtectedTable } from "../../lib/disclosure/mod.ts";
import { count, dimension, share, table } from "./_tables.ts";

const AREAS = dimension("area", ["T", "A<T", "B<T", "C<T"]);
const source = table("t", "count", [AREAS], [
  count(["T"], 405),
  count(["A"], 5),
  count(["B"], 100),
  count(["C"], 300),
]);
const hidden = (safe: ProtectedTable) =>
  safe.cells.filter(({ status }) => status === "suppressed").map(({ codes }) => codes[0]).sort();

Deno.test("a published figure of the second hidden cell makes protect hide another one", async () => {
  assert.deepEqual(hidden(await protect(source)), ["A", "B"]);
  const exact = table("statline", "count", [dimension("area", ["B"])], [count(["B"], 100)]);
  const safe = await protect(source, "cbs-microdata", { published: [{ table: exact, base: 1 }] });
  assert.deepEqual(hidden(safe), ["A", "C"]);
  assert.equal(safe.receipt.earlierReleases.length, 1, "the receipt names what was taken into account");
});

Deno.test("a figure that was rounded to five leaves five possible, which is not enough either", async () => {
  const rounded = table("statline", "count", [dimension("area", ["B"])], [count(["B"], 100)]);
  const safe = await protect(source, "cbs-microdata", { published: [{ table: rounded, base: 5 }] });
  assert.ok(hidden(safe).includes("C"), "98 to 102 would leave A at 3 to 7");
});

Deno.test("four published fives beside an exact total are exactly seven each (C3): the total is not shown", async () => {
  const parts = ["a", "b", "c", "d"];
  const fives = table("statline", "count", [dimension("area", parts)], parts.map((code) => count([code], 5)));
  const total = table("totaal", "count", [dimension("area", ["T", ...parts.map((p) => `${p}<T`)])], [
    count(["T"], 28),
    ...parts.map((code) => count([code], 7)),
  ]);
  assert.equal((await protect(total)).cell("T")?.status, "shown");
  const safe = await protect(total, "cbs-microdata", { published: [{ table: fives, base: 5 }] });
  assert.equal(safe.cell("T")?.status, "suppressed");
});

Deno.test("figures that contradict the table, are about others or are no counts are refused with a way out", async () => {
  const wrong = table("statline", "count", [dimension("area", ["B"])], [count(["B"], 120)]);
  const refuse = (published: typeof wrong, base: number, why: RegExp) =>
    assert.rejects(protect(source, "cbs-microdata", { published: [{ table: published, base }] }), why);
  await refuse(wrong, 5, /contradict table t at B/);
  await refuse({ ...wrong, period: { nl: "2022", en: "2022" } }, 5, /about none of these tables/);
  await refuse(wrong, 0, /no base/);
  await refuse({ ...wrong, measure: { ...wrong.measure, kind: "ratio" } }, 5, /no counts, shares/);
});

/** 5 of 60, 30 of 240, 100 of 700: hidden for the few in A, and B with it. */
const shares = table("arm", "share", [AREAS], [
  share(["T"], 135, 1000),
  share(["A"], 5, 60),
  share(["B"], 30, 240),
  share(["C"], 100, 700),
]);
/** The shares of some areas as others published them. */
function rounded(source: AggregateTable, codes: readonly string[], decimals: number): AggregateTable {
  const cells = source.cells.filter((cell) => codes.includes(cell.codes[0]!)).map((cell) => ({
    ...cell,
    ...{ n: 0, numerator: null, denominator: null },
  }));
  const areas = dimension("area", codes);
  return { ...source, id: "statline", dimensions: [areas], cells, measure: { ...source.measure, decimals } };
}

Deno.test("a published percentage of the second hidden cell gives its count, so a third one is hidden", async () => {
  const before = hidden(await protect(shares));
  assert.deepEqual(before, ["A", "B"]);
  const size = table("inwoners", "count", [dimension("area", ["B"])], [count(["B"], 240)]);
  const published = [{ table: size }, { table: rounded(shares, ["B"], 1) }];
  assert.deepEqual(hidden(await protect(shares, "cbs-microdata", { published: published.slice(0, 1) })), [
    "A",
    "B",
  ]);
  assert.deepEqual(hidden(await protect(shares, "cbs-microdata", { published })), ["A", "C"]);
});

Deno.test("a percentage in whole numbers of a large group leaves enough open", async () => {
  const large = table("arm", "share", [AREAS], [
    share(["T"], 1015, 9000),
    share(["A"], 5, 60),
    share(["B"], 300, 3000),
    share(["C"], 710, 5940),
  ]);
  const alone = hidden(await protect(large));
  assert.deepEqual(alone, ["A", "B"]);
  const figures = { table: rounded(large, ["B"], 0) };
  assert.deepEqual(
    hidden(await protect(large, "cbs-microdata", { published: [figures] })),
    ["A", "B"],
    "285 to 315",
  );
});

Deno.test("a published mean of the second hidden cell gives its sum, so a third one is hidden", async () => {
  const mean = (code: string, n: number, sum: number, largest: readonly number[]) => ({
    ...share([code], 0, n),
    numerator: sum,
    value: sum / n,
    largest,
  });
  const incomes = table("inkomen", "mean", [AREAS], [
    mean("T", 1000, 30_000_000, [90_000, 80_000]),
    mean("A", 5, 200_000, [50_000, 45_000]),
    mean("B", 245, 6_800_000, [80_000, 70_000]),
    mean("C", 750, 23_000_000, [90_000, 70_000]),
  ]);
  assert.deepEqual(hidden(await protect(incomes)), ["A", "B"]);
  const size = table("inwoners", "count", [dimension("area", ["B"])], [count(["B"], 245)]);
  const published = [{ table: size }, { table: rounded(incomes, ["B"], 0) }];
  assert.deepEqual(hidden(await protect(incomes, "cbs-microdata", { published })), ["A", "C"]);
});

Deno.test("published percentages of a district by origin stand beside counts of it (shareOf)", async () => {
  const origin = dimension("herkomst", ["nl", "eu", "x", "y"], "region"), area = dimension("area", ["A"]);
  const cells = [["nl", 300], ["eu", 60], ["x", 34], ["y", 6]] as const;
  const counts = table("herkomst", "count", [area, origin], cells.map(([code, n]) => count(["A", code], n)));
  const total = table("alle", "count", [area], [count(["A"], 400)]);
  const [alone] = await protectAll([counts, total]);
  assert.deepEqual(alone.cells.filter(({ value }) => value === null).map(({ codes }) => codes[1]), [
    "x",
    "y",
  ]);
  const figures = table(
    "statline",
    "share",
    [area, origin],
    cells.map(([code, n]) => ({
      ...count(["A", code], 0),
      numerator: null,
      value: code === "x" ? n / 400 : null,
    })),
  );
  const published = [{
    table: { ...figures, measure: { ...figures.measure, id: "herkomst-aandeel" } },
    shareOf: "herkomst",
  }];
  const [safe] = await protectAll([counts, total], "cbs-microdata", { published });
  const codes = safe.cells.filter(({ value }) => value === null).map((cell) => cell.codes[1]);
  assert.deepEqual(codes, ["eu", "y"], "8.5% of 400 is 34, so x protects nobody");
  const wrong = [{
    ...published[0]!,
    table: { ...published[0]!.table, cells: [{ ...figures.cells[2]!, value: 0.2 }] },
  }];
  await assert.rejects(
    protectAll([counts, total], "cbs-microdata", { published: wrong }),
    /contradict table herkomst at/,
  );
});

Deno.test("published shares of a measure that no table has, or that contradict it, are refused", async () => {
  const figures = rounded(shares, ["B"], 1);
  const other = { ...figures, measure: { ...figures.measure, id: "iets-anders" } };
  await assert.rejects(
    protect(shares, "cbs-microdata", { published: [{ table: other }] }),
    /measure that no table has/,
  );
  const wrong = { ...figures, cells: [{ ...figures.cells[0]!, value: 0.2 }] };
  await assert.rejects(
    protect(shares, "cbs-microdata", { published: [{ table: wrong }] }),
    /contradict table arm at B/,
  );
});
