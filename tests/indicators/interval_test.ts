/** Intervals of what is no share, against R: poisson.test, t.test and survey::svyratio (R 4.2.2, survey 4.1.1). */
import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { computeIndicators, findIndicator, type IndicatorDefinition } from "../../lib/indicators/mod.ts";
import { duckdbEngine, polarsEngine, rollUp } from "../../lib/engine/mod.ts";

const SHARED = {
  period: { nl: "2022", en: "2022" },
  population: { nl: "rijen", en: "rows" },
  sources: [],
};
const PLAIN: IndicatorDefinition = { ...findIndicator("arm"), base: "TRUE", per: 1 };

function definition(
  slug: string,
  kind: IndicatorDefinition["kind"],
  numerator: string,
  denominator?: string,
): IndicatorDefinition {
  return { ...PLAIN, id: slug, slug, kind, numerator, ...(denominator === undefined ? {} : { denominator }) };
}

const X = [12, 15, 9, 22, 18, 7, 31, 14], Y = [30, 41, 20, 60, 50, 22, 70, 33];
const rows = Table.from({
  x: Float64Array.from(X),
  y: Float64Array.from(Y),
  year: Float64Array.from(X, () => 2022),
});
/** Years lie far from zero and close together: the sum of squares has to keep their spread. */
const years = Table.from({ x: Float64Array.of(2019.5, 2020.25, 2021, 2022, 2023) });
/** 7 events over 123.5 and none over 40. */
const events = Table.from({
  area: [...Array<string>(10).fill("a"), ...Array<string>(4).fill("b")],
  event: Array.from({ length: 14 }, (_, row) => row < 7),
  time: Float64Array.from({ length: 14 }, (_, row) => row === 0 ? 33.5 : 10),
});

type Ends = readonly [low: number | null | undefined, high: number | null | undefined];

function close(found: Ends, wanted: readonly [number, number]): void {
  for (const [index, end] of wanted.entries()) {
    const got = found[index] ?? NaN;
    assert.ok(Math.abs(got - end) <= 1e-9 * Math.max(1, Math.abs(end)), `${got} is not ${end}`);
  }
}

for (const engine of [polarsEngine(), duckdbEngine()]) {
  const compute = async (table: Table, one: IndicatorDefinition, by: readonly string[] = []) => {
    const [result] = await computeIndicators({ ...SHARED, engine, table, indicators: [one], by });
    return result;
  };

  Deno.test(`${engine.name}: a rate has the exact Poisson interval of R's poisson.test`, async () => {
    const table = await compute(events, definition("r", "rate", "event", "time"), ["area"]);
    assert.equal(table.measure.interval, "poisson-exact");
    const [a, b] = table.cells;
    assert.deepEqual([a?.value, b?.value], [7 / 123.5, 0]);
    close([a?.low, a?.high], [0.022788364789634551, 0.116782796451031401]);
    close([b?.low, b?.high], [0, 0.092221986352848381]);
  });

  Deno.test(`${engine.name}: a mean has the t interval of R's t.test, also far from zero`, async () => {
    const table = await compute(rows, definition("m", "mean", "x"));
    assert.equal(table.measure.interval, "student-t");
    close([table.cells[0]?.low, table.cells[0]?.high], [9.5551206565269631, 22.4448793434730405]);
    const [far] = (await compute(years, definition("m", "mean", "x"))).cells;
    close([far?.low, far?.high], [2019.4272611174245, 2022.8727388825755]);
  });

  Deno.test(`${engine.name}: a ratio has the delta-method interval of R's svyratio`, async () => {
    const table = await compute(rows, definition("q", "ratio", "x", "y"));
    assert.equal(table.measure.interval, "delta-t");
    assert.ok(Math.abs((table.cells[0]?.value ?? NaN) - 0.39263803680981596) < 1e-15);
    close([table.cells[0]?.low, table.cells[0]?.high], [0.35481604210936191, 0.43046003151026996]);
  });

  Deno.test(`${engine.name}: rows that are all the same, a single row and an empty base have no interval`, async () => {
    const ends = async (table: Table, one: IndicatorDefinition) => {
      const [cell] = (await compute(table, one)).cells;
      return [cell?.low, cell?.high];
    };
    assert.deepEqual(await ends(rows, definition("s", "mean", "year")), [null, null]);
    assert.deepEqual(await ends(rows, definition("p", "ratio", "2 * x", "x")), [null, null]);
    assert.deepEqual(await ends(rows, { ...definition("o", "mean", "x"), base: "x = 31" }), [null, null]);
    assert.deepEqual(await ends(rows, { ...definition("e", "rate", "x = 9", "y"), base: "x > 99" }), [
      null,
      null,
    ]);
  });

  Deno.test(`${engine.name}: a count and a sum have no interval and name none`, async () => {
    for (const one of [definition("c", "count", "x > 9"), definition("t", "sum", "x")]) {
      const { cells: [cell], measure } = await compute(rows, one);
      assert.deepEqual([cell?.low, cell?.high, measure.interval], [null, null, undefined]);
    }
  });

  Deno.test(`${engine.name}: squares of parts add up to those of the whole`, async () => {
    const table = rows.withColumns({ part: X.map((x) => x < 15 ? "small" : "large") });
    const measures = [
      { id: "q", base: "x <> 7", numerator: "x", denominator: "y", combine: "sum", spread: "squares" },
    ] as const;
    const parts = await engine.aggregate({ table, by: ["part"], measures });
    const [whole, kept] = [
      rollUp(parts, []),
      X.map((x, row) => [x, Y[row] ?? 0] as const).filter(([x]) => x !== 7),
    ];
    const sum = (of: (x: number, y: number) => number) => kept.reduce((total, [x, y]) => total + of(x, y), 0);
    assert.deepEqual(
      ["squares", "products", "denominatorSquares"].map((name) => whole.numbers(`q.${name}`)[0]),
      [sum((x) => x * x), sum((x, y) => x * y), sum((_, y) => y * y)],
    );
  });
}
