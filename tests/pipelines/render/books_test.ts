import assert from "node:assert/strict";
import type { SuggestionsPayload } from "../../../lib/core/suggestions.ts";
import { bookAssets, cspHash, loadAssets } from "../../../pipelines/render/assets.ts";
import { renderBriefing } from "../../../pipelines/render/mod.ts";
import type { Briefing } from "../../../pipelines/render/model.ts";
import { sampleBriefing } from "../../data/render/sample.ts";

const both = (nl: string, en: string) => ({ nl, en });
const animals = both("dieren, 5-8 jaar", "dieren, 5-8 years");

const LIST: SuggestionsPayload = {
  id: "boeken",
  title: both("school De Ruimte", "school De Ruimte"),
  intro: both("Zoek je boek.", "Look up your book."),
  books: [
    {
      name: "De vos",
      shelf: animals,
      about: "M3",
      next: [{ place: 2, basis: "loans" }, { place: 1, basis: "likeness" }],
    },
    { name: "De uil <img src=x>", shelf: animals, about: "E3", next: [{ place: 0, basis: "likeness" }] },
    { name: "De keeper", shelf: both("sport, 5-8 jaar", "sport, 5-8 years"), about: "M4", next: [] },
  ],
};

/** The hash as it stands in an attribute. */
function quoted(script: string): string {
  return cspHash(script).replaceAll("'", "&#39;");
}

function withList(): Briefing {
  const sample = sampleBriefing();
  return {
    ...sample,
    blocks: [...sample.blocks, { kind: "suggestions", cellId: "boeken", payload: LIST, receipts: [] }],
  };
}

Deno.test("every suggestion links to a line that is on the page, and says why it is one", () => {
  const page = renderBriefing(withList(), "nl");
  const links = [...page.matchAll(/href="#(boeken-1-\d+)"/g)].map(([, id]) => id);
  assert.deepEqual(links, ["boeken-1-2", "boeken-1-1", "boeken-1-0"]);
  for (const id of links) assert.ok(page.includes(`id="${id}"`), id);
  assert.match(page, /Anderen lazen ook: <a href="#boeken-1-2">De keeper<\/a>/);
  assert.match(page, /Lijkt erop: <a href="#boeken-1-1">De uil/);
  assert.match(page, /<summary>dieren, 5-8 jaar \(2\)<\/summary>/);
});

Deno.test("a title is text, never markup, and both languages have their own words", () => {
  const page = renderBriefing(withList(), "en");
  assert.ok(!page.includes("<img src=x>"));
  assert.match(page, /Others also read: /);
  assert.match(page, /dieren, 5-8 years/);
});

Deno.test("the search waits hidden for its script, which the policy of the page allows by its hash", () => {
  const page = renderBriefing(withList(), "nl");
  assert.match(page, /<p class="find-book"\s+hidden>/);
  const script = loadAssets().script + bookAssets().script;
  assert.ok(page.includes(`script-src ${quoted(script)}`));
  assert.ok(page.includes(script));
});

Deno.test("a page without a list is the same as before: neither style nor script of books", () => {
  const page = renderBriefing(sampleBriefing(), "nl");
  assert.ok(!page.includes("data-books") && !page.includes(bookAssets().script.trim()));
  assert.ok(page.includes(`script-src ${quoted(loadAssets().script)}`));
});
