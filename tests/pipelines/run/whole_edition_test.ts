import assert from "node:assert/strict";
import { requireLivingLinks, tellMissingTexts } from "../../../pipelines/run/whole_edition.ts";
import { sampleBriefing } from "../../data/render/sample.ts";

Deno.test("an edition with a link that leads nowhere is refused, and the message names page and address", () => {
  const files = [
    {
      path: "index.html",
      content: '<a href="a/briefing.html#kort">a</a> <a href="naslag/methoden.html">m</a>',
    },
    { path: "a/briefing.html", content: '<h1 id="kort">a</h1> <a href="../b/briefing.html">b</a>' },
  ];
  assert.throws(() => requireLivingLinks(files, ["naslag/methoden.html"]), {
    name: "WorkspaceError",
    message: /a link that leads.*a\/briefing\.html: \.\.\/b\/briefing\.html/s,
  });
  requireLivingLinks(files, ["naslag/methoden.html", "b/briefing.html"]);
});

Deno.test("a link to an earlier edition may lead out, to an edition that is not there it may not", () => {
  const files = [{ path: "naslag/edities.html", content: '<a href="../../2026-1/index.html">vorige</a>' }];
  requireLivingLinks(files, ["../2026-1/index.html"]);
  assert.throws(() => requireLivingLinks(files, ["../2025-4/index.html"]), /leads nowhere/);
});

Deno.test("of many broken links five are named and the rest is counted", () => {
  const links = Array.from({ length: 9 }, (_link, i) => `<a href="#plek-${i}">x</a>`).join(" ");
  assert.throws(
    () => requireLivingLinks([{ path: "index.html", content: links }], []),
    /9 links.*#plek-4; …/s,
  );
});

Deno.test("texts in one language only are told with their cell and place; a whole briefing tells nothing", () => {
  assert.deepEqual(tellMissingTexts("proef", sampleBriefing()), []);
  const sample = sampleBriefing();
  const blocks = sample.blocks.map((block) =>
    block.kind === "prose" ? { ...block, text: { nl: block.text.nl, en: null } } : block
  );
  const told = tellMissingTexts("proef", {
    ...sample,
    blocks,
    parameters: { ...sample.parameters, title: { nl: "Titel", en: "" } },
  });
  assert.ok(told.includes("proef: no text in English: parameters.title"));
  assert.ok(told.some((line) => /^proef: no text in English: cell [\w-]+, text$/.test(line)));
});
