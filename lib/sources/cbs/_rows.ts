/**
 * Collects rows into the columns of a table.
 *
 * @module
 */
import { type Column, Table } from "../../core/table.ts";

/** One row; every row has the same columns. */
export interface Row {
  /** Texts; null for not known. None by default. */
  readonly texts?: Readonly<Record<string, string | null>>;
  /** Numbers; NaN for not known. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Truth values; null for not known. */
  readonly truths: Readonly<Record<string, boolean | null>>;
}

/** The columns under construction: texts, numbers, truth values. */
export class Rows {
  readonly #texts = new Map<string, (string | null)[]>();
  readonly #numbers = new Map<string, number[]>();
  readonly #truths = new Map<string, (boolean | null)[]>();

  /** Adds a row. */
  add(row: Row): void {
    for (const name in row.texts) push(this.#texts, name, row.texts[name] ?? null);
    for (const name in row.numbers) push(this.#numbers, name, row.numbers[name] ?? NaN);
    for (const name in row.truths) push(this.#truths, name, row.truths[name] ?? null);
  }

  /** Gives the columns: texts, then numbers, then truth values. */
  columns(): ReadonlyMap<string, Column> {
    const columns = new Map<string, Column>();
    for (const [name, values] of this.#texts) columns.set(name, { type: "text", values });
    for (const [name, values] of this.#numbers) {
      columns.set(name, { type: "number", values: Float64Array.from(values) });
    }
    for (const [name, values] of this.#truths) columns.set(name, { type: "boolean", values });
    return columns;
  }

  /** Gives the table. */
  table(): Table {
    return Table.fromColumns(this.columns());
  }
}

function push<T>(columns: Map<string, T[]>, name: string, value: T): void {
  const column = columns.get(name);
  if (column) column.push(value);
  else columns.set(name, [value]);
}

/** The codes of wijk and gemeente that a buurt's digits hold. */
export function areaTexts(
  buurt: string | null,
): Readonly<Record<"gemeente" | "wijk" | "buurt", string | null>> {
  if (buurt === null) return { gemeente: null, wijk: null, buurt: null };
  return { gemeente: `GM${buurt.slice(0, 4)}`, wijk: `WK${buurt.slice(0, 6)}`, buurt: `BU${buurt}` };
}
