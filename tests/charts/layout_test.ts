import assert from "node:assert/strict";
import fc from "fast-check";
import {
  barChart,
  choroplethMap,
  distributionChart,
  dotIntervalChart,
  dumbbellChart,
  type FigureOptions,
  groupedBarChart,
  heatTable,
  iconArray,
  lifeCourse,
  lineChart,
  radarChart,
  runChart,
  slopeChart,
  smallMultiples,
  stackedBarChart,
  stackingLadder,
  waterfallChart,
} from "../../lib/charts/mod.ts";
import type { Dimension, Measure } from "../../lib/core/aggregate.ts";
import type { ProgrammeObject } from "../../lib/core/display.ts";
import { sameLabel } from "../../lib/core/language.ts";
import type { ProtectedTable } from "../../lib/disclosure/mod.ts";
import { dimension, protectedFixture } from "../support/protected_fixture.ts";
import { clippedTexts, overlappingTexts } from "./_boxes.ts";
import { gridBoundaries, notTold } from "./gallery.ts";

const RUNS = Deno.env.get("SMART_START_LONG") === "1" ? 150 : 8;

/** Names as they occur: short, with hyphens and slashes, long, and one long word. */
const NAMES = [
  "Oost",
  "Lindehof",
  "Molenbuurt en Oude Haven",
  "Buitengebied Noord-Oost / Polder",
  "Ouders met een opleiding op het niveau van mbo 2 of lager",
  "Meervoudiggehandicaptenzorg",
  "0 tot 4 jaar",
  "2023",
  "Gezinnen met drie of meer kinderen onder de twaalf jaar",
  "Wijk 07",
  "Jeugdhulp zonder verblijf",
  "’s-Gravenmoer",
] as const;

type Draw = (table: ProtectedTable, options: FigureOptions) => ProgrammeObject<"figure">;

interface Form {
  readonly draw: Draw;
  readonly categories: readonly [number, number];
  readonly series: readonly [number, number];
  readonly kind: Dimension["kind"];
  readonly values: "share" | "any";
}

const rows = { categories: [1, 12], series: [0, 0], kind: "region", values: "any" } as const;
const groups = { ...rows, series: [2, 4], values: "share" } as const;
const time = { categories: [2, 12], series: [0, 0], kind: "period", values: "any" } as const;

const FORMS: Readonly<Record<string, Form>> = {
  bar: { ...rows, draw: barChart },
  dot: { ...rows, draw: dotIntervalChart },
  waterfall: { ...rows, draw: waterfallChart },
  groupedBar: { ...groups, draw: groupedBarChart },
  stackedBar: { ...groups, draw: stackedBarChart },
  dumbbell: { ...groups, series: [2, 2], draw: dumbbellChart },
  heatTable: { ...groups, draw: heatTable },
  line: { ...time, draw: lineChart },
  lines: { ...time, series: [2, 4], draw: lineChart },
  ages: { ...time, kind: "ordinal", draw: lineChart },
  run: { ...time, draw: runChart },
  slope: { ...time, categories: [2, 2], series: [2, 10], draw: slopeChart },
  smallMultiples: { ...time, series: [2, 8], draw: smallMultiples },
  lifeCourse: {
    ...time,
    categories: [2, 6],
    kind: "ordinal",
    series: [2, 5],
    values: "share",
    draw: lifeCourse,
  },
  ladder: { ...rows, categories: [2, 6], kind: "ordinal", values: "share", draw: stackingLadder },
  distribution: { ...rows, categories: [2, 12], kind: "ordinal", values: "share", draw: distributionChart },
  radar: { ...rows, categories: [3, 8], kind: "nominal", values: "share", draw: radarChart },
  iconArray: { ...rows, categories: [1, 6], values: "share", draw: iconArray },
  map: {
    ...rows,
    draw: (table, options) => {
      const codes = table.dimensions[0]?.codes.map((code) => code.code) ?? [];
      return choroplethMap(table, {
        ...options,
        boundaries: gridBoundaries(codes, 4, 3),
        highlight: codes.slice(0, 1),
      });
    },
  },
};

const TIMES = [
  "2012",
  "2013",
  "2014",
  "2015",
  "2016",
  "2017",
  "2018",
  "2019",
  "2020",
  "2021",
  "2022",
  "2023",
];

function codesOf(kind: Dimension["kind"], count: number, shift: number): Readonly<Record<string, string>> {
  const names = kind === "period" ? TIMES : NAMES;
  return Object.fromEntries(
    Array.from(
      { length: count },
      (_, i) => [`k${String(i).padStart(2, "0")}`, names[(i + shift) % names.length] ?? ""],
    ),
  );
}

function tableOf(form: Form, draw: fc.GeneratorValue): ProtectedTable {
  const between = ([low, high]: readonly [number, number]): number =>
    draw(fc.integer, { min: low, max: high });
  const first = dimension(
    "een",
    sameLabel("Onderdeel van de wijk"),
    form.kind,
    codesOf(form.kind, between(form.categories), draw(fc.nat, { max: 11 })),
  );
  const count = between(form.series);
  const second = count === 0 ? [] : [
    dimension("twee", sameLabel("Groep"), "nominal", codesOf("nominal", count, draw(fc.nat, { max: 11 }))),
  ];
  const share: Partial<Measure> = {};
  const scale = draw(fc.constantFrom, 0.01, 1, 1000, 100000);
  const other: Partial<Measure> = {
    kind: "estimate",
    per: 1,
    decimals: scale < 1 ? 3 : 0,
    unit: sameLabel("euro"),
  };
  const isShare = form.values === "share" || draw(fc.boolean);
  const value = (): number | null => {
    if (draw(fc.nat, { max: 6 }) === 0) return null;
    const size = draw(fc.integer, { min: 0, max: 1000 });
    return isShare ? size / 40 : Math.round((size - 300) * scale * 1000) / 1000;
  };
  const codes = first.codes.flatMap((a) =>
    (second[0]?.codes ?? [undefined]).map((b) => b === undefined ? [a.code] : [a.code, b.code])
  );
  return protectedFixture({
    dimensions: [first, ...second],
    measure: isShare ? share : other,
    cells: codes.map((each) => {
      const shown = value();
      const half = draw(fc.boolean) && shown !== null ? Math.abs(shown) * 0.2 : null;
      return {
        codes: each,
        value: shown,
        ...(half === null || shown === null ? {} : { low: shown - half, high: shown + half }),
      };
    }),
  });
}

for (const [name, form] of Object.entries(FORMS)) {
  Deno.test(`${name}: whatever the names and numbers, no text is clipped and none overlaps another`, () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const figure = form.draw(tableOf(form, draw), { notTold });
        for (const svg of [figure.payload.svg.nl.wide, figure.payload.svg.nl.narrow]) {
          assert.doesNotMatch(svg, /NaN|Infinity/);
          assert.deepEqual(clippedTexts(svg), []);
          assert.deepEqual(overlappingTexts(svg), []);
        }
      }),
      { numRuns: RUNS, seed: 5 },
    );
  });
}
