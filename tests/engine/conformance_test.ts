/** What every engine has to give, checked against a plain reading of the same expressions, row by row. */
import assert from "node:assert/strict";
import fs from "node:fs";
import fc from "fast-check";
import pl from "nodejs-polars";
import { scanParquetFiles } from "../../lib/sources/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { duckdbEngine, parseExpression, polarsEngine, type QueryEngine } from "../../lib/engine/mod.ts";
import { evaluate, type Row } from "./_reading.ts";

/** A count and a sum over rows that are in the base. */
interface Asked {
  readonly base: string;
  readonly numerator: string;
  readonly amount: string;
}

/** Rows, and what is asked of them in one query: most of an engine's time goes into a query, not into what it asks. */
interface Case {
  readonly rows: readonly Row[];
  readonly asked: readonly Asked[];
}

/** The contract of a sum: added without rounding on a grid of 2⁻⁶⁴, rounded once. */
function exactSum(amounts: readonly number[]): number {
  const total = amounts.reduce((sum, amount) => sum + BigInt(Math.floor(amount * 2 ** 64)), 0n);
  return Number(total) / 2 ** 64;
}

/** The sums of one question by group, null first. */
function expected(rows: readonly Row[], asked: Asked): Map<string, readonly number[]> {
  const [base, numerator, amount] = [asked.base, asked.numerator, asked.amount].map(parseExpression);
  const groups = new Map<string, [number, number, number[]]>();
  for (const row of rows) {
    const key = String(row["wijk"]);
    const sums = groups.get(key) ?? [0, 0, []];
    groups.set(key, sums);
    if (!base || !numerator || !amount || evaluate(base, row) !== true) continue;
    sums[0]++;
    if (evaluate(numerator, row) === true) sums[1]++;
    const value = evaluate(amount, row);
    if (value !== null) sums[2].push(Number(value));
  }
  return new Map(
    [...groups].sort(([a], [b]) => (a === "null" ? -1 : b === "null" ? 1 : a < b ? -1 : 1))
      .map(([key, [n, counted, amounts]]) => [key, [n, counted, exactSum(amounts)]]),
  );
}

/** The table of rows. A column of nulls only would be text; the types are what the schema says. */
function tableOf(rows: readonly Row[]): Table {
  const numbers = (name: string) =>
    Float64Array.from(rows, (row) => row[name] === null ? NaN : Number(row[name]));
  const texts = (name: string) => rows.map((row) => row[name] as string | null);
  return Table.fromColumns(
    new Map([
      ["wijk", { type: "text", values: texts("wijk") }],
      ["soort", { type: "text", values: texts("soort") }],
      ["n", { type: "number", values: numbers("n") }],
      ["m", { type: "number", values: numbers("m") }],
      ["ja", { type: "boolean", values: rows.map((row) => row["ja"] as boolean | null) }],
    ]),
  );
}

/** What the engine gives for each question. */
async function computed(engine: QueryEngine, of: Case): Promise<readonly Map<string, readonly number[]>[]> {
  const result = await engine.aggregate({
    table: tableOf(of.rows),
    by: ["wijk"],
    measures: of.asked.flatMap(({ base, numerator, amount }, at) => [
      { id: `c${at}`, base, numerator, combine: "count" as const },
      { id: `s${at}`, base, numerator: amount, combine: "sum" as const },
    ]),
  });
  return of.asked.map((_, at) =>
    new Map(
      result.texts("wijk").map((key, row) => [
        String(key),
        [`c${at}.n`, `c${at}.numerator`, `s${at}.numerator`].map((name) => result.numbers(name)[row] ?? NaN),
      ]),
    )
  );
}

const number = fc.option(fc.integer({ min: -3, max: 3 }), { freq: 4 });
const rowArbitrary: fc.Arbitrary<Row> = fc.record({
  wijk: fc.constantFrom("WK990101", "WK99010A", null),
  soort: fc.constantFrom("a", "b", "it's", null),
  n: number,
  m: number,
  ja: fc.constantFrom(true, false, null),
});
const amountArbitrary = fc.letrec<{ amount: string; predicate: string }>((tie) => ({
  amount: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom("n", "m", "1", "2.5", "0", "(n)", "0.1", "3000000", "0.00000001"),
    fc.tuple(tie("amount"), fc.constantFrom("+", "-", "*", "/"), tie("amount")).map(([a, o, b]) =>
      `(${a} ${o} ${b})`
    ),
    tie("amount").map((a) => `ABS(${a})`),
    tie("amount").map((a) => `-(${a})`),
    tie("amount").map((a) => `COALESCE(${a}, 0)`),
    fc.tuple(tie("predicate"), tie("amount"), tie("amount")).map(([p, a, b]) =>
      `CASE WHEN ${p} THEN ${a} ELSE ${b} END`
    ),
  ),
  predicate: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(
      "ja",
      "TRUE",
      "FALSE",
      "ja IS NULL",
      "soort = 'a'",
      "soort IN ('a', 'it''s')",
      "soort <> 'b'",
      "n IS NOT NULL",
    ),
    fc.tuple(tie("amount"), fc.constantFrom("=", "<>", "<", "<=", ">", ">="), tie("amount")).map((
      [a, o, b],
    ) => `(${a} ${o} ${b})`),
    fc.tuple(tie("predicate"), fc.constantFrom("AND", "OR"), tie("predicate")).map(([a, o, b]) =>
      `(${a} ${o} ${b})`
    ),
    tie("predicate").map((p) => `NOT (${p})`),
    tie("amount").map((a) => `${a} BETWEEN 0 AND 2`),
    tie("amount").map((a) => `${a} IN (0, 1, 2)`),
    tie("amount").map((a) => `${a} NOT IN (1)`),
  ),
}));
/** Questions in one query. */
const QUESTIONS = 4;
const caseArbitrary: fc.Arbitrary<Case> = fc.record({
  rows: fc.array(rowArbitrary, { minLength: 1, maxLength: 12 }),
  asked: fc.array(
    fc.record({
      base: amountArbitrary.predicate,
      numerator: amountArbitrary.predicate,
      amount: amountArbitrary.amount,
    }),
    { minLength: QUESTIONS, maxLength: QUESTIONS },
  ),
});

for (const engine of [polarsEngine(), duckdbEngine()]) {
  Deno.test(`${engine.name}: any expression of the subset gives what reading it row by row gives`, async () => {
    const runs = Deno.env.get("SMART_START_LONG") === "1" ? 1250 : engine.name === "polars" ? 120 : 40;
    await fc.assert(
      fc.asyncProperty(caseArbitrary, async (of) => {
        for (const [at, found] of (await computed(engine, of)).entries()) {
          const wanted = expected(of.rows, of.asked[at]!);
          assert.deepEqual([...found.keys()], [...wanted.keys()]);
          // To the last bit, sums of amounts too; only the sign of zero is free.
          for (const [key, sums] of wanted) {
            assert.deepEqual(found.get(key)?.map((sum) => sum + 0), sums.map((sum) => sum + 0));
          }
        }
      }),
      { numRuns: runs, seed: 20261122 },
    );
  });

  Deno.test(`${engine.name}: a base without columns counts every row`, async () => {
    const result = await engine.aggregate({
      table: Table.from({ wijk: ["a", "a", "b"] }),
      by: [],
      measures: [{ id: "alle", base: "TRUE", numerator: "TRUE", combine: "count" }],
    });
    assert.deepEqual([result.numbers("alle.n")[0], result.numbers("alle.numerator")[0]], [3, 3]);
  });

  Deno.test(`${engine.name}: numbers and truth values as groups, null first`, async () => {
    const table = Table.from({ jaar: Float64Array.of(2022, NaN, 2021, 2022), ja: [true, null, false, true] });
    const result = await engine.aggregate({
      table,
      by: ["jaar", "ja"],
      measures: [{ id: "x", base: "TRUE", numerator: "ja", combine: "count" }],
    });
    assert.deepEqual(result.texts("jaar"), [null, "2021", "2022"]);
    assert.deepEqual(result.texts("ja"), [null, "false", "true"]);
    assert.deepEqual([...result.numbers("x.numerator")], [0, 0, 2]);
  });

  Deno.test(`${engine.name}: a table without rows gives no group, and zero without groups`, async () => {
    const table = Table.from({ wijk: [] as string[] });
    const measures = [{ id: "x", base: "TRUE", numerator: "TRUE", combine: "count" as const }];
    assert.equal((await engine.aggregate({ table, by: ["wijk"], measures })).rowCount, 0);
    assert.equal((await engine.aggregate({ table, by: [], measures })).numbers("x.n")[0], 0);
  });

  Deno.test(`${engine.name}: a ratio sums its denominator, and where leaves rows out`, async () => {
    const table = Table.from({ a: Float64Array.of(1, 2, 4), b: Float64Array.of(10, 20, 40) });
    const result = await engine.aggregate({
      table,
      by: [],
      where: "a < 4",
      measures: [{ id: "r", base: "TRUE", numerator: "a", denominator: "b", combine: "sum" }],
    });
    assert.deepEqual(["r.n", "r.numerator", "r.denominator"].map((name) => result.numbers(name)[0]), [
      2,
      3,
      30,
    ]);
  });

  Deno.test(`${engine.name}: a sum is exact whatever the order of rows, their size and their sign`, async () => {
    const amount = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
      fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
      fc.constantFrom(0.1, 1e15, -1e15, 8.9e18, -8.9e18, 2 ** -60, -0, 0.3),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 200 }), async (amounts) => {
        const table = Table.from({ x: Float64Array.from(amounts) });
        const query = {
          by: [],
          measures: [{ id: "s", base: "TRUE", numerator: "x", combine: "sum" as const }],
        };
        const found = (await engine.aggregate({ ...query, table })).numbers("s.numerator")[0] ?? NaN;
        assert.equal(found + 0, exactSum(amounts) + 0);
      }),
      { numRuns: engine.name === "polars" ? 100 : 30, seed: 4 },
    );
  });

  Deno.test(`${engine.name}: dividing by a constant rounds as division does, not as a product with its reciprocal`, async () => {
    const amounts = Float64Array.from({ length: 2000 }, (_, row) => row + 1);
    const divisors = [
      "100",
      "1000",
      "2.5",
      "(3 * 7)",
      "COALESCE(49, 1)",
      "CASE WHEN TRUE THEN 12 ELSE 1 END",
    ];
    const result = await engine.aggregate({
      table: Table.from({ rij: Array.from(amounts, String), x: amounts }),
      by: ["rij"],
      measures: divisors.flatMap((divisor, at) => [
        { id: `v${at}`, base: "TRUE", numerator: `x / ${divisor}`, combine: "sum" as const },
        { id: `c${at}`, base: "TRUE", numerator: `7 / ${divisor}`, combine: "sum" as const },
      ]),
    });
    for (const [at, divisor] of [100, 1000, 2.5, 21, 49, 12].entries()) {
      const wanted = result.texts("rij").map((row) => exactSum([Number(row) / divisor]));
      assert.deepEqual([...result.numbers(`v${at}.numerator`)], wanted, divisors[at]);
      assert.equal(result.numbers(`c${at}.numerator`)[0], exactSum([7 / divisor]));
    }
  });

  Deno.test(`${engine.name}: squares and products are exact sums too`, async () => {
    const [x, y] = [[0.1, 0.7, 1e6 + 0.3], [3.3, 0.01, 7.7]];
    const table = Table.from({ x: Float64Array.from(x), y: Float64Array.from(y) });
    const result = await engine.aggregate({
      table,
      by: [],
      measures: [{
        id: "r",
        base: "TRUE",
        numerator: "x",
        denominator: "y",
        combine: "sum",
        spread: "squares",
      }],
    });
    const wanted = {
      squares: exactSum(x.map((one) => one * one)),
      products: exactSum(x.map((one, row) => one * (y[row] ?? 0))),
      denominatorSquares: exactSum(y.map((one) => one * one)),
    };
    for (const [part, value] of Object.entries(wanted)) assert.equal(result.numbers(`r.${part}`)[0], value);
  });

  Deno.test(`${engine.name}: an amount that cannot be summed exactly is refused, also when it comes of a definition`, async () => {
    const table = Table.from({ x: Float64Array.of(1, 1e18) });
    const of = (numerator: string, base = "TRUE") =>
      engine.aggregate({ table, by: [], measures: [{ id: "s", base, numerator, combine: "sum" }] });
    await assert.rejects(of("x * 100"), /cannot be summed exactly/);
    assert.equal((await of("x * 100", "x < 5")).numbers("s.numerator")[0], 100);
  });

  Deno.test(`${engine.name}: whole numbers of 32 bits in a file neither wrap round nor fail in arithmetic`, async () => {
    const path = await Deno.makeTempFile({ suffix: ".parquet" });
    try {
      const sink = fs.createWriteStream(path);
      const frame = pl.DataFrame([pl.Series("n", [2_000_000_000, 5], pl.Int32)]);
      frame.writeParquet(sink);
      await new Promise((resolve) => sink.end(resolve));
      const result = await engine.aggregate({
        table: scanParquetFiles([path]),
        by: [],
        measures: [
          { id: "s", base: "TRUE", numerator: "n * 1000 + n * n", combine: "sum" },
          { id: "c", base: "TRUE", numerator: "n + n > 3000000000", combine: "count" },
        ],
      });
      assert.equal(result.numbers("s.numerator")[0], 2e12 + 4e18 + 5000 + 25);
      assert.equal(result.numbers("c.numerator")[0], 1);
    } finally {
      await Deno.remove(path);
    }
  });

  Deno.test(`${engine.name}: a missing column is named, in measures and in groups`, async () => {
    const table = Table.from({ a: Float64Array.of(1) });
    const measures = [{ id: "x", base: "TRUE", numerator: "b = 1", combine: "count" as const }];
    await assert.rejects(
      async () => await engine.aggregate({ table, by: [], measures }),
      /Column is missing: b/,
    );
    await assert.rejects(
      async () => await engine.aggregate({ table, by: ["c"], measures: [] }),
      /Column is missing: c/,
    );
  });
}
