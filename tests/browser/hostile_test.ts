import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { CodeCell, Notebook, Output } from "../../pipelines/notebook/nbformat.ts";
import { renderBriefing, renderDraft } from "../../pipelines/render/mod.ts";
import { fillTexts, hostilePayloads } from "../data/render/hostile.ts";
import { sampleBriefing, sampleFacts } from "../data/render/sample.ts";
import { browserTest, closeBrowser, type Visit, visit } from "../support/browser.ts";

Deno.test.afterAll(closeBrowser);

const PAYLOADS = hostilePayloads();

/** Pages on which the texts move along the slots, so that each text stands in slots of every kind. */
const TURNS = 8;
const STEP = 41;

/** What the browser made of the page: elements with the names of their attributes, without the words for the ear. */
function structureOf(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll("*:not(.vh)")].map((e) => e.localName + "[" + e.getAttributeNames().join() + "]")`,
  );
}

async function assertHarmless({ page, requests, messages }: Visit, where: string): Promise<void> {
  // Things that run late: load events of pictures, focus, toggles.
  await page.evaluate(`for (const node of document.querySelectorAll("details")) node.open = true`);
  await page.waitForTimeout(60);
  assert.equal(await page.evaluate("globalThis.__hit"), undefined, `${where}: a text ran`);
  assert.deepEqual(requests, [], where);
  assert.deepEqual(messages, [], where);
  const handlers = await page.evaluate<string[]>(
    `[...document.querySelectorAll("*")].flatMap((e) => e.getAttributeNames().filter((n) => /^on|^style$|^srcdoc$/.test(n)))`,
  );
  assert.deepEqual(handlers, [], where);
  const addresses = await page.evaluate<string[]>(
    `[...document.querySelectorAll("[href],[src],[action],[data],[poster]")].flatMap((e) =>
      ["href", "src", "action", "data", "poster"].map((n) => e.getAttribute(n)).filter((v) => v !== null))
      .filter((v) => !/^(?:#|https?:|mailto:|data:text\\/csv|data:image\\/(?:png|jpeg|gif|svg\\+xml);base64,|briefing)/i.test(v))`,
  );
  assert.deepEqual(addresses, [], where);
}

browserTest(
  "hostile texts in every slot: nothing runs, nothing is asked for, and the page keeps its shape",
  async () => {
    assert.ok(
      fillTexts(sampleBriefing(), () => "t").slots > PAYLOADS.length,
      "every text has its turn on every page",
    );
    for (let turn = 0; turn < TURNS; turn++) {
      const textOf = (slot: number): string => PAYLOADS[(slot + turn * STEP) % PAYLOADS.length]?.text ?? "";
      const { briefing } = fillTexts(sampleBriefing(), textOf);
      const language = turn % 2 === 0 ? "nl" : "en";
      // The same page with harmless texts that are as long and differ from slot to slot.
      const benign = fillTexts(sampleBriefing(), (slot) =>
        `${slot} `.padEnd(textOf(slot).length, "t")).briefing;
      const expected = await visit(renderBriefing(benign, language), {}, ({ page }) => structureOf(page));
      await visit(renderBriefing(briefing, language), { width: turn % 4 < 2 ? 1200 : 320 }, async (seen) => {
        assert.deepEqual(await structureOf(seen.page), expected, `turn ${turn}`);
        await assertHarmless(seen, `turn ${turn}`);
        const [scroll, client] = await seen.page.evaluate<number[]>(
          "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
        );
        assert.equal(scroll, client, `turn ${turn}: the page is wider than its window`);
      });
    }
  },
);

browserTest("hostile Markdown in a briefing: nothing runs and nothing is asked for", async () => {
  for (let turn = 0; turn < PAYLOADS.length; turn += 60) {
    const source = PAYLOADS.slice(turn, turn + 60).map((payload) => payload.text).join("\n\n");
    const { briefing } = fillTexts(sampleBriefing(), () => source, "replace");
    await visit(renderBriefing(briefing, "nl"), {}, (seen) => assertHarmless(seen, `from text ${turn}`));
  }
});

function outputsWith(text: string): readonly Output[] {
  const show = (data: { readonly [mime: string]: string }): Output => ({
    output_type: "display_data",
    data,
    metadata: {},
  });
  return [
    { output_type: "stream", name: "stdout", text },
    { output_type: "error", ename: text, evalue: text, traceback: [text] },
    ...[
      "text/html",
      "text/markdown",
      "text/plain",
      "text/latex",
      "image/svg+xml",
      "image/png",
      "application/json",
    ]
      .map((mime) => show({ [mime]: text })),
    show({ "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg">${text}</svg>` }),
    show({ [text]: text }),
    {
      output_type: "display_data",
      data: {
        "application/vnd.dataresource+json": {
          schema: { fields: [{ name: text }] },
          data: [{ [text]: text }],
        },
      },
      metadata: {},
    },
  ];
}

browserTest(
  "hostile outputs of a foreign notebook, in every form: nothing runs and nothing is asked for",
  async () => {
    for (let from = 0; from < PAYLOADS.length; from += 110) {
      const cells = PAYLOADS.slice(from, from + 110).flatMap(({ id, text }): Notebook["cells"] => {
        const code: CodeCell = {
          cell_type: "code",
          id,
          metadata: {},
          source: text,
          outputs: outputsWith(text),
          execution_count: 1,
        };
        return [{ cell_type: "markdown", id: `${id}-md`, metadata: {}, source: text }, code];
      });
      const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
      const page = await renderDraft({
        notebook,
        facts: sampleFacts({ notebookPath: PAYLOADS[from]?.text ?? "" }),
      });
      await visit(page, {}, (seen) => assertHarmless(seen, `from text ${from}`));
    }
  },
);

browserTest(
  "a Vega spec can neither run nor fetch, and still shows as a drawing when it is harmless",
  async () => {
    const spec = (mark: unknown, more: Record<string, unknown> = {}) => ({
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      data: { values: [{ a: "<script>globalThis.__hit=1</script>", b: 2 }, { a: "x", b: 3 }] },
      mark,
      encoding: { y: { field: "a", type: "nominal" }, x: { field: "b", type: "quantitative" } },
      ...more,
    });
    const specs = [
      spec("bar"),
      spec({ type: "image", url: "https://x.test/a.png" }),
      spec({ type: "bar", href: "javascript:globalThis.__hit=1" }),
      spec("bar", { data: { url: "https://x.test/a.csv" } }),
      spec("bar", { transform: [{ calculate: "constructor.constructor('globalThis.__hit=1')()", as: "c" }] }),
      spec("bar", { title: "</text><script>globalThis.__hit=1</script>" }),
      spec("bar", { transform: [{ filter: "toString.constructor.constructor('globalThis.__hit=1')()" }] }),
    ];
    const cells = specs.map((data, i) => ({
      cell_type: "code",
      id: `v${i}`,
      metadata: {},
      source: "",
      outputs: [{
        output_type: "display_data",
        data: { "application/vnd.vegalite.v5+json": data },
        metadata: {},
      }],
      execution_count: 1,
    }));
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells } as unknown as Notebook;
    const html = await renderDraft({ notebook, facts: sampleFacts() });
    assert.equal((globalThis as { __hit?: number }).__hit, undefined, "an expression ran while rendering");
    await visit(html, {}, async (seen) => {
      await assertHarmless(seen, "vega");
      assert.ok(await seen.page.locator("#cel-1 svg path").count() > 2, "the harmless one is drawn");
    });
  },
);
