/** Orders as a channel: a hidden number must not lie between its neighbours because somebody sorted the list. */
import assert from "node:assert/strict";
import { barChart } from "../../lib/charts/mod.ts";
import { explain, ledgerOutput, protect, type ProtectedTable } from "../../lib/disclosure/mod.ts";
import { count, dimension, share, table } from "./_tables.ts";

/** From many to few; only Z is small, and a second one has to be hidden with it. */
const SIZES = [["M", 90], ["A", 70], ["X", 52], ["B", 50], ["K", 48], ["Z", 6]] as const;
const codesOf = (safe: ProtectedTable) => safe.dimensions[0]!.codes.map(({ code }) => code);
const counts = (kind: "region" | "ordinal", sizes: readonly (readonly [string, number])[] = SIZES) =>
  table("kinderen", "count", [dimension("wijk", ["T", ...sizes.map(([code]) => `${code}<T`)], kind)], [
    count(["T"], sizes.reduce((sum, [, n]) => sum + n, 0)),
    ...sizes.map(([code, n]) => count([code], n)),
  ]);

Deno.test("codes that stand from high to low are put in the order of their names, when one of them is hidden", async () => {
  const safe = await protect(counts("region"));
  assert.deepEqual(codesOf(safe), ["T", "A", "B", "K", "M", "X", "Z"]);
  assert.deepEqual(safe.cells.map(({ codes }) => codes[0]), codesOf(safe), "the cells follow");
  const hidden = safe.cells.filter(({ status }) => status === "suppressed").map(({ codes }) => codes[0]);
  assert.deepEqual(
    hidden,
    ["K", "Z"],
    "of the sorted list K would be known to lie below 50, and so Z above 4",
  );
  assert.match(explain(safe).toString(), /- Z: 6 waarnemingen.*/);
  assert.equal(
    ledgerOutput(safe).cells.find(({ codes }) => codes[0] === "A")?.n,
    70,
    "each cell keeps its number",
  );
});

Deno.test("two orders of one table give the same bytes, chart included, when the order was that of the numbers", async () => {
  const [down, up] = [await protect(counts("region")), await protect(counts("region", SIZES.toReversed()))];
  assert.equal(down.receipt.checksum, up.receipt.checksum);
  const notTold = { nl: "Niet de oorzaak.", en: "Not the cause." };
  const [a, b] = [down, up].map((safe) => JSON.stringify(barChart(safe, { notTold }).payload));
  assert.equal(a, b);
});

Deno.test("orders that mean something, that hide nothing, or that are no order of numbers stay", async () => {
  assert.deepEqual(codesOf(await protect(counts("ordinal"))), ["T", "M", "A", "X", "B", "K", "Z"]);
  const open = SIZES.map(([code, n]) => [code, n + 20] as const);
  assert.deepEqual(codesOf(await protect(counts("region", open))), ["T", "M", "A", "X", "B", "K", "Z"]);
  const mixed = [SIZES[1]!, SIZES[0]!, ...SIZES.slice(2)];
  assert.deepEqual(codesOf(await protect(counts("region", mixed))), ["T", "A", "M", "X", "B", "K", "Z"]);
});

Deno.test("a list by the share tells as much as one by size", async () => {
  const parts = [["M", 40], ["A", 30], ["X", 20], ["B", 15], ["K", 4]] as const;
  const safe = await protect(
    table(
      "hulp",
      "share",
      [dimension("wijk", parts.map(([code]) => code), "nominal")],
      parts.map(([code, part], i) => share([code], part, 100 + (i % 2))),
    ),
  );
  assert.deepEqual(codesOf(safe), ["A", "B", "K", "M", "X"]);
});

Deno.test("cells of overlapping groups stand in the order of the codes, whatever the order they came in", async () => {
  const kinds = { ...dimension("soort", ["a", "b", "c"], "nominal"), membership: "overlapping" as const };
  const cells = [count(["c"], 40), count(["a"], 30), count(["b"], 5)];
  const safe = await protect(table("ervaring", "count", [kinds], cells));
  assert.deepEqual(safe.cells.map(({ codes, value }) => [codes[0], value]), [["a", 30], ["b", null], [
    "c",
    40,
  ]]);
});
