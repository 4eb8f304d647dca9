/**
 * Exports of survey tools, brought to one form: a text per question and respondent, without contact data.
 *
 * Reading files belongs to `lib/sources`, whose `readCsvRows` gives the rows that these functions take.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Label } from "../../core/language.ts";
import { joinChoices } from "./choice_columns.ts";
import { QuestionnaireExport } from "./export.ts";
import { type ColumnName, FORMATS, type SurveyTool, type ToolFormat } from "./tool_formats.ts";

/**
 * Brings the rows of an export to one form and leaves contact data and technical columns behind.
 *
 * @example A Qualtrics export has three header rows
 * ```ts
 * import { readExport } from "./read_export.ts";
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
 * @throws {WorkspaceError} When header rows are missing, rows are of different length, two questions have one name, or a
 *   row has a response type or state that the tool is not known to write.
 */
export function readExport(
  rows: readonly (readonly string[])[],
  options: { readonly tool: SurveyTool },
): QuestionnaireExport {
  const { tool } = options;
  const format = FORMATS[tool];
  const { headers, body } = withoutEmptyColumns(rows, format.headerRows);
  const columns = numberSameNames(format.nameColumns(headers), format);
  const names = columns.map(({ name }) => name);
  checkShape(tool, names, headers.length === format.headerRows ? { headers, body } : null, format);
  const position = new Map(names.map((name, index) => [name.toLowerCase(), index]));
  const real = answersIn(body, position, tool);
  const isTechnical = technicalNames(names, format);
  const columnOf = (index: number) => real.map(({ cells }) => (cells[index] ?? "").trim() || null);
  const key = format.respondent.find((name) =>
    columnOf(position.get(name) ?? -1).some((value) => value !== null)
  );
  const kept = columns.flatMap((column, index) =>
    isTechnical(column.name) ? [] : [{ ...column, answers: columnOf(index) }]
  );
  return new QuestionnaireExport({
    tool,
    questions: tool === "surveymonkey"
      ? joinChoices(kept)
      : kept.map(({ name, answers }) => ({ question: name, answers })),
    respondents: columnOf(key === undefined ? -1 : position.get(key) ?? -1),
    finished: finishedIn(real, position, tool),
    rows: real.map(({ row }) => row),
    leftOutColumns: names.filter(isTechnical),
    leftOutRows: body.length - real.length,
    cautions: format.finishedStanding === "verified" ? [] : [UNSURE_FINISHED],
  });
}

const UNSURE_FINISHED: Label = {
  nl:
    "Of iemand klaar was, volgt hier uit de einddatum; die kan er ook zijn bij wie halverwege stopte. Exporteer alleen volledige antwoorden als dat uitmaakt",
  en:
    "Whether somebody finished is taken from the end date, which those who stopped half-way may have too. Export complete responses only where that matters",
};

/** A row of answers with its place in the file. */
interface AnswerRow {
  readonly cells: readonly string[];
  /** Counted from 1 below the header rows. */
  readonly row: number;
}

/** Some exports end every line with a comma: such a column has no heading and no cell. */
function withoutEmptyColumns(
  rows: readonly (readonly string[])[],
  headerRows: number,
): { readonly headers: readonly (readonly string[])[]; readonly body: readonly (readonly string[])[] } {
  const width = Math.max(0, ...rows.slice(0, headerRows).map((row) => row.length));
  const blank = (index: number) => rows.every((row) => (row[index] ?? "").trim() === "");
  let used = width;
  while (used > 1 && blank(used - 1)) used--;
  const cut = rows.map((row) => row.length > used && row.length <= width ? row.slice(0, used) : row);
  return { headers: cut.slice(0, headerRows), body: withoutBlankEnd(cut.slice(headerRows)) };
}

/** Some tools end a file with an empty line, which a CSV reader gives as one empty cell. */
function withoutBlankEnd(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const last = rows.findLastIndex((row) => row.length > 1 || (row[0] ?? "").trim() !== "");
  return rows.slice(0, last + 1);
}

function numberSameNames(columns: readonly ColumnName[], { sameNames }: ToolFormat): readonly ColumnName[] {
  if (sameNames === "refuse") return columns;
  const places = new Map<string, number[]>();
  columns.forEach(({ name }, index) => places.set(name, [...(places.get(name) ?? []), index]));
  return columns.map((column, index) => {
    const same = places.get(column.name) ?? [];
    if (same.length === 1) return column;
    const number = ` #${same.indexOf(index) + 1}`;
    return { ...column, name: `${column.name}${number}`, stem: `${column.stem}${number}` };
  });
}

/** The rows that are answers: no empty rows (an export of nobody holds one), previews, tests or spam. */
function answersIn(
  body: readonly (readonly string[])[],
  position: ReadonlyMap<string, number>,
  tool: SurveyTool,
): readonly AnswerRow[] {
  const { rowKind } = FORMATS[tool];
  return body.flatMap((cells, index) => {
    if (cells.every((cell) => cell.trim() === "")) return [];
    const text = rowKind === null
      ? ""
      : (cells[position.get(rowKind.column) ?? -1] ?? "").trim().toLowerCase();
    if (text === "" || rowKind?.answer.has(text)) return [{ cells, row: index + 1 }];
    if (rowKind?.test.has(text)) return [];
    throw unknownText(tool, "response type", index + 1);
  });
}

function finishedIn(
  rows: readonly AnswerRow[],
  position: ReadonlyMap<string, number>,
  tool: SurveyTool,
): readonly boolean[] {
  const { columns, read } = FORMATS[tool].finished;
  const column = columns.map((name) => position.get(name)).find((index) => index !== undefined);
  return rows.map(({ cells, row }) => {
    const finished = read((cells[column ?? -1] ?? "").trim());
    if (finished === "unknown") throw unknownText(tool, "state of being finished", row);
    return finished === "yes";
  });
}

function unknownText(tool: SurveyTool, what: string, row: number): WorkspaceError {
  return new WorkspaceError({
    what: `A row has a ${what} that this tool is not known to write, for example in another language`,
    where: `${tool}, row ${row}`,
    mend: "Export numeric values, or in English; previews and tests could pass for respondents otherwise",
  });
}

/** Which columns are technical: by name, by prefix, or as the time that a question took. */
function technicalNames(names: readonly string[], format: ToolFormat): (name: string) => boolean {
  const stems = new Set(names.map((name) => name.toLowerCase().replace(/\[.*$/, "")));
  return (name) => {
    const lower = name.toLowerCase();
    const { technicalSuffix: suffix } = format;
    return format.technical.has(lower) ||
      format.technicalStart?.test(lower) === true ||
      (suffix !== null && lower.endsWith(suffix) && stems.has(lower.slice(0, -suffix.length)));
  };
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
  checkImportIds(tool, headers, body[0] ?? []);
}

/** Only the third header row of Qualtrics' present form holds JSON with ImportId (older ones with single quotes). */
function checkImportIds(
  tool: SurveyTool,
  headers: readonly (readonly string[])[],
  first: readonly string[],
): void {
  const holds = (row: readonly string[] = []) => /["']ImportId["']/.test(row.join(" "));
  if (tool === "qualtrics" && !holds(headers[2])) {
    throw problem(
      tool,
      "The third header row, with ImportId, is missing",
      "header",
      'Export again with all header rows; the older export with two of them is the tool "qualtricsLegacy"',
    );
  }
  if (!holds(first)) return;
  if (tool === "qualtricsLegacy") {
    throw problem(tool, "The export has three header rows", "header", 'Name the tool "qualtrics"');
  }
  throw problem(tool, `The header has more than ${headers.length} rows`, "header");
}

function problem(
  tool: SurveyTool,
  what: string,
  where: string,
  mend: string = "Export again with question codes and all columns",
): WorkspaceError {
  return new WorkspaceError({ what, where: `${tool}, ${where}`, mend });
}
