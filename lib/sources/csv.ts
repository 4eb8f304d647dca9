/**
 * CSV in and out: delimiter, decimal comma, byte order mark, UTF-8 and Windows-1252, quoted line ends, streamed.
 *
 * @module
 */
import { parse } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import { pipeline } from "node:stream/promises";
import { WorkspaceError } from "../core/errors.ts";
import { Table } from "../core/table.ts";
import { PartsOfColumns } from "./_parts.ts";
import { type CsvDelimiter, findDelimiter } from "./csv_rows.ts";
import { acceptPart, concludeParts, SchemaError, type SchemaProblem } from "./accept.ts";
import type { DatasetSchema } from "./schema.ts";

/** How a CSV file is written. */
export interface CsvOptions {
  /** The file, for the list of problems. */
  readonly file: string;
  /** The mark between cells; found in the header when absent. */
  readonly delimiter?: CsvDelimiter;
  /** The decimal mark; a point by default. */
  readonly decimalMark?: "." | ",";
  /** The encoding; UTF-8 by default, in which a wrong byte is a problem and never a guess. */
  readonly encoding?: "utf-8" | "windows-1252";
}

/** Cells longer than this are refused: an unclosed quote would swallow the file otherwise. */
const LONGEST_CELL = 1_000_000;

/**
 * Reads a CSV file of any size from a stream and accepts it by a schema. Only columns of the schema are held.
 *
 * @param stream The bytes.
 * @param schema What the file has to be.
 * @param options How the file is written.
 * @returns The table.
 * @throws {SchemaError} When the schema does not accept it, with every problem.
 * @throws {WorkspaceError} When the file is empty, or its quotes do not close.
 */
export async function readCsv(
  stream: ReadableStream<Uint8Array>,
  schema: DatasetSchema,
  options: CsvOptions,
): Promise<Table> {
  const collector = new Collector(schema, options);
  try {
    const pieces = decodedPieces(stream, options.encoding ?? "utf-8", () => collector.doubtEncoding());
    const head = await headOf(pieces);
    const parser = parse({
      delimiter: options.delimiter ?? findDelimiter(head.split(/\r?\n/, 1)[0] ?? ""),
      bom: true,
      // All three: otherwise the first one found rules, and another one further on lands inside a cell.
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_CELL,
    });
    await pipeline(followedBy(head, pieces), parser, async (records: AsyncIterable<string[]>) => {
      for await (const record of records) collector.add(record);
    });
  } catch (error) {
    throw readingError(error, options.file);
  }
  return collector.finish();
}

/** What stands for a byte that the encoding does not know. */
const UNKNOWN_SIGN = "\ufffd";

/** Decodes as the bytes come; tells when a byte was none of the encoding, before the piece that it stands in. */
async function* decodedPieces(
  stream: ReadableStream<Uint8Array>,
  encoding: string,
  doubt: () => void,
): AsyncGenerator<string, void, unknown> {
  const decoder = new TextDecoder(encoding);
  const checked = (piece: string) => {
    if (piece.includes(UNKNOWN_SIGN)) doubt();
    return withoutZeros(piece);
  };
  for await (const bytes of stream) yield checked(decoder.decode(bytes, { stream: true }));
  yield checked(decoder.decode());
}

/** A sign of zero is in no text: such a file is of another encoding, or no text. The parser would let some of them pass. */
function withoutZeros(text: string): string {
  if (text.includes("\0")) throw new TypeError("a sign of zero");
  return text;
}

async function headOf(pieces: AsyncGenerator<string, void, unknown>): Promise<string> {
  let head = "";
  while (!head.includes("\n") && head.length < LONGEST_CELL) {
    const { done, value } = await pieces.next();
    if (done) break;
    head += value;
  }
  return head;
}

async function* followedBy(
  head: string,
  pieces: AsyncGenerator<string, void, unknown>,
): AsyncGenerator<string, void, unknown> {
  // An empty piece would end the stream of Node before its time.
  if (head !== "") yield head;
  for await (const piece of pieces) if (piece !== "") yield piece;
}

function readingError(error: unknown, file: string): WorkspaceError {
  if (error instanceof WorkspaceError) return error;
  if (error instanceof TypeError) {
    return new SchemaError([{ file, row: 0, column: "", rule: "wrong-encoding" }]);
  }
  return new WorkspaceError({
    what: "CSV cannot be read: a quote does not close or stands inside a cell",
    where: file,
    mend: "Write a quote inside a quoted cell twice",
  });
}

/** Rows that are held as texts before the schema reads them. */
const ROWS_OF_PART = 50_000;

/** Collects rows, accepts them part by part, and holds what was accepted in little memory. */
class Collector {
  readonly #schema: DatasetSchema;
  readonly #options: CsvOptions;
  readonly #file: string;
  readonly #places: { readonly name: string; readonly at: number }[] = [];
  readonly #problems: SchemaProblem[] = [];
  readonly #accepted = new PartsOfColumns();
  #cells: string[][] = [];
  #header: readonly string[] = [];
  #encoding: "in-order" | "in-doubt" = "in-order";
  #width = -1;
  #row = 0;
  /** Rows before those that are held as texts. */
  #rowsBefore = 0;

  constructor(schema: DatasetSchema, options: CsvOptions) {
    this.#schema = schema;
    this.#options = options;
    this.#file = options.file;
  }

  /** From here on cells are searched for signs that no byte stands for: to do so for every cell would take time. */
  doubtEncoding(): void {
    this.#encoding = "in-doubt";
  }

  add(record: readonly string[]): void {
    if (this.#width < 0) return this.#readHeader(record);
    this.#row++;
    if (this.#encoding === "in-doubt") this.#checkEncoding(record);
    if (record.length !== this.#width) {
      const rule = record.length > this.#width ? "cells-too-many" : "cells-too-few";
      this.#problems.push({ file: this.#file, row: this.#row, column: "", rule });
    }
    for (const [index, { at }] of this.#places.entries()) this.#cells[index]?.push(record[at] ?? "");
    if (this.#row - this.#rowsBefore === ROWS_OF_PART) this.#acceptRows();
  }

  #acceptRows(): void {
    const entries = this.#places.map(({ name }, index) => [name, this.#cells[index] ?? []] as const);
    const { columns, problems } = acceptPart(Table.from(Object.fromEntries(entries)), this.#schema, {
      file: this.#file,
      decimalMark: this.#options.decimalMark ?? ".",
      firstRow: this.#rowsBefore,
    });
    for (const problem of problems) this.#problems.push(problem);
    // Where something is wrong there will be no table, only the rest of the list.
    this.#accepted.add(columns);
    this.#cells = this.#places.map(() => []);
    this.#rowsBefore = this.#row;
  }

  /** The schema looks into its own columns; this looks into the header and the columns beside them. */
  #checkEncoding(record: readonly string[]): void {
    for (const [at, cell] of record.entries()) {
      if (!cell.includes(UNKNOWN_SIGN) || this.#places.some((place) => place.at === at)) continue;
      const column = this.#header[at] ?? "";
      // A name in the header that was read wrongly is named by its place only.
      const named = column.includes(UNKNOWN_SIGN) ? "" : column;
      this.#problems.push({ file: this.#file, row: this.#row, column: named, rule: "wrong-encoding" });
    }
  }

  #readHeader(record: readonly string[]): void {
    const names = record.map((name) => name.trim());
    this.#width = names.length;
    this.#header = names;
    if (this.#encoding === "in-doubt") this.#checkEncoding(names);
    for (const { name } of this.#schema.columns) {
      const at = names.indexOf(name);
      if (at < 0) continue;
      if (names.indexOf(name, at + 1) > 0) {
        this.#problems.push({ file: this.#file, row: 0, column: name, rule: "column-twice" });
      }
      this.#places.push({ name, at });
      this.#cells.push([]);
    }
  }

  finish(): Table {
    if (this.#width < 0) {
      throw new WorkspaceError({ what: "CSV is empty", where: this.#file, mend: "Write a header and rows" });
    }
    if (this.#rowsBefore === 0 || this.#row > this.#rowsBefore) this.#acceptRows();
    const { file } = this.#options;
    return concludeParts(this.#accepted.table(), this.#schema, { file, problems: this.#problems });
  }
}

/**
 * Writes a table as CSV: UTF-8 with byte order mark, `;` between cells, CRLF, as Dutch Excel opens it.
 *
 * A text that a spreadsheet would take for a formula gets a single quote in front.
 *
 * @example A decimal comma
 * ```ts
 * import { writeCsv } from "./csv.ts";
 * import { Table } from "../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(writeCsv(Table.from({ a: Float64Array.of(1.5, NaN) }), { decimalMark: "," }), "\uFEFFa\r\n1,5\r\n\r\n");
 * ```
 *
 * @param table The table; a missing value is an empty cell.
 * @param options The decimal mark; a comma by default.
 * @returns The text.
 */
export function writeCsv(table: Table, options: { readonly decimalMark?: "." | "," } = {}): string {
  const columns = table.columnNames.map((name) => table.column(name));
  const rows = Array.from({ length: table.rowCount }, (_, row) =>
    columns.map((column) => {
      const value = column.values[row] ?? null;
      if (value === null || (typeof value === "number" && Number.isNaN(value))) return "";
      if (typeof value === "number") return String(value).replace(".", options.decimalMark ?? ",");
      const text = String(value);
      return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    }));
  const text = stringify([[...table.columnNames], ...rows], {
    delimiter: ";",
    record_delimiter: "\r\n",
    // Half a line end inside a cell is a line end to other readers.
    quoted_match: /[\r\n]/,
  });
  return `\uFEFF${text}`;
}
