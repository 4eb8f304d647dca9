/**
 * Keys as small whole numbers: what joins of registers work with, so that no key has to become a text first.
 *
 * @module
 */
import pl from "nodejs-polars";
import { seriesOfColumn } from "../../core/frame.ts";
import { type Column, columnLength } from "../../core/table.ts";

/** No key: the cell is empty, or its text does not occur in the space. */
export const NO_KEY = -1;

/**
 * The different texts of some columns, numbered from 0 in the order in which they first occur.
 *
 * @example Mothers and children share one space
 * ```ts
 * import { KeySpace } from "./key_space.ts";
 * import { Table } from "../../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ kind: ["1", "2"], moeder: ["9", null] });
 * const space = KeySpace.of([table.column("kind"), table.column("moeder")]);
 * assert.equal(space.size, 3);
 * assert.deepEqual([...space.ids(table.column("moeder"))], [2, -1]);
 * assert.equal(space.texts[2], "9");
 * ```
 */
export class KeySpace {
  readonly #keys: pl.DataFrame;
  #texts: readonly string[] | undefined;
  /** How many different texts there are. */
  readonly size: number;

  private constructor(keys: pl.DataFrame) {
    this.#keys = keys;
    this.size = keys.height;
  }

  /**
   * Makes the space of some text columns.
   *
   * @param columns Text columns; empty cells have no number.
   * @returns The space.
   */
  static of(columns: readonly Column[]): KeySpace {
    const parts = columns.map((column) =>
      pl.DataFrame([seriesOfColumn("key", column)]).unique({ maintainOrder: true })
    );
    const all = parts.length === 1 ? parts[0] : pl.concat(parts).unique({ maintainOrder: true });
    return new KeySpace((all ?? pl.DataFrame({ key: [] as string[] })).dropNulls().withRowIndex("id"));
  }

  /** The texts by number. */
  get texts(): readonly string[] {
    return this.#texts ??= this.#keys.getColumn("key").toArray() as string[];
  }

  /**
   * Gives the numbers of the texts of a column.
   *
   * @param column A text column, also one that the space was not made of.
   * @returns One number per row; {@linkcode NO_KEY} for an empty cell or a text that the space does not know.
   */
  ids(column: Column): Int32Array {
    const ids = new Int32Array(columnLength(column)).fill(NO_KEY);
    const found = pl.DataFrame([seriesOfColumn("key", column)]).withRowIndex("row")
      .join(this.#keys, { on: "key", how: "inner" });
    const rows = found.getColumn("row").toTypedArray() as Uint32Array;
    const numbers = found.getColumn("id").toTypedArray() as Uint32Array;
    // A join promises no order: each number goes to its own row.
    for (const [place, row] of rows.entries()) ids[row] = numbers[place] ?? NO_KEY;
    return ids;
  }

  /**
   * Gives the number of one text.
   *
   * @param text The text.
   * @returns Its number, or {@linkcode NO_KEY}.
   */
  idOf(text: string): number {
    return this.ids({ type: "text", values: [text] })[0] ?? NO_KEY;
  }
}

/** A text column as numbers of its own different texts. */
export interface CodedColumn {
  /** One number per row, {@linkcode NO_KEY} for an empty cell. */
  readonly ids: Int32Array;
  /** The texts by number. */
  readonly texts: readonly string[];
}

/**
 * Numbers the different texts of one column: for codes and dates, of which there are few.
 *
 * @param column The column.
 * @returns Numbers and texts.
 */
export function codedColumn(column: Column): CodedColumn {
  const space = KeySpace.of([column]);
  return { ids: space.ids(column), texts: space.texts };
}
