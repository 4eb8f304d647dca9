import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { protect } from "../../lib/disclosure/mod.ts";
import { estimateTable, proportion, shareTable, surveyDesign } from "../../lib/survey/mod.ts";
import { frameOf } from "../support/table_frame.ts";

const text = { nl: "tekst", en: "text" };
const frame = frameOf("tabel", text);
const weights = Float64Array.from({ length: 40 }, (_, i) => 1 + i % 3);
const design = surveyDesign(Table.from({ w: weights }), { weight: "w", stages: [] });
const reads = Float64Array.from(weights, (_, i) => i % 4 === 0 ? 1 : 0);
const member = Float64Array.from(weights, (_, i) => i < 5 ? NaN : i % 2);
const groups = [
  { name: "jong", label: text, includes: (row: number) => row < 20 },
  { name: "oud", label: text, includes: (row: number) => row >= 20 },
];

Deno.test("shareTable() gives for each trait and group the weighted share by plain sums, and counts people for disclosure control", () => {
  const table = shareTable(design, {
    ...frame,
    groups,
    traits: [{ code: "leest", label: text, flags: reads }, { code: "lid", label: text, flags: member }],
  });
  for (const { codes, value, n, numerator } of table.cells) {
    let top = 0, bottom = 0, known = 0, people = 0;
    for (let row = 0; row < 40; row++) {
      const flag = (codes[0] === "leest" ? reads : member)[row] ?? NaN;
      if ((row < 20) !== (codes[1] === "jong") || Number.isNaN(flag)) continue;
      top += (weights[row] ?? 0) * flag;
      bottom += weights[row] ?? 0;
      known += 1;
      people += flag;
    }
    assert.ok(Math.abs((value ?? NaN) - top / bottom) < 1e-12, codes.join());
    assert.deepEqual([n, numerator], [known, people]);
  }
  assert.equal(table.cells.length, 4);
});

Deno.test("shareTable() takes the intervals of the design, and names the measure after its one trait", () => {
  const table = shareTable(design, {
    ...frame,
    traits: [{ code: "leest", label: { nl: "Leest", en: "Reads" }, flags: reads }],
  });
  const [interval] = proportion(design, reads, { interval: "logit" }).intervals;
  assert.deepEqual([table.cells[0]?.low, table.cells[0]?.high], [interval?.low, interval?.high]);
  assert.deepEqual([table.measure.label.nl, table.dimensions.map(({ name }) => name)], ["Leest", [
    "kenmerk",
  ]]);
});

Deno.test("shareTable() refuses a trait with another number of answers, and no trait at all", () => {
  const short = { code: "leest", label: text, flags: Float64Array.of(1) };
  assert.throws(() => shareTable(design, { ...frame, traits: [short] }), /leest has 1 answers for 40/);
  assert.throws(() => shareTable(design, { ...frame, traits: [] }), /no trait/);
});

Deno.test("a trait of nine people stays hidden, however heavy they weigh", async () => {
  const heavy = Float64Array.from({ length: 200 }, (_, row) => row < 9 ? 5 : 1);
  const flags = Float64Array.from(heavy, (_, row) => row < 9 ? 1 : 0);
  const sample = surveyDesign(Table.from({ w: heavy }), { weight: "w", stages: [] });
  const table = shareTable(sample, { ...frame, traits: [{ code: "negen", label: text, flags }] });
  assert.ok((table.cells[0]?.value ?? 0) * 200 > 20);
  const shown = await protect(table, "cbs-microdata");
  assert.equal(shown.cell("negen")?.value, null);
});

Deno.test("estimateTable() counts people, not weights: nine heavily weighted respondents are nine", () => {
  const rows = 100;
  const flags = Float64Array.from({ length: rows }, (_, row) => row < 9 ? 1 : 0);
  const weights = Float64Array.from({ length: rows }, (_, row) => row < 9 ? 30 : 1);
  const design = surveyDesign(Table.from({ gewicht: weights }), { weight: "gewicht", stages: [] });
  const word = { nl: "-", en: "-" };
  const table = estimateTable(
    proportion(design, flags, { interval: "logit", domains: [{ name: "a", includes: () => true }] }),
    {
      ...{ id: "t", title: word, entity: "person", population: word, period: word, sources: [] },
      measure: { id: "y", label: word, unit: word, kind: "share", per: 100, decimals: 0, definition: word },
      dimension: { name: "groep", label: word, kind: "nominal", codes: [{ code: "a", label: word }] },
    },
  );
  assert.ok((table.cells[0]?.value ?? 0) > 0.7, "the weighted share is large");
  assert.equal(table.cells[0]?.numerator, 9);
});
