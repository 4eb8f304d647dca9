/** Files that other software wrote; see tests/data/sources/make_files.py. */
import assert from "node:assert/strict";
import { readArrow } from "../../lib/sources/arrow.ts";
import { readCsv } from "../../lib/sources/csv.ts";
import { readParquet } from "../../lib/sources/parquet.ts";
import { readSav } from "../../lib/sources/spss.ts";
import { readTable } from "../../lib/sources/read.ts";
import { readXlsx } from "../../lib/sources/xlsx.ts";
import type { DatasetSchema } from "../../lib/sources/schema.ts";
import type { Table } from "../../lib/core/table.ts";

const FOLDER = new URL("../data/sources/", import.meta.url);
const bytesOf = (name: string) => Deno.readFile(new URL(name, FOLDER));
const label = (nl: string) => ({ nl, en: nl });
const PLAIN: DatasetSchema = {
  key: [],
  columns: [
    { name: "wijk", type: "key", label: label("wijk") },
    { name: "naam", type: "text", label: label("naam") },
    { name: "aantal", type: "integer", label: label("aantal") },
    { name: "aandeel", type: "number", label: label("aandeel") },
    { name: "ja", type: "boolean", label: label("ja") },
    { name: "dag", type: "date", label: label("dag") },
  ],
};

function checkPlain(table: Table): void {
  assert.deepEqual(table.texts("wijk"), ["WK990101", "WK99010A", null]);
  assert.deepEqual(table.texts("naam"), ["Kern; noord", 'Tuin"dorp"\nzuid', "Énschéë"]);
  assert.deepEqual([...table.numbers("aantal")], [12, 0, 1500]);
  assert.deepEqual([...table.numbers("aandeel")], [0.5, NaN, 12.25]);
  assert.deepEqual(table.booleans("ja"), [true, false, null]);
  assert.deepEqual(table.texts("dag"), ["2023-01-01", null, "2024-02-29"]);
}

for (const name of ["pyreadstat_plain.sav", "pyreadstat_row.sav", "pyreadstat.zsav"]) {
  Deno.test(`readSav() reads what pyreadstat wrote in ${name}`, async () => {
    const { variables, table } = readSav(await bytesOf(name));
    assert.deepEqual(variables.map((variable) => variable.name), [
      "RINPERSOON",
      "leeftijd",
      "gewicht",
      "geboren",
      "moment",
      "plaats_met_lange_naam",
      "lang",
      "half",
      "TYPHH",
    ]);
    assert.deepEqual(table.texts("RINPERSOON"), ["100000001", "100000002", "100000003", "100000004"]);
    assert.deepEqual([...table.numbers("leeftijd")], [3, 17, NaN, NaN]);
    assert.deepEqual([...table.numbers("gewicht")], [12.5, -0.25, 1e300, 1e-300]);
    assert.deepEqual(table.texts("geboren"), ["2020-02-29", "1582-10-15", null, "1999-12-31"]);
    assert.deepEqual(table.texts("moment"), [
      "2023-01-02T03:04:05",
      null,
      "1970-01-01T00:00:00",
      "2038-01-19T03:14:08",
    ]);
    assert.deepEqual(table.texts("plaats_met_lange_naam"), [
      "Vlierdrecht",
      "Énschéë",
      null,
      'Zandermeer, "oost"',
    ]);
    const long = Array.from({ length: 700 }, (_, index) => String.fromCharCode(97 + index % 26)).join("");
    assert.deepEqual(table.texts("lang"), [long, "kort", null, long.slice(0, 255)]);
    assert.deepEqual(table.texts("half"), ["x".repeat(256), "y", null, "z".repeat(255)]);
    assert.deepEqual([...table.numbers("TYPHH")], [6, 1, 6, NaN]);
    const kept = readSav(await bytesOf(name), { userMissing: "keep" }).table;
    assert.deepEqual([...kept.numbers("TYPHH")], [6, 1, 6, -1]);
    assert.equal(kept.numbers("leeftijd")[3], 99);
  });
}

Deno.test("readSav() gives labels, labels of values and user-missing values", async () => {
  const { variables } = readSav(await bytesOf("pyreadstat_row.sav"));
  const of = (name: string) => variables.find((variable) => variable.name === name);
  assert.equal(of("plaats_met_lange_naam")?.label, "Plaats – wóónplaats");
  assert.deepEqual(of("TYPHH")?.valueLabels, {
    "6": "éénouderhuishouden",
    "1": "eenpersoonshuishouden",
    "-1": "onbekend",
  });
  assert.deepEqual(of("TYPHH")?.missingRange, [-9, -1]);
  assert.deepEqual(of("leeftijd")?.missingValues, ["99"]);
  assert.deepEqual([of("geboren")?.type, of("lang")?.type, of("gewicht")?.type], ["date", "text", "number"]);
});

Deno.test("readSav() reads a file without cases", async () => {
  const { table } = readSav(await bytesOf("pyreadstat_empty.sav"));
  assert.equal(table.rowCount, 0);
});

Deno.test("readCsv() reads Dutch CSV of pandas: semicolons, decimal commas, Windows-1252, quoted line ends", async () => {
  const stream = new Blob([await bytesOf("pandas_dutch.csv")]).stream();
  checkPlain(
    await readCsv(stream, PLAIN, { file: "pandas_dutch.csv", encoding: "windows-1252", decimalMark: "," }),
  );
});

Deno.test("readCsv() reads CSV of pandas with a byte order mark and CRLF", async () => {
  const stream = new Blob([await bytesOf("pandas_bom.csv")]).stream();
  const table = await readCsv(stream, PLAIN, { file: "pandas_bom.csv" });
  assert.deepEqual(table.texts("naam")[2], "Énschéë");
  assert.deepEqual([...table.numbers("aandeel")], [0.5, NaN, 12.25]);
});

Deno.test("readParquet() and readArrow() read what pandas and pyarrow wrote", async () => {
  checkPlain(readParquet(await bytesOf("pandas.parquet")));
  checkPlain(readArrow(await bytesOf("pandas.feather")));
});

Deno.test("readXlsx() reads what openpyxl wrote, dates by the format of their cell", async () => {
  checkPlain(readXlsx(await bytesOf("pandas.xlsx"), PLAIN, { file: "pandas.xlsx", sheet: "Blad1" }));
});

Deno.test("readXlsx() names a sheet that is not there", async () => {
  const bytes = await bytesOf("pandas.xlsx");
  assert.throws(
    () => readXlsx(bytes, PLAIN, { file: "pandas.xlsx", sheet: "Blad2" }),
    /sheet is missing \(pandas.xlsx\)/,
  );
});

Deno.test("readTable() refuses a file kind that it does not know", () => {
  assert.throws(() => readTable(new Uint8Array(4), "data.docx"), /No reader for files of this kind: docx/);
});
