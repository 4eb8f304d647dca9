/**
 * Exports of survey tools, brought to one form: a text per question and respondent, without contact data.
 *
 * Reading files belongs to `lib/sources`; these functions take the rows that a CSV reader gives.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { FORMATS, type SurveyTool, type ToolFormat } from "./tool_formats.ts";

/** One question of an export. */
export interface ExportedQuestion {
  /** The code or text that mappings name. */
  readonly question: string;
  /** One answer per respondent as text; null where the cell is empty. */
  readonly answers: readonly (string | null)[];
}

/** An export in one form. Holds answers, so it shows its shape only. */
export class QuestionnaireExport {
  readonly #questions: ReadonlyMap<string, ExportedQuestion>;
  readonly #respondents: readonly (string | null)[];
  readonly #finished: readonly boolean[];
  /** The tool. */
  readonly tool: SurveyTool;
  /** Columns that were not taken in because they hold contact data or technical data. */
  readonly leftOutColumns: readonly string[];
  /** Rows that are no answers: previews and tests. Counted, not kept. */
  readonly leftOutRows: number;

  /**
   * Makes the export. Use {@linkcode readExport}.
   *
   * @param parts The questions, the respondents and what was left out.
   */
  constructor(parts: {
    readonly tool: SurveyTool;
    readonly questions: readonly ExportedQuestion[];
    readonly respondents: readonly (string | null)[];
    readonly finished: readonly boolean[];
    readonly leftOutColumns: readonly string[];
    readonly leftOutRows: number;
  }) {
    this.tool = parts.tool;
    this.leftOutColumns = parts.leftOutColumns;
    this.leftOutRows = parts.leftOutRows;
    this.#questions = new Map(parts.questions.map((question) => [question.question, question]));
    this.#respondents = parts.respondents;
    this.#finished = parts.finished;
  }

  /** The codes or texts of the questions, in the order of the export. */
  get questionNames(): readonly string[] {
    return [...this.#questions.keys()];
  }

  /** The number of respondents. */
  get rowCount(): number {
    return this.#finished.length;
  }

  /** The answers to a question. */
  answers(question: string): readonly (string | null)[] {
    const found = this.#questions.get(question);
    if (found) return found.answers;
    throw new WorkspaceError({ what: `The export has no question ${question}`, where: this.tool });
  }

  /** The key by which the tool tells respondents apart; null where it has none. Never shown. */
  respondents(): readonly (string | null)[] {
    return this.#respondents;
  }

  /** Whether each respondent finished. */
  finished(): readonly boolean[] {
    return this.#finished;
  }

  /** The shape, so that `JSON.stringify` leaks no row. */
  toJSON(): string {
    return `QuestionnaireExport(${this.tool}, ${this.rowCount} respondents × ${this.#questions.size} questions)`;
  }

  /** The shape, for string contexts. */
  toString(): string {
    return this.toJSON();
  }

  /** The shape, for `console.log` under Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.toJSON();
  }

  /** The shape, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.toJSON() };
  }
}

/**
 * Brings the rows of an export to one form and leaves contact data and technical columns behind.
 *
 * @example A Qualtrics export has three header rows
 * ```ts
 * import { readExport } from "./export.ts";
 * import assert from "node:assert/strict";
 *
 * const rows = [
 *   ["Status", "IPAddress", "Finished", "ResponseId", "Q1"],
 *   ["Response Type", "IP Address", "Finished", "Response ID", "Vraag 1"],
 *   ['{"ImportId":"status"}', '{"ImportId":"ipAddress"}', '{"ImportId":"finished"}', '{"ImportId":"_recordId"}', '{"ImportId":"QID1"}'],
 *   ["IP Address", "192.0.2.1", "True", "R_1", "Ja"],
 *   ["Survey Preview", "192.0.2.1", "True", "R_2", "Nee"],
 * ];
 * const found = readExport(rows, { tool: "qualtrics" });
 * assert.deepEqual(found.questionNames, ["Q1"]);
 * assert.equal(found.rowCount, 1);
 * assert.ok(found.leftOutColumns.includes("IPAddress"));
 * ```
 *
 * @param rows The rows of the file, header rows included.
 * @param options The tool.
 * @returns The export.
 * @throws {WorkspaceError} When header rows are missing, rows are of different length, or two questions have one name.
 */
export function readExport(
  rows: readonly (readonly string[])[],
  options: { readonly tool: SurveyTool },
): QuestionnaireExport {
  const format = FORMATS[options.tool];
  const headers = rows.slice(0, format.headerRows);
  const names = format.nameColumns(headers);
  const body = withoutBlankEnd(rows.slice(format.headerRows));
  checkShape(options.tool, names, headers.length === format.headerRows ? { headers, body } : null, format);
  const position = new Map(names.map((name, index) => [name.toLowerCase(), index]));
  const { test } = format;
  const real = test === null ? body : body.filter((row) => {
    return !test.texts.has((row[position.get(test.column) ?? -1] ?? "").trim().toLowerCase());
  });
  const isTechnical = technicalNames(names, format);
  const columnOf = (index: number) => real.map((row) => (row[index] ?? "").trim() || null);
  const key = format.respondent.find((name) =>
    columnOf(position.get(name) ?? -1).some((value) => value !== null)
  );
  const done = format.finished.columns.map((name) => position.get(name)).find((index) => index !== undefined);
  const questions = names.flatMap((question, index) =>
    isTechnical(question) ? [] : [{ question, answers: columnOf(index) }]
  );
  return new QuestionnaireExport({
    tool: options.tool,
    questions: options.tool === "surveymonkey" ? joinChoices(questions) : questions,
    respondents: columnOf(key === undefined ? -1 : position.get(key) ?? -1),
    finished: real.map((row) => format.finished.holds((row[done ?? -1] ?? "").trim())),
    leftOutColumns: names.filter(isTechnical),
    leftOutRows: body.length - real.length,
  });
}

/** Some tools end a file with an empty line, which a CSV reader gives as one empty cell. */
function withoutBlankEnd(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const last = rows.findLastIndex((row) => row.length > 1 || (row[0] ?? "").trim() !== "");
  return rows.slice(0, last + 1);
}

/** Which columns are technical: by name, by prefix, or as the time that a question took. */
function technicalNames(names: readonly string[], format: ToolFormat): (name: string) => boolean {
  const stems = new Set(names.map((name) => name.toLowerCase().replace(/\[.*$/, "")));
  return (name) => {
    const lower = name.toLowerCase();
    const { technicalSuffix: suffix } = format;
    return format.technical.has(lower) ||
      format.technicalPrefixes.some((prefix) => lower.startsWith(prefix)) ||
      (suffix !== null && lower.endsWith(suffix) && stems.has(lower.slice(0, -suffix.length)));
  };
}

/**
 * SurveyMonkey's expanded form has a column per choice, holding the choice where it was made. Where each column of a
 * question holds nothing but its own choice, and nobody chose twice, they become one question.
 */
function joinChoices(questions: readonly ExportedQuestion[]): readonly ExportedQuestion[] {
  const groups = new Map<string, ExportedQuestion[]>();
  for (const question of questions) {
    const stem = question.question.split(" / ")[0] ?? question.question;
    groups.set(stem, [...(groups.get(stem) ?? []), question]);
  }
  return [...groups].flatMap(([stem, columns]) => {
    const rows = columns[0]?.answers.length ?? 0;
    const chosen = Array.from(
      { length: rows },
      (_, row) => columns.map(({ answers }) => answers[row] ?? null).filter((answer) => answer !== null),
    );
    const ownChoice = columns.length > 1 &&
      columns.every(({ question, answers }) =>
        answers.every((answer) => answer === null || question === `${stem} / ${answer}`)
      );
    if (!ownChoice || chosen.every((some) => some.length === 0) || chosen.some((some) => some.length > 1)) {
      return columns;
    }
    return [{ question: stem, answers: chosen.map(([answer = null]) => answer) }];
  });
}

function checkShape(
  tool: SurveyTool,
  names: readonly string[],
  file: {
    readonly headers: readonly (readonly string[])[];
    readonly body: readonly (readonly string[])[];
  } | null,
  format: ToolFormat,
): void {
  if (file === null) throw problem(tool, `The export needs ${format.headerRows} header rows`, "header");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw problem(tool, "Two questions have the same name", twice === "" ? "empty name" : twice);
  }
  const lower = new Set(names.map((name) => name.toLowerCase()));
  if (!format.required.some((name) => lower.has(name))) {
    throw problem(tool, `The export has no column ${format.required.join(" or ")}`, "header");
  }
  const { headers, body } = file;
  const odd = body.findIndex((row) => row.length !== names.length);
  if (odd >= 0) {
    throw problem(tool, `A row does not have ${names.length} cells`, `row ${odd + 1 + format.headerRows}`);
  }
  if (tool === "qualtrics") checkImportIds(headers[2]?.join(" ") ?? "", body[0]?.join(" ") ?? "");
}

/** The third header row holds JSON with ImportId (the older form with single quotes); no row of answers does. */
function checkImportIds(third: string, first: string): void {
  const holds = (row: string) => /["']ImportId["']/.test(row);
  if (holds(first)) throw problem("qualtrics", "The header has more than three rows", "header");
  if (!holds(third)) {
    throw problem("qualtrics", "The third header row, with ImportId, is missing", "header");
  }
}

function problem(tool: SurveyTool, what: string, where: string): WorkspaceError {
  return new WorkspaceError({
    what,
    where: `${tool}, ${where}`,
    mend: "Export again with question codes and all columns",
  });
}
