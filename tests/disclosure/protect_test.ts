import assert from "node:assert/strict";
import { isMinted } from "../../lib/core/receipt.ts";
import { explain, protect, protectAll } from "../../lib/disclosure/mod.ts";
import { count, dimension, share, table } from "./_tables.ts";

const AREAS = dimension("wijk", ["GM9901", "WK1<GM9901", "WK2<GM9901", "WK3<GM9901", "WK4<GM9901"]);
const COUNTS = table("counts", "count", [AREAS], [
  count(["GM9901"], 404),
  count(["WK1"], 4),
  count(["WK2"], 60),
  count(["WK3"], 140),
  count(["WK4"], 200),
]);

Deno.test("protect() hides a small count and a second cell, so that the total does not give it away", async () => {
  const safe = await protect(COUNTS);
  assert.equal(safe.cell("WK1")?.status, "suppressed");
  assert.equal(safe.cell("WK2")?.status, "suppressed");
  assert.equal(safe.cell("WK3")?.value, 140);
  assert.equal(safe.cell("GM9901")?.value, 404);
  assert.equal(safe.receipt.shown, 3);
  assert.ok(isMinted(safe.receipt));
});

Deno.test("protect() says of no hidden cell whether it was the small one", async () => {
  const safe = await protect(COUNTS);
  const [first, second] = [safe.cell("WK1")!, safe.cell("WK2")!];
  assert.deepEqual({ ...first, codes: [] }, { ...second, codes: [] });
  assert.equal(first.nBand.nl, "verborgen");
  assert.equal(safe.cell("WK3")?.nBand.nl, "100–499");
});

Deno.test("protect() does not depend on the order of cells, and gives a protected table back as it is", async () => {
  const safe = await protect(COUNTS);
  const turned = await protect({ ...COUNTS, cells: [...COUNTS.cells].reverse() });
  assert.deepEqual(turned.cells, safe.cells);
  assert.equal(turned.receipt.checksum, safe.receipt.checksum);
  assert.equal(await protect(safe), safe);
});

Deno.test("protect() hides a share whose numerator, complement or base is small", async () => {
  const shares = table("shares", "share", [dimension("wijk", ["WK1", "WK2", "WK3", "WK4"])], [
    share(["WK1"], 9, 100),
    share(["WK2"], 91, 100),
    share(["WK3"], 4, 8),
    share(["WK4"], 10, 100),
  ]);
  const safe = await protect(shares);
  assert.deepEqual(safe.cells.map((cell) => cell.status), [
    "suppressed",
    "suppressed",
    "suppressed",
    "shown",
  ]);
  assert.equal(safe.cell("WK4")?.value, 10);
});

Deno.test("protect() treats a combination that is absent as one that counts nobody", async () => {
  const gap = table("gap", "count", [AREAS], COUNTS.cells.filter((cell) => cell.codes[0] !== "WK1"));
  const safe = await protect({
    ...gap,
    cells: gap.cells.map((c) => c.n === 404 ? count(["GM9901"], 400) : c),
  });
  assert.equal(safe.cell("WK1")?.status, "suppressed");
  assert.equal(safe.cells.filter((cell) => cell.status === "suppressed").length, 2);
});

Deno.test("protectAll() keeps another table from giving away what the first one hides", async () => {
  const pair = table("pair", "count", [dimension("wijk", ["GM9901", "WK1<GM9901"])], [
    count(["GM9901"], 404),
    count(["WK1"], 4),
  ]);
  const [first, second] = await protectAll([COUNTS, pair]);
  assert.equal(first!.cell("WK1")?.status, "suppressed");
  assert.equal(second!.cell("WK1")?.status, "suppressed");
  assert.notEqual(first!.cells.filter((cell) => cell.status === "suppressed").length, 1);
});

Deno.test("explain() says in Dutch why each cell is hidden, for whose sake, and what to merge", async () => {
  const text = explain(await protect(COUNTS)).toString();
  assert.match(text, /WK1: 4 waarnemingen, minder dan 10/);
  assert.match(text, /WK2: verborgen om WK1 te beschermen: anders is dat uit te rekenen/);
  assert.match(text, /Waarschijnlijk niet meer nodig na: voeg WK1 en WK2 samen \(wijk\)/);
  assert.match(text, /Te overwegen: voeg WK1 en WK2 samen \(wijk\); dan voldoet 1 cel wel/);
  assert.match(
    explain(await protect(COUNTS), "en").toString(),
    /WK2: hidden to protect WK1, which anybody could/,
  );
});

Deno.test("explain() names the other table for whose sake a cell is hidden", async () => {
  const sexes = dimension("sekse", ["m", "v"], "nominal");
  const cross = table(
    "kruis",
    "count",
    [AREAS, sexes],
    [
      ...[["GM9901", 204, 180], ["WK1", 4, 20], ["WK2", 50, 30], ["WK3", 70, 60], ["WK4", 80, 70]] as const,
    ].flatMap(([area, m, v]) => [count([area, "m"], m), count([area, "v"], v)]),
  );
  const areas = table(
    "wijken",
    "count",
    [AREAS],
    [
      ...[["GM9901", 384], ["WK1", 24], ["WK2", 80], ["WK3", 130], ["WK4", 150]] as const,
    ].map(([area, n]) => count([area], n)),
  );
  const [first, second] = await protectAll([areas, cross], "cbs-microdata", { keep: ["v"] });
  assert.equal(first.cell("WK1")?.status, "suppressed");
  assert.match(explain(first).toString(), /- WK1: verborgen om WK1 × m \(kruis\) te beschermen/);
  assert.match(explain(second).toString(), /verborgen om WK1 × m te beschermen/);
  assert.match(explain(second).toString(), /Te overwegen: laat sekse weg; dan voldoet 1 cel wel/);
});

Deno.test("explain() advises only what mends: neighbours of an order, and no merge that stays too small", async () => {
  const ages = dimension("leeftijd", ["0-4", "5-9", "10-14", "15-17"], "ordinal");
  const sizes = [["0-4", 3, 60], ["5-9", 4, 50], ["10-14", 30, 90], ["15-17", 40, 80]] as const;
  const safe = await protect(
    table("hulp", "share", [ages], sizes.map(([code, part, n]) => share([code], part, n))),
  );
  const text = explain(safe).toString();
  assert.match(text, /voeg 5-9 en 10-14 samen/);
  assert.doesNotMatch(text, /voeg 0-4 en 5-9 samen/, "seven are too few as well");
  assert.doesNotMatch(text, /voeg 0-4 en (10-14|15-17) samen/, "no neighbours");
});

Deno.test("protect() refuses a table with a count that is not whole, and releases nothing", async () => {
  const broken = table("broken", "count", [dimension("wijk", ["WK1"])], [count(["WK1"], 12.5)]);
  await assert.rejects(protect(broken), /not a whole number/);
});

Deno.test("nobody can write into a protected table or its receipt", async () => {
  const safe = await protect(COUNTS);
  const cells = safe.cells as unknown as { value: number | null }[];
  assert.throws(() => cells[1]!.value = 4, TypeError);
  assert.throws(() => cells[1] = { value: 4 }, TypeError);
  assert.throws(() => (safe.receipt.counts as unknown[]).push({}), TypeError);
  assert.throws(() => (safe.dimensions[0]!.codes as unknown[]).pop(), TypeError);
  assert.equal(safe.cell("WK1")?.value, null);
  const { codes } = AREAS;
  assert.ok(!Object.isFrozen(codes), "the table that was given stays as it was");
});

Deno.test("protect() hides a small count that is neither the size of its group nor its numerator", async () => {
  const odd = table("odd", "count", [dimension("wijk", ["WK1", "WK2"])], [
    { ...count(["WK1"], 50), numerator: null, value: 4 },
    { ...count(["WK2"], 60), value: 3 },
  ]);
  assert.deepEqual((await protect(odd)).cells.map(({ status }) => status), ["suppressed", "suppressed"]);
});
