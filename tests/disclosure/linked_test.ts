/** Several outputs together: tables of one notebook, and editions after one another. */
import assert from "node:assert/strict";
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import {
  ledgerOutput,
  protect,
  protectAll,
  type ProtectedTable,
  releaseEdition,
  type ReleaseOutcome,
  verifyLedger,
} from "../../lib/disclosure/mod.ts";
import { handOverOf } from "../../lib/disclosure/hand_over.ts";
import { parseLedger } from "../../lib/disclosure/ledger.ts";
import { count, dimension, table } from "./_tables.ts";

const hidden = (safe: ProtectedTable) => safe.cells.filter((cell) => cell.status === "suppressed").length;

/** Releases one table as an edition of its own, after what is in the ledger. */
function releaseOne(edition: string, safe: ProtectedTable, ledger = ""): Promise<ReleaseOutcome> {
  return releaseAll(edition, [safe], ledger);
}

/** Releases tables of one notebook as a first edition. */
function releaseBoth(safe: readonly ProtectedTable[]): Promise<ReleaseOutcome> {
  return releaseAll("stad/2026-1", safe, "");
}

function releaseAll(
  edition: string,
  safe: readonly ProtectedTable[],
  ledger: string,
): Promise<ReleaseOutcome> {
  const notebook = {
    pilot: "p",
    codeSha256: "c0de".repeat(16),
    reviewer: "A. Voorbeeld",
    handOver: handOverOf(safe),
  };
  return releaseEdition({ edition, date: "2026-01-05", ledger, expectedHead: null, notebooks: [notebook] });
}

const E1 = [[[14, 14, 30], [11, 0, 4]], [[0, 17, 0], [22, 22, 17]]];

/** The three two-way margins of a 2 × 2 × 3 table. */
function marginsOfE1(): AggregateTable[] {
  const codes = { i: ["i0", "i1"], j: ["j0", "j1"], k: ["k0", "k1", "k2"] } as const;
  return ([["i", "j"], ["i", "k"], ["j", "k"]] as const).map(([a, b]) => {
    const cells = codes[a].flatMap((x) =>
      codes[b].map((y) => {
        let n = 0;
        E1.forEach((plane, i) =>
          plane.forEach((row, j) =>
            row.forEach((value, k) => {
              const at = [`i${i}`, `j${j}`, `k${k}`];
              if (at.includes(x) && at.includes(y)) n += value;
            })
          )
        );
        return count([x, y], n);
      })
    );
    return table(`${a}${b}`, "count", [dimension(a, [...codes[a]]), dimension(b, [...codes[b]])], cells);
  });
}

Deno.test("E1: three tables that pass one by one are not released together as they are", async () => {
  const tables = marginsOfE1();
  for (const one of tables) assert.equal(hidden(await protect(one)), 0, `${one.id} passes alone`);
  const together = await protectAll(tables);
  assert.ok(together.reduce((sum, safe) => sum + hidden(safe), 0) > 0);
  assert.ok(together.every((safe) => safe.receipt.audited));
});

Deno.test("D1: a one-way table does not undo what the two-way table hides (ACRO's demonstration)", async () => {
  const rows = ["not_recom", "priority", "very_recom"], columns = ["great_pret", "pretentious", "usual"];
  const inner = [[1440, 1440, 1440], [858, 1484, 1924], [0, 132, 196]];
  const twoWay = table(
    "cross",
    "count",
    [dimension("recommendation", rows), dimension("parents", columns)],
    rows.flatMap((row, r) => columns.map((column, c) => count([row, column], inner[r]![c]!))),
  );
  const oneWay = table(
    "single",
    "count",
    [dimension("recommendation", rows)],
    rows.map((row, r) => count([row], inner[r]!.reduce((sum, x) => sum + x, 0))),
  );
  const [cross, single] = await protectAll([twoWay, oneWay]);
  assert.equal(cross!.cell("very_recom", "great_pret")?.status, "suppressed");
  const row = columns.map((column) => cross!.cell("very_recom", column)!.value);
  const shownTotal = single!.cell("very_recom")?.value ?? null;
  assert.ok(shownTotal === null || row.filter((value) => value === null).length >= 2);
});

Deno.test("C6: two ways to cut ages into bands imply a band of one", async () => {
  const old = table("bands", "count", [dimension("age", ["0-19", "20-39"], "ordinal")], [
    count(["0-19"], 106),
    count(["20-39"], 109),
  ]);
  const fresh = table("bands", "count", [dimension("age", ["0-24", "25-39"], "ordinal")], [
    count(["0-24"], 107),
    count(["25-39"], 108),
  ]);
  const { ledger } = await releaseOne("stad/2026-1", await protect(old));
  const { ok, conflicts: [conflict] } = await releaseOne("stad/2026-2", await protect(fresh), ledger);
  assert.equal(ok, false);
  assert.deepEqual([conflict?.output, conflict?.earlier], ["p.bands", "stad/2026-1: p.bands"]);
  assert.match(conflict!.what.en, /together they give away .*20 to 25/);
  const [a, b] = await protectAll([{ ...old, id: "a" }, { ...fresh, id: "b" }]);
  assert.ok(hidden(a!) + hidden(b!) > 0, "nor may both stand in one edition");
});

Deno.test("C6: two sets of borders around the same place that differ by two persons", async () => {
  const zone = (id: string, n: number) =>
    table(id, "count", [dimension("area", ["OA1", "OA2"])], [
      count(["OA1"], n),
      count(["OA2"], 128),
    ]);
  const { ledger } = await releaseOne("stad/2026-1", await protect(zone("by-output-area", 50)));
  const next = await releaseOne("stad/2026-2", await protect(zone("by-district", 52)), ledger);
  const [conflict] = next.conflicts;
  assert.deepEqual([conflict?.output, conflict?.earlier], ["p.by-district", "stad/2026-1: p.by-output-area"]);
  assert.match(conflict!.what.en, /the groups at OA1 differ/);
});

Deno.test("the same group in other words is stopped where one output shows what the other hides", async () => {
  const sizes = [["M", 90], ["A", 70], ["X", 52], ["B", 50], ["K", 48]] as const;
  const parts = (codes: readonly string[]) => dimension("wijk", codes);
  const all = table("alle", "count", [parts(["T", ...sizes.map(([code]) => `${code}<T`), "Z<T"])], [
    count(["T"], 316),
    ...sizes.map(([code, n]) => count([code], n)),
    count(["Z"], 6),
  ]);
  const some = {
    ...table(
      "enkele",
      "count",
      [parts(sizes.map(([code]) => code))],
      sizes.map(([code, n]) => count([code], n)),
    ),
    population: { nl: "kinderen tot en met 17 jaar", en: "children up to 17" },
  };
  const [first, second] = await protectAll([all, some]);
  assert.deepEqual(
    [first.cell("K")?.value, second.cell("K")?.value],
    [null, 48],
    "316 less all shown is the small one",
  );
  const { ledger } = await releaseOne("stad/2026-1", first);
  for (
    const outcome of [await releaseOne("stad/2026-2", second, ledger), await releaseBoth([first, second])]
  ) {
    assert.equal(outcome.ok, false, "whether they were in one call or not");
    assert.match(
      outcome.conflicts[0]!.what.nl,
      /verbergt K, de andere toont het: dezelfde groep, in andere woorden/,
    );
  }
  const others = { ...some, cells: sizes.map(([code, n]) => count([code], n + 30)) };
  assert.equal(
    (await releaseOne("stad/2026-2", await protect(others), ledger)).ok,
    true,
    "another group is another group",
  );
});

Deno.test("an edition that repeats an output, or differs by ten, is admitted", async () => {
  const areas = dimension("area", ["A", "B"]);
  const first = await protect(table("t", "count", [areas], [count(["A"], 50), count(["B"], 80)]));
  const later = await protect(table("t", "count", [areas], [count(["A"], 60), count(["B"], 80)]));
  let ledger = "";
  for (const [i, safe] of [first, first, later].entries()) {
    const outcome = await releaseOne(`stad/${i}`, safe, ledger);
    assert.deepEqual([outcome.ok, outcome.conflicts], [true, []]);
    ledger = outcome.ledger;
  }
  assert.equal(parseLedger(ledger).length, 3);
});

Deno.test("protect() takes an earlier release into account and says so on the receipt", async () => {
  const areas = dimension("area", ["T", "A<T", "B<T", "C<T"]);
  const full = table("full", "count", [areas], [
    count(["T"], 405),
    count(["A"], 5),
    count(["B"], 100),
    count(["C"], 300),
  ]);
  const before = await protect(full);
  assert.equal(before.cell("A")?.status, "suppressed");
  const other = before.cell("B")?.status === "suppressed" ? "B" : "C";
  const n = other === "B" ? 100 : 300;
  const lone = table("lone", "count", [dimension("area", [other])], [count([other], n)]);
  assert.equal((await protect(lone)).cell(other)?.status, "shown", "alone it is harmless");
  const earlier = [ledgerOutput(before)];
  const after = await protect(lone, "cbs-microdata", { earlier });
  assert.equal(after.cell(other)?.status, "suppressed", "beside the earlier table it gives A away");
  assert.deepEqual(after.receipt.earlierReleases, [before.receipt.checksum]);
});

Deno.test("a changed, removed or cut-off entry of the ledger is detected", async () => {
  let text = "";
  for (const year of [2021, 2022, 2023]) {
    const source = { ...table("t", "count", [dimension("area", ["A"])], [count(["A"], 50)]) };
    const period = { nl: `${year}`, en: `${year}` };
    text = (await releaseOne(`stad/${year}`, await protect({ ...source, period }), text)).ledger;
  }
  const ledger = parseLedger(text);
  const head = verifyLedger(ledger);
  assert.equal(verifyLedger(ledger, head), head);
  const edited = ledger.map((entry) => entry.index === 1 ? { ...entry, date: "2022-01-06" } : entry);
  assert.throws(() => verifyLedger(edited), /changed at entry 1/);
  assert.throws(() => verifyLedger(ledger.filter((entry) => entry.index !== 1)), /changed at entry 1/);
  assert.throws(() => verifyLedger(ledger.slice(0, 2), head), /does not end where/);
  assert.throws(() => verifyLedger([ledger[1]!, ledger[0]!, ledger[2]!]), /changed at entry 0/);
});

Deno.test("protectAll() does not depend on the order of the tables", async () => {
  const tables = marginsOfE1();
  const forth = await protectAll(tables), back = await protectAll([...tables].reverse());
  assert.deepEqual(
    [...back].reverse().map((safe) => safe.receipt.checksum),
    forth.map((safe) => safe.receipt.checksum),
  );
});

Deno.test("two tables that count almost the same persons do not both show their sizes", async () => {
  const areas = dimension("area", ["A", "B"]);
  const all = table("all", "count", [areas], [count(["A"], 120), count(["B"], 200)]);
  const answered = table("answered", "count", [areas], [count(["A"], 111), count(["B"], 150)]);
  const [first, second] = await protectAll([all, answered]);
  assert.ok([first!.cell("A"), second!.cell("A")].some((cell) => cell?.status === "suppressed"));
  assert.ok(
    [first!.cell("B"), second!.cell("B")].every((cell) => cell?.status === "shown"),
    "50 apart is no secret",
  );
});
