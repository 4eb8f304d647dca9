/** Counts that are changed instead of hidden: additive, attack-tested, and remembered as what they tell. */
import assert from "node:assert/strict";
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import { randomFor } from "../../lib/core/random.ts";
import { handOverOf } from "../../lib/disclosure/hand_over.ts";
import {
  cellKey,
  ledgerOutput,
  protect,
  protectAll,
  type ProtectedTable,
  releaseEdition,
  symmetricNoise,
} from "../../lib/disclosure/mod.ts";
import { bruteForce, type Sum, type Unknown } from "./_brute_force.ts";
import { count, dimension, share, table } from "./_tables.ts";

const AREAS = dimension("area", ["T", "A<T", "B<T", "C<T", "D<T"]);
const SEXES = dimension("sex", ["S", "m<S", "v<S"]);
const ROUNDING = { method: { kind: "controlled-rounding" } } as const;

/** Counts by area and sex with both totals. */
function crossed(id: string, inner: readonly (readonly [number, number])[]): AggregateTable {
  const rows = [inner.reduce(([a, b], [m, v]) => [a + m, b + v] as const, [0, 0] as const), ...inner];
  const codes = ["T", "A", "B", "C", "D"];
  return table(
    id,
    "count",
    [AREAS, SEXES],
    rows.flatMap(([m, v], i) => [
      count([codes[i]!, "S"], m + v),
      count([codes[i]!, "m"], m),
      count([codes[i]!, "v"], v),
    ]),
  );
}

const LARGE = [[3, 41], [17, 20], [60, 55], [11, 28]] as const;
const INNER = [[3, 41], [17, 2], [60, 55], [1, 8]] as const;

Deno.test("controlled rounding hides nothing, adds up, and no attacker narrows a small count to less than ten", async () => {
  const source = crossed("t", INNER);
  const safe = await protect(source, "cbs-microdata", ROUNDING);
  assert.ok(safe.cells.every((cell) => cell.status === "rounded" && cell.value !== null));
  const at = (area: string, sex: string) => safe.cell(area, sex)!.value!;
  for (const { code } of AREAS.codes) assert.equal(at(code, "m") + at(code, "v"), at(code, "S"));
  for (const { code } of SEXES.codes) {
    assert.equal(["A", "B", "C", "D"].reduce((sum, area) => sum + at(area, code), 0), at("T", code));
  }
  assert.equal(safe.receipt.protection?.method, "controlled-rounding");
  assert.equal(safe.receipt.protection?.hiddenPercent, 0);
  const far = Math.max(...safe.cells.map((cell, i) => Math.abs(cell.value! - source.cells[i]!.n)));
  assert.ok(far > 0 && far <= safe.receipt.protection!.largestChange);
  assert.match(safe.receipt.ruleSentence.nl, /zo afgerond dat totalen kloppen/);
});

/** The attacker of the tests, which shares no code with the library, on ranges instead of exact numbers. */
function narrowest(source: AggregateTable, ranges: readonly Unknown[]): number {
  const indexOf = new Map(source.cells.map((cell, i) => [cell.codes.join(), i]));
  const sums = source.cells.flatMap((cell, whole): Sum[] =>
    source.dimensions.flatMap((d, k) => {
      const children = d.codes.filter(({ parent }) => parent === cell.codes[k]);
      if (children.length === 0) return [];
      return [{ whole, parts: children.map(({ code }) => indexOf.get(cell.codes.with(k, code).join())!) }];
    })
  );
  const widths = source.cells.flatMap((cell, i) => {
    if (cell.n >= 10) return [];
    const { low, high } = bruteForce(ranges, sums, i);
    assert.ok(low <= cell.n && cell.n <= high, "the truth is possible");
    return [high >= 10 ? high - low : 0];
  });
  return Math.min(Infinity, ...widths);
}

Deno.test("the brute-force attacker does not breach rounded or noisy tables either", async () => {
  let released = 0;
  for (let i = 0; i < 12; i++) {
    const random = randomFor(`disclosure/method/${i}`);
    const inner = INNER.map(() => [random.below(25), random.below(60)] as const);
    const source = crossed("t", inner);
    const noise = symmetricNoise(12);
    const method = i % 2 === 0
      ? ROUNDING.method
      : { kind: "cell-key", noise, keyOf: () => random.next() } as const;
    // Whole tables that cannot be changed safely are refused; that is a safe answer too.
    const safe = await protect(source, "cbs-microdata", { method }).catch((error: Error) => {
      assert.match(error.message, /still tell too much/);
      return null;
    });
    if (safe === null) continue;
    released++;
    const ranges = ledgerOutput(safe).cells.map(({ range }) => ({ low: range![0], high: range![1] }));
    assert.ok(narrowest(source, ranges) >= 10, `${method.kind} ${i}`);
  }
  assert.ok(released >= 6, `${released} of 12 were released`);
});

Deno.test("a base that tells too much is refused, and nothing is released", async () => {
  const method = { kind: "controlled-rounding", base: 5 } as const;
  await assert.rejects(protect(crossed("t", INNER), "cbs-microdata", { method }), /still tell too much/);
});

Deno.test("noise that tells too much is refused: two more or fewer do not hide a count of three", async () => {
  const method = { kind: "cell-key", noise: symmetricNoise(2), keyOf: () => 0.4 } as const;
  await assert.rejects(protect(crossed("t", INNER), "cbs-microdata", { method }), /still tell too much/);
});

Deno.test("only counts are changed: a share beside them would undo it", async () => {
  const shares = table("s", "share", [dimension("area", ["A", "B"])], [
    share(["A"], 20, 400),
    share(["B"], 40, 400),
  ]);
  await assert.rejects(protectAll([crossed("t", INNER), shares], "cbs-microdata", ROUNDING), /Only counts/);
});

Deno.test("the same group has the same noise in every table, whatever the order of its members", async () => {
  const keys = new Map(["A", "B"].map((area, i) => [area, cellKey([0.11 + i / 10, 0.23, 0.47])]));
  const method = {
    kind: "cell-key",
    noise: symmetricNoise(12),
    keyOf: (codes: readonly string[]) => keys.get(codes[0]!)!,
  } as const;
  const areas = dimension("area", ["A", "B"]);
  const one = await protect(
    table("one", "count", [areas], [count(["A"], 40), count(["B"], 50)]),
    "cbs-microdata",
    {
      method,
    },
  );
  const two = await protect(
    table("two", "count", [areas], [count(["B"], 50), count(["A"], 40)]),
    "cbs-microdata",
    {
      method,
    },
  );
  assert.deepEqual(one.cells.map(({ value }) => value), two.cells.map(({ value }) => value));
  assert.equal(one.receipt.counts[0]?.reason, "perturbed");
});

Deno.test("rounding of rounded numbers never tells more: a table protected again gives the same bytes", async () => {
  const [one, two] = [
    await protect(crossed("t", INNER), "cbs-microdata", ROUNDING),
    await protect(crossed("t", INNER), "cbs-microdata", ROUNDING),
  ];
  assert.equal(one.receipt.checksum, two.receipt.checksum);
  assert.equal(await protect(one, "cbs-microdata"), one);
});

Deno.test("the release check sees a later exact table that undoes the rounding of an earlier one", async () => {
  const notebook = (pilot: string, handOver: string) => ({
    pilot,
    codeSha256: "0",
    reviewer: "A. Voorbeeld",
    handOver,
  });
  const rounded = await protect(crossed("afgerond", LARGE), "cbs-microdata", ROUNDING);
  const edition = { date: "2026-01-05", expectedHead: null };
  const first = await releaseEdition({
    ...edition,
    edition: "stad/1",
    ledger: "",
    notebooks: [notebook("p", handOverOf([rounded]))],
  });
  assert.deepEqual([first.ok, first.problems], [true, []]);
  assert.ok(!first.ledger.includes('"n":3,') && first.ledger.includes('"range"'));
  const later = (edition: string, ledger: string, safe: ProtectedTable) =>
    releaseEdition({
      ...{ date: "2026-01-05", expectedHead: null, edition, ledger },
      notebooks: [notebook("q", handOverOf([safe]))],
    });
  const totals = table("totalen", "count", [AREAS], [
    count(["T"], 235),
    ...LARGE.map(([m, v], i) => count([AREAS.codes[i + 1]!.code], m + v)),
  ]);
  const second = await later("stad/2", first.ledger, await protect(totals));
  assert.deepEqual([second.ok, second.problems], [true, []], "exact totals do not undo the rounding");
  const women = dimension("sex", ["v"]);
  const part = table("vrouwen", "count", [AREAS, women], [
    count(["T", "v"], 144),
    ...LARGE.map(([, v], i) => count([AREAS.codes[i + 1]!.code, "v"], v)),
  ]);
  const third = await later("stad/3", second.ledger, await protect(part));
  assert.deepEqual([third.ok, third.problems], [false, []], "with the women, three men in A follow");
});
