/** Charts of data that are hard to draw: nothing but noughts, everything hidden, many equals, names among words. */
import assert from "node:assert/strict";
import {
  barChart,
  dumbbellChart,
  type FigureOptions,
  heatTable,
  lineChart,
  radarChart,
  runChart,
  slopeChart,
  smallMultiples,
  stackedBarChart,
  waterfallChart,
} from "../../lib/charts/mod.ts";
import { wrapText } from "../../lib/charts/metrics.ts";
import type { ProgrammeObject } from "../../lib/core/display.ts";
import type { Dimension } from "../../lib/core/aggregate.ts";
import { sameLabel } from "../../lib/core/language.ts";
import type { ProtectedTable } from "../../lib/disclosure/mod.ts";
import { dimension, protectedFixture } from "../support/protected_fixture.ts";
import { textBoxes } from "./_boxes.ts";
import { notTold } from "./gallery.ts";

function named(name: string, kind: Dimension["kind"], names: readonly string[]): Dimension {
  return dimension(name, sameLabel(name), kind, Object.fromEntries(names.map((each, i) => [`k${i}`, each])));
}

function tableOf(
  dimensions: readonly [Dimension, Dimension?],
  value: (i: number, j: number) => number | null,
  margin = 0,
): ProtectedTable {
  const [first, second] = dimensions;
  const cells = first.codes.flatMap((a, i) =>
    (second?.codes ?? [undefined]).map((b, j) => {
      const shown = value(i, j);
      const ends = shown === null || margin === 0 ? {} : { low: shown - margin, high: shown + margin };
      return { codes: b === undefined ? [a.code] : [a.code, b.code], value: shown, ...ends };
    })
  );
  return protectedFixture({ dimensions: second === undefined ? [first] : [first, second], cells });
}

const YEARS = Array.from({ length: 40 }, (_year, i) => String(1984 + i));
const AREAS = named("wijk", "region", ["Oost", "West", "Noord"]);
const GROUPS = named("groep", "nominal", ["Meisjes", "Jongens"]);
const PERIODS = named("jaar", "period", YEARS.slice(-2));
const ONE: readonly [Dimension] = [AREAS];
const TWO: readonly [Dimension, Dimension] = [AREAS, GROUPS];
const OVER_TIME: readonly [Dimension, Dimension] = [PERIODS, GROUPS];

type Draw = (table: ProtectedTable, options: FigureOptions) => ProgrammeObject<"figure">;
const FORMS: readonly (readonly [string, Draw, readonly [Dimension, Dimension?]])[] = [
  ["bar", barChart, ONE],
  ["stacked", stackedBarChart, TWO],
  ["dumbbell", dumbbellChart, TWO],
  ["waterfall", waterfallChart, ONE],
  ["radar", radarChart, ONE],
  ["line", lineChart, OVER_TIME],
  ["run", runChart, [PERIODS]],
  ["small multiples", smallMultiples, OVER_TIME],
];

/** Numbers of an axis: texts of the drawing that are no value of a cell. */
function axisNumbers(svg: string): readonly string[] {
  return textBoxes(svg).map((box) => box.text).filter((text) =>
    /^\d+(?:,\d+)?%$/.test(text) && text !== "0,0%"
  );
}

for (const [name, draw, dimensions] of FORMS) {
  Deno.test(`${name}: an axis of nothing but noughts or hidden numbers has no number twice, and none too fine`, () => {
    for (const value of [0, null]) {
      const { svg } = draw(tableOf(dimensions, () => value), { notTold }).payload;
      for (const width of ["wide", "narrow"] as const) {
        const numbers = axisNumbers(svg.nl[width]);
        // The panels of small multiples each name the ends of their scale.
        if (name !== "small multiples") assert.equal(new Set(numbers).size, numbers.length, numbers.join());
        assert.ok(numbers.every((text) => text.length <= 6), numbers.join());
      }
    }
  });
}

Deno.test("a figure with margins draws them or says where they are, in every form", () => {
  const forms = [...FORMS, ["heat table", heatTable, TWO], ["slope", slopeChart, OVER_TIME]] as const;
  for (const [name, draw, dimensions] of forms) {
    const { howToRead } = draw(tableOf(dimensions, (i, j) => 20 + 7 * i + 3 * j, 2), { notTold }).payload;
    assert.match(howToRead.nl, /marge/, name);
    assert.match(howToRead.en, /margin/, name);
  }
});

Deno.test("a line chart tells of a band only when there is one, and of an axis that does not start at zero", () => {
  const [with_, without] = [2, 0].map((margin) =>
    lineChart(tableOf(OVER_TIME, (i, j) => 80 + i + j, margin), { notTold, axis: "data" }).payload
  );
  assert.match(with_?.howToRead.nl ?? "", /band is de marge.* De as begint niet bij nul/);
  assert.doesNotMatch(without?.howToRead.nl ?? "", /band/);
  assert.match(without?.description.nl ?? "", /de as begint niet bij nul/);
  const howToRead = { nl: "Elke punt is een groep.", en: "Each point is a group." };
  const given = lineChart(tableOf(OVER_TIME, (i, j) => 80 + i + j), { notTold, axis: "data", howToRead });
  assert.match(given.payload.howToRead.nl, /^Elke punt is een groep\. De as begint niet bij nul/);
});

Deno.test("a dumbbell draws the margin of each of its points", () => {
  const drawn = dumbbellChart(tableOf(TWO, (i, j) => 20 + 7 * i + 3 * j, 2), { notTold }).payload;
  for (const slot of ["c-1", "c-2"]) {
    const group = new RegExp(`<g[^>]*stroke="var\\(--${slot}\\)"[^>]*>(?:<line[^>]*/>){3}</g>`);
    const swapped = new RegExp(`<g[^>]*stroke-width="2"[^>]*stroke="var\\(--${slot}\\)"[^>]*>`);
    assert.ok(group.test(drawn.svg.nl.wide) || swapped.test(drawn.svg.nl.wide), slot);
  }
});

Deno.test("of many equals three are named and the rest is counted", () => {
  const many = named("wijk", "region", Array.from({ length: 21 }, (_wijk, i) => `Wijk ${i + 1}`));
  const { description } = barChart(tableOf([many], (i) => (i === 0 ? 5 : 0)), { notTold }).payload;
  assert.match(description.nl, /Het laagste cijfer is 0,0% \(Wijk 2, Wijk 3, Wijk 4 en nog 17\)\./);
  assert.match(description.en, /\(Wijk 2, Wijk 3, Wijk 4 and 17 more\)/);
});

Deno.test("a name among words keeps its capital, words lose theirs", () => {
  const mixed = named("gebied", "nominal", ["Vlierdrecht Oost", "vergelijkbare wijken"]);
  const places = heatTable(tableOf([AREAS, mixed], (i, j) => 9 - i - j), { notTold }).payload;
  assert.match(places.description.nl, /Oost, Vlierdrecht Oost/);
  const people = heatTable(tableOf(TWO, (i, j) => 9 - i - j), { notTold }).payload;
  assert.match(people.description.nl, /Oost, meisjes/);
});

Deno.test("one row is one item, not one items", () => {
  const one = tableOf([named("wijk", "region", ["Oost"])], () => 3);
  assert.match(barChart(one, { notTold }).payload.description.nl, /met 1 onderdeel \(/);
});

Deno.test("blocks of hidden periods never reach into the next period", () => {
  const periods = named("jaar", "period", YEARS);
  const three = named("groep", "nominal", ["Een", "Twee", "Drie"]);
  const { svg } = lineChart(tableOf([periods, three], (i) => (i % 2 === 0 ? null : 5)), { notTold }).payload;
  for (const width of ["wide", "narrow"] as const) {
    const blocks = [...svg.nl[width].matchAll(/<rect [^>]*>/g)].map(([rect]) => {
      const number = (name: string): number => Number(new RegExp(` ${name}="([^"]*)"`).exec(rect)?.[1]);
      return [number("x"), number("x") + number("width")] as const;
    }).toSorted((a, b) => a[0] - b[0]);
    assert.equal(blocks.length, 60);
    blocks.slice(1).forEach(([left], i) =>
      assert.ok(left >= (blocks[i]?.[1] ?? 0) - 0.2, `${width} ${left}`)
    );
  }
});

Deno.test("a word that is cut never leaves one or two letters alone", () => {
  for (let width = 40; width < 190; width += 3) {
    const lines = wrapText("Meervoudiggehandicaptenzorg", width, 15, 700);
    assert.ok(lines.at(-1)!.length >= 3, lines.join(" | "));
    assert.equal(lines.join("").replaceAll("-", ""), "Meervoudiggehandicaptenzorg");
  }
});

Deno.test("columns of a heat table that are too narrow for words get letters and a key", () => {
  const seven = named("soort", "nominal", [
    "Ouders met een opleiding op het niveau van mbo 2 of lager",
    "Meervoudiggehandicaptenzorg",
    "Jeugdhulp zonder verblijf",
    "Gezinnen met drie of meer kinderen",
    "Buitengebied",
    "Oost",
    "West",
  ]);
  const { svg } = heatTable(tableOf([AREAS, seven], (i, j) => i + j), { notTold }).payload;
  const narrow = textBoxes(svg.nl.narrow).map((box) => box.text);
  assert.ok(narrow.includes("A") && narrow.includes("G"));
  assert.ok(narrow.some((text) => text.startsWith("B: Meervoudiggehandicaptenzorg")));
  assert.ok(!textBoxes(svg.nl.wide).some((box) => box.text === "A"));
});

Deno.test("a mark stands between two numbers of its axis, unless a quarter of the axis would stay empty", () => {
  const ends = (highest: number): number => {
    const { svg } = barChart(tableOf(ONE, (i) => highest - i), { notTold }).payload;
    const numbers = textBoxes(svg.nl.wide).map(({ text }) => /^(\d+)%$/.exec(text)?.[1]);
    return Math.max(...numbers.flatMap((number) => number === undefined ? [] : [Number(number)]));
  };
  assert.deepEqual([9, 10, 13.3, 24, 47, 81].map(ends), [10, 10, 15, 25, 50, 100]);
});

Deno.test("a long first word of the horizontal axis begins at the edge of the drawing and stays whole", () => {
  const stages = named("meting", "ordinal", ["Zwangerschap", "3 maanden", "1 jaar"]);
  const { svg } = lineChart(tableOf([stages], (i) => 60 + i), { notTold, axis: "data" }).payload;
  const boxes = textBoxes(svg.nl.wide);
  assert.ok(boxes.some(({ text }) => text === "Zwangerschap"), boxes.map(({ text }) => text).join());
});

Deno.test("an axis that does not start at zero is announced once", () => {
  const howToRead = { nl: "De as begint niet bij nul.", en: "The axis does not start at zero." };
  const told = lineChart(tableOf(OVER_TIME, (i, j) => 80 + i + j), { notTold, axis: "data", howToRead });
  assert.deepEqual(told.payload.howToRead, howToRead);
});

Deno.test("hidden cells of two dimensions are named apart, and the rest is counted", () => {
  const { description } = dumbbellChart(tableOf(TWO, (i) => (i === 0 ? 5 : null)), { notTold }).payload;
  assert.match(
    description.nl,
    /4 cijfers zijn verborgen\. Het gaat om West, meisjes; Noord, meisjes; en nog 2\./,
  );
  assert.match(description.en, /These are West, meisjes; Noord, meisjes; and 2 more\./);
});

Deno.test("a subtitle names a measure once, also where it is named after the chosen code", () => {
  const kind = named("kenmerk", "nominal", ["Kinderen in een gezin met een laag inkomen", "Werk"]);
  const chosen = { kenmerk: kind.codes[0]?.code ?? "" };
  const { subtitle } = barChart(tableOf([AREAS, kind], () => 3), { notTold, where: chosen }).payload;
  assert.equal(subtitle.nl.match(/laag inkomen/g)?.length, 1);
});
