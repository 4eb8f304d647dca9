import assert from "node:assert/strict";
import fc from "fast-check";
import { showTable, slopeChart, smallMultiples, vegaLiteChart } from "../../lib/charts/mod.ts";
import type { ProgrammeObject } from "../../lib/core/display.ts";
import { sameLabel } from "../../lib/core/language.ts";
import type { ProtectedTable } from "../../lib/disclosure/mod.ts";
import { finding, type FindingPattern } from "../../lib/findings/mod.ts";
import { placeSvg } from "../../pipelines/render/svg.ts";
import { dimension, DISTRICTS, protectedFixture, SEX, YEARS } from "../support/protected_fixture.ts";
import { ONE, TWO } from "./_forms.ts";
import { BAR_SPEC, notTold } from "./gallery.ts";

/** Each slow run draws about twenty figures four times. */
const RUNS = Deno.env.get("SMART_START_LONG") === "1" ? { slow: 40, fast: 500 } : { slow: 2, fast: 20 };

const DISTRICT_CODES = DISTRICTS.codes.map((code) => code.code);
const TWO_YEARS = { ...YEARS, codes: YEARS.codes.slice(0, 2) };
const at = (wijk: string) => ({ codes: { wijk } });

const PATTERNS: readonly FindingPattern[] = [
  { kind: "extremes" },
  ...["WK990102", "WK990103"].flatMap((code): readonly FindingPattern[] => [
    { kind: "level", of: at(code) },
    { kind: "margin", of: at(code) },
    { kind: "ratio", of: at(code), to: at("WK990101") },
    { kind: "comparison", of: at("WK990101"), to: at(code) },
    { kind: "change", from: at("WK990101"), to: at(code) },
  ]),
];

/**
 * Cells that are hidden although a number was left in them: a fault of disclosure control that charts and findings
 * must not pass on. The number is all that differs between two calls.
 */
function faulty(hidden: readonly boolean[], left: number): ProtectedTable {
  return protectedFixture({
    dimensions: [DISTRICTS],
    cells: DISTRICT_CODES.map((code, i) =>
      hidden[i] === true
        ? { codes: [code], value: left, low: left / 2, high: left * 1.5, status: "suppressed" as const }
        : { codes: [code], value: 10 + i, low: 8 + i, high: 12 + i }
    ),
  });
}

function faultyTwo(second: typeof SEX, hidden: readonly boolean[], left: number): ProtectedTable {
  return protectedFixture({
    dimensions: [DISTRICTS, second],
    cells: DISTRICT_CODES.flatMap((code, i) =>
      second.codes.map((other, j) =>
        hidden[(i * 2 + j) % hidden.length] === true
          ? {
            codes: [code, other.code],
            value: left,
            low: left / 2,
            high: left,
            status: "suppressed" as const,
          }
          : { codes: [code, other.code], value: 10 + i + j, low: 8 + i, high: 14 + i }
      )
    ),
  });
}

// The reference of the funnel plot has to be shown, so the first cell always is.
const hiddenCells = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }).map((rest) => [false, ...rest]);
const leftovers = fc.double({ min: 0.1, max: 99, noNaN: true });
const bytesOf = (object: ProgrammeObject): string =>
  JSON.stringify(object.payload) + JSON.stringify(
    (object as unknown as { preview: string }).preview,
  );

Deno.test("no byte of a chart or table depends on a number that is hidden", () => {
  fc.assert(
    fc.property(hiddenCells, leftovers, leftovers, (hidden, one, other) => {
      for (const draw of ONE) {
        const [a, b] = [one, other].map((left) => bytesOf(draw(faulty(hidden, left), { notTold })));
        assert.equal(a, b);
      }
      assert.equal(bytesOf(showTable(faulty(hidden, one))), bytesOf(showTable(faulty(hidden, other))));
    }),
    { numRuns: RUNS.slow, seed: 7 },
  );
});

Deno.test("no byte of a chart with groups depends on a number that is hidden", () => {
  fc.assert(
    fc.property(hiddenCells, leftovers, leftovers, (hidden, one, other) => {
      for (const draw of TWO) {
        const second = draw === slopeChart || draw === smallMultiples ? TWO_YEARS : SEX;
        const options = { notTold, ...(second === SEX ? {} : { series: "wijk", category: "jaar" }) };
        const [a, b] = [one, other].map((left) => bytesOf(draw(faultyTwo(second, hidden, left), options)));
        assert.equal(a, b);
      }
    }),
    { numRuns: RUNS.slow, seed: 7 },
  );
});

Deno.test("no byte of a finding depends on a number that is hidden", () => {
  fc.assert(
    fc.property(hiddenCells, leftovers, leftovers, (hidden, one, other) => {
      for (const pattern of PATTERNS) {
        const [a, b] = [one, other].map((left) =>
          bytesOf(finding(faulty(hidden, left), { id: "f", pattern }))
        );
        assert.equal(a, b);
      }
    }),
    { numRuns: RUNS.fast, seed: 7 },
  );
});

Deno.test("no byte of a Vega-Lite chart depends on a number that is hidden", async () => {
  const hidden = [false, true, false, true, false, false];
  const [a, b] = await Promise.all(
    [3, 77].map(async (left) => bytesOf(await vegaLiteChart(faulty(hidden, left), BAR_SPEC, { notTold }))),
  );
  assert.equal(a, b);
});

Deno.test("vegaLiteChart() refuses data of its own, links, tooltips and images", async () => {
  const table = faulty([false], 1);
  const specs = [
    { ...BAR_SPEC, data: { values: [{ value: 3 }] } },
    { ...BAR_SPEC, datasets: { other: [{ value: 3 }] } },
    { layer: [{ mark: "bar", data: { url: "cells.csv" } }] },
    { mark: { type: "bar", tooltip: true } },
    { mark: "image", encoding: { url: { field: "text" } } },
    { mark: { type: "image" } },
    { mark: "bar", encoding: { href: { field: "text" } } },
    { mark: "bar", transform: [{ lookup: "category", from: { data: { url: "x.json" } } }] },
  ];
  for (const spec of specs) {
    await assert.rejects(vegaLiteChart(table, spec, { notTold }), /member that is not accepted/);
  }
});

/** Texts that try to be markup, and texts that are hard to lay out. */
const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</text></svg><svg onload=alert(1)>",
  "javascript:alert(1)",
  "url(http://x.example/a)",
  "var(--c-1)",
  "&lt;b&gt; &amp; &#60;",
  "]]><!--",
  "=HYPERLINK(1)",
  "\u202Egnort",
  "z\u0301".repeat(40),
  "W".repeat(300),
  "👩‍👩‍👧‍👦 gezin",
  "",
  " \n\t ",
];

const labels = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);

Deno.test("hostile labels stay text: the page takes every drawing, and no attribute is theirs", () => {
  const forms = [...ONE.slice(0, 7), ...TWO.slice(0, 6)];
  fc.assert(
    fc.property(fc.array(labels, { minLength: 4, maxLength: 4 }), (texts) => {
      const wijk = dimension("wijk", sameLabel(texts[0] ?? ""), "nominal", {
        a: texts[1] ?? "",
        b: texts[2] ?? "",
        c: "Lindehof",
      });
      const groups = dimension("groep", sameLabel("Groep"), "period", { x: texts[3] ?? "", y: "later" });
      const one = protectedFixture({
        dimensions: [wijk],
        cells: [{ codes: ["a"], value: 12 }, { codes: ["b"], value: null }, { codes: ["c"], value: 20 }],
      });
      const two = protectedFixture({
        dimensions: [wijk, groups],
        cells: ["a", "b", "c"].flatMap((code, i) =>
          ["x", "y"].map((other, j) => ({
            codes: [code, other],
            value: i === 1 && j === 0 ? null : 10 + i * 3 + j,
          }))
        ),
      });
      const title = sameLabel("Een vaste titel");
      for (const [i, draw] of forms.entries()) {
        const figure = draw(i < 7 ? one : two, { notTold, title });
        for (const svg of [figure.payload.svg.nl.wide, figure.payload.svg.en.narrow]) {
          assert.doesNotMatch(
            svg,
            /<(?!\/?(?:svg|g|path|rect|line|circle|text|tspan|defs|pattern|clipPath)\b)/,
          );
          assert.doesNotMatch(svg.replace(/>[^<]*</g, "><"), /\son\w+=|NaN|undefined/);
          placeSvg(svg, { idPrefix: "f-", labelledBy: "t", describedBy: "d" });
        }
      }
    }),
    { numRuns: RUNS.slow * 3, seed: 11 },
  );
});
