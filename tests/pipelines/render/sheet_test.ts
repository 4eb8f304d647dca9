import assert from "node:assert/strict";
import type { SheetsPayload } from "../../../lib/core/sheet.ts";
import { sheetStyle } from "../../../pipelines/render/assets.ts";
import { renderBriefing } from "../../../pipelines/render/mod.ts";
import type { Briefing } from "../../../pipelines/render/model.ts";
import { sampleBriefing } from "../../data/render/sample.ts";

const both = (nl: string, en: string) => ({ nl, en });

const PACK: SheetsPayload = {
  id: "pakket",
  layout: "sheets",
  title: both("Sessiepakket", "Session pack"),
  intro: both("Voor de sessie.", "For the session."),
  files: [{
    name: "formulier.json",
    label: both("het formulier", "the form"),
    mime: "application/json",
    text: '{"a":"é"}\n',
  }],
  pages: [
    {
      id: "station",
      title: both("Station <b>1</b>", "Station <b>1</b>"),
      paper: "A3",
      parts: [
        { kind: "figure", figureId: "wijken" },
        { kind: "banner", text: both("Wat zie je?", "What do you see?") },
        { kind: "evidence", ids: ["wijken", "bestaat-niet"] },
      ],
    },
    {
      id: "formulier",
      title: both("Formulier", "Form"),
      paper: "A4",
      parts: [
        { kind: "heading", text: both("Kop", "Heading") },
        { kind: "paragraph", text: both("Tekst met & en <script>", "Text with & and <script>") },
        { kind: "list", marker: "box", items: [both("Doen", "Do")] },
        { kind: "list", marker: "number", items: [both("Eerst", "First")] },
        { kind: "facts", items: [{ term: both("Wie", "Who"), text: both("Het team", "The team") }] },
        {
          kind: "table",
          caption: both("Tabel", "Table"),
          columns: [both("Wat", "What"), both("Wie", "Who")],
          rows: [[both("Bellen", "Call"), both("", "")]],
        },
        { kind: "lines", label: both("Schrijf", "Write"), count: 3 },
        {
          kind: "choice",
          label: both("Klopt dit?", "Does it fit?"),
          options: [both("ja", "yes"), both("nee", "no")],
        },
        {
          kind: "quote",
          text: both("Ik wil rust.", "I want peace."),
          note: both("Bedacht citaat", "Invented quote"),
        },
      ],
    },
  ],
};

function withPack(): Briefing {
  const briefing = sampleBriefing();
  return {
    ...briefing,
    blocks: [...briefing.blocks, { kind: "sheets", cellId: "pakket", payload: PACK, receipts: [] }],
  };
}

Deno.test("a pack becomes a section with a sheet per page, and every text is escaped", () => {
  const page = renderBriefing(withPack(), "nl");
  assert.match(page, /id="bladen-1-1"/);
  assert.match(page, /blad 2 van 2, A4/);
  assert.match(page, /Station &#60;b&#62;1&#60;\/b&#62;/);
  assert.ok(!page.includes("Tekst met & en <script>"));
  assert.equal(page.match(/class="rule"/g)?.length, 3);
  assert.match(page, /<td class="room"><\/td>/);
});

Deno.test("a station draws the figure again with ids of its own, so that no id stands twice", () => {
  const page = renderBriefing(withPack(), "nl");
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.match(page, /aria-labelledby="bladen-1-1-1-t"/);
});

Deno.test("a station has the legend of its figure: on the wall nobody can look it up", () => {
  const page = renderBriefing(withPack(), "nl");
  const sheet = page.slice(page.indexOf('id="bladen-1-1"'), page.indexOf('id="bladen-1-2"'));
  const figure = page.slice(page.indexOf('aria-labelledby="fig-'), page.indexOf('id="bladen-1-1"'));
  const legend = /<ul class="legend".*?<\/ul>/s;
  assert.ok(legend.test(figure), "the figure of the sample has a legend");
  assert.equal(legend.exec(sheet)?.[0], legend.exec(figure)?.[0]);
});

Deno.test("evidence links to what is in the briefing and leaves out what is not", () => {
  const page = renderBriefing(withPack(), "nl");
  const sheet = page.slice(page.indexOf('id="bladen-1-1"'), page.indexOf('id="bladen-1-2"'));
  assert.equal(sheet.match(/class="utrecht-link" href="#fig-/g)?.length, 1);
});

Deno.test("a file of a pack can be saved from the page and holds exactly its text", () => {
  const page = renderBriefing(withPack(), "en");
  const address = /download="formulier\.json" href="data:application\/json;charset=utf-8,([^"]+)"/.exec(page)
    ?.[1];
  assert.equal(decodeURIComponent((address ?? "").replaceAll("&#39;", "'")), '{"a":"é"}\n');
});

Deno.test("the style of sheets stands on pages that have sheets, and on no other", () => {
  assert.match(renderBriefing(withPack(), "nl"), /@page sheet-a3/);
  assert.doesNotMatch(renderBriefing(sampleBriefing(), "nl"), /@page sheet/);
});

Deno.test("budget: the style of sheets takes at most 2 kB", () => {
  assert.ok(sheetStyle().length <= 2_000, `${sheetStyle().length}`);
});

Deno.test("a section stands open in the page, under its own heading, and takes no sheet of paper", () => {
  const briefing = withPack();
  const open = { ...PACK, id: "open", layout: "section" as const, files: [] };
  const page = renderBriefing({
    ...briefing,
    blocks: [...briefing.blocks, { kind: "sheets", cellId: "open", payload: open, receipts: [] }],
  }, "nl");
  assert.match(page, /Uit het dossier/);
  assert.match(page, /class="blok open-sheet"\s+id="bladen-2"/);
  assert.equal(page.match(/<details class="sheet /g)?.length, 2);
});
