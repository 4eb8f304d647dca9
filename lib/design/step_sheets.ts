/**
 * One sheet per step of design thinking: empathise, define, ideate, prototype, test.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { SheetPage, SheetPart } from "../core/sheet.ts";
import { blankRows, DESIGN_WORDS, listPart, ROOM } from "./_words.ts";
import type { PilotRecord } from "./pilot_record.ts";
import { labelOf } from "./read_record.ts";
import type { EvidenceStrength, ProblemStatement } from "./session_pack.ts";

const STRENGTH_WORDS: Readonly<Record<EvidenceStrength, Label>> = {
  strong: { nl: "sterk: cijfers en ervaring", en: "strong: figures and experience" },
  moderate: { nl: "redelijk: één van beide", en: "moderate: one of both" },
  weak: { nl: "zwak: een vermoeden", en: "weak: a hunch" },
};

function step(id: string, nl: string, en: string, parts: readonly SheetPart[]): SheetPage {
  return { id, title: { nl, en }, paper: "A4", parts };
}

function lines(nl: string, en: string, count: number): SheetPart {
  return { kind: "lines", label: { nl, en }, count };
}

function heading(nl: string, en: string): SheetPart {
  return { kind: "heading", text: { nl, en } };
}

/**
 * Step 1: whose life is it, and what do figures and people say?
 *
 * @param question The question of the pilot.
 * @param parts Findings and personas.
 * @returns The sheet.
 */
export function empathiseSheet(
  question: Label,
  parts: {
    readonly findings: readonly ProgrammeObject<"finding">[];
    readonly personas: readonly ProgrammeObject<"persona">[];
  },
): SheetPage {
  const personas = parts.personas.map(({ payload }): SheetPart => ({
    kind: "quote",
    text: payload.quote,
    note: mapLabel((language) =>
      language === "nl" ? `${payload.name}, bedacht citaat` : `${payload.name}, composed quote`
    ),
  }));
  return step("inleven", "Stap 1. Inleven", "Step 1. Empathise", [
    { kind: "banner", text: question },
    heading("Dit zeggen de cijfers", "This is what the figures say"),
    ...listPart(parts.findings.map(({ payload }) => payload.sentence)),
    { kind: "evidence", ids: [...parts.findings, ...parts.personas].map(({ payload }) => payload.id) },
    ...(personas.length === 0 ? [] : [heading("Stel u voor", "Imagine"), ...personas]),
    lines("Wat herkent u?", "What do you recognise?", 3),
    lines("Wat verrast u?", "What surprises you?", 3),
    lines("Wie ontbreekt hier?", "Who is missing here?", 3),
  ]);
}

/**
 * Step 2: which one problem is it about?
 *
 * @param problems Candidates with the strength of their evidence.
 * @returns The sheet.
 */
export function defineSheet(problems: readonly ProblemStatement[]): SheetPage {
  return step("definieren", "Stap 2. Definiëren", "Step 2. Define", [
    {
      kind: "paragraph",
      text: {
        nl: "Kies samen één probleem. Kijk met de ogen van het gezin, niet met die van de organisatie.",
        en: "Choose one problem together. Look with the eyes of the family, not of the organisation.",
      },
    },
    {
      kind: "table",
      caption: { nl: "Drie mogelijke problemen", en: "Possible problems" },
      columns: [
        { nl: "Probleem", en: "Problem" },
        { nl: "Hoe sterk is het bewijs", en: "How strong is the evidence" },
        { nl: "Stemmen", en: "Votes" },
      ],
      rows: problems.map(({ text, strength }) => [text, STRENGTH_WORDS[strength], ROOM]),
    },
    { kind: "evidence", ids: [...new Set(problems.map(({ basedOn }) => basedOn.payload.id))] },
    lines("Ons kernprobleem in één zin", "Our one problem in a sentence", 3),
    lines("Van wie is dit probleem?", "Whose problem is this?", 2),
    lines("Wat weten we nog niet?", "What do we not know yet?", 3),
  ]);
}

/**
 * Step 3: many ideas first, choosing later.
 *
 * @param questions The questions "Hoe kunnen we".
 * @param drivers What drives the problem.
 * @returns The sheet.
 */
export function ideateSheet(
  questions: readonly ProgrammeObject<"question">[],
  drivers: readonly Label[],
): SheetPage {
  return step("ideeen", "Stap 3. Ideeën", "Step 3. Ideate", [
    ...questions.flatMap(({ payload }): readonly SheetPart[] => [
      { kind: "banner", text: payload.text },
      { kind: "evidence", ids: payload.basedOn },
    ]),
    lines("Onze eigen vraag: hoe kunnen we …", "Our own question: how might we …", 2),
    ...(drivers.length === 0 ? [] : [heading("Wat speelt mee", "What plays a part"), ...listPart(drivers)]),
    {
      kind: "table",
      caption: { nl: "Ideeën: eerst veel, dan kiezen", en: "Ideas: many first, then choose" },
      columns: [
        { nl: "Idee", en: "Idea" },
        { nl: "Voor wie", en: "For whom" },
        { nl: "Waarom zou het helpen", en: "Why would it help" },
      ],
      rows: blankRows(6, 3),
    },
  ]);
}

/**
 * Step 4: the cheapest version, and what has to be true for it.
 *
 * @param record The record: its theory of change gives the assumptions.
 * @param reach The finding on how many families it could reach; null when there is none.
 * @returns The sheet.
 */
export function prototypeSheet(record: PilotRecord, reach: ProgrammeObject<"finding"> | null): SheetPage {
  const known = (record.theoryOfChange?.assumptions ?? []).map((told) => [labelOf(told), ROOM, ROOM]);
  return step("prototype", "Stap 4. Prototype", "Step 4. Prototype", [
    lines("Ons idee in één zin", "Our idea in a sentence", 2),
    lines(
      "De kleinste versie die we volgende maand kunnen proberen",
      "The smallest version to try next month",
      3,
    ),
    {
      kind: "table",
      caption: { nl: "Wat moet waar zijn?", en: "What has to be true?" },
      columns: [
        { nl: "Aanname", en: "Assumption" },
        { nl: "Hoe zeker", en: "How certain" },
        { nl: "Hoe proberen we dat uit", en: "How do we test it" },
      ],
      rows: [...known, ...blankRows(Math.max(1, 5 - known.length), 3)],
    },
    heading("Hoeveel gezinnen kan dit bereiken?", "How many families can this reach?"),
    ...(reach === null
      ? [lines("Onze schatting, en waarop die rust", "Our estimate, and what it rests on", 2)]
      : [
        { kind: "paragraph" as const, text: reach.payload.sentence },
        { kind: "evidence" as const, ids: [reach.payload.id] },
      ]),
    lines("Wie maakt het, met wie uit de doelgroep?", "Who makes it, with whom of the group?", 2),
  ]);
}

/**
 * Step 5: what is measured, when, and when to stop.
 *
 * @param record The record: its effect plan is filled in where there is one.
 * @returns The sheet.
 */
export function testSheet(record: PilotRecord): SheetPage {
  const plan = record.effectPlan;
  const known: readonly SheetPart[] = plan === null ? [] : [{
    kind: "facts",
    items: [
      { term: { nl: "Opzet", en: "Design" }, text: DESIGN_WORDS[plan.design] },
      { term: { nl: "Wat beslist", en: "What decides" }, text: labelOf(plan.primaryOutcome) },
      { term: { nl: "Wanneer beter", en: "When better" }, text: labelOf(plan.decisionRule) },
      { term: { nl: "Stoppen als", en: "Stop if" }, text: labelOf(plan.stopIf) },
    ],
  }];
  return step("testen", "Stap 5. Testen", "Step 5. Test", [
    ...known,
    {
      kind: "table",
      caption: { nl: "Testplan", en: "Test plan" },
      columns: [
        { nl: "Wat meten we", en: "What do we measure" },
        { nl: "Hoe", en: "How" },
        { nl: "Wanneer", en: "When" },
        { nl: "Wie", en: "Who" },
      ],
      rows: blankRows(4, 4),
    },
    lines("We stoppen eerder als …", "We stop early if …", 2),
    lines("Wat zou ons van mening doen veranderen?", "What would change our mind?", 2),
    lines("Wie vertelt de gezinnen wat eruit kwam?", "Who tells the families what came of it?", 2),
  ]);
}
