/**
 * The door between unknown input and a table: a schema accepts it whole, or says everything that is wrong with it.
 *
 * @module
 */
import { tryDayNumber } from "../core/period.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Column, Table } from "../core/table.ts";
import { acceptNative, hasDistinctKeys } from "./_accept_native.ts";
import type { ColumnSchema, DatasetSchema } from "./schema.ts";

/** What can be wrong with a cell or a file. */
export type SchemaRule =
  | "column-missing"
  | "column-twice"
  | "value-missing"
  | "not-a-number"
  | "not-whole"
  | "not-a-date"
  | "not-a-truth-value"
  | "code-unlisted"
  | "out-of-range"
  | "key-twice"
  | "wrong-encoding"
  | "cells-too-many"
  | "cells-too-few";

/** What each rule says to the reader. */
const RULE_TEXT: Readonly<Record<SchemaRule, string>> = {
  "column-missing": "the column is missing",
  "column-twice": "the column stands in the file twice",
  "value-missing": "a value is required",
  "not-a-number": "the value is not a number",
  "not-whole": "the number is not whole",
  "not-a-date": "the value is not a date of the calendar",
  "not-a-truth-value": "the value is neither true nor false",
  "code-unlisted": "the code is not in the list",
  "out-of-range": "the value lies outside the allowed range",
  "key-twice": "the key occurs before",
  "wrong-encoding": "the text was read in the wrong encoding",
  "cells-too-many": "the row has more cells than the header",
  "cells-too-few": "the row has fewer cells than the header",
};

/** One thing that is wrong. Never holds the value. */
export interface SchemaProblem {
  /** The file. */
  readonly file: string;
  /** The row of data, counted from 1; 0 for the file as a whole. */
  readonly row: number;
  /** The column; empty for the row as a whole. */
  readonly column: string;
  /** The rule that is broken. */
  readonly rule: SchemaRule;
}

/** Problems named in the message; the list on the error is whole. */
const NAMED_IN_MESSAGE = 10;

/** Input that the schema does not accept, with everything that is wrong. */
export class SchemaError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name: string = "SchemaError";
  /** Every problem, by row and column. */
  readonly problems: readonly SchemaProblem[];

  /**
   * Makes the error.
   *
   * @param problems At least one problem.
   */
  constructor(problems: readonly SchemaProblem[]) {
    const named = problems.slice(0, NAMED_IN_MESSAGE).map(describeProblem);
    const rest = problems.length - named.length;
    super({
      what: `Input is not accepted, ${problems.length} ${problems.length === 1 ? "problem" : "problems"}: ` +
        named.join("; ") + (rest > 0 ? `; and ${rest} more` : ""),
      where: problems[0]?.file ?? "",
      mend: "Correct the file at its source; nothing was left out or changed",
    });
    this.problems = problems;
  }
}

/**
 * Writes a problem as a sentence part.
 *
 * @param problem The problem.
 * @returns For example `row 12, column leeftijd: the value is not a number`.
 */
function describeProblem(problem: SchemaProblem): string {
  const place = [
    problem.row > 0 ? `row ${problem.row}` : "",
    problem.column ? `column ${problem.column}` : "",
  ]
    .filter((part) => part !== "").join(", ");
  return `${place ? `${place}: ` : ""}${RULE_TEXT[problem.rule]}`;
}

/** How to accept. */
export interface AcceptOptions {
  /** The file, for the list of problems. */
  readonly file: string;
  /** The decimal mark of numbers that stand as text; a point by default. */
  readonly decimalMark?: "." | ",";
  /** Problems found by the reader already. */
  readonly problems?: readonly SchemaProblem[];
}

/**
 * Accepts a table by a schema, or says everything that is wrong at once.
 *
 * Keys, codes, texts and dates become texts, numbers numbers; codes that mean missing become null. Columns that the
 * schema does not name are left aside. Nothing is guessed: a number with a thousands mark is not a number.
 *
 * @example Two problems in one go, and no value among them
 * ```ts
 * import { acceptTable, SchemaError } from "./accept.ts";
 * import { Table } from "../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * const schema = {
 *   key: [],
 *   columns: [
 *     { name: "leeftijd", type: "integer", label: { nl: "Leeftijd", en: "Age" }, range: [0, 120] },
 *     { name: "wijk", type: "key", label: { nl: "Wijk", en: "Wijk" }, presence: "required" },
 *   ],
 * } as const;
 * const input = Table.from({ leeftijd: ["12", "130"], wijk: ["WK990101", ""] });
 * assert.throws(() => acceptTable(input, schema, { file: "a.csv" }), (error) => {
 *   assert.ok(error instanceof SchemaError);
 *   assert.deepEqual(error.problems.map((problem) => problem.rule), ["out-of-range", "value-missing"]);
 *   return true;
 * });
 * ```
 *
 * @param input The table as it was read.
 * @param schema What it has to be.
 * @param options File name and decimal mark.
 * @returns The table with the columns of the schema, in its order.
 * @throws {SchemaError} When anything is wrong; holds all of it.
 */
export function acceptTable(input: Table, schema: DatasetSchema, options: AcceptOptions): Table {
  const { columns, problems } = acceptPart(input, schema, { ...options, firstRow: 0 });
  return concludeParts(Table.fromColumns(columns), schema, {
    file: options.file,
    problems: [...options.problems ?? [], ...problems],
  });
}

/** Some rows of a file, accepted but for what only the whole file can tell: whether a key occurs twice. */
export interface AcceptedPart {
  /** The columns of the schema that the file has. */
  readonly columns: ReadonlyMap<string, Column>;
  /** What is wrong in these rows. */
  readonly problems: readonly SchemaProblem[];
}

/**
 * Accepts some rows of a file. Missing columns are named with its first rows only.
 *
 * @param input The rows as they were read.
 * @param schema What they have to be.
 * @param options File name, decimal mark, and how many rows of data went before.
 * @returns Columns and problems.
 */
export function acceptPart(
  input: Table,
  schema: DatasetSchema,
  options: AcceptOptions & { readonly firstRow: number },
): AcceptedPart {
  const problems: SchemaProblem[] = [];
  const columns = new Map<string, Column>();
  for (const column of schema.columns) {
    if (input.has(column.name)) {
      columns.set(column.name, acceptColumn(input.column(column.name), column, options, problems));
    } else if (options.firstRow === 0) {
      problems.push({ file: options.file, row: 0, column: column.name, rule: "column-missing" });
    }
  }
  return { columns, problems };
}

/**
 * Accepts the whole file, of which {@linkcode acceptPart} accepted every part.
 *
 * @param table All rows.
 * @param schema What they have to be.
 * @param found File name, and the problems of all parts.
 * @returns The table.
 * @throws {SchemaError} When anything is wrong; holds all of it.
 */
export function concludeParts(
  table: Table,
  schema: DatasetSchema,
  found: { readonly file: string; readonly problems: readonly SchemaProblem[] },
): Table {
  const problems = [...found.problems];
  checkKey(table, schema.key, found.file, problems);
  if (problems.length === 0) return table;
  const order = new Map(schema.columns.map((column, index) => [column.name, index] as const));
  const place = (problem: SchemaProblem) => order.get(problem.column) ?? -1;
  throw new SchemaError(problems.sort((a, b) => a.row - b.row || place(a) - place(b)));
}

/** What reading one text gives: a value, or the rule that it breaks. */
type Reading = { readonly value: string | number | boolean | null } | { readonly rule: SchemaRule };

const REPEATING: ReadonlySet<ColumnSchema["type"]> = new Set(["code", "date", "integer", "boolean"]);
/** Readings remembered per column: more distinct codes than the largest list (buurten) has. */
const MOST_REMEMBERED = 20_000;

function acceptColumn(
  column: Column,
  schema: ColumnSchema,
  options: AcceptOptions & { readonly firstRow: number },
  problems: SchemaProblem[],
): Column {
  const numeric = schema.type === "integer" || schema.type === "number";
  const mark = options.decimalMark ?? ".";
  const read = (text: string) => {
    const reading = readCell(text, schema, mark);
    return "rule" in reading ? undefined : reading.value;
  };
  const quick = acceptNative(column, schema, read);
  if (quick) return quick;
  const texts: (string | null)[] = [], truths: (boolean | null)[] = [];
  const numbers = new Float64Array(numeric ? column.values.length : 0);
  // Codes and dates repeat; remembering keys and amounts as well would cost more than it saves.
  const known = REPEATING.has(schema.type) ? new Map<string | number | boolean | null, Reading>() : null;
  const problem = (row: number, rule: SchemaRule) =>
    problems.push({ file: options.file, row: options.firstRow + row + 1, column: schema.name, rule });
  for (let row = 0; row < column.values.length; row++) {
    const cell = column.values[row] ?? null;
    let reading = known?.get(cell);
    if (reading === undefined) {
      reading = readCell(cell, schema, mark);
      if (known && known.size < MOST_REMEMBERED) known.set(cell, reading);
    }
    const value = "rule" in reading ? null : reading.value;
    if ("rule" in reading) problem(row, reading.rule);
    else if (value === null && schema.presence === "required") problem(row, "value-missing");
    if (numeric) numbers[row] = typeof value === "number" ? value : NaN;
    else if (schema.type === "boolean") truths.push(typeof value === "boolean" ? value : null);
    else texts.push(typeof value === "string" ? value : null);
  }
  if (numeric) return { type: "number", values: numbers };
  return schema.type === "boolean" ? { type: "boolean", values: truths } : { type: "text", values: texts };
}

function readCell(cell: string | number | boolean | null, schema: ColumnSchema, mark: "." | ","): Reading {
  if (typeof cell === "number" && schema.type === "number") return readAmount(cell, schema);
  const text = textOf(cell);
  if (text === null || text === "" || schema.missing?.includes(text)) return { value: null };
  if (/\uFFFD|Ã[\u0080-\u00BF]/.test(text)) return { rule: "wrong-encoding" };
  switch (schema.type) {
    case "integer":
    case "number":
      return readNumber(cell, text, schema, mark);
    case "boolean":
      return readTruth(cell, text);
    case "date": {
      const day = tryDayNumber(text);
      if (day === null) return { rule: "not-a-date" };
      return withinDates(text, schema) ? { value: text } : { rule: "out-of-range" };
    }
    default:
      return schema.codes && !Object.hasOwn(schema.codes, text) ? { rule: "code-unlisted" } : { value: text };
  }
}

/** The quick way for a number that is one already. */
function readAmount(value: number, schema: ColumnSchema): Reading {
  if (Number.isNaN(value) || schema.missing?.includes(String(value))) return { value: null };
  if (!Number.isFinite(value)) return { rule: "not-a-number" };
  const [low, high] = schema.range ?? [-Infinity, Infinity];
  const outside = typeof low === "number" && typeof high === "number" && (value < low || value > high);
  return outside ? { rule: "out-of-range" } : { value };
}

function textOf(cell: string | number | boolean | null): string | null {
  if (cell === null || (typeof cell === "number" && Number.isNaN(cell))) return null;
  return typeof cell === "string" ? cell.trim() : String(cell);
}

function readNumber(
  cell: string | number | boolean | null,
  text: string,
  schema: ColumnSchema,
  mark: "." | ",",
): Reading {
  if (typeof cell === "boolean") return { rule: "not-a-number" };
  const plain = mark === "," ? text.replace(",", ".") : text;
  const wrongMark = mark === "," && text.includes(".");
  if (typeof cell === "string" && (wrongMark || !/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(plain))) {
    return { rule: "not-a-number" };
  }
  const value = Number(plain);
  if (!Number.isFinite(value)) return { rule: "not-a-number" };
  if (schema.type === "integer" && !Number.isInteger(value)) return { rule: "not-whole" };
  const [low, high] = schema.range ?? [-Infinity, Infinity];
  const inside = typeof low === "string" || typeof high === "string" || (value >= low && value <= high);
  return inside ? { value } : { rule: "out-of-range" };
}

const TRUTHS: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  ja: true,
  nee: false,
  "1": true,
  "0": false,
};

function readTruth(cell: string | number | boolean | null, text: string): Reading {
  if (typeof cell === "boolean") return { value: cell };
  const value = TRUTHS[text.toLowerCase()];
  return value === undefined ? { rule: "not-a-truth-value" } : { value };
}

function withinDates(text: string, schema: ColumnSchema): boolean {
  const [first, last] = schema.range ?? [];
  if (typeof first !== "string" || typeof last !== "string") return true;
  const compact = text.replaceAll("-", "");
  return compact >= first.replaceAll("-", "") && compact <= last.replaceAll("-", "");
}

function checkKey(table: Table, key: readonly string[], file: string, problems: SchemaProblem[]): void {
  if (key.length === 0 || key.some((name) => !table.has(name))) return;
  if (hasDistinctKeys(table, key)) return;
  const columns = key.map((name) => table.column(name).values);
  const seen = new Set<string>();
  for (let row = 0; row < table.rowCount; row++) {
    const joined = joinKey(columns, row);
    if (joined === null) continue;
    if (seen.has(joined)) problems.push({ file, row: row + 1, column: key.join("+"), rule: "key-twice" });
    seen.add(joined);
  }
}

/** One text for a key; the length of each part keeps "a"+"bc" and "ab"+"c" apart. Null when a part is missing. */
function joinKey(columns: readonly Column["values"][], row: number): string | null {
  let joined = "";
  for (const values of columns) {
    const part = values[row] ?? null;
    if (part === null || Number.isNaN(part)) return null;
    const text = String(part);
    joined += columns.length === 1 ? text : `${text.length}:${text}`;
  }
  return joined;
}
