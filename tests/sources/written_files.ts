/** Two files by the writers of lib/sources with everything that is hard in them; pyreadstat, haven and openpyxl read them. */
import { Table } from "../../lib/core/table.ts";
import { type SavVariablePlan, writeSav, writeXlsx } from "../../lib/sources/mod.ts";

/** The table of the SPSS file. */
export const SAV_TABLE: Table = Table.from({
  RINPERSOON: ["100000001", "100000002", null, "4"],
  leeftijd: Float64Array.of(3, 17, NaN, 99),
  gewicht: Float64Array.of(12.5, -0.25, 1e300, 0.1 + 0.2),
  geboren: ["2020-02-29", "1582-10-15", null, "1999-12-31"],
  moment: ["2023-01-02T03:04:05", null, "1970-01-01T00:00:00", "2038-01-19T03:14:08"],
  plaats_met_lange_naam: ["Vlierdrecht", "Énschéë", null, 'Zandermeer, "oost"'],
  lang: [`${"é".repeat(400)}x`, "kort", null, "z".repeat(255)],
  half: ["x".repeat(256), "y", null, "z".repeat(504)],
  ja: [true, false, null, true],
  soort: ["A", "BB", null, "A"],
  soortlang: ["eerste keus", "tweede keus", null, "weigert"],
});

/** What the SPSS file says about them. */
export const SAV_VARIABLES: readonly SavVariablePlan[] = [
  {
    name: "leeftijd",
    label: "Leeftijd op 31 december",
    missingValues: ["99"],
    valueLabels: { "99": "onbekend" },
  },
  { name: "gewicht", missingRange: [-9, -1], missingValues: ["1e+300"] },
  { name: "geboren", type: "date" },
  { name: "moment", type: "date" },
  { name: "soort", valueLabels: { A: "één", BB: "twee" }, missingValues: ["BB"] },
  {
    name: "soortlang",
    label: "Eerste of tweede",
    valueLabels: { "eerste keus": "Eerste", "tweede keus": "Tweede" },
    missingValues: ["weigert"],
  },
];

/** The SPSS file. */
export function savFile(): Uint8Array<ArrayBuffer> {
  return writeSav(SAV_TABLE, { label: "proef", variables: SAV_VARIABLES });
}

/** The same SPSS file with its cases in zlib blocks. */
export function zsavFile(): Uint8Array<ArrayBuffer> {
  return writeSav(SAV_TABLE, { label: "proef", variables: SAV_VARIABLES, compression: "zlib" });
}

/** Cases of the large file: some six million packed bytes, so two blocks of which the second is not full. */
const LARGE_CASES = 3_000;

/** The table of a `.zsav` of two blocks: a number, a long text and a date, each a plain function of the row. */
export function largeTable(): Table {
  const rows = Array.from({ length: LARGE_CASES }, (_, row) => row);
  return Table.from({
    nr: Float64Array.from(rows, (row) => row / 8),
    lang: rows.map((row) => `${row}`.padEnd(2000, "abcdefgh")),
    dag: rows.map((row) => `20${10 + row % 14}-0${1 + row % 9}-${10 + row % 19}`),
  });
}

/** That `.zsav`. */
export function largeZsavFile(): Uint8Array<ArrayBuffer> {
  return writeSav(largeTable(), {
    compression: "zlib",
    variables: [{ name: "dag", type: "date", label: "Dag" }],
  });
}

/** The table of the workbook. */
export const XLSX_TABLE: Table = Table.from({
  wijk: ["WK990101", "=1+1", 'a\nb & <c> "q" ]]>', null, "  voor"],
  aantal: Float64Array.of(0.1, NaN, 1e300, -0.30000000000000004, 5e-324),
  ja: [true, false, null, true, true],
  dag: ["2020-02-29", "1900-03-01", "1899-01-01", null, "9999-12-31"],
});

/** The workbook. */
export function xlsxFile(): Uint8Array<ArrayBuffer> {
  return writeXlsx([
    { name: "Wijken & co", table: XLSX_TABLE, dates: ["dag"] },
    { name: "Twee", table: Table.from({ x: Float64Array.of(1) }) },
  ]);
}

if (import.meta.main) {
  const [folder = "."] = Deno.args;
  Deno.writeFileSync(`${folder}/written.sav`, savFile());
  Deno.writeFileSync(`${folder}/written.zsav`, zsavFile());
  Deno.writeFileSync(`${folder}/large.zsav`, largeZsavFile());
  Deno.writeFileSync(`${folder}/written.xlsx`, xlsxFile());
}
