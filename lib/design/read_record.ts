/**
 * Reading and writing `pilot.json`: all that is wrong at once, and one canonical form on disk.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { PILOT_SHAPE } from "./_pilot_shape.ts";
import { isRecordObject, type RecordProblem } from "./_shape.ts";
import type { PilotRecord, PilotSession, Told } from "./pilot_record.ts";

export type { RecordProblem } from "./_shape.ts";

/** A record that cannot be read; holds everything that is wrong with it. */
export class PilotRecordError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name: string = "PilotRecordError";
  /** Every problem, in the order of the file. */
  readonly problems: readonly RecordProblem[];

  /**
   * Makes the error.
   *
   * @param problems At least one problem.
   * @param where The file.
   */
  constructor(problems: readonly RecordProblem[], where: string) {
    super({
      what: `Pilot record is not accepted, ${problems.length} ${
        problems.length === 1 ? "problem" : "problems"
      }: ${problems.map(({ path, what }) => `${path} ${what}`).join("; ")}`,
      where,
      mend: [...new Set(problems.map(({ mend }) => mend))].join(". "),
    });
    this.problems = problems;
  }
}

/**
 * Finds everything that is wrong with a record: shape, unknown fields, persons, typed results, references that lead
 * nowhere.
 *
 * @example An unknown field and a person
 * ```ts
 * import { problemsOfRecord } from "./read_record.ts";
 * import assert from "node:assert/strict";
 *
 * const found = problemsOfRecord({ version: 1, naam: "…" }).filter(({ path }) => path === "$.naam");
 * assert.equal(found[0]?.what, "is a field for a person");
 * ```
 *
 * @param value The parsed JSON.
 * @returns The problems; none when the record is sound.
 */
export function problemsOfRecord(value: unknown): readonly RecordProblem[] {
  const problems: RecordProblem[] = [];
  PILOT_SHAPE(value, "$", problems);
  if (problems.length === 0) checkReferences(value as PilotRecord, problems);
  return problems;
}

/**
 * Reads a pilot record.
 *
 * @param text The text of `pilot.json`.
 * @param options `file` names it in messages. Default `pilot.json`.
 * @returns The record.
 * @throws {PilotRecordError} When anything is wrong; holds all of it.
 */
export function readPilotRecord(text: string, options: { readonly file?: string } = {}): PilotRecord {
  const file = options.file ?? "pilot.json";
  const value = parseJson(text, file);
  const problems = problemsOfRecord(value);
  if (problems.length > 0) throw new PilotRecordError(problems, file);
  return value as PilotRecord;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const problem = { path: "$", what: "is no JSON", mend: "Restore it from version control" };
    throw new PilotRecordError([problem], file);
  }
}

interface HasId {
  readonly id: string;
}

function checkReferences(record: PilotRecord, problems: RecordProblem[]): void {
  const { sessions, ideas, duiding, decisions, feedback, literature, analysisPlan } = record;
  const lists = { sessions, ideas, duiding, decisions, feedback, literature, analysisPlan };
  for (const [name, list] of Object.entries<readonly HasId[]>(lists)) checkUnique(name, list, problems);
  const known = new Set(sessions.map(({ id }) => id));
  const held = { ideas, duiding, decisions, feedback, sharpened: record.sharpened };
  for (const [name, list] of Object.entries<readonly { readonly session: string | null }[]>(held)) {
    list.forEach(({ session }, i) => {
      if (session === null || known.has(session)) return;
      problems.push({
        path: `$.${name}[${i}].session`,
        what: "names a session that is not there",
        mend: "Enter the session first",
      });
    });
  }
  const idea = record.innovation?.idea ?? null;
  if (idea !== null && !ideas.some(({ id }) => id === idea)) {
    problems.push({
      path: "$.innovation.idea",
      what: "names an idea that is not there",
      mend: "Enter the idea",
    });
  }
  if (record.phase >= FIRST_PHASE_WITH_INNOVATION && record.innovation === null) {
    problems.push({
      path: "$.innovation",
      what: `is empty in phase ${record.phase}`,
      mend: "Write what was chosen, or lower the phase",
    });
  }
}

/** From this phase on something is being tried. */
const FIRST_PHASE_WITH_INNOVATION = 4;

function checkUnique(name: string, list: readonly HasId[], problems: RecordProblem[]): void {
  const seen = new Set<string>();
  list.forEach(({ id }, i) => {
    if (seen.has(id)) {
      problems.push({ path: `$.${name}[${i}].id`, what: "stands twice", mend: "Give each an id of its own" });
    }
    seen.add(id);
  });
}

/**
 * Writes a record in its canonical form: members in the order of the type, two spaces, a line end.
 *
 * @example Writing what was read gives the same text
 * ```ts
 * import { readPilotRecord, writePilotRecord } from "./read_record.ts";
 * import { newPilotRecord } from "./new_record.ts";
 * import assert from "node:assert/strict";
 *
 * const text = writePilotRecord(newPilotRecord("taal-dorp"));
 * assert.equal(writePilotRecord(readPilotRecord(text)), text);
 * ```
 *
 * @param record The record.
 * @returns The text of `pilot.json`.
 */
export function writePilotRecord(record: PilotRecord): string {
  return `${JSON.stringify(ordered(record, []), null, 2)}\n`;
}

/** Members that stand first, in this order; others follow by name. */
const FIRST_MEMBERS: readonly string[] = [
  "version",
  "id",
  "session",
  "date",
  "kind",
  "title",
  "role",
  "nl",
  "en",
];

/** Members of the record itself stand in the order in which a pilot goes. */
const RECORD_MEMBERS: readonly (keyof PilotRecord)[] = [
  "version",
  "id",
  "title",
  "municipality",
  "findingPlace",
  "phase",
  "light",
  "status",
  "question",
  "sharpened",
  "partners",
  "literature",
  "indicators",
  "ethics",
  "analysisPlan",
  "sessions",
  "duiding",
  "ideas",
  "innovation",
  "theoryOfChange",
  "effectPlan",
  "decisions",
  "feedback",
];

function ordered(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(item, [...path, "[]"]));
  if (!isRecordObject(value)) return value;
  const first: readonly string[] = path.length === 0 ? RECORD_MEMBERS : FIRST_MEMBERS;
  const rank = (name: string): number => first.includes(name) ? first.indexOf(name) : first.length;
  const names = Object.keys(value).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, ordered(value[name], [...path, name])]));
}

/**
 * Gives a text of the record in both languages. Where nobody wrote English, readers of English get the Dutch text, marked.
 *
 * @example A text without English
 * ```ts
 * import { labelOf } from "./read_record.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(labelOf({ nl: "Rust" }).en, "Rust (in Dutch)");
 * ```
 *
 * @param told The text.
 * @returns The label.
 */
export function labelOf(told: Told): Label {
  return { nl: told.nl, en: told.en ?? `${told.nl} (in Dutch)` };
}

/**
 * Gives the sessions by date; those of one day keep the order of the record.
 *
 * @param record The record.
 * @returns The sessions, oldest first.
 */
export function sessionsByDate(record: PilotRecord): readonly PilotSession[] {
  return record.sessions.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
