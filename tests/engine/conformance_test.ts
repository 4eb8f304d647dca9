/** What every engine has to give, checked against a plain reading of the same expressions, row by row. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Table } from "../../lib/core/table.ts";
import {
  duckdbEngine,
  type Expression,
  parseExpression,
  polarsEngine,
  type QueryEngine,
} from "../../lib/engine/mod.ts";

type Value = number | string | boolean | null;
type Row = Readonly<Record<string, Value>>;

/** SQL's three-valued reading of an expression. */
function evaluate(expression: Expression, row: Row): Value {
  const of = (part: Expression) => evaluate(part, row);
  switch (expression.kind) {
    case "column":
      return row[expression.name] ?? null;
    case "literal":
      return expression.value;
    case "not": {
      const value = of(expression.of);
      return value === null ? null : !value;
    }
    case "minus": {
      const value = of(expression.of);
      return value === null ? null : -Number(value);
    }
    case "in":
      return expression.values.map((value) => compare("=", of(expression.of), of(value)))
        .reduce((left, right) => or(left, right), false);
    case "between":
      return and(
        compare(">=", of(expression.of), of(expression.low)),
        compare("<=", of(expression.of), of(expression.high)),
      );
    case "is-null":
      return of(expression.of) === null;
    case "is-not-null":
      return of(expression.of) !== null;
    case "call": {
      const values = expression.values.map(of);
      if (expression.name === "COALESCE") return values.find((value) => value !== null) ?? null;
      return values[0] === null ? null : Math.abs(Number(values[0]));
    }
    case "case": {
      const found = expression.branches.find((branch) => of(branch.when) === true);
      return found ? of(found.then) : of(expression.otherwise);
    }
    case "binary": {
      const left = of(expression.left), right = of(expression.right);
      if (expression.operator === "AND") return and(left, right);
      if (expression.operator === "OR") return or(left, right);
      return "+-*/".includes(expression.operator)
        ? arithmetic(expression.operator, left, right)
        : compare(expression.operator, left, right);
    }
  }
}

function and(left: Value, right: Value): Value {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

function or(left: Value, right: Value): Value {
  if (left === true || right === true) return true;
  return left === null || right === null ? null : false;
}

function compare(operator: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (operator === "=") return left === right;
  if (operator === "<>") return left !== right;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

function arithmetic(operator: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  const [a, b] = [Number(left), Number(right)];
  if (operator === "+") return a + b;
  if (operator === "-") return a - b;
  if (operator === "*") return a * b;
  return b === 0 ? null : a / b;
}

interface Case {
  readonly rows: readonly Row[];
  readonly base: string;
  readonly numerator: string;
  readonly amount: string;
}

function expected(of: Case): Map<string, readonly number[]> {
  const [base, numerator, amount] = [of.base, of.numerator, of.amount].map(parseExpression);
  const groups = new Map<string, [number, number, number]>();
  for (const row of of.rows) {
    const key = String(row["wijk"]);
    const sums = groups.get(key) ?? [0, 0, 0];
    groups.set(key, sums);
    if (!base || !numerator || !amount || evaluate(base, row) !== true) continue;
    sums[0]++;
    if (evaluate(numerator, row) === true) sums[1]++;
    const value = evaluate(amount, row);
    sums[2] += value === null ? 0 : Number(value);
  }
  return new Map([...groups].sort(([a], [b]) => (a === "null" ? -1 : b === "null" ? 1 : a < b ? -1 : 1)));
}

async function computed(engine: QueryEngine, of: Case): Promise<Map<string, readonly number[]>> {
  const table = Table.from({
    wijk: of.rows.map((row) => row["wijk"] as string | null),
    soort: of.rows.map((row) => row["soort"] as string | null),
    n: Float64Array.from(of.rows, (row) => row["n"] === null ? NaN : Number(row["n"])),
    m: Float64Array.from(of.rows, (row) => row["m"] === null ? NaN : Number(row["m"])),
    ja: of.rows.map((row) => row["ja"] as boolean | null),
  });
  // A column of nulls only would be text; the types are what the schema says.
  const typed = table.has("ja") && table.column("ja").type === "boolean" ? table : Table.fromColumns(
    new Map(table.columnNames.map((name) => [
      name,
      name === "ja"
        ? { type: "boolean" as const, values: of.rows.map((row) => row["ja"] as boolean | null) }
        : table.column(name),
    ])),
  );
  const result = await engine.aggregate({
    table: typed,
    by: ["wijk"],
    measures: [
      { id: "c", base: of.base, numerator: of.numerator, combine: "count" },
      { id: "s", base: of.base, numerator: of.amount, combine: "sum" },
    ],
  });
  return new Map(
    result.texts("wijk").map((key, row) => [
      String(key),
      ["c.n", "c.numerator", "s.numerator"].map((name) => result.numbers(name)[row] ?? NaN),
    ]),
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
    fc.constantFrom("n", "m", "1", "2.5", "0", "(n)"),
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
const caseArbitrary: fc.Arbitrary<Case> = fc.record({
  rows: fc.array(rowArbitrary, { minLength: 1, maxLength: 12 }),
  base: amountArbitrary.predicate,
  numerator: amountArbitrary.predicate,
  amount: amountArbitrary.amount,
});

for (const engine of [polarsEngine(), duckdbEngine()]) {
  Deno.test(`${engine.name}: any expression of the subset gives what reading it row by row gives`, async () => {
    const runs = Deno.env.get("SMART_START_LONG") === "1" ? 5000 : engine.name === "polars" ? 400 : 100;
    await fc.assert(
      fc.asyncProperty(caseArbitrary, async (of) => {
        const [found, wanted] = [await computed(engine, of), expected(of)];
        assert.deepEqual([...found.keys()], [...wanted.keys()]);
        for (const [key, sums] of wanted) {
          const got = found.get(key) ?? [];
          assert.deepEqual(got.slice(0, 2), sums.slice(0, 2));
          assert.ok(Math.abs((got[2] ?? NaN) - (sums[2] ?? NaN)) < 1e-9, `${got[2]} ${sums[2]}`);
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
