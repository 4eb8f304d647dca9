/**
 * The closed list of cell tags, as data.
 *
 * @module
 */
import { type Cell, tagsOf } from "./nbformat.ts";

/** A tag that a vetted notebook may use. */
export type CellTag =
  | "briefing"
  | "parameters"
  | "setup"
  | "load"
  | "check"
  | "analyse"
  | "protect"
  | "figure"
  | "table"
  | "finding"
  | "persona"
  | "question"
  | "method"
  | "internal"
  | "draft";

/** What a tag means for the order and the output of its cell. */
export interface TagRule {
  /** Which type of cell may bear it. */
  readonly cellType: "code" | "markdown" | "any";
  /** Place in the order of phases; null when the cell may stand anywhere. */
  readonly phase: number | null;
  /** `programme` cells end in an expression that shows a programme object; `nothing` cells show no value. */
  readonly shows: "programme" | "nothing";
}

/**
 * Every tag with its rule. Questions and method notes hold no numbers from data, so they may come before `protect`; a
 * check may look at any phase.
 */
export const TAG_RULES: Readonly<Record<CellTag, TagRule>> = {
  briefing: { cellType: "markdown", phase: null, shows: "nothing" },
  parameters: { cellType: "code", phase: 0, shows: "nothing" },
  setup: { cellType: "code", phase: 0, shows: "nothing" },
  load: { cellType: "code", phase: 1, shows: "nothing" },
  check: { cellType: "code", phase: null, shows: "nothing" },
  analyse: { cellType: "code", phase: 2, shows: "nothing" },
  protect: { cellType: "code", phase: 3, shows: "nothing" },
  figure: { cellType: "code", phase: 4, shows: "programme" },
  table: { cellType: "code", phase: 4, shows: "programme" },
  finding: { cellType: "code", phase: 4, shows: "programme" },
  persona: { cellType: "code", phase: 4, shows: "programme" },
  question: { cellType: "code", phase: null, shows: "programme" },
  method: { cellType: "code", phase: null, shows: "programme" },
  internal: { cellType: "any", phase: null, shows: "nothing" },
  draft: { cellType: "any", phase: null, shows: "nothing" },
};

/** All tags, in the order in which they are written. */
export const CELL_TAGS: readonly CellTag[] = Object.keys(TAG_RULES) as CellTag[];

/**
 * Tells whether a tag is on the closed list.
 *
 * @example A misspelt tag
 * ```ts
 * import { isCellTag } from "./tags.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(isCellTag("figure") && !isCellTag("figuur"));
 * ```
 *
 * @param tag Any text.
 * @returns Whether it is a tag of the list.
 */
export function isCellTag(tag: string): tag is CellTag {
  return Object.hasOwn(TAG_RULES, tag);
}

/**
 * Gives the tag that says what a cell is for.
 *
 * @example A figure
 * ```ts
 * import { mainTagOf } from "./tags.ts";
 * import assert from "node:assert/strict";
 *
 * const cell = { cell_type: "code", id: "a", source: "", outputs: [], execution_count: null } as const;
 * assert.equal(mainTagOf({ ...cell, metadata: { tags: ["figure"] } }), "figure");
 * assert.equal(mainTagOf({ ...cell, metadata: { tags: ["figure", "table"] } }), null);
 * ```
 *
 * @param cell The cell.
 * @returns The tag; null when there is none, or more than one, of the closed list.
 */
export function mainTagOf(cell: Cell): CellTag | null {
  const tags = tagsOf(cell).filter(isCellTag);
  return tags.length === 1 ? tags[0] ?? null : null;
}
