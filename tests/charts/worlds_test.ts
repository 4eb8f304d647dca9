/**
 * An attacker with every byte of what is released and nothing else. Two worlds that differ only in numbers that are hidden
 * have to give the same bytes, through `protect` itself and in every form: coordinates, axis ends, widths, orders, colours,
 * tooltips, texts for screen readers, tables, findings and receipts.
 */
import assert from "node:assert/strict";
import { iconArray, showTable, slopeChart, smallMultiples, vegaLiteChart } from "../../lib/charts/mod.ts";
import type { AggregateCell, AggregateTable, Dimension } from "../../lib/core/aggregate.ts";
import type { ProgrammeObject } from "../../lib/core/display.ts";
import { sameLabel } from "../../lib/core/language.ts";
import { protect, protectAll, type ProtectedTable } from "../../lib/disclosure/mod.ts";
import { finding } from "../../lib/findings/mod.ts";
import { DISTRICTS, SEX, SHARE, YEARS } from "../support/protected_fixture.ts";
import { ONE, TWO } from "./_forms.ts";
import { BAR_SPEC, notTold } from "./gallery.ts";

const COUNT = { ...SHARE, id: "aantal", kind: "count", per: 1, decimals: 0 } as const;
const TWO_YEARS: Dimension = { ...YEARS, codes: YEARS.codes.slice(0, 2) };

function tableOf(
  measure: AggregateTable["measure"],
  dimensions: readonly Dimension[],
  numbers: readonly (readonly [part: number, n: number])[],
): AggregateTable {
  const places = dimensions.reduce<string[][]>(
    (all, { codes }) => all.flatMap((at) => codes.map(({ code }) => [...at, code])),
    [[]],
  );
  const word = sameLabel("Kinderen");
  return {
    id: "kinderen",
    title: word,
    measure,
    entity: "person",
    population: word,
    period: sameLabel("2025"),
    dimensions,
    sources: [],
    cells: places.map((codes, i): AggregateCell => {
      const [part, n] = numbers[i]!;
      return measure.kind === "count"
        ? { codes, n, numerator: n, denominator: null, value: n, low: null, high: null }
        : {
          codes,
          n,
          numerator: part,
          denominator: n,
          value: part / n,
          low: Math.max(0, part / n - 0.05),
          high: part / n + 0.05,
        };
    }),
  };
}

/** Forms that take shares only: rows of icons, and the funnel plot, which stands last. */
const SHARES_ONLY: ReadonlySet<unknown> = new Set([iconArray, ONE.at(-1)]);

const bytesOf = (object: ProgrammeObject): string =>
  JSON.stringify(object.payload) + JSON.stringify((object as unknown as { preview: string }).preview);
const released = ({ cells, dimensions, receipt }: ProtectedTable): string =>
  JSON.stringify({ cells, dimensions, receipt });

/** Everything that is released of a table by district: its own bytes, every drawing, the table, sentences. */
function allOf(safe: ProtectedTable): readonly string[] {
  const sentences = [
    { kind: "extremes" } as const,
    ...DISTRICTS.codes.map(({ code }) => ({ kind: "level", of: { codes: { wijk: code } } }) as const),
  ];
  return [
    released(safe),
    ...ONE.filter((draw) => safe.measure.kind === "share" || !SHARES_ONLY.has(draw)).map((draw) =>
      bytesOf(draw(safe, { notTold }))
    ),
    bytesOf(showTable(safe)),
    ...sentences.map((pattern, i) => bytesOf(finding(safe, { id: `f${i}`, pattern }))),
  ];
}

const hiddenIn = (safe: ProtectedTable): number =>
  safe.cells.filter(({ status }) => status === "suppressed").length;

Deno.test("worlds that differ in a hidden share only give the same bytes in every form of one dimension", async () => {
  const worlds = ([[4, 120], [7, 131]] as const).map((secret) =>
    tableOf(SHARE, [DISTRICTS], [[40, 200], [60, 210], secret, [30, 190], [55, 240], [25, 150]])
  );
  const [a, b] = await Promise.all(worlds.map((world) => protect(world)));
  assert.equal(hiddenIn(a!), 1);
  const [one, other] = [allOf(a!), allOf(b!)];
  one.forEach((bytes, i) => assert.equal(bytes, other[i], `output ${i}`));
  const [spec, same] = await Promise.all([a!, b!].map((safe) => vegaLiteChart(safe, BAR_SPEC, { notTold })));
  assert.equal(bytesOf(spec!), bytesOf(same!));
});

Deno.test("worlds that differ in a small count and in the one that hides it give the same bytes, beside their total", async () => {
  const total = { ...tableOf(COUNT, [], [[0, 330]]), id: "totaal" };
  const worlds = ([[48, 6], [46, 8]] as const).map(([large, small]) =>
    tableOf(COUNT, [DISTRICTS], [90, 70, 52, 64, large, small].map((n) => [0, n]))
  );
  const made = await Promise.all(worlds.map((world) => protectAll([world, total])));
  const [one, other] = made.map(([safe, whole]) => [...allOf(safe!), released(whole!)]);
  assert.equal(hiddenIn(made[0]![0]), 2);
  one!.forEach((bytes, i) => assert.equal(bytes, other![i], `output ${i}`));
});

Deno.test("worlds that differ in hidden cells only give the same bytes in every form of two dimensions", async () => {
  for (const draw of TWO) {
    const isTime = draw === slopeChart || draw === smallMultiples;
    const options = { notTold, ...(isTime ? { series: "wijk", category: "jaar" } : {}) };
    const [a, b] = await Promise.all(([[3, 90], [8, 97]] as const).map(async (secret) => {
      const numbers = DISTRICTS.codes.flatMap((
        _,
        i,
      ): (readonly [number, number])[] => [[20 + 3 * i, 100 + i], [31 + i, 120 - i]]);
      const world = tableOf(SHARE, [DISTRICTS, isTime ? TWO_YEARS : SEX], numbers.with(5, secret));
      return await protect(world);
    }));
    assert.equal(hiddenIn(a!), 1);
    assert.equal(bytesOf(draw(a!, options)), bytesOf(draw(b!, options)));
    assert.equal(released(a!), released(b!));
  }
});
