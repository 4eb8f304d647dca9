/** The search for safe cells: it fails closed, reports its gap, and protects against insiders and for amounts. */
import assert from "node:assert/strict";
import type { AggregateCell } from "../../lib/core/aggregate.ts";
import { randomFor } from "../../lib/core/random.ts";
import { attack, protect, type ProtectedTable, suppress, SystemBuilder } from "../../lib/disclosure/mod.ts";
import { count, dimension, share, table } from "./_tables.ts";
import { type TwoWay, twoWaySystem } from "./_systems.ts";

/** A table of counts with many small ones. */
function randomTwoWay(name: string, rows: number, columns: number): TwoWay {
  const random = randomFor(`disclosure/secure/${name}`);
  const inner = Array.from(
    { length: rows },
    () => Array.from({ length: columns }, () => 1 + random.below(40)),
  );
  const ask = Object.fromEntries(
    inner.flatMap((row, r) => row.flatMap((n, c) => n < 10 ? [[`r${r}|c${c}`, { width: 10 }]] : [])),
  );
  return { inner, rows: inner.map((_, r) => `r${r}`), columns: inner[0]!.map((_, c) => `c${c}`), ask };
}

Deno.test("suppress() without a budget for the proof is still safe, and says how far from the optimum it may be", async () => {
  const system = twoWaySystem(randomTwoWay("gap", 8, 6));
  const exact = await suppress(system);
  const greedy = await suppress(system, { maxAttacks: 0 });
  assert.deepEqual(greedy.audit.leaks, []);
  assert.equal(greedy.method, "greedy");
  assert.ok(greedy.cost >= exact.cost - 1e-6, "the proven optimum is not beaten");
  assert.ok(greedy.bound <= exact.cost + 1e-6, "the bound holds");
  assert.ok(greedy.gapShare >= 0 && greedy.gapShare <= 1);
  assert.equal(exact.gapShare, 0);
});

Deno.test("suppress() gives no choice at all when what must be shown gives the secret away", async () => {
  const builder = new SystemBuilder();
  for (const [key, value] of [["a", 3], ["b", 20], ["total", 23]] as const) {
    const item = builder.addItem(key, 1, key === "a" ? "hidden" : "shown");
    builder.addQuantity(key, { value, item, upper: 100 });
  }
  builder.addSum("sum", "total", ["a", "b"]);
  builder.addRequirement("a", 0, { width: 10 });
  await assert.rejects(suppress(builder.build()), { name: "SolverError" });
});

Deno.test("attack() refuses numbers that contradict each other instead of calling them safe", async () => {
  const builder = new SystemBuilder();
  builder.addQuantity("a", { value: null, upper: 5 });
  builder.addQuantity("total", { value: 9, item: builder.addItem("total", 1, "shown") });
  builder.addSum("sum", "total", ["a"]);
  await assert.rejects(attack(builder.build(), [false], [0]), { name: "SolverError" });
});

const hiddenCodes = (safe: ProtectedTable) =>
  safe.cells.filter((cell) => cell.status === "suppressed").map((cell) => cell.codes[0]);

Deno.test("A9: somebody who is alone in a cell does not learn the other hidden one", async () => {
  // Hidden together they are 12, so outsiders see 0 to 12; who is the 1 would know the 11.
  const areas = dimension("area", ["T", "A<T", "B<T", "C<T"]);
  const source = table("t", "count", [areas], [
    count(["T"], 104),
    count(["A"], 1),
    count(["B"], 9),
    count(["C"], 94),
  ]);
  const safe = await protect(source);
  assert.deepEqual(hiddenCodes(safe).length, 3, "with A and B only, A's one member would know that B is 9");
});

const amount = (code: string, n: number, sum: number, largest: readonly number[]): AggregateCell => ({
  codes: [code],
  n,
  numerator: sum,
  denominator: n,
  value: sum / n,
  low: null,
  high: null,
  largest,
});

Deno.test("a dominated mean is hidden, with another one so that the total does not give it back", async () => {
  const areas = dimension("area", ["T", "A<T", "B<T", "C<T"]);
  const source = table("income", "mean", [areas], [
    amount("T", 90, 3_000_000, [700_000, 60_000]),
    amount("A", 30, 1_200_000, [700_000, 40_000]),
    amount("B", 30, 900_000, [60_000, 50_000]),
    amount("C", 30, 900_000, [50_000, 50_000]),
  ]);
  const safe = await protect(source);
  assert.equal(safe.cell("A")?.status, "suppressed");
  assert.equal(hiddenCodes(safe).length, 2);
});

Deno.test("cells that were asked to stay are not the ones that are hidden beside the small one", async () => {
  const areas = dimension("area", ["T", "A<T", "B<T", "C<T"]);
  const source = table("t", "count", [areas], [
    count(["T"], 405),
    count(["A"], 5),
    count(["B"], 100),
    count(["C"], 300),
  ]);
  assert.deepEqual(hiddenCodes(await protect(source)), ["A", "B"]);
  assert.deepEqual(hiddenCodes(await protect(source, "cbs-microdata", { keep: ["B"] })), ["A", "C"]);
});

Deno.test("a total that its parts fall short of by three does not give those three away", async () => {
  const areas = dimension("area", ["T", "A<T", "B<T"]);
  const source = table("t", "count", [areas], [count(["T"], 203), count(["A"], 100), count(["B"], 100)]);
  assert.ok(hiddenCodes(await protect(source)).length > 0);
});

Deno.test("values are released as they are shown: times per, rounded, without minus zero", async () => {
  const cell = {
    codes: ["A"],
    n: 400,
    numerator: 50,
    denominator: 400,
    value: 0.125,
    low: 0.0964,
    high: 0.1605,
  };
  const safe = await protect(table("t", "share", [dimension("area", ["A"])], [cell]));
  const { value, low, high, status } = safe.cells[0]!;
  assert.deepEqual({ value, low, high, status }, { value: 12.5, low: 9.6, high: 16.1, status: "shown" });
});

Deno.test("a share without its numerator is judged by the one that can be computed from it", async () => {
  const cells = [share(["A"], 4, 400), share(["B"], 40, 400)].map((cell) => ({ ...cell, numerator: null }));
  const safe = await protect(table("t", "share", [dimension("area", ["A", "B"])], cells));
  assert.deepEqual(safe.cells.map((cell) => cell.status), ["suppressed", "shown"]);
});

Deno.test("a value that does not exist is missing and tells nothing of the size of its group", async () => {
  const cell = {
    codes: ["A"],
    n: 40,
    numerator: null,
    denominator: null,
    value: null,
    low: null,
    high: null,
  };
  const safe = await protect(table("t", "mean", [dimension("area", ["A"])], [cell]));
  assert.equal(safe.cells[0]?.status, "missing");
  assert.equal(safe.cells[0]?.nBand.nl, "verborgen");
});
