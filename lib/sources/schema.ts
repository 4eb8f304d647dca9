/**
 * Schemas of datasets: which columns, of which type, with which codes.
 *
 * @module
 */
import type { Label } from "../core/language.ts";

/** What a column holds. `date` is text as `yyyymmdd` or `yyyy-mm-dd`; `key` is text that names a record. */
export type ColumnType = "key" | "code" | "text" | "integer" | "number" | "date" | "boolean";

/** Whether the name of a column was seen in a public source, or only recalled. */
export type NameCertainty = "verified" | "recalled" | "unverified";

/** One column of a dataset. */
export interface ColumnSchema {
  /** The name in the file. */
  readonly name: string;
  /** What it holds. */
  readonly type: ColumnType;
  /** What it means. */
  readonly label: Label;
  /** The unit; absent when it has none. */
  readonly unit?: Label;
  /** The allowed codes with their meaning; absent when any is allowed. */
  readonly codes?: Readonly<Record<string, Label>>;
  /** Codes that mean that the value is not known. */
  readonly missing?: readonly string[];
  /** Whether every row has to have a value; `optional` by default. */
  readonly presence?: "required" | "optional";
  /** The lowest and highest number allowed, or the first and last date. */
  readonly range?: readonly [number, number] | readonly [string, string];
  /** How certain the name is; `verified` by default. */
  readonly certainty?: NameCertainty;
}

/** The schema of a dataset. */
export interface DatasetSchema {
  /** The columns. Others in the file are left aside. */
  readonly columns: readonly ColumnSchema[];
  /** Columns that name a row together; empty when rows have no name. */
  readonly key: readonly string[];
}
