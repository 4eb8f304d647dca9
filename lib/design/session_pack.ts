/**
 * The pack for a design session, from the same notebook as the briefing: a sheet per step, figures as stations, sheets
 * for facilitator and decisions, and a form that comes back.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { SheetPage } from "../core/sheet.ts";
import { questionNow } from "./_words.ts";
import { findingWords } from "./_finding_words.ts";
import { blankFeedbackForm, blankSessionForm } from "./forms.ts";
import type { PilotRecord } from "./pilot_record.ts";
import { labelOf } from "./read_record.ts";
import {
  blankPersonaSheet,
  decisionSheet,
  facilitatorSheet,
  feedbackSheet,
  stationSheet,
} from "./session_sheets.ts";
import { sheetPack } from "./sheets.ts";
import { defineSheet, empathiseSheet, ideateSheet, prototypeSheet, testSheet } from "./step_sheets.ts";

/** How strong the evidence of a problem statement is. */
export type EvidenceStrength = "strong" | "moderate" | "weak";

/** A candidate for the one problem of the session. */
export interface ProblemStatement {
  /** The problem, from the view of families, without a solution. */
  readonly text: Label;
  /** How strong the evidence is. */
  readonly strength: EvidenceStrength;
  /** The figure, finding or persona behind it. */
  readonly basedOn: ProgrammeObject;
}

/** What a session pack is made of. */
export interface SessionPackOptions {
  /** A slug that is unique in the notebook. Default `sessiepakket`. */
  readonly id?: string;
  /** Findings that the session starts from: one to five. */
  readonly findings: readonly ProgrammeObject<"finding">[];
  /** Figures that hang in the room as stations: one to six. */
  readonly figures: readonly ProgrammeObject<"figure">[];
  /** Persona cards. Default: none. */
  readonly personas?: readonly ProgrammeObject<"persona">[];
  /** Questions "Hoe kunnen we": three to five, each resting on something in the pack. */
  readonly questions: readonly ProgrammeObject<"question">[];
  /** Candidate problem statements: two or three. */
  readonly problems: readonly ProblemStatement[];
  /** What drives the problem, as seeds for ideas. Default: none. */
  readonly drivers?: readonly Label[];
  /** The finding that tells how many families an offer could reach. Default: none. */
  readonly reach?: ProgrammeObject<"finding">;
  /** Which decision the session is asked for. */
  readonly decisionAsked: Label;
  /** Whom to ask, by role. */
  readonly contact: Label;
}

/** How many of each a session can carry: more findings or stations than this are not read in an evening. */
const LIMITS = {
  findings: [1, 5],
  figures: [1, 6],
  questions: [3, 5],
  problems: [2, 3],
} as const;

/**
 * Makes the pack. Sheets: facilitator, the five steps, a blank persona card, a station (A3) per figure, decisions, feedback. The forms come
 * as files too; `deno task pilot NAME read-form FILE` reads them back into the record.
 *
 * @param record The record of the pilot.
 * @param options The objects that the notebook shows.
 * @returns The object that a notebook cell shows, tagged `question`; it comes after the objects it is made of.
 * @throws {WorkspaceError} When there are too few or too many of something, or a question or problem rests on something
 * that is not in the pack.
 */
export function sessionPack(record: PilotRecord, options: SessionPackOptions): ProgrammeObject<"sheets"> {
  checkCounts(options);
  checkEvidence(options);
  const { findings, figures, personas = [], questions, problems } = options;
  const pages: readonly SheetPage[] = [
    facilitatorSheet(options),
    empathiseSheet(questionNow(record), { findings, personas }),
    blankPersonaSheet(),
    defineSheet(problems),
    ideateSheet(questions, options.drivers ?? []),
    prototypeSheet(record, options.reach ?? null),
    testSheet(record),
    ...figures.map((figure, i) => stationSheet(figure, i + 1)),
    decisionSheet(findings),
    feedbackSheet(),
  ];
  return sheetPack({
    id: options.id ?? "sessiepakket",
    title: mapLabel((language) =>
      language === "nl"
        ? `Sessiepakket ${labelOf(record.title).nl}`
        : `Session pack ${labelOf(record.title).en}`
    ),
    intro: {
      nl:
        "Print deze bladen voor de sessie. Stations zijn er op A3. De formulieren kunnen terug in het dossier.",
      en: "Print these sheets for the session. Stations are on A3. The forms can go back into the record.",
    },
    pages,
    files: formFiles(record, findings),
    from: [...findings, ...figures, ...personas, ...(options.reach ? [options.reach] : [])],
  });
}

function formFiles(record: PilotRecord, findings: readonly ProgrammeObject<"finding">[]) {
  const asked = findings.map(({ payload }) => ({
    evidence: payload.id,
    finding: findingWords(payload),
  }));
  return [
    {
      name: `${record.id}-sessie.json`,
      label: { nl: "het sessieformulier", en: "the session form" },
      mime: "application/json" as const,
      text: blankSessionForm(record.id, asked),
    },
    {
      name: `${record.id}-terugkoppeling.json`,
      label: { nl: "het formulier voor deelnemers", en: "the form for participants" },
      mime: "application/json" as const,
      text: blankFeedbackForm(record.id, "json"),
    },
    {
      name: `${record.id}-terugkoppeling.csv`,
      label: { nl: "de tabel voor alle formulieren", en: "the table for all forms" },
      mime: "text/csv" as const,
      text: blankFeedbackForm(record.id, "csv"),
    },
  ];
}

function checkCounts(options: SessionPackOptions): void {
  for (const [name, [least, most]] of Object.entries(LIMITS)) {
    const count = options[name as keyof typeof LIMITS].length;
    if (count >= least && count <= most) continue;
    throw new WorkspaceError({
      what: `Session pack has ${count} ${name}`,
      where: `sessionPack, option ${name}`,
      mend: `Give ${least} to ${most}`,
    });
  }
}

function checkEvidence(options: SessionPackOptions): void {
  const { findings, figures, personas = [], questions, problems } = options;
  const known = new Set([...findings, ...figures, ...personas].map(({ payload }) => payload.id));
  for (const { payload } of questions) {
    if (payload.role === "how-might-we" && payload.basedOn.some((id) => known.has(id))) continue;
    throw new WorkspaceError({
      what: `Question ${payload.id} rests on nothing that the session sees`,
      where: "sessionPack, option questions",
      mend: "Make it with howMightWe, based on a finding, figure or persona of the pack",
    });
  }
  for (const { basedOn } of problems) {
    if (known.has(basedOn.payload.id)) continue;
    throw new WorkspaceError({
      what: `Problem statement rests on ${basedOn.payload.id}, which the session does not see`,
      where: "sessionPack, option problems",
      mend: "Give the figure, finding or persona to the pack as well",
    });
  }
}
