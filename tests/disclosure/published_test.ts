/** Figures of others are known to the attacker too. */
import assert from "node:assert/strict";
import { protect, type ProtectedTable } from "../../lib/disclosure/mod.ts";
import { count, dimension, table } from "./_tables.ts";

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
  await refuse({ ...wrong, measure: { ...wrong.measure, kind: "share" } }, 5, /no counts/);
});
