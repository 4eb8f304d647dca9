/**
 * The mapping file: from questions and answer texts of an export to the items and codes of an instrument.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Code, Instrument, Item } from "../instrument.ts";

/** Where one item stands in an export, and what its answers mean. */
export interface IntakeItem {
  /** The question as the export names it. */
  readonly question: string;
  /**
   * From each answer text to the instrument's code, missing codes included; null for a text that stands for an empty cell,
   * such as LimeSurvey's "N/A" of a question that was not answered.
   */
  readonly answers: Readonly<Record<string, Code | null>>;
}

/** A mapping file. Lives beside the pilot's data, as JSON. */
export interface IntakeMapping {
  /** The id of the instrument. */
  readonly instrument: string;
  /** One entry per item. */
  readonly items: Readonly<Record<string, IntakeItem>>;
  /** What to do with somebody who answered twice. No default. */
  readonly duplicates: "refuse" | "first" | "last";
  /** Whether to take in somebody who did not finish; blanks are then unknown. No default. */
  readonly unfinished: "keep" | "leaveOut";
  /**
   * The question by which respondents are told apart, for example a code that a school gave out; what the tool itself
   * records (token, response id) when absent.
   */
  readonly respondent?: string;
}

/**
 * Checks the content of a mapping file against an instrument.
 *
 * @example A code that the item does not have
 * ```ts
 * import { KAISER10 } from "../instruments/kaiser10.ts";
 * import { parseIntakeMapping } from "./mapping_file.ts";
 * import assert from "node:assert/strict";
 *
 * const mapping = {
 *   instrument: "ace10-yn",
 *   duplicates: "refuse",
 *   unfinished: "keep",
 *   items: { q1: { question: "ACE1", answers: { Ja: "yes", Nee: "never" } } },
 * };
 * assert.throws(() => parseIntakeMapping(mapping, KAISER10), /q1.*never/);
 * ```
 *
 * @param content The parsed JSON of the file.
 * @param instrument The instrument.
 * @returns The mapping.
 * @throws {WorkspaceError} When a part is missing, or an item or code does not exist.
 */
export function parseIntakeMapping(content: unknown, instrument: Instrument): IntakeMapping {
  const file = recordOf(content, "the file");
  if (file.instrument !== instrument.id) {
    throw problem(`The mapping is not for ${instrument.id}`, "instrument");
  }
  const duplicates = oneOf(file.duplicates, ["refuse", "first", "last"] as const, "duplicates");
  const unfinished = oneOf(file.unfinished, ["keep", "leaveOut"] as const, "unfinished");
  const known = new Map(instrument.items.map((item) => [item.id, item]));
  const items: Record<string, IntakeItem> = {};
  for (const [id, content] of Object.entries(recordOf(file.items, "items"))) {
    const item = known.get(id);
    if (!item) throw problem(`${instrument.id} has no item ${id}`, "items");
    const entry = recordOf(content, id);
    if (typeof entry.question !== "string") throw problem("An item names no question", id);
    const answers = answersOf(recordOf(entry.answers, `${id}.answers`), item);
    items[id] = { question: entry.question, answers };
  }
  const { respondent } = file;
  if (respondent === undefined) return { instrument: instrument.id, items, duplicates, unfinished };
  if (typeof respondent !== "string") throw problem("The question of respondents is no text", "respondent");
  return { instrument: instrument.id, items, duplicates, unfinished, respondent };
}

/** Answer texts without the spaces around them, to codes that the item has. */
function answersOf(content: Readonly<Record<string, unknown>>, { id, scale }: Item): IntakeItem["answers"] {
  const given = scale.answers === "open" ? [] : scale.answers;
  const legal = [...given, ...scale.missing].map(({ code }) => code);
  const answers: Record<string, Code | null> = {};
  for (const [text, code] of Object.entries(content)) {
    const found = code === null ? null : legal.find((candidate) => candidate === code);
    if (found === undefined) throw problem(`Item ${id} has no code ${String(code)}`, `items.${id}.answers`);
    const key = text.trim();
    if (Object.hasOwn(answers, key) && answers[key] !== found) {
      throw problem(`Item ${id} gives one answer text two codes`, `items.${id}.answers`);
    }
    answers[key] = found;
  }
  return answers;
}

function recordOf(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw problem("An object is missing", where);
}

function oneOf<T extends string>(value: unknown, choices: readonly T[], where: string): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw problem(`A choice is missing: one of ${choices.join(", ")}`, where);
}

function problem(what: string, where: string): WorkspaceError {
  return new WorkspaceError({ what, where: `mapping file, ${where}`, mend: "Correct the mapping file" });
}
