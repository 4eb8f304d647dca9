/**
 * The effect toolkit as a pack of sheets, from the concept card to the decision. What the record knows is filled in; the
 * rest is room to write.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import type { SheetPage, SheetPart } from "../core/sheet.ts";
import { label, lines, sheet, table } from "./_sheet_parts.ts";
import { DESIGN_WORDS, ROOM, slugWords, STAGE_WORDS, STAGES, VERDICT_WORDS } from "./_words.ts";
import type { ToolkitOptions } from "./data_toolkit.ts";
import type { PilotRecord } from "./pilot_record.ts";
import { labelOf } from "./read_record.ts";
import { sheetPack } from "./sheets.ts";

/**
 * Makes the effect toolkit: concept card, theory of change, design table, what is fixed beforehand, flow of participants,
 * words of people beside figures, costs, decision. Source: domain research §6.3.
 *
 * @param record The record of the pilot.
 * @param options Default id `effect-toolkit`.
 * @returns The object that a notebook cell shows, tagged `method`.
 */
export function effectToolkit(record: PilotRecord, options: ToolkitOptions = {}): ProgrammeObject<"sheets"> {
  return sheetPack({
    id: options.id ?? "effect-toolkit",
    title: label("Het effect meten", "Measuring the effect"),
    intro: label(
      "Zes bladen, van het idee tot het besluit. Vul de eerste drie in voor u begint.",
      "Six sheets, from the idea to the decision. Fill in the first three before you begin.",
    ),
    pages: [
      conceptCard(record),
      designSheet(record),
      beforehandSheet(record),
      flowSheet(),
      wordsAndFigures(record),
      decisionCard(),
    ],
  });
}

function conceptCard({ innovation, theoryOfChange }: PilotRecord): SheetPage {
  const steps = theoryOfChange?.steps ?? [];
  const known: readonly SheetPart[] = innovation === null ? [] : [{
    kind: "facts",
    items: [
      { term: label("Naam", "Name"), text: labelOf(innovation.title) },
      { term: label("Wat", "What"), text: labelOf(innovation.what) },
      { term: label("Voor wie", "For whom"), text: labelOf(innovation.forWhom) },
    ],
  }];
  return sheet(
    "concept",
    label("1. Het idee en hoe het helpt", "1. The idea and how it helps"),
    ...known,
    {
      kind: "table",
      caption: label("Van wat we doen naar wat verandert", "From what we do to what changes"),
      columns: [
        label("Stap", "Step"),
        label("Wat er gebeurt", "What happens"),
        label("Waaraan zie je het", "How you see it"),
      ],
      rows: STAGES.flatMap((stage) => {
        const own = steps.filter((step) => step.stage === stage);
        if (own.length === 0) return [[STAGE_WORDS[stage], ROOM, ROOM]];
        return own.map(({ text, indicator }) => [
          STAGE_WORDS[stage],
          labelOf(text),
          indicator === null ? ROOM : slugWords(indicator),
        ]);
      }),
    },
    lines("Wat moet waar zijn?", "What has to be true?", 3),
  );
}

function designSheet({ effectPlan }: PilotRecord): SheetPage {
  const moments = effectPlan === null || effectPlan.moments.length === 0
    ? [label("voor", "before"), label("kort erna", "shortly after"), label("later", "later")]
    : effectPlan.moments.map(labelOf);
  const groups = (effectPlan?.groups ?? []).map((group) => [labelOf(group), ...moments.map(() => ROOM)]);
  return sheet(
    "opzet",
    label("2. Met wie vergelijken we", "2. With whom we compare"),
    {
      kind: "choice",
      label: label("Opzet", "Design"),
      options: Object.values(DESIGN_WORDS),
    },
    table(
      label("Groepen en momenten: hoeveel gezinnen", "Groups and moments: how many families"),
      [label("Groep", "Group"), ...moments],
      groups,
      2,
    ),
    {
      kind: "paragraph",
      text: label(
        "Lees langs de rij: wat verandert in één groep. Lees langs de kolom: wat is er anders met en zonder. Wat telt is het verschil tussen de veranderingen.",
        "Read along the row: what changes in one group. Read down the column: what differs with and without. What counts is the difference between the changes.",
      ),
    },
    lines("Waarin verschillen de groepen al vooraf?", "In what do the groups differ beforehand?", 3),
  );
}

function beforehandSheet({ effectPlan }: PilotRecord): SheetPage {
  const known: readonly SheetPart[] = effectPlan === null ? [] : [{
    kind: "facts",
    items: [
      { term: label("Wat beslist", "What decides"), text: labelOf(effectPlan.primaryOutcome) },
      { term: label("Wanneer beter", "When better"), text: labelOf(effectPlan.decisionRule) },
      { term: label("Kan dit niet laten zien", "Cannot show"), text: labelOf(effectPlan.cannotShow) },
      { term: label("Stoppen als", "Stop if"), text: labelOf(effectPlan.stopIf) },
    ],
  }];
  return sheet(
    "vooraf",
    label("3. Vooraf vastgelegd", "3. Fixed beforehand"),
    ...known,
    lines("De ene uitkomst die beslist", "The one outcome that decides", 2),
    lines("Het kleinste verschil dat ertoe doet", "The smallest difference that matters", 2),
    lines(
      "Kunnen we dat zien met zoveel gezinnen? (vraag de onderzoeker)",
      "Can we see it with so many families? (ask the researcher)",
      2,
    ),
    lines("We stoppen eerder als …", "We stop early if …", 2),
    lines("Dag en rollen die dit vastlegden", "Day and roles that fixed this", 1),
  );
}

function flowSheet(): SheetPage {
  return sheet(
    "stroom",
    label("4. Wie deed mee", "4. Who took part"),
    table(
      label("Van gevraagd tot laatste meting", "From asked to last measurement"),
      [
        label("Stap", "Step"),
        label("Met aanpak", "With the plan"),
        label("Zonder", "Without"),
        label("Waarom niet", "Why not"),
      ],
      [
        label("gevraagd", "asked"),
        label("deed mee", "took part"),
        label("eerste meting", "first measurement"),
        label("tweede meting", "second measurement"),
        label("laatste meting", "last measurement"),
      ].map((step) => [step, ROOM, ROOM, ROOM]),
      6,
    ),
    lines("Wie raakten we kwijt, en wat betekent dat?", "Whom did we lose, and what does that mean?", 4),
  );
}

function wordsAndFigures({ effectPlan }: PilotRecord): SheetPage {
  return sheet(
    "woorden-en-cijfers",
    label("5. Verhalen naast cijfers, en kosten", "5. Stories beside figures, and costs"),
    table(
      label("Spreken ze elkaar tegen?", "Do they contradict each other?"),
      [
        label("Uitkomst", "Outcome"),
        label("Cijfer zegt", "Figure says"),
        label("Mensen zeggen", "People say"),
        label("eens / nuance / oneens", "agrees / nuances / contradicts"),
      ],
      effectPlan === null ? [] : [[labelOf(effectPlan.primaryOutcome), ROOM, ROOM, ROOM]],
      5,
    ),
    table(
      label("Wat kost het, wat bespaart het", "What it costs, what it saves"),
      [
        label("Post", "Item"),
        label("Wie betaalt", "Who pays"),
        label("Wie heeft er baat bij", "Who gains"),
        label("Bedrag", "Amount"),
      ],
      [],
      4,
    ),
  );
}

function decisionCard(): SheetPage {
  return sheet(
    "besluit",
    label("6. Het besluit", "6. The decision"),
    {
      kind: "choice",
      label: label("Wat we zien", "What we see"),
      options: [
        label("beter", "improved"),
        label("geen duidelijk verschil", "no clear change"),
        label("slechter", "worsened"),
        label("niet te zeggen", "cannot say"),
      ],
    },
    {
      kind: "choice",
      label: label("De stuurgroep besluit", "The steering group decides"),
      options: Object.values(VERDICT_WORDS),
    },
    lines("Omdat", "Because", 3),
    lines("Wat zou ons van mening doen veranderen?", "What would change our mind?", 3),
    lines("Wie vertelt het aan de gezinnen, en wanneer?", "Who tells the families, and when?", 2),
  );
}
