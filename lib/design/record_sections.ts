/**
 * Parts of the pilot record as a briefing shows them: the question, what changed since the last session, the ethics
 * card, sources, theory of change and effect plan.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { SheetPart } from "../core/sheet.ts";
import {
  ASSESSMENT_WORDS,
  DESIGN_WORDS,
  listPart,
  nameOfSession,
  NOTHING,
  questionNow,
  SEES_WORDS,
  slugWords,
  STAGE_WORDS,
  STAGES,
  tablePart,
  USE_WORDS,
} from "./_words.ts";
import type { PilotRecord, Told } from "./pilot_record.ts";
import { labelOf, sessionsByDate } from "./read_record.ts";
import { sheetPack } from "./sheets.ts";
import { question } from "./texts.ts";

/** How a part of the record is shown. */
export interface SectionOptions {
  /** A slug that is unique in the notebook. Each function has its own default. */
  readonly id?: string;
}

function section(
  id: string,
  title: Label,
  intro: Label,
  parts: readonly SheetPart[],
): ProgrammeObject<"sheets"> {
  const pages = [{ id: "deel", title, paper: "A4" as const, parts }];
  return sheetPack({ id, layout: "section", title, intro, pages });
}

function orNothing(told: Told | null): Label {
  return told === null ? NOTHING : labelOf(told);
}

/**
 * Shows the question that the pilot asks now: the last sharpened wording, or the first question.
 *
 * @param record The record.
 * @param options Default id `vraag`.
 * @returns The main question, for a cell tagged `question`.
 * @throws {WorkspaceError} When the question does not end in a question mark.
 */
export function showQuestion(record: PilotRecord, options: SectionOptions = {}): ProgrammeObject<"question"> {
  return question({ id: options.id ?? "vraag", text: questionNow(record) });
}

/**
 * Shows the ethics card: purpose, legal basis, necessity, who sees what, how long it is kept, risks.
 *
 * @param record The record.
 * @param options Default id `ethiek`.
 * @returns A section, for a cell tagged `method`.
 */
export function showEthicsCard(record: PilotRecord, options: SectionOptions = {}): ProgrammeObject<"sheets"> {
  const { ethics } = record;
  const months = (count: number): Label =>
    count === 0
      ? { nl: "niet bewaard", en: "not kept" }
      : { nl: `${count} maanden`, en: count === 1 ? "1 month" : `${count} months` };
  return section(
    options.id ?? "ethiek",
    { nl: "Wat mag, en wie ziet wat", en: "What is allowed, and who sees what" },
    labelOf(ethics.purpose),
    [
      {
        kind: "facts",
        items: [
          {
            term: { nl: "Grondslag", en: "Legal basis" },
            text: mapLabel((language) => `${labelOf(ethics.legalBasis)[language]} (${ethics.article})`),
          },
          { term: { nl: "Waarom nodig", en: "Why it is needed" }, text: labelOf(ethics.necessity) },
          {
            term: { nl: "Weging van risico’s", en: "Impact assessment" },
            text: ASSESSMENT_WORDS[ethics.assessment],
          },
        ],
      },
      ...tablePart(
        { nl: "Wie ziet wat", en: "Who sees what" },
        [{ nl: "Rol", en: "Role" }, { nl: "Ziet ten hoogste", en: "Sees at most" }],
        ethics.access.map(({ role, sees }) => [labelOf(role), SEES_WORDS[sees]]),
      ),
      ...tablePart(
        { nl: "Hoe lang bewaard", en: "How long it is kept" },
        [{ nl: "Wat", en: "What" }, { nl: "Hoe lang", en: "How long" }, { nl: "Daarna", en: "Afterwards" }],
        ethics.retention.map((kept) => [labelOf(kept.what), months(kept.months), labelOf(kept.then)]),
      ),
      ...tablePart(
        { nl: "Wat kan misgaan", en: "What can go wrong" },
        [{ nl: "Risico", en: "Risk" }, { nl: "Wat we doen", en: "What we do" }],
        ethics.risks.map(({ risk, measure }) => [labelOf(risk), labelOf(measure)]),
      ),
    ],
  );
}

/**
 * Shows which indicator could come from which source, and what is missing.
 *
 * @param record The record.
 * @param options Default id `bronnen-matrix`.
 * @returns A section, for a cell tagged `method`.
 */
export function showSourceMatrix(
  record: PilotRecord,
  options: SectionOptions = {},
): ProgrammeObject<"sheets"> {
  const rows = record.indicators.flatMap(({ indicator, why, sources }) =>
    sources.map(({ source, use, note }): readonly Label[] => [
      slugWords(indicator),
      labelOf(why),
      slugWords(source),
      mapLabel((language) =>
        note === null ? USE_WORDS[use][language] : `${USE_WORDS[use][language]}: ${labelOf(note)[language]}`
      ),
    ])
  );
  return section(
    options.id ?? "bronnen-matrix",
    { nl: "Welke cijfers uit welke bron", en: "Which figures from which source" },
    {
      nl: "Per cijfer staat hier waar het vandaan kan komen, en wat nog ontbreekt.",
      en: "For each figure this tells where it can come from, and what is still missing.",
    },
    tablePart(
      { nl: "Cijfers en bronnen", en: "Figures and sources" },
      [
        { nl: "Cijfer", en: "Figure" },
        { nl: "Waarom", en: "Why" },
        { nl: "Bron", en: "Source" },
        { nl: "Stand", en: "State" },
      ],
      rows,
    ),
  );
}

/**
 * Shows how the innovation should help, step by step, and what has to be true for it.
 *
 * @param record The record; it has to have a theory of change.
 * @param options Default id `veranderverhaal`.
 * @returns A section, for a cell tagged `method`. Without a theory of change it says that there is none yet.
 */
export function showTheoryOfChange(
  record: PilotRecord,
  options: SectionOptions = {},
): ProgrammeObject<"sheets"> {
  const theory = record.theoryOfChange;
  const steps = STAGES.flatMap((stage) => (theory?.steps ?? []).filter((step) => step.stage === stage));
  return section(
    options.id ?? "veranderverhaal",
    { nl: "Hoe zou dit helpen?", en: "How would this help?" },
    record.innovation === null || theory === null
      ? { nl: "Er is nog geen veranderverhaal geschreven.", en: "No theory of change was written yet." }
      : labelOf(record.innovation.what),
    theory === null ? [] : [
      ...tablePart(
        { nl: "Van wat we doen naar wat verandert", en: "From what we do to what changes" },
        [
          { nl: "Stap", en: "Step" },
          { nl: "Wat er gebeurt", en: "What happens" },
          { nl: "Waaraan we het zien", en: "How we see it" },
        ],
        steps.map(({ stage, text, indicator }) => [
          STAGE_WORDS[stage],
          labelOf(text),
          indicator === null ? NOTHING : slugWords(indicator),
        ]),
      ),
      { kind: "heading", text: { nl: "Dit moet dan wel waar zijn", en: "This has to be true then" } },
      ...listPart(theory.assumptions.map(labelOf)),
    ],
  );
}

/**
 * Shows how the effect is measured, what decides, and when the trial stops.
 *
 * @param record The record.
 * @param options Default id `effectplan`.
 * @returns A section, for a cell tagged `method`. Without a plan it says that there is none yet.
 */
export function showEffectPlan(record: PilotRecord, options: SectionOptions = {}): ProgrammeObject<"sheets"> {
  const plan = record.effectPlan;
  const fact = (nl: string, en: string, text: Label) => ({ term: { nl, en }, text });
  return section(
    options.id ?? "effectplan",
    { nl: "Zo meten we of het helpt", en: "How we measure whether it helps" },
    plan === null
      ? {
        nl: "Er is nog geen plan om het effect te meten.",
        en: "There is no plan yet to measure the effect.",
      }
      : labelOf(plan.question),
    plan === null ? [] : [
      {
        kind: "facts",
        items: [
          fact("Opzet", "Design", DESIGN_WORDS[plan.design]),
          fact("Wat beslist", "What decides", labelOf(plan.primaryOutcome)),
          fact("Wanneer is het beter", "When it is better", labelOf(plan.decisionRule)),
          fact("Wat dit niet kan laten zien", "What this cannot show", labelOf(plan.cannotShow)),
          fact("Wanneer we stoppen", "When we stop", labelOf(plan.stopIf)),
        ],
      },
      ...tablePart(
        { nl: "Wie en wanneer", en: "Who and when" },
        [{ nl: "Groep", en: "Group" }, ...plan.moments.map(labelOf)],
        plan.groups.map((group) => [
          labelOf(group),
          ...plan.moments.map((): Label => ({ nl: "gemeten", en: "measured" })),
        ]),
      ),
    ],
  );
}

/**
 * Shows where the pilot stands: phase, light, partners by role and the analysis plan.
 *
 * @param record The record.
 * @param options Default id `stand-van-zaken`.
 * @returns A section, for a cell tagged `method`.
 */
export function showPilotStatus(
  record: PilotRecord,
  options: SectionOptions = {},
): ProgrammeObject<"sheets"> {
  const last = sessionsByDate(record).at(-1);
  return section(
    options.id ?? "stand-van-zaken",
    { nl: "Stand van zaken", en: "Where the pilot stands" },
    labelOf(record.status),
    [
      {
        kind: "facts",
        items: [
          { term: { nl: "Fase", en: "Phase" }, text: PHASE_WORDS[record.phase] },
          { term: { nl: "Stoplicht", en: "Traffic light" }, text: LIGHT_WORDS[record.light] },
          { term: { nl: "Vindplaats", en: "Finding place" }, text: labelOf(record.findingPlace) },
          {
            term: { nl: "Laatste sessie", en: "Last session" },
            text: last === undefined ? { nl: "nog geen", en: "none yet" } : nameOfSession(last),
          },
        ],
      },
      ...tablePart(
        { nl: "Wie doet mee", en: "Who takes part" },
        [{ nl: "Rol", en: "Role" }, { nl: "Van", en: "From" }, { nl: "Doet", en: "Does" }],
        record.partners.map(({ role, organisation, does }) => [
          labelOf(role),
          labelOf(organisation),
          orNothing(does),
        ]),
      ),
    ],
  );
}

/** The phases in words. */
const PHASE_WORDS: Readonly<Record<PilotRecord["phase"], Label>> = {
  0: { nl: "0: de vraag", en: "0: the question" },
  1: { nl: "1: cijfers verzamelen", en: "1: collecting data" },
  2: { nl: "2: duiden", en: "2: interpreting" },
  3: { nl: "3: ontwerpen", en: "3: designing" },
  4: { nl: "4: proberen", en: "4: trying" },
  5: { nl: "5: effect meten", en: "5: measuring the effect" },
};

/** The lights in words. */
const LIGHT_WORDS: Readonly<Record<PilotRecord["light"], Label>> = {
  green: { nl: "groen: het loopt", en: "green: it runs" },
  amber: { nl: "geel: let op", en: "amber: take care" },
  red: { nl: "rood: het stokt", en: "red: it is stuck" },
};
