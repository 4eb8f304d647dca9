/**
 * A pilot record as text, for the command line.
 *
 * @module
 */
import { FIT_WORDS, questionNow, SESSION_WORDS, STANDING_WORDS, VERDICT_WORDS } from "./_words.ts";
import type { PilotRecord } from "./pilot_record.ts";
import { sessionsByDate } from "./read_record.ts";

/**
 * Writes the essentials of a record in Dutch: where it stands, its question, sessions with what came of them, what is open.
 *
 * @example A pilot that begins
 * ```ts
 * import { describeRecord } from "./describe_record.ts";
 * import { newPilotRecord } from "./new_record.ts";
 * import assert from "node:assert/strict";
 *
 * assert.match(describeRecord(newPilotRecord("taal-dorp")), /^taal-dorp: Naam van de pilot\n/);
 * ```
 *
 * @param record The record.
 * @returns Lines of text.
 */
export function describeRecord(record: PilotRecord): string {
  const { title, municipality, phase, light, status, innovation } = record;
  const open = record.duiding.filter(({ openQuestion, answer }) => openQuestion !== null && answer === null);
  return [
    `${record.id}: ${title.nl}`,
    `${municipality.place} (${municipality.code}), fase ${phase}, ${light}: ${status.nl}`,
    `Vraag: ${questionNow(record).nl}`,
    innovation === null ? "Aanpak: nog niet gekozen" : `Aanpak: ${innovation.title.nl}`,
    ...sessionsByDate(record).flatMap((session) => [
      "",
      `${session.date} ${SESSION_WORDS[session.kind].nl} [${session.id}]`,
      ...linesOfSession(record, session.id),
    ]),
    ...(open.length === 0 ? [] : ["", "Nog open"]),
    ...open.map(({ id, openQuestion }) => `  ${openQuestion?.nl ?? ""} [${id}]`),
    "",
  ].join("\n");
}

function linesOfSession(record: PilotRecord, session: string): readonly string[] {
  const inSession = (each: { readonly session: string }): boolean => each.session === session;
  return [
    ...record.duiding.filter(inSession).map(({ id, finding, fit }) =>
      `  duiding: ${finding.nl} ${FIT_WORDS[fit].nl} [${id}]`
    ),
    ...record.ideas.filter(inSession).map(({ id, idea, standing }) =>
      `  idee: ${idea.nl} ${STANDING_WORDS[standing].nl} [${id}]`
    ),
    ...record.decisions.filter(inSession).map(({ id, what, verdict }) =>
      `  besluit: ${VERDICT_WORDS[verdict].nl}: ${what.nl} [${id}]`
    ),
    ...record.feedback.filter(inSession).map(({ role, clear, useful, change }) =>
      `  formulier: ${role}, duidelijk ${clear}, nuttig ${useful}${
        change === "" ? "" : `; anders: ${change}`
      }`
    ),
  ];
}
