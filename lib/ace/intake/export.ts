/**
 * Exports of survey tools, brought to one form: a text per question and respondent, without contact data.
 *
 * Reading files belongs to `lib/sources`; these functions take the rows that a CSV reader gives.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";

/** The survey tools whose exports are understood. */
export type SurveyTool = "limesurvey" | "qualtrics" | "surveymonkey";

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

/** What is known about a tool's files. */
interface ToolFormat {
  /** The number of rows before the first respondent. */
  readonly headerRows: number;
  /** Columns that are no questions; contact data among them. Compared in lower case. */
  readonly technical: ReadonlySet<string>;
  /** Prefixes of further such columns, in lower case. */
  readonly technicalPrefixes: readonly string[];
  /** The columns, best first, by which respondents are told apart, in lower case. */
  readonly respondent: readonly string[];
  /** The column that tells whether somebody finished, with what it holds then. */
  readonly finished: { readonly column: string; readonly holds: (text: string) => boolean };
  /** The column and texts of rows that are no answers. */
  readonly test: { readonly column: string; readonly texts: ReadonlySet<string> } | null;
  /** The name of each question from the header rows. */
  readonly nameColumns: (headers: readonly (readonly string[])[]) => readonly string[];
}

// Sources: LimeSurvey manual, "Exporting results"; Qualtrics support, "Data export formats" (three header rows, the third
// with ImportId); SurveyMonkey help, "Export CSV" (questions above answer options).
const FORMATS: Readonly<Record<SurveyTool, ToolFormat>> = {
  limesurvey: {
    headerRows: 1,
    technical: new Set([
      "id",
      "submitdate",
      "lastpage",
      "startlanguage",
      "seed",
      "token",
      "startdate",
      "datestamp",
      "ipaddr",
      "refurl",
      "interviewtime",
      "firstname",
      "lastname",
      "email",
    ]),
    technicalPrefixes: ["attribute_", "grouptime", "questiontime"],
    respondent: ["token", "id"],
    // Without date stamps LimeSurvey writes 1980-01-01 for everybody who finished.
    finished: { column: "submitdate", holds: (text) => text !== "" },
    test: null,
    nameColumns: ([first = []]) => first.map(limeSurveyCode),
  },
  qualtrics: {
    headerRows: 3,
    technical: new Set([
      "startdate",
      "enddate",
      "status",
      "ipaddress",
      "progress",
      "duration (in seconds)",
      "finished",
      "recordeddate",
      "responseid",
      "recipientlastname",
      "recipientfirstname",
      "recipientemail",
      "externalreference",
      "locationlatitude",
      "locationlongitude",
      "distributionchannel",
      "userlanguage",
    ]),
    technicalPrefixes: ["q_"],
    respondent: ["externalreference", "responseid"],
    finished: { column: "finished", holds: (text) => /^(true|1|waar)$/i.test(text) },
    test: { column: "status", texts: new Set(["survey preview", "survey test", "1", "2"]) },
    nameColumns: ([first = []]) => first.map((name) => name.trim()),
  },
  surveymonkey: {
    headerRows: 2,
    technical: new Set([
      "respondent id",
      "collector id",
      "date created",
      "date modified",
      "start date",
      "end date",
      "ip address",
      "email address",
      "first name",
      "last name",
      "custom data 1",
      "collection started at",
    ]),
    technicalPrefixes: ["custom data"],
    respondent: ["respondent id"],
    finished: { column: "end date", holds: (text) => text !== "" },
    test: null,
    nameColumns: ([first = [], second = []]) => surveyMonkeyNames(first, second),
  },
};

/** The code before the question text: `ACE1. Tekst`, `[ACE1] Tekst` or `ACE1`; array items keep `[SQ001]`. */
function limeSurveyCode(header: string): string {
  const text = header.trim().replace(/^\uFEFF/, "");
  return /^([A-Za-z][A-Za-z0-9_]*(?:\[[A-Za-z0-9_]+\])*)(?:\.\s|$)/.exec(text)?.[1] ?? text;
}

/** An empty upper cell belongs to the question to its left; the option in the lower row is added behind a slash. */
function surveyMonkeyNames(first: readonly string[], second: readonly string[]): readonly string[] {
  let question = "";
  const width = Math.max(first.length, second.length);
  return Array.from({ length: width }, (_, index) => {
    const upper = (first[index] ?? "").trim().replace(/^\uFEFF/, "");
    const lower = (second[index] ?? "").trim();
    if (upper !== "") question = upper;
    return lower === "" || /^(response|open-ended response|antwoord)$/i.test(lower)
      ? question
      : `${question} / ${lower}`;
  });
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
  const body = rows.slice(format.headerRows);
  checkShape(options.tool, names, headers.length === format.headerRows ? body : null, format);
  const position = new Map(names.map((name, index) => [name.toLowerCase(), index]));
  const { test } = format;
  const real = test === null ? body : body.filter((row) => {
    return !test.texts.has((row[position.get(test.column) ?? -1] ?? "").trim().toLowerCase());
  });
  const isTechnical = (name: string) =>
    format.technical.has(name.toLowerCase()) ||
    format.technicalPrefixes.some((prefix) => name.toLowerCase().startsWith(prefix));
  const columnOf = (index: number) => real.map((row) => (row[index] ?? "").trim() || null);
  const key = format.respondent.find((name) =>
    columnOf(position.get(name) ?? -1).some((value) => value !== null)
  );
  return new QuestionnaireExport({
    tool: options.tool,
    questions: names.flatMap((question, index) =>
      isTechnical(question) ? [] : [{ question, answers: columnOf(index) }]
    ),
    respondents: columnOf(key === undefined ? -1 : position.get(key) ?? -1),
    finished: real.map((row) =>
      format.finished.holds((row[position.get(format.finished.column) ?? -1] ?? "").trim())
    ),
    leftOutColumns: names.filter(isTechnical),
    leftOutRows: body.length - real.length,
  });
}

function checkShape(
  tool: SurveyTool,
  names: readonly string[],
  body: readonly (readonly string[])[] | null,
  format: ToolFormat,
): void {
  if (body === null) throw problem(tool, `The export needs ${format.headerRows} header rows`, "header");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw problem(tool, "Two questions have the same name", twice === "" ? "empty name" : twice);
  }
  const odd = body.findIndex((row) => row.length !== names.length);
  if (odd >= 0) {
    throw problem(tool, `A row does not have ${names.length} cells`, `row ${odd + 1 + format.headerRows}`);
  }
  const first = body[0]?.join(" ") ?? "";
  if (tool === "qualtrics" && first.includes('"ImportId"')) {
    throw problem(tool, "The header has more than three rows", "header");
  }
}

function problem(tool: SurveyTool, what: string, where: string): WorkspaceError {
  return new WorkspaceError({
    what,
    where: `${tool}, ${where}`,
    mend: "Export again with question codes and all columns",
  });
}
