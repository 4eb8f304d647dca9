/**
 * Excel workbooks (`.xlsx`): one sheet with a header row, accepted by a schema.
 *
 * @module
 */
// @ts-types="linkedom"
import { DOMParser } from "linkedom/worker";
import { WorkspaceError } from "../core/errors.ts";
import { dayNumber, isoDate } from "../core/period.ts";
import { Table } from "../core/table.ts";
import { openZip } from "./_zip.ts";
import { acceptTable, type SchemaProblem } from "./accept.ts";
import type { DatasetSchema } from "./schema.ts";

/** How to read a workbook. */
export interface XlsxOptions {
  /** The file, for the list of problems. */
  readonly file: string;
  /** The name of the sheet; the first when absent. */
  readonly sheet?: string;
}

/** The part of linkedom's elements that is used here. */
interface XmlElement {
  getAttribute(name: string): string | null;
  getElementsByTagName(name: string): Iterable<XmlElement>;
  readonly textContent: string | null;
}

type Part = (name: string) => XmlElement | null;

/**
 * Reads one sheet of a workbook and accepts it by a schema. The first row holds the names of the columns.
 *
 * Dates become `yyyy-mm-dd` by the format of the cell; a formula gives the value that the file holds; an error such as
 * `#N/A` is read as its text, so the schema refuses it where a number is asked. Empty rows are left out.
 *
 * @param bytes The file.
 * @param schema What the sheet has to be.
 * @param options File name and sheet.
 * @returns The table.
 * @throws {SchemaError} When the schema does not accept it, with every problem.
 * @throws {WorkspaceError} When the file is no workbook, or the sheet is missing or empty.
 */
export function readXlsx(bytes: Uint8Array, schema: DatasetSchema, options: XlsxOptions): Table {
  const unzip = openZip(bytes);
  const part: Part = (name) => {
    const data = unzip(name);
    return data ? parseXml(data.toString("utf8")) : null;
  };
  const sheet = part(sheetPath(part, options));
  if (!sheet) throw problem("The sheet is missing", options.file);
  const rows = sheetRows(sheet, sharedTexts(part), dateStyles(part), uses1904(part));
  const [header, ...data] = rows.filter((row) => row.cells.some((cell) => cell !== undefined && cell !== ""));
  if (!header) throw problem("The sheet is empty", options.file);
  return accept(header.cells, data, schema, options);
}

function accept(
  header: readonly (string | undefined)[],
  data: readonly SheetRow[],
  schema: DatasetSchema,
  options: XlsxOptions,
): Table {
  const names = header.map((name) => (name ?? "").trim());
  const problems: SchemaProblem[] = [];
  const columns: Record<string, string[]> = {};
  for (const { name } of schema.columns) {
    const at = names.indexOf(name);
    if (at < 0) continue;
    if (names.indexOf(name, at + 1) > 0) {
      problems.push({ file: options.file, row: 0, column: name, rule: "column-twice" });
    }
    columns[name] = data.map((row) => row.cells[at] ?? "");
  }
  for (const [index, row] of data.entries()) {
    if (row.cells.slice(names.length).some((cell) => cell !== undefined && cell !== "")) {
      problems.push({ file: options.file, row: index + 1, column: "", rule: "cells-too-many" });
    }
  }
  return acceptTable(Table.from(columns), schema, { file: options.file, problems });
}

function problem(what: string, file: string): WorkspaceError {
  return new WorkspaceError({
    what,
    where: file,
    mend: "Save the workbook again as .xlsx, with a header row",
  });
}

function parseXml(text: string): XmlElement {
  // A workbook never declares entities; whoever does wants to swell them.
  if (text.includes("<!DOCTYPE") || text.includes("<!ENTITY")) {
    throw problem("The workbook declares entities", "");
  }
  return new DOMParser().parseFromString(text, "text/xml") as unknown as XmlElement;
}

function elements(of: XmlElement | null, name: string): readonly XmlElement[] {
  if (!of) return [];
  const found = [...of.getElementsByTagName(name)];
  return found.length > 0 ? found : [...of.getElementsByTagName(`x:${name}`)];
}

function sheetPath(part: Part, options: XlsxOptions): string {
  const sheets = elements(part("xl/workbook.xml"), "sheet");
  const chosen = options.sheet === undefined
    ? sheets[0]
    : sheets.find((sheet) => sheet.getAttribute("name") === options.sheet);
  if (!chosen) throw problem("The sheet is missing", options.file);
  const id = chosen.getAttribute("r:id");
  const link = elements(part("xl/_rels/workbook.xml.rels"), "Relationship")
    .find((relation) => relation.getAttribute("Id") === id);
  const target = link?.getAttribute("Target") ?? "worksheets/sheet1.xml";
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

function sharedTexts(part: Part): readonly string[] {
  return elements(part("xl/sharedStrings.xml"), "si").map(plainText);
}

/** The text of a cell without the phonetic guides that Asian editions add. */
function plainText(item: XmlElement): string {
  const guides = elements(item, "rPh").flatMap((guide) => elements(guide, "t"));
  return elements(item, "t").filter((piece) => !guides.includes(piece)).map((piece) =>
    piece.textContent ?? ""
  ).join("");
}

function uses1904(part: Part): boolean {
  const flag = elements(part("xl/workbook.xml"), "workbookPr")[0]?.getAttribute("date1904");
  return flag === "1" || flag === "true";
}

/** Built-in number formats that show a date. Source: ECMA-376, part 1, 18.8.30. */
const BUILT_IN_DATES: ReadonlySet<number> = new Set([14, 15, 16, 17, 22, 27, 30, 36, 50, 57]);

/** Tells for each cell style whether it shows a date. */
function dateStyles(part: Part): readonly boolean[] {
  const styles = part("xl/styles.xml");
  const custom = new Map(
    elements(styles, "numFmt").map((format) => [
      Number(format.getAttribute("numFmtId")),
      (format.getAttribute("formatCode") ?? "").replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ""),
    ]),
  );
  return elements(elements(styles, "cellXfs")[0] ?? null, "xf").map((style) => {
    const id = Number(style.getAttribute("numFmtId") ?? 0);
    return BUILT_IN_DATES.has(id) || /y|d/i.test(custom.get(id) ?? "");
  });
}

interface SheetRow {
  readonly cells: readonly (string | undefined)[];
}

function sheetRows(
  sheet: XmlElement,
  shared: readonly string[],
  dates: readonly boolean[],
  from1904: boolean,
): readonly SheetRow[] {
  return elements(sheet, "row").map((row) => {
    const cells: (string | undefined)[] = [];
    for (const cell of elements(row, "c")) {
      const at = columnIndex(cell.getAttribute("r")) ?? cells.length;
      cells[at] = cellText(cell, shared, dates, from1904);
    }
    return { cells };
  });
}

/** Excel has 16,384 columns. */
const MOST_COLUMNS = 16_384;

function columnIndex(reference: string | null): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? "")?.[1];
  if (!letters) return null;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index <= MOST_COLUMNS ? index - 1 : null;
}

function cellText(
  cell: XmlElement,
  shared: readonly string[],
  dates: readonly boolean[],
  from1904: boolean,
): string {
  const type = cell.getAttribute("t");
  if (type === "inlineStr") return plainText(cell);
  const value = elements(cell, "v")[0]?.textContent ?? "";
  if (type === "s") {
    const text = shared[Number(value)];
    if (text === undefined) throw problem("A cell points at a text that is not in the workbook", "");
    return text;
  }
  if (type === "b") return value === "1" ? "true" : "false";
  if (type === "d") return value.slice(0, 10);
  const date = value !== "" && type !== "str" && type !== "e" && dates[Number(cell.getAttribute("s") ?? -1)];
  return date ? excelDate(Number(value), from1904) : value;
}

/** Days from Excel's origin. The 1900 system counts a 29 February 1900 that never was. */
function excelDate(serial: number, from1904: boolean): string {
  const days = Math.floor(serial);
  if (!(days >= 0 && days < 2_958_466)) return String(serial);
  if (from1904) return isoDate(dayNumber("1904-01-01") + days);
  return isoDate(dayNumber(days < 60 ? "1899-12-31" : "1899-12-30") + days);
}
