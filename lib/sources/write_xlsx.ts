/**
 * Writing Excel workbooks (`.xlsx`): one sheet a table, a header row, dates as dates.
 *
 * Source: ECMA-376, part 1, SpreadsheetML.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { dayNumber, tryDayNumber } from "../core/period.ts";
import { type Column, Table } from "../core/table.ts";
import { packZip } from "./_zip_write.ts";

/** A sheet of a workbook. */
export interface SheetPlan {
  /** The name on the tab: at most 31 signs. */
  readonly name: string;
  /** The rows. */
  readonly table: Table;
  /** Text columns that hold dates as `yyyy-mm-dd` and become dates of Excel. None by default. */
  readonly dates?: readonly string[];
}

/** Limits of a sheet. Source: Microsoft, "Excel specifications and limits". */
const MOST_ROWS = 1_048_576, MOST_COLUMNS = 16_384, LONGEST_TEXT = 32_767;
/** Days are counted from here; before 1 March 1900 Excel counts a day that never was, so those stay texts. */
const ORIGIN = dayNumber("1899-12-30"), FIRST_SURE_DAY = dayNumber("1900-03-01");
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * Writes tables as a workbook. The same tables give the same bytes: the file bears no clock.
 *
 * Numbers keep all their digits, a missing value is an empty cell, truth values are TRUE and FALSE. A text is never a
 * formula, whatever sign it begins with.
 *
 * @example There and back
 * ```ts
 * import { readXlsx } from "./xlsx.ts";
 * import { writeXlsx } from "./write_xlsx.ts";
 * import { Table } from "../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ wijk: ["WK990101", "=1+1"], aantal: Float64Array.of(0.1, NaN) });
 * const bytes = writeXlsx([{ name: "Wijken", table }]);
 * const label = { nl: "", en: "" };
 * const schema = {
 *   columns: [{ name: "wijk", type: "text", label }, { name: "aantal", type: "number", label }],
 *   key: [],
 * } as const;
 * assert.deepEqual([...readXlsx(bytes, schema, { file: "wijken.xlsx" }).texts("wijk")], ["WK990101", "=1+1"]);
 * ```
 *
 * @param sheets The sheets, at least one.
 * @returns The file.
 * @throws {WorkspaceError} When a name, text, date or number cannot stand in a workbook, or a sheet is too large.
 */
export function writeXlsx(sheets: readonly SheetPlan[]): Uint8Array<ArrayBuffer> {
  checkNames(sheets);
  const numbers = sheets.map((_, index) => index + 1);
  return new Uint8Array(packZip([
    ["[Content_Types].xml", contentTypes(numbers)],
    [
      "_rels/.rels",
      relations([["rId1", `${RELATIONS}/officeDocument`, "xl/workbook.xml"]]),
    ],
    ["xl/workbook.xml", workbook(sheets)],
    [
      "xl/_rels/workbook.xml.rels",
      relations([
        ...numbers.map((n) => [`rId${n}`, `${RELATIONS}/worksheet`, `worksheets/sheet${n}.xml`] as const),
        [`rId${sheets.length + 1}`, `${RELATIONS}/styles`, "styles.xml"],
      ]),
    ],
    ["xl/styles.xml", STYLES],
    ...sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)] as const),
  ]));
}

function refused(what: string, where: string, mend: string): WorkspaceError {
  return new WorkspaceError({ what, where, mend });
}

function checkNames(sheets: readonly SheetPlan[]): void {
  if (sheets.length === 0) throw refused("A workbook needs a sheet", "writeXlsx", "Give at least one");
  const known = new Set<string>();
  for (const { name } of sheets) {
    const key = name.toUpperCase();
    if (!/^(?!')[^\p{Cc}:\\/?*[\]]{1,31}(?<!')$/u.test(name) || known.has(key)) {
      throw refused(
        known.has(key) ? "Two sheets have one name" : "Excel does not take the name of a sheet",
        `sheet ${JSON.stringify(name.slice(0, 40))}`,
        "Use at most 31 signs, without : \\ / ? * [ ] and without an apostrophe at an end",
      );
    }
    known.add(key);
  }
}

function contentTypes(numbers: readonly number[]): string {
  const parts = [
    ["xl/workbook.xml", "sheet.main"],
    ["xl/styles.xml", "styles"],
    ...numbers.map((n) => [`xl/worksheets/sheet${n}.xml`, "worksheet"] as const),
  ].map(([part, type]) => `<Override PartName="/${part}" ContentType="${OFFICE_TYPE}.${type}+xml"/>`);
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${parts.join("")}</Types>`;
}

function relations(links: readonly (readonly [id: string, type: string, target: string])[]): string {
  const lines = links.map(([id, type, target]) =>
    `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lines.join("")}</Relationships>`;
}

function workbook(sheets: readonly SheetPlan[]): string {
  const lines = sheets.map(({ name }, index) =>
    `<sheet name="${escape(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${
    lines.join("")
  }</sheets></workbook>`;
}

/** Style 0 is plain, style 1 a date (built-in format 14), style 2 the bold header. */
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

function sheetXml({ name, table, dates = [] }: SheetPlan): string {
  const where = `sheet ${name}`;
  const names = table.columnNames;
  if (table.rowCount + 1 > MOST_ROWS || names.length > MOST_COLUMNS) {
    throw refused(
      "A sheet is larger than Excel can hold",
      where,
      "Write CSV or Parquet, or divide the table",
    );
  }
  const absent = dates.filter((date) => !table.has(date) || table.column(date).type !== "text");
  if (absent.length > 0) {
    throw refused(`Dates are no text columns: ${absent.join(", ")}`, where, "Name text columns of the table");
  }
  const writers = names.map((column, index) =>
    cellWriter(
      letters(index),
      table.column(column),
      dates.includes(column) ? "date" : "text",
      `${where}, ${column}`,
    )
  );
  const header = names.map((column, index) => textCell(`${letters(index)}1`, column, where, 2)).join("");
  const rows = [`<row r="1">${header}</row>`];
  for (let row = 0; row < table.rowCount; row++) {
    rows.push(`<row r="${row + 2}">${writers.map((write) => write(row)).join("")}</row>`);
  }
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows.join("")}</sheetData></worksheet>`;
}

function cellWriter(
  letter: string,
  column: Column,
  texts: "date" | "text",
  where: string,
): (row: number) => string {
  if (column.type === "number") {
    return (row) => numberCell(`${letter}${row + 2}`, column.values[row] ?? NaN, where);
  }
  if (column.type === "boolean") {
    return (row) => {
      const value = column.values[row] ?? null;
      return value === null ? "" : `<c r="${letter}${row + 2}" t="b"><v>${Number(value)}</v></c>`;
    };
  }
  return (row) => {
    const value = column.values[row] ?? null, place = `${letter}${row + 2}`;
    if (value === null || value === "") return "";
    return texts === "date" ? dateCell(place, value, where) : textCell(place, value, where, 0);
  };
}

function numberCell(place: string, value: number, where: string): string {
  if (Number.isNaN(value)) return "";
  if (Number.isFinite(value)) return `<c r="${place}"><v>${Object.is(value, -0) ? "-0" : value}</v></c>`;
  throw refused("A number is infinite", where, "Make it missing (NaN) before writing");
}

function dateCell(place: string, text: string, where: string): string {
  const day = tryDayNumber(text);
  if (day === null) throw refused("A value is no date of the calendar", where, "Write yyyy-mm-dd");
  if (day < FIRST_SURE_DAY) return textCell(place, text, where, 0);
  return `<c r="${place}" s="1"><v>${day - ORIGIN}</v></c>`;
}

function textCell(place: string, text: string, where: string, style: 0 | 2): string {
  const wrong = text.length > LONGEST_TEXT
    ? `A text is longer than ${LONGEST_TEXT} signs`
    // deno-lint-ignore no-control-regex
    : /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text) || !text.isWellFormed()
    ? "A text holds signs that a workbook cannot hold"
    : /_x[0-9A-Fa-f]{4}_/.test(text)
    ? "Excel would read a part of a text as another sign (_xhhhh_)"
    : null;
  if (wrong) throw refused(wrong, where, "Take those out of the text before writing");
  const s = style === 0 ? "" : ` s="${style}"`;
  return `<c r="${place}"${s} t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("\r", "&#13;");
}

/** The letters of a column, from 0: A, B, … Z, AA. */
function letters(index: number): string {
  let text = "";
  for (let left = index + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    text = String.fromCharCode(65 + (left - 1) % 26) + text;
  }
  return text;
}
