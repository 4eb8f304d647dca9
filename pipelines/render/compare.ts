/**
 * What changed in a briefing since an earlier edition: blocks, numbers, sentences, definitions and protection. So that
 * a reader who comes back does not have to look for it.
 *
 * @module
 */
import { type Label, type Language, LANGUAGES, mapLabel } from "../../lib/core/language.ts";
import { html } from "../../lib/core/html.ts";
import type { TablePayload } from "../../lib/core/display.ts";
import type { Block, Briefing } from "./model.ts";
import { receiptsOf } from "./provenance_section.ts";
import type { Section } from "./sections.ts";
import { say, type UiKey } from "./ui_strings.ts";

/** What a change is about. */
export type ChangeKind = "added" | "removed" | "numbers" | "scope" | "sentence" | "definition" | "protection";

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

type ObjectBlockOfAny = Exclude<Block, { readonly kind: "prose" }>;

function nameOf(block: ObjectBlockOfAny): Label {
  switch (block.kind) {
    case "figure":
    case "table":
    case "method":
    case "sheets":
      return block.payload.title;
    case "finding":
      return block.payload.sentence;
    case "question":
      return block.payload.text;
    case "persona":
      return { nl: block.payload.name, en: block.payload.name };
    case "limits":
      return mapLabel((language) => say("notTold", language));
  }
}

function sameText(a: Label, b: Label): boolean {
  return LANGUAGES.every((language) => a[language] === b[language]);
}

function difference(kind: ChangeKind, what: Label, before: Label, after: Label): readonly BriefingChange[] {
  return sameText(before, after) ? [] : [{ kind, what, before, after }];
}

function tableOf(block: ObjectBlockOfAny): TablePayload | null {
  if (block.kind === "figure") return block.payload.table;
  return block.kind === "table" ? block.payload : null;
}

/** Cells by row heading and column heading, in Dutch, which every briefing has. */
function cellsOf(table: TablePayload): ReadonlyMap<string, { readonly what: Label; readonly text: Label }> {
  const cells = new Map<string, { what: Label; text: Label }>();
  for (const row of table.rows) {
    const heading = mapLabel((language) =>
      row.filter((_cell, i) => table.columns[i]?.kind === "heading").map((cell) => cell.text[language]).join(
        ", ",
      )
    );
    row.forEach((cell, i) => {
      const column = table.columns[i];
      if (column === undefined || column.kind === "heading") return;
      const what = mapLabel((language) => `${heading[language]}, ${column.label[language]}`);
      cells.set(what.nl, { what, text: cell.text });
    });
  }
  return cells;
}

function compareTables(before: TablePayload, after: TablePayload): readonly BriefingChange[] {
  const [old, now] = [cellsOf(before), cellsOf(after)];
  const title = (what: Label): Label => mapLabel((language) => `${after.title[language]}: ${what[language]}`);
  const changes: BriefingChange[] = [];
  for (const [key, { what, text }] of now) {
    const was = old.get(key)?.text ?? null;
    if (was === null || !sameText(was, text)) {
      changes.push({ kind: "numbers", what: title(what), before: was, after: text });
    }
  }
  for (const [key, { what, text }] of old) {
    if (!now.has(key)) changes.push({ kind: "numbers", what: title(what), before: text, after: null });
  }
  return changes;
}

function compareBlocks(before: ObjectBlockOfAny, after: ObjectBlockOfAny): readonly BriefingChange[] {
  const changes: BriefingChange[] = [];
  const [old, now] = [tableOf(before), tableOf(after)];
  if (old !== null && now !== null) {
    changes.push(
      ...difference("scope", nameOf(after), old.subtitle, now.subtitle),
      ...compareTables(old, now),
    );
  }
  changes.push(...difference("sentence", nameOf(after), nameOf(before), nameOf(after)));
  return changes;
}

function definitionsOf(
  briefing: Briefing,
): ReadonlyMap<string, { readonly term: Label; readonly meaning: Label }> {
  const found = new Map<string, { term: Label; meaning: Label }>();
  for (const block of briefing.blocks) {
    if (block.kind !== "method") continue;
    for (const definition of block.payload.definitions) found.set(definition.term.nl, definition);
  }
  return found;
}

function compareDefinitions(before: Briefing, after: Briefing): readonly BriefingChange[] {
  const old = definitionsOf(before);
  return [...definitionsOf(after)].flatMap(([key, { term, meaning }]) => {
    const was = old.get(key);
    return was === undefined ? [] : difference("definition", term, was.meaning, meaning);
  });
}

function compareProtection(before: Briefing, after: Briefing): readonly BriefingChange[] {
  const old = new Map(receiptsOf(before).map((receipt) => [receipt.tableId, receipt]));
  return receiptsOf(after).flatMap((receipt) => {
    const was = old.get(receipt.tableId);
    if (was === undefined) return [];
    const told = (each: typeof receipt): Label =>
      mapLabel((language) =>
        `${each.ruleSentence[language]} ${
          say("protectionCount", language, { shown: String(each.shown), cells: String(each.cells) })
        }`
      );
    return difference("protection", receipt.title, told(was), told(receipt));
  });
}

/**
 * Compares a briefing with an earlier one of the same notebook. Blocks are matched by kind and id.
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
 * @returns The changes in the order of the later briefing, then what is gone, then definitions and protection.
 */
export function compareBriefings(before: Briefing, after: Briefing): readonly BriefingChange[] {
  const objects = (briefing: Briefing) =>
    new Map(
      briefing.blocks.flatMap((block) =>
        block.kind === "prose" ? [] : [[`${block.kind} ${block.payload.id}`, block] as const]
      ),
    );
  const [old, now] = [objects(before), objects(after)];
  const changes: BriefingChange[] = [];
  for (const [key, block] of now) {
    const was = old.get(key);
    if (was === undefined) changes.push({ kind: "added", what: nameOf(block), before: null, after: null });
    else changes.push(...compareBlocks(was, block));
  }
  for (const [key, block] of old) {
    if (!now.has(key)) changes.push({ kind: "removed", what: nameOf(block), before: null, after: null });
  }
  return [...changes, ...compareDefinitions(before, after), ...compareProtection(before, after)];
}

const KIND_KEY: Readonly<Record<ChangeKind, UiKey>> = {
  added: "changeAdded",
  removed: "changeRemoved",
  numbers: "changeNumbers",
  scope: "changeScope",
  sentence: "changeSentence",
  definition: "changeDefinition",
  protection: "changeProtection",
};
/** More changes of one kind are counted: a list of hundreds is not read. */
const MAXIMUM_SHOWN = 12;

/**
 * Tells the changes in a section of the page; pass it to `renderBriefing` as an extra section.
 *
 * @param changes The changes.
 * @param options The reader's language and the edition that was compared with.
 * @returns The section; it says so when nothing changed.
 */
export function changesSection(
  changes: readonly BriefingChange[],
  options: { readonly language: Language; readonly previousEditionId: string },
): Section {
  const { language } = options;
  const heading = say("changes", language, { edition: options.previousEditionId });
  const kinds = [...new Set(changes.map((change) => change.kind))];
  const lists = kinds.map((kind) => {
    const own = changes.filter((change) => change.kind === kind);
    const items = own.slice(0, MAXIMUM_SHOWN).map(({ what, before, after }) => {
      const none = say("noneText", language);
      const values = before === null && after === null
        ? html``
        : html`: ${
          say("changeFromTo", language, { from: before?.[language] ?? none, to: after?.[language] ?? none })
        }`;
      return html`
        <li>${what[language]}${kind === "sentence" && before !== null
          ? html`
            (${say("changeWas", language)}: ${before[language]})
          `
          : values}</li>
      `;
    });
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
