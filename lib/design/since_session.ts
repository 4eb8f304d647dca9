/**
 * "Wat is er veranderd sinds de vorige sessie": what people said and decided, back on their own table.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { SheetPart } from "../core/sheet.ts";
import {
  capital,
  FIT_WORDS,
  listPart,
  nameOfSession,
  NOTHING,
  presentAt,
  STANDING_WORDS,
  tablePart,
  VERDICT_WORDS,
} from "./_words.ts";
import type { PilotRecord, PilotSession } from "./pilot_record.ts";
import type { SectionOptions } from "./record_sections.ts";
import { labelOf, sessionsByDate } from "./read_record.ts";
import { sheetPack } from "./sheets.ts";

const TITLE: Label = {
  nl: "Wat is er veranderd sinds de vorige sessie",
  en: "What has changed since the previous session",
};

/**
 * Gives the last session in which people interpreted or designed, and all sessions since then.
 *
 * @param record The record.
 * @returns The session, and the ids of it and of later ones; null when there was none.
 */
function lastRound(
  record: PilotRecord,
): { readonly session: PilotSession; readonly ids: ReadonlySet<string> } | null {
  const sessions = sessionsByDate(record);
  const at = sessions.findLastIndex(({ kind }) => kind !== "steering");
  const session = sessions[at];
  return session === undefined ? null : { session, ids: new Set(sessions.slice(at).map(({ id }) => id)) };
}

/**
 * Shows what changed since the last session: the sharpened question, what people said of each finding and what was done
 * with it, answers to open questions, ideas and what was chosen, decisions of the steering group.
 *
 * Answers stand with a link to the figure or finding that gives them.
 *
 * @example Before the first session
 * ```ts
 * import { showSinceLastSession } from "./since_session.ts";
 * import { newPilotRecord } from "./new_record.ts";
 * import assert from "node:assert/strict";
 *
 * const section = showSinceLastSession(newPilotRecord("taal-dorp"));
 * assert.match(section.payload.intro.nl, /nog geen sessie/);
 * ```
 *
 * @param record The record.
 * @param options Default id `sinds-vorige-sessie`.
 * @returns A section, for a cell tagged `method`.
 */
export function showSinceLastSession(
  record: PilotRecord,
  options: SectionOptions = {},
): ProgrammeObject<"sheets"> {
  const round = lastRound(record);
  const parts = round === null ? [] : [
    ...questionParts(record, round.ids, round.session),
    ...duidingParts(record, round.ids),
    ...answerParts(record),
    ...ideaParts(record, round.ids),
    ...decisionParts(record, round.ids),
  ];
  return sheetPack({
    id: options.id ?? "sinds-vorige-sessie",
    layout: "section",
    title: TITLE,
    intro: introOf(round?.session ?? null, parts),
    pages: [{ id: "deel", title: TITLE, paper: "A4", parts }],
  });
}

function introOf(session: PilotSession | null, parts: readonly SheetPart[]): Label {
  if (session === null) {
    return {
      nl: "Er is nog geen sessie geweest. Dit is de eerste briefing.",
      en: "There has been no session yet. This is the first briefing.",
    };
  }
  return mapLabel((language) => {
    const name = nameOfSession(session)[language];
    const who = presentAt(session)[language];
    const about = labelOf(session.summary)[language];
    const rest = parts.length > 0
      ? ""
      : language === "nl"
      ? " Er is nog niets vastgelegd."
      : " Nothing has been recorded yet.";
    return language === "nl"
      ? `De vorige keer was ${name}. Aanwezig: ${who}. ${about}${rest}`
      : `The previous time was ${name}. Present: ${who}. ${about}${rest}`;
  });
}

function heading(nl: string, en: string): SheetPart {
  return { kind: "heading", text: { nl, en } };
}

function questionParts(
  record: PilotRecord,
  ids: ReadonlySet<string>,
  session: PilotSession,
): readonly SheetPart[] {
  const own = record.sharpened.filter((each) =>
    each.session === null ? each.date >= session.date : ids.has(each.session)
  );
  return own.flatMap(({ question, why }): readonly SheetPart[] => [
    heading("De vraag is scherper", "The question is sharper"),
    { kind: "banner", text: labelOf(question) },
    { kind: "paragraph", text: labelOf(why) },
  ]);
}

function duidingParts(record: PilotRecord, ids: ReadonlySet<string>): readonly SheetPart[] {
  return tablePart(
    { nl: "Wat mensen bij de cijfers zeiden", en: "What people said of the figures" },
    [
      { nl: "Bevinding", en: "Finding" },
      { nl: "Past het bij wat u ziet?", en: "Does it fit what you see?" },
      { nl: "Andere uitleg", en: "Another explanation" },
      { nl: "Wat is ermee gedaan", en: "What was done with it" },
    ],
    record.duiding.filter(({ session }) => ids.has(session)).map((each) => [
      labelOf(each.finding),
      mapLabel((language) =>
        `${capital(FIT_WORDS[each.fit][language])}. ${labelOf(each.experience)[language]}`
      ),
      each.otherExplanation === null ? NOTHING : labelOf(each.otherExplanation),
      each.decision === null ? NOTHING : labelOf(each.decision),
    ]),
  );
}

/** Open questions of every session: an answer may come a year later. */
function answerParts(record: PilotRecord): readonly SheetPart[] {
  const asked = record.duiding.flatMap(({ openQuestion, answer }) =>
    openQuestion === null ? [] : [{ openQuestion, answer }]
  );
  const table = tablePart(
    { nl: "Vragen die openstonden", en: "Questions that were open" },
    [{ nl: "Vraag", en: "Question" }, { nl: "Antwoord", en: "Answer" }],
    asked.map(({ openQuestion, answer }) => [
      labelOf(openQuestion),
      answer === null ? { nl: "nog open", en: "still open" } : labelOf(answer.text),
    ]),
  );
  const ids = asked.flatMap(({ answer }) => answer === null ? [] : [answer.evidence]);
  return ids.length === 0 ? table : [...table, { kind: "evidence", ids: [...new Set(ids)] }];
}

function ideaParts(record: PilotRecord, ids: ReadonlySet<string>): readonly SheetPart[] {
  const table = tablePart(
    { nl: "Ideeën van de sessie", en: "Ideas of the session" },
    [{ nl: "Idee", en: "Idea" }, { nl: "Stand", en: "State" }],
    record.ideas.filter(({ session }) => ids.has(session)).map(({ idea, standing }) => [
      labelOf(idea),
      STANDING_WORDS[standing],
    ]),
  );
  const { innovation } = record;
  if (innovation === null) return table;
  const text = mapLabel((language) => {
    const [title, what, whom] = [innovation.title, innovation.what, innovation.forWhom].map((told) =>
      labelOf(told)[language]
    );
    return language === "nl" ? `${title}: ${what} Voor: ${whom}` : `${title}: ${what} For: ${whom}`;
  });
  return [...table, heading("Dit is gekozen", "This was chosen"), { kind: "paragraph", text }];
}

function decisionParts(record: PilotRecord, ids: ReadonlySet<string>): readonly SheetPart[] {
  const items = record.decisions.filter(({ session }) => ids.has(session)).map((each) =>
    mapLabel((language) => {
      const [what, why, owner] = [each.what, each.why, each.owner].map((told) => labelOf(told)[language]);
      const verdict = capital(VERDICT_WORDS[each.verdict][language]);
      return language === "nl"
        ? `${verdict}: ${what} Reden: ${why} Door: ${owner}.`
        : `${verdict}: ${what} Reason: ${why} By: ${owner}.`;
    })
  );
  return items.length === 0
    ? []
    : [heading("De stuurgroep besloot", "The steering group decided"), ...listPart(items)];
}
