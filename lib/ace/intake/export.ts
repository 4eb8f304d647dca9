/**
 * An export of a survey tool in one form: a text per question and respondent, without contact data.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Label } from "../../core/language.ts";
import type { SurveyTool } from "./tool_formats.ts";

/** One question of an export. */
export interface ExportedQuestion {
  /** The code or text that mappings name. */
  readonly question: string;
  /** One answer per respondent as text; null where the cell is empty. */
  readonly answers: readonly (string | null)[];
}

/** What an export came from: a survey tool, or a file with value labels. */
export type ExportSource = SurveyTool | "spss";

/** The parts of an export. */
export interface ExportParts {
  /** What it came from. */
  readonly tool: ExportSource;
  /** The questions. */
  readonly questions: readonly ExportedQuestion[];
  /** The key by which respondents are told apart; null where there is none. */
  readonly respondents: readonly (string | null)[];
  /** Whether each respondent finished. */
  readonly finished: readonly boolean[];
  /** The row of each respondent among the rows below the header, counted from 1. */
  readonly rows: readonly number[];
  /** Columns that were not taken in. */
  readonly leftOutColumns: readonly string[];
  /** Rows that are no answers. */
  readonly leftOutRows: number;
  /** What a reader of the report has to know. */
  readonly cautions: readonly Label[];
}

/** An export in one form. Holds answers, so it shows its shape only. */
export class QuestionnaireExport {
  readonly #questions: ReadonlyMap<string, ExportedQuestion>;
  readonly #parts: ExportParts;
  /** What it came from. */
  readonly tool: ExportSource;
  /** Columns that were not taken in because they hold contact data or technical data. */
  readonly leftOutColumns: readonly string[];
  /** Rows that are no answers: previews, tests and empty rows. Counted, not kept. */
  readonly leftOutRows: number;
  /** What a reader of the report has to know. */
  readonly cautions: readonly Label[];

  /**
   * Makes the export. Use `readExport` or `readLabelledExport`.
   *
   * @param parts The questions, the respondents and what was left out.
   */
  constructor(parts: ExportParts) {
    this.tool = parts.tool;
    this.leftOutColumns = parts.leftOutColumns;
    this.leftOutRows = parts.leftOutRows;
    this.cautions = parts.cautions;
    this.#questions = new Map(parts.questions.map((question) => [question.question, question]));
    this.#parts = parts;
  }

  /** The codes or texts of the questions, in the order of the export. */
  get questionNames(): readonly string[] {
    return [...this.#questions.keys()];
  }

  /** The number of respondents. */
  get rowCount(): number {
    return this.#parts.finished.length;
  }

  /** The answers to a question. */
  answers(question: string): readonly (string | null)[] {
    const found = this.#questions.get(question);
    if (found) return found.answers;
    throw new WorkspaceError({ what: `The export has no question ${question}`, where: this.tool });
  }

  /** The key by which the tool tells respondents apart; null where it has none. Never shown. */
  respondents(): readonly (string | null)[] {
    return this.#parts.respondents;
  }

  /** Whether each respondent finished. */
  finished(): readonly boolean[] {
    return this.#parts.finished;
  }

  /** The row of each respondent in the file, counted from 1 below the header rows: where an error is to be looked for. */
  rows(): readonly number[] {
    return this.#parts.rows;
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
