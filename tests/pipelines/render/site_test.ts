import assert from "node:assert/strict";
import { findBrokenLinks, renderBriefing, renderIndex } from "../../../pipelines/render/mod.ts";
import { sampleBriefing } from "../../data/render/sample.ts";
import { sampleIndex } from "../../data/render/sample_index.ts";
import { all, parsePage } from "./_dom.ts";

Deno.test("the index has pilots by phase in order, sorted by title as the language sorts", () => {
  const page = parsePage(renderIndex(sampleIndex(), "nl"));
  const headings = all(page, "main h2").map((node) => node.textContent.trim());
  assert.deepEqual(headings, [
    "Fase 0",
    "Fase 2: duiding",
    "Fase 5",
    "Niet in deze editie",
    "Waar gaan de briefings over?",
    "Wat is er veranderd?",
    "Eerdere edities",
  ]);
});

Deno.test("the index names what is not in the edition with what changed, and does not link to it", () => {
  const page = parsePage(renderIndex(sampleIndex(), "nl"));
  const card = all(page, "#niet-in-editie article")[0];
  assert.match(card?.textContent ?? "", /Schulden in Elders[\s\S]*Nog niet nagekeken[\s\S]*3 regels/);
  assert.equal(card === undefined ? -1 : all(card, "a").length, 0);
});

Deno.test("the index says that numbers are made up, names its facts and its archive", () => {
  const page = renderIndex(sampleIndex(), "nl");
  assert.match(page, /class="banner synthetic"/);
  assert.match(page, /2\.9\.6/);
  assert.match(page, /href="\.\.&#47;2026-08&#47;index\.html"|href="\.\.\/2026-08\/index\.html"/);
});

Deno.test("the English index leads to English pages where there are any", () => {
  const page = parsePage(renderIndex(sampleIndex(), "en"));
  assert.equal(all(page, "article h3 a")[0]?.getAttribute("href"), "voorbeeld/briefing.en.html");
});

Deno.test("an edition without briefings says so", () => {
  assert.match(renderIndex({ ...sampleIndex(), entries: [] }, "nl"), /nog geen briefings/);
});

Deno.test("the same index gives the same bytes, whatever the order of its entries", () => {
  const index = sampleIndex();
  assert.equal(
    renderIndex({ ...index, entries: [...index.entries].reverse() }, "nl"),
    renderIndex(index, "nl"),
  );
});

Deno.test("findBrokenLinks() finds missing files, missing places and links that lead out", () => {
  const pages = new Map([
    [
      "index.html",
      '<a href="a/b.html">1</a><a class="x" href="a/c.html#y">2</a><a href="#weg">3</a><a href="#hier" id="hier">4</a>',
    ],
    [
      "a/b.html",
      '<a href="../index.html#hier">5</a><a href="../../x.html">6</a><a href="run%20a.json">7</a><a href="https://x.test/">8</a>',
    ],
  ]);
  assert.deepEqual(findBrokenLinks(pages, ["a/run a.json"]), [
    { page: "a/b.html", href: "../../x.html", why: "leads-out" },
    { page: "index.html", href: "a/c.html#y", why: "no-file" },
    { page: "index.html", href: "#weg", why: "no-anchor" },
  ]);
});

Deno.test("an edition made by this project has no broken link", () => {
  const alternates = [{ language: "nl", href: "briefing.html" }, {
    language: "en",
    href: "briefing.en.html",
  }] as const;
  const briefing = (language: "nl" | "en"): string =>
    renderBriefing(sampleBriefing(), language, { alternates, indexHref: "../index.html" });
  const index = {
    ...sampleIndex(),
    archive: [],
    entries: sampleIndex().entries.map(({ changes: _changes, ...entry }) => entry),
  };
  const pages = new Map([
    ["index.html", renderIndex(index, "nl")],
    ["index.en.html", renderIndex(index, "en")],
    ["voorbeeld/briefing.html", briefing("nl")],
    ["voorbeeld/briefing.en.html", briefing("en")],
  ]);
  assert.deepEqual(findBrokenLinks(pages, ["voorbeeld/executed.ipynb"]), []);
});
