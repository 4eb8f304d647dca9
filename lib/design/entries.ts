/**
 * What can be entered in a record one at a time: a session, a sharper question, a finding held against experience, an
 * answer, an idea, a choice, a decision, where the pilot stands. Fields are data, so that a command line and a form ask the
 * same.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { isRecordObject } from "./_shape.ts";
import type { PilotRecord, Told } from "./pilot_record.ts";
import { PilotRecordError, problemsOfRecord } from "./read_record.ts";

/** Kinds of entries. */
export type EntryKind =
  | "session"
  | "question"
  | "duiding"
  | "answer"
  | "idea"
  | "standing"
  | "innovation"
  | "decision"
  | "status";

/** One field of an entry. */
export interface EntryField {
  /** The name, as in the record. */
  readonly name: string;
  /** What is asked. */
  readonly ask: Label;
  /** `told` is text with an English version under `name.en`; `people` is `role:number, role:number`. */
  readonly type: "text" | "told" | "choice" | "people";
  /** Whether it may be left out; it is null then. */
  readonly need: "required" | "optional";
  /** The allowed answers of a choice. */
  readonly options?: readonly string[];
}

/** Answers by field name; English texts under `name.en`. */
export type EntryAnswers = Readonly<Record<string, string>>;

function field(
  name: string,
  nl: string,
  en: string,
  type: EntryField["type"] = "told",
  need: EntryField["need"] = "required",
): EntryField {
  return { name, ask: { nl, en }, type, need };
}

function choice(name: string, nl: string, en: string, options: readonly string[]): EntryField {
  return { ...field(name, nl, en, "choice"), options };
}

const SESSION = field("session", "Welke sessie (id)?", "Which session (id)?", "text");

/** The fields of each kind, in the order in which they are asked. */
export const ENTRY_FIELDS: Readonly<Record<EntryKind, readonly EntryField[]>> = {
  session: [
    field("id", "Een kort id, zoals ontwerp-maart", "A short id, such as ontwerp-maart", "text"),
    field("date", "Welke dag (jjjj-mm-dd)?", "Which day (yyyy-mm-dd)?", "text"),
    choice("kind", "Wat voor sessie?", "What kind of session?", ["duiding", "design", "steering"]),
    field("present", "Wie waren er (rol:aantal, rol:aantal)?", "Who was there (role:number, …)?", "people"),
    field("edition", "Welke editie lag op tafel?", "Which edition lay on the table?", "text", "optional"),
    field("summary", "Waar ging het over?", "What was it about?"),
  ],
  question: [
    SESSION,
    field("date", "Welke dag (jjjj-mm-dd)?", "Which day (yyyy-mm-dd)?", "text"),
    field("question", "De scherpere vraag", "The sharper question"),
    field("why", "Waarom is hij veranderd?", "Why did it change?"),
  ],
  duiding: [
    SESSION,
    field("evidence", "Welke bevinding of figuur (id)?", "Which finding or figure (id)?", "text"),
    field("finding", "De bevinding in woorden, zonder getal", "The finding in words, without its number"),
    choice("fit", "Past het bij wat mensen zien?", "Does it fit what people see?", [
      "fits",
      "fits-partly",
      "does-not-fit",
      "unknown",
    ]),
    field("experience", "Wat zeiden mensen?", "What did people say?"),
    field("otherExplanation", "Een andere uitleg?", "Another explanation?", "told", "optional"),
    field("openQuestion", "Een open vraag?", "An open question?", "told", "optional"),
    field("decision", "Wat is ermee gedaan?", "What was done with it?", "told", "optional"),
  ],
  answer: [
    field("id", "Bij welke duiding (id)?", "Of which interpretation (id)?", "text"),
    field("text", "Het antwoord in woorden, zonder getal", "The answer in words, without a number"),
    field("evidence", "Welke bevinding of figuur (id)?", "Which finding or figure (id)?", "text"),
  ],
  idea: [
    SESSION,
    field(
      "question",
      "Bij welke Hoe kunnen we-vraag (id)?",
      "Of which How might we (id)?",
      "text",
      "optional",
    ),
    field("idea", "Het idee", "The idea"),
    choice("standing", "Waar staat het?", "Where does it stand?", ["new", "chosen", "parked", "dropped"]),
  ],
  standing: [
    field("id", "Welk idee (id)?", "Which idea (id)?", "text"),
    choice("standing", "Waar staat het nu?", "Where does it stand now?", [
      "new",
      "chosen",
      "parked",
      "dropped",
    ]),
  ],
  innovation: [
    field("title", "Hoe heet het?", "What is it called?"),
    field("what", "Wat gebeurt er?", "What happens?"),
    field("forWhom", "Voor welke groep, zonder te kiezen?", "For which group, without selecting?"),
    field("idea", "Uit welk idee (id)?", "From which idea (id)?", "text", "optional"),
    field("since", "Sinds welke dag (jjjj-mm-dd)?", "Since which day (yyyy-mm-dd)?", "text", "optional"),
  ],
  decision: [
    SESSION,
    choice("verdict", "Wat is besloten?", "What was decided?", [
      "stop",
      "adapt",
      "continue",
      "scale",
      "other",
    ]),
    field("what", "Het besluit in woorden", "The decision in words"),
    field("why", "Waarom?", "Why?"),
    field("owner", "Welke rol voert het uit?", "Which role carries it out?"),
    field("due", "Wanneer klaar (jjjj-mm-dd)?", "Done by (yyyy-mm-dd)?", "text", "optional"),
  ],
  status: [
    choice("phase", "Welke fase?", "Which phase?", ["0", "1", "2", "3", "4", "5"]),
    choice("light", "Welk stoplicht?", "Which light?", ["green", "amber", "red"]),
    field("status", "Hoe staat het ervoor?", "How does it stand?"),
  ],
};

/**
 * Enters one thing in a record.
 *
 * @example A decision, and who carries it out
 * ```ts
 * import { enterInRecord } from "./entries.ts";
 * import { newPilotRecord } from "./new_record.ts";
 * import assert from "node:assert/strict";
 *
 * const begun = enterInRecord(newPilotRecord("taal-dorp"), "session", {
 *   id: "start",
 *   date: "2026-03-12",
 *   kind: "steering",
 *   present: "wethouder:1, projectleider:1",
 *   summary: "De stuurgroep begon.",
 * });
 * const decided = enterInRecord(begun, "decision", {
 *   session: "start",
 *   verdict: "continue",
 *   what: "Doorgaan.",
 *   why: "De vraag is goed.",
 *   owner: "projectleider",
 * });
 * assert.equal(decided.decisions[0]?.id, "besluit-start-1");
 * ```
 *
 * @param record The record.
 * @param kind What is entered.
 * @param answers Answers by field; optional ones may be absent.
 * @returns The record with the entry.
 * @throws {WorkspaceError} When a field is unknown or missing, or what it belongs to is not there.
 * @throws {PilotRecordError} When the result is not sound.
 */
export function enterInRecord(record: PilotRecord, kind: EntryKind, answers: EntryAnswers): PilotRecord {
  checkAnswers(kind, answers);
  const values = Object.fromEntries(ENTRY_FIELDS[kind].map((each) => [each.name, valueOf(each, answers)]));
  const next = ENTER[kind](record, values);
  const problems = problemsOfRecord(JSON.parse(JSON.stringify(next)));
  if (problems.length > 0) throw new PilotRecordError(problems, `entry ${kind}`);
  return next as PilotRecord;
}

function checkAnswers(kind: EntryKind, answers: EntryAnswers): void {
  const known = ENTRY_FIELDS[kind].flatMap((each) =>
    each.type === "told" ? [each.name, `${each.name}.en`] : [each.name]
  );
  const unknown = Object.keys(answers).filter((name) => !known.includes(name));
  const missing = ENTRY_FIELDS[kind].filter(({ name, need }) =>
    need === "required" && (answers[name] ?? "").trim() === ""
  );
  if (unknown.length === 0 && missing.length === 0) return;
  const words = [
    ...unknown.map((name) => `${name} is unknown`),
    ...missing.map(({ name }) => `${name} is missing`),
  ];
  throw new WorkspaceError({
    what: `Entry is not complete: ${words.join("; ")}`,
    where: `entry ${kind}`,
    mend: `Its fields are ${known.join(", ")}`,
  });
}

function valueOf(asked: EntryField, answers: EntryAnswers): unknown {
  const text = (answers[asked.name] ?? "").trim();
  if (text === "") return null;
  if (asked.type === "people") return peopleOf(text);
  if (asked.type === "told") return toldOf(text, answers[`${asked.name}.en`]);
  return text;
}

function toldOf(nl: string, en: string | undefined): Told {
  return en === undefined || en.trim() === "" ? { nl } : { nl, en: en.trim() };
}

function peopleOf(text: string): readonly { readonly role: Told; readonly people: number }[] {
  return text.split(",").map((part) => {
    const [role = "", count = ""] = part.split(":").map((each) => each.trim());
    return { role: { nl: role }, people: Number(count) };
  });
}

type Values = Readonly<Record<string, unknown>>;

/** How each kind changes the record. What comes out is checked as a whole. */
const ENTER: Readonly<Record<EntryKind, (record: PilotRecord, values: Values) => object>> = {
  session: (record, values) => ({ ...record, sessions: [...record.sessions, values] }),
  question: (record, values) => ({ ...record, sharpened: [...record.sharpened, values] }),
  duiding: (record, values) => appended(record, "duiding", "duiding", { ...values, answer: null }),
  idea: (record, values) => appended(record, "ideas", "idee", values),
  decision: (record, values) => appended(record, "decisions", "besluit", values),
  answer: (record, { id, text, evidence }) => changed(record, "duiding", id, { answer: { text, evidence } }),
  standing: (record, { id, standing }) => changed(record, "ideas", id, { standing }),
  innovation: (record, values) => {
    const earlierTitles = record.innovation === null
      ? []
      : [...record.innovation.earlierTitles, record.innovation.title].filter(({ nl }) =>
        nl !== toldText(values)
      );
    return { ...record, innovation: { ...values, earlierTitles } };
  },
  status: (record, { phase, light, status }) => ({ ...record, phase: Number(phase), light, status }),
};

function toldText(values: Values): string {
  const title = values["title"];
  return isRecordObject(title) ? String(title["nl"]) : "";
}

type ListName = "duiding" | "ideas" | "decisions";

function appended(record: PilotRecord, name: ListName, stem: string, values: Values): object {
  const list: readonly { readonly id: string }[] = record[name];
  const prefix = `${stem}-${String(values["session"])}-`;
  const number = list.filter(({ id }) => id.startsWith(prefix)).length + 1;
  return { ...record, [name]: [...list, { id: `${prefix}${number}`, ...values }] };
}

function changed(record: PilotRecord, name: ListName, id: unknown, change: object): object {
  const list: readonly { readonly id: string }[] = record[name];
  if (!list.some((item) => item.id === id)) {
    throw new WorkspaceError({
      what: `Record has no such entry in ${name}`,
      where: `entry ${String(id)}`,
      mend: `Choose one of ${list.map((item) => item.id).join(", ") || "none yet"}`,
    });
  }
  return { ...record, [name]: list.map((item) => item.id === id ? { ...item, ...change } : item) };
}
