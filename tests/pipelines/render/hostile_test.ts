import assert from "node:assert/strict";
import { html } from "../../../lib/core/html.ts";
import { type Briefing, renderBriefing, renderIndex } from "../../../pipelines/render/mod.ts";
import { renderMarkdown } from "../../../pipelines/render/markdown.ts";
import { fillTexts, hostilePayloads } from "../../data/render/hostile.ts";
import { sampleBriefing } from "../../data/render/sample.ts";
import { sampleIndex } from "../../data/render/sample_index.ts";
import { all, parsePage } from "./_dom.ts";

const PAYLOADS = hostilePayloads();
/** Small assets: the check is about the content. */
const ASSETS = { style: "p{}", script: "1" };

/** The sample with empty drawings: they hold no free text, and parsing them 400 times would be half of the suite. */
function plainSample(): Briefing {
  const empty = { wide: "<svg></svg>", narrow: "<svg></svg>" };
  const briefing = sampleBriefing();
  const blocks = briefing.blocks.map((block) =>
    block.kind === "figure"
      ? { ...block, payload: { ...block.payload, svg: { nl: empty, en: empty } } }
      : block
  );
  return { ...briefing, blocks };
}

/** Names of the tags in the order of the text. Escaped text has none. */
function tagsOf(page: string): string {
  // A sign without letters in a hidden cell gets a word for those who hear it: not a difference that matters.
  const plain = page.replace(/ ?<span class="vh">[^<]*<\/span>/g, "");
  return plain.match(/<[!/?a-z][^\s>]*/gi)?.join("") ?? "";
}

Deno.test("the corpus has at least 300 texts, each once", () => {
  assert.ok(PAYLOADS.length >= 300);
  assert.equal(new Set(PAYLOADS.map((payload) => payload.text)).size, PAYLOADS.length);
});

Deno.test("no hostile text adds or removes an element, in any slot of a briefing", () => {
  const render = (text: string): string =>
    tagsOf(renderBriefing(fillTexts(plainSample(), () => text).briefing, "nl", { assets: ASSETS }));
  const expected = new Map<number, string>();
  for (const { id, text } of PAYLOADS) {
    // Compared with a harmless text that is as long: a long source stands in a part that opens.
    const known = expected.get(text.length) ?? render("t".repeat(text.length));
    expected.set(text.length, known);
    assert.equal(render(text), known, id);
  }
  assert.ok([...expected.values()].every((tags) => tags.length > 2000), "the page has its elements");
});

Deno.test("no hostile text adds or removes an element in the index", () => {
  const expected = tagsOf(renderIndex(sampleIndex(() => "tekst"), "nl", ASSETS));
  for (const { id, text } of PAYLOADS) {
    assert.equal(tagsOf(renderIndex(sampleIndex(() => text), "nl", ASSETS)), expected, id);
  }
});

Deno.test("hostile Markdown gives only listed elements, no handler and no address that runs", () => {
  for (const { id, text } of PAYLOADS) {
    for (const images of ["none", "embedded"] as const) {
      const page = parsePage(
        `<!DOCTYPE html><body>${renderMarkdown(text, { language: "nl", images })}</body>`,
      );
      for (const node of all(page, "body *")) {
        assert.match(
          node.localName,
          /^(?:p|h[2-6]|ul|ol|li|strong|em|s|code|pre|blockquote|hr|br|a|img|table|thead|tbody|tr|th|td|div|span)$/,
          id,
        );
        for (const { name, value } of node.attributes) {
          assert.match(name, /^(?:class|href|rel|src|alt|start)$/, id);
          if (name === "href") assert.match(value, /^(?:https?:|mailto:|#)/i, id);
          if (name === "src") assert.match(value, /^data:image\/(?:png|jpeg);base64,/, id);
        }
      }
    }
  }
});

Deno.test("the provenance JSON of a hostile briefing reads back as it was written", () => {
  for (
    const { id, text } of PAYLOADS.filter((payload) => payload.kind === "json" || payload.kind === "script")
  ) {
    const { briefing } = fillTexts(plainSample(), () => text);
    const page = renderBriefing(briefing, "nl", { assets: ASSETS });
    const json =
      /<script type="application\/json" id="herkomst-data">\s*([^<]*?)\s*<\/script>/.exec(page)?.[1] ?? "";
    assert.equal(JSON.parse(json).facts.notebookPath, text, id);
  }
});

Deno.test("the html tag keeps hostile text inside a quoted attribute", () => {
  for (const { text } of PAYLOADS) {
    const [, value] = /^<p title="([^"]*)"><\/p>$/s.exec(html`<p title="${text}"></p>`.toString()) ?? [];
    assert.ok(value !== undefined && !/[<>"']/.test(value));
  }
});
