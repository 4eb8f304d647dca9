/**
 * Sheets around the steps: facilitator, stations, decisions, feedback.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { SheetCue, SheetPage, SheetPart, SlideTopic } from "../core/sheet.ts";
import { blankRows, FIT_WORDS, listPart, ROOM, VERDICT_WORDS } from "./_words.ts";

/** A session takes an evening: blocks in minutes, together two and a half hours with a break. */
const TIMETABLE: readonly {
  readonly minutes: number;
  readonly what: Label;
  readonly sheet: Label;
  /** The slide that is on the screen meanwhile; absent in the break. */
  readonly at?: SlideTopic;
}[] = [
  {
    minutes: 15,
    what: { nl: "Welkom, doel en afspraken", en: "Welcome, aim and agreements" },
    sheet: { nl: "dit blad", en: "this sheet" },
    at: "summary",
  },
  {
    minutes: 30,
    what: { nl: "Langs de stations lopen, in tweetallen", en: "Walk along the stations, in pairs" },
    sheet: { nl: "stations", en: "stations" },
    at: "figure",
  },
  {
    minutes: 20,
    what: { nl: "Inleven", en: "Empathise" },
    sheet: { nl: "stap 1", en: "step 1" },
    at: "persona",
  },
  {
    minutes: 20,
    what: { nl: "Eén probleem kiezen", en: "Choose one problem" },
    sheet: { nl: "stap 2", en: "step 2" },
    at: "question",
  },
  { minutes: 10, what: { nl: "Pauze", en: "Break" }, sheet: { nl: "–", en: "–" } },
  {
    minutes: 25,
    what: { nl: "Ideeën: eerst stil, dan samen", en: "Ideas: in silence first, then together" },
    sheet: { nl: "stap 3", en: "step 3" },
    at: "question",
  },
  {
    minutes: 20,
    what: { nl: "Kleinste versie en test", en: "Smallest version and test" },
    sheet: { nl: "stap 4 en 5", en: "steps 4 and 5" },
    at: "question",
  },
  {
    minutes: 10,
    what: { nl: "Besluiten en formulier invullen", en: "Decide and fill in the form" },
    sheet: { nl: "besluiten, formulier", en: "decisions, form" },
    at: "question",
  },
];

const AGREEMENTS: readonly Label[] = [
  {
    nl: "We praten over groepen. Geen namen, geen dossiers.",
    en: "We talk about groups. No names, no files.",
  },
  {
    nl: "Een cijfer is een begin van een gesprek, geen oordeel.",
    en: "A figure starts a talk; it is no verdict.",
  },
  {
    nl: "Wie het zelf meemaakte hoeft niets te vertellen.",
    en: "Who lived through it need not tell anything.",
  },
  { nl: "Eerst vragen, dan oplossingen.", en: "Questions first, solutions later." },
];

const MATERIALS: readonly Label[] = [
  {
    nl: "stations op A3 aan de muur, met plek om te staan",
    en: "stations on A3 on the wall, with room to stand",
  },
  { nl: "bladen per stap, één per tafel", en: "sheets per step, one a table" },
  { nl: "personakaarten, en lege kaarten", en: "persona cards, and blank cards" },
  { nl: "stiften, plakbriefjes, stemstippen", en: "markers, sticky notes, voting dots" },
  { nl: "een formulier per deelnemer", en: "a form for each participant" },
];

/** What the sheet says to who presents: the decision and the agreements at the start, the time with each kind of slide. */
function facilitatorCues(decisionAsked: Label): readonly SheetCue[] {
  const topics = [...new Set(TIMETABLE.flatMap(({ at }) => at ?? []))];
  const times = topics.map((at): SheetCue => ({
    at,
    term: { nl: "In de sessie", en: "In the session" },
    text: mapLabel((language) =>
      TIMETABLE.filter((row) => row.at === at).map(({ minutes, what, sheet }) =>
        `${what[language]}: ${minutes} ${language === "nl" ? "minuten" : "minutes"} (${sheet[language]}).`
      ).join(" ")
    ),
  }));
  return [
    { at: "summary", term: { nl: "Gevraagd besluit", en: "Decision asked" }, text: decisionAsked },
    ...times,
    {
      at: "summary",
      term: { nl: "Afspraken", en: "Agreements" },
      text: mapLabel((language) => AGREEMENTS.map((agreement) => agreement[language]).join(" ")),
    },
  ];
}

/**
 * The sheet for who leads the session.
 *
 * @param options Which decision is asked, and whom to ask.
 * @returns The sheet.
 */
export function facilitatorSheet(
  options: { readonly decisionAsked: Label; readonly contact: Label },
): SheetPage {
  const total = TIMETABLE.reduce((sum, { minutes }) => sum + minutes, 0);
  return {
    id: "begeleider",
    title: { nl: "Blad voor de begeleider", en: "Sheet for the facilitator" },
    paper: "A4",
    cues: facilitatorCues(options.decisionAsked),
    parts: [
      {
        kind: "facts",
        items: [
          { term: { nl: "Gevraagd besluit", en: "Decision asked" }, text: options.decisionAsked },
          { term: { nl: "Vragen aan", en: "Ask" }, text: options.contact },
          {
            term: { nl: "Duur", en: "Duration" },
            text: { nl: `${total} minuten`, en: `${total} minutes` },
          },
        ],
      },
      {
        kind: "table",
        caption: { nl: "Tijd", en: "Time" },
        columns: [{ nl: "Wat", en: "What" }, { nl: "Minuten", en: "Minutes" }, { nl: "Blad", en: "Sheet" }],
        rows: TIMETABLE.map(({ minutes, what, sheet }) => [
          what,
          { nl: String(minutes), en: String(minutes) },
          sheet,
        ]),
      },
      { kind: "heading", text: { nl: "Afspraken", en: "Agreements" } },
      ...listPart(AGREEMENTS),
      { kind: "heading", text: { nl: "Klaarleggen", en: "Lay out" } },
      ...listPart(MATERIALS, "box"),
      {
        kind: "paragraph",
        text: {
          nl: "Vul na afloop het sessieformulier in. Wat daarin staat, komt terug in de volgende briefing.",
          en: "Fill in the session form afterwards. What stands in it returns in the next briefing.",
        },
      },
    ],
  };
}

/** Prompts of a station that the figure does not bring itself. Source: briefing design §7.2. */
const PROMPTS: readonly Label[] = [
  { nl: "Wat ziet u?", en: "What do you see?" },
  { nl: "Wat klopt niet met wat u zelf ziet?", en: "What does not fit what you see yourself?" },
  { nl: "Wie ontbreekt hier?", en: "Who is missing here?" },
];

/**
 * A figure on the wall, with prompts.
 *
 * @param figure The figure.
 * @param number The number of the station, from 1.
 * @returns The sheet, on A3.
 */
export function stationSheet(figure: ProgrammeObject<"figure">, number: number): SheetPage {
  const own = figure.payload.prompts;
  return {
    id: `station-${number}`,
    title: { nl: `Station ${number}`, en: `Station ${number}` },
    paper: "A3",
    parts: [
      { kind: "figure", figureId: figure.payload.id },
      { kind: "heading", text: { nl: "Om over te praten", en: "To talk about" } },
      ...listPart(own.length === 0 ? PROMPTS : own),
      { kind: "lines", label: { nl: "Plak hier uw briefjes", en: "Stick your notes here" }, count: 4 },
      { kind: "evidence", ids: [figure.payload.id] },
    ],
  };
}

/**
 * The sheet on which a session writes what it makes of findings and what it decides.
 *
 * @param findings The findings.
 * @returns The sheet.
 */
export function decisionSheet(findings: readonly ProgrammeObject<"finding">[]): SheetPage {
  const verdicts = Object.values(VERDICT_WORDS);
  return {
    id: "besluiten",
    title: { nl: "Duiding en besluiten", en: "Interpretation and decisions" },
    paper: "A4",
    parts: [
      {
        kind: "table",
        caption: { nl: "Past het bij wat u ziet?", en: "Does it fit what you see?" },
        columns: [
          { nl: "Bevinding", en: "Finding" },
          mapLabel((language) => Object.values(FIT_WORDS).map((word) => word[language]).join(" / ")),
          { nl: "Andere uitleg", en: "Another explanation" },
          { nl: "Open vraag", en: "Open question" },
        ],
        rows: findings.map(({ payload }) => [payload.sentence, ROOM, ROOM, ROOM]),
      },
      {
        kind: "table",
        caption: { nl: "Wat we besluiten", en: "What we decide" },
        columns: [
          { nl: "Besluit", en: "Decision" },
          { nl: "Omdat", en: "Because" },
          { nl: "Wie (rol)", en: "Who (role)" },
          { nl: "Wanneer klaar", en: "Done by" },
        ],
        rows: blankRows(4, 4),
      },
      { kind: "choice", label: { nl: "De pilot moet", en: "The pilot has to" }, options: verdicts },
      { kind: "lines", label: { nl: "Gekozen idee", en: "Chosen idea" }, count: 2 },
    ],
  };
}

const GRADES: readonly Label[] = [
  { nl: "1 helemaal niet", en: "1 not at all" },
  { nl: "2", en: "2" },
  { nl: "3", en: "3" },
  { nl: "4", en: "4" },
  { nl: "5 heel erg", en: "5 very" },
];

/**
 * The form for participants, for paper. The same questions stand in the files of the pack.
 *
 * @returns The sheet.
 */
export function feedbackSheet(): SheetPage {
  const asked: readonly SheetPart[] = [
    {
      kind: "lines",
      label: { nl: "In welke rol was u hier? (geen naam)", en: "In which role were you here? (no name)" },
      count: 1,
    },
    {
      kind: "choice",
      label: { nl: "Hoe duidelijk was de briefing?", en: "How clear was the briefing?" },
      options: GRADES,
    },
    {
      kind: "choice",
      label: { nl: "Hoeveel hebt u aan deze sessie?", en: "How useful was this session?" },
      options: GRADES,
    },
    { kind: "lines", label: { nl: "Wat wist u nog niet?", en: "What did you not know yet?" }, count: 3 },
    { kind: "lines", label: { nl: "Wie of wat ontbrak?", en: "Who or what was missing?" }, count: 3 },
    {
      kind: "lines",
      label: {
        nl: "Wat moet anders in de volgende briefing?",
        en: "What has to change in the next briefing?",
      },
      count: 3,
    },
  ];
  return {
    id: "terugkoppeling",
    title: { nl: "Formulier voor deelnemers", en: "Form for participants" },
    paper: "A4",
    parts: [
      {
        kind: "paragraph",
        text: {
          nl: "Schrijf geen namen op, ook niet die van anderen.",
          en: "Write no names, neither yours nor those of others.",
        },
      },
      ...asked,
    ],
  };
}

/**
 * A blank persona card: sessions know people whom figures miss.
 *
 * @returns The sheet.
 */
export function blankPersonaSheet(): SheetPage {
  const write = (nl: string, en: string, count: number): SheetPart => ({
    kind: "lines",
    label: { nl, en },
    count,
  });
  return {
    id: "lege-persona",
    title: { nl: "Lege personakaart", en: "Blank persona card" },
    paper: "A4",
    parts: [
      {
        kind: "paragraph",
        text: {
          nl:
            "Verzin iemand die in de cijfers ontbreekt. Geen echte naam, geen echt gezin. Niemand op de kaart bestaat.",
          en:
            "Make up somebody who is missing in the figures. No real name, no real family. Nobody on the card exists.",
        },
      },
      write("Bedachte voornaam, leeftijd, met wie in huis", "Invented first name, age, with whom at home", 1),
      write("Zo ziet een gewone dag eruit", "This is what an ordinary day looks like", 3),
      write("Wil graag", "Wants", 2),
      write("Loopt vast op", "Gets stuck on", 2),
      write("Wat al helpt, en wie", "What helps already, and who", 2),
      write(
        "Iemand anders in dezelfde situatie doet juist …",
        "Somebody else in the same situation does …",
        2,
      ),
      write("Bedacht citaat", "Invented quote", 2),
      write(
        "Waar rust dit op? (ervaring van welke rol)",
        "What does it rest on? (experience of which role)",
        1,
      ),
    ],
  };
}
