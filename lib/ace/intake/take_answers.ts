/**
 * From an export and a mapping file to a table of item codes, with a report of what did not fit.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Label } from "../../core/language.ts";
import { Table } from "../../core/table.ts";
import type { Code, Instrument } from "../instrument.ts";
import { IllegalAnswer } from "../refusal.ts";
import type { QuestionnaireExport } from "./export.ts";
import type { IntakeMapping } from "./mapping_file.ts";

/** What became of an intake. Holds counts and question names, no answers. */
export interface IntakeReport {
  /** Items of the instrument that the mapping does not name. */
  readonly unmappedItems: readonly string[];
  /** Questions of the export that no item and no background column uses. */
  readonly unmappedQuestions: readonly string[];
  /** Items and background columns whose question the export does not have. */
  readonly absentQuestions: readonly string[];
  /** Rows beyond the first of respondents who answered more than once. */
  readonly duplicateRows: number;
  /** Rows that were left out because the respondent did not finish. */
  readonly unfinishedRows: number;
  /** Preview, test and empty rows of the tool. */
  readonly testRows: number;
  /** Columns that were left behind because they hold contact or technical data. */
  readonly leftOutColumns: readonly string[];
  /** Rows that were taken in. */
  readonly rows: number;
  /** What else has to be known, for example that the tool does not record well who finished. */
  readonly cautions: readonly Label[];
}

/** Answers as item codes, with the report. */
export interface Intake {
  /** One column per mapped item and per background column, one row per respondent; made for `scoreTable`. */
  readonly table: Table;
  /** What became of it. */
  readonly report: IntakeReport;
}

/**
 * Takes answers in: texts become item codes, duplicates and unfinished respondents are treated as the mapping says.
 *
 * @example One answer
 * ```ts
 * import { KAISER10 } from "../instruments/kaiser10.ts";
 * import { readExport } from "./read_export.ts";
 * import { takeAnswers } from "./take_answers.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = [["id", "submitdate", "ACE1. Schold iemand?"], ["1", "2026-05-01 10:00:00", "Ja"]];
 * const { table, report } = takeAnswers(readExport(rows, { tool: "limesurvey" }), KAISER10, {
 *   instrument: "ace10-yn",
 *   duplicates: "refuse",
 *   unfinished: "keep",
 *   items: { q1: { question: "ACE1", answers: { Ja: "yes", Nee: "no" } } },
 * });
 * assert.deepEqual(table.texts("q1"), ["yes"]);
 * assert.equal(report.unmappedItems.length, 9);
 * ```
 *
 * @param source The export.
 * @param instrument The instrument.
 * @param mapping The mapping.
 * @returns The answers and the report.
 * @throws {IllegalAnswer} When answer texts are not in the mapping: names every item with the number of cells and the first
 *   row, counted below the header rows of the file.
 * @throws {WorkspaceError} When somebody answered twice and that is refused.
 */
export function takeAnswers(
  source: QuestionnaireExport,
  instrument: Instrument,
  mapping: IntakeMapping,
): Intake {
  const { rows, duplicateRows, unfinishedRows } = chooseRows(source, mapping);
  const { columns, absentQuestions, unmapped } = takeColumns(source, rows, mapping);
  refuseUnmapped(unmapped);
  const named = [...Object.values(mapping.items), ...Object.values(mapping.background ?? {})];
  const used = new Set([...named.map(({ question }) => question), mapping.respondent]);
  return {
    table: Table.from(columns),
    report: {
      unmappedItems: instrument.items.map(({ id }) => id).filter((id) => !(id in mapping.items)),
      unmappedQuestions: source.questionNames.filter((question) => !used.has(question)),
      absentQuestions,
      duplicateRows,
      unfinishedRows,
      testRows: source.leftOutRows,
      leftOutColumns: source.leftOutColumns,
      rows: rows.length,
      cautions: source.cautions,
    },
  };
}

interface ChosenRows {
  readonly rows: readonly number[];
  readonly duplicateRows: number;
  readonly unfinishedRows: number;
}

function chooseRows(source: QuestionnaireExport, mapping: IntakeMapping): ChosenRows {
  const finished = source.finished();
  const all = [...finished.keys()];
  const kept = mapping.unfinished === "keep" ? all : all.filter((row) => finished[row]);
  const byRespondent = new Map<string, number[]>();
  const respondents = mapping.respondent === undefined
    ? source.respondents()
    : source.answers(mapping.respondent);
  for (const row of kept) {
    const key = respondents[row] ?? null;
    // Without a key nobody can be told apart: every row then is a respondent.
    const name = key === null ? `row ${row}` : `key ${key}`;
    byRespondent.set(name, [...(byRespondent.get(name) ?? []), row]);
  }
  const duplicateRows = kept.length - byRespondent.size;
  const again = [...byRespondent.values()].find((rows) => rows.length > 1);
  if (again && mapping.duplicates === "refuse") {
    throw new WorkspaceError({
      what: `${duplicateRows} row(s) come from respondents who answered before`,
      where: `${source.tool}, answer ${source.rows()[again[1]!]}`,
      mend: 'Decide in the mapping file which answer counts: duplicates "first" or "last"',
    });
  }
  const rows = [...byRespondent.values()].map((some) =>
    mapping.duplicates === "last" ? some[some.length - 1]! : some[0]!
  );
  return { rows: rows.sort((a, b) => a - b), duplicateRows, unfinishedRows: all.length - kept.length };
}

interface TakenColumns {
  readonly columns: Readonly<Record<string, Float64Array | readonly (string | null)[]>>;
  readonly absentQuestions: readonly string[];
  readonly unmapped: readonly UnmappedCells[];
}

/** Items as their codes, background columns as texts or numbers. */
function takeColumns(
  source: QuestionnaireExport,
  rows: readonly number[],
  { items, background = {} }: IntakeMapping,
): TakenColumns {
  const questions = new Set(source.questionNames);
  const columns: Record<string, Float64Array | readonly (string | null)[]> = {};
  const absentQuestions: string[] = [];
  const unmapped: UnmappedCells[] = [];
  for (const [name, entry] of Object.entries({ ...items, ...background })) {
    const { question } = entry;
    if (!questions.has(question)) {
      absentQuestions.push(name);
      continue;
    }
    const texts = rows.map((row) => source.answers(question)[row] ?? null);
    const read = "answers" in entry ? codesOf(texts, entry.answers) : numbersOf(texts);
    const cells = read.flatMap((value, index) => value === undefined ? [rows[index]!] : []);
    if (cells.length > 0) {
      unmapped.push({ item: name, column: question, row: source.rows()[cells[0]!]!, cells: cells.length });
    }
    columns[name] = "answers" in entry
      ? read.map((value) => value === undefined || value === null ? null : String(value))
      : Float64Array.from(read, (value) => typeof value === "number" ? value : NaN);
  }
  return { columns, absentQuestions, unmapped };
}

/** Cells of one item whose text the mapping does not know. */
interface UnmappedCells {
  readonly item: string;
  readonly column: string;
  readonly row: number;
  readonly cells: number;
}

function refuseUnmapped([first, ...others]: readonly UnmappedCells[]): void {
  if (first === undefined) return;
  throw new IllegalAnswer({
    ...first,
    others: others.map(({ item, row, cells }) => `${item} (${cells}, from row ${row})`),
  });
}

/** The code of each answer; null for an empty cell, undefined where the mapping does not know the text. */
function codesOf(
  texts: readonly (string | null)[],
  answers: Readonly<Record<string, Code | null>>,
): readonly (Code | null | undefined)[] {
  const known = new Map(Object.entries(answers).map(([text, code]) => [text.trim(), code]));
  return texts.map((text) => text === null ? null : known.get(text));
}

/** The number of each answer, with a decimal point or comma; undefined where the text is none. */
function numbersOf(texts: readonly (string | null)[]): readonly (number | null | undefined)[] {
  return texts.map((text) => {
    if (text === null) return null;
    return /^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : undefined;
  });
}
