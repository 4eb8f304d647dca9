/**
 * Short forms in which the columns of datasets are written down.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import type { ColumnSchema, ColumnType } from "./schema.ts";

/** A column that every file must have. */
export const REQUIRED = { presence: "required" } as const;

/** A text in Dutch and English. */
export function label(nl: string, en: string): Label {
  return { nl, en };
}

/** A column with its type and name for readers, and what else is known of it. */
export function column(
  name: string,
  type: ColumnType,
  nl: string,
  en: string,
  more: Partial<ColumnSchema> = {},
): ColumnSchema {
  return { name, type, label: label(nl, en), ...more };
}
