import assert from "node:assert/strict";
import fc from "fast-check";
import { all, parsePage } from "./_dom.ts";
import {
  type MarkdownOptions,
  renderMarkdown,
  renderProseParts,
} from "../../../pipelines/render/markdown.ts";

const BRIEFING: MarkdownOptions = { language: "nl", images: "none" };
const DRAFT: MarkdownOptions = { language: "nl", images: "embedded" };
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const markup = (source: string, options = BRIEFING): string => renderMarkdown(source, options).toString();

Deno.test("renderMarkdown() gives the usual elements their class names", () => {
  const page = markup("# a\n\nb *c* **d** `e`\n\n- f\n\n1. g\n\n> h");
  for (
    const name of [
      "utrecht-heading-2",
      "utrecht-paragraph",
      "utrecht-code",
      "utrecht-unordered-list",
      "utrecht-ordered-list",
      "utrecht-blockquote",
    ]
  ) assert.match(page, new RegExp(`class="${name}"`));
});

Deno.test("renderMarkdown() never gives a heading of level 1, whatever the shift", () => {
  for (const shift of [0, 1, 3]) {
    const page = markup("# a\n\n## b\n\n###### c", { ...BRIEFING, headingShift: shift });
    assert.doesNotMatch(page, /<h1|<h[7-9]/);
  }
});

Deno.test("renderMarkdown() shows remote pictures as their words", () => {
  const page = markup("![een kaart](https://voorbeeld.test/x.png)");
  assert.doesNotMatch(page, /<img|voorbeeld\.test/);
  assert.match(page, /\[afbeelding weggelaten: een kaart\]/);
});

Deno.test("renderMarkdown() shows pictures inside the file in drafts only", () => {
  const source = `![x](data:image/png;base64,${PIXEL})`;
  assert.match(markup(source, DRAFT), /<img src="data:image\/png;base64,/);
  assert.doesNotMatch(markup(source), /<img/);
  assert.doesNotMatch(markup("![x](data:image/svg+xml;base64,PHN2Zz4=)", DRAFT), /<img/);
  const attachments = { "a.png": { "image/png": PIXEL } };
  assert.match(markup("![x](attachment:a.png)", { ...DRAFT, attachments }), /<img src="data:image\/png/);
  assert.doesNotMatch(markup("![x](attachment:b.png)", { ...DRAFT, attachments }), /<img/);
});

Deno.test("renderMarkdown() keeps links of three kinds and gives those that leave a rel", () => {
  assert.match(
    markup("[a](https://voorbeeld.test)"),
    /<a href="https:\/\/voorbeeld\.test" class="utrecht-link" rel="noopener noreferrer">/,
  );
  assert.match(markup("[a](#fig-1)"), /<a href="#fig-1" class="utrecht-link">/);
  assert.match(markup("[a](mailto:a@voorbeeld.test)"), /mailto:/);
  for (
    const bad of [
      "javascript:x",
      "JaVaScRiPt:x",
      "data:text/html,x",
      "vbscript:x",
      "file:///etc/passwd",
      "//x.test/y",
    ]
  ) {
    assert.doesNotMatch(markup(`[a](${bad})`), /<a /, bad);
    assert.doesNotMatch(markup(`[a](<${bad}>)`), /<a /, bad);
    assert.doesNotMatch(markup(`<${bad}>`), /<a /, bad);
    assert.doesNotMatch(markup(`[a][1]\n\n[1]: ${bad}`), /<a /, bad);
  }
});

Deno.test("renderMarkdown() keeps raw HTML as text", () => {
  const page = markup('<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\na <b onclick="x">b</b>');
  assert.doesNotMatch(page, /<script|<img|<b/);
  assert.match(page, /&lt;script&gt;/);
});

Deno.test("renderMarkdown() gives only elements and attributes of its list, for any text", () => {
  const pieces = fc.constantFrom(
    "<script>",
    "</p>",
    "[",
    "](",
    ")",
    "![",
    "javascript:",
    "data:",
    "\n\n",
    "\n",
    "# ",
    "- ",
    "> ",
    "`",
    "*",
    "<img ",
    "onerror=",
    '"',
    "'",
    ">",
    "<",
    "&lt;",
    "|",
    "|-|",
    "https://x.test",
    "\\",
    "<!--",
    "-->",
    "<![CDATA[",
    "\u0000",
    "a",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const page = parsePage(`<!DOCTYPE html><body>${markup(parts.join(""), DRAFT)}</body>`);
      for (const node of all(page, "body *")) {
        assert.doesNotMatch(
          node.localName,
          /^(?:script|style|iframe|object|embed|svg|form|input|link|meta|base)$/,
        );
        for (const { name, value } of node.attributes) {
          assert.match(name, /^(?:class|href|rel|src|alt|start)$/);
          assert.doesNotMatch(value.trim(), /^(?:javascript|vbscript|data:text)/i);
        }
      }
    }),
    { numRuns: 300, seed: 20261122 },
  );
});

Deno.test("renderProseParts() cuts at headings of level 2 after shifting, and loses nothing", () => {
  const parts = renderProseParts("voor\n\n## A `b`\n\neen\n\n### klein\n\n## C\n\ntwee", BRIEFING);
  assert.deepEqual(parts.map((part) => part.heading), [null, "A b", "C"]);
  assert.match(parts[1]?.body.toString() ?? "", /een[\s\S]*klein/);
  const shifted = renderProseParts("# A\n\n## B\n\nx", { ...BRIEFING, headingShift: 1 });
  assert.deepEqual(shifted.map((part) => part.heading), ["A"]);
});

Deno.test("renderProseParts() does not cut at a heading inside a quotation or a list", () => {
  const parts = renderProseParts("## A\n\n> ## B\n\n- ## C", BRIEFING);
  assert.deepEqual(parts.map((part) => part.heading), ["A"]);
});
