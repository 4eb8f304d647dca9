/**
 * A realistic briefing for tests: fictional municipality GM9901 "Voorbeeldstad", all numbers made up by hand for
 * this file. Payloads have the shape that lib/charts, lib/findings and lib/design give.
 *
 * @module
 */
import type {
  FigurePayload,
  FindingPayload,
  PayloadByKind,
  PersonaPayload,
  ProgrammeEnvelope,
  ProgrammeKind,
  QuestionPayload,
  TableCell,
  TablePayload,
} from "../../../lib/core/display.ts";
import { formatNumber } from "../../../lib/core/format.ts";
import { type Label, mapLabel, sameLabel } from "../../../lib/core/language.ts";
import type { DisclosureReceipt } from "../../../lib/core/receipt.ts";
import { briefingOf } from "../../../pipelines/render/briefing.ts";
import type { Briefing, BriefingFacts } from "../../../pipelines/render/model.ts";
import type { Cell, Notebook } from "../../../pipelines/notebook/nbformat.ts";
import { barDrawings, lineDrawings } from "./_drawings.ts";

const hex = (digit: string): string => digit.repeat(64);
const both = (nl: string, en: string): Label => ({ nl, en });

const SOURCE = both(
  "verzonnen bevolking van Voorbeeldstad, in de vorm van CBS-bestanden, 2023",
  "made-up population of Voorbeeldstad, in the shape of CBS files, 2023",
);
const RULE = both("Aantallen onder 10 zijn verborgen.", "Counts below 10 are hidden.");

/** The receipt of the sample's tables. */
export function sampleReceipt(tableId = "wijken"): DisclosureReceipt {
  return {
    checksum: hex(tableId === "wijken" ? "a" : "b"),
    tableId,
    title: both("Uithuisplaatsing per wijk", "Out-of-home placement by district"),
    policyId: "cbs-microdata",
    policyVersion: "2026.1",
    policyConfirmed: true,
    ruleSentence: RULE,
    minimumCount: 10,
    cells: 6,
    shown: 5,
    counts: [{ reason: "primary-minimum-count", label: both("minder dan 10 kinderen", "fewer than 10 children"), cells: 1 }],
    audited: true,
    exceptions: [],
    earlierReleases: [],
    sources: [{
      datasetId: "synthetic/persons",
      title: both("Verzonnen personen", "Made-up persons"),
      owner: "Smart Start",
      licence: "CC0 1.0",
      sensitivity: "personal",
      synthetic: true,
      referenceDate: "2023",
      sha256: hex("c"),
    }],
  };
}

const shown = (value: number, decimals = 1): TableCell => ({
  text: mapLabel((language) => formatNumber(value, language, decimals)),
  value,
  status: "shown",
});
const name = (text: string | Label): TableCell => ({
  text: typeof text === "string" ? sameLabel(text) : text,
  value: null,
  status: "shown",
});
const hidden: TableCell = { text: sameLabel("–"), value: null, status: "suppressed" };

const DISTRICTS = [
  { name: "Zonnepark", value: 14.2, low: 11.9, high: 16.8, accent: true },
  { name: "Oude Haven", value: 11.6, low: 9.4, high: 14.1 },
  { name: "Molenwijk", value: 9.8, low: 7.9, high: 12.0 },
  { name: "Centrum", value: 8.1, low: 6.0, high: 10.7 },
  { name: "Buitenhof", value: 5.3, low: 3.9, high: 7.1 },
  { name: "De Weiden", value: null },
] as const;

const perThousand = both("per 1.000 kinderen", "per 1,000 children");

/** The table of the first figure. */
export function sampleTable(id = "tabel-wijken"): TablePayload {
  return {
    id,
    title: both("Kinderen die uit huis zijn geplaatst, per wijk", "Children placed out of home, by district"),
    subtitle: both("Kinderen van 0 tot 18 jaar, Voorbeeldstad, 2023", "Children aged 0 to 18, Voorbeeldstad, 2023"),
    columns: [
      { label: both("Wijk", "District"), unit: sameLabel(""), kind: "heading" },
      { label: both("Aandeel", "Rate"), unit: perThousand, kind: "number" },
      { label: both("Ondergrens", "Lower bound"), unit: perThousand, kind: "number" },
      { label: both("Bovengrens", "Upper bound"), unit: perThousand, kind: "number" },
    ],
    rows: DISTRICTS.map((district) =>
      district.value === null
        ? [name(district.name), hidden, hidden, hidden]
        : [name(district.name), shown(district.value), shown(district.low), shown(district.high)]
    ),
    notes: [both("– = verborgen, omdat het om te weinig kinderen gaat.", "– = hidden, because too few children are behind it.")],
    definition: both(
      "Kinderen die in het jaar voor het eerst uit huis zijn geplaatst, per 1.000 kinderen.",
      "Children placed out of home for the first time in the year, per 1,000 children.",
    ),
    source: SOURCE,
  };
}

/** The first figure: bars with intervals. */
export function sampleFigure(id = "wijken"): FigurePayload {
  return {
    id,
    form: "bar",
    title: both("In Zonnepark worden de meeste kinderen uit huis geplaatst", "Zonnepark has the most children placed out of home"),
    subtitle: both(
      "Uit huis geplaatste kinderen per 1.000 kinderen van 0 tot 18 jaar, per wijk, Voorbeeldstad, 2023",
      "Children placed out of home per 1,000 children aged 0 to 18, by district, Voorbeeldstad, 2023",
    ),
    svg: barDrawings(DISTRICTS),
    legend: [
      { slot: "c-1", label: both("hoogste wijk", "highest district") },
      { slot: "muted", label: both("andere wijken", "other districts") },
      { slot: "hatch", label: both("verborgen", "hidden") },
    ],
    description: both(
      "Staafdiagram met zes wijken. Zonnepark is het hoogst met 14,2 per 1.000. Buitenhof is het laagst met 5,3. Het cijfer van De Weiden is verborgen.",
      "Bar chart with six districts. Zonnepark is highest at 14.2 per 1,000. Buitenhof is lowest at 5.3. The figure for De Weiden is hidden.",
    ),
    howToRead: both(
      "Van elke 1.000 kinderen in Zonnepark zijn er 14 uit huis geplaatst. Het streepje toont de marge: het echte getal ligt waarschijnlijk tussen 11,9 en 16,8.",
      "Of every 1,000 children in Zonnepark, 14 were placed out of home. The thin line shows the margin: the true number probably lies between 11.9 and 16.8.",
    ),
    notTold: both(
      "Deze figuur zegt niet waarom de wijken verschillen.",
      "This figure does not say why the districts differ.",
    ),
    prompts: [both("Wat zie je?", "What do you see?"), both("Wie ontbreekt er?", "Who is missing?")],
    table: sampleTable(`${id}-cijfers`),
    source: SOURCE,
  };
}

/** The second figure: lines over years. */
export function sampleLineFigure(id = "jaren"): FigurePayload {
  const years = [2018, 2019, 2020, 2021, 2022, 2023];
  const zonnepark = [11.2, 11.9, 12.1, 13.0, 13.6, 14.2];
  const city = [9.4, 9.6, 9.5, 9.7, 9.9, 10.1];
  return {
    ...sampleFigure(id),
    form: "line",
    title: both("In Zonnepark groeit het aantal sneller dan in de stad", "The number grows faster in Zonnepark than in the city"),
    subtitle: both(
      "Uit huis geplaatste kinderen per 1.000 kinderen van 0 tot 18 jaar, Voorbeeldstad, 2018 tot 2023",
      "Children placed out of home per 1,000 children aged 0 to 18, Voorbeeldstad, 2018 to 2023",
    ),
    svg: lineDrawings([
      { name: "Zonnepark", slot: "c-1", values: zonnepark },
      { name: "Hele stad", slot: "c-2", values: city },
    ], years),
    legend: [],
    description: both(
      "Lijndiagram over zes jaren. Zonnepark ging van 11,2 naar 14,2 per 1.000. De hele stad ging van 9,4 naar 10,1.",
      "Line chart over six years. Zonnepark went from 11.2 to 14.2 per 1,000. The whole city went from 9.4 to 10.1.",
    ),
    howToRead: both("Elke stip is één jaar. De as begint bij 0.", "Each dot is one year. The axis starts at 0."),
    table: {
      ...sampleTable(`${id}-cijfers`),
      columns: [
        { label: both("Jaar", "Year"), unit: sameLabel(""), kind: "heading" },
        { label: sameLabel("Zonnepark"), unit: perThousand, kind: "number" },
        { label: both("Hele stad", "Whole city"), unit: perThousand, kind: "number" },
      ],
      rows: years.map((year, i) => [name(String(year)), shown(zonnepark[i] ?? 0), shown(city[i] ?? 0)]),
      notes: [],
    },
  };
}

function numberRef(nl: string, en: string, scope: Label): FindingPayload["numbers"][number] {
  return {
    text: both(nl, en),
    definition: both(
      "Kinderen die in het jaar minstens één dag in een pleeggezin, gezinshuis of instelling woonden, gedeeld door alle kinderen.",
      "Children who lived in a foster family, family home or institution for at least one day in the year, divided by all children.",
    ),
    scope,
    nBand: both("1.000–4.999 kinderen", "1,000–4,999 children"),
    protection: RULE,
    source: SOURCE,
  };
}

const ZONNEPARK = both("Kinderen van 0 tot 18 jaar, Zonnepark, 2023", "Children aged 0 to 18, Zonnepark, 2023");
const CITY = both("Kinderen van 0 tot 18 jaar, Voorbeeldstad, 2023", "Children aged 0 to 18, Voorbeeldstad, 2023");

/** The findings. */
export function sampleFindings(): readonly FindingPayload[] {
  return [
    {
      id: "hoogste-wijk",
      sentence: both(
        "In Zonnepark zijn 14 van de 1.000 kinderen uit huis geplaatst. In heel Voorbeeldstad zijn dat er 10 van de 1.000.",
        "In Zonnepark, 14 in 1,000 children were placed out of home. In all of Voorbeeldstad that is 10 in 1,000.",
      ),
      role: "headline",
      evidence: "certain",
      evidencePhrase: both("Dit verschil is zeker.", "This difference is certain."),
      numbers: [
        numberRef("14 van de 1.000", "14 in 1,000", ZONNEPARK),
        numberRef("10 van de 1.000", "10 in 1,000", CITY),
      ],
    },
    {
      id: "groei",
      sentence: both(
        "In Zonnepark kwamen er sinds 2018 3 van de 1.000 kinderen bij.",
        "In Zonnepark the number rose by 3 in 1,000 children since 2018.",
      ),
      role: "headline",
      evidence: "probable",
      evidencePhrase: both("Dit verschil is waarschijnlijk.", "This difference is probable."),
      numbers: [numberRef("3 van de 1.000", "3 in 1,000", ZONNEPARK)],
    },
    {
      id: "laagste-wijk",
      sentence: both(
        "In Buitenhof is het aantal het laagst: 5 van de 1.000 kinderen.",
        "Buitenhof has the lowest number: 5 in 1,000 children.",
      ),
      role: "headline",
      evidence: "certain",
      evidencePhrase: both("Dit verschil is zeker.", "This difference is certain."),
      numbers: [numberRef("5 van de 1.000", "5 in 1,000", CITY)],
    },
    {
      id: "marge",
      sentence: both(
        "Het getal voor Centrum kan tussen 6 en 11 van de 1.000 liggen.",
        "The number for Centrum may lie between 6 and 11 in 1,000.",
      ),
      role: "uncertainty",
      evidence: "too-few",
      evidencePhrase: both("Er zijn te weinig cijfers om te zeggen of dit verschilt.", "There are too few figures to say whether this differs."),
      numbers: [numberRef("tussen 6 en 11 van de 1.000", "between 6 and 11 in 1,000", CITY)],
    },
  ];
}

function persona(id: string, first: string, situation: Label, goal: Label, obstacle: Label, quote: Label): PersonaPayload {
  return {
    id,
    name: first,
    lines: [
      { heading: both("Situatie", "Situation"), text: situation },
      { heading: both("Wil graag", "Wants"), text: goal },
      { heading: both("Loopt vast op", "Gets stuck on"), text: obstacle },
    ],
    quote,
    basis: both("figuur 1 en 2; groep van 100 tot 499 gezinnen", "figures 1 and 2; group of 100 to 499 families"),
  };
}

/** The persona cards. */
export function samplePersonas(): readonly PersonaPayload[] {
  return [
    persona(
      "samira",
      "Samira",
      both("Moeder van twee kinderen, woont in Zonnepark en werkt in de avond.", "Mother of two, lives in Zonnepark and works evenings."),
      both("Rust in huis en één vast gezicht dat helpt.", "Calm at home and one person who helps."),
      both("Elke keer opnieuw haar verhaal vertellen.", "Telling her story again every time."),
      both("Ik wil dat iemand eerst vraagt hoe het gaat.", "I want someone to ask first how things are."),
    ),
    persona(
      "joost",
      "Joost",
      both("Vader die sinds kort alleen voor zijn zoon zorgt.", "Father who recently became a single carer."),
      both("Weten waar hij met geldzorgen terechtkan.", "To know where to go with money worries."),
      both("Brieven die hij niet begrijpt.", "Letters he does not understand."),
      both("Ik schuif het voor me uit.", "I keep putting it off."),
    ),
    persona(
      "fenna",
      "Fenna",
      both("Werkt als jeugdverpleegkundige in de wijk.", "Works as a youth nurse in the district."),
      both("Eerder langs kunnen gaan.", "To visit earlier."),
      both("Te weinig tijd per gezin.", "Too little time per family."),
      both("Ik zie het vaak al bij het eerste bezoek.", "I often see it at the first visit."),
    ),
    persona(
      "ravi",
      "Ravi",
      both("Vader van drie, het gaat goed met zijn gezin.", "Father of three, his family is doing well."),
      both("Iets terugdoen voor de buurt.", "To give something back."),
      both("Niemand vraagt hem.", "Nobody asks him."),
      both("Ons hielp een oma uit de straat.", "A grandmother from the street helped us."),
    ),
  ];
}

/** The questions. */
export function sampleQuestions(): readonly QuestionPayload[] {
  const question = (id: string, role: QuestionPayload["role"], nl: string, en: string, basedOn: string[]) => ({
    id,
    role,
    text: both(nl, en),
    basedOn,
  });
  return [
    question("hoofdvraag", "main", "Hoe kunnen meer kinderen in Voorbeeldstad veilig thuis opgroeien?", "How can more children in Voorbeeldstad grow up safely at home?", []),
    question("hkw-1", "how-might-we", "Hoe kunnen we ouders in Zonnepark eerder helpen, zodat zorgen klein blijven?", "How might we help parents in Zonnepark earlier, so that worries stay small?", ["wijken", "samira"]),
    question("hkw-2", "how-might-we", "Hoe kunnen we zorgen dat een gezin maar één keer zijn verhaal vertelt?", "How might we make sure that a family tells its story only once?", ["samira"]),
    question("hkw-3", "how-might-we", "Hoe kunnen we buren laten helpen zonder dat het bemoeien wordt?", "How might we let neighbours help without meddling?", ["ravi"]),
  ];
}

/** Facts about a run. */
export function sampleFacts(changes: Partial<BriefingFacts> = {}): BriefingFacts {
  return {
    editionId: "2026-11",
    generatedFor: "2026-11-22",
    notebookPath: "notebooks/voorbeeld/briefing.ipynb",
    notebookSha256: hex("1"),
    commit: "0123456789abcdef0123456789abcdef01234567",
    lockSha256: hex("2"),
    versions: [{ name: "deno", value: "2.9.6" }, { name: "@observablehq/plot", value: "0.6.17" }],
    inputs: [
      { path: "data/synthetisch/personen.parquet", sha256: hex("3") },
      { path: "data/synthetisch/jeugdhulp.sav", sha256: hex("4") },
    ],
    approvals: [{
      reviewer: "Onderhouders van Smart Start",
      date: "2026-11-20",
      scope: "demonstratie op verzonnen gegevens",
      remark: "",
    }],
    parameters: [{ name: "gemeente", value: '"GM9901"' }, { name: "jaar", value: "2023" }],
    licence: both("CC BY 4.0.", "CC BY 4.0."),
    contact: both("Team Smart Start, via de projectpagina.", "Smart Start team, through the project page."),
    sandboxLayers: [both("eigen netwerk zonder buitenwereld", "own network without an outside")],
    data: "synthetic",
    status: "released",
    relaxations: [],
    ...changes,
  };
}

const PROSE = {
  intro: `# Uithuisplaatsing in Voorbeeldstad

In deze briefing kijken we naar kinderen die niet thuis wonen. We doen dat per **wijk**. Zo kunnen we samen bedenken wat gezinnen helpt.
<!-- en -->
# Out-of-home placement in Voorbeeldstad

In this briefing we look at children who do not live at home. We do so by **district**. Together we can then think about what helps families.`,
  districts: `## Waar wonen deze kinderen?

Kijk eerst welke wijk opvalt. Let ook op het streepje: dat toont hoe zeker het getal is.

- Een lange balk betekent: meer kinderen.
- Een lang streepje betekent: minder zeker.
<!-- en -->
## Where do these children live?

First see which district stands out. Also look at the thin line: it shows how certain the number is.

- A long bar means: more children.
- A long line means: less certain.`,
  years: `## Hoe gaat het door de jaren heen?

De tweede figuur laat zes jaren zien.
<!-- en -->
## How does it change over the years?

The second figure shows six years.`,
};

function envelope<K extends ProgrammeKind>(kind: K, payload: PayloadByKind[K], tableId?: string): ProgrammeEnvelope {
  const receipts = tableId === undefined ? [] : [sampleReceipt(tableId)];
  return { version: 1, kind, payload, receipts, seal: hex("e") } as ProgrammeEnvelope;
}

const markdown = (id: string, source: string): Cell => ({
  cell_type: "markdown",
  id,
  metadata: { tags: ["briefing"] },
  source,
});
const code = (id: string, tag: string): Cell => ({
  cell_type: "code",
  id,
  metadata: { tags: [tag] },
  source: "",
  outputs: [],
  execution_count: 1,
});

/** The sample as an executed notebook with its verified envelopes by cell. */
export function sampleNotebook(): {
  readonly notebook: Notebook;
  readonly envelopes: ReadonlyMap<string, readonly ProgrammeEnvelope[]>;
} {
  const [first, second, third, doubt] = sampleFindings();
  if (!first || !second || !third || !doubt) throw new TypeError("The sample has four findings");
  const cells: readonly (readonly [Cell, readonly ProgrammeEnvelope[]])[] = [
    [markdown("inleiding", PROSE.intro), []],
    [code("parameters", "parameters"), [envelope("parameters", {
      id: "parameters",
      title: both("Uithuisplaatsing in Voorbeeldstad", "Out-of-home placement in Voorbeeldstad"),
      pilot: both("Smart Start · voorbeeldpilot", "Smart Start · example pilot"),
      place: sameLabel("Voorbeeldstad"),
      reader: both("ouders en professionals in de ontwerpsessie", "parents and professionals in the design session"),
      phase: 2,
      contact: both("Mail het team Smart Start.", "Mail the Smart Start team."),
    })]],
    [code("hoofdvraag", "question"), [envelope("question", sampleQuestions()[0] as QuestionPayload)]],
    [markdown("wijken-tekst", PROSE.districts), []],
    [code("fig-wijken", "figure"), [envelope("figure", sampleFigure(), "wijken")]],
    [code("bev-wijken", "finding"), [first, third, doubt].map((finding) => envelope("finding", finding, "wijken"))],
    [markdown("jaren-tekst", PROSE.years), []],
    [code("fig-jaren", "figure"), [envelope("figure", sampleLineFigure(), "jaren")]],
    [code("bev-jaren", "finding"), [envelope("finding", second, "jaren")]],
    [code("tab-wijken", "table"), [envelope("table", sampleTable(), "wijken")]],
    [code("personas", "persona"), samplePersonas().map((card) => envelope("persona", card, "wijken"))],
    [code("vragen", "question"), sampleQuestions().slice(1).map((question) => envelope("question", question))],
    [code("grenzen", "limits"), [envelope("limits", {
      id: "grenzen",
      items: [
        both("We weten niet waarom een kind uit huis is geplaatst.", "We do not know why a child was placed out of home."),
        both("Kinderen die bij familie wonen zonder besluit tellen niet mee.", "Children who live with relatives without a decision are not counted."),
        both("Een hoog getal betekent niet dat de hulp slecht is.", "A high number does not mean that the help is bad."),
      ],
    })]],
    [code("methode", "method"), [envelope("method", {
      id: "methode",
      title: both("Zo is geteld", "How we counted"),
      paragraphs: [both(
        "We telden kinderen op 31 december. De marge is een 95 %-interval volgens Wilson.",
        "We counted children on 31 December. The margin is a 95% interval after Wilson.",
      )],
      definitions: [
        { term: both("Uithuisplaatsing", "Out-of-home placement"), meaning: both("Een kind woont door een besluit niet bij de ouders.", "By a decision, a child does not live with the parents.") },
        { term: both("Marge", "Margin"), meaning: both("Het gebied waarin het echte getal waarschijnlijk ligt.", "The range in which the true number probably lies.") },
      ],
    })]],
  ];
  return {
    notebook: { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: cells.map(([cell]) => cell) },
    envelopes: new Map(cells.map(([cell, list]) => [cell.id, list])),
  };
}

/** The sample as a briefing. */
export function sampleBriefing(changes: Partial<BriefingFacts> = {}): Briefing {
  return briefingOf({ ...sampleNotebook(), facts: sampleFacts(changes) });
}
