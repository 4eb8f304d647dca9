/**
 * What changed in a briefing since an earlier edition: blocks, areas, numbers, sentences, definitions and protection.
 * So that a reader who comes back does not have to look for it.
 *
 * @module
 */
import { type Label, type Language, LANGUAGES, mapLabel } from "../../lib/core/language.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { IndexEntry } from "./edition_index.ts";
import type { Briefing } from "./model.ts";
import type { Section } from "./sections.ts";
import { type BriefingSnapshot, type SnapshotCell, snapshotOf, type SnapshotThing } from "./snapshot.ts";
import { say, type UiKey } from "./ui_strings.ts";

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

function compareCells(before: SnapshotThing, after: SnapshotThing): readonly BriefingChange[] {
  const old = new Map(before.cells.map((cell) => [keyOf(cell), cell]));
  const now = new Map(after.cells.map((cell) => [keyOf(cell), cell]));
  const [oldRows, nowRows] = [rowsOf(before.cells), rowsOf(after.cells)];
  const named = ({ row, column }: SnapshotCell): Label =>
    mapLabel((language) => `${after.name[language]}: ${row[language]}, ${column[language]}`);
  const changed = [...now].flatMap(([key, cell]): readonly BriefingChange[] => {
    const was = old.get(key)?.text ?? null;
    if (!oldRows.has(cell.row.nl) || (was !== null && sameText(was, cell.text))) return [];
    return [{ kind: "numbers", what: named(cell), before: was, after: cell.text }];
  });
  const gone = [...old].filter(([key, cell]) => !now.has(key) && nowRows.has(cell.row.nl)).map((
    [, cell],
  ): BriefingChange => ({ kind: "numbers", what: named(cell), before: cell.text, after: null }));
  return [...changed, ...gone];
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

const KIND_KEY: Readonly<Record<ChangeKind, UiKey>> = {
  added: "changeAdded",
  removed: "changeRemoved",
  place: "changePlace",
  rows: "changeRows",
  numbers: "changeNumbers",
  scope: "changeScope",
  sentence: "changeSentence",
  definition: "changeDefinition",
  protection: "changeProtection",
};
/** More changes of one kind are counted: a list of hundreds is not read. */
const MAXIMUM_SHOWN = 12;

/** The changes that a reader of one language sees: a text that changed in the other language only is none. */
function seenIn(changes: readonly BriefingChange[], language: Language): readonly BriefingChange[] {
  return changes.filter(({ before, after }) =>
    before === null || after === null || before[language] !== after[language]
  );
}

function renderChange({ kind, what, before, after }: BriefingChange, language: Language): Html {
  const none = say("noneText", language);
  if (kind === "rows") {
    const key = before === null ? "changeRowCame" : "changeRowWent";
    return html`<li>${say(key, language, { what: what[language] })}</li>`;
  }
  if (before === null && after === null) return html`<li>${what[language]}</li>`;
  if (kind === "sentence" && before !== null) {
    return html`<li>${what[language]} <span class="was">(${say("changeWas", language)}: ${
      before[language]
    })</span></li>`;
  }
  return html`<li>${what[language]}: ${
    say("changeFromTo", language, { from: before?.[language] ?? none, to: after?.[language] ?? none })
  }</li>`;
}

/**
 * Tells the changes in a section of the page; pass it to `renderBriefing` as an extra section.
 *
 * @param all The changes.
 * @param options The reader's language and the edition that was compared with.
 * @returns The section; it says so when nothing changed.
 */
export function changesSection(
  all: readonly BriefingChange[],
  options: { readonly language: Language; readonly previousEditionId: string },
): Section {
  const { language } = options;
  const changes = seenIn(all, language);
  const heading = say("changes", language, { edition: options.previousEditionId });
  const kinds = [...new Set(changes.map((change) => change.kind))];
  const lists = kinds.map((kind) => {
    const own = changes.filter((change) => change.kind === kind);
    const items = own.slice(0, MAXIMUM_SHOWN).map((change) => renderChange(change, language));
    const more = own.length - MAXIMUM_SHOWN;
    return html`
      <div class="blok">
        <h3 class="utrecht-heading-3">${say(KIND_KEY[kind], language)}</h3>
        <ul class="utrecht-unordered-list">${items}${more > 0
          ? html`<li>${say("changeMore", language, { count: String(more) })}</li>`
          : html``}</ul>
      </div>
    `;
  });
  const none = html`
    <p class="utrecht-paragraph">${say("noChanges", language)}</p>
  `;
  return { id: "veranderd", heading, body: lists.length === 0 ? [none] : lists };
}

/** ": andere cijfers 12, andere tekst 2": what the changes are about, in the order of a briefing's own section. */
function kindsOf(changes: readonly BriefingChange[], language: Language): string {
  const counts = (Object.keys(KIND_KEY) as ChangeKind[]).flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${lowerFirst(say(KIND_KEY[kind], language))} ${count}`];
  });
  return counts.length === 0 ? "" : ` (${counts.join(", ")})`;
}

/**
 * Makes the first letter of a text of the page small, for use inside a sentence.
 *
 * @param text The text.
 * @returns The text.
 */
export function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/**
 * Tells in a few words how much changed and in what, for an index.
 *
 * @param changes The changes; null for a briefing that the earlier edition did not have.
 * @returns The words, whether the briefing has a section about them, and whether there is news.
 */
export function tellChanges(
  changes: readonly BriefingChange[] | null,
): NonNullable<IndexEntry["changes"]> {
  const news = changes !== null && changes.length > 0;
  return {
    text: mapLabel((language) =>
      changes === null ? say("changedNew", language) : tellCount(changes, language)
    ),
    told: changes === null ? "here-only" : "in-briefing",
    extent: changes === null ? "new" : news ? "changed" : "same",
  };
}

function tellCount(all: readonly BriefingChange[], language: Language): string {
  const changes = seenIn(all, language);
  const key = changes.length === 0 ? "changedNone" : changes.length === 1 ? "changedOne" : "changedCount";
  return `${say(key, language, { count: String(changes.length) })}${kindsOf(changes, language)}`;
}
