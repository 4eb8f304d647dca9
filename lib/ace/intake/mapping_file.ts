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

/**
 * Where a background column stands in an export: district, age group, an outcome, a weight. Texts are taken through a closed
 * list only, so that no open answer comes along; `kind: "number"` takes a number with a decimal point or comma.
 */
export type IntakeBackground =
  | {
    /** The question as the export names it. */
    readonly question: string;
    /** From each answer text to the code to keep; null for a text that stands for an empty cell. */
    readonly answers: Readonly<Record<string, string | null>>;
  }
  | {
    /** The question as the export names it. */
    readonly question: string;
    /** A number. */
    readonly kind: "number";
  };

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
  /** Further columns to keep beside the items, by the name that they get. */
  readonly background?: Readonly<Record<string, IntakeBackground>>;
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
  if (respondent !== undefined && typeof respondent !== "string") {
    throw problem("The question of respondents is no text", "respondent");
  }
  const background = file.background === undefined ? undefined : backgroundOf(file.background, known);
  return {
    instrument: instrument.id,
    items,
    duplicates,
    unfinished,
    ...(respondent === undefined ? {} : { respondent }),
    ...(background === undefined ? {} : { background }),
  };
}

function backgroundOf(
  content: unknown,
  items: ReadonlyMap<string, Item>,
): Readonly<Record<string, IntakeBackground>> {
  const background: Record<string, IntakeBackground> = {};
  for (const [name, entry] of Object.entries(recordOf(content, "background"))) {
    const where = `background.${name}`;
    if (items.has(name)) throw problem("A background column has the name of an item", where);
    const { question, kind, answers } = recordOf(entry, where);
    if (typeof question !== "string") throw problem("A background column names no question", where);
    if (kind === "number") background[name] = { question, kind };
    else background[name] = { question, answers: textsOf(recordOf(answers, `${where}.answers`), where) };
  }
  return background;
}

function textsOf(
  content: Readonly<Record<string, unknown>>,
  where: string,
): Readonly<Record<string, string | null>> {
  const texts: Record<string, string | null> = {};
  for (const [text, code] of Object.entries(content)) {
    if (code !== null && typeof code !== "string") throw problem("A code is neither a text nor null", where);
    texts[text.trim()] = code;
  }
  return texts;
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
