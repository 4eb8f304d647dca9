/**
 * A data file with value labels (SPSS), brought to the same form as the export of a survey tool.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Column, Table } from "../../core/table.ts";
import { QuestionnaireExport } from "./export.ts";
import type { ValueLabels } from "./spss.ts";

/** How a file with value labels is to be read. */
export interface LabelledExportOptions {
  /** The variable by which respondents are told apart; every row is a respondent of its own when absent. */
  readonly respondent?: string;
}

/**
 * Brings data with value labels to the form that `takeAnswers` takes: a value becomes its label, and a value without a
 * label its own text, which the mapping file may name too. Duplicates and unmapped answers are then reported as for any
 * other export. SPSS files do not say who finished: everybody counts as finished.
 *
 * Read the file with `readSav(bytes, { userMissing: "keep" })`, so that "don't know" stays what it is.
 *
 * @example A labelled value
 * ```ts
 * import { Table } from "../../core/table.ts";
 * import { readLabelledExport } from "./labelled_export.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ nr: ["a", "b"], V1: Float64Array.of(1, 3) });
 * const found = readLabelledExport(table, { V1: { "1": "Ja", "2": "Nee" } }, { respondent: "nr" });
 * assert.deepEqual(found.answers("V1"), ["Ja", "3"]);
 * assert.deepEqual(found.questionNames, ["V1"]);
 * ```
 *
 * @param table The data.
 * @param labels The value labels of the file, per variable.
 * @param options The variable of respondents.
 * @returns The export.
 * @throws {WorkspaceError} When the variable of respondents is absent or empty somewhere.
 */
export function readLabelledExport(
  table: Table,
  labels: ValueLabels,
  options: LabelledExportOptions = {},
): QuestionnaireExport {
  const { respondent } = options;
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  const questions = table.columnNames
    .filter((name) => name !== respondent)
    .map((name) => ({ question: name, answers: labelled(table.column(name), labels[name] ?? {}) }));
  const keys = respondent === undefined ? rows.map(() => null) : labelled(table.column(respondent), {});
  const nobody = respondent === undefined ? -1 : keys.indexOf(null);
  if (nobody >= 0) {
    throw new WorkspaceError({
      what: "A row has no respondent",
      where: `${respondent}, row ${nobody + 1}`,
      mend: "Complete the variable, or name another one",
    });
  }
  return new QuestionnaireExport({
    tool: "spss",
    questions,
    respondents: keys,
    finished: rows.map(() => true),
    rows: rows.map((row) => row + 1),
    leftOutColumns: respondent === undefined ? [] : [respondent],
    leftOutRows: 0,
    cautions: [],
  });
}

function labelled(
  column: Column,
  labels: Readonly<Record<string, string>>,
): readonly (string | null)[] {
  const values: readonly (string | number | boolean | null)[] = [...column.values];
  return values.map((value) => {
    if (value === null || Number.isNaN(value)) return null;
    const text = String(value).trim();
    return (Object.hasOwn(labels, text) ? labels[text]! : text).trim() || null;
  });
}
