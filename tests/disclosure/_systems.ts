/** Systems for the published vectors: two-way tables with totals and groups over rows and columns. */
import { type LinearSystem, type Requirement, SystemBuilder } from "../../lib/disclosure/mod.ts";

/** What a sensitive cell asks for. */
export type Ask = Partial<Pick<Requirement, "lowAtMost" | "highAtLeast" | "width">>;

/** A two-way table: inner values, and groups of rows or columns that are published as well. */
export interface TwoWay {
  /** Inner values by row. */
  readonly inner: readonly (readonly number[])[];
  /** Row names. */
  readonly rows: readonly string[];
  /** Column names. */
  readonly columns: readonly string[];
  /** Named groups of rows. Default one total `T`. */
  readonly rowGroups?: Readonly<Record<string, readonly string[]>>;
  /** Named groups of columns. Default one total `T`. */
  readonly columnGroups?: Readonly<Record<string, readonly string[]>>;
  /** Requirements by cell `row|column`. */
  readonly ask: Readonly<Record<string, Ask>>;
  /** Cells that must stay visible. Default the grand total. */
  readonly shown?: readonly string[];
  /** What an attacker holds possible at most. Default 10,000. */
  readonly upper?: number;
}

/** Leaf members of a group, through groups of groups. */
function leaves(groups: Readonly<Record<string, readonly string[]>>, name: string): readonly string[] {
  const members = groups[name];
  return members ? members.flatMap((member) => leaves(groups, member)) : [name];
}

/** Builds the system; costs are cell values (at least a little), as in the publications. */
export function twoWaySystem(table: TwoWay): LinearSystem {
  const { rows, columns, inner, ask, shown = ["T|T"], upper = 10_000 } = table;
  const rowGroups = table.rowGroups ?? { T: rows };
  const columnGroups = table.columnGroups ?? { T: columns };
  const builder = new SystemBuilder();
  const valueOf = (row: string, column: string): number =>
    leaves(rowGroups, row).reduce(
      (sum, r) =>
        sum + leaves(columnGroups, column).reduce(
          (s, c) => s + inner[rows.indexOf(r)]![columns.indexOf(c)]!,
          0,
        ),
      0,
    );
  const allRows = [...rows, ...Object.keys(rowGroups)],
    allColumns = [...columns, ...Object.keys(columnGroups)];
  for (const row of allRows) {
    for (const column of allColumns) {
      const key = `${row}|${column}`;
      const decision = ask[key] ? "hidden" : shown.includes(key) ? "shown" : "free";
      const value = valueOf(row, column);
      const quantity = builder.addQuantity(key, {
        value,
        upper,
        item: builder.addItem(key, value || 1e-6, decision),
      });
      if (ask[key]) builder.addRequirement(key, quantity, ask[key]);
    }
  }
  for (const row of allRows) {
    for (const [group, members] of Object.entries(columnGroups)) {
      builder.addSum(`${row}|${group}`, `${row}|${group}`, members.map((c) => `${row}|${c}`));
    }
  }
  for (const column of allColumns) {
    for (const [group, members] of Object.entries(rowGroups)) {
      builder.addSum(`${group}|${column} down`, `${group}|${column}`, members.map((r) => `${r}|${column}`));
    }
  }
  return builder.build();
}

/** Keys of hidden items, sorted. */
export function hiddenKeys(system: LinearSystem, hidden: readonly boolean[]): readonly string[] {
  return system.items.filter((_, i) => hidden[i]).map((item) => item.key).sort();
}

/** Marks items by key. */
export function hide(system: LinearSystem, keys: readonly string[]): readonly boolean[] {
  return system.items.map((item) => keys.includes(item.key));
}

/** Index of a quantity by key. */
export function indexOf(system: LinearSystem, key: string): number {
  return system.quantities.findIndex((quantity) => quantity.key === key);
}
