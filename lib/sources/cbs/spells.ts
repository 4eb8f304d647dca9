/**
 * Spells of CBS files (BUS): which one holds on a date, how long persons are at risk, which ones run together.
 *
 * @module
 */
import { type DayNumber, tryDayNumber } from "../../core/period.ts";
import { WorkspaceError } from "../../core/errors.ts";
import type { Table } from "../../core/table.ts";

/** One spell, both days included. */
export interface Spell {
  /** The row in its table. */
  readonly row: number;
  /** The first day. */
  readonly start: DayNumber;
  /** The last day; infinity when it still runs. */
  readonly end: DayNumber;
}

/** How spells stand in a table. */
export interface SpellColumns {
  /** The column of the person or object. */
  readonly key: string;
  /** The column of the first day. */
  readonly start: string;
  /** The column of the last day. An empty one, `88888888` and `99999999` are an open end. */
  readonly end: string;
}

/** How files write the end of a spell that still runs. */
export const OPEN_ENDS: ReadonlySet<string> = new Set(["", "88888888", "99999999"]);

/** Spells by key, each list by first day. */
export type SpellIndex = ReadonlyMap<string, readonly Spell[]>;

/**
 * Indexes the spells of a table by key.
 *
 * @example One person with two addresses
 * ```ts
 * import { indexSpells, spellOn } from "./spells.ts";
 * import { Table } from "../../core/table.ts";
 * import { dayNumber } from "../../core/period.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ k: ["1", "1"], van: ["20190101", "20200701"], tot: ["20200630", ""] });
 * const index = indexSpells(table, { key: "k", start: "van", end: "tot" });
 * assert.equal(spellOn(index, "1", dayNumber("2020-06-30"))?.row, 0);
 * assert.equal(spellOn(index, "1", dayNumber("2023-01-01"))?.row, 1);
 * assert.equal(spellOn(index, "1", dayNumber("2018-12-31")), null);
 * ```
 *
 * @param table The table.
 * @param columns The names of its columns.
 * @returns The index. Rows without a key are left out.
 * @throws {WorkspaceError} When a date is not of the calendar or a spell ends before it starts; with the row.
 */
export function indexSpells(table: Table, columns: SpellColumns): SpellIndex {
  const keys = table.texts(columns.key), starts = table.texts(columns.start), ends = table.texts(columns.end);
  const index = new Map<string, Spell[]>();
  // Few days, many spells: each date is read once.
  const known = new Map<string, DayNumber | null>();
  const dayOfText = (text: string): DayNumber | null => {
    let day = known.get(text);
    if (day === undefined) known.set(text, day = tryDayNumber(text));
    return day;
  };
  for (let row = 0; row < table.rowCount; row++) {
    const key = keys[row];
    if (key === null || key === undefined) continue;
    const start = dayOfText(starts[row] ?? "");
    const endText = ends[row] ?? "";
    const end = OPEN_ENDS.has(endText) ? Infinity : dayOfText(endText);
    if (start === null || end === null) throw badSpell("A date of a spell is not of the calendar", row);
    if (end < start) throw badSpell("A spell ends before it starts", row);
    const spells = index.get(key);
    if (spells) spells.push({ row, start, end });
    else index.set(key, [{ row, start, end }]);
  }
  for (const spells of index.values()) {
    spells.sort((a, b) => a.start - b.start || a.end - b.end || a.row - b.row);
  }
  return index;
}

function badSpell(what: string, row: number): WorkspaceError {
  return new WorkspaceError({ what, where: `row ${row + 1}`, mend: "Correct the file or leave the row out" });
}

/**
 * Gives the spell that holds on a day. Of several the one that started last holds, as in CBS's own tables.
 *
 * @param index The spells.
 * @param key The person or object.
 * @param day The day.
 * @returns The spell, or null in a gap.
 */
export function spellOn(index: SpellIndex, key: string, day: DayNumber): Spell | null {
  let found: Spell | null = null;
  for (const spell of index.get(key) ?? []) {
    if (spell.start > day) break;
    if (day <= spell.end) found = spell;
  }
  return found;
}

/**
 * Tells whether a key has a spell on any day of a period.
 *
 * @param index The spells.
 * @param key The person or object.
 * @param from The first day.
 * @param to The last day.
 * @param keep Which rows count; all by default.
 * @returns Whether there is one.
 */
export function hasSpell(
  index: SpellIndex,
  key: string,
  from: DayNumber,
  to: DayNumber,
  keep: (row: number) => boolean = () => true,
): boolean {
  return (index.get(key) ?? []).some((spell) => spell.start <= to && from <= spell.end && keep(spell.row));
}

/**
 * Tells whether a spell of one kind and one of another run on the same day of a period: CBS's way to see an
 * out-of-home placement (an order and a stay at once).
 *
 * @param one The spells of one kind.
 * @param other The spells of the other kind.
 * @param options `from` and `to`: the period.
 * @returns Whether there is such a day.
 */
export function runTogether(
  one: readonly Spell[],
  other: readonly Spell[],
  options: { readonly from: DayNumber; readonly to: DayNumber },
): boolean {
  return one.some((a) =>
    other.some((b) => Math.max(a.start, b.start, options.from) <= Math.min(a.end, b.end, options.to))
  );
}

/**
 * Counts the days in a period on which at least one spell runs. Overlapping days count once.
 *
 * @example Overlap and a gap
 * ```ts
 * import { personDays } from "./spells.ts";
 * import assert from "node:assert/strict";
 *
 * const spells = [{ row: 0, start: 0, end: 9 }, { row: 1, start: 5, end: 14 }, { row: 2, start: 20, end: Infinity }];
 * assert.equal(personDays(spells, { from: 2, to: 24 }), 13 + 5);
 * ```
 *
 * @param spells The spells of one person, in any order.
 * @param options `from` and `to`: the period, both days included.
 * @returns The number of days.
 */
export function personDays(
  spells: readonly Spell[],
  options: { readonly from: DayNumber; readonly to: DayNumber },
): number {
  let days = 0, counted = options.from - 1;
  for (const spell of [...spells].sort((a, b) => a.start - b.start)) {
    const start = Math.max(spell.start, counted + 1);
    const end = Math.min(spell.end, options.to);
    if (end < start) continue;
    days += end - start + 1;
    counted = end;
  }
  return days;
}
