/**
 * From the columns of a table to the items of an instrument.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import type { Code, Instrument, Item } from "./instrument.ts";

/** Where an item stands: a column, and if its codes differ from the instrument's, what each code means. */
export type ItemColumn = string | {
  /** The column. */
  readonly column: string;
  /** From each code as found (as text) to the instrument's code, missing codes included. */
  readonly codes: Readonly<Record<string, Code>>;
};

/** Columns by item code. Items that are not named are looked for under their own code. */
export type ItemMapping = Readonly<Record<string, ItemColumn>>;

/** What became of the mapping. */
export interface MappingReport {
  /** From item code to column. */
  readonly mapped: Readonly<Record<string, string>>;
  /** Items of the instrument without a column: not asked. */
  readonly unmapped: readonly string[];
  /** Columns of the table that stand for no item. */
  readonly unusedColumns: readonly string[];
}

/** One item with its column. */
export interface MappedItem {
  /** The item. */
  readonly item: Item;
  /** The column's name. */
  readonly column: string;
  /** From code as found to the instrument's code; null when they are the same. */
  readonly codes: Readonly<Record<string, Code>> | null;
}

/**
 * Finds the column of every item.
 *
 * @example An item under its own name and one under another
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { mapItems } from "./mapping.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ q1: ["yes"], V2: ["no"], wijk: ["WK990101"] });
 * const { report } = mapItems(table, KAISER10, { q2: "V2" });
 * assert.deepEqual(report.mapped, { q1: "q1", q2: "V2" });
 * assert.equal(report.unmapped.length, 8);
 * assert.deepEqual(report.unusedColumns, ["wijk"]);
 * ```
 *
 * @param table The answers.
 * @param instrument The instrument.
 * @param mapping Columns by item code.
 * @returns The found items and a report.
 * @throws {WorkspaceError} When the mapping names an unknown item or an absent column, or uses a column twice.
 */
export function mapItems(
  table: Table,
  instrument: Instrument,
  mapping: ItemMapping = {},
): { readonly items: ReadonlyMap<string, MappedItem>; readonly report: MappingReport } {
  const known = new Map(allItems(instrument).map((item) => [item.id, item]));
  for (const id of Object.keys(mapping)) {
    if (!known.has(id)) throw problem(`The mapping names an item that ${instrument.id} does not have`, id);
  }
  const items = new Map<string, MappedItem>();
  for (const item of known.values()) {
    const entry = mapping[item.id];
    const column = entry === undefined ? item.id : typeof entry === "string" ? entry : entry.column;
    if (table.has(column)) {
      items.set(item.id, { item, column, codes: typeof entry === "object" ? entry.codes : null });
    } else if (entry !== undefined) {
      throw problem("The mapping names a column that the table does not have", column);
    }
  }
  const columns = [...items.values()].map(({ column }) => column);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw problem("The mapping uses one column for two items", twice);
  const used = new Set(columns);
  return {
    items,
    report: {
      mapped: Object.fromEntries([...items].map(([id, { column }]) => [id, column])),
      unmapped: instrument.items.map(({ id }) => id).filter((id) => !items.has(id)),
      unusedColumns: table.columnNames.filter((name) => !used.has(name)),
    },
  };
}

function allItems(instrument: Instrument): readonly Item[] {
  return instrument.items;
}

function problem(what: string, where: string): WorkspaceError {
  return new WorkspaceError({ what, where, mend: "Correct the mapping of columns to items" });
}
