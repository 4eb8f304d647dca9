/**
 * The data toolkit as a pack of sheets, from the question card to the duiding form. What the record knows is filled in; the
 * rest is room to write.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { SheetPage } from "../core/sheet.ts";
import { label, lines, sheet, table } from "./_sheet_parts.ts";
import { FIT_WORDS, questionNow, ROOM, SEES_WORDS, slugWords, USE_WORDS } from "./_words.ts";
import type { LiteratureEntry, PilotRecord, PlanStep } from "./pilot_record.ts";
import { labelOf } from "./read_record.ts";
import { sheetPack } from "./sheets.ts";

const STRENGTH: Readonly<Record<LiteratureEntry["strength"], Label>> = {
  strong: label("sterk", "strong"),
  moderate: label("redelijk", "moderate"),
  weak: label("zwak", "weak"),
};

const PLAN: Readonly<Record<PlanStep["standing"], Label>> = {
  planned: label("gepland", "planned"),
  done: label("gedaan", "done"),
  dropped: label("vervallen", "dropped"),
};

/** How a toolkit is shown. */
export interface ToolkitOptions {
  /** A slug that is unique in the notebook. Each toolkit has its own default. */
  readonly id?: string;
}

/**
 * Makes the data toolkit: question card, literature log, indicators and sources, legal and ethics card, analysis log,
 * duiding form.
 *
 * @example A pack of six sheets
 * ```ts
 * import { dataToolkit } from "./data_toolkit.ts";
 * import { newPilotRecord } from "./new_record.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(dataToolkit(newPilotRecord("taal-dorp")).payload.pages.length, 6);
 * ```
 *
 * @param record The record of the pilot; that of a pilot that begins gives mostly room to write.
 * @param options Default id `data-toolkit`.
 * @returns The object that a notebook cell shows, tagged `method`.
 */
export function dataToolkit(record: PilotRecord, options: ToolkitOptions = {}): ProgrammeObject<"sheets"> {
  return sheetPack({
    id: options.id ?? "data-toolkit",
    title: label("Werken met gegevens", "Working with data"),
    intro: label(
      "Zes bladen, van de vraag tot het gesprek over de cijfers.",
      "Six sheets, from the question to the talk about the figures.",
    ),
    pages: [
      questionCard(record),
      literatureLog(record),
      sourceSheet(record),
      ethicsSheet(record),
      analysisLog(record),
      duidingForm(record),
    ],
  });
}

function questionCard(record: PilotRecord): SheetPage {
  return sheet(
    "vraagkaart",
    label("1. De vraag", "1. The question"),
    { kind: "banner", text: questionNow(record) },
    lines("Over welke groep gaat het?", "Which group is it about?", 2),
    lines(
      "Wat zou je anders doen als je het antwoord had?",
      "What would you do differently if you had the answer?",
      3,
    ),
    lines("Wat denken we nu al, en hoe zeker is dat?", "What do we think already, and how certain is it?", 3),
    lines(
      "Wie heeft hier last van, wie heeft er belang bij?",
      "Whom does it trouble, who has an interest?",
      3,
    ),
    lines("Wat vragen we beslist niet?", "What do we certainly not ask?", 2),
  );
}

function literatureLog(record: PilotRecord): SheetPage {
  return sheet(
    "literatuur",
    label("2. Wat is al bekend", "2. What is known already"),
    table(
      label("Gelezen", "Read"),
      [label("Bron", "Source"), label("Wat zegt het", "What it says"), label("Hoe sterk", "How strong")],
      record.literature.map(({ reference, says, strength }) => [
        { nl: reference, en: reference },
        labelOf(says),
        STRENGTH[strength],
      ]),
      8,
    ),
  );
}

function sourceSheet(record: PilotRecord): SheetPage {
  return sheet(
    "bronnen",
    label("3. Cijfers en bronnen", "3. Figures and sources"),
    table(
      label("Welk cijfer uit welke bron", "Which figure from which source"),
      [label("Cijfer", "Figure"), label("Waarom", "Why"), label("Bron", "Source"), label("Stand", "State")],
      record.indicators.flatMap(({ indicator, why, sources }) =>
        sources.map(({ source, use }) => [
          slugWords(indicator),
          labelOf(why),
          slugWords(source),
          USE_WORDS[use],
        ])
      ),
      10,
    ),
  );
}

function ethicsSheet({ ethics }: PilotRecord): SheetPage {
  return sheet(
    "wat-mag",
    label("4. Wat mag en wat is goed", "4. What is allowed and what is right"),
    {
      kind: "facts",
      items: [
        { term: label("Doel", "Purpose"), text: labelOf(ethics.purpose) },
        {
          term: label("Grondslag", "Legal basis"),
          text: mapLabel((language) => `${labelOf(ethics.legalBasis)[language]} (${ethics.article})`),
        },
        { term: label("Waarom nodig", "Why it is needed"), text: labelOf(ethics.necessity) },
      ],
    },
    table(
      label("Wie ziet wat", "Who sees what"),
      [label("Rol", "Role"), label("Ziet ten hoogste", "Sees at most")],
      ethics.access.map(({ role, sees }) => [labelOf(role), SEES_WORDS[sees]]),
      4,
    ),
    lines(
      "Wie kan hier last van krijgen, en hoe voorkomen we dat?",
      "Whom could this harm, and how do we prevent it?",
      3,
    ),
    lines("Zou je dit uitleggen aan een gezin? Hoe?", "Would you explain this to a family? How?", 3),
  );
}

function analysisLog(record: PilotRecord): SheetPage {
  return sheet(
    "analyse",
    label("5. Wat we uitrekenen", "5. What we compute"),
    table(
      label("Plan en logboek", "Plan and log"),
      [label("Stap", "Step"), label("Hoe", "How"), label("Stand", "State")],
      record.analysisPlan.map((
        { step, method, standing },
      ) => [labelOf(step), labelOf(method), PLAN[standing]]),
      8,
    ),
    lines("Wat is onderweg veranderd, en waarom?", "What changed on the way, and why?", 4),
  );
}

function duidingForm(record: PilotRecord): SheetPage {
  return sheet(
    "duiding",
    label("6. Duiding", "6. Interpretation"),
    table(
      label("Bevindingen naast ervaring", "Findings beside experience"),
      [
        label("Bevinding", "Finding"),
        mapLabel((language) => Object.values(FIT_WORDS).map((word) => word[language]).join(" / ")),
        label("Andere uitleg", "Another explanation"),
        label("Open vraag", "Open question"),
        label("Besluit", "Decision"),
      ],
      record.duiding.map(({ finding }) => [labelOf(finding), ROOM, ROOM, ROOM, ROOM]),
      5,
    ),
  );
}
