/**
 * SPSS data with value labels: a table of numbers and, beside it, what the numbers mean.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Table } from "../../core/table.ts";
import type { Instrument } from "../instrument.ts";
import type { ItemMapping } from "../mapping.ts";
import type { IntakeMapping } from "./mapping_file.ts";

/** The value labels of an SPSS file: per variable, the label of each value. */
export type ValueLabels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The mapping of columns for `scoreTable`, and what did not fit. */
export interface LabelledMapping {
  /** The mapping, by value labels. */
  readonly mapping: ItemMapping;
  /** Items of the instrument that the mapping file does not name. */
  readonly unmappedItems: readonly string[];
  /** Items whose variable the table does not have. */
  readonly absentVariables: readonly string[];
  /** Value labels that the mapping file does not name, as variable and value; such a value in the data is an error. */
  readonly unmappedLabels: readonly string[];
}

/**
 * Makes the mapping for `scoreTable` from value labels: the mapping file names labels, the data hold values.
 *
 * It looks at the labels only. To have respondents who answered twice and values without a label reported as well, take the
 * data through `readLabelledExport` and `takeAnswers`.
 *
 * @example 1 is labelled "Ja"
 * ```ts
 * import { Table } from "../../core/table.ts";
 * import { KAISER10 } from "../instruments/kaiser10.ts";
 * import { mapValueLabels } from "./spss.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ V1: Float64Array.of(1, 2) });
 * const { mapping } = mapValueLabels(table, { V1: { "1": "Ja", "2": "Nee" } }, KAISER10, {
 *   instrument: "ace10-yn",
 *   duplicates: "refuse",
 *   unfinished: "keep",
 *   items: { q1: { question: "V1", answers: { Ja: "yes", Nee: "no" } } },
 * });
 * assert.deepEqual(mapping.q1, { column: "V1", codes: { "1": "yes", "2": "no" } });
 * ```
 *
 * @param table The data.
 * @param labels The value labels of the file.
 * @param instrument The instrument.
 * @param file The mapping file; a question is a variable, an answer a value label.
 * @returns The mapping and what did not fit.
 * @throws {WorkspaceError} When a variable has no value labels, or the mapping file takes a label as an empty cell.
 */
export function mapValueLabels(
  table: Table,
  labels: ValueLabels,
  instrument: Instrument,
  file: IntakeMapping,
): LabelledMapping {
  const mapping: Record<
    string,
    { readonly column: string; readonly codes: Record<string, string | number> }
  > = {};
  const absentVariables: string[] = [];
  const unmappedLabels: string[] = [];
  for (const [id, { question: column, answers }] of Object.entries(file.items)) {
    if (!table.has(column)) {
      absentVariables.push(id);
      continue;
    }
    const values = labels[column];
    if (!values) {
      throw new WorkspaceError({
        what: "A variable has no value labels",
        where: column,
        mend: "Add value labels in SPSS, or map its codes directly in scoreTable",
      });
    }
    const codes: Record<string, string | number> = {};
    for (const [value, label] of Object.entries(values)) {
      const code = answers[label.trim()];
      if (code === undefined) unmappedLabels.push(`${column} ${value}`);
      else if (code === null) throw emptyCode(column, value);
      else codes[value] = code;
    }
    mapping[id] = { column, codes };
  }
  return {
    mapping,
    unmappedItems: instrument.items.map(({ id }) => id).filter((id) => !(id in file.items)),
    absentVariables,
    unmappedLabels,
  };
}

function emptyCode(column: string, value: string): WorkspaceError {
  return new WorkspaceError({
    what: "A value label is mapped to an empty cell, which a mapping of columns cannot say",
    where: `${column}, value ${value}`,
    mend: "Name a missing code of the item, or take the data through readLabelledExport and takeAnswers",
  });
}
