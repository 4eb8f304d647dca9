import assert from "node:assert/strict";
import fc from "fast-check";
import { Table } from "../../lib/core/table.ts";
import { wilsonInterval } from "../../lib/core/stats/mod.ts";
import { computeIndicators, findIndicator, type IndicatorDefinition } from "../../lib/indicators/mod.ts";
import { duckdbEngine, polarsEngine } from "../../lib/engine/mod.ts";

const SHARED = {
  period: { nl: "2022", en: "2022" },
  population: { nl: "kinderen", en: "children" },
  sources: [],
};
const share: IndicatorDefinition = { ...findIndicator("arm"), id: "T1", slug: "t-arm" };
const mean: IndicatorDefinition = {
  ...share,
  id: "T2",
  slug: "t-mean",
  kind: "mean",
  base: "leeftijd IS NOT NULL",
  numerator: "leeftijd",
};
const count: IndicatorDefinition = { ...share, id: "T3", slug: "t-count", kind: "count", base: "TRUE" };

interface Child {
  readonly wijk: string | null;
  readonly arm: boolean | null;
  readonly leeftijd: number;
}

const children = fc.array(
  fc.record<Child>({
    wijk: fc.constantFrom("WK990101", "WK990102", null),
    arm: fc.constantFrom(true, false, null),
    leeftijd: fc.constantFrom(0, 5, 17, NaN),
  }),
  { minLength: 1, maxLength: 30 },
);

function tableOf(rows: readonly Child[]): Table {
  return Table.fromColumns(
    new Map(
      [
        ["wijk", { type: "text", values: rows.map((row) => row.wijk) }],
        ["arm", { type: "boolean", values: rows.map((row) => row.arm) }],
        ["leeftijd", { type: "number", values: Float64Array.from(rows, (row) => row.leeftijd) }],
      ] as const,
    ),
  );
}

for (const engine of [polarsEngine(), duckdbEngine()]) {
  Deno.test(`computeIndicators() on ${engine.name} equals counting by hand`, async () => {
    await fc.assert(
      fc.asyncProperty(children, async (rows) => {
        const tables = await computeIndicators({
          ...SHARED,
          engine,
          table: tableOf(rows),
          indicators: [share, mean, count],
          by: ["wijk"],
        });
        for (const code of new Set(rows.map((row) => row.wijk))) {
          if (code === null) continue;
          const own = rows.filter((row) => row.wijk === code);
          const known = own.filter((row) => row.arm !== null), poor = known.filter((row) => row.arm);
          const aged = own.filter((row) => !Number.isNaN(row.leeftijd));
          const cell = (index: 0 | 1 | 2) => tables[index].cells.find((one) => one.codes[0] === code);
          assert.equal(cell(0)?.n, known.length);
          assert.equal(cell(0)?.numerator, poor.length);
          assert.equal(cell(0)?.value, known.length === 0 ? null : poor.length / known.length);
          if (known.length > 0) {
            assert.deepEqual(
              { low: cell(0)?.low, high: cell(0)?.high },
              { ...wilsonInterval(poor.length, known.length) },
            );
          }
          const sum = aged.reduce((total, row) => total + row.leeftijd, 0);
          assert.equal(cell(1)?.value, aged.length === 0 ? null : sum / aged.length);
          assert.equal(cell(2)?.value, own.filter((row) => row.arm === true).length);
          assert.equal(cell(2)?.denominator, null);
        }
      }),
      { numRuns: engine.name === "polars" ? 100 : 15, seed: 5 },
    );
  });
}

Deno.test("computeIndicators() fails on a code that the dimension does not list", async () => {
  const table = tableOf([{ wijk: "WK990101", arm: true, leeftijd: 1 }]);
  const by = [{ column: "wijk", codes: [{ code: "WK990199", label: { nl: "x", en: "x" } }] }];
  await assert.rejects(
    computeIndicators({ ...SHARED, table, indicators: [share], by }),
    /codes that the dimension does not list/,
  );
});

Deno.test("computeIndicators() keeps ids unique by a prefix, and the measure's definition", async () => {
  const table = tableOf([{ wijk: "WK990101", arm: true, leeftijd: 1 }]);
  const [result] = await computeIndicators({ ...SHARED, table, indicators: [share], by: [], idPrefix: "a-" });
  assert.equal(result.id, "a-t-arm");
  assert.deepEqual(result.measure.definition, share.definition);
  assert.deepEqual(result.cells[0]?.codes, []);
});
