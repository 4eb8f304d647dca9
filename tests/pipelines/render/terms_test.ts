import assert from "node:assert/strict";
import fc from "fast-check";
import type { GlossaryTerm } from "../../../lib/core/glossary.ts";
import { renderBriefing } from "../../../pipelines/render/mod.ts";
import { renderProseParts } from "../../../pipelines/render/markdown.ts";
import { TermLinker, termsIn } from "../../../pipelines/render/terms.ts";
import type { Briefing } from "../../../pipelines/render/model.ts";
import { sampleBriefing } from "../../data/render/sample.ts";
import { all, parsePage } from "./_dom.ts";

function term(id: string, nl: string, ...forms: readonly string[]): GlossaryTerm {
  return {
    id,
    term: { nl, en: `${nl}-en` },
    forms: { nl: forms, en: [] },
    meaning: { nl: `Betekenis van ${nl}.`, en: `Meaning of ${nl}.` },
  };
}

const TERMS = [term("wijk", "wijk", "wijken"), term("wijkteam", "wijkteam"), term("c-plus", "C++ (taal)")];

Deno.test("a term is found as a whole word in any case, the longest first, and never inside another word", () => {
  assert.deepEqual([...termsIn("Het Wijkteam van de WIJKEN", TERMS, "nl")], ["wijkteam", "wijk"]);
  assert.deepEqual([...termsIn("wijkagent, bewijk, wijk-breed", TERMS, "nl")], []);
  assert.deepEqual([...termsIn("Schrijf C++ (taal).", TERMS, "nl")], ["c-plus"]);
});

Deno.test("a linker links the first occurrence of a section and starts anew in the next", () => {
  const linker = new TermLinker(TERMS, "nl");
  assert.equal(
    linker.render("een wijk en nog een wijk").toString(),
    'een <a class="term" href="#begrip-wijk">wijk</a> en nog een wijk',
  );
  assert.equal(linker.render("weer wijken").toString(), "weer wijken");
  linker.startSection();
  assert.match(linker.render("weer wijken").toString(), /<a class="term"/);
  assert.deepEqual(linker.used.map(({ id }) => id), ["wijk"]);
});

Deno.test("property: the stretches of a text are together the text, whatever the text and the terms", () => {
  const words = fc.stringMatching(/^[\p{L}\p{N}.+*()[\]\\/^$|?{} -]{0,20}$/u);
  fc.assert(fc.property(fc.array(words, { maxLength: 4 }), fc.string(), (spellings, text) => {
    const terms = spellings.map((spelling, i) => term(`t${i}`, spelling));
    const spans = new TermLinker(terms, "nl").split(text);
    assert.equal(spans.map((span) => span.text).join(""), text);
  }));
});

Deno.test("prose links terms outside headings, links and code, and an author cannot make such a link", () => {
  const prose = (source: string) => {
    const terms = new TermLinker(TERMS, "nl");
    return renderProseParts(source, { language: "nl", images: "none", terms }).map(({ body }) => body).join(
      "",
    );
  };
  assert.match(prose("In de wijk."), /In de <a href="#begrip-wijk" class="term">wijk<\/a>\./);
  assert.doesNotMatch(prose("### De wijk\n\n`wijk` en [de wijk](https://voorbeeld.example)"), /begrip-/);
  assert.doesNotMatch(prose('<a class="term" href="#begrip-x">x</a>'), /<a/);
});

function withProse(nl: string): Briefing {
  const briefing = sampleBriefing();
  const blocks = briefing.blocks.map((block) =>
    block.kind === "prose" ? { ...block, text: { nl: `## Kop\n\n${nl}`, en: `## Head\n\n${nl}` } } : block
  );
  return { ...briefing, blocks };
}

Deno.test("a page explains every term that it links, once, and names the glossary of the site", () => {
  const glossary = { terms: TERMS, href: "../naslag/begrippen.html" };
  const page = parsePage(renderBriefing(withProse("Een wijk, een wijkteam."), "nl", { glossary }));
  const targets = all(page, "a.term").map((node) => node.getAttribute("href"));
  assert.ok(targets.includes("#begrip-wijk") && targets.includes("#begrip-wijkteam"));
  for (const target of new Set(targets)) assert.equal(all(page, `dt${target}`).length, 1, target ?? "");
  assert.equal(all(page, '.more-terms a[href="../naslag/begrippen.html"]').length, 1);
});

Deno.test("where the briefing defines a term itself, that meaning stands and the link leads to it", () => {
  const briefing = sampleBriefing();
  const own = briefing.blocks.flatMap((block) => block.kind === "method" ? block.payload.definitions : [])[0];
  assert.ok(own !== undefined);
  const terms = [term("eigen", own.term.nl)];
  const page = parsePage(
    renderBriefing(withProse(`Over ${own.term.nl}.`), "nl", { glossary: { terms, href: "x.html" } }),
  );
  assert.equal(all(page, "dt#begrip-eigen + dd")[0]?.textContent, own.meaning.nl);
});

Deno.test("without a glossary no term is linked", () => {
  assert.doesNotMatch(renderBriefing(withProse("Een wijk."), "nl"), /class="term"/);
});

/** The first long word of a text: something that a glossary could explain. */
function longWord(text: string): string {
  return /(?<![\p{L}\d-])\p{L}{7,}(?![\p{L}\d-])/u.exec(text)?.[0] ?? "";
}

Deno.test("a term is linked wherever the page says it: question, findings, figures, cards, limits; where no link stands it is explained", () => {
  const briefing = sampleBriefing();
  const said = new Map(briefing.blocks.flatMap((block): readonly (readonly [string, string])[] => {
    if (block.kind === "question") return [["question", block.payload.text.nl]];
    if (block.kind === "finding") return [["finding", block.payload.sentence.nl]];
    if (block.kind === "figure") {
      return [["figure note", block.payload.notTold.nl], ["figure subtitle", block.payload.subtitle.nl]];
    }
    if (block.kind === "persona") {
      return [[
        "persona",
        block.payload.lines.map(({ text }) => text.nl).join(" "),
      ]];
    }
    return block.kind === "limits" ? [["limits", block.payload.items[1]?.nl ?? ""]] : [];
  }));
  assert.ok(said.size >= 6, [...said.keys()].join());
  for (const [place, text] of said) {
    const word = longWord(text);
    assert.notEqual(word, "", place);
    const glossary = { terms: [term("begrip", word)], href: "x.html" };
    const page = parsePage(renderBriefing(briefing, "nl", { glossary }));
    assert.ok(all(page, "a.term").length > 0, `${place}: ${word}`);
    assert.equal(all(page, "dt#begrip-begrip").length, 1, place);
  }
  const paragraph = { kind: "paragraph", text: { nl: "Bewaarkaart", en: "Keeping card" } } as const;
  const label = { nl: "Blad", en: "Sheet" };
  const payload = {
    ...{ id: "bladen", title: label, intro: label, files: [], figureIds: [] },
    layout: "sheets",
    pages: [{ id: "een", title: label, paper: "A4", parts: [paragraph] }],
  } as const;
  const sheets = { kind: "sheets", cellId: "bladen", payload, receipts: [] } as const;
  const title = longWord(
    briefing.blocks.flatMap((block) => block.kind === "figure" ? [block.payload.title.nl] : [])[0] ?? "",
  );
  const glossary = { terms: [term("kaart", "bewaarkaart"), term("titel", title)], href: "x.html" };
  const page = parsePage(
    renderBriefing({ ...briefing, blocks: [...briefing.blocks, sheets] }, "nl", { glossary }),
  );
  assert.equal(all(page, 'a.term[href="#begrip-kaart"]').length, 0);
  assert.equal(all(page, "dt#begrip-kaart").length, 1);
  assert.equal(all(page, "dt#begrip-titel").length, 1);
});
