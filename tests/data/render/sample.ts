/**
 * A realistic briefing for tests: fictional municipality GM9901 "Voorbeeldstad", all numbers made up by hand for
 * this file. Payloads have the shape that lib/charts, lib/findings and lib/design give.
 *
 * @module
 */
import type { PayloadByKind, ProgrammeEnvelope, ProgrammeKind, QuestionPayload } from "../../../lib/core/display.ts";
import { sameLabel } from "../../../lib/core/language.ts";
import { briefingOf } from "../../../pipelines/render/briefing.ts";
import type { Briefing, BriefingFacts } from "../../../pipelines/render/model.ts";
import type { Cell, Notebook } from "../../../pipelines/notebook/nbformat.ts";
import { sampleFigure, sampleLineFigure, sampleReceipt, sampleTable } from "./_sample_figures.ts";
import { sampleFindings, samplePersonas, sampleQuestions } from "./_sample_people.ts";
import { both, hex } from "./_sample_words.ts";

export { sampleFigure, sampleLineFigure, sampleReceipt, sampleTable } from "./_sample_figures.ts";
export { sampleFindings, samplePersonas, sampleQuestions } from "./_sample_people.ts";

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
