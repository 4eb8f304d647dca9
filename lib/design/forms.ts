/**
 * Forms that come back from a session: made as files, read back as entries of the record.
 *
 * A feedback form is one person's view, without a name. A session form is what the group decided, filled in by the
 * facilitator. Both exist as JSON; the feedback form also as a table (CSV), for many forms at once.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { isRecordObject } from "./_shape.ts";
import type {
  DuidingRecord,
  FeedbackEntry,
  Idea,
  PilotRecord,
  PilotSession,
  SteeringDecision,
} from "./pilot_record.ts";
import { PilotRecordError, problemsOfRecord } from "./read_record.ts";

/** What a form adds to a record. */
export interface FormContent {
  /** The session that the form tells of; null when the form is about one that the record has. */
  readonly session: PilotSession | null;
  /** Findings held against experience. */
  readonly duiding: readonly DuidingRecord[];
  /** Ideas. */
  readonly ideas: readonly Idea[];
  /** Decisions. */
  readonly decisions: readonly SteeringDecision[];
  /** Feedback. */
  readonly feedback: readonly FeedbackEntry[];
}

/** Marks a file as one of the two forms. */
const FEEDBACK_FORM = "smart-start-feedback";
const SESSION_FORM = "smart-start-session";

/** The columns of a feedback form, in order. */
const FEEDBACK_COLUMNS = ["session", "role", "clear", "useful", "learned", "missing", "change"] as const;

/** The mark of numbers and fields that Dutch spreadsheets expect. */
const SEPARATOR = ";";

/**
 * Makes an empty feedback form as a file.
 *
 * @param pilot The slug of the pilot.
 * @param kind `json` for one person, `csv` for a table with a row a person.
 * @returns The text of the file.
 */
export function blankFeedbackForm(pilot: string, kind: "json" | "csv"): string {
  if (kind === "csv") return `\uFEFF${FEEDBACK_COLUMNS.join(SEPARATOR)}\r\n`;
  const answers = { session: "", role: "", clear: null, useful: null, learned: "", missing: "", change: "" };
  return `${JSON.stringify({ form: FEEDBACK_FORM, version: 1, pilot, ...answers }, null, 2)}\n`;
}

/** A finding that the session form asks about. */
export interface AskedFinding {
  /** The id of the finding, figure or table. */
  readonly evidence: string;
  /** The finding in words. */
  readonly finding: DuidingRecord["finding"];
}

/**
 * Makes a session form as a file: what the facilitator fills in afterwards. Findings stand in it already; what stays
 * empty is left out when it is read.
 *
 * @param pilot The slug of the pilot.
 * @param findings What the session is asked about.
 * @returns The text of the file.
 */
export function blankSessionForm(pilot: string, findings: readonly AskedFinding[]): string {
  const session = { id: "", date: "", kind: "design", present: [], edition: null, summary: { nl: "" } };
  const duiding = findings.map(({ evidence, finding }) => ({
    evidence,
    finding,
    fit: "",
    experience: { nl: "" },
    otherExplanation: null,
    openQuestion: null,
    decision: null,
  }));
  const ideas = [{ idea: { nl: "" }, question: null, standing: "new" }];
  const decisions = [{
    verdict: "",
    what: { nl: "" },
    why: { nl: "" },
    owner: { nl: "" },
    due: null,
  }];
  const form = { form: SESSION_FORM, version: 1, pilot, session, duiding, ideas, decisions };
  return `${JSON.stringify(form, null, 2)}\n`;
}

/**
 * Reads a form that came back.
 *
 * Entries get ids of their own, counted on from those that the record has. Parts of a session form that nobody filled in
 * are left out.
 *
 * @param text The text of the file: JSON, or a table for feedback.
 * @param record The record that it belongs to.
 * @returns What the form adds.
 * @throws {WorkspaceError} When the file is none of the forms or belongs to another pilot.
 * @throws {PilotRecordError} When an answer is not allowed; holds every problem.
 */
export async function readForm(text: string, record: PilotRecord): Promise<FormContent> {
  const clean = text.replace(/^\uFEFF/, "");
  const content = clean.trimStart().startsWith("{")
    ? readJsonForm(clean, record)
    : feedbackOnly((await readRows(clean)).map((row, i) => feedbackOf(row, record, i)));
  checkWith(record, content);
  return content;
}

function feedbackOnly(feedback: readonly FeedbackEntry[]): FormContent {
  return { session: null, duiding: [], ideas: [], decisions: [], feedback };
}

type Row = Readonly<Record<string, unknown>>;

async function readRows(text: string): Promise<readonly Row[]> {
  // Loaded when a table is read: every notebook takes this folder, and none of them reads forms.
  const { parse } = await import("csv-parse/sync");
  const rows: unknown = parse(text, {
    columns: true,
    delimiter: SEPARATOR,
    skip_empty_lines: true,
    trim: true,
  });
  const list = Array.isArray(rows) ? rows.filter(isRecordObject) : [];
  const [first] = list;
  if (first !== undefined && FEEDBACK_COLUMNS.every((name) => Object.hasOwn(first, name))) return list;
  throw new WorkspaceError({
    what: "The file is no feedback form, or has no answers",
    where: `columns ${FEEDBACK_COLUMNS.join(SEPARATOR)}`,
    mend: "Use the form that came with the briefing; keep its first line",
  });
}

function readJsonForm(text: string, record: PilotRecord): FormContent {
  const form = parseForm(text);
  if (form["pilot"] !== record.id) {
    throw new WorkspaceError({
      what: "The form belongs to another pilot",
      where: `pilot ${record.id}`,
      mend: "Read it with the name of its own pilot",
    });
  }
  if (form["form"] === FEEDBACK_FORM) return feedbackOnly([feedbackOf(form, record, 0)]);
  if (form["form"] === SESSION_FORM) return sessionContent(form, record);
  throw new WorkspaceError({
    what: "The file is none of the programme's forms",
    mend: `Its member form has to be ${FEEDBACK_FORM} or ${SESSION_FORM}`,
  });
}

function parseForm(text: string): Row {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecordObject(value)) return value;
  } catch {
    // Told below, like any other file that is no form.
  }
  throw new WorkspaceError({
    what: "The form is no JSON",
    mend: "Save it again from the page and fill it in",
  });
}

function feedbackOf(row: Row, record: PilotRecord, index: number): FeedbackEntry {
  const session = String(row["session"] ?? "");
  const text = (name: string): string => String(row[name] ?? "").trim();
  return {
    id: nextId(`feedback-${session || "x"}`, record.feedback, index),
    session,
    role: text("role"),
    clear: numberOf(row["clear"]),
    useful: numberOf(row["useful"]),
    learned: text("learned"),
    missing: text("missing"),
    change: text("change"),
  };
}

function numberOf(value: unknown): number {
  return typeof value === "number"
    ? value
    : typeof value === "string" && value.trim() !== ""
    ? Number(value)
    : NaN;
}

function nextId(stem: string, known: readonly { readonly id: string }[], index: number): string {
  const taken = known.filter(({ id }) => id.startsWith(`${stem}-`)).length;
  return `${stem}-${taken + index + 1}`;
}

function isFilled(value: unknown): boolean {
  if (typeof value === "string") return value.trim() !== "";
  return isRecordObject(value) && isFilled(value["nl"]);
}

function rowsOf(form: Row, name: string, filledBy: string): readonly Row[] {
  const list = form[name];
  return Array.isArray(list) ? list.filter(isRecordObject).filter((row) => isFilled(row[filledBy])) : [];
}

function sessionContent(form: Row, record: PilotRecord): FormContent {
  const given = form["session"];
  const session = isRecordObject(given) ? given : {};
  const id = String(session["id"] ?? "");
  const isKnown = record.sessions.some((each) => each.id === id);
  // What is wrong with the shape of an answer is found below, with the whole record.
  const withId = <T>(
    rows: readonly Row[],
    stem: string,
    known: readonly { readonly id: string }[],
    more: object,
  ) =>
    rows.map((row, i) => ({
      id: nextId(`${stem}-${id}`, known, i),
      session: id,
      ...more,
      ...row,
    })) as unknown as readonly T[];
  return {
    session: isKnown ? null : session as unknown as PilotSession,
    duiding: withId<DuidingRecord>(rowsOf(form, "duiding", "fit"), "duiding", record.duiding, {
      answer: null,
    }),
    ideas: withId<Idea>(rowsOf(form, "ideas", "idea"), "idee", record.ideas, {}),
    decisions: withId<SteeringDecision>(
      rowsOf(form, "decisions", "verdict"),
      "besluit",
      record.decisions,
      {},
    ),
    feedback: [],
  };
}

/**
 * Adds what a form brought to a record.
 *
 * @param record The record.
 * @param content What {@linkcode readForm} gave.
 * @returns The record with the entries at the end of their lists.
 * @throws {PilotRecordError} When the result is not sound.
 */
export function addToRecord(record: PilotRecord, content: FormContent): PilotRecord {
  checkWith(record, content);
  return joined(record, content);
}

function joined(record: PilotRecord, content: FormContent): PilotRecord {
  return {
    ...record,
    sessions: content.session === null ? record.sessions : [...record.sessions, content.session],
    duiding: [...record.duiding, ...content.duiding],
    ideas: [...record.ideas, ...content.ideas],
    decisions: [...record.decisions, ...content.decisions],
    feedback: [...record.feedback, ...content.feedback],
  };
}

function checkWith(record: PilotRecord, content: FormContent): void {
  const problems = problemsOfRecord(joined(record, content));
  if (problems.length > 0) throw new PilotRecordError(problems, "form");
}
