/** Files that R haven and LibreOffice wrote (tests/data/sources/r and libreoffice): every value, label and missing code. */
import assert from "node:assert/strict";
import { type DatasetSchema, readCsv, readSav, readXlsx } from "../../lib/sources/mod.ts";

const R = new URL("../data/sources/r/", import.meta.url);
const LONG_TEXT = "abcdefghijklmnopqrstuvwxyz".repeat(30);
const EXPECTED: Readonly<Record<string, readonly unknown[]>> = {
  RINPERSOON: ["100000001", "100000002", "100000003", "100000004"],
  leeftijd: [3, 17, null, 99],
  gewicht: [12.5, -5, 1e300, 0.1 + 0.2],
  geboren: ["2020-02-29", "1582-10-15", null, "1999-12-31"],
  moment: ["2023-01-02T03:04:05", null, "1970-01-01T00:00:00", "2038-01-19T03:14:08"],
  plaats_met_lange_naam: ["Vlierdrecht", "Énschéë", null, 'Zandermeer, "oost"'],
  lang: [LONG_TEXT, "kort", null, LONG_TEXT.slice(0, 255)],
  soort: ["A", "BB", null, "A"],
  ja: [1, 0, null, 1],
};

for (const name of ["haven.sav", "haven_none.sav", "haven.zsav"]) {
  Deno.test(`readSav() reads ${name} of R haven: values, labels, user-missing`, async () => {
    const bytes = await Deno.readFile(new URL(name, R));
    const { table, variables } = readSav(bytes, { userMissing: "keep" });
    assert.deepEqual(table.columnNames, Object.keys(EXPECTED));
    for (const [column, expected] of Object.entries(EXPECTED)) {
      const found: unknown[] = [...table.column(column).values].map((one) => Number.isNaN(one) ? null : one);
      assert.deepEqual(found, expected, column);
    }
    const of = (column: string) => variables.find((one) => one.name === column);
    assert.equal(of("leeftijd")?.label, "Leeftijd op 31 december");
    assert.deepEqual(of("leeftijd")?.missingValues, ["99"]);
    assert.deepEqual(of("leeftijd")?.valueLabels, { "99": "onbekend" });
    assert.deepEqual(of("gewicht")?.missingRange, [-9, -1]);
    assert.deepEqual(of("soort")?.valueLabels, { A: "één", BB: "twee" });
    const hidden = readSav(bytes).table;
    assert.deepEqual([...hidden.numbers("gewicht")], [12.5, NaN, 1e300, 0.1 + 0.2]);
    assert.deepEqual([...hidden.texts("soort")], ["A", null, null, "A"]);
  });
}

const CALC = new URL("../data/sources/libreoffice/", import.meta.url);
const label = { nl: "x", en: "x" };
const column = (name: string, type: DatasetSchema["columns"][number]["type"]) => ({ name, type, label });
const COLUMNS = [
  column("wijk", "text"),
  column("naam", "text"),
  column("aantal", "integer"),
  column("aandeel", "number"),
];

Deno.test("readXlsx() reads a workbook of LibreOffice: shared texts, a line break, dates, truth values", async () => {
  const schema = { key: [], columns: [...COLUMNS, column("ja", "boolean"), column("dag", "date")] };
  const table = readXlsx(await Deno.readFile(new URL("libreoffice.xlsx", CALC)), schema, {
    file: "calc.xlsx",
  });
  assert.deepEqual([...table.texts("wijk")], ["WK990101", "WK99010A", null]);
  assert.deepEqual([...table.texts("naam")], ["Kern; noord", 'Tuin "dorp"\nzuid', "Énschéë"]);
  assert.deepEqual([...table.numbers("aantal")], [12, 0, 1500]);
  assert.deepEqual([...table.numbers("aandeel")], [0.5, NaN, 12.25]);
  assert.deepEqual([...table.column("ja").values], [true, false, null]);
  assert.deepEqual([...table.texts("dag")], ["2023-01-01", null, "2024-02-29"]);
});

Deno.test("readCsv() reads CSV of LibreOffice: quotes and a line break inside a cell", async () => {
  const file = await Deno.open(new URL("libreoffice.csv", CALC));
  const table = await readCsv(file.readable, { key: [], columns: COLUMNS }, { file: "calc.csv" });
  assert.deepEqual([...table.texts("naam")], ["Kern; noord", 'Tuin "dorp"\nzuid', "Énschéë"]);
  assert.deepEqual([...table.numbers("aandeel")], [0.5, NaN, 12.25]);
});

Deno.test("LibreOffice opened the workbook that writeXlsx() writes: texts are no formulas, dates are dates", async () => {
  const text = await Deno.readTextFile(new URL("../data/sources/written/libreoffice.csv", import.meta.url));
  assert.equal(
    text,
    'wijk,aantal,ja,dag\nWK990101,"0.1","TRUE","02/29/2020"\n=1+1,,"FALSE","03/01/1900"\n' +
      '"a\nb & <c> ""q"" ]]>","1E+300",,1899-01-01\n,"-0.3","TRUE",\n  voor,"5E-324","TRUE","12/31/9999"\n',
  );
});
