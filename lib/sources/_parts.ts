/**
 * Columns that come in parts, held in little memory: numbers as they are, texts in Polars, where one takes a few bytes.
 *
 * @module
 */
import pl from "nodejs-polars";
import { seriesOfColumn, textColumnOf } from "../core/frame.ts";
import { type Column, Table } from "../core/table.ts";

/** A file of fewer parts than this stays as it was read: its texts are in memory already. */
const FEW_PARTS = 2;

/** Collects the parts of columns and puts them together at the end. */
export class PartsOfColumns {
  readonly #parts = new Map<string, Column[]>();

  /**
   * Adds the next rows.
   *
   * @param columns The same columns each time, of the same types.
   */
  add(columns: ReadonlyMap<string, Column>): void {
    for (const [name, column] of columns) {
      const parts = this.#parts.get(name) ?? [];
      this.#parts.set(name, parts);
      // The first part waits: if no other comes, nothing has to go to Polars.
      if (parts.length === FEW_PARTS - 1) parts[0] = compact(parts[0]);
      parts.push(parts.length === 0 ? column : compact(column));
    }
  }

  /** Gives all rows, in order. */
  table(): Table {
    return Table.fromColumns(
      new Map([...this.#parts].map(([name, parts]) => [name, together(parts)] as const)),
    );
  }
}

function compact(column: Column | undefined): Column {
  if (column?.type !== "text") return column ?? { type: "text", values: [] };
  return textColumnOf(seriesOfColumn("value", column));
}

function together(parts: readonly Column[]): Column {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first ?? { type: "text", values: [] };
  if (first.type === "text") {
    return textColumnOf(pl.concat(parts.map((part) => seriesOfColumn("value", part))));
  }
  if (first.type === "boolean") {
    return { type: "boolean", values: parts.flatMap((part) => [...part.values] as (boolean | null)[]) };
  }
  const values = new Float64Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part.values as Float64Array, at);
    at += part.values.length;
  }
  return { type: "number", values };
}
