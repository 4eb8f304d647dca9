import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { TableCell, TablePayload } from "../../../lib/core/display.ts";
import { sameLabel } from "../../../lib/core/language.ts";
import { csvOf, neutraliseText } from "../../../pipelines/render/csv.ts";
import { sampleTable } from "../../data/render/sample.ts";

const text = (value: string): TableCell => ({ text: sameLabel(value), value: null, status: "shown" });
const number = (value: number): TableCell => ({ text: sameLabel("zie waarde"), value, status: "shown" });

function table(rows: TablePayload["rows"]): TablePayload {
  const column = { label: sameLabel("Kolom"), unit: sameLabel(""), kind: "text" } as const;
  return { ...sampleTable(), columns: (rows[0] ?? []).map(() => column), rows };
}

Deno.test("csvOf() writes a mark, semicolons and decimal commas for Dutch, commas and points for English", () => {
  const rows = [[text("a"), number(1234.5)]];
  assert.equal(csvOf(table(rows), "nl"), "\ufeffKolom;Kolom\r\na;1234,5\r\n");
  assert.equal(csvOf(table(rows), "en"), "\ufeffKolom,Kolom\r\na,1234.5\r\n");
});

Deno.test("csvOf() keeps negative numbers as numbers and hidden cells as the sign that readers see", () => {
  const hidden: TableCell = { text: sameLabel("–"), value: null, status: "suppressed" };
  assert.equal(csvOf(table([[number(-3.5), hidden]]), "nl").split("\r\n")[1], "-3,5;–");
});

Deno.test("csvOf() puts the unit in the heading", () => {
  assert.match(csvOf(sampleTable(), "nl"), /Wijk;Aandeel \(per 1\.000 kinderen\)/);
});

const FORMULAS = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  " =1",
  "＝1",
  "＋1",
  "－1",
  "＠1",
  "\u200b=1",
  "\ufeff=1",
  "\u00a0=1",
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("https://x.test";"klik")',
  '=IMPORTXML(CONCAT("x"),"//a")',
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '=DDE("cmd";"/C calc";"x")',
  '=WEBSERVICE("https://x.test")',
];

Deno.test("csvOf() makes every text that starts like a formula harmless", () => {
  for (const formula of FORMULAS) {
    const [, row] = parse(csvOf(table([[text(formula)]]), "nl"), { delimiter: ";", bom: true }) as string[][];
    assert.equal(row?.[0], `'${formula}`, JSON.stringify(formula));
  }
});

Deno.test("csvOf() can be read back: any text comes out as it went in, or with one apostrophe before it", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 4 }), (values) => {
      const rows = parse(csvOf(table([values.map(text)]), "nl"), {
        delimiter: ";",
        bom: true,
        record_delimiter: "\r\n",
        relax_column_count: true,
      }) as string[][];
      values.forEach((value, i) => assert.equal(rows[1]?.[i], neutraliseText(value)));
    }),
    { numRuns: 200, seed: 20261122 },
  );
});
