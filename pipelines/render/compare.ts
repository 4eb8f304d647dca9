/**
 * What changed in a briefing since an earlier edition: blocks, areas, numbers, sentences, definitions and protection.
 * So that a reader who comes back does not have to look for it.
 *
 * @module
 */
import { type Label, LANGUAGES, mapLabel } from "../../lib/core/language.ts";
import type { Briefing } from "./model.ts";
import { type BriefingSnapshot, type SnapshotCell, snapshotOf, type SnapshotThing } from "./snapshot.ts";
import { say } from "./ui_strings.ts";

/** What a change is about; `rows` are areas or groups that came or went. */
export type ChangeKind =
  | "added"
  | "removed"
  | "place"
  | "rows"
  | "numbers"
  | "scope"
  | "sentence"
  | "definition"
  | "protection";

/** One change. */
export interface BriefingChange {
  /** What it is about. */
  readonly kind: ChangeKind;
  /** The thing that changed, as readers know it. */
  readonly what: Label;
  /** What it was; null when there was none. */
  readonly before: Label | null;
  /** What it is; null when it is gone. */
  readonly after: Label | null;
  /** Of a number: the figure or table, and what it is about within that. */
  readonly at?: { readonly thing: Label; readonly within: Label };
}

function sameText(a: Label, b: Label): boolean {
  return LANGUAGES.every((language) => a[language] === b[language]);
}

function difference(kind: ChangeKind, what: Label, before: Label, after: Label): readonly BriefingChange[] {
  return sameText(before, after) ? [] : [{ kind, what, before, after }];
}

/** Rows and cells are matched by their Dutch words, which every briefing has. */
function keyOf({ row, column }: SnapshotCell): string {
  return `${row.nl}\n${column.nl}`;
}

function rowsOf(cells: readonly SnapshotCell[]): ReadonlyMap<string, Label> {
  return new Map(cells.map(({ row }) => [row.nl, row]));
}

function compareRows(before: SnapshotThing, after: SnapshotThing): readonly BriefingChange[] {
  const [old, now] = [rowsOf(before.cells), rowsOf(after.cells)];
  const named = (row: Label): Label => mapLabel((language) => `${after.name[language]}: ${row[language]}`);
  const came = [...now].filter(([key]) => !old.has(key));
  const went = [...old].filter(([key]) => !now.has(key));
  return [
    ...came.map(([, row]): BriefingChange => ({ kind: "rows", what: named(row), before: null, after: row })),
    ...went.map(([, row]): BriefingChange => ({ kind: "rows", what: named(row), before: row, after: null })),
  ];
}

/** The first cell of each row: what the row measures. The others are its margin and the size of its group. */
function leadsOf(cells: readonly SnapshotCell[]): ReadonlySet<string> {
  const leads = new Map<string, string>();
  for (const cell of cells) if (!leads.has(cell.row.nl)) leads.set(cell.row.nl, keyOf(cell));
  return new Set(leads.values());
}

/** Where the number of a row changed its margin moved along, and that is not told for each end. */
function withoutCompanions(
  changed: readonly (readonly [cell: SnapshotCell, change: BriefingChange])[],
  cells: readonly SnapshotCell[],
): readonly BriefingChange[] {
  const leads = leadsOf(cells);
  const led = new Set(changed.filter(([cell]) => leads.has(keyOf(cell))).map(([{ row }]) => row.nl));
  return changed.filter(([cell]) => leads.has(keyOf(cell)) || !led.has(cell.row.nl)).map(([, change]) =>
    change
  );
}

function compareCells(before: SnapshotThing, after: SnapshotThing): readonly BriefingChange[] {
  const old = new Map(before.cells.map((cell) => [keyOf(cell), cell]));
  const now = new Map(after.cells.map((cell) => [keyOf(cell), cell]));
  const [oldRows, nowRows] = [rowsOf(before.cells), rowsOf(after.cells)];
  const all = [...after.cells, ...before.cells];
  const leads = leadsOf(all);
  const changeOf = (cell: SnapshotCell, was: Label | null, is: Label | null) => {
    const { row, column } = cell;
    const what = mapLabel((language) => `${after.name[language]}: ${row[language]}, ${column[language]}`);
    const within = mapLabel((language) =>
      leads.has(keyOf(cell)) && row[language] !== "" ? row[language] : `${row[language]}, ${column[language]}`
    );
    return [cell, {
      kind: "numbers",
      what,
      before: was,
      after: is,
      at: { thing: after.name, within },
    }] as const;
  };
  const changed = [...now].flatMap(([key, cell]) => {
    const was = old.get(key)?.text ?? null;
    if (!oldRows.has(cell.row.nl) || (was !== null && sameText(was, cell.text))) return [];
    return [changeOf(cell, was, cell.text)];
  });
  const gone = [...old].filter(([key, cell]) => !now.has(key) && nowRows.has(cell.row.nl))
    .map(([, cell]) => changeOf(cell, cell.text, null));
  return withoutCompanions([...changed, ...gone], all);
}

function compareThings(before: SnapshotThing, after: SnapshotThing): readonly BriefingChange[] {
  const scope = before.scope === null || after.scope === null
    ? []
    : difference("scope", after.name, before.scope, after.scope);
  return [
    ...scope,
    ...compareRows(before, after),
    ...compareCells(before, after),
    ...difference("sentence", after.name, before.name, after.name),
  ];
}

/** Each term once: figures of one measure share its definition. */
function compareTerms(before: BriefingSnapshot, after: BriefingSnapshot): readonly BriefingChange[] {
  const old = new Map(before.terms.map((term) => [term.term.nl, term]));
  const now = new Map(after.terms.map((term) => [term.term.nl, term]));
  return [...now.values()].flatMap(({ term, meaning }) => {
    const was = old.get(term.nl);
    return was === undefined ? [] : difference("definition", term, was.meaning, meaning);
  });
}

function compareProtection(before: BriefingSnapshot, after: BriefingSnapshot): readonly BriefingChange[] {
  const old = new Map(before.protection.map((one) => [one.tableId, one]));
  return after.protection.flatMap(({ tableId, title, told }) => {
    const was = old.get(tableId);
    return was === undefined ? [] : difference("protection", title, was.told, told);
  });
}

/**
 * Compares what two editions say of a briefing. Things are matched by kind and id.
 *
 * @param before The earlier one.
 * @param after The later one.
 * @returns The changes in the order of the later briefing, then what is gone, then definitions and protection.
 */
export function compareSnapshots(
  before: BriefingSnapshot,
  after: BriefingSnapshot,
): readonly BriefingChange[] {
  const old = new Map(before.things.map((thing) => [thing.key, thing]));
  const now = new Map(after.things.map((thing) => [thing.key, thing]));
  const lone = (kind: "added" | "removed", { name }: SnapshotThing): BriefingChange => (
    { kind, what: name, before: null, after: null }
  );
  const kept = after.things.flatMap((thing) => {
    const was = old.get(thing.key);
    return was === undefined ? [lone("added", thing)] : compareThings(was, thing);
  });
  const gone = before.things.filter(({ key }) => !now.has(key)).map((thing) => lone("removed", thing));
  const place = mapLabel((language) => say("place", language));
  return [
    ...difference("place", place, before.place, after.place),
    ...kept,
    ...gone,
    ...compareTerms(before, after),
    ...compareProtection(before, after),
  ];
}

/**
 * Compares a briefing with an earlier one of the same notebook.
 *
 * @example A briefing is the same as itself
 * ```ts
 * import { compareBriefings } from "./compare.ts";
 * import { sampleBriefing } from "../../tests/data/render/sample.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(compareBriefings(sampleBriefing(), sampleBriefing()), []);
 * ```
 *
 * @param before The earlier briefing.
 * @param after The later one.
 * @returns The changes; see {@linkcode compareSnapshots}.
 */
export function compareBriefings(before: Briefing, after: Briefing): readonly BriefingChange[] {
  return compareSnapshots(snapshotOf(before), snapshotOf(after));
}
