/**
 * Tables as CSV that opens right in a spreadsheet and cannot run there.
 *
 * @module
 */
import { stringify } from "csv-stringify/sync";
import type { TableCell, TablePayload } from "../../lib/core/display.ts";
import type { Language } from "../../lib/core/language.ts";

/** Spreadsheets in these languages expect this mark between cells and this decimal mark. */
const MARKS: Readonly<Record<Language, { readonly delimiter: string; readonly decimal: string }>> = {
  nl: { delimiter: ";", decimal: "," },
  en: { delimiter: ",", decimal: "." },
};

/** Characters with which a spreadsheet begins a formula, their full-width forms, and marks that get trimmed. */
const FORMULA_START = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/**
 * Makes text harmless to a spreadsheet: text that would begin a formula gets an apostrophe before it.
 *
 * @example A formula becomes text
 * ```ts
 * import { neutraliseText } from "./csv.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(neutraliseText("=1+1"), "'=1+1");
 * assert.equal(neutraliseText("Noord"), "Noord");
 * ```
 *
 * Source: OWASP, CSV Injection.
 *
 * @param text Any text.
 * @returns The text, with an apostrophe before it when it starts like a formula.
 */
export function neutraliseText(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

function cellText(cell: TableCell, language: Language): string {
  if (cell.value === null || !Number.isFinite(cell.value)) return neutraliseText(cell.text[language]);
  return String(cell.value).replace(".", MARKS[language].decimal);
}

/**
 * Writes a table as CSV with a byte order mark, Windows line ends and the marks of the language.
 *
 * Numbers stay numbers, negative ones too. Hidden cells hold the sign that readers see.
 *
 * @param table The table.
 * @param language Dutch gives `;` and a decimal comma, English `,` and a point.
 * @returns The text of the file.
 */
export function csvOf(table: TablePayload, language: Language): string {
  const heading = table.columns.map(({ label, unit }) =>
    neutraliseText(unit[language] === "" ? label[language] : `${label[language]} (${unit[language]})`)
  );
  const rows = table.rows.map((row) => row.map((cell) => cellText(cell, language)));
  return stringify([heading, ...rows], {
    delimiter: MARKS[language].delimiter,
    bom: true,
    record_delimiter: "\r\n",
  });
}
