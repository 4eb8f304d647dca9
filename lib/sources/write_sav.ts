/**
 * Writing SPSS files: `.sav` and `.zsav` in UTF-8 with labels, user-missing values, long texts and dates.
 *
 * Source: PSPP developers' guide, "System File Format".
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { WorkspaceError } from "../core/errors.ts";
import { type Column, columnLength, type Table } from "../core/table.ts";
import { packCases } from "./_sav_cases.ts";
import { dictionaryBytes } from "./_sav_records.ts";
import { type PlannedVariable, planVariables } from "./_sav_plan.ts";
import { zlibBlocks } from "./_zsav.ts";
import type { SavVariable } from "./spss.ts";

/** What a file says about a variable beside its values; whatever is left out follows from the column. */
export type SavVariablePlan = Pick<SavVariable, "name"> & Partial<Omit<SavVariable, "name">>;

/** How to write. */
export interface WriteSavOptions {
  /** Labels, user-missing values and dates, by variable. None by default. */
  readonly variables?: readonly SavVariablePlan[];
  /** The label of the file, at most 64 bytes; none by default. */
  readonly label?: string;
  /** `packed` makes a `.sav`, `zlib` a `.zsav`, a good deal smaller. `packed` by default. */
  readonly compression?: "packed" | "zlib";
}

/**
 * Writes a table as an SPSS file. The same table gives the same bytes: the file bears no clock.
 *
 * Numbers are written as they are, NaN as system-missing, truth values as 1 and 0. A text column whose variable has the
 * type `date` holds `yyyy-mm-dd` or `yyyy-mm-ddThh:mm:ss` and becomes a date of SPSS. A text is as wide as its longest
 * value in UTF-8; SPSS knows no difference between an empty text and a missing one, nor spaces at its end.
 *
 * @example There and back, with labels and a user-missing code
 * ```ts
 * import { readSav } from "./spss.ts";
 * import { writeSav } from "./write_sav.ts";
 * import { Table } from "../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ leeftijd: Float64Array.of(3, 99), plaats: ["Vlierdrecht", null] });
 * const bytes = writeSav(table, { variables: [{ name: "leeftijd", label: "Leeftijd", missingValues: ["99"] }] });
 * assert.deepEqual([...readSav(bytes).table.numbers("leeftijd")], [3, NaN]);
 * assert.deepEqual([...readSav(bytes, { userMissing: "keep" }).table.numbers("leeftijd")], [3, 99]);
 * assert.equal(readSav(bytes).variables[0]?.label, "Leeftijd");
 *
 * const small = writeSav(table, { compression: "zlib" });
 * assert.deepEqual([...readSav(small).table.texts("plaats")], ["Vlierdrecht", null]);
 * ```
 *
 * @param table The table.
 * @param options What the file says about its variables.
 * @returns The file.
 * @throws {WorkspaceError} When a name, label, text, date or number cannot stand in such a file.
 */
export function writeSav(table: Table, options: WriteSavOptions = {}): Uint8Array<ArrayBuffer> {
  const plans = new Map((options.variables ?? []).map((plan) => [plan.name, plan]));
  const absent = [...plans.keys()].filter((name) => !table.has(name));
  if (absent.length > 0) {
    throw new WorkspaceError({
      what: `Variables have no column: ${absent.join(", ")}`,
      mend: `Choose from: ${table.columnNames.join(", ")}`,
    });
  }
  const columns = table.columnNames.map((name): readonly [string, Column] => [name, table.column(name)]);
  const variables: readonly PlannedVariable[] = planVariables(columns, plans);
  const cases = columns.length === 0 ? 0 : columnLength(columns[0]![1]);
  const { label = "", compression = "packed" } = options;
  const dictionary = dictionaryBytes(variables, { cases, label, compression });
  const packed = packCases(variables, cases);
  const data = compression === "zlib" ? zlibBlocks(packed, dictionary.length) : packed;
  return new Uint8Array(Buffer.concat([dictionary, data]));
}
