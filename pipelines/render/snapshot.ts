/**
 * What a later edition has to know of a briefing to tell what changed: names, shown numbers, definitions and what
 * protection did. Holds what the page shows and nothing else.
 *
 * @module
 */
import type { TablePayload } from "../../lib/core/display.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { canonicalJson } from "../../lib/core/hash.ts";
import { type Label, LANGUAGES, mapLabel } from "../../lib/core/language.ts";
import type { Block, Briefing } from "./model.ts";
import { receiptsOf } from "./provenance_section.ts";
import { say } from "./ui_strings.ts";

/** One shown value of a table. */
export interface SnapshotCell {
  /** The row that it stands in, as readers know it. */
  readonly row: Label;
  /** Its column. */
  readonly column: Label;
  /** The value as shown. */
  readonly text: Label;
}

/** A figure, table, finding or other thing in a briefing. */
export interface SnapshotThing {
  /** Kind and id: what it is matched by. */
  readonly key: string;
  /** What readers know it by. */
  readonly name: Label;
  /** Measure, group, place and period; null for what has no numbers. */
  readonly scope: Label | null;
  /** The shown values. */
  readonly cells: readonly SnapshotCell[];
}

/** A term with its meaning. */
export interface SnapshotTerm {
  /** The term. */
  readonly term: Label;
  /** Its meaning. */
  readonly meaning: Label;
}

/** What protection did to one table. */
export interface SnapshotProtection {
  /** The id of the table. */
  readonly tableId: string;
  /** What the table shows. */
  readonly title: Label;
  /** The rule and how much is shown, in words. */
  readonly told: Label;
}

/** What is compared of a briefing. */
export interface BriefingSnapshot {
  /** Version of this shape. */
  readonly format: 1;
  /** The title of the briefing. */
  readonly title: Label;
  /** The place that it is about. */
  readonly place: Label;
  /** Things in the order of the notebook. */
  readonly things: readonly SnapshotThing[];
  /** Definitions, in the order of the notebook. */
  readonly terms: readonly SnapshotTerm[];
  /** Protection by table. */
  readonly protection: readonly SnapshotProtection[];
}

type ObjectBlockOfAny = Exclude<Block, { readonly kind: "prose" }>;

function nameOf(block: ObjectBlockOfAny): Label {
  switch (block.kind) {
    case "figure":
    case "table":
    case "method":
    case "sheets":
    case "suggestions":
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

function tableOf(block: ObjectBlockOfAny): TablePayload | null {
  if (block.kind === "figure") return block.payload.table;
  return block.kind === "table" ? block.payload : null;
}

function cellsOf(table: TablePayload): readonly SnapshotCell[] {
  return table.rows.flatMap((row) => {
    const headings = row.filter((_cell, i) => table.columns[i]?.kind === "heading");
    const name = mapLabel((language) => headings.map(({ text }) => text[language]).join(", "));
    return row.flatMap((cell, i): readonly SnapshotCell[] => {
      const column = table.columns[i];
      return column === undefined || column.kind === "heading"
        ? []
        : [{ row: name, column: column.label, text: cell.text }];
    });
  });
}

function thingOf(block: ObjectBlockOfAny): SnapshotThing {
  const table = tableOf(block);
  return {
    key: `${block.kind} ${block.payload.id}`,
    name: nameOf(block),
    scope: table === null ? null : table.subtitle,
    cells: table === null ? [] : cellsOf(table),
  };
}

/** What the words of a block mean: the terms of a method, and the measure of a figure or table. */
function termsOf(block: ObjectBlockOfAny): readonly SnapshotTerm[] {
  if (block.kind === "method") return block.payload.definitions;
  const table = tableOf(block);
  const measure = table?.columns.find(({ kind }) => kind === "number")?.label;
  return measure === undefined || table?.definition === undefined
    ? []
    : [{ term: measure, meaning: table.definition }];
}

/**
 * Takes from a briefing what a later edition compares with.
 *
 * @example The sample has figures and findings
 * ```ts
 * import { snapshotOf } from "./snapshot.ts";
 * import { sampleBriefing } from "../../tests/data/render/sample.ts";
 * import assert from "node:assert/strict";
 *
 * const { things } = snapshotOf(sampleBriefing());
 * assert.ok(things.some(({ key }) => key.startsWith("figure ")));
 * ```
 *
 * @param briefing The briefing.
 * @returns Plain data.
 */
export function snapshotOf(briefing: Briefing): BriefingSnapshot {
  return {
    format: 1,
    title: briefing.parameters.title,
    place: briefing.parameters.place,
    things: briefing.blocks.flatMap((block) => block.kind === "prose" ? [] : [thingOf(block)]),
    terms: briefing.blocks.flatMap((block) => block.kind === "prose" ? [] : termsOf(block)),
    protection: receiptsOf(briefing).map((receipt) => ({
      tableId: receipt.tableId,
      title: receipt.title,
      told: mapLabel((language) =>
        `${receipt.ruleSentence[language]} ${
          say("protectionCount", language, { shown: String(receipt.shown), cells: String(receipt.cells) })
        }`
      ),
    })),
  };
}

/**
 * Writes a snapshot.
 *
 * @param snapshot The snapshot.
 * @returns The text of `briefing.json`.
 */
export function writeSnapshot(snapshot: BriefingSnapshot): string {
  return `${canonicalJson(snapshot)}\n`;
}

function isLabel(value: unknown): value is Label {
  return typeof value === "object" && value !== null &&
    LANGUAGES.every((language) => typeof (value as Partial<Label>)[language] === "string");
}

function isEach(value: unknown, isOne: (one: Readonly<Record<string, unknown>>) => boolean): boolean {
  return Array.isArray(value) &&
    value.every((one) => typeof one === "object" && one !== null && isOne(one as Record<string, unknown>));
}

function isThing(thing: Readonly<Record<string, unknown>>): boolean {
  return typeof thing["key"] === "string" && isLabel(thing["name"]) &&
    (thing["scope"] === null || isLabel(thing["scope"])) &&
    isEach(
      thing["cells"],
      (cell) => isLabel(cell["row"]) && isLabel(cell["column"]) && isLabel(cell["text"]),
    );
}

function isSnapshot(value: unknown): value is BriefingSnapshot {
  if (typeof value !== "object" || value === null) return false;
  const snapshot = value as Readonly<Record<string, unknown>>;
  return snapshot["format"] === 1 && isLabel(snapshot["title"]) && isLabel(snapshot["place"]) &&
    isEach(snapshot["things"], isThing) &&
    isEach(snapshot["terms"], (term) => isLabel(term["term"]) && isLabel(term["meaning"])) &&
    isEach(
      snapshot["protection"],
      (one) => typeof one["tableId"] === "string" && isLabel(one["title"]) && isLabel(one["told"]),
    );
}

/**
 * Reads a snapshot.
 *
 * @param text The text of `briefing.json`.
 * @param where Its path, for messages.
 * @returns The snapshot.
 * @throws {WorkspaceError} When the text is no snapshot.
 */
export function readSnapshot(text: string, where: string): BriefingSnapshot {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Not even JSON: told below, as every other shape that is wrong.
  }
  if (isSnapshot(value)) return value;
  throw new WorkspaceError({
    what: "The earlier edition has a briefing.json that cannot be read, so nothing can be compared with it",
    where,
    mend: "Publish that edition again, or move it out of reports/output",
  });
}
