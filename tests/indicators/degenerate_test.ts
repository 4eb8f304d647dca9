/** Every function of the folder on degenerate figures: a clear error, a number or a gap, never NaN or infinity in silence. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { AggregateCell, AggregateTable } from "../../lib/core/aggregate.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { Table } from "../../lib/core/table.ts";
import * as indicators from "../../lib/indicators/mod.ts";
import { part } from "./composite_parts.ts";

const text = { nl: "voorbeeld", en: "example" };
const CODES = ["2019", "2020", "2021", "2022"].map((code) => ({ code, label: text }));

type Figures = readonly (readonly [n: number, numerator: number | null, denominator: number | null])[];

function tableOf(figures: Figures, kind: "share" | "rate" | "count" = "share"): AggregateTable {
  return {
    ...{ id: "deel", title: text, entity: "person", population: text, period: text, sources: [] },
    measure: { id: "deel", label: text, unit: text, kind, per: 1, decimals: 1, definition: text },
    dimensions: [{ name: "jaar", label: text, kind: "period", codes: CODES }],
    cells: figures.map(([n, numerator, denominator], i): AggregateCell => ({
      codes: [CODES[i]!.code],
      ...{ n, numerator, denominator, low: null, high: null },
      value: numerator === null || denominator === null || denominator === 0 ? null : numerator / denominator,
    })),
  };
}

const ODD = [0, 1, 7, 40, 300, 1e9, 1e15, 1e300, 1e-300, NaN, Infinity, -Infinity, -1, 0.5] as const;
const odd = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 1, 7, 40, 300) }, fc.constantFrom(...ODD));
const figures: fc.Arbitrary<Figures> = fc.oneof(
  // Sound tables now and then, so that not everything is refused.
  {
    weight: 1,
    arbitrary: fc.array(
      fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })).map(([a, b]) =>
        [a + b, a, a + b] as const
      ),
      { minLength: 4, maxLength: 4 },
    ),
  },
  fc.array(fc.tuple(odd, fc.option(odd), fc.option(odd)), { minLength: 4, maxLength: 4 }),
);

function close(found: number | null | undefined, wanted: number): void {
  assert.ok(Math.abs((found ?? NaN) / wanted - 1) < 1e-12, `${found} is not ${wanted}`);
}

/** What is shown: numbers, also within objects. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

/** Of a table only what was computed from it. */
const valuesOf = ({ cells }: AggregateTable) => cells.map(({ value, low, high }) => [value, low, high]);
const matches = new Map([["2022", ["2019", "2020"]]]);

const METHODS: Readonly<Record<string, (figures: Figures) => unknown>> = {
  compareWithRest: (list) => indicators.compareWithRest(tableOf(list)),
  compareWithPrevious: (list) => indicators.compareWithPrevious(tableOf(list), { adjust: "holm" }),
  compareWithReference: (list) => indicators.compareWithReference(tableOf(list), { reference: 0.3 }),
  compareWithMatched: (list) => indicators.compareWithMatched(tableOf(list), { matches }),
  adjustPValues: (list) =>
    indicators.adjustPValues(list.map(([, b]) => b === null ? null : b / 60), "benjamini-hochberg"),
  smoothShares: (list) => indicators.smoothShares(tableOf(list)),
  withTotal: (list) => valuesOf(indicators.withTotal(tableOf(list), { code: "T", label: text })).slice(-1),
  indexNumbers: (list) =>
    valuesOf(indicators.indexNumbers([tableOf(list)], {
      ...{ id: "index", title: text, population: text, period: text, sources: [], reference: "2019" },
    })),
  eventRates: (list) =>
    valuesOf(indicators.eventRates(
      list.map(([n, numerator, exposure], i) => ({
        ...{ codes: [CODES[i]!.code], events: numerator ?? n, exposure: exposure ?? 1 },
      })),
      tableOf([], "rate"),
    )),
  compositeSensitivity: (list) =>
    indicators.compositeSensitivity([part("a", list.map(([n]) => n)), part("b", list.map(([, b]) => b))], {
      draws: 100,
    }),
  weightedMean: (list) =>
    indicators.weightedMean(list.map(([n]) => n), list.map(([, weight]) => weight ?? 1), "harmonic"),
  meanTable: (list) =>
    valuesOf(indicators.meanTable(
      Table.from({
        jaar: list.map((_, i) => CODES[i % 2]!.code),
        score: Float64Array.from(list, ([n]) => n),
      }),
      {
        ...{
          id: "x",
          title: text,
          entity: "person",
          population: text,
          period: text,
          sources: [],
          value: "score",
        },
        measure: { id: "x", label: text, unit: text, kind: "mean", per: 1, decimals: 0, definition: text },
        by: [{ name: "jaar", label: text, kind: "period", codes: CODES }],
      },
    )),
  compareGrowth: (list) =>
    indicators.compareGrowth(
      Table.from({
        leerling: Array.from({ length: 80 }, (_, row) => `L${row >> 1}`),
        school: Array.from({ length: 80 }, (_, row) => (row >> 1) % 2 ? "A" : "B"),
        weging: Array.from({ length: 80 }, () => "laag"),
        groep: Float64Array.from({ length: 80 }, (_, row) => 5 + row % 2),
        leesscore: Float64Array.from({ length: 80 }, (_, row) => list[(row >> 1) % 4]![0] * (1 + row % 2)),
      }),
      { from: 5, to: 8 },
    ),
  firstTimeTable: (list) =>
    valuesOf(indicators.firstTimeTable(
      Table.from({
        age: Float64Array.from(list, ([n]) => n),
        first: Float64Array.from(list, ([, b]) => b ?? NaN),
      }),
      {
        ...{
          id: "t",
          title: text,
          population: text,
          period: text,
          entity: "person",
          sources: [],
          age: "age",
        },
        ...{ lastYears: 3, events: [{ code: "first", label: text }] },
        stages: [{ code: "12-14", label: text, van: 12, tot: 14 }],
      },
    )),
};

/** The catalogue, what takes a description or needs a query engine (`compute_test.ts`), and the index (`composite_test.ts`). */
const ELSEWHERE: ReadonlySet<string> = new Set([
  "compositeIndex",
  ...[
    "computeIndicators",
    "columnsNeeded",
    "findIndicator",
    "listIndicators",
    "publishedReference",
    "toMeasure",
  ],
]);

Deno.test("the sweep leaves no function of the folder out", () => {
  const left = Object.entries(indicators).filter(([name, value]) =>
    typeof value === "function" && !(name in METHODS) && !ELSEWHERE.has(name)
  );
  assert.deepEqual(left.map(([name]) => name), []);
});

for (const [name, method] of Object.entries(METHODS)) {
  Deno.test(`${name} of degenerate figures: numbers, gaps or a clear error, never NaN in silence`, () => {
    let answered = 0;
    fc.assert(
      fc.property(figures, (list) => {
        try {
          const numbers = numbersIn(method(list));
          answered++;
          assert.ok(numbers.every(Number.isFinite), `${numbers}`);
        } catch (error) {
          if (!(error instanceof WorkspaceError)) throw error;
          assert.ok(error.what.length > 10);
        }
      }),
      { numRuns: name === "compositeSensitivity" ? 25 : 120, seed: 20261122 },
    );
    assert.ok(answered > 3, `${answered} answers`);
  });
}

Deno.test("a mean has the t interval of R's t.test, and none where all numbers are the same", () => {
  const code = (name: string) => ({ code: name, label: text });
  const { cells } = indicators.meanTable(
    Table.from({ kind: [..."aaaabb"], score: Float64Array.of(1, 4, 4, 9, 0.1, 0.1) }),
    {
      ...{
        id: "x",
        title: text,
        entity: "person",
        population: text,
        period: text,
        sources: [],
        value: "score",
      },
      measure: { id: "x", label: text, unit: text, kind: "mean", per: 1, decimals: 0, definition: text },
      by: [{ name: "kind", label: text, kind: "nominal", codes: [code("a"), code("b")] }],
    },
  );
  // t.test(c(1, 4, 4, 9))
  close(cells[0]?.low, -0.777490155039447);
  close(cells[0]?.high, 9.777490155039446);
  assert.deepEqual([cells[1]!.low, cells[1]!.high], [null, null]);
});

Deno.test("growth in two grades has the interval and p-value of Welch's t test of the rises", () => {
  const rises = { A: [2, 5, 9, 4, 6, 1, 3, 8, 2, 5], B: [7, 8, 12, 9, 6, 11, 10, 8, 13, 7, 9, 12] };
  const rows = Object.entries(rises).flatMap(([school, list]) =>
    list.flatMap((rise, i) => [0, 1].map((late) => ({ school, pupil: `${school}${i}`, late, rise })))
  );
  const [a] = indicators.compareGrowth(
    Table.from({
      leerling: rows.map(({ pupil }) => pupil),
      school: rows.map(({ school }) => school),
      weging: rows.map(() => "laag"),
      groep: Float64Array.from(rows, ({ late }) => 5 + late),
      leesscore: Float64Array.from(rows, ({ late, rise }) => 100 + late * rise),
    }),
    { from: 5, to: 6 },
  );
  // t.test(A, B)
  close(a?.difference.low, -7.06086280363125);
  close(a?.difference.high, -2.60580386303541);
  close(a?.adjustedP, 0.000244464256595139);
});
