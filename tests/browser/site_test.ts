import assert from "node:assert/strict";
import type { Cell, Notebook } from "../../pipelines/notebook/nbformat.ts";
import { renderDraft, renderIndex } from "../../pipelines/render/mod.ts";
import { sampleFacts } from "../data/render/sample.ts";
import { sampleIndex } from "../data/render/sample_index.ts";
import {
  axeViolations,
  browserTest,
  closeBrowser,
  type Look,
  setDetails,
  visit,
} from "../support/browser.ts";

Deno.test.afterAll(closeBrowser);

const LOOKS: Readonly<Record<string, Look>> = {
  light: {},
  dark: { colorScheme: "dark" },
  "320 px": { width: 320 },
  print: { media: "print" },
};
const INDEX = renderIndex(sampleIndex(), "nl");

function sizes(page: { evaluate<T>(code: string): Promise<T> }): Promise<number[]> {
  return page.evaluate<number[]>(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
  );
}

for (const [name, look] of Object.entries(LOOKS)) {
  browserTest(
    `the index breaks no rule of axe, asks for nothing and stays in the window: ${name}`,
    async () => {
      await visit(INDEX, look, async ({ page, requests, messages }) => {
        assert.deepEqual(await axeViolations(page), []);
        assert.deepEqual([requests, messages], [[], []]);
        const [scroll, client] = await sizes(page);
        assert.equal(scroll, client);
      });
    },
  );
}

browserTest(
  "the search of the index works from a file: accents do not matter, captions count, empty groups go",
  async () => {
    await visit(INDEX, {}, async ({ page }) => {
      const cards = () => page.locator("article:visible h3").allInnerTexts();
      assert.equal((await cards()).length, 4);
      await page.locator("#zoek").fill("CAFES een");
      assert.deepEqual(await cards(), ["Café’s en één kans"]);
      assert.equal(await page.locator("[role=status]").innerText(), "1 van de 4 briefings");
      assert.equal(await page.locator("#fase-2").isVisible(), false);
      await page.locator("#zoek").fill("bibliotheek");
      assert.deepEqual(await cards(), ["Lezen in Voorbeeldstad"]);
      await page.locator("#zoek").fill("bestaatniet");
      assert.deepEqual(await cards(), []);
      await page.locator("#zoek").fill("");
      assert.equal((await cards()).length, 4);
    });
  },
);

browserTest("without script the index shows everything and no search field", async () => {
  await visit(INDEX, { script: "off" }, async ({ page }) => {
    assert.equal(await page.locator("article:visible").count(), 4);
    assert.equal(await page.locator("#zoek").isVisible(), false);
  });
});

function draftNotebook(): Notebook {
  const pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const show = (data: Record<string, unknown>) => ({ output_type: "display_data", data, metadata: {} });
  const values = [{ a: "Aap", b: 28 }, { a: "Kersen uit de tuin", b: 43 }];
  const outputs = [
    { output_type: "stream", name: "stdout", text: `regel ${"lang ".repeat(60)}\n${"x".repeat(300)}` },
    { output_type: "stream", name: "stderr", text: "let op" },
    { output_type: "error", ename: "TypeError", evalue: "x", traceback: ["TypeError: x"] },
    show({
      "text/html":
        "<table><thead><tr><th></th><th>a</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody></table>",
    }),
    show({ "image/png": pixel }),
    show({ "image/svg+xml": "<svg viewBox='0 0 10 10'><circle r='4'/></svg>" }),
    show({ "text/markdown": "# Kop\n\ntekst" }),
    show({ "application/json": { a: 1 } }),
    show({ "application/x-raar": "?" }),
    show({
      "application/vnd.dataresource+json": {
        schema: { fields: Array.from({ length: 20 }, (_field, i) => ({ name: `kolom ${i}` })) },
        data: [{ "kolom 0": 1 }],
      },
    }),
    show({
      "application/vnd.vegalite.v5+json": {
        $schema: "https://vega.github.io/schema/vega-lite/v5.json",
        data: { values },
        mark: "bar",
        encoding: { y: { field: "a", type: "nominal" }, x: { field: "b", type: "quantitative" } },
      },
    }),
  ];
  const cells = [
    { cell_type: "markdown", id: "m", metadata: {}, source: "# Titel\n\n## Deel\n\n|a|b|\n|-|-|\n|1|2|" },
    { cell_type: "code", id: "c", metadata: {}, source: "1 + 1", outputs, execution_count: 1 },
  ] as unknown as readonly Cell[];
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}

for (const [name, look] of Object.entries(LOOKS)) {
  browserTest(
    `a draft with every form of output breaks no rule of axe and stays in the window: ${name}`,
    async () => {
      const draft = await renderDraft({ notebook: draftNotebook(), facts: sampleFacts() });
      await visit(draft, look, async ({ page, requests, messages }) => {
        await setDetails(page, "open");
        assert.deepEqual(await axeViolations(page), []);
        assert.deepEqual([requests, messages], [[], []]);
        const [scroll, client] = await sizes(page);
        assert.equal(scroll, client);
      });
    },
  );
}
