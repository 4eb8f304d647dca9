/**
 * The plain rows of a CSV file, for files without a schema, such as the exports of survey tools with their several header
 * rows.
 *
 * @module
 */
import { parse } from "csv-parse/sync";
import { WorkspaceError } from "../core/errors.ts";

/** How a file of plain rows is written. */
export interface CsvRowsOptions {
  /** The file, for error messages. */
  readonly file: string;
  /** The mark between cells; found in the first line when absent. */
  readonly delimiter?: CsvDelimiter;
  /** The mark around cells; a double quote by default. LimeSurvey's SPSS data use a single one. */
  readonly quote?: '"' | "'";
  /** The encoding of a file without byte order mark; UTF-8 by default. A byte order mark tells UTF-8 and UTF-16 apart. */
  readonly encoding?: "utf-8" | "windows-1252";
}

/** A mark between cells. */
export type CsvDelimiter = "," | ";" | "\t" | "|";

const DELIMITERS: readonly CsvDelimiter[] = [";", ",", "\t", "|"];

/**
 * Reads every row of a CSV file as texts, header rows included; lines without a cell are left out. Nothing is checked
 * against a schema: what takes these rows (`readExport` of `lib/ace`) does that.
 *
 * @example An export with semicolons and a byte order mark
 * ```ts
 * import { readCsvRows } from "./csv_rows.ts";
 * import assert from "node:assert/strict";
 *
 * const bytes = new TextEncoder().encode('\uFEFF"id";"ACE1"\r\n"1";"Ja; soms"\r\n\r\n');
 * assert.deepEqual(readCsvRows(bytes, { file: "export.csv" }), [["id", "ACE1"], ["1", "Ja; soms"]]);
 * ```
 *
 * @param bytes The file.
 * @param options The file's name and how it is written.
 * @returns The rows.
 * @throws {WorkspaceError} When a byte is none of the encoding, a quote does not close, or the file is empty.
 */
export function readCsvRows(bytes: Uint8Array, options: CsvRowsOptions): string[][] {
  const text = decode(bytes, options);
  const quote = options.quote ?? '"';
  try {
    const rows: string[][] = parse(text, {
      delimiter: options.delimiter ?? findDelimiter(text.split(/\r?\n/, 1)[0] ?? "", quote),
      quote,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
    });
    if (rows.length > 0) return rows;
  } catch (cause) {
    throw new WorkspaceError({
      what: "CSV cannot be read: a quote does not close or stands inside a cell",
      where: options.file,
      mend: "Export the file again; do not open and save it in a spreadsheet first",
    }, { cause });
  }
  throw new WorkspaceError({ what: "CSV is empty", where: options.file, mend: "Export the file again" });
}

/** Marks at the start of a file that tell its encoding. Source: The Unicode Standard, section 23.8. */
const BYTE_ORDER_MARKS = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
] as const;

function decode(bytes: Uint8Array, { file, encoding = "utf-8" }: CsvRowsOptions): string {
  const marked = BYTE_ORDER_MARKS.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  try {
    const text = new TextDecoder(marked?.encoding ?? encoding, { fatal: true }).decode(bytes);
    // A sign of zero is in no text: such a file is of another encoding, or no text.
    if (!text.includes("\0")) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new WorkspaceError({
    what: `The file is not written in ${marked?.encoding ?? encoding}`,
    where: file,
    mend: 'Export as UTF-8, or say encoding: "windows-1252"',
  });
}

/** The mark that cuts a line into the most cells, quoted cells left out. */
export function findDelimiter(header: string, quote: string = '"'): CsvDelimiter {
  const unquoted = header.replaceAll(new RegExp(`${quote}[^${quote}]*(?:${quote}|$)`, "g"), "");
  const counts = DELIMITERS.map((mark) => unquoted.split(mark).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ";";
}
