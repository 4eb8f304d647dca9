/**
 * Short ways to write the parts of sheets.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import type { SheetPage, SheetPart } from "../core/sheet.ts";
import { blankRows } from "./_words.ts";

/** A text in both languages. */
export function label(nl: string, en: string): Label {
  return { nl, en };
}

/** A sheet of A4. */
export function sheet(id: string, title: Label, ...parts: readonly SheetPart[]): SheetPage {
  return { id, title, paper: "A4", parts };
}

/** Room to write. */
export function lines(nl: string, en: string, count: number): SheetPart {
  return { kind: "lines", label: { nl, en }, count };
}

/** A table with what is known, and room for more up to `rows`. */
export function table(
  caption: Label,
  columns: readonly Label[],
  known: readonly (readonly Label[])[],
  rows: number,
): SheetPart {
  const room = blankRows(Math.max(1, rows - known.length), columns.length);
  return { kind: "table", caption, columns, rows: [...known, ...room] };
}
