/**
 * Spells by number of the person, in a few flat arrays: the same rules as `spells.ts`, for whole registers.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { type DayNumber, tryDayNumber } from "../../core/period.ts";
import type { Table } from "../../core/table.ts";
import { codedColumn, type KeySpace, NO_KEY } from "./key_space.ts";
import { OPEN_ENDS, type SpellColumns } from "./spells.ts";

/** The last day of a spell that still runs: later than any day of the calendar. */
const NEVER = 2 ** 31 - 1;
const NO_DATE = -(2 ** 31);

/** Spells, sorted by person, first day, last day and row. */
export interface PackedSpells {
  /** Where the spells of a person start; those of person `i` are `from[i]` up to `from[i + 1]`. */
  readonly from: Int32Array;
  /** The first day of each. */
  readonly start: Int32Array;
  /** The last day of each, or {@linkcode NEVER}. */
  readonly end: Int32Array;
  /** The row of each in its table. */
  readonly row: Int32Array;
}

/**
 * Packs the spells of a table.
 *
 * @param space The numbers of the persons. Spells of persons outside it are left out.
 * @param table The table.
 * @param columns The names of its columns.
 * @returns The spells.
 * @throws {WorkspaceError} When a date is not of the calendar or a spell ends before it starts; with the row.
 */
export function packSpells(space: KeySpace, table: Table, columns: SpellColumns): PackedSpells {
  const ids = space.ids(table.column(columns.key));
  const starts = daysOf(table, columns.start), ends = daysOf(table, columns.end, NEVER);
  const from = new Int32Array(space.size + 1);
  for (const [row, id] of ids.entries()) {
    checkSpell(starts[row] ?? NO_DATE, ends[row] ?? NO_DATE, row);
    if (id !== NO_KEY) from[id + 1]! += 1;
  }
  for (let id = 0; id < space.size; id++) from[id + 1]! += from[id] ?? 0;
  const next = from.slice();
  const row = new Int32Array(from[space.size] ?? 0);
  for (const [at, id] of ids.entries()) if (id !== NO_KEY) row[next[id]!++] = at;
  for (let id = 0; id < space.size; id++) sortRows(row, from[id] ?? 0, from[id + 1] ?? 0, starts, ends);
  return { from, row, start: row.map((at) => starts[at] ?? 0), end: row.map((at) => ends[at] ?? 0) };
}

/** The days of a column of dates; each different date is read once. */
function daysOf(table: Table, name: string, open = NO_DATE): Int32Array {
  const { ids, texts } = codedColumn(table.column(name));
  const days = texts.map((text) =>
    OPEN_ENDS.has(text) && open !== NO_DATE ? open : tryDayNumber(text) ?? NO_DATE
  );
  return ids.map((id) => id === NO_KEY ? open : days[id] ?? NO_DATE);
}

function checkSpell(start: number, end: number, row: number): void {
  const what = start === NO_DATE || end === NO_DATE
    ? "A date of a spell is not of the calendar"
    : end < start
    ? "A spell ends before it starts"
    : null;
  if (what === null) return;
  throw new WorkspaceError({ what, where: `row ${row + 1}`, mend: "Correct the file or leave the row out" });
}

/** Sorts a short stretch of rows in place; persons have few spells, and most files hold them in order. */
function sortRows(rows: Int32Array, from: number, to: number, starts: Int32Array, ends: Int32Array): void {
  for (let place = from + 1; place < to; place++) {
    const row = rows[place] ?? 0, start = starts[row] ?? 0, end = ends[row] ?? 0;
    let at = place - 1;
    for (; at >= from; at--) {
      const other = rows[at] ?? 0;
      const order = (starts[other] ?? 0) - start || (ends[other] ?? 0) - end;
      if (order <= 0) break;
      rows[at + 1] = other;
    }
    rows[at + 1] = row;
  }
}

/**
 * Gives the spell that holds on a day; of several the one that started last.
 *
 * @param spells The spells.
 * @param person The person.
 * @param day The day.
 * @returns Its place in the arrays, or -1 in a gap.
 */
export function placeOn(spells: PackedSpells, person: number, day: DayNumber): number {
  let found = -1;
  for (let at = spells.from[person] ?? 0; at < (spells.from[person + 1] ?? 0); at++) {
    if ((spells.start[at] ?? 0) > day) break;
    if (day <= (spells.end[at] ?? 0)) found = at;
  }
  return found;
}

/**
 * Tells whether a person has a spell on any day of a period.
 *
 * @param spells The spells.
 * @param person The person.
 * @param period `from` and `to`, both included; `keep` says by row which spells count, all by default.
 * @returns Whether there is one.
 */
export function hasPacked(
  spells: PackedSpells,
  person: number,
  period: { readonly from: DayNumber; readonly to: DayNumber; readonly keep?: (row: number) => boolean },
): boolean {
  for (let at = spells.from[person] ?? 0; at < (spells.from[person + 1] ?? 0); at++) {
    const runs = (spells.start[at] ?? 0) <= period.to && period.from <= (spells.end[at] ?? 0);
    if (runs && (period.keep?.(spells.row[at] ?? 0) ?? true)) return true;
  }
  return false;
}

/**
 * Tells whether spells of two kinds run on the same day of a period: CBS's way to see an out-of-home placement.
 *
 * @param one The spells of one kind.
 * @param other Those of the other kind.
 * @param person The person.
 * @param period `from` and `to`, both included; `keep` says by row which of the other kind count.
 * @returns Whether there is such a day.
 */
export function runTogetherPacked(
  one: PackedSpells,
  other: PackedSpells,
  person: number,
  period: { readonly from: DayNumber; readonly to: DayNumber; readonly keep: (row: number) => boolean },
): boolean {
  for (let a = one.from[person] ?? 0; a < (one.from[person + 1] ?? 0); a++) {
    const from = Math.max(one.start[a] ?? 0, period.from), to = Math.min(one.end[a] ?? 0, period.to);
    if (from <= to && hasPacked(other, person, { from, to, keep: period.keep })) return true;
  }
  return false;
}
